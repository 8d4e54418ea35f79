package report

import (
	"path/filepath"

	"github.com/kbuildlint/kbuildlint/lint"
)

// Options say how a report is written. Each format takes what it needs.
type Options struct {
	TextOptions
	// Version is the version of kbuildlint, "" if it is unknown.
	Version string
	// Rules are those that ran.
	Rules []*lint.Rule
	// Directory is the absolute path of the directory that Path shows paths
	// relative to, "" if it is unknown.
	Directory string
	Layout    Layout
}

// A Layout is how much Checkpatch says about a finding.
type Layout int

// The layouts.
const (
	// Full shows the source line.
	Full Layout = iota
	// Terse is one line a finding.
	Terse
)

// view returns a path of a tree as the reader should see it.
func (o *TextOptions) view(tree int, path string) string {
	if o.Path == nil {
		return path
	}
	return o.Path(tree, path)
}

// slashed is view with slashes, as programs want paths.
func (o *TextOptions) slashed(tree int, path string) string {
	return filepath.ToSlash(o.view(tree, path))
}

// A vocabulary has the words of a format for the severities, the mildest first.
type vocabulary [lint.Error - lint.Info + 1]string

// of returns the word for a severity.
func (v *vocabulary) of(s lint.Severity) string {
	return v[min(max(s, lint.Info), lint.Error)-lint.Info]
}
