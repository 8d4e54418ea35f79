package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"

	"github.com/spf13/pflag"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/report"
	"github.com/kbuildlint/kbuildlint/treefs"
)

// BaselineFlags are the flags about known findings.
type baselineFlags struct {
	file         string
	write, prune bool
}

// addFlags defines --baseline, --write-baseline and --prune-baseline.
func (b *baselineFlags) addFlags(flags *pflag.FlagSet) {
	flags.StringVar(&b.file, "baseline", "", "don't report the known findings in this `FILE`")
	flags.BoolVar(&b.write, "write-baseline", false, "make all that is found known")
	flags.BoolVar(&b.prune, "prune-baseline", false, "remove from the baseline what is no longer found")
}

// check returns what is wrong with the flags of check together.
func (b *baselineFlags) check(all *checkFlags) error {
	_, _, isRange := all.change.revisions()
	switch {
	case !b.write && !b.prune:
		return nil
	case b.write && b.prune:
		return errors.New("--write-baseline adds to the baseline, --prune-baseline takes away: one at a time")
	case all.change.Since != "" || all.change.Patch != "" || all.change.Buffer != "" || isRange:
		return errors.New("a baseline is written of files as they are, and not of a change: leave the flag out")
	case all.fix.fix:
		return errors.New("--fix changes what is found: write the baseline afterwards")
	case all.change.Rev != "" && b.file == "":
		return errors.New("--rev writes nothing into a revision: name the file with --baseline")
	}
	return nil
}

// Baselines are the files with known findings of one run.
type baselines struct {
	flags baselineFlags
	here  string
	note  func(string)
	files []*baseline
}

// A baseline is a file with known findings, of one tree or of several.
type baseline struct {
	in    folder
	name  string // in the folder, with slashes
	shown string
	text  []byte // nil if there is no file yet
	known []lint.Known
	trees int
	gone  []lint.Known
	found []lint.Known
}

// of returns the baseline of a tree, an empty one if it has none.
func (b *baselines) of(said *setting) (*baseline, error) {
	one := &baseline{in: said.in, name: said.file.Baseline}
	switch {
	case b.flags.file != "":
		dir, err := filepath.Abs(filepath.Dir(b.flags.file))
		if err != nil {
			return nil, fmt.Errorf("--baseline: %w", err)
		}
		door, err := treefs.OpenDir(dir)
		if err != nil {
			return nil, fmt.Errorf("--baseline: %w", err)
		}
		one.in, one.name = folder{door, resolve(dir)}, filepath.Base(b.flags.file)
	case one.name == "" && (b.flags.write || b.flags.prune):
		return nil, errors.New("no baseline is named: --baseline FILE does, or the key baseline of .kbuildlint.toml")
	case one.name == "":
		return one, nil
	}
	at := slices.IndexFunc(b.files, func(other *baseline) bool {
		return other.in.path == one.in.path && other.name == one.name
	})
	if at >= 0 {
		return b.files[at], nil
	}
	b.files = append(b.files, one)
	one.shown = relative(b.here, filepath.Join(one.in.path, filepath.FromSlash(one.name)))
	err := one.read()
	if errors.Is(err, fs.ErrNotExist) {
		if b.flags.write {
			return one, nil
		}
		return nil, fmt.Errorf("there is no baseline %s: --write-baseline makes it", report.Escape(one.shown))
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %s", report.Escape(one.shown), reason(err))
	}
	return one, nil
}

// read reads the file.
func (b *baseline) read() error {
	text, err := fs.ReadFile(b.in.door, b.name)
	if err != nil {
		return err
	}
	b.text = append([]byte{}, text...)
	b.known, err = lint.ParseBaseline(string(text))
	return err
}

// entries returns what is known of a tree.
func (b *baseline) entries(root string) ([]lint.Known, error) {
	b.trees++
	below := b.in.below(root)
	if b.name != "" && b.trees > 1 && !isBelow(b.in.path, resolve(root)) {
		shown := report.Escape(b.shown)
		return nil, fmt.Errorf("the baseline %s belongs to one tree: one around them can be shared", shown)
	}
	return lint.KnownBelow(b.known, below), nil
}

// take takes what was not found any more in a tree and, where that is to become
// known, what was found: it is not reported then.
func (b *baselines) take(from *lint.Report, root string, into *baseline) {
	below := into.in.below(root)
	for _, k := range from.Gone {
		k.Path = path.Join(below, k.Path)
		into.gone = append(into.gone, k)
	}
	if !b.flags.write {
		return
	}
	for i := range from.Diagnostics {
		into.found = append(into.found, lint.KnownAt(&from.Diagnostics[i], below))
	}
	from.Suppress(lint.External)
}

// errIncomplete is why a baseline is not written.
var errIncomplete = errors.New("left alone, for not all that is known could be judged")

// finish writes the files, or tells what is no longer found. What could not be
// judged may still be there.
func (b *baselines) finish(incomplete bool) []lint.Failure {
	var failures []lint.Failure
	for _, one := range b.files {
		switch {
		case !b.flags.write && !b.flags.prune:
			b.tell(one)
			continue
		case incomplete:
			failures = append(failures, lint.Failure{Path: one.shown, Message: errIncomplete.Error()})
			continue
		}
		if err := one.replace(); err != nil {
			failures = append(failures, lint.Failure{Path: one.shown, Message: reason(err)})
			continue
		}
		b.note(fmt.Sprintf("%s: added %d, removed %d", report.Escape(one.shown), len(one.found), len(one.gone)))
	}
	return failures
}

// maxTold is how many entries are told of before the rest is counted.
const maxTold = 5

// tell tells which entries are no longer found.
func (b *baselines) tell(one *baseline) {
	for i, k := range one.gone {
		if i == maxTold {
			more := len(one.gone) - i
			b.note(fmt.Sprintf("%s: and %d more; --prune-baseline removes them", report.Escape(one.shown), more))
			return
		}
		b.note(fmt.Sprintf("%s:%d: no longer found: %s: %s [%s]", report.Escape(one.shown), k.Line,
			report.Escape(k.Path), report.Escape(k.Message), report.Escape(k.Rule)))
	}
}

// replace writes the file as it is to be.
func (b *baseline) replace() error {
	isGone := func(k lint.Known) bool {
		return slices.ContainsFunc(b.gone, func(other lint.Known) bool { return other.Line == k.Line })
	}
	kept := slices.DeleteFunc(slices.Clone(b.known), isGone)
	text := []byte(lint.FormatBaseline(append(kept, b.found...)))
	writer, err := treefs.OpenWriter(b.in.path)
	if err != nil {
		return err
	}
	if b.text == nil {
		return errors.Join(writer.Create(b.name, text), writer.Close())
	}
	return errors.Join(writer.Replace(b.name, b.text, text), writer.Close())
}
