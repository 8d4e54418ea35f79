package config

import (
	"path"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/kbuildlint/kbuildlint/lint"
)

// A File is what a configuration file says. The zero value says nothing.
type File struct {
	// Severity is the mildest one to be reported, 0 if the file does not say.
	Severity lint.Severity
	// Kernel is the version to judge for, or several with commas, or "".
	Kernel string
	// Baseline is the path of the file with known findings, or "". It is relative
	// to the directory of the file, with slashes.
	Baseline string
	// Parameters are what rules go by, nil if the file does not say.
	Parameters *lint.Parameters

	whole section
	paths []section
}

// A section is what a file says of rules, of all files or of some.
type section struct {
	pattern    string // "" for all
	run        map[*lint.Rule]bool
	severities map[*lint.Rule]lint.Severity
}

// covers reports whether a section is about a path: its pattern fits it, or a
// directory around it.
func (s *section) covers(name string) bool {
	if s.pattern == "" {
		return true
	}
	for ; name != "."; name = path.Dir(name) {
		if doublestar.MatchUnvalidated(s.pattern, name) {
			return true
		}
	}
	return false
}

// A Plan says which rules run, and where.
type Plan struct {
	// Rules are those that run at all.
	Rules []*lint.Rule
	// Severity says how bad what a rule finds at a path of the tree is, 0 where
	// it is not wanted.
	Severity func(rule *lint.Rule, path string) lint.Severity
}

// Plan returns what the file wants of all rules. Those that are forced run, or
// not, whatever it says. The tree lies in a directory below the file, "." if it
// does not.
func (f *File) Plan(all []*lint.Rule, forced map[*lint.Rule]bool, below string) Plan {
	j := &judge{file: f, forced: forced, below: below, known: map[string][]*section{}}
	p := Plan{Severity: j.severity}
	for _, rule := range all {
		run, isForced := forced[rule]
		if !isForced {
			run = f.mayRun(rule)
		}
		if run {
			p.Rules = append(p.Rules, rule)
		}
	}
	return p
}

// mayRun reports whether the file wants a rule somewhere.
func (f *File) mayRun(rule *lint.Rule) bool {
	run := !rule.OptIn
	if said, ok := f.whole.run[rule]; ok {
		run = said
	}
	for i := range f.paths {
		run = run || f.paths[i].run[rule]
	}
	return run
}

// A judge knows how bad findings are.
type judge struct {
	file   *File
	forced map[*lint.Rule]bool
	below  string
	known  map[string][]*section // by path
}

// about returns the sections that are about a path, in the order of the file.
func (j *judge) about(name string) []*section {
	sections, ok := j.known[name]
	if ok {
		return sections
	}
	sections = []*section{&j.file.whole}
	for i := range j.file.paths {
		if s := &j.file.paths[i]; s.covers(path.Join(j.below, name)) {
			sections = append(sections, s)
		}
	}
	j.known[name] = sections
	return sections
}

// severity is Severity of the plan. What the last section says counts.
func (j *judge) severity(rule *lint.Rule, name string) lint.Severity {
	run, severity := !rule.OptIn, rule.Severity
	for _, s := range j.about(name) {
		if said, ok := s.run[rule]; ok {
			run = said
		}
		if said, ok := s.severities[rule]; ok {
			severity = said
		}
	}
	if said, ok := j.forced[rule]; ok {
		run = said
	}
	if !run {
		return 0
	}
	return severity
}
