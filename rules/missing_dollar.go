package rules

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var missingDollar = &lint.Rule{
	Name:  "missing-dollar",
	Title: "the name of a symbol or a variable where its value is meant",
	Why: "`obj-(CONFIG_RADIO)` is a variable of just that name, `ifeq (CONFIG_RADIO,y)` compares ten letters with " +
		"one, and `$CONFIG_RADIO` is `$(C)` with letters behind it. Make has nothing against any of these: what the " +
		"list holds is never built, and the branch is never taken. `ifdef $(CONFIG_RADIO)` has a $ too many: ifdef " +
		"wants a name, and this is the variable y.",
	Repair:   "Write $(CONFIG_RADIO) for the value, and CONFIG_RADIO behind ifdef and ifndef.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"kconfig", "make"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
obj-(CONFIG_RADIO) += radio.o
-- drivers/radio.c --
-- drivers/Kconfig --
config RADIO
	tristate "A radio"
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
obj-$(CONFIG_RADIO) += radio.o
-- drivers/radio.c --
-- drivers/Kconfig --
config RADIO
	tristate "A radio"
`},
	Check: checkMissingDollar,
}

func checkMissingDollar(pass *lint.Pass) {
	if pass.Unit.Role == kbuild.PlainRole {
		return
	}
	c := dollars{pass: pass, seen: map[source.Place]bool{}}
	for _, assignment := range pass.Process.Assignments {
		c.name(assignment)
	}
	for _, event := range pass.Events {
		switch event.Function {
		case "ifeq", "ifneq":
			c.comparison(event)
		case eval.ConditionEvent:
			c.condition(event)
		}
	}
	if pass.Directory != nil {
		for _, entry := range pass.Directory.Entries {
			c.word(entry.Text, entry.Place, entry.When, entry.List)
		}
		for _, list := range []string{"ccflags-y", "asflags-y", "cppflags-y", "ldflags-y", "rustflags-y"} {
			for _, word := range pass.Words(pass.Process.ValueOf(list)) {
				c.word(word.Text, word.Place, word.When, list)
			}
		}
	}
}

// dollars looks for what lacks a $.
type dollars struct {
	pass *lint.Pass
	seen map[source.Place]bool
}

// report reports a place once. repaired is what to write there, "" if that is
// not certain.
func (c *dollars) report(place source.Place, when cond.Cond, message, effect, repaired string) {
	if c.seen[place] {
		return
	}
	c.seen[place] = true
	finding := lint.Finding{Place: place, When: when, Message: message, Effect: effect, Builds: c.pass.Unit.Builds}
	if repaired != "" && repaired != place.Text() {
		finding.Fixes = []lint.Repair{{
			Title: "write " + repaired, Edits: []source.Edit{{Place: place, Text: repaired}},
		}}
	}
	c.pass.Report(finding)
}

// name looks at the name of a variable that is assigned to.
func (c *dollars) name(a eval.Assignment) {
	written := a.Place.Text()
	effect := "it is the same in all configurations, and not the variable that was meant"
	if inner := c.bracketed(a.Name); inner != "" {
		c.report(a.Place, a.When, describe(a.Place, a.Name)+" is a variable of that name: ("+inner+
			") is not replaced by a value", effect, withDollar(written, inner))
		return
	}
	if symbol := unbracketed(written); symbol != "" {
		c.report(a.Place, a.When, written+" is the variable "+a.Name+": "+isShort(symbol), effect,
			strings.Replace(written, "$"+symbol, "$("+symbol+")", 1))
		return
	}
	c.bareEnding(a)
}

// bareEnding looks at a list that ends in the name of a symbol. What else uses
// a variable is known of the first kind of build.
func (c *dollars) bareEnding(a eval.Assignment) {
	stem, symbol, found := strings.Cut(a.Name, "CONFIG_")
	symbol = "CONFIG_" + symbol
	isFirst := c.pass.Build == c.pass.Unit.Builds[0]
	if !found || !isFirst || !c.isSymbol(symbol) || c.pass.Tree.Uses(c.pass.Process, a.Name) {
		return
	}
	if listStems[stem] || isComposite(c.pass, stem) {
		c.report(a.Place, a.When, a.Name+" is a variable of that name: "+symbol+" is not replaced by a value",
			"nothing reads it: what it holds is not part of any build", withDollar(a.Place.Text(), symbol))
	}
}

// comparison looks at the two sides of an ifeq or ifneq.
func (c *dollars) comparison(event *eval.Event) {
	for i := range event.Args {
		words := c.pass.Words(event.Args[i])
		if len(words) != 1 || words[0].When != cond.True || !c.isValue(event.Args[1-i]) ||
			symbolMacro(words[0].Text) != "" {
			continue
		}
		text, place := words[0].Text, words[0].Place
		effect := "the branch is never taken"
		if event.Function == "ifneq" {
			effect = "the branch is always taken"
		}
		inner, symbol := c.bracketed(text), unbracketed("$C"+text)
		switch {
		case c.isSymbol(text):
			inner = text
		case symbol != "" && standsBehind(place, "$C"):
			place.Span.Start -= len("$C")
			c.report(place, event.When, isShort(symbol), effect, afterSymbol(place.Text(), symbol))
			continue
		case inner == "" || !strings.HasPrefix(inner, "CONFIG_"):
			continue
		}
		c.report(place, event.When, place.Text()+" is compared as it stands, and is not replaced by a value",
			effect, withDollar(place.Text(), inner))
	}
}

// isShort says what a symbol directly behind a $ is.
func isShort(symbol string) string {
	return "$" + symbol + " is $(C) with " + symbol[1:] + " behind it"
}

// afterSymbol writes a reference where a text begins with a symbol behind a $.
// The closing bracket may be there already.
func afterSymbol(text, symbol string) string {
	return "$(" + symbol + ")" + strings.TrimPrefix(strings.TrimPrefix(text, "$"+symbol), ")")
}

// isValue reports whether one side of a comparison is what symbols are
// compared with, and no name of one.
func (c *dollars) isValue(side *eval.Value) bool {
	for _, word := range c.pass.Words(side) {
		if strings.Contains(word.Text, "CONFIG_") || c.pass.Tree.World.UnknownInText(word.Text) != nil {
			return false
		}
	}
	return true
}

// condition looks at a text that is always true as a condition, and at what
// ifdef tests.
func (c *dollars) condition(event *eval.Event) {
	place := trimmed(event.Place)
	text := place.Text()
	inner := strings.Trim(text, " \t%()")
	if c.isSymbol(inner) {
		c.report(place, event.When, text+" is a text that is never empty, and is not replaced by a value",
			"the condition is always true", withDollar(text, inner))
		return
	}
	var values []string
	for _, word := range c.pass.Words(event.Args[0]) {
		if word.Text != "y" && word.Text != "m" {
			return
		}
		values = append(values, word.Text)
	}
	if len(values) == 0 || !strings.HasPrefix(text, "$") {
		return
	}
	repaired := ""
	if symbol := strings.TrimSuffix(strings.TrimPrefix(text, "$("), ")"); c.isSymbol(symbol) {
		repaired = symbol
	}
	c.report(place, event.When, text+" is the name of the variable "+strings.Join(values, " or ")+
		" here: there is a $ too many", "the test is about a variable that nothing sets", repaired)
}

// word looks at a word of a list.
func (c *dollars) word(text string, place source.Place, when cond.Cond, list string) {
	if inner := c.bracketed(text); inner != "" && !strings.HasPrefix(text, "-D") {
		c.report(place, when, describe(place, text)+" in "+list+" is taken as it stands: ("+inner+
			") is not replaced by a value", "there is no file of this name", withDollar(place.Text(), inner))
	}
}

// bracketed returns the name of a symbol or a variable that stands in round
// brackets without a $, "" without one.
func (c *dollars) bracketed(text string) string {
	for name := range namesInBrackets(text) {
		if c.isSymbol(name) || c.pass.Process.Lookup(name) != nil {
			return name
		}
	}
	return ""
}

// isSymbol reports whether a text is the name of a configuration symbol, as far
// as the tree knows.
func (c *dollars) isSymbol(text string) bool {
	symbol, ok := strings.CutPrefix(text, "CONFIG_")
	if !ok || symbol == "" || symbolEnd(symbol) != len(symbol) {
		return false
	}
	model := c.pass.Tree.Kconfig()
	return model == nil || model.Defined(symbol)
}
