package kbuild

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/parser"
)

// KnownVariables returns the variables that kbuild's own makefiles read or set,
// and those it reads of a Kbuild file, sorted. Where no kernel is at hand, they
// are those of the tables.
func (t *Tree) KnownVariables() []string { return t.known() }

// IsKnown reports whether a variable is one of KnownVariables.
func (t *Tree) IsKnown(name string) bool {
	_, found := slices.BinarySearch(t.known(), name)
	return found
}

func (t *Tree) readKnown() []string {
	known := slices.Concat(goalLists, listVariables, unsetLists, slices.Collect(maps.Keys(buildVariables)))
	for _, s := range t.switches() {
		known = append(known, s.Directories...)
	}
	for _, fact := range facts {
		known = append(known, fact.name)
	}
	for _, file := range t.ownMakefiles() {
		known = slices.AppendSeq(known, maps.Keys(t.referencesOf(file).names))
		known = slices.AppendSeq(known, maps.Keys(t.assignedIn(file)))
	}
	slices.Sort(known)
	return slices.Compact(known)
}

// ownMakefiles returns the makefiles of kbuild itself, the top makefile among
// them; none for a module whose kernel is not at hand.
func (t *Tree) ownMakefiles() []*parser.File {
	files := t.kbuildScripts()
	if t.kernel == nil {
		return files
	}
	if top := t.kernel.parse("Makefile"); top != nil {
		files = append(files, top)
	}
	return files
}

// IsFlag reports whether a variable has the form of those that kbuild asks for
// when it makes one file.
func (t *Tree) IsFlag(name string) bool {
	_, ok := t.flagForm(name)
	return ok
}

// TimesNamed returns how often the makefiles of the tree have the name of a
// variable in their text, be it in a comment. Those with a build system of their
// own are left out.
func (t *Tree) TimesNamed(name string) int {
	count := 0
	for _, text := range t.texts() {
		count += timesNamed(text, name)
	}
	return count
}

// readMakefiles returns the texts of the makefiles that TimesNamed looks at,
// whether something reads them or not.
func (t *Tree) readMakefiles() []string { return parallel(t.makefileNames("."), t.textOf) }

// textOf returns the text of a file, "" for what can't be read.
func (t *Tree) textOf(name string) string {
	if file := t.folder.textOf(name); file != nil {
		return file.Text
	}
	text, err := fs.ReadFile(t.folder.fsys, name)
	if err != nil {
		return ""
	}
	return string(text)
}

// makefileNames returns the paths of the makefiles at and below a directory.
func (t *Tree) makefileNames(dir string) []string {
	var names []string
	found := t.folder.listing(dir)
	for _, name := range found.names {
		if full := join(dir, name); IsMakefileName(name) && t.folder.isFile(full) {
			names = append(names, full)
		}
	}
	for _, name := range found.dirs {
		if full := join(dir, name); !strings.HasPrefix(name, ".") && !t.isPlain(full) {
			names = append(names, t.makefileNames(full)...)
		}
	}
	return names
}

// IsMakefileName tells names of files, without directories, that people give to
// makefiles.
func IsMakefileName(name string) bool {
	switch path.Ext(name) {
	case ".mk", ".make", ".inc", ".include":
		return true
	}
	return slices.ContainsFunc([]string{"Makefile", "makefile", "GNUmakefile", "Kbuild", "Platform"},
		func(prefix string) bool { return strings.HasPrefix(name, prefix) })
}

// timesNamed returns how often a text has a name of a variable that is no part
// of a longer one.
func timesNamed(text, name string) int {
	count := 0
	for rest := text; ; {
		before, after, found := strings.Cut(rest, name)
		if !found {
			return count
		}
		if !endsInName(before) && !beginsInName(after) {
			count++
		}
		rest = after
	}
}

func endsInName(text string) bool { return text != "" && isNamePart(text[len(text)-1]) }

func beginsInName(text string) bool { return text != "" && isNamePart(text[0]) }

// isNamePart tells the characters that names of variables are made of.
func isNamePart(c byte) bool { return isNameByte(c) || c == '-' || c == '.' }
