package kbuild

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// Around returns which directories may matter for what is said about some
// directories and files of the tree and all below them: those themselves, those
// that lead there, and those whose makefiles may speak of what is there.
func (t *Tree) Around(names []string) func(dir string) bool {
	n := &narrowing{relevant: map[string]bool{}, texts: t.makefileTexts()}
	var words []string
	for _, name := range names {
		if !t.IsDir(name) {
			name = path.Dir(name)
		}
		words = append(words, path.Base(name))
		n.add(name)
		n.addBelow(name)
	}
	flagged := n.flagged()
	for _, text := range n.texts {
		speaks := func(word string) bool { return hasWord(text.text, word) }
		if leaves(text.text) && slices.ContainsFunc(words, speaks) || slices.ContainsFunc(flagged, speaks) {
			n.mention(text)
		}
	}
	n.addReaders()
	n.close()
	return func(dir string) bool { return n.relevant[dir] }
}

// addBelow adds all directories below one.
func (n *narrowing) addBelow(dir string) {
	for _, t := range n.texts {
		if strings.HasPrefix(t.dir, dir+"/") {
			n.add(t.dir)
		}
	}
}

// flagKey is a variable with flags for one object.
var flagKey = regexp.MustCompile(`[A-Z]_([a-z0-9][\w-]*)\.o\b`)

// flagged returns the names of the objects that the makefiles found so far have
// flags for: such an object may have moved to any directory.
func (n *narrowing) flagged() []string {
	var names []string
	for _, t := range n.texts {
		if n.relevant[t.dir] {
			for _, found := range flagKey.FindAllStringSubmatch(t.text, -1) {
				names = append(names, found[1])
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
