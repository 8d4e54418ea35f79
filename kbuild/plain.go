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
	for _, name := range t.folder.list(dir) {
		full := path.Join(dir, name)
		isDir := !strings.HasPrefix(name, ".") && !isSourceName(name) && t.folder.isDir(full)
		if isDir && !t.isPlainBelow(full, found) {
			return false
		}
	}
	return true
}

// isBesideModule reports whether a directory of an external module has nothing
// to do with kbuild, nor has one around it.
func (t *Tree) isBesideModule(dir string) bool {
	for ; !t.isMarked(dir); dir = path.Dir(dir) {
		if dir == "." {
			return true
		}
	}
	return false
}

// isMarked reports whether a makefile of a directory is one for kbuild: it is
// called Kbuild, sets a list of kbuild, refers to what kbuild hands to it or calls
// kbuild.
func (t *Tree) isMarked(dir string) bool {
	marked, known := t.marked[dir]
	if known {
		return marked
	}
	for _, name := range t.folder.list(dir) {
		if marked = name == "Kbuild"; !marked && IsMakefileName(name) {
			file := t.folder.parse(path.Join(dir, name))
			marked = file != nil && hasMarks(file)
		}
		if marked {
			break
		}
	}
	t.marked[dir] = marked
	return marked
}

// hasMarks reports whether a makefile is one for kbuild. A name that it sets
// itself is its own, be it that of a loop.
func hasMarks(file *parser.File) bool {
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
	for name := range own {
		if isKbuildList(name) {
			return true
		}
		delete(marks, name)
	}
	return len(marks) > 0
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
