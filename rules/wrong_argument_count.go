package rules

import (
	"fmt"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

var wrongArgumentCount = &lint.Rule{
	Name:  "wrong-argument-count",
	Title: "a function is called with more arguments than it looks at",
	Why: "`$(call f,a,b,c)` sets $(1), $(2) and $(3). What the text of `f` does not refer to is dropped without a " +
		"word. Often the comma is to blame: in `$(call ld-option,-Wl,-z,now)` it separates arguments, and the flag " +
		"that is tried is `-Wl`. Too few arguments for a function of make itself are a syntax error.",
	Repair: "Write `$(comma)` for a comma that belongs to an argument, or drop what is not used. kbuild defines " +
		"`comma`.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"make"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
with-dir = $(addprefix $(obj)/,$(1))

clean-files := $(call with-dir,table.inc,names.inc)
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
with-dir = $(addprefix $(obj)/,$(1))

clean-files := $(call with-dir,table.inc names.inc)
`},
	Check: checkWrongArgumentCount,
}

func checkWrongArgumentCount(pass *lint.Pass) {
	if pass.Build != pass.Unit.Builds[0] {
		return
	}
	for _, file := range ownMakefiles(pass) {
		if !strings.Contains(file.Source.Text, "call ") {
			continue
		}
		file.Inspect(func(node parser.Node) bool {
			if call, ok := node.(*parser.Function); ok && call.Name == "call" && len(call.Args) > 1 {
				checkArguments(pass, file, call)
			}
			return true
		})
	}
}

// checkArguments reports the first argument of a call that its function does not
// look at. One of blanks only may have been left there.
func checkArguments(pass *lint.Pass, file *parser.File, call *parser.Function) {
	name := strings.TrimSpace(call.Args[0].Raw)
	last := call.Args[len(call.Args)-1]
	if strings.Contains(name, "$") || strings.TrimSpace(last.Raw) == "" {
		return
	}
	most, ok := parametersOf(pass.Process, name)
	if !ok || len(call.Args)-1 <= most {
		return
	}
	span := source.Span{Start: call.Args[most+1].Span.Start, End: last.Span.End}
	place := file.Source.Place(span)
	finding := lint.Finding{
		Place: place, When: cond.True, Builds: pass.Unit.Builds,
		Message: fmt.Sprintf("%s looks at %s, and this is number %d", name, argumentsOf(most), most+1),
		Effect:  "make drops " + strings.TrimSpace(place.Text()),
	}
	if repair, ok := withComma(file, call, most); ok {
		finding.Fixes = []lint.Repair{repair}
	}
	pass.Report(finding)
}

// argumentsOf says how many arguments a function looks at.
func argumentsOf(count int) string {
	if count == 1 {
		return "one argument"
	}
	return fmt.Sprintf("%d arguments", count)
}

// withComma returns the repair of a flag that the compiler hands on by a comma.
func withComma(file *parser.File, call *parser.Function, most int) (repair lint.Repair, ok bool) {
	var edits []source.Edit
	for i := 1; i < len(call.Args)-1; i++ {
		flags := strings.Fields(call.Args[i].Raw)
		switch {
		case len(flags) == 0 || len(edits) == 0 && !handsOn[flags[len(flags)-1]]:
			continue
		case len(edits) > 0 && handsOn[flags[0]]:
			return lint.Repair{}, false // which commas belong to which flag is not plain
		}
		comma := source.Span{Start: call.Args[i].Span.End, End: call.Args[i+1].Span.Start}
		edits = append(edits, source.Edit{Place: file.Source.Place(comma), Text: "$(comma)"})
	}
	left := len(call.Args) - 1 - len(edits)
	return lint.Repair{Title: "write $(comma)", Edits: edits}, len(edits) > 0 && left <= most
}

// handsOn are the flags that hand what is behind a comma to another program.
var handsOn = map[string]bool{"-Wl": true, "-Wa": true, "-Wp": true}
