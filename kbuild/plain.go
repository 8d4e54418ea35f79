package kbuild

import (
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/parser"
)

// plainFileNames are the makefiles that make looks for, the first one that is
// there (GNU Make manual, "What Name to Give Your Makefile").
var plainFileNames = []string{"GNUmakefile", "makefile", "Makefile"}

// kbuildMarks are the variables that kbuild hands to the makefiles of a module.
var kbuildMarks = []string{
	"obj", "src", "srctree", "objtree", "KERNELRELEASE", "KBUILD_EXTMOD", "if_changed", "real-prereqs", "comma",
}

// kbuildLists begin the names of variables that kbuild reads.
var kbuildLists = []string{
	"obj-", "lib-", "subdir-", "always-", "extra-", "ccflags-", "asflags-", "ldflags-", "cppflags-", "rustflags-",
	"hostprogs", "userprogs", "dtb-", "generic-y", "generated-y", "mandatory-y", "syscall-y",
}

// isPlainTree reports whether the makefiles of a tree that is no kernel have
// nothing to do with kbuild.
func (t *Tree) isPlainTree() bool {
	found := false
	return t.isPlainBelow(".", &found) && found
}

// isPlainBelow looks at the makefiles at and below a directory, and notes
// whether there is any.
func (t *Tree) isPlainBelow(dir string, found *bool) bool {
	for _, name := range t.folder.list(dir) {
		if IsMakefileName(name) {
			*found = true
		}
	}
	if t.isMarked(dir) {
		return false
	}
	for _, name := range t.folder.listing(dir).dirs {
		if !strings.HasPrefix(name, ".") && !t.isPlainBelow(join(dir, name), found) {
			return false
		}
	}
	return true
}

// isBesideModule reports whether a directory of an external module has nothing
// to do with kbuild: its makefiles are none for kbuild, or have only what others
// may have too, and the makefiles for kbuild around it do not name it.
func (t *Tree) isBesideModule(dir string) bool {
	mark := t.markOfDir(dir)
	if mark == ownMark || mark != noMark && dir == "." {
		return false
	}
	name := path.Base(dir)
	for dir != "." {
		dir = path.Dir(dir)
		if t.namesBelow(dir, name) && !t.isBesideModule(dir) {
			return false
		}
		name = path.Join(path.Base(dir), name)
	}
	return true
}

// namesBelow reports whether a makefile of a directory names a directory below it,
// or a file in that, as lists of kbuild and include do.
func (t *Tree) namesBelow(dir, name string) bool {
	return slices.ContainsFunc(t.folder.list(dir), func(file string) bool {
		if !IsMakefileName(file) {
			return false
		}
		text := t.textOf(path.Join(dir, file))
		return strings.Contains(text, name+"/") || strings.Contains(text, "subdir-") && hasWord(text, name)
	})
}

// A mark says whether makefiles are for kbuild.
type mark int

// Makefiles have nothing of kbuild, or only lists that other makefiles have too,
// or what only those for kbuild have.
const (
	noMark mark = iota
	commonMark
	ownMark
)

// isMarked reports whether a makefile of a directory may be one for kbuild.
func (t *Tree) isMarked(dir string) bool { return t.markOfDir(dir) != noMark }

// markOfDir looks at the makefiles of a directory: whether one is called Kbuild,
// sets a list of kbuild, refers to what kbuild hands to it or calls kbuild.
func (t *Tree) markOfDir(dir string) mark {
	found, known := t.marked[dir]
	if known {
		return found
	}
	for _, name := range t.folder.list(dir) {
		if name == "Kbuild" {
			found = ownMark
		} else if IsMakefileName(name) && found != ownMark {
			if file := t.folder.parse(path.Join(dir, name)); file != nil {
				found = max(found, markOfFile(file))
			}
		}
	}
	t.marked[dir] = found
	return found
}

// markOfFile reports whether a makefile is one for kbuild. A name that it sets
// itself is its own, be it that of a loop.
func markOfFile(file *parser.File) mark {
	own, marks := map[string]bool{}, map[string]bool{}
	file.Inspect(func(node parser.Node) bool {
		switch node := node.(type) {
		case *parser.Assign:
			own[node.Name.Raw] = true
		case *parser.Function:
			if node.Name == "foreach" {
				own[strings.TrimSpace(node.Args[0].Raw)] = true
			}
		}
		if name := markOf(node); name != "" {
			marks[name] = true
		}
		return true
	})
	found := noMark
	for name := range own {
		switch {
		case name == "hostprogs" || name == "userprogs":
			found = max(found, commonMark)
		case isKbuildList(name):
			return ownMark
		}
		delete(marks, name)
	}
	if len(marks) > 0 {
		return ownMark
	}
	return found
}

// markOf returns the variable of kbuild that a part of a makefile asks for or
// hands to it, "" for none.
func markOf(node parser.Node) string {
	name := ""
	switch node := node.(type) {
	case *parser.Ref:
		name = node.Name.Raw
	case *parser.Arm:
		name = node.Left.Raw
	case *parser.Text:
		if strings.Contains(node.Raw, " M=") {
			return "M"
		}
	case *parser.Function:
		if node.Name == "call" {
			name = node.Args[0].Raw
		}
	}
	if slices.Contains(kbuildMarks, name) {
		return name
	}
	return ""
}

// isKbuildList reports whether a variable is one that kbuild reads.
func isKbuildList(name string) bool {
	return slices.ContainsFunc(kbuildLists, func(list string) bool {
		return name == list || strings.HasSuffix(list, "-") && strings.HasPrefix(name, list)
	})
}

// directivesOfBSD begin lines of makefiles for the make of the BSDs, to which GNU
// Make has nothing to say but "missing separator".
var directivesOfBSD = []string{".include <", ".include \"", ".PATH:", ".if ", ".ifdef ", ".ifndef ", ".for "}

// isForBSD reports whether a makefile is for the make of the BSDs.
func isForBSD(text string) bool {
	for line := range strings.Lines(text) {
		for _, directive := range directivesOfBSD {
			if strings.HasPrefix(line, directive) {
				return true
			}
		}
	}
	return false
}
