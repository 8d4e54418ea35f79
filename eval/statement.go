package eval

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// A context is where statements are executed: in a file, under a condition.
type context struct {
	file *source.File
	when cond.Cond
}

// Run reads a makefile in all configurations.
func (p *Process) Run(file *parser.File) {
	p.makefiles = append(p.makefiles, includedFile{file.Source.Path, cond.True, source.Place{}})
	p.run(file.Stmts, context{file.Source, cond.True})
	p.closeRules(cond.True)
}

// RunAs reads a makefile under the name that make was given for it.
func (p *Process) RunAs(name string, file *parser.File) {
	p.makefiles = append(p.makefiles, includedFile{name, cond.True, source.Place{}})
	p.run(file.Stmts, context{file.Source, cond.True})
	p.closeRules(cond.True)
}

func (p *Process) run(stmts []parser.Stmt, c context) {
	for _, stmt := range stmts {
		if p.ended || p.fuel <= 0 {
			return
		}
		under := c
		under.when = p.space.And(c.when, p.live)
		if under.when == cond.False {
			return
		}
		p.statement(stmt, under)
	}
}

func (p *Process) statement(stmt parser.Stmt, c context) {
	switch stmt := stmt.(type) {
	case *parser.Blank, *parser.Comment:
	case *parser.Conditional:
		p.conditional(stmt, c)
	case *parser.Rule:
		p.rule(stmt, c)
	case *parser.TargetAssign:
		p.closeRules(c.when)
		p.targetAssign(stmt, c)
	case *parser.RecipeLine:
		p.recipeLine(stmt, c)
	case *parser.Expansion:
		p.expansion(stmt, c)
	case *parser.Bad:
		message := stmt.Message
		p.problem(Problem{Fatal: true, Message: message, Place: c.file.Place(stmt.Span), When: c.when})
	default:
		p.closeRules(c.when)
		p.directive(stmt, c)
	}
}

// directive executes the statements that end an open rule.
func (p *Process) directive(stmt parser.Stmt, c context) {
	switch stmt := stmt.(type) {
	case *parser.Assign:
		p.eachTarget(&stmt.Name, c, func(name string, when cond.Cond) {
			p.assignNamed(name, stmt, context{c.file, when})
		})
	case *parser.Define:
		if stmt.Endef.Len() == 0 {
			message := "missing 'endef', unterminated 'define'"
			p.problem(Problem{Fatal: true, Message: message, Place: c.file.Place(stmt.Span), When: c.when})
			return
		}
		p.eachTarget(&stmt.Name, c, func(name string, when cond.Cond) {
			a := assignment{name: name, op: stmt.Op, text: &stmt.Body, file: c.file, when: when}
			p.assignModified(a, stmt.Modifiers)
		})
	case *parser.Undefine:
		p.eachTarget(&stmt.Name, c, func(name string, when cond.Cond) {
			p.undefineModified(name, stmt.Modifiers, when)
		})
	case *parser.Export:
		p.export(stmt, c)
	case *parser.Include:
		p.include(stmt, c)
	case *parser.Load:
		p.load(stmt, c)
	case *parser.VPath:
		p.vpath(stmt, c)
	}
}

// eachTarget expands a name and calls use for each text it can be.
func (p *Process) eachTarget(name *parser.Text, c context, use func(string, cond.Cond)) {
	if isLiteral(name) {
		use(name.Raw, c.when)
		return
	}
	value := p.expand(name, c.file, c.when)
	alternatives, ok := p.world.Alternatives(value, c.when)
	if !ok {
		p.lose(c.when)
		return
	}
	for _, alternative := range alternatives {
		text := trimBlanks(alternative.Text)
		switch {
		case alternative.When == cond.False:
		case hasUnknown(text):
			p.lose(alternative.When)
		case text == "":
			place := c.file.Place(name.Span)
			p.problem(Problem{Fatal: true, Message: "empty variable name", Place: place, When: alternative.When})
		default:
			use(text, alternative.When)
		}
	}
}

