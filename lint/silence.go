package lint

import (
	"maps"
	"slices"

	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// A SuppressionKind says what silenced a finding, in the words of SARIF.
type SuppressionKind string

// A finding is silenced by a comment in the makefile, or by a baseline.
const (
	InSource SuppressionKind = "inSource"
	External SuppressionKind = "external"
)

// A Suppressed finding is one that is not reported.
type Suppressed struct {
	Diagnostic

	Kind SuppressionKind
	// Reason says why, in the words of the author; "" if nobody said so.
	Reason string
}

// Silences are the comments of the makefiles that were judged, for whatever
// versions.
type silences struct {
	request *Request
	files   map[string][]*Ignore
	// read are the makefiles that rules have looked at; blind tells that there
	// was no kernel, so that many rules know too little.
	read  map[string]bool
	blind bool
}

func newSilences(request *Request) *silences {
	return &silences{request: request, files: map[string][]*Ignore{}, read: map[string]bool{}}
}

// of returns the comments of a makefile.
func (s *silences) of(file *parser.File) []*Ignore {
	name := file.Source.Path
	ignores, ok := s.files[name]
	if !ok {
		ignores = ignoresIn(file, s.request.known())
		s.files[name] = ignores
	}
	return ignores
}

// judged notes that the rules have looked at a makefile.
func (s *silences) judged(file *parser.File) {
	for _, ignore := range s.of(file) {
		for i := range ignore.Rules {
			named := &ignore.Rules[i]
			rule := RuleNamed(s.request.Rules, named.Name)
			covers := named.first <= named.last
			wanted := rule != nil && rule.CheckIgnores == nil && s.request.severityOf(rule, file.Source.Path) != 0
			named.judged = named.judged || covers && wanted
		}
	}
}

// noteJudged notes the makefiles that the rules look at: the one of the unit,
// and those it includes if every unit that may do so is looked at.
func (r *run) noteJudged(pass *Pass) {
	for _, file := range r.tree.MakefilesOf(pass.Unit, pass.Build, pass.Process) {
		name := file.Source.Path
		alone := name == pass.Unit.Makefile || slices.Contains(r.request.Paths, name)
		if !alone && !slices.Contains(r.request.Paths, ".") {
			continue
		}
		r.silences.read[name] = true
		if len(r.silences.of(file)) > 0 && r.tree.Kconfig() != nil {
			r.silences.judged(file)
		}
	}
}

// noteFound notes the makefile of a finding, which may be one that no rule was
// to look at.
func (r *run) noteFound(place source.Place) {
	if file := r.tree.Makefile(place.Path()); file != nil {
		r.silences.of(file)
	}
}

// apply takes the findings out of reports that comments silence, and adds what
// is to be said of the comments, for all versions together.
func (s *silences) apply(reports []*Report) {
	for _, report := range reports {
		s.silence(report)
	}
	for _, rule := range s.request.Rules {
		if rule.CheckIgnores == nil {
			continue
		}
		rule.CheckIgnores(&IgnorePass{Ignores: s.wanted(), report: func(finding Finding) {
			severity := severityIn(s.request, rule, &finding)
			for _, report := range reports {
				if severity != 0 {
					report.addOfText(rule, finding, severity)
				}
			}
		}})
	}
	for _, report := range reports {
		s.silence(report)
		sortDiagnostics(report.Diagnostics)
		sortSuppressed(report.Suppressed)
	}
}

// wanted returns the comments in files whose findings are wanted, by path.
func (s *silences) wanted() []*Ignore {
	var all []*Ignore
	for _, name := range slices.Sorted(maps.Keys(s.files)) {
		if s.request.wants(name) {
			all = append(all, s.files[name]...)
		}
	}
	return all
}

// silence moves the findings that comments silence.
func (s *silences) silence(report *Report) {
	report.Diagnostics = slices.DeleteFunc(report.Diagnostics, func(d Diagnostic) bool {
		silenced := false
		for _, ignore := range s.files[d.Path] {
			rule := ignore.silences(d.Rule, d.Line)
			if rule == nil {
				continue
			}
			rule.used = true
			if !silenced {
				report.Suppressed = append(report.Suppressed, Suppressed{d, InSource, ignore.Reason})
			}
			silenced = true
		}
		return silenced
	})
}

// addOfText adds a finding that is so whatever the configuration is.
func (r *Report) addOfText(rule *Rule, finding Finding, severity Severity) {
	k := nonASCII(r.NonASCII)
	d := Diagnostic{
		Range: k.rangeOf(finding.Place), Rule: rule.Name, Severity: severity,
		Message: finding.text(), Hint: finding.Hint, Effect: finding.Effect, SourceLine: lineOf(finding.Place),
	}
	for _, repair := range finding.Fixes {
		fix := Fix{Title: repair.Title, Safe: repair.Safe}
		for _, edit := range repair.Edits {
			fix.Edits = append(fix.Edits, Edit{Range: k.rangeOf(edit.Place), Text: edit.Text})
		}
		d.Fixes = append(d.Fixes, fix)
	}
	r.Diagnostics = append(r.Diagnostics, d)
}

// MaxSourceLine is how much of a line is kept for people, in bytes: ten thousand
// findings may stand in one long line.
const MaxSourceLine = 4 << 10

// lineOf returns the text of the line that a place begins in, as far as it is kept.
func lineOf(place source.Place) string {
	line := place.File.Slice(place.File.Line(place.Start().Line))
	return line[:min(len(line), MaxSourceLine)]
}
