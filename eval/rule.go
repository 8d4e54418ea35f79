package eval

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// A MadeName is a file name in the form GNU Make gives to targets,
// prerequisites and goals. It is a type of its own so that it is not compared
// with text that a makefile wrote without thinking of "./".
type MadeName string

// A Name is a target or a prerequisite: as written, and as GNU Make keeps it.
type Name struct {
	Word
	// Made is the name that make uses.
	Made MadeName
}

// A RecipeText is one line of a recipe, or the text behind ";".
type RecipeText struct {
	Template *Template
	When     cond.Cond
	Place    source.Place
}

// A Rule is a rule of a makefile with its names expanded. A rule with several
// targets stands for as many rules.
type Rule struct {
	Targets []Name
	// Separator is ":", "::", "&:" or "&::".
	Separator string
	// Pattern tells that the targets are patterns with "%".
	Pattern bool
	// Static is the target pattern of a static pattern rule, nil for others.
	Static    *Name
	Prereqs   []Name
	OrderOnly []Name
	Recipe    []RecipeText
	When      cond.Cond
	// Place is the rule's line.
	Place source.Place
}

// A TargetAssign is a target- or pattern-specific assignment.
type TargetAssign struct {
	Targets []Name
	Private bool

	assign assignment
}

// An openRule is a rule that takes the recipe lines of some configurations.
type openRule struct {
	rule *Rule
	when cond.Cond
}

// closeRules ends the open rules in the configurations of when.
func (p *Process) closeRules(when cond.Cond) {
	kept := p.open[:0]
	for _, open := range p.open {
		if open.when = p.space.Diff(open.when, when); open.when != cond.False {
			kept = append(kept, open)
		}
	}
	p.open = kept
}

func (p *Process) rule(stmt *parser.Rule, c context) {
	p.closeRules(c.when)
	rule := &Rule{Separator: stmt.Separator, When: c.when, Place: c.file.Place(stmt.Span)}
	rule.Targets = p.names(&stmt.Targets, c)
	if stmt.TargetPattern != nil {
		if patterns := p.names(stmt.TargetPattern, c); len(patterns) > 0 {
			rule.Static = &patterns[0]
		}
	}
	rule.Prereqs = p.names(&stmt.Prereqs, c)
	if stmt.OrderOnly != nil {
		rule.OrderOnly = p.names(stmt.OrderOnly, c)
	}
	p.splitDynamic(rule)
	p.addRule(rule, c)
	if stmt.Recipe != nil {
		p.addRecipe(rule, stmt.Recipe, c)
	}
}

// splitDynamic finds a "|" or a static pattern that only expansion brought.
func (p *Process) splitDynamic(rule *Rule) {
	for i, name := range rule.Prereqs {
		if name.Text == "|" {
			rule.OrderOnly = append(rule.Prereqs[i+1:len(rule.Prereqs):len(rule.Prereqs)], rule.OrderOnly...)
			rule.Prereqs = rule.Prereqs[:i]
			return
		}
	}
}

// addRule opens a rule. A rule without targets takes its recipe and is gone.
func (p *Process) addRule(rule *Rule, c context) {
	p.open = append(p.open, openRule{rule, c.when})
	if len(rule.Targets) == 0 {
		return
	}
	for _, target := range rule.Targets {
		rule.Pattern = rule.Pattern || rule.Static == nil && parsePattern(target.Text).wild
		if target.Made == ".SECONDEXPANSION" {
			p.secondExpansion = true
		}
	}
	p.Rules = append(p.Rules, rule)
	if !rule.Pattern {
		p.firstGoal(rule)
	}
}

// names expands a list of file names; wild cards stand for the files of the
// tree that match (GNU Make manual, "Using Wildcard Characters in File Names").
func (p *Process) names(text *parser.Text, c context) []Name {
	value := p.expand(text, c.file, c.when)
	return p.namesOf(value, c.when)
}

func (p *Process) namesOf(value *Value, when cond.Cond) []Name {
	words := p.world.wordsUnder(value, when)
	names := make([]Name, 0, len(words))
	for _, word := range words {
		if strings.ContainsAny(word.Text, "*?[") && !hasUnknown(word.Text) {
			if matches, _ := p.glob(word.Text); len(matches) > 0 {
				for _, match := range matches {
					found := word
					found.Text = match
					names = append(names, makeName(found))
				}
				continue
			}
		}
		names = append(names, makeName(word))
	}
	return names
}

func makeName(word Word) Name {
	return Name{Word: word, Made: MadeName(MakeName(word.Text))}
}

// firstGoal keeps the first target of each configuration, which is the default
// goal unless its name begins with a dot and has no slash.
func (p *Process) firstGoal(rule *Rule) {
	for _, target := range rule.Targets {
		name := string(target.Made)
		if p.defaultGoalOpen == cond.False {
			return
		}
		if strings.HasPrefix(name, ".") && !strings.Contains(name, "/") || hasUnknown(name) {
			continue
		}
		when := p.space.And(target.When, p.defaultGoalOpen)
		if when != cond.False {
			p.defaultGoal = append(p.defaultGoal, Alternative{Text: name, When: when})
			p.defaultGoalOpen = p.space.Diff(p.defaultGoalOpen, when)
		}
	}
}

// goalValue is the value of .DEFAULT_GOAL before an assignment.
func (p *Process) goalValue() *Value {
	var b builder
	for _, goal := range p.defaultGoal {
		b.add(Piece{Text: goal.Text, When: goal.When, Made: true})
	}
	return b.value()
}

