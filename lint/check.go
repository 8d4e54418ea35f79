package lint

import (
	"context"
	"fmt"
	"io/fs"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/kbuild"
)

// A Request is one tree to judge.
type Request struct {
	// FS is the tree, Root its name for people.
	FS   fs.FS
	Root string
	// Paths are the files and directories in the tree whose findings are
	// wanted; "." is all of it.
	Paths []string
	// Kernel is the version to judge for, or several that commas separate, ""
	// for the tree's own.
	Kernel string
	// KernelFS is the kernel that external modules are built against, or nil.
	KernelFS fs.FS
	// Rules are exactly those to run.
	Rules []*Rule
	// Policy says how bad what a rule finds at a path is, 0 where that is not
	// wanted; nil leaves it to the rules.
	Policy func(rule *Rule, path string) Severity
	// Severity is the mildest that is reported.
	Severity Severity
	// Parameters are what rules go by, nil for the default ones.
	Parameters *Parameters
	// Known are all rules there are, which comments may name; nil for Rules.
	Known []*Rule
	// Baseline are findings that are known and not reported.
	Baseline []Known
	// Progress, if not nil, takes each directory that is about to be read.
	Progress func(dir string)
	// Costs, if not nil, takes what the stages of the check cost.
	Costs *Costs

	// change is set where Paths are only those of what a change may affect.
	change *changed
}

// A changed part of a tree grows as it is judged: what one process reads is all
// affected by a change to some of it.
type changed struct {
	within []string        // the files and directories whose findings are wanted
	joined map[string]bool // makefiles that some process reads with what changed
}

// known returns all rules there are.
func (r *Request) known() []*Rule {
	if r.Known == nil {
		return r.Rules
	}
	return r.Known
}

// severityOf returns how bad what a rule finds at a path is, 0 where that is not
// wanted.
func (r *Request) severityOf(rule *Rule, path string) Severity {
	if r.Policy == nil {
		return rule.Severity
	}
	return r.Policy(rule, path)
}

// wants reports whether findings at a path are wanted.
func (r *Request) wants(path string) bool {
	return isBelowAny(path, r.Paths) || r.change != nil && r.change.joined[path]
}

// checkOne judges a tree for one version, and returns all that is found: a
// comment may be for what is too mild to be reported.
func checkOne(ctx context.Context, request Request, options kbuild.Options, s *silences) (*Report, error) {
	tree, err := kbuild.Open(request.FS, options)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", request.Root, err)
	}
	r := &run{
		ctx: ctx, tree: tree, request: &request, silences: s,
		found: map[foundKey]*found{}, nonASCII: nonASCII{}, included: map[string]bool{},
	}
	request.Costs.of(stageTree, r.judge)
	s.blind = s.blind || len(request.Baseline) > 0 && tree.Kconfig() == nil
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("check: %w", err)
	}
	var diagnostics []Diagnostic
	request.Costs.of(stageReport, func() { diagnostics = r.diagnostics() })
	return &Report{
		Rules:        request.Rules,
		Trees:        []Tree{{Root: request.Root, Dialect: string(tree.Dialect), Kernel: tree.Version.String()}},
		Diagnostics:  diagnostics,
		LinesChecked: r.linesChecked(),
		NonASCII:     r.nonASCII,
	}, nil
}

// A run judges one tree.
type run struct {
	ctx      context.Context //nolint:containedctx // a run is one call of Check
	tree     *kbuild.Tree
	request  *Request
	silences *silences
	passes   map[*kbuild.Unit]*Pass
	found    map[foundKey]*found
	order    []*found
	nonASCII nonASCII
	included map[string]bool // what mayBeIncluded has said
}

// A foundKey tells findings apart: what they are and where.
type foundKey struct {
	rule       *Rule
	path       string
	start, end int
	message    string
}

// A found finding is one in all the kinds of build that have it.
type found struct {
	rule    *Rule
	finding Finding
	builds  []kbuild.Build
	places  []foundPlace
}

// A foundPlace is one process that has a finding; directory is nil for one
// that belongs to no directory.
type foundPlace struct {
	unit      *kbuild.Unit
	directory *kbuild.Directory
	when      cond.Cond
}

func (r *run) wanted(path string) bool { return r.request.wants(path) }
