package lint

import (
	"context"
	"fmt"
	"io/fs"
	"slices"

	"github.com/kbuildlint/kbuildlint/kbuild"
)

// CheckChange judges what a change may affect of a tree and reports what it has
// and before has not. What before has is asked only if something is found and
// judging the tree came upon a text or a name that differs, and then only of the
// files and rules with findings. That is done afterwards, for two trees at once
// take twice the memory.
func CheckChange(ctx context.Context, request Request, before fs.FS) (*Report, error) {
	request.affected(before)
	pair := newPair(request.FS, before)
	judged := request
	judged.FS = pair
	report, err := Check(ctx, judged)
	if err != nil {
		return nil, err
	}
	if len(report.Diagnostics)+len(report.Suppressed) == 0 || !pair.differs() {
		report.Diagnostics, report.Suppressed = nil, nil
		return report, nil
	}
	former := request
	former.FS, former.Progress = before, nil
	former.restrict(report)
	old, err := Check(ctx, former)
	if err != nil {
		return nil, fmt.Errorf("the state before: %w", err)
	}
	return Difference(State{before, old}, State{request.FS, report}), nil
}

// restrict makes a request ask for nothing that has no like in a report. A file
// that the tree does not have may have been renamed from any other, and whether
// a comment silences anything all rules decide.
func (r *Request) restrict(report *Report) {
	var paths []string
	found := map[string]bool{}
	renamed := false
	for _, d := range slices.Concat(report.Diagnostics, findingsOf(report.Suppressed)) {
		found[d.Rule] = true
		if !slices.Contains(paths, d.Path) {
			paths = append(paths, d.Path)
			renamed = renamed || !exists(r.FS, d.Path)
		}
	}
	if !slices.ContainsFunc(r.Rules, func(rule *Rule) bool { return rule.CheckIgnores != nil && found[rule.Name] }) {
		r.Rules = slices.DeleteFunc(slices.Clone(r.Rules), func(rule *Rule) bool { return !found[rule.Name] })
	}
	if !renamed {
		r.Paths, r.change = paths, nil
	}
}

// affected makes a request ask only for what may be judged otherwise than before.
// What sources say is not compared.
func (r *Request) affected(before fs.FS) {
	if slices.ContainsFunc(r.Rules, func(rule *Rule) bool { return rule.Needs == NeedsSources }) {
		return
	}
	same := func(name string, text []byte) bool { return hasText(before, name, text) }
	names, ok := kbuild.Affected(before, r.FS, same)
	if !ok {
		return
	}
	var paths []string
	for _, wanted := range r.Paths {
		for _, name := range names {
			switch {
			case isAtOrBelow(name, wanted):
				paths = append(paths, name)
			case isAtOrBelow(wanted, name):
				paths = append(paths, wanted)
			}
		}
	}
	slices.Sort(paths)
	r.change = &changed{within: r.Paths, joined: map[string]bool{}}
	r.Paths = slices.Compact(paths)
}
