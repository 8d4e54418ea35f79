package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/report"
	"github.com/kbuildlint/kbuildlint/treefs"
)

// errKernelTree is why compat does not judge a kernel: its makefiles are those
// of one version.
var errKernelTree = errors.New("this is the tree of a kernel, whose makefiles are for its own version only")

// compareKernels judges an external module for several kernels.
func compareKernels(ctx context.Context, o compatOptions) (*compatReport, error) {
	trees, failures := inputs([]string{o.Dir})
	if len(trees) == 0 {
		return &compatReport{Failures: failures}, nil
	}
	if isTreeRoot(trees[0].root) {
		return nil, fmt.Errorf("%s: %w", o.Dir, errKernelTree)
	}
	door, err := treefs.OpenDir(trees[0].root)
	if err != nil {
		return &compatReport{Failures: []lint.Failure{{Path: o.Dir, Message: reason(err)}}}, nil
	}
	reports, err := lint.CheckEach(ctx, lint.Request{
		FS: door, Root: trees[0].root, Paths: trees[0].paths, Kernel: o.Kernel, Rules: o.Rules,
		Severity: o.Severity, Progress: o.Progress,
	})
	if err != nil {
		return nil, fmt.Errorf("compat: %w", err)
	}
	c := comparison{rules: o.Rules, compat: &report.Compat{Tree: reports[0].Trees[0]}, known: map[string]int{}}
	for _, one := range reports {
		c.add(one)
	}
	c.finish()
	return &compatReport{Compat: c.compat}, nil
}

// A comparison gathers the problems of several kernels.
type comparison struct {
	rules  []*lint.Rule
	compat *report.Compat
	// known are the problems by rule and message; repairs are those of each
	// problem that all of its findings have.
	known   map[string]int
	repairs [][]string
}

// add adds what was found for one kernel.
func (c *comparison) add(one *lint.Report) {
	kernel := one.Trees[0].Kernel
	c.compat.Kernels = append(c.compat.Kernels, kernel)
	for i := range one.Diagnostics {
		d := &one.Diagnostics[i]
		at := c.problem(d)
		p := &c.compat.Problems[at]
		p.Severities[kernel] = max(p.Severities[kernel], d.Severity)
		if !slices.Contains(p.Places, d.Range) {
			p.Places = append(p.Places, d.Range)
		}
		titles := titlesOf(d)
		isMissing := func(title string) bool { return !slices.Contains(titles, title) }
		c.repairs[at] = slices.DeleteFunc(c.repairs[at], isMissing)
	}
}

// problem returns the index of the problem that a finding belongs to.
func (c *comparison) problem(d *lint.Diagnostic) int {
	key := d.Rule + "\n" + d.Message
	at, ok := c.known[key]
	if !ok {
		at = len(c.compat.Problems)
		c.known[key] = at
		c.compat.Problems = append(c.compat.Problems, report.Problem{
			Rule: d.Rule, Message: d.Message, Severities: map[string]lint.Severity{},
		})
		c.repairs = append(c.repairs, titlesOf(d))
	}
	return at
}

// titlesOf returns what the repairs of a finding say of themselves.
func titlesOf(d *lint.Diagnostic) []string {
	var titles []string
	for _, fix := range d.Fixes {
		titles = append(titles, fix.Title)
	}
	return titles
}

// finish says what to change, and puts the worst problems first.
func (c *comparison) finish() {
	c.compat.Tree.Kernel = strings.Join(c.compat.Kernels, ",")
	for i := range c.compat.Problems {
		p := &c.compat.Problems[i]
		p.Change = c.change(i)
		slices.SortFunc(p.Places, func(a, b lint.Range) int {
			return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
		})
	}
	slices.SortStableFunc(c.compat.Problems, func(a, b report.Problem) int {
		return cmp.Or(cmp.Compare(worst(&b), worst(&a)), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message, b.Message))
	})
}

// worst returns the severity that a problem has for the kernel it is worst for.
func worst(p *report.Problem) lint.Severity {
	var severity lint.Severity
	for _, one := range p.Severities {
		severity = max(severity, one)
	}
	return severity
}

// change returns the repair that all findings of a problem have, or what the
// rule says in general.
func (c *comparison) change(problem int) string {
	if titles := c.repairs[problem]; len(titles) > 0 {
		return titles[0]
	}
	name := c.compat.Problems[problem].Rule
	at := slices.IndexFunc(c.rules, func(rule *lint.Rule) bool { return rule.Name == name })
	if at < 0 {
		return ""
	}
	return lowerFirst(strings.TrimSuffix(c.rules[at].Repair, "."))
}

// lowerFirst returns a sentence as it stands inside of another one.
func lowerFirst(text string) string {
	if text == "" {
		return text
	}
	return strings.ToLower(text[:1]) + text[1:]
}
