package eval

import (
	"slices"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
)

// A Binding is a rule applied to one of its targets: what its recipe is
// expanded for.
type Binding struct {
	Rule *Rule
	// Target is the name make has for the target; Stem is what "%" matched.
	Target MadeName
	Stem   string
	// When are the configurations in which the rule has the target.
	When cond.Cond
	// Prereqs and OrderOnly are all prerequisites of the target, those of
	// other rules too.
	Prereqs, OrderOnly []Name
	// Inherited are assignments of targets that the target is built for,
	// the outermost first.
	Inherited []*TargetAssign
}

// A RecipeLine is a line of a recipe after expansion.
type RecipeLine struct {
	Text RecipeText
	// Value is what is handed to the shell.
	Value *Value
}

// ExpandRecipe expands the recipe of a binding with its automatic and
// target-specific variables. Assignments that the recipe makes are taken back
// afterwards.
func (p *Process) ExpandRecipe(b *Binding) []RecipeLine {
	var journal []change
	p.journal = &journal
	locals, live, state := p.locals, p.live, p.memory.state
	p.lazy++
	p.binding = b
	p.locals = append(slices.Clip(p.locals), p.automatic(b)...)
	p.memory.begin(len(p.locals))
	p.bindTarget(b)
	var lines []RecipeLine
	for _, text := range b.Rule.Recipe {
		when := p.space.And(text.When, b.When)
		if when == cond.False {
			continue
		}
		value := p.expand(text.Template.Text, text.Template.File, when)
		p.noteExhausted(text.Place)
		lines = append(lines, RecipeLine{Text: text, Value: restricted(value, when)})
	}
	p.lazy--
	p.binding = nil
	p.locals, p.live = locals, live
	p.journal = nil
	p.undo(journal)
	p.memory.state = state
	return lines
}

// bindTarget makes the target-specific assignments of a binding: those that
// are inherited, then those of patterns, then the target's own (GNU Make
// manual, "Target-specific Variable Values").
func (p *Process) bindTarget(b *Binding) {
	for _, assign := range b.Inherited {
		p.assignTarget(assign, b.When)
	}
	for _, assign := range p.AssignsOf(b.Target) {
		p.assignTarget(assign, p.space.And(b.When, assign.matching(p.space, b.Target)))
	}
}

// AssignsOf returns the target-specific assignments that concern a target, in
// the order in which they take effect: those of patterns, the shorter pattern
// first, then the target's own.
func (p *Process) AssignsOf(target MadeName) []*TargetAssign {
	var own, wild []*TargetAssign
	for _, assign := range p.Assigns {
		if assign.matching(p.space, target) == cond.False {
			continue
		}
		if assign.pattern() {
			wild = append(wild, assign)
			continue
		}
		own = append(own, assign)
	}
	slices.SortStableFunc(wild, func(a, b *TargetAssign) int {
		return len(a.Targets[0].Made) - len(b.Targets[0].Made)
	})
	return append(wild, own...)
}

// Passed returns the assignments that a prerequisite inherits from a target
// that is built with those of b.
func (p *Process) Passed(b *Binding) []*TargetAssign {
	passed := slices.Clone(b.Inherited)
	for _, assign := range p.AssignsOf(b.Target) {
		if !assign.Private {
			passed = append(passed, assign)
		}
	}
	return passed
}

func (p *Process) assignTarget(assign *TargetAssign, when cond.Cond) {
	a := assign.assign
	if a.when = p.space.And(a.when, when); a.when == cond.False {
		return
	}
	old := p.lookupGlobal(a.name)
	if a.op != parser.OpAppend || a.text == nil || old == nil {
		p.assign(a)
		return
	}
	// What a target appends is expanded where the variable is used, whatever
	// the flavor of the variable was.
	if a.when = p.assignable(old, a); a.when != cond.False {
		late := *old
		late.appendable = nil
		late.Recursive = p.space.Or(old.Recursive, a.when)
		p.store(p.appended(&late, a))
	}
}

// automatic returns the automatic variables of a binding. $? is any part of
// $^, depending on what is newer at build time.
func (p *Process) automatic(b *Binding) []local {
	target := Word{Text: string(b.Target), When: b.When, Made: true}
	if len(b.Rule.Targets) > 0 {
		target.Place = b.Rule.Targets[0].Place
	}
	all := madeWords(b.Prereqs)
	once := p.unique(all)
	lists := []struct {
		name  string
		words []Word
	}{
		{"@", []Word{target}},
		{"*", stemWords(b)},
		{"<", p.firstWords(all, b.When)},
		{"^", once},
		{"+", all},
		{"?", p.newer(once)},
		{"|", p.orderOnly(once, madeWords(b.OrderOnly))},
		{"%", nil},
	}
	locals := make([]local, len(lists))
	for i, list := range lists {
		locals[i] = local{
			name:     list.name,
			variable: simpleVariable(list.name, wordsValue(list.words), OriginAutomatic),
		}
	}
	return locals
}

// partVariables returns the D and F forms of the automatic variables: they are
// recursive variables over those.
func partVariables() map[string]*Variable {
	variables := map[string]*Variable{}
	for _, name := range []string{"@", "*", "<", "^", "+", "?", "%"} {
		dirs := recursiveVariable(DefaultVersion, name+"D", "$(patsubst %/,%,$(dir $"+name+"))", OriginAutomatic)
		files := recursiveVariable(DefaultVersion, name+"F", "$(notdir $"+name+")", OriginAutomatic)
		variables[dirs.Name], variables[files.Name] = dirs, files
	}
	return variables
}

func stemWords(b *Binding) []Word {
	if b.Stem == "" {
		return nil
	}
	return []Word{{Text: b.Stem, When: b.When, Made: true}}
}

func madeWords(names []Name) []Word {
	words := make([]Word, len(names))
	for i, name := range names {
		words[i] = name.Word
		words[i].Text, words[i].Made = string(name.Made), true
	}
	return words
}

// unique drops repeated names, keeping the first of each configuration.
func (p *Process) unique(words []Word) []Word {
	seen := map[string]cond.Cond{}
	var once []Word
	for _, word := range words {
		before, repeated := seen[word.Text]
		if !repeated {
			before = cond.False
		}
		seen[word.Text] = p.space.Or(before, word.When)
		if word.When = p.space.Diff(word.When, before); word.When != cond.False {
			once = append(once, word)
		}
	}
	return once
}

// orderOnly drops repeated names, and those that are prerequisites as well.
func (p *Process) orderOnly(prereqs, words []Word) []Word {
	all := append(slices.Clip(prereqs), words...)
	once := p.unique(all)
	return once[min(len(prereqs), len(once)):]
}

func (p *Process) firstWords(words []Word, when cond.Cond) []Word {
	value := p.firstOf(words, when)
	if value == nil {
		return nil
	}
	return p.world.Words(value)
}

// maxNewer bounds how many prerequisites have a test of their own: beyond it
// one test answers for all of them.
const maxNewer = 12

// newer gives each word a test that says whether it is newer than the target.
func (p *Process) newer(words []Word) []Word {
	newer := make([]Word, len(words))
	if len(words) > maxNewer {
		test := p.world.newer("a prerequisite")
		for i, word := range words {
			word.When = p.space.And(word.When, test)
			newer[i] = word
		}
		return newer
	}
	for i, word := range words {
		word.When = p.space.And(word.When, p.world.newer(word.Text))
		newer[i] = word
	}
	return newer
}