func (p *Process) assignNamed(name string, stmt *parser.Assign, c context) {
	if stmt.Op == parser.OpImmediate && p.options.Version.Before(4, 4) {
		place := c.file.Place(stmt.OpSpan)
		p.problem(Problem{Fatal: true, Message: "empty variable name", Place: place, When: c.when})
		return
	}
	a := assignment{name: name, op: stmt.Op, text: &stmt.Value, file: c.file, when: c.when}
	p.assignModified(a, stmt.Modifiers)
}

// assignModified executes an assignment with its modifiers; "private" means
// something only behind a target.
func (p *Process) assignModified(a assignment, modifiers []parser.Modifier) {
	a.origin = OriginFile
	for _, modifier := range modifiers {
		switch modifier.Word {
		case "override":
			a.origin = OriginOverride
		case "export":
			p.exports[a.name] = p.space.Or(p.exportedWhen(a.name), a.when)
		case "unexport":
			p.exports[a.name] = p.space.Diff(p.exportedWhen(a.name), a.when)
		}
	}
	p.assign(a)
}

// exportedWhen returns when a variable is exported by a directive; False is
// the condition of a name without one.
func (p *Process) exportedWhen(name string) cond.Cond {
	if when, ok := p.exports[name]; ok {
		return when
	}
	return cond.False
}

func (p *Process) undefineModified(name string, modifiers []parser.Modifier, when cond.Cond) {
	override := false
	for _, modifier := range modifiers {
		override = override || modifier.Word == "override"
	}
	if !override {
		when = p.assignable(p.lookupGlobal(name), assignment{origin: OriginFile, when: when})
	}
	p.undefine(name, when)
}

// export executes export and unexport with names.
func (p *Process) export(stmt *parser.Export, c context) {
	names := p.expand(&stmt.Names, c.file, c.when)
	for _, word := range p.world.wordsUnder(names, c.when) {
		if hasUnknown(word.Text) {
			continue
		}
		p.touch(word)
		exported := p.exportedWhen(word.Text)
		if stmt.Unexport {
			p.exports[word.Text] = p.space.Diff(exported, word.When)
			continue
		}
		p.exports[word.Text] = p.space.Or(exported, word.When)
	}
}

// touch defines the variable that a directive names and nothing has defined,
// as make does.
func (p *Process) touch(name Word) {
	old := p.lookupGlobal(name.Text)
	if old != nil {
		name.When = p.space.Diff(name.When, old.Defined)
	}
	if name.When != cond.False {
		p.store(p.assigned(old, assignment{
			name: name.Text, op: parser.OpSimple, value: emptyValue, origin: OriginFile, when: name.When,
		}))
	}
}

// Exported returns the variables that a sub-make would inherit because of an
// export directive, sorted by name.
func (p *Process) Exported() []*Variable {
	var exported []*Variable
	for _, name := range p.Names() {
		if when, ok := p.exports[name]; ok && when != cond.False {
			exported = append(exported, p.vars[name])
		}
	}
	return exported
}

// conditional executes both arms, each under its condition.
func (p *Process) conditional(stmt *parser.Conditional, c context) {
	rest := c.when
	for i := range stmt.Arms {
		arm := &stmt.Arms[i]
		if rest = p.space.And(rest, p.live); rest == cond.False {
			break
		}
		when := p.armCondition(arm, context{c.file, rest})
		p.run(arm.Body, context{c.file, p.space.And(when, p.live)})
		rest = p.space.Diff(rest, when)
	}
	if stmt.Endif.Len() == 0 {
		place := c.file.Place(stmt.Arms[0].Directive)
		p.problem(Problem{Fatal: true, Message: "missing 'endif'", Place: place, When: c.when})
	}
}

// armCondition returns the configurations that execute an arm.
func (p *Process) armCondition(arm *parser.Arm, c context) cond.Cond {
	if arm.Bad && arm.Kind != parser.CondElse {
		place := c.file.Place(arm.Directive)
		p.problem(Problem{Fatal: true, Message: "invalid syntax in conditional", Place: place, When: c.when})
		return cond.False
	}
	switch arm.Kind {
	case parser.CondIfdef:
		return p.space.And(c.when, p.isDefined(&arm.Left, c))
	case parser.CondIfndef:
		return p.space.Diff(c.when, p.isDefined(&arm.Left, c))
	case parser.CondIfeq:
		return p.space.And(c.when, p.isEqual(arm, c))
	case parser.CondIfneq:
		return p.space.Diff(c.when, p.isEqual(arm, c))
	case parser.CondElse:
	}
	return c.when
}

