package kbuild

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/parser"
)

// A folder is a tree of files as all processes see it: each file is read once
// and parsed as long as it is not forgotten, each directory listed once. It may be
// used by several goroutines.
type folder struct {
	fsys fs.FS
	make eval.Version // which GNU Make the makefiles are parsed for

	mutex  sync.Mutex // guards what follows
	parsed map[string]makefile
	listed map[string]func() listing
}

func newFolder(fsys fs.FS, version eval.Version) *folder {
	return &folder{fsys: fsys, make: version, parsed: map[string]makefile{}, listed: map[string]func() listing{}}
}

// isFile reports whether the tree has an entry of that name that is a regular
// file, or a link to one.
func (f *folder) isFile(name string) bool {
	if name == "." || !fs.ValidPath(name) {
		return false
	}
	dir, base := split(name)
	switch found := f.listing(dir); {
	case !has(found.names, base) || has(found.dirs, base):
		return false
	case !has(found.odd, base):
		return true
	}
	info, err := fs.Stat(f.fsys, name)
	return err == nil && info.Mode().IsRegular()
}

// isDir reports whether the tree has a directory of that name; links are none.
func (f *folder) isDir(name string) bool {
	dir, base := split(name)
	return has(f.listing(dir).dirs, base)
}

// exists reports whether the tree has a file or directory of that name.
func (f *folder) exists(name string) bool {
	if name == "." || !fs.ValidPath(name) {
		return name == "."
	}
	dir, base := split(name)
	return has(f.listing(dir).names, base)
}

// A mount puts a folder under an absolute name.
type mount struct {
	at     string
	folder *folder
}

// A view is what one process sees of the trees: names relative to its working
// directory, or absolute.
type view struct {
	dir    string
	mounts []mount
}

// locate returns the folder and the path inside of it that a name means.
func (v *view) locate(name string) (*folder, string) {
	if !strings.HasPrefix(name, "/") {
		name = v.dir + "/" + name
	}
	name = path.Clean(name)
	for _, m := range v.mounts {
		if name == m.at {
			return m.folder, "."
		}
		if rest, ok := strings.CutPrefix(name, m.at+"/"); ok {
			return m.folder, rest
		}
	}
	return nil, ""
}

// Parse returns a makefile. What is not in the tree may be made by a build.
func (v *view) Parse(name string) (*parser.File, eval.Presence) {
	folder, inside := v.locate(name)
	if folder == nil {
		return nil, eval.Generated
	}
	if file := folder.parse(inside); file != nil {
		return file, eval.Present
	}
	return nil, eval.Generated
}

// Read returns the text of a file. What is not in the tree may be made by a
// build.
func (v *view) Read(name string) (string, eval.Presence) {
	folder, inside := v.locate(name)
	if folder == nil || !folder.isFile(inside) {
		return "", eval.Generated
	}
	text, err := fs.ReadFile(folder.fsys, inside)
	if err != nil {
		return "", eval.Generated
	}
	return string(text), eval.Present
}

// Glob returns the names that match a pattern. A build adds to the directories
// of generated files only. What is in none of the trees, as the kernel of a
// module may be, is not known.
func (v *view) Glob(pattern string) ([]string, eval.Presence) {
	outside := false
	names := eval.GlobNames(pattern, func(dir string) []string {
		folder, inside := v.locate(dir)
		if folder == nil {
			outside = true
			return nil
		}
		return folder.list(inside)
	}, func(name string) bool {
		folder, inside := v.locate(name)
		outside = outside || folder == nil
		return folder != nil && folder.exists(inside)
	})
	if len(names) == 0 && (outside || isGenerated(pattern)) {
		return nil, eval.Generated
	}
	return names, eval.Present
}

// generatedParts are directories and endings of what only a build makes.
var generatedParts = []string{"include/generated/", "include/config/", "modules.order", "Module.symvers", ".cmd"}

func isGenerated(name string) bool {
	return slices.ContainsFunc(generatedParts, func(part string) bool { return strings.Contains(name, part) })
}

// Names returns the names in a directory of the tree, sorted; nil for what is
// none.
func (t *Tree) Names(dir string) []string { return t.folder.list(dir) }

// IsFile reports whether the tree has a regular file of that name.
func (t *Tree) IsFile(name string) bool { return t.folder.isFile(name) }

// IsDir reports whether the tree has a directory of that name; links are none.
func (t *Tree) IsDir(name string) bool { return name == "." || t.folder.isDir(name) }
