// Package lint runs rules over a tree and gathers what they find.
package lint

import (
	"fmt"
	"slices"
	"strings"
)

// A Severity is how bad a finding is. The zero value is none: what has it says
// nothing about severities.
type Severity int

// The severities, the mildest first.
const (
	Info Severity = iota + 1
	Warning
	Error
)

// severityNames are the words of the command line and of the reports.
var severityNames = [...]string{Info: "info", Warning: "warning", Error: "error"}

// String returns info, warning or error.
func (s Severity) String() string {
	if s < Info || s > Error {
		return fmt.Sprintf("severity %d", int(s))
	}
	return severityNames[s]
}

// ParseSeverity returns the severity of a word.
func ParseSeverity(word string) (Severity, error) {
	for severity := Info; severity <= Error; severity++ {
		if severityNames[severity] == word {
			return severity, nil
		}
	}
	return Info, fmt.Errorf("unknown severity %q: it is error, warning or info", word)
}

// A Range is a place in a file of the tree. Lines and columns are 1-based,
// columns count bytes, and the end is the position behind the last byte.
type Range struct {
	// Path is relative to the root of the tree, with slashes.
	Path      string
	Line      int
	Column    int
	EndLine   int
	EndColumn int
}

// A Related place explains a finding.
type Related struct {
	Range
	Message string
}

// An Edit replaces the text of a range.
type Edit struct {
	Range
	Text string
}

// A Fix is a repair. A safe one can't change a correct build, see Repair.
type Fix struct {
	Title string
	Safe  bool
	Edits []Edit
}

// A Diagnostic is one finding, ready to be reported.
type Diagnostic struct {
	Range
	Rule     string
	Severity Severity
	// Message says what is wrong, Effect what happens because of it. Hint is
	// the end of the message that does not tell it from others, or "".
	Message string
	Hint    string
	Effect  string
	// When is the condition in words, "" when it is always so.
	When string
	// Kernels are the versions concerned, Builds the kinds of build: in-tree,
	// O=, M=, MO=, clean.
	Kernels []string
	Builds  []string
	// Witness is a configuration that shows the finding: symbol to value.
	Witness map[string]string
	Related []Related
	Fixes   []Fix
	// SourceLine is the text of the line the finding begins on, for people.
	SourceLine string
	// Tree is the index of the tree in the report.
	Tree int
}

// Word returns the text that the finding is about, as far as it stands in the
// first line.
func (d *Diagnostic) Word() string {
	end := len(d.SourceLine)
	if d.EndLine == d.Line {
		end = min(end, d.EndColumn-1)
	}
	start := max(0, min(d.Column-1, end))
	return d.SourceLine[start:max(start, end)]
}

// claim returns the message without the hint.
func (d *Diagnostic) claim() string { return strings.TrimSuffix(d.Message, hintMark+d.Hint) }

// A Tree is a root that was judged.
type Tree struct {
	// Root is the directory as it was found, for people and editors.
	Root string
	// Dialect is linux, u-boot, barebox, busybox, module or make.
	Dialect string
	// Kernel is the version that was judged for, such as 6.12.
	Kernel string
}

// A Failure is an input that could not be judged.
type Failure struct {
	Path    string
	Message string
}

// A Line is a line of a file of a tree.
type Line struct {
	Tree   int
	Path   string
	Number int
}

// A Report is the outcome of a run: diagnostics are sorted by tree, path,
// line, column and rule.
type Report struct {
	// Rules are those that ran.
	Rules       []*Rule
	Trees       []Tree
	Diagnostics []Diagnostic
	// Suppressed are the findings that were silenced, sorted alike.
	Suppressed []Suppressed
	Failures   []Failure
	// Gone are the entries of the baseline that were not found.
	Gone []Known
	// Changed are the files that repairs have changed, or would.
	Changed []ChangedFile
	// LinesChecked is how many lines the makefiles have that were judged.
	LinesChecked int
	// NonASCII has the text of those lines with bytes that are not ASCII where
	// a place of a diagnostic begins or ends: formats that count characters
	// need it. In all other lines a column is a character.
	NonASCII map[Line]string
}

// Suppress makes all findings such that are not reported.
func (r *Report) Suppress(kind SuppressionKind) {
	for _, d := range r.Diagnostics {
		r.Suppressed = append(r.Suppressed, Suppressed{Diagnostic: d, Kind: kind})
	}
	r.Diagnostics = nil
	sortSuppressed(r.Suppressed)
}

// Count returns how many diagnostics have a severity.
func (r *Report) Count(severity Severity) int {
	count := 0
	for i := range r.Diagnostics {
		if r.Diagnostics[i].Severity == severity {
			count++
		}
	}
	return count
}

// Add appends the outcome for more trees.
func (r *Report) Add(other *Report) {
	first := len(r.Trees)
	for _, rule := range other.Rules {
		if !slices.Contains(r.Rules, rule) {
			r.Rules = append(r.Rules, rule)
		}
	}
	slices.SortFunc(r.Rules, func(a, b *Rule) int { return strings.Compare(a.Name, b.Name) })
	r.Trees = append(r.Trees, other.Trees...)
	for _, diagnostic := range other.Diagnostics {
		diagnostic.Tree += first
		r.Diagnostics = append(r.Diagnostics, diagnostic)
	}
	for line, text := range other.NonASCII {
		line.Tree += first
		if r.NonASCII == nil {
			r.NonASCII = map[Line]string{}
		}
		r.NonASCII[line] = text
	}
	for _, suppressed := range other.Suppressed {
		suppressed.Tree += first
		r.Suppressed = append(r.Suppressed, suppressed)
	}
	for _, file := range other.Changed {
		file.Tree += first
		r.Changed = append(r.Changed, file)
	}
	r.LinesChecked += other.LinesChecked
	r.Failures = append(r.Failures, other.Failures...)
}
