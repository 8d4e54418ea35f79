package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/kbuildlint/kbuildlint/lint"
)

// A Compat tells which problems an external module has with which kernels.
type Compat struct {
	Tree lint.Tree
	// Kernels are the versions that were judged for, the oldest first.
	Kernels  []string
	Problems []Problem
}

// A Problem is all findings of one rule with one message.
type Problem struct {
	Rule, Message string
	// Severities are those of the kernels that have the problem.
	Severities map[string]lint.Severity
	// Change says what to write to support all the kernels.
	Change string
	Places []lint.Range
}

// CompatText writes the problems as a table for people: a column for each
// kernel, and a row for each problem with what to change below it.
func CompatText(w io.Writer, compat *Compat, o TextOptions) error {
	t := newTextWriter(w, o)
	if len(compat.Problems) > 0 {
		var head strings.Builder
		for _, kernel := range compat.Kernels {
			fmt.Fprintf(&head, "%-*s", compatWidth, kernel)
		}
		t.line("%s", strings.TrimRight(head.String(), " "))
	}
	for i := range compat.Problems {
		t.problem(compat, &compat.Problems[i])
	}
	t.line("%s", compatSummary(compat))
	return t.flush()
}

// compatWidth is that of a column: the longest word for a severity, and two
// blanks.
const compatWidth = len("warning") + 2

// problem writes a row of the table and what is to be done about it.
func (t *textWriter) problem(compat *Compat, p *Problem) {
	var row strings.Builder
	for _, kernel := range compat.Kernels {
		cell := "-"
		severity, has := p.Severities[kernel]
		if has {
			cell = severity.String()
		}
		blanks := strings.Repeat(" ", compatWidth-len(cell))
		if has {
			cell = t.palette.ofSeverity(severity).Sprint(cell)
		}
		row.WriteString(cell + blanks)
	}
	t.line("%s%s %s", row.String(), Escape(p.Message), t.palette.rule.Sprint("[", Escape(p.Rule), "]"))
	place := t.place(0, p.Places[0])
	if more := len(p.Places) - 1; more > 0 {
		place += " and " + plural(more, "more place")
	}
	indent := strings.Repeat(" ", compatWidth*len(compat.Kernels))
	t.line("%s%s %s (%s)", indent, t.palette.label.Sprint("change", ":"), Escape(p.Change), place)
}

// compatSummary says which kernels have no problem that breaks a build.
func compatSummary(compat *Compat) string {
	var broken, whole []string
	for _, kernel := range compat.Kernels {
		if compat.hasError(kernel) {
			broken = append(broken, kernel)
		} else {
			whole = append(whole, kernel)
		}
	}
	switch {
	case len(broken) == 0:
		return "no errors for " + strings.Join(whole, ", ")
	case len(whole) == 0:
		return "errors for " + strings.Join(broken, ", ")
	}
	return "no errors for " + strings.Join(whole, ", ") + "; errors for " + strings.Join(broken, ", ")
}

// hasError reports whether a kernel has a problem that is an error.
func (c *Compat) hasError(kernel string) bool {
	for i := range c.Problems {
		if c.Problems[i].Severities[kernel] == lint.Error {
			return true
		}
	}
	return false
}

// The types of docs/compat.schema.json.
type (
	jsonCompat struct {
		Version  int           `json:"version"`
		Tree     jsonTree      `json:"tree"`
		Kernels  []string      `json:"kernels"`
		Problems []jsonProblem `json:"problems"`
	}

	jsonProblem struct {
		Rule       string            `json:"rule"`
		Message    string            `json:"message"`
		Severities map[string]string `json:"severities"`
		Change     string            `json:"change"`
		Places     []jsonRange       `json:"places"`
	}
)

// CompatJSON writes the problems for programs, as docs/compat.schema.json
// describes.
func CompatJSON(w io.Writer, compat *Compat) error {
	return WriteJSON(w, jsonCompat{
		Version: jsonVersion, Tree: jsonTree(compat.Tree), Kernels: each(compat.Kernels, same),
		Problems: each(compat.Problems, func(p Problem) jsonProblem {
			severities := map[string]string{}
			for kernel, severity := range p.Severities {
				severities[kernel] = severity.String()
			}
			return jsonProblem{
				Rule: p.Rule, Message: p.Message, Severities: severities, Change: p.Change,
				Places: each(p.Places, func(place lint.Range) jsonRange { return jsonRange(place) }),
			}
		}),
	})
}
