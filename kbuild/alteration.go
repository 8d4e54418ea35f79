package kbuild

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
)

// An alteration is what differs in one directory between two states of a tree.
type alteration struct {
	dir string
	// names are the entries that one of the states does not have, texts the
	// makefiles and kconfigs the Kconfig files that are another, new or gone.
	names, texts, kconfigs []string
}

// A comparison looks for what differs between two states of a tree.
type comparison struct {
	before, after *folder
	// same reports whether the state before has a file with a text.
	same func(name string, text []byte) bool
}

// A compared directory is what differs in it, with the makefiles that it has
// after the change.
type compared struct {
	alteration

	makefiles makefiles
}

// makefiles are those of one directory, with all their text.
type makefiles struct {
	dir, text string
	names     []string
}

// all returns what differs, and the texts of all makefiles after the change.
func (c *comparison) all() (altered []alteration, texts []makefiles) {
	var group sync.WaitGroup
	group.Go(func() { c.before.listAll(".", isEntered) })
	c.after.listAll(".", isEntered)
	group.Wait()
	dirs := []string{"."}
	known := c.before.directories()
	for dir := range c.after.directories() {
		known[dir] = true
	}
	for dir := range known {
		if isEntered(dir) {
			dirs = append(dirs, dir)
		}
	}
	slices.Sort(dirs)
	for _, found := range parallel(dirs, c.directory) {
		if len(found.names)+len(found.texts)+len(found.kconfigs) > 0 {
			altered = append(altered, found.alteration)
		}
		if found.makefiles.text != "" {
			texts = append(texts, found.makefiles)
		}
	}
	return altered, texts
}

// isEntered reports whether makefiles may be in a directory or below it. Those
// with a dot are of git and other tools, and some hold what a build writes.
func isEntered(dir string) bool {
	return !strings.HasPrefix(path.Base(dir), ".") && !isOfBuild(dir)
}

// isOfBuild reports whether a directory holds only what a build writes:
// syncconfig and the wrappers of headers write there.
func isOfBuild(dir string) bool {
	parent, name := path.Split(dir)
	return path.Base(parent) == "include" && (name == "generated" || name == "config")
}

// directory compares a directory.
func (c *comparison) directory(dir string) compared {
	found := compared{alteration: alteration{dir: dir}, makefiles: makefiles{dir: dir}}
	old, now := c.before.list(dir), c.after.list(dir)
	for _, name := range old {
		if _, ok := slices.BinarySearch(now, name); !ok {
			found.cameOrWent(name)
		}
	}
	for _, name := range now {
		full := path.Join(dir, name)
		_, was := slices.BinarySearch(old, name)
		switch {
		case !was && !isWritten(name) && isEntered(full):
			found.cameOrWent(name)
		case was && c.before.isDir(full) != c.after.isDir(full):
			found.names = append(found.names, name)
		}
		if (IsMakefileName(name) || isKconfigName(name)) && c.after.isFile(full) {
			c.text(&found, name)
		}
	}
	return found
}

// text compares a makefile or Kconfig file, and takes the text of a makefile.
func (c *comparison) text(found *compared, name string) {
	full := path.Join(found.dir, name)
	text, err := fs.ReadFile(c.after.fsys, full)
	if isNew := slices.Contains(found.names, name); !isNew && (err != nil || !c.same(full, text)) {
		found.changed(name)
	}
	if IsMakefileName(name) {
		found.makefiles.text += string(text) + "\n"
		found.makefiles.names = append(found.makefiles.names, name)
	}
}

// cameOrWent notes an entry that only one of the states has.
func (a *alteration) cameOrWent(name string) {
	a.names = append(a.names, name)
	a.changed(name)
}

// changed notes a file with another text, if it is one that says what is built.
func (a *alteration) changed(name string) {
	switch {
	case isKconfigName(name):
		a.kconfigs = append(a.kconfigs, name)
	case IsMakefileName(name):
		a.texts = append(a.texts, name)
	}
}

func isKconfigName(name string) bool { return strings.HasPrefix(name, "Kconfig") }

// isWritten reports whether a file is one that a build writes and no list names:
// that it is there says nothing.
func isWritten(name string) bool {
	switch path.Ext(name) {
	case ".o", ".a", ".ko", ".cmd", ".mod", ".order", ".symvers", ".dtb", ".dtbo", ".lds", ".d", ".gz", ".log":
		return true
	}
	return strings.HasPrefix(name, ".") || strings.HasSuffix(name, ".mod.c")
}
