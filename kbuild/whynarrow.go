package kbuild

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
)

// A makefileText is the text of the makefiles in a directory, and the names of
// those among them that are only there to be included.
type makefileText struct {
	dir, text string
	fragments []string
}

// makefileTexts returns the texts of the makefiles in all directories. While they
// are being read, it reads what says the types of symbols and the top makefile.
func (t *Tree) makefileTexts() []makefileText {
	texts := goValue(t.readTexts)
	if t.kernel != nil {
		t.start(t.builds()[0], t.options.Arch)
	}
	return texts()
}

// readTexts reads the makefiles in all directories.
func (t *Tree) readTexts() []makefileText {
	var dirs []string
	seen := map[string]bool{}
	for _, unit := range t.Units() {
		for dir := unit.Dir; dir != "" && !seen[dir]; dir = path.Dir(dir) {
			seen[dir] = true
			dirs = append(dirs, dir)
		}
	}
	for dir := range t.folder.directories() {
		if !seen[dir] && t.hasFragment(dir) {
			dirs = append(dirs, dir)
		}
	}
	return parallel(dirs, t.textIn)
}

// goValue computes a value in a goroutine of its own and returns what waits for
// it.
func goValue[T any](compute func() T) func() T {
	once := sync.OnceValue(compute)
	go once()
	return once
}

// textIn returns the text of the makefiles in a directory.
func (t *Tree) textIn(dir string) makefileText {
	own := path.Base(t.kbuildFile(dir))
	found := makefileText{dir: dir}
	var out strings.Builder
	for _, name := range t.folder.list(dir) {
		if name != own && !isFragmentName(name) {
			continue
		}
		full := join(dir, name)
		if !t.folder.isFile(full) {
			continue
		}
		if text, err := fs.ReadFile(t.folder.fsys, full); err == nil {
			out.Write(text)
			out.WriteByte('\n')
		}
		if name != own {
			found.fragments = append(found.fragments, path.Join(path.Base(dir), name))
		}
	}
	found.text = out.String()
	return found
}

// hasFragment reports whether a directory has a makefile to be included.
func (t *Tree) hasFragment(dir string) bool {
	return slices.ContainsFunc(t.folder.list(dir), isFragmentName)
}

func isFragmentName(name string) bool {
	return strings.HasPrefix(name, "Makefile.") || strings.HasPrefix(name, "Kbuild.")
}

// around returns the directories that may matter for the path: its own, those
// whose makefiles have its stem and lead out of their directory, and all that
// lead to these.
func (q *inquiry) around(texts []makefileText) map[string]bool {
	own := path.Dir(q.path)
	if q.tree.IsDir(q.path) {
		own = q.path
	}
	n := &narrowing{relevant: map[string]bool{}, texts: texts}
	n.add(own)
	for _, t := range texts {
		if (leaves(t.text) || len(t.fragments) > 0) && hasWord(t.text, path.Base(q.stem)) {
			n.mention(t)
		}
	}
	n.addReaders()
	n.close()
	return n.relevant
}

// mentioning returns the directories whose makefiles have a word, and all that
// lead to these.
func mentioning(word string, texts []makefileText) map[string]bool {
	n := &narrowing{relevant: map[string]bool{}, texts: texts}
	for _, t := range texts {
		if hasWord(t.text, word) {
			n.mention(t)
		}
	}
	n.addReaders()
	n.close()
	return n.relevant
}

// leaves reports whether a makefile may speak of other directories.
func leaves(text string) bool { return strings.Contains(text, "..") || strings.Contains(text, "tree)") }

// A narrowing collects the directories that may matter.
type narrowing struct {
	relevant map[string]bool
	texts    []makefileText
}

// add adds a directory and those above it.
func (n *narrowing) add(dir string) {
	for ; !n.relevant[dir]; dir = path.Dir(dir) {
		n.relevant[dir] = true
	}
}

// mention adds a directory whose makefiles mention what is looked for, and
// those that may include such a makefile.
func (n *narrowing) mention(found makefileText) {
	n.add(found.dir)
	for _, fragment := range found.fragments {
		for _, t := range n.texts {
			if !n.relevant[t.dir] && strings.Contains(t.text, fragment) {
				n.add(t.dir)
			}
		}
	}
}

// addReaders adds the directories beside those that matter, and beside those
// above, whose makefiles may include a makefile there. In the top two levels
// directories have little to do with each other.
func (n *narrowing) addReaders() {
	above := maps.Clone(n.relevant)
	for _, t := range n.texts {
		parent := path.Dir(t.dir)
		if strings.Contains(parent, "/") && above[parent] && leaves(t.text) && strings.Contains(t.text, "include") {
			n.add(t.dir)
		}
	}
}

// close adds the directories whose makefiles name one that matters in an
// unusual way: a path up and down, or an own call of make.
func (n *narrowing) close() {
	names := map[string]bool{}
	for dir := range n.relevant {
		names[path.Base(dir)] = true
	}
	for _, t := range n.texts {
		if !n.relevant[t.dir] && leadsTo(t.text, names) {
			n.add(t.dir)
		}
	}
}

// leadsTo reports whether a makefile may lead to a directory of one of these
// names without being above it.
func leadsTo(text string, names map[string]bool) bool {
	for _, mark := range []string{"../", "$(build)=", "${build}="} {
		for rest := text; ; {
			_, after, found := strings.Cut(rest, mark)
			if !found {
				break
			}
			word, _, _ := strings.Cut(strings.TrimSpace(firstField(after)), "#")
			for part := range strings.SplitSeq(word, "/") {
				if names[part] {
					return true
				}
			}
			rest = after
		}
	}
	return false
}

// firstField returns the text up to the first blank.
func firstField(text string) string {
	if end := strings.IndexAny(text, " \t\n"); end >= 0 {
		return text[:end]
	}
	return text
}

// hasWord reports whether a text has a word that no letter, digit or underscore
// surrounds.
func hasWord(text, word string) bool {
	for from := 0; word != ""; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return false
		}
		start, end := from+i, from+i+len(word)
		if (start == 0 || !isNameByte(text[start-1])) && (end == len(text) || !isNameByte(text[end])) {
			return true
		}
		from = start + 1
	}
	return false
}

func isNameByte(b byte) bool {
	return b == '_' || b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}
