package kbuild

import (
	"io/fs"
	"iter"
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
)

// missing notes what there is nothing to make from.
func (t *Tree) missing(directory *Directory, process *eval.Process) {
	space, sources := t.World.Space, t.Sources(directory, process)
	directory.Unclear = sources.Unclear
	for i := range directory.Objects {
		object := &directory.Objects[i]
		if single := space.Diff(object.When, object.Composite); single != cond.False {
			object.Missing = space.And(single, sources.Missing(object.Name))
		}
		for j := range object.Parts {
			part := &object.Parts[j]
			if part.Missing = cond.False; t.World.UnknownInText(part.Name) == nil {
				part.Missing = space.And(part.When, sources.Missing(part.Name))
			}
		}
	}
	for i := range directory.Entries {
		entry := &directory.Entries[i]
		if child, ok := t.Child(directory, entry); ok {
			entry.Missing = space.And(entry.When, sources.missingMakefile(child))
		}
		if madeLists[entry.List] && t.World.UnknownInText(entry.Text) == nil {
			entry.Missing = space.And(entry.When, sources.Missing(entry.Text))
		}
	}
}

// madeLists are the lists whose words are files that the directory makes, other
// than those of objects.
var madeLists = map[string]bool{
	"always-y": true, "always-m": true, "extra-y": true,
}

// Child returns the directory that an entry names, false for other entries.
func (t *Tree) Child(directory *Directory, entry *Entry) (string, bool) {
	if t.World.UnknownInText(entry.Text) != nil {
		return "", false
	}
	name, slash := strings.CutSuffix(entry.Text, "/")
	kind, _, _ := strings.Cut(entry.List, "-")
	if kind == "obj" && slash || kind == "subdir" {
		return path.Join(directory.Unit.Dir, name), true
	}
	return "", false
}

// missingMakefile returns the configurations in which a directory has no
// makefile for kbuild to read, and nothing here makes one. Of what is outside of
// the tree nobody knows.
func (s *Sources) missingMakefile(dir string) cond.Cond {
	if s.tree.kbuildFile(dir) != "" || !fs.ValidPath(dir) {
		return cond.False
	}
	inside, own := strings.CutPrefix(dir, s.directory.Unit.Dir+"/")
	if s.directory.Unit.Dir == "." {
		inside, own = dir, true
	}
	missing := cond.True
	for _, name := range kbuildFileNames {
		if own {
			missing = s.tree.World.Space.And(missing, s.Missing(path.Join(inside, name)))
		}
	}
	return missing
}

// SourceNames returns the names of the files that the pattern rules of kbuild
// would make a file from, in the order of the rules.
func (t *Tree) SourceNames(name string) []string { return slices.Collect(t.sourceNames(name)) }

func (t *Tree) sourceNames(name string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, pattern := range t.patterns() {
			stem, ok := match(pattern[0], name)
			if ok && !yield(strings.Replace(pattern[1], "%", stem, 1)) {
				return
			}
		}
	}
}

// MadeFrom returns the names of the files that the pattern rules of kbuild
// would make from a file, if they end like another one.
func (t *Tree) MadeFrom(source, like string) []string {
	var names []string
	for _, pattern := range t.patterns() {
		_, same := match(pattern[0], like)
		if stem, ok := match(pattern[1], source); ok && same && pattern[0] != "%" {
			names = append(names, strings.Replace(pattern[0], "%", stem, 1))
		}
	}
	return names
}

// HasKbuildFile reports whether kbuild finds a makefile in a directory.
func (t *Tree) HasKbuildFile(dir string) bool { return t.kbuildFile(dir) != "" }
