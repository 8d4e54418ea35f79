package kbuild

// ListsAnywhere reports whether a makefile of the tree has one of some words in
// a value or among the names of a rule, be it one that no process reads, or in
// a branch that is not taken.
func (t *Tree) ListsAnywhere(words ...string) bool {
	for _, name := range t.makefileNames(".") {
		file := t.folder.parse(name)
		if file == nil {
			continue
		}
		r := t.referencesOf(file)
		for _, word := range words {
			if r.words[word] || r.files[word] {
				return true
			}
		}
	}
	return false
}
