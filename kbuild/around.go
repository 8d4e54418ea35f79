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
		speaks := func(word string) bool { return speaksOf(text.text, word) }
		lists := func(word string) bool { return hasWord(text.text, word) }
		area, _ := areaOf(text.dir)
		if leaves(text.text) && slices.ContainsFunc(words, speaks) || slices.ContainsFunc(flagged[area], lists) {
			n.mention(text)
		}
	}
	n.addReaders()
	n.close()
	return func(dir string) bool { return n.relevant[dir] }
}

// speaksOf reports whether a makefile may speak of a directory with a name: some
// word outside of comments has it, and is more than a file or a path down from
// where the makefile is.
func speaksOf(text, name string) bool {
	if !hasWord(text, name) {
		return false
	}
	for line := range strings.Lines(text) {
		if !hasWord(line, name) || strings.HasPrefix(strings.TrimSpace(line), "#") {
			continue
		}
		for word := range strings.FieldsSeq(line) {
			if hasWord(word, name) && (word == name || !leadsDown(word)) {
				return true
			}
		}
	}
	return false
}

// leadsDown tells words such as kernel/ and kernel.o.
func leadsDown(word string) bool {
	isOther := func(r rune) bool { return !strings.ContainsRune("/.-+,", r) && (r > '~' || !isNameByte(byte(r))) }
	return !strings.Contains(word, "..") && !strings.ContainsFunc(word, isOther)
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
// flags for, by the area of the makefile: such an object may have moved to
// another directory there.
func (n *narrowing) flagged() map[string][]string {
	names := map[string][]string{}
	for _, t := range n.texts {
		area, ok := areaOf(t.dir)
		if !ok || !n.relevant[t.dir] {
			continue
		}
		for _, found := range flagKey.FindAllStringSubmatch(t.text, -1) {
			names[area] = append(names[area], found[1])
		}
	}
	return names
}

// areaOf returns the first two directories of a path, which rules take for near
// each other; a path of one directory has no area.
func areaOf(dir string) (area string, ok bool) {
	first, rest, ok := strings.Cut(dir, "/")
	second, _, _ := strings.Cut(rest, "/")
	return first + "/" + second, ok
}
