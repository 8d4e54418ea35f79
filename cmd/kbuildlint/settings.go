package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"

	"github.com/kbuildlint/kbuildlint/config"
	"github.com/kbuildlint/kbuildlint/report"
	"github.com/kbuildlint/kbuildlint/rules"
	"github.com/kbuildlint/kbuildlint/treefs"
)

// Settings say where the configuration files of trees are.
type settings struct {
	file string
	off  bool
	// here is the directory of the user.
	here string
}

// addFlags defines --config and --no-config.
func (s *settings) addFlags(flags *pflag.FlagSet) {
	flags.StringVar(&s.file, "config", "",
		"read this `FILE` (default: the nearest "+config.FileName+"), *.ini as checkmake does")
	flags.BoolVar(&s.off, "no-config", false, "read no configuration file")
}

// check returns what is wrong with the flags together.
func (s *settings) check() error {
	if s.file != "" && s.off {
		return errors.New("--config names a file, and --no-config says that there is none")
	}
	return nil
}

// A folder is a directory of files that are read through a door.
type folder struct {
	door fs.FS
	path string // on the disk, or where it would be
}

// A setting is what a configuration file says, and where it is. Without a file
// it has no folder.
type setting struct {
	file *config.File
	in   folder
}

// of returns what the configuration file of a tree says: the one that is named,
// else the nearest one at the root of the tree and above.
func (s *settings) of(tree *states) (*setting, error) {
	if s.off {
		return &setting{file: &config.File{}}, nil
	}
	if s.file != "" {
		return s.named()
	}
	folders, err := s.around(tree)
	if err != nil {
		return nil, err
	}
	for _, folder := range folders {
		text, err := fs.ReadFile(folder.door, config.FileName)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		name := relative(s.here, filepath.Join(folder.path, config.FileName))
		if err != nil {
			return nil, fmt.Errorf("%s: %s", name, reason(err))
		}
		return read(name, string(text), folder)
	}
	return &setting{file: &config.File{}}, nil
}

// named reads the file that the user named.
func (s *settings) named() (*setting, error) {
	text, err := readRegular(s.file)
	if err != nil {
		return nil, fmt.Errorf("--config: %s: %w", s.file, err)
	}
	dir := filepath.Dir(s.file)
	door, err := treefs.OpenDir(dir)
	if err != nil {
		return nil, fmt.Errorf("--config: %w", err)
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return nil, fmt.Errorf("--config: %w", err)
	}
	return read(s.file, text, folder{door, resolve(dir)})
}

// read reads the text of a file.
func read(name, text string, in folder) (*setting, error) {
	readFile := config.Read
	if filepath.Ext(name) == ".ini" {
		readFile = config.ReadCheckmake
	}
	file, err := readFile(report.Escape(name), text, rules.All)
	if err != nil {
		return nil, err
	}
	return &setting{file, in}, nil
}

// around returns the root of a tree and the directories above that belong to
// what the user gave: those of the same repository, in the same revision, or
// else up to the one the user stands in.
func (s *settings) around(tree *states) ([]folder, error) {
	root := resolve(tree.root)
	folders := []folder{{tree.after, root}}
	if tree.above != nil {
		return append(folders, tree.above...), nil
	}
	top := repositoryOf(root)
	if top == "" && isBelow(s.here, root) {
		top = s.here
	}
	for dir := root; top != "" && dir != top; {
		dir = filepath.Dir(dir)
		door, err := treefs.OpenDir(dir)
		if err != nil {
			return nil, fmt.Errorf("%s: %s", dir, reason(err))
		}
		folders = append(folders, folder{door, dir})
	}
	return folders, nil
}

// repositoryOf returns the root of the repository that a directory is in, or "".
func repositoryOf(dir string) string {
	for {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			return ""
		}
		dir = filepath.Dir(dir)
	}
}

// foldersAbove returns the directories above one of a revision, the nearest
// first.
func foldersAbove(whole fs.FS, inside, root string) []folder {
	folders := []folder{}
	for inside != "." {
		inside, root = path.Dir(inside), filepath.Dir(root)
		folders = append(folders, folder{part(whole, inside), root})
	}
	return folders
}

// isBelow reports whether a directory is another one, or in it.
func isBelow(outer, inner string) bool {
	rest, err := filepath.Rel(outer, inner)
	return outer != "" && err == nil && filepath.IsLocal(rest)
}

// below returns where a tree is in the directory, "." for one that is not in it:
// what a file there says is then relative to the tree.
func (f folder) below(root string) string {
	root = resolve(root)
	if f.path == "" || !isBelow(f.path, root) {
		return "."
	}
	return filepath.ToSlash(relative(f.path, root))
}

// complainOf tells of the mistakes in a configuration file.
func (s *session) complainOf(problems *config.Problems) status {
	for line := range strings.Lines(problems.Error()) {
		s.complain("%s", strings.TrimSuffix(line, "\n"))
	}
	return misuse
}
