package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"sync"

	"github.com/spf13/pflag"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/report"
	"github.com/kbuildlint/kbuildlint/treefs"
)

// FixFlags are the flags about repairs.
type fixFlags struct{ fix, diff bool }

// addFlags defines --fix and --diff.
func (f *fixFlags) addFlags(flags *pflag.FlagSet) {
	flags.BoolVar(&f.fix, "fix", false, "make the safe repairs, and report what is left")
	flags.BoolVar(&f.diff, "diff", false, "with --fix: print the repairs as a diff and write nothing")
}

// check returns what is wrong with the flags of check together.
func (f *fixFlags) check(all *checkFlags) error {
	switch {
	case f.diff && !f.fix:
		return errors.New("--diff belongs to --fix")
	case f.fix && all.change.Rev != "":
		return errors.New("--fix writes files, --rev judges what is in git: check the revision out first")
	case f.fix && all.change.Patch != "":
		return errors.New("--fix writes files, --patch judges what is in no file: apply the patch first")
	case f.fix && !f.diff && all.change.Buffer != "":
		return errors.New("--fix writes files, --stdin judges what is in no file: --fix --diff shows the repairs")
	case f.diff && all.format.value != formats()[0].name:
		return errors.New("--diff prints a diff and no report: --format has no place beside it")
	}
	return nil
}

// repairs returns what the engine is to do.
func (f *fixFlags) repairs(s *session) repairs {
	r := repairs{here: s.here(), writing: &s.writing}
	switch {
	case f.diff:
		r.mode = showRepairs
	case f.fix:
		r.mode = writeRepairs
	}
	return r
}

// summarize tells how many findings were repaired, or could be.
func (f *fixFlags) summarize(s *session, outcome *lint.Report) {
	repaired := 0
	for _, file := range outcome.Changed {
		repaired += file.Repaired
	}
	said := "repaired findings: %d, files: %d"
	if f.diff {
		said = "findings that --fix repairs: %d, files: %d"
	}
	if repaired > 0 {
		s.complain(said, repaired, len(outcome.Changed))
	}
}

// A repairMode is what becomes of the repairs of findings.
type repairMode int

const (
	keepFindings repairMode = iota
	showRepairs
	writeRepairs
)

// Repairs say what becomes of the repairs of findings.
type repairs struct {
	mode repairMode
	// here is the directory of the user, for messages.
	here string
	// writing is locked while a file is replaced.
	writing sync.Locker
}

// apply judges a tree and does with the repairs what is to be done.
func (r *repairs) apply(
	ctx context.Context, tree *states, judge func(fs.FS) (*lint.Report, error),
) (*lint.Report, error) {
	if r.mode == keepFindings {
		return judge(tree.after)
	}
	fixed, err := lint.ApplyFixes(tree.after, tree.paths, judge)
	if err != nil {
		return nil, err
	}
	outcome := fixed.Before
	if r.mode == writeRepairs {
		if outcome, err = r.write(ctx, tree, fixed, judge); err != nil {
			return nil, err
		}
	}
	outcome.Changed = fixed.Files
	for _, failure := range fixed.Failures {
		failure.Path = r.view(tree.root, failure.Path)
		outcome.Failures = append(outcome.Failures, failure)
	}
	return outcome, nil
}

// write writes the files and returns what is found in the tree as it is then.
func (r *repairs) write(
	ctx context.Context, tree *states, fixed *lint.Fixed, judge func(fs.FS) (*lint.Report, error),
) (*lint.Report, error) {
	writer, err := treefs.OpenWriter(tree.root)
	if err != nil {
		return nil, fmt.Errorf("fix: %w", err)
	}
	defer func() { _ = writer.Close() }() // each file is on the disk
	var written []lint.ChangedFile
	for _, file := range fixed.Files {
		if err := r.replace(ctx, writer, file); err != nil {
			failure := lint.Failure{Path: file.Path, Message: "left alone: " + reason(err)}
			fixed.Failures = append(fixed.Failures, failure)
			continue
		}
		written = append(written, file)
	}
	if len(written) == len(fixed.Files) {
		return fixed.After, nil
	}
	fixed.Files = written
	return judge(tree.after)
}

// replace writes one file, unless the program is about to end.
func (r *repairs) replace(ctx context.Context, writer *treefs.Writer, file lint.ChangedFile) error {
	r.writing.Lock()
	defer r.writing.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	return writer.Replace(file.Path, file.Before, file.After)
}

// view returns a path of a tree as the user sees it.
func (r *repairs) view(root, path string) string {
	return relative(r.here, filepath.Join(resolve(root), filepath.FromSlash(path)))
}

// writeDiff prints the repairs.
func (s *session) writeDiff(outcome *lint.Report) error {
	options := s.textOptions("never", outcome.Trees)
	options.Path = diffView(options.Path, outcome.Changed)
	var out strings.Builder
	if err := report.Diff(&out, outcome.Changed, options); err != nil {
		return err
	}
	if !isTerminal(s.stdout) {
		return s.print(out.String())
	}
	columns := strings.Split(out.String(), "\t")
	for i, column := range columns {
		columns[i] = report.EscapeLines(column)
	}
	return s.print(strings.Join(columns, "\t"))
}

// diffView returns how a diff names files: from where the user stands if all
// files of the tree are below, else from the root of the tree.
func diffView(view func(tree int, path string) string, files []lint.ChangedFile) func(int, string) string {
	outside := map[int]bool{}
	for _, file := range files {
		if !filepath.IsLocal(view(file.Tree, file.Path)) {
			outside[file.Tree] = true
		}
	}
	return func(tree int, path string) string {
		if outside[tree] {
			return path
		}
		return view(tree, path)
	}
}
