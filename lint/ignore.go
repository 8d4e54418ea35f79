package lint

import (
	"slices"

	"github.com/kbuildlint/kbuildlint/source"
)

// An Ignore is a comment that silences rules:
//
//	# kbuildlint: ignore RULE[,RULE]: reason
type Ignore struct {
	// Place is the comment.
	Place source.Place
	// Rules are those that it names.
	Rules []IgnoredRule
	// Reason says why, in the words of the author.
	Reason string
	// Problems are what can't be understood of it.
	Problems []IgnoreProblem
	// Line is the line that it stands in.
	Line source.Place

	word ignoreWord
	only bool // nothing else stands in the line
}

// An IgnoredRule is the name of a rule in a comment.
type IgnoredRule struct {
	Name  string
	Place source.Place

	// first and last are the lines in which it is silenced.
	first, last  int
	used, judged bool
	open         bool // of ignore-start: its end was not seen yet
}

// Unused reports whether the rule has looked at the lines and found nothing.
func (r *IgnoredRule) Unused() bool { return r.judged && !r.used }

// An IgnoreProblem is a part of a comment that can't be understood.
type IgnoreProblem struct {
	Place   source.Place
	Message string
	// Meant is what was perhaps meant to stand at the place, or "".
	Meant string
}

// An ignoreWord says what a comment wants.
type ignoreWord string

// The words that may stand behind "kbuildlint:".
const (
	ignoreLine  ignoreWord = "ignore"
	ignoreStart ignoreWord = "ignore-start"
	ignoreEnd   ignoreWord = "ignore-end"
	ignoreFile  ignoreWord = "ignore-file"
)

var ignoreWords = []string{string(ignoreLine), string(ignoreStart), string(ignoreEnd), string(ignoreFile)}

// NeedsReason reports whether the author has to say why.
func (i *Ignore) NeedsReason() bool {
	return i.word != ignoreEnd && len(i.Rules) > 0 && len(i.Problems) == 0
}

// IsAlone reports whether neither anything else in its line nor another comment
// needs it.
func (i *Ignore) IsAlone() bool { return i.only && i.word != ignoreStart && i.word != ignoreEnd }

// problem notes what can't be understood.
func (i *Ignore) problem(place source.Place, message, meant string) {
	i.Problems = append(i.Problems, IgnoreProblem{place, message, meant})
}

// cover makes the comment silence its rules in some lines.
func (i *Ignore) cover(first, last int) {
	for k := range i.Rules {
		i.Rules[k].first, i.Rules[k].last = first, last
	}
}

// silences returns the rule of a name in the comment if that covers a line.
func (i *Ignore) silences(rule string, line int) *IgnoredRule {
	at := slices.IndexFunc(i.Rules, func(r IgnoredRule) bool {
		return r.Name == rule && r.first <= line && line <= r.last
	})
	if at < 0 {
		return nil
	}
	return &i.Rules[at]
}

// An IgnorePass gives a rule the comments that silence rules, when all other
// rules are done.
type IgnorePass struct {
	Ignores []*Ignore

	report func(Finding)
}

// Report takes a finding.
func (p *IgnorePass) Report(finding Finding) { p.report(finding) }