func (p *Process) addRecipe(rule *Rule, text *parser.Text, c context) {
	rule.Recipe = append(rule.Recipe, RecipeText{
		Template: p.template(text, c.file), When: c.when,
		Place: source.Place{File: c.file, Span: text.Span},
	})
}

// recipeLine gives a line to the rules that are open; where none is, make
// reads the line like any other.
func (p *Process) recipeLine(stmt *parser.RecipeLine, c context) {
	rest := c.when
	for _, open := range p.open {
		both := p.space.And(open.when, c.when)
		if both != cond.False {
			p.addRecipe(open.rule, &stmt.Text, context{c.file, both})
			rest = p.space.Diff(rest, both)
		}
	}
	if rest == cond.False {
		return
	}
	line := strings.TrimLeft(c.file.Slice(stmt.Span), " \t")
	if trimBlanks(line) == "" || line[0] == '#' {
		return
	}
	start := stmt.Span.End - len(line)
	segment := source.Segment{
		Span:  source.Span{End: len(line)},
		Place: source.Place{File: c.file, Span: source.Span{Start: start, End: stmt.Span.End}},
	}
	file := parser.Parse(source.Derive(line, []source.Segment{segment}))
	if len(file.Stmts) > 0 {
		if _, bad := file.Stmts[0].(*parser.Bad); bad {
			message := "recipe commences before first target"
			p.problem(Problem{Fatal: true, Message: message, Place: c.file.Place(stmt.Span), When: rest})
			return
		}
	}
	p.run(file.Stmts, context{file.Source, rest})
}

// expansion reads a line of which only its expansion tells what it is.
func (p *Process) expansion(stmt *parser.Expansion, c context) {
	value := p.expand(&stmt.Text, c.file, c.when)
	alternatives, ok := p.world.Alternatives(value, p.space.And(c.when, p.live))
	if !ok {
		return
	}
	for _, alternative := range alternatives {
		when := p.space.And(alternative.When, p.live)
		if when == cond.False || hasUnknown(alternative.Text) {
			continue
		}
		p.expandedLine(value, Alternative{alternative.Text, when}, stmt, c)
	}
}

// expandedLine reads text that is expanded already: only a rule can come of
// it, and "$" stands for itself.
func (p *Process) expandedLine(value *Value, line Alternative, stmt *parser.Expansion, c context) {
	place := source.Place{File: c.file, Span: stmt.Text.Span}
	under := context{c.file, line.When}
	if trimBlanks(line.Text) == "" {
		p.closeRules(line.When)
		return
	}
	text := trimBlanks(line.Text)
	if strings.Contains(text, "$") {
		text = strings.ReplaceAll(text, "$", "$$")
	}
	derived := p.derive(value, line, place)
	if derived.Text != text {
		whole := source.Segment{Span: source.Span{End: len(text)}, Place: place}
		derived = source.Derive(text, []source.Segment{whole})
	}
	file := parser.Parse(derived)
	if len(file.Stmts) == 1 {
		if rule, ok := file.Stmts[0].(*parser.Rule); ok {
			under.file = file.Source
			p.rule(rule, under)
			return
		}
		if assign, ok := file.Stmts[0].(*parser.TargetAssign); ok {
			under.file = file.Source
			p.closeRules(line.When)
			p.targetAssign(assign, under)
			return
		}
	}
	p.problem(Problem{Fatal: true, Message: "missing separator", Place: place, When: line.When})
}

func (p *Process) targetAssign(stmt *parser.TargetAssign, c context) {
	targets := p.names(&stmt.Targets, c)
	p.eachTarget(&stmt.Assign.Name, c, func(name string, when cond.Cond) {
		a := assignment{
			name: name, op: stmt.Assign.Op, text: &stmt.Assign.Value, file: c.file,
			when: when, origin: OriginFile,
		}
		private := false
		for _, modifier := range stmt.Assign.Modifiers {
			switch modifier.Word {
			case "override":
				a.origin = OriginOverride
			case "private":
				private = true
			}
		}
		if simple := a.op == parser.OpSimple || a.op == parser.OpPosix; simple {
			a.value, a.text = p.expand(a.text, a.file, when), nil
		}
		p.Assigns = append(p.Assigns, &TargetAssign{Targets: targets, Private: private, assign: a})
	})
}

// immediate turns ":::=" into a recursive value whose "$" are escaped.
func (p *Process) immediate(a assignment) assignment {
	value := p.expand(a.text, a.file, a.when)
	a.value = substPieces(value, "$", "$$")
	text, ok := a.value.constant()
	if !ok || hasUnknown(text) {
		a.text = nil
		return a
	}
	file := source.Derive(text, []source.Segment{{
		Span: source.Span{End: len(text)}, Place: source.Place{File: a.file, Span: a.text.Span},
	}})
	parsed := parser.ParseText(file, source.Span{End: len(text)}, parser.ModeValue)
	a.text, a.file, a.value = &parsed, file, nil
	return a
}

// shellAssignment turns "!=" into what the shell would print.
func (p *Process) shellAssignment(a assignment) assignment {
	command := p.expand(a.text, a.file, a.when)
	place := source.Place{File: a.file, Span: a.text.Span}
	a.value = p.shell(command, site{file: a.file, place: place, when: a.when})
	a.text = nil
	return a
}
