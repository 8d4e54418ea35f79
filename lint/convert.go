package lint

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/kconfig"
	"github.com/kbuildlint/kbuildlint/source"
)

// diagnostics returns what was found, ready to be reported and sorted.
func (r *run) diagnostics() []Diagnostic {
	var all []Diagnostic
	for _, f := range r.order {
		if r.isReal(f) {
			all = append(all, r.diagnostic(f))
		}
	}
	sortDiagnostics(all)
	return all
}

// sortDiagnostics puts findings into the order of a report.
func sortDiagnostics(all []Diagnostic) {
	slices.SortStableFunc(all, func(a, b Diagnostic) int { return inOrder(&a, &b) })
}

// sortSuppressed is sortDiagnostics for those that are not reported.
func sortSuppressed(all []Suppressed) {
	slices.SortStableFunc(all, func(a, b Suppressed) int { return inOrder(&a.Diagnostic, &b.Diagnostic) })
}

// inOrder compares the places of findings in a report.
func inOrder(a, b *Diagnostic) int {
	return cmp.Or(
		cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
		cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message, b.Message),
	)
}

// isReal reports whether a process that make really runs has the finding: a
// makefile that others include was evaluated alone only in case none does.
func (r *run) isReal(f *found) bool {
	return slices.ContainsFunc(f.places, func(place foundPlace) bool {
		return place.unit == nil || place.unit.Role == kbuild.DirectoryRole || !r.tree.Included(place.unit.Makefile)
	})
}

// conditions returns the configurations of a finding, and those of them in
// which make gets to a directory that has it.
func (r *run) conditions(f *found) (when, reachable cond.Cond) {
	space := r.tree.World.Space
	when, reachable = cond.False, cond.False
	for _, place := range f.places {
		when = space.Or(when, place.when)
		possible := place.when
		if place.directory != nil {
			possible = space.And(possible, place.directory.Possible)
		}
		reachable = space.Or(reachable, possible)
	}
	return when, reachable
}

// witness returns a configuration in which a condition holds, nil if the
// Kconfig files allow none.
func (r *run) witness(when cond.Cond) map[string]string {
	if when == cond.False {
		return nil
	}
	proof := r.tree.Prove(when)
	switch proof.Verdict {
	case kconfig.Impossible:
		return nil
	case kconfig.Possible:
		return proof.Witness
	case kconfig.Undecided:
	}
	witness, _ := r.tree.World.Space.Witness(when)
	return symbolsOf(witness)
}

// diagnostic makes a finding ready. One that no build gets to is worth knowing
// at most.
func (r *run) diagnostic(f *found) Diagnostic {
	place := f.finding.Place
	space := r.tree.World.Space
	when, reachable := r.conditions(f)
	d := Diagnostic{
		Range: r.nonASCII.rangeOf(place), Rule: f.rule.Name, Severity: severityIn(r.request, f.rule, &f.finding),
		Message: f.finding.text(), Hint: f.finding.Hint, Effect: f.finding.Effect,
		When: space.Format(when),
	}
	if !r.isPlain(f) {
		d.Kernels = []string{r.tree.Version.String()}
		for _, build := range f.builds {
			d.Builds = append(d.Builds, string(build))
		}
	}
	d.Witness = r.witness(reachable)
	if d.Witness == nil {
		d.Severity = Info
	}
	if place.File != nil {
		d.SourceLine = lineOf(place)
	}
	for _, note := range f.finding.Related {
		if written, ok := r.tree.Resolve(note.Place); ok {
			d.Related = append(d.Related, Related{Range: r.nonASCII.rangeOf(written), Message: note.Message})
		}
	}
	for _, repair := range f.finding.Fixes {
		if fix, ok := r.fix(repair); ok {
			d.Fixes = append(d.Fixes, fix)
		}
	}
	return d
}

// isPlain reports whether a finding is of makefiles that no kernel has to do
// with.
func (r *run) isPlain(f *found) bool {
	return r.tree.Dialect != kbuild.Linux && !slices.ContainsFunc(f.places, func(place foundPlace) bool {
		return place.unit == nil || place.unit.Role != kbuild.PlainRole
	})
}

// symbolsOf keeps the symbols of a configuration: tests of the moment say
// nothing to people who want to set the configuration up.
func symbolsOf(witness map[string]string) map[string]string {
	symbols := map[string]string{}
	for name, value := range witness {
		if strings.HasPrefix(name, "CONFIG_") || name == "SRCARCH" {
			symbols[name] = value
		}
	}
	return symbols
}

// fix returns a repair whose edits all stand in files of the tree.
func (r *run) fix(repair Repair) (Fix, bool) {
	fix := Fix{Title: repair.Title, Safe: repair.Safe}
	for _, edit := range repair.Edits {
		written, ok := r.tree.Resolve(edit.Place)
		if !ok {
			return Fix{}, false
		}
		fix.Edits = append(fix.Edits, Edit{Range: r.nonASCII.rangeOf(written), Text: edit.Text})
	}
	return fix, true
}

// RangeOf returns a place as a report has it.
func RangeOf(place source.Place) Range {
	start, end := place.Start(), place.End()
	return Range{
		Path: place.Path(), Line: start.Line, Column: start.Column,
		EndLine: end.Line, EndColumn: end.Column,
	}
}