// isDefined is ifdef: the unexpanded value is not empty.
func (p *Process) isDefined(name *parser.Text, c context) cond.Cond {
	result := cond.False
	p.eachTarget(name, c, func(name string, when cond.Cond) {
		if variable := p.lookupGlobal(name); variable != nil {
			filled := p.space.And(variable.Defined, p.world.NonEmpty(rawValue(variable.Value)))
			result = p.space.Or(result, p.space.And(when, filled))
		}
	})
	return result
}

func (p *Process) isEqual(arm *parser.Arm, c context) cond.Cond {
	left := p.expand(&arm.Left, c.file, c.when)
	right := p.expand(&arm.Right, c.file, c.when)
	if p.options.Watch != nil {
		p.options.Watch(&Event{
			Function: string(arm.Kind), Args: []*Value{left, right}, When: c.when,
			Place: c.file.Place(arm.Directive), Binding: p.binding, Steps: append([]source.Place(nil), p.steps...),
		})
	}
	return p.world.equal(left, right, c.when)
}

// expandEval is $(eval): each text that the argument can be is read as a
// makefile, under its condition.
func expandEval(p *Process, args []parser.Text, s site) *Value {
	if len(args) == 0 {
		return emptyValue
	}
	value := p.expand(&args[0], s.file, s.when)
	alternatives, ok := p.world.Alternatives(value, s.when)
	if !ok {
		p.lose(s.when)
		return emptyValue
	}
	for _, alternative := range alternatives {
		if hasUnknown(alternative.Text) {
			p.lose(alternative.When)
			continue
		}
		if alternative.When == cond.False || !p.spend(1+len(alternative.Text)/bytesPerFuel) {
			continue
		}
		if p.evals >= maxEvals {
			p.fuel = 0
			return emptyValue
		}
		p.evals++
		file := parser.Parse(p.derive(value, alternative, s.place))
		p.run(file.Stmts, context{file.Source, alternative.When})
		p.evals--
	}
	return emptyValue
}

// maxEvals bounds how deeply texts that are read with $(eval) nest, and
// bytesPerFuel is how much of them is read at the cost of a step.
const (
	maxEvals     = 100
	bytesPerFuel = 64
)

// derive returns the text of a value in some configurations as a file whose
// parts know where they were written.
func (p *Process) derive(value *Value, alternative Alternative, place source.Place) *source.File {
	d := deriver{space: p.space, when: alternative.When}
	d.scope(value, cond.True)
	text := d.text.String()
	if text != alternative.Text {
		whole := source.Segment{Span: source.Span{End: len(alternative.Text)}, Place: place}
		return source.Derive(alternative.Text, []source.Segment{whole})
	}
	return source.Derive(text, d.segments)
}

// A deriver writes a value's text with the places of its pieces.
type deriver struct {
	space    *cond.Space
	when     cond.Cond
	text     strings.Builder
	segments []source.Segment
}

func (d *deriver) scope(v *Value, when cond.Cond) {
	filled, pending := false, false
	for i := range v.Pieces {
		piece := &v.Pieces[i]
		pending = pending || piece.Sep && filled
		under := d.space.And(piece.When, when)
		if d.space.Disjoint(under, d.when) || piece.Template != nil {
			continue
		}
		if pending {
			d.write(" ", source.Place{})
			pending = false
		}
		if piece.Value != nil {
			d.scope(piece.Value, under)
		} else {
			d.write(piece.Text, piece.Place)
		}
		filled = true
	}
}

func (d *deriver) write(text string, place source.Place) {
	if text == "" {
		return
	}
	start := d.text.Len()
	d.text.WriteString(text)
	if place.File == nil && len(d.segments) > 0 {
		place = d.segments[len(d.segments)-1].Place
	}
	d.segments = append(d.segments, source.Segment{Span: source.Span{Start: start, End: d.text.Len()}, Place: place})
}
