package report

import (
	"io"
	"unicode/utf8"

	"github.com/kbuildlint/kbuildlint/lint"
)

// jsonVersion is the version of the format. Fields may be added to it; one that
// changes or goes makes a new version.
const jsonVersion = 1

// The types of docs/report.schema.json. No array is ever null.
type (
	jsonReport struct {
		Version     int              `json:"version"`
		Trees       []jsonTree       `json:"trees"`
		Diagnostics []jsonDiagnostic `json:"diagnostics"`
		Suppressed  []jsonSuppressed `json:"suppressed"`
		Summary     jsonSummary      `json:"summary"`
	}

	jsonTree struct {
		Root    string `json:"root"`
		Dialect string `json:"dialect"`
		Kernel  string `json:"kernel"`
	}

	jsonRange struct {
		Path      string `json:"path"`
		Line      int    `json:"line"`
		Column    int    `json:"column"`
		EndLine   int    `json:"endLine"`
		EndColumn int    `json:"endColumn"`
	}

	jsonDiagnostic struct {
		// Tree is there only if there are several trees.
		Tree     *int   `json:"tree,omitempty"`
		Rule     string `json:"rule"`
		Severity string `json:"severity"`
		Message  string `json:"message"`
		Effect   string `json:"effect"`
		jsonRange
		When    string            `json:"when"`
		Kernels []string          `json:"kernels"`
		Builds  []string          `json:"builds"`
		Witness map[string]string `json:"witness"`
		Related []jsonRelated     `json:"related"`
		Fixes   []jsonFix         `json:"fixes"`
	}

	jsonSuppressed struct {
		Kind       string         `json:"kind"`
		Reason     string         `json:"reason"`
		Diagnostic jsonDiagnostic `json:"diagnostic"`
	}

	jsonRelated struct {
		jsonRange
		Message string `json:"message"`
	}

	jsonFix struct {
		Title string     `json:"title"`
		Safe  bool       `json:"safe"`
		Edits []jsonEdit `json:"edits"`
	}

	jsonEdit struct {
		jsonRange
		Text string `json:"text"`
	}

	jsonSummary struct {
		Error      int `json:"error"`
		Warning    int `json:"warning"`
		Info       int `json:"info"`
		Suppressed int `json:"suppressed"`
	}
)

// JSON writes a report for programs, as docs/report.schema.json describes.
// Paths are relative to the root of their tree. Failures are not part of it.
func JSON(w io.Writer, r *lint.Report) error {
	convert := func(d lint.Diagnostic) jsonDiagnostic {
		converted := diagnosticToJSON(&d)
		if len(r.Trees) > 1 {
			converted.Tree = &d.Tree
		}
		return converted
	}
	return WriteJSON(w, jsonReport{
		Version:     jsonVersion,
		Trees:       each(r.Trees, func(t lint.Tree) jsonTree { return jsonTree(t) }),
		Diagnostics: each(r.Diagnostics, convert),
		Suppressed: each(r.Suppressed, func(s lint.Suppressed) jsonSuppressed {
			return jsonSuppressed{string(s.Kind), s.Reason, convert(s.Diagnostic)}
		}),
		Summary: jsonSummary{
			Error:      r.Count(lint.Error),
			Warning:    r.Count(lint.Warning),
			Info:       r.Count(lint.Info),
			Suppressed: len(r.Suppressed),
		},
	})
}

func diagnosticToJSON(d *lint.Diagnostic) jsonDiagnostic {
	converted := jsonDiagnostic{
		Rule:      d.Rule,
		Severity:  d.Severity.String(),
		Message:   d.Message,
		Effect:    d.Effect,
		jsonRange: jsonRange(d.Range),
		When:      d.When,
		Kernels:   each(d.Kernels, same),
		Builds:    each(d.Builds, same),
		Witness:   d.Witness,
		Related:   each(d.Related, relatedToJSON),
		Fixes:     []jsonFix{},
	}
	if converted.Witness == nil {
		converted.Witness = map[string]string{}
	}
	for _, fix := range d.Fixes {
		// JSON has no way to say bytes that are not UTF-8, and an edit that says
		// others would damage the makefile.
		if isUnicode(fix.Edits) {
			converted.Fixes = append(converted.Fixes, fixToJSON(fix))
		}
	}
	return converted
}

func relatedToJSON(r lint.Related) jsonRelated {
	return jsonRelated{jsonRange: jsonRange(r.Range), Message: r.Message}
}

func fixToJSON(f lint.Fix) jsonFix {
	return jsonFix{Title: f.Title, Safe: f.Safe, Edits: each(f.Edits, func(e lint.Edit) jsonEdit {
		return jsonEdit{jsonRange: jsonRange(e.Range), Text: e.Text}
	})}
}

// isUnicode reports whether all the text of some edits is UTF-8.
func isUnicode(edits []lint.Edit) bool {
	for _, edit := range edits {
		if !utf8.ValidString(edit.Text) || !utf8.ValidString(edit.Path) {
			return false
		}
	}
	return true
}

// each converts a list. The outcome is never nil, so that JSON has no null.
func each[From, To any](list []From, convert func(From) To) []To {
	converted := make([]To, len(list))
	for i, item := range list {
		converted[i] = convert(item)
	}
	return converted
}

func same(text string) string { return text }
