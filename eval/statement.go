package eval

import (
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
func (p *Process) Run(file *parser.File) { p.RunAs(file.Source.Path, file) }

// RunAs reads a makefile under the name that make was given for it.
func (p *Process) RunAs(name string, file *parser.File) {
	p.makefiles = append(p.makefiles, includedFile{name, cond.True, source.Place{}, file})
	p.RunOn(file)
}

// RunOn reads statements that no makefile of the list has: one that was read
// before goes on with them.
func (p *Process) RunOn(file *parser.File) {
	p.runFile(file, cond.True)
	p.closeRules(cond.True)
}

// runFile executes a makefile.
func (p *Process) runFile(file *parser.File, when cond.Cond) {
	if file.Unread != "" {
		p.giveUp("can't read this makefile: "+file.Unread, file.Source.Place(source.Span{}), when)
	}
	p.run(file.Stmts, context{file.Source, when})
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
		p.fuel -= stepsOf(stmt)
		p.statement(stmt, under)
		p.noteExhausted(c.file.Place(stmt.Pos()))
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
		if stmt.Limit {
			p.giveUp(stmt.Message, c.file.Place(stmt.Span), c.when)
			return
		}
		message := stmt.Message
		place := c.file.Place(stmt.Span)
		p.problem(Problem{Fatal: true, Cause: CauseSyntax, Message: message, Place: place, When: c.when})
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
			p.Assignments = append(p.Assignments, Assignment{
				Name: name, Place: c.file.Place(stmt.Name.Span), When: when, Statement: stmt,
				file: c.file, before: p.lookupGlobal(name),
			})
			p.assignNamed(name, stmt, context{c.file, when})
		})
	case *parser.Define:
		if stmt.Endef.Len() == 0 {
			message, place := "missing 'endef', unterminated 'define'", c.file.Place(stmt.Span)
			p.problem(Problem{Fatal: true, Cause: CauseSyntax, Message: message, Place: place, When: c.when})
			return
		}
		p.eachTrimmed(&stmt.Name, c, func(name string, when cond.Cond) {
			a := assignment{name: name, op: stmt.Op, text: &stmt.Body, file: c.file, when: when}
			p.assignModified(a, stmt.Modifiers)
		})
	case *parser.Undefine:
		p.eachTrimmed(&stmt.Name, c, func(name string, when cond.Cond) {
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

// eachTrimmed is eachTarget for define and undefine, which drop the blanks around
// a name.
func (p *Process) eachTrimmed(name *parser.Text, c context, use func(string, cond.Cond)) {
	p.eachTarget(name, c, func(text string, when cond.Cond) { use(trimBlanks(text), when) })
}

// eachTarget expands a name of a variable and calls use for each text it can
// be: the blanks in it are part of the name. Make stops where it is nothing.
func (p *Process) eachTarget(name *parser.Text, c context, use func(string, cond.Cond)) {
	p.eachExpanded(name, c, func(text string, when cond.Cond) {
		if text == "" {
			place := c.file.Place(name.Span)
			p.problem(Problem{Fatal: true, Message: "empty variable name", Place: place, When: when})
			return
		}
		use(text, when)
	})
}

// eachExpanded expands a name and calls use for each text it can be, nothing among
// them.
func (p *Process) eachExpanded(name *parser.Text, c context, use func(string, cond.Cond)) {
	if isLiteral(name) {
		use(name.Raw, c.when)
		return
	}
	value := p.expand(name, c.file, c.when)
	alternatives, ok := p.world.Alternatives(value, c.when)
	if !ok {
		p.tellName(value, c.file.Place(name.Span), c.when)
		p.lose(c.when)
		return
	}
	for _, alternative := range alternatives {
		text := alternative.Text
		switch {
		case alternative.When == cond.False:
		case hasUnknown(text):
			p.tellName(constantValue(text), c.file.Place(name.Span), alternative.When)
			p.lose(alternative.When)
		default:
			use(text, alternative.When)
		}
	}
}

func (p *Process) assignNamed(name string, stmt *parser.Assign, c context) {
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
	if trimBlanks(stmt.Names.Raw) == "" && !stmt.Unexport {
		p.bareExports = append(p.bareExports, Reference{c.file.Place(stmt.Span), c.when})
	}
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
