package lint

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/kbuildlint/kbuildlint/kbuild"
)

// Check judges a tree, for each version that the request names, and leaves out
// what comments silence. An error is a mistake in the request.
func Check(ctx context.Context, request Request) (*Report, error) {
	reports, seen, err := checkEach(ctx, request)
	if err != nil {
		return nil, err
	}
	whole := join(reports)
	request.applyBaseline(whole, seen)
	return whole, nil
}

// CheckEach is Check with a report for each version that the request names, the
// oldest first, and without a baseline.
func CheckEach(ctx context.Context, request Request) ([]*Report, error) {
	reports, _, err := checkEach(ctx, request)
	return reports, err
}

// checkEach is CheckEach, and returns what was come upon.
func checkEach(ctx context.Context, request Request) ([]*Report, *silences, error) {
	versions := []kbuild.Version{{}}
	if request.Kernel != "" {
		var err error
		if versions, err = kbuild.ParseVersions(request.Kernel); err != nil {
			return nil, nil, fmt.Errorf("--kernel: %w", err)
		}
		for i := range versions {
			versions[i] = versions[i].Known()
		}
		versions = slices.Compact(versions)
	}
	s := newSilences(&request)
	var reports []*Report
	for _, version := range versions {
		options := kbuild.Options{Kernel: version, Oldest: versions[0], KernelFS: request.KernelFS}
		report, err := checkOne(ctx, request, options, s)
		if err != nil {
			return nil, nil, err
		}
		reports = append(reports, report)
	}
	s.apply(reports)
	for _, report := range reports {
		report.drop(request.Severity)
	}
	return reports, s, nil
}

// drop leaves out what is milder than a severity.
func (r *Report) drop(severity Severity) {
	r.Diagnostics = slices.DeleteFunc(r.Diagnostics, func(d Diagnostic) bool { return d.Severity < severity })
	r.Suppressed = slices.DeleteFunc(r.Suppressed, func(s Suppressed) bool { return s.Severity < severity })
}

// join returns the reports on one tree for several versions as one.
func join(reports []*Report) *Report {
	whole := reports[0]
	for _, report := range reports[1:] {
		whole.Trees[0].Kernel += "," + report.Trees[0].Kernel
		maps.Copy(whole.NonASCII, report.NonASCII)
		whole.Diagnostics = append(whole.Diagnostics, report.Diagnostics...)
		whole.Suppressed = append(whole.Suppressed, report.Suppressed...)
	}
	if len(reports) > 1 {
		whole.Diagnostics = joined(whole.Diagnostics)
		whole.Suppressed = joinedSilence(whole.Suppressed)
	}
	return whole
}

// joinedSilence is joined for what is silenced, whatever the version is.
func joinedSilence(all []Suppressed) []Suppressed {
	how := map[versionless]Suppressed{}
	for _, s := range all {
		how[keyOf(&s.Diagnostic)] = s
	}
	var distinct []Suppressed
	for _, d := range joined(findingsOf(all)) {
		s := how[keyOf(&d)]
		s.Diagnostic = d
		distinct = append(distinct, s)
	}
	return distinct
}

// versionless tells findings apart that several versions may have.
type versionless struct {
	Range

	rule, message, when string
}

func keyOf(d *Diagnostic) versionless { return versionless{d.Range, d.Rule, d.Message, d.When} }

// joined returns findings for several versions, the oldest first, with those
// that are the same as one. It concerns the versions for which it is worst.
func joined(all []Diagnostic) []Diagnostic {
	var distinct []Diagnostic
	known := map[versionless]int{}
	for _, d := range all {
		key := keyOf(&d)
		at, again := known[key]
		switch {
		case !again:
			known[key] = len(distinct)
			distinct = append(distinct, d)
		case d.Severity > distinct[at].Severity:
			distinct[at] = d
		case d.Severity == distinct[at].Severity:
			distinct[at] = together(&distinct[at], d)
		}
	}
	sortDiagnostics(distinct)
	return distinct
}

// together returns a finding for older versions and for a newer one as one.
// What only some of them are repaired by repairs none.
func together(older *Diagnostic, newer Diagnostic) Diagnostic {
	newer.Kernels = slices.Concat(older.Kernels, newer.Kernels)
	builds := slices.Clone(older.Builds)
	for _, build := range newer.Builds {
		if !slices.Contains(builds, build) {
			builds = append(builds, build)
		}
	}
	newer.Builds = builds
	newer.Fixes = slices.DeleteFunc(slices.Clone(newer.Fixes), func(fix Fix) bool {
		return !slices.ContainsFunc(older.Fixes, func(other Fix) bool { return reflect.DeepEqual(fix, other) })
	})
	return newer
}
