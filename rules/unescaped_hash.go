package rules

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

var unescapedHash = &lint.Rule{
	Name:  "unescaped-hash",
	Title: "a number sign that some GNU Make takes for a comment, or leaves its backslash",
	Why: "Since GNU Make 4.3 a `#` between the brackets of a reference is text, and a backslash before it stays " +
		"(NEWS of 4.3). An older make, and kernels up to 7.0 are built with 4.0, begins a comment there: the closing " +
		"bracket is part of it, and make stops with `unterminated call to function`. With `\\#` it is the newer make " +
		"that gets another text than was meant. Outside of references a `#` begins a comment in every make, in " +
		"quotation marks too: `echo '#include <a.h>'` in a variable is `echo '`.",
	Repair: "Write `$(pound)`, which kbuild sets to a number sign; in other makefiles set a variable to `\\#`. In a " +
		"value write `\\#` outside of references.",
	Where:    "In references: `#` before GNU Make 4.3, `\\#` from 4.3 on. In quotation marks: everywhere.",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"make"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
words := $(shell grep -v '^#' $(src)/words.txt)
targets += $(words)
-- drivers/words.txt --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
words := $(shell grep -v '^$(pound)' $(src)/words.txt)
targets += $(words)
-- drivers/words.txt --
`},
	Check: checkUnescapedHash,
}

func checkUnescapedHash(pass *lint.Pass) {
	for _, file := range ownMakefiles(pass) {
		file.Inspect(func(node parser.Node) bool {
			switch node := node.(type) {
			case *parser.RecipeLine, *parser.Define:
				return false // a number sign is text there
			case *parser.Assign:
				checkCutQuotes(pass, file, node)
			case *parser.Rule:
				checkHashes(pass, file, &node.Targets)
				checkHashes(pass, file, &node.Prereqs)
				return false // what is left may be a recipe
			case *parser.Text:
				checkHashes(pass, file, node)
				return false
			}
			return true
		})
	}
}

// checkHashes reports the references of a text that have number signs.
func checkHashes(pass *lint.Pass, file *parser.File, text *parser.Text) {
	if !strings.Contains(text.Raw, "#") {
		return
	}
	for _, part := range text.Parts {
		place := file.Source.Place(part.Pos())
		if _, isLiteral := part.(*parser.Literal); isLiteral || !strings.Contains(place.Text(), "#") {
			continue
		}
		finding := lint.Finding{
			Place: place, When: cond.True, Builds: pass.Unit.Builds,
			Message: "before GNU Make 4.3 the # begins a comment",
			Effect:  "an older make stops: the closing bracket is part of the comment",
		}
		isEscaped := strings.Contains(place.Text(), `\#`)
		if isEscaped && !keepsBackslash(part) {
			continue
		}
		if isEscaped {
			finding.Message = `GNU Make takes \# in a reference for # before 4.3, and for \# since`
			finding.Effect = "the text is another one in newer versions of make"
		}
		if pound := pass.Process.Lookup("pound"); pound != nil {
			finding.Fixes = []lint.Repair{{
				Title: "write $(pound)", Safe: !isEscaped, Edits: namedHashes(place),
			}}
		}
		pass.Report(finding)
	}
}

// keepsBackslash reports whether the result of a part has the backslash before a
// number sign, too: sed and grep take both for the sign, echo prints both.
func keepsBackslash(part parser.Part) bool {
	keeps := false
	parser.Inspect(part, func(node parser.Node) bool {
		switch node := node.(type) {
		case *parser.Function:
			if node.Name == "shell" {
				keeps = keeps || printsHash(node.Args)
				return false
			}
		case *parser.Text:
			keeps = keeps || hasBareHash(node)
		}
		return true
	})
	return keeps
}

// hasBareHash reports whether a number sign stands in a text outside of references.
func hasBareHash(text *parser.Text) bool {
	return slices.ContainsFunc(text.Parts, func(part parser.Part) bool {
		literal, isLiteral := part.(*parser.Literal)
		return isLiteral && strings.Contains(literal.Value, "#")
	})
}

// printsHash reports whether a command of the shell prints a number sign.
func printsHash(command []parser.Text) bool {
	var scan shellScan
	for _, text := range command {
		for word := range strings.FieldsSeq(text.Raw) {
			scan.mayName(word)
			if scan.prints && strings.Contains(word, "#") {
				return true
			}
		}
	}
	return false
}

// namedHashes returns the edits that write $(pound) for the number signs in a place.
func namedHashes(place source.Place) []source.Edit {
	var edits []source.Edit
	text := place.Text()
	for i := range len(text) {
		if text[i] != '#' {
			continue
		}
		sign := source.Span{Start: place.Span.Start + i, End: place.Span.Start + i + 1}
		if strings.HasSuffix(text[:i], `\`) {
			sign.Start--
		}
		edits = append(edits, source.Edit{Place: place.File.Place(sign), Text: "$(pound)"})
	}
	return edits
}

// checkCutQuotes reports a comment that begins right behind a character of a
// text in quotation marks, and holds the end of that text.
func checkCutQuotes(pass *lint.Pass, file *parser.File, assign *parser.Assign) {
	value := file.Source.Slice(assign.Value.Span)
	comment, found := strings.CutPrefix(file.Source.Text[assign.Value.Span.End:assign.Span.End], "#")
	if !found || strings.TrimRight(value, blanks) != value {
		return
	}
	var scan shellScan
	scan.quotes(value)
	if scan.quote == 0 || !strings.ContainsRune(comment, scan.quote) {
		return
	}
	sign := source.Span{Start: assign.Value.Span.End, End: assign.Value.Span.End + 1}
	pass.Report(lint.Finding{
		Place: file.Source.Place(sign), When: cond.True, Builds: pass.Unit.Builds,
		Message: "the # in quotation marks begins a comment",
		Effect:  assign.Name.Raw + " ends with " + value[strings.LastIndexAny(value, blanks)+1:],
		Fixes: []lint.Repair{{
			Title: `write \#`, Edits: []source.Edit{{Place: file.Source.Place(sign), Text: `\#`}},
		}},
	})
}
