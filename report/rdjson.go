package report

import (
	"io"

	"github.com/kbuildlint/kbuildlint/lint"
)

// The severities of the Reviewdog Diagnostic Format.
var rdjsonSeverities = vocabulary{"INFO", "WARNING", "ERROR"}

// The messages of reviewdog's proto/rdf/reviewdog.proto. As with us, columns
// count bytes and an end is the position behind the last byte.
type (
	rdjsonResult struct {
		Source      rdjsonSource       `json:"source"`
		Diagnostics []rdjsonDiagnostic `json:"diagnostics"`
	}

	rdjsonSource struct {
		Name string `json:"name"`
		URL  string `json:"url"`
	}

	rdjsonDiagnostic struct {
		Message     string             `json:"message"`
		Location    rdjsonLocation     `json:"location"`
		Severity    string             `json:"severity"`
		Code        rdjsonCode         `json:"code"`
		Suggestions []rdjsonSuggestion `json:"suggestions,omitempty"`
		Related     []rdjsonRelated    `json:"related_locations,omitempty"`
	}

	rdjsonCode struct {
		Value string `json:"value"`
		URL   string `json:"url"`
	}

	rdjsonLocation struct {
		Path  string      `json:"path"`
		Range rdjsonRange `json:"range"`
	}

	rdjsonRange struct {
		Start rdjsonPosition `json:"start"`
		End   rdjsonPosition `json:"end"`
	}

	rdjsonPosition struct {
		Line   int `json:"line"`
		Column int `json:"column"`
	}

	rdjsonSuggestion struct {
		Range rdjsonRange `json:"range"`
		Text  string      `json:"text"`
	}

	rdjsonRelated struct {
		Message  string         `json:"message"`
		Location rdjsonLocation `json:"location"`
	}
)

// RDJSON writes a report in the Reviewdog Diagnostic Format, as one object.
func RDJSON(w io.Writer, r *lint.Report, o Options) error {
	return WriteJSON(w, rdjsonResult{
		Source: rdjsonSource{Name: toolName, URL: toolURL},
		Diagnostics: each(r.Diagnostics, func(d lint.Diagnostic) rdjsonDiagnostic {
			return rdjsonDiagnostic{
				Message:     paragraph(&d, append(factsOf(&d), repairsOf(&d)...)),
				Location:    rdjsonAt(&o, d.Tree, d.Range),
				Severity:    rdjsonSeverities.of(d.Severity),
				Code:        rdjsonCode{Value: d.Rule, URL: pageOf(d.Rule)},
				Suggestions: rdjsonSuggestions(&d),
				Related: each(d.Related, func(related lint.Related) rdjsonRelated {
					return rdjsonRelated{
						Message:  Escape(related.Message),
						Location: rdjsonAt(&o, d.Tree, related.Range),
					}
				}),
			}
		}),
	})
}

// rdjsonAt returns a place in a tree.
func rdjsonAt(o *Options, tree int, r lint.Range) rdjsonLocation {
	return rdjsonLocation{Path: o.slashed(tree, r.Path), Range: rdjsonSpan(r)}
}

// rdjsonSpan returns a range without its path.
func rdjsonSpan(r lint.Range) rdjsonRange {
	return rdjsonRange{Start: rdjsonPosition{r.Line, r.Column}, End: rdjsonPosition{r.EndLine, r.EndColumn}}
}

// rdjsonSuggestions returns the fixes that the format has words for: a suggestion
// stands for itself and is about the file of the finding, so a fix of several
// edits or of another file is none, nor is one that JSON can't hold.
func rdjsonSuggestions(d *lint.Diagnostic) []rdjsonSuggestion {
	var suggestions []rdjsonSuggestion
	for _, fix := range d.Fixes {
		if len(fix.Edits) != 1 || fix.Edits[0].Path != d.Path || !isUnicode(fix.Edits) {
			continue
		}
		edit := fix.Edits[0]
		suggestions = append(suggestions, rdjsonSuggestion{Range: rdjsonSpan(edit.Range), Text: edit.Text})
	}
	return suggestions
}
