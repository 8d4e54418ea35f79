package main

import (
	"errors"
	"io"
	"strings"

	"github.com/spf13/pflag"
)

// A change says which states of a tree are compared: without one, the tree is
// judged as it is.
type change struct {
	// Since is the revision that the working tree is compared with.
	Since string
	// Rev is a revision to judge, or two as A..B.
	Rev string
	// Patch is the file with a mailed patch, - for Mail.
	Patch string
	Mail  io.Reader
	// Buffer is the file whose text is on standard input, "" for none.
	Buffer string
	// Note takes what was passed over.
	Note func(string)
	// Touched says that only findings at changed lines are wanted.
	Touched bool
}

// addFlags defines the flags about what changed.
func (c *change) addFlags(flags *pflag.FlagSet) {
	flags.StringVar(&c.Since, "since", "", "report what is new in the working tree since this `REV` of git")
	flags.StringVar(&c.Rev, "rev", "", "judge this `REV` of git, or report what is new from A to B (A..B)")
	flags.StringVar(&c.Patch, "patch", "", "report what the patch, series or mailbox in this `FILE` (or -) introduces")
	flags.StringVar(&c.Buffer, "stdin", "", "judge the text on standard input as this `FILE` of its tree")
	flags.BoolVar(&c.Touched, "changed-lines", false, "of what is new, report only findings at changed lines")
}

// check returns what is wrong with the flags together.
func (c *change) check() error {
	from, to, isRange := c.revisions()
	switch {
	case c.Buffer != "" && (c.Since != "" || c.Rev != "" || c.Patch != ""):
		return errors.New("--stdin judges one text as it is: it can't be compared with --since, --rev or --patch")
	case c.Since != "" && c.Rev != "":
		return errors.New("--since compares the working tree, --rev does not: --rev A..B compares two revisions")
	case c.Since != "" && c.Patch != "":
		return errors.New("--since and --patch both say what the change is: one is enough")
	case isRange && c.Patch != "":
		return errors.New("--patch is applied to one revision: --rev A..B names two")
	case strings.HasPrefix(to, ".") || strings.Contains(to, "..") || isRange && strings.HasSuffix(from, "."):
		return errors.New("--rev takes one revision, or two as A..B")
	case c.Touched && c.Since == "" && c.Patch == "" && !isRange:
		return errors.New("--changed-lines needs a change: --since REV, --rev A..B or --patch FILE")
	}
	return nil
}

// revisions returns the revisions that --rev names; of a range, the side that
// is left out is HEAD.
func (c *change) revisions() (from, to string, isRange bool) {
	from, to, isRange = strings.Cut(c.Rev, "..")
	if !isRange {
		return "", c.Rev, false
	}
	if from == "" {
		from = "HEAD"
	}
	if to == "" {
		to = "HEAD"
	}
	return from, to, true
}
