package main

import (
	"io"
	"os"
	"path/filepath"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/report"
)

// textOptions returns how a text about some trees is written for the user.
func (s *session) textOptions(color string, trees []lint.Tree) report.TextOptions {
	return report.TextOptions{Color: s.color(color), Path: s.pathView(trees), Shares: true}
}

// color decides whether a text has colors. The flag wins over the environment
// (https://no-color.org); only a terminal that can do it gets them by itself.
func (s *session) color(flag string) report.Color {
	switch {
	case flag == "always":
		return report.Colored
	case flag == "never", s.getenv("NO_COLOR") != "", s.getenv("TERM") == "dumb", !isTerminal(s.stdout):
		return report.Plain
	}
	return report.Colored
}

// isTerminal reports whether somebody looks at what is written. It takes any
// character device for a terminal: the others, such as /dev/null, don't mind.
func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// pathView returns the function that shows paths of trees relative to where the
// user stands. Symbolic links are resolved first, because the operating system
// follows .. from where a link leads to and not from where it stands.
func (s *session) pathView(trees []lint.Tree) func(tree int, path string) string {
	here := s.here()
	prefixes := make([]string, len(trees))
	for i, tree := range trees {
		prefixes[i] = resolve(tree.Root)
		if filepath.IsAbs(prefixes[i]) && here != "" {
			prefixes[i] = relative(here, prefixes[i])
		}
	}
	return func(tree int, path string) string {
		if tree >= len(prefixes) || filepath.IsAbs(path) {
			return path
		}
		return filepath.Join(prefixes[tree], filepath.FromSlash(path))
	}
}

// here returns the absolute directory of the user, "" if that is unknown.
func (s *session) here() string {
	directory, err := s.getwd()
	if err != nil {
		return ""
	}
	return resolve(directory)
}

// resolve returns a path without symbolic links, as far as it exists.
func resolve(path string) string {
	if resolved, err := filepath.EvalSymlinks(path); err == nil {
		return resolved
	}
	return path
}

// relative returns how to get to a path from a directory.
func relative(directory, path string) string {
	if way, err := filepath.Rel(directory, path); err == nil {
		return way
	}
	return path
}
