package lint

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/kbuildlint/kbuildlint/kbuild"
)

// Check judges a tree, for each version that the request names. An error is a
// mistake in the request.
func Check(ctx context.Context, request Request) (*Report, error) {
	reports, err := CheckEach(ctx, request)
	if err != nil {
		return nil, err
	}
	return join(reports), nil
}

// CheckEach judges a tree, and returns a report for each version that the
// request names, the oldest first.
func CheckEach(ctx context.Context, request Request) ([]*Report, error) {
	versions := []kbuild.Version{{}}
	if request.Kernel != "" {
		var err error
		if versions, err = kbuild.ParseVersions(request.Kernel); err != nil {
			return nil, fmt.Errorf("--kernel: %w", err)
		}
		for i := range versions {
			versions[i] = versions[i].Known()
		}
		versions = slices.Compact(versions)
	}
	var reports []*Report
	for _, version := range versions {
		options := kbuild.Options{Kernel: version, Oldest: versions[0], KernelFS: request.KernelFS}
		report, err := checkOne(ctx, request, options)
		if err != nil {
			return nil, err
		}
		reports = append(reports, report)
	}
	return reports, nil
}

// join returns the reports on one tree for several versions as one.
func join(reports []*Report) *Report {
	whole := reports[0]
	for _, report := range reports[1:] {
		whole.Trees[0].Kernel += "," + report.Trees[0].Kernel
		maps.Copy(whole.NonASCII, report.NonASCII)
		whole.Diagnostics = append(whole.Diagnostics, report.Diagnostics...)
	}
	if len(reports) > 1 {
		whole.Diagnostics = joined(whole.Diagnostics)
	}
	return whole
}

// versionless tells findings apart that several versions may have.
type versionless struct {
	Range

	rule, message, when string
}

// joined returns findings for several versions, the oldest first, with those
// that are the same as one. It concerns the versions for which it is worst.
func joined(all []Diagnostic) []Diagnostic {
	var distinct []Diagnostic
	known := map[versionless]int{}
	for _, d := range all {
		key := versionless{d.Range, d.Rule, d.Message, d.When}
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
