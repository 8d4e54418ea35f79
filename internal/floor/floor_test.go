package main

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// plant makes a small tree and returns its root. A name that ends with a slash
// is a directory, any other a file that holds its own name.
func plant(t *testing.T, names ...string) string {
	t.Helper()
	root := t.TempDir()
	for _, name := range names {
		path := filepath.Join(root, filepath.FromSlash(name))
		dir, isDir := path, strings.HasSuffix(name, "/")
		if !isDir {
			dir = filepath.Dir(path)
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		if isDir {
			continue
		}
		if err := os.WriteFile(path, []byte(name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// relative returns the paths below root, sorted, with slashes.
func relative(t *testing.T, root string, paths []string) []string {
	t.Helper()
	var names []string
	for _, path := range paths {
		name, err := filepath.Rel(root, path)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, filepath.ToSlash(name))
	}
	slices.Sort(names)
	return names
}

// TestRead compares a survey with what find(1) would print.
func TestRead(t *testing.T) {
	root := plant(t,
		"Makefile", "Kbuild", "Kconfig", "README", "xMakefile", "makefile",
		"drivers/Makefile", "drivers/Kconfig.debug", "drivers/net/Kbuild.include",
		"drivers/net/Makefile.am", "drivers/net/x.c", "empty/deep/", "Kconfig.d/Kconfig",
	)
	for link, to := range map[string]string{"Makefile.link": "Makefile", "loop": ".", "Kbuild.gone": "nowhere"} {
		if err := os.Symlink(to, filepath.Join(root, link)); err != nil {
			t.Skip(err)
		}
	}
	seen, err := read(root)
	if err != nil {
		t.Fatal(err)
	}
	files := []string{
		"Kbuild", "Kconfig", "Kconfig.d/Kconfig", "Makefile", "drivers/Kconfig.debug", "drivers/Makefile",
		"drivers/net/Kbuild.include", "drivers/net/Makefile.am",
	}
	if got := relative(t, root, seen.Files); !slices.Equal(got, files) {
		t.Errorf("files\n got %q\nwant %q", got, files)
	}
	dirs := []string{".", "Kconfig.d", "drivers", "drivers/net", "empty", "empty/deep"}
	if got := relative(t, root, seen.Dirs); !slices.Equal(got, dirs) {
		t.Errorf("directories\n got %q\nwant %q", got, dirs)
	}
	if want := int64(len(strings.Join(files, ""))); seen.Bytes != want {
		t.Errorf("bytes: got %d, want %d", seen.Bytes, want)
	}
}

// TestReadLargeFile reads a file that is larger than the buffer.
func TestReadLargeFile(t *testing.T) {
	root := t.TempDir()
	const size = 1<<18 + 7
	if err := os.WriteFile(filepath.Join(root, "Kconfig"), make([]byte, size), 0o644); err != nil {
		t.Fatal(err)
	}
	seen, err := read(root)
	if err != nil || seen.Bytes != size {
		t.Errorf("got %d bytes and error %v, want %d and none", seen.Bytes, err, size)
	}
}

// TestReadMissing wants an error for a tree that is not there.
func TestReadMissing(t *testing.T) {
	if _, err := read(filepath.Join(t.TempDir(), "none")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v, want %v", err, os.ErrNotExist)
	}
}

// TestRun compares the whole output, with the times left out.
func TestRun(t *testing.T) {
	root := plant(t, "Makefile", "a/Kbuild")
	digits := regexp.MustCompile(`\d+\.\d+`)
	const (
		floor = "files  2, 16 bytes\ndirs   2\nfloor  T ms (median of 2, T to T)\n"
		both  = floor + "linter T ms (median of 2, T to T), max RSS T MB\nratio  T\n"
	)
	tests := map[string]struct {
		script, want string
		fails        bool
	}{
		"floor alone": {want: floor},
		"clean":       {script: "exit 0", want: both},
		"findings":    {script: `test "$1" = check && exit 1; exit 3`, want: both},
		"failing":     {script: "exit 3", fails: true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			args := []string{"--rounds", "2", root}
			if test.script != "" {
				linter := filepath.Join(t.TempDir(), "linter")
				if err := os.WriteFile(linter, []byte("#!/bin/sh\n"+test.script+"\n"), 0o755); err != nil {
					t.Fatal(err)
				}
				args = append(args, "--linter", linter)
			}
			var out strings.Builder
			if err := run(args, &out); (err != nil) != test.fails {
				t.Fatalf("error: %v", err)
			}
			if got := digits.ReplaceAllString(out.String(), "T"); got != test.want {
				t.Errorf("got\n%swant\n%s", got, test.want)
			}
		})
	}
}

// TestUsage wants wrong command lines to be told apart from failures.
func TestUsage(t *testing.T) {
	for _, args := range [][]string{{}, {"a", "b"}, {"--rounds", "0", "a"}, {"--none", "a"}} {
		if err := run(args, &strings.Builder{}); !errors.Is(err, errUsage) {
			t.Errorf("%q: got %v, want %v", args, err, errUsage)
		}
	}
}

// TestSpread checks the median of an odd and of an even number of times.
func TestSpread(t *testing.T) {
	if got := newSpread([]time.Duration{9, 1, 5}); got != (spread{1, 5, 9, 3}) {
		t.Errorf("odd: got %+v", got)
	}
	if got := newSpread([]time.Duration{8, 2, 4, 6}); got != (spread{2, 5, 8, 4}) {
		t.Errorf("even: got %+v", got)
	}
}
