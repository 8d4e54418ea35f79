package lint

import (
	"cmp"
	"path"
	"slices"
)

// A Known finding is an entry of a baseline: it is not reported, wherever in
// its file it stands.
type Known struct {
	Path, Rule string
	Severity   Severity
	// Word is the text that the finding is about.
	Word, Message string

	// Comments are the lines above the entry, Line is its own in the file.
	Comments []string
	Line     int
}

// KnownFrom returns the entry for a finding.
func KnownFrom(d *Diagnostic) Known {
	return Known{Path: d.Path, Rule: d.Rule, Severity: d.Severity, Word: d.Word(), Message: d.claim()}
}

// trait returns what the finding is.
func (k *Known) trait() trait {
	return trait{k.Rule, k.Path, k.Word, withoutDirectory(k.Message, k.Path)}
}

// applyBaseline moves known findings of a report away, one for each entry of
// the baseline: a second one of the same kind is new, and so is one that got
// worse, as in Difference.
func (r *Request) applyBaseline(report *Report, seen *silences) {
	left := map[trait][]*Known{}
	for i := range r.Baseline {
		k := &r.Baseline[i]
		left[k.trait()] = append(left[k.trait()], k)
	}
	found := map[*Known]bool{}
	report.Diagnostics = slices.DeleteFunc(report.Diagnostics, func(d Diagnostic) bool {
		t := traitOf(&d, d.Path)
		at := slices.IndexFunc(left[t], func(k *Known) bool { return k.Severity >= d.Severity })
		if at < 0 {
			return false
		}
		found[left[t][at]] = true
		left[t] = slices.Delete(left[t], at, at+1)
		report.Suppressed = append(report.Suppressed, Suppressed{Diagnostic: d, Kind: External})
		return true
	})
	for i := range r.Baseline {
		if k := &r.Baseline[i]; !found[k] && seen.hasJudged(k) {
			report.Gone = append(report.Gone, *k)
		}
	}
	sortSuppressed(report.Suppressed)
}

// hasJudged reports whether a finding would have been seen, if it were there.
func (s *silences) hasJudged(k *Known) bool {
	rule := RuleNamed(s.request.Rules, k.Rule)
	switch {
	case rule == nil || s.blind && rule.Needs == NeedsKconfig:
		return false
	case !s.request.wants(k.Path) || s.request.severityOf(rule, k.Path) == 0 || k.Severity < s.request.Severity:
		return false
	}
	return s.read[k.Path] || rule.CheckTree != nil || !exists(s.request.FS, k.Path)
}

// SortKnown puts entries into the order of the file.
func SortKnown(all []Known) {
	slices.SortStableFunc(all, func(a, b Known) int {
		return cmp.Or(
			cmp.Compare(a.Path, b.Path), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Word, b.Word),
			cmp.Compare(a.Message, b.Message), cmp.Compare(a.Severity, b.Severity),
		)
	})
}

// KnownBelow returns the entries in a directory, with paths that are relative
// to it.
func KnownBelow(all []Known, dir string) []Known {
	var below []Known
	for _, k := range all {
		switch {
		case dir == ".":
			below = append(below, k)
		case isAtOrBelow(k.Path, dir) && k.Path != dir:
			k.Path = k.Path[len(dir)+1:]
			below = append(below, k)
		}
	}
	return below
}

// KnownAt is KnownFrom with a path that is relative to a directory around the
// tree.
func KnownAt(d *Diagnostic, dir string) Known {
	k := KnownFrom(d)
	k.Path = path.Join(dir, k.Path)
	return k
}
