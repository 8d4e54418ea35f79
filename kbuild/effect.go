package kbuild

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/kbuildlint/kbuildlint/kconfig"
)

// An effect is what a change may do to makefiles elsewhere.
type effect struct {
	states *comparison
	// altered are the directories where something changed, relisted those whose
	// makefiles may say something else: what they build changed, or how.
	altered, relisted map[string]bool
	// files are the names of the files that came or went, up to the first dot;
	// folders and patterned those of the directories that were relisted and of
	// those where only files came or went.
	files, folders, patterned map[string]bool
	// fragments are the ends of the paths by which makefiles that changed may be
	// included.
	fragments map[string]bool
	// words are those that a makefile has got or lost; spoken are all words of the
	// changed makefiles that lead out of their directories.
	words, spoken map[string]bool
	areas         map[string]bool // those of makefiles that changed
	// symbols are the variables of the configuration that may have other values.
	symbols map[string]bool
}

func newEffect(states *comparison) *effect {
	return &effect{
		states: states, altered: map[string]bool{}, relisted: map[string]bool{},
		files: map[string]bool{}, folders: map[string]bool{}, patterned: map[string]bool{},
		fragments: map[string]bool{},
		words:     map[string]bool{}, spoken: map[string]bool{}, areas: map[string]bool{},
		symbols: map[string]bool{},
	}
}

// add takes what changed in a directory. Makefiles at the top list no files: they
// may name one.
func (e *effect) add(a *alteration) {
	if len(a.names)+len(a.texts) == 0 {
		return
	}
	e.altered[a.dir] = a.dir != "."
	if area, ok := areaOf(a.dir); ok {
		e.areas[area] = true
	}
	for _, name := range a.names {
		if full := path.Join(a.dir, name); e.states.before.isDir(full) || e.states.after.isDir(full) {
			e.folders[name] = true
			continue
		}
		if stem, _, _ := strings.Cut(name, "."); !IsMakefileName(name) && !isKconfigName(name) {
			e.files[stem] = true
		}
	}
	if len(a.texts) == 0 && !e.listsFiles(a.dir) {
		e.patterned[path.Base(a.dir)] = true
		return
	}
	e.relisted[a.dir], e.folders[path.Base(a.dir)] = true, true
	for _, name := range a.texts {
		e.addText(path.Join(a.dir, name))
		e.fragments[path.Join(path.Base(a.dir), name)] = true
	}
}

// maxSymbols bounds how many symbols may change before that concerns all.
const maxSymbols = 300

// addSymbols takes what the Kconfig files say otherwise; ok is false where that is
// too much.
func (e *effect) addSymbols() (ok bool) {
	read := func(f *folder) *kconfig.Model {
		return kconfig.Read(f.fsys, kconfig.Request{Arches: f.architectures()})
	}
	changed, ok := read(e.states.after).Changed(read(e.states.before))
	if !ok || len(changed) > maxSymbols {
		return false
	}
	for name := range changed {
		e.symbols["CONFIG_"+name] = true
	}
	return true
}

// listsFiles reports whether what a directory builds may depend on which files
// it has.
func (e *effect) listsFiles(dir string) bool {
	return slices.ContainsFunc(e.states.after.list(dir), func(name string) bool {
		if !IsMakefileName(name) {
			return false
		}
		text, _ := fs.ReadFile(e.states.after.fsys, path.Join(dir, name)) // what can't be read lists nothing
		return strings.Contains(string(text), "wildcard")
	})
}

// addText takes a makefile whose text changed.
func (e *effect) addText(name string) {
	old, _ := fs.ReadFile(e.states.before.fsys, name) // what is not there has no text
	now, _ := fs.ReadFile(e.states.after.fsys, name)
	oldWords, newWords := wordsIn(string(old)), wordsIn(string(now))
	addMissing(e.words, oldWords, newWords)
	addMissing(e.words, newWords, oldWords)
	for text, words := range map[string]map[string]bool{string(old): oldWords, string(now): newWords} {
		if leaves(text) {
			maps.Copy(e.spoken, words)
		}
	}
}

// addMissing adds the words that others lack, but for short ones: most are of
// kbuild.
func addMissing(to, words, others map[string]bool) {
	for word := range words {
		to[word] = to[word] || len(word) > 3 && !others[word]
	}
}

// wordsIn returns the words of a text: letters, digits and underscores.
func wordsIn(text string) map[string]bool {
	words := map[string]bool{}
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return r > '~' || !isNameByte(byte(r)) }) {
		words[word] = true
	}
	return words
}

// on returns the directories that were relisted or that symbols decide on, and the
// makefiles elsewhere that may be affected. What has a build system of its own is
// affected by nothing elsewhere.
func (e *effect) on(texts []makefiles) []string {
	var names []string
	parents := map[string]bool{}
	for dir := range e.relisted {
		if dir != "." {
			names = append(names, dir)
			parents[path.Dir(dir)] = path.Dir(dir) != "."
		}
	}
	elsewhere := slices.DeleteFunc(slices.Clone(texts), func(t makefiles) bool {
		top, _, _ := strings.Cut(t.dir, "/")
		return plainDirs[top] && !e.altered[t.dir]
	})
	rare := e.rareWords(elsewhere)
	for _, t := range elsewhere {
		if len(e.symbols) > 0 && anyOf(wordsIn(t.text), func(word string) bool { return e.symbols[word] }) {
			names = append(names, t.dir)
		}
		if e.altered[t.dir] || parents[t.dir] || rare[t.dir] || e.mayMatterTo(t) {
			for _, name := range t.names {
				names = append(names, path.Join(t.dir, name))
			}
		}
	}
	slices.Sort(names)
	return names
}

// mayMatterTo reports whether the makefiles of a directory may speak of what
// changed elsewhere, or what changed of them.
func (e *effect) mayMatterTo(t makefiles) bool {
	return e.spoken[path.Base(t.dir)] || e.hasFlagFor(t) || leaves(t.text) && e.isNamedBy(t.text)
}

// hasFlagFor reports whether makefiles have flags for an object that may have
// moved in their area.
func (e *effect) hasFlagFor(t makefiles) bool {
	area, ok := areaOf(t.dir)
	if !ok || !e.areas[area] {
		return false
	}
	return slices.ContainsFunc(flagKey.FindAllStringSubmatch(t.text, -1), func(found []string) bool {
		return e.words[found[1]] || e.files[found[1]]
	})
}

// isNamedBy reports whether a makefile names what changed: a makefile, a directory,
// a file, or a pattern for the files of a directory.
func (e *effect) isNamedBy(text string) bool {
	return anyOf(e.fragments, func(name string) bool { return strings.Contains(text, name) }) ||
		anyOf(e.folders, func(name string) bool { return speaksOf(text, name) }) ||
		anyOf(e.files, func(stem string) bool { return hasFile(text, stem) }) ||
		anyOf(e.patterned, func(name string) bool { return hasPatternIn(text, name) })
}

// hasFile reports whether a makefile names a file that is not below it, by what
// its name has before the first dot.
func hasFile(text, stem string) bool {
	return hasWord(text, stem) && slices.ContainsFunc(strings.Fields(text), func(word string) bool {
		return hasWord(path.Base(word), stem) && !leadsDown(word)
	})
}

// hasPatternIn reports whether a makefile has a pattern for the files of a
// directory with a name.
func hasPatternIn(text, name string) bool {
	for {
		_, after, found := strings.Cut(text, name+"/")
		if !found {
			return false
		}
		if file := after[:len(after)-len(strings.TrimLeftFunc(after, isInFileName))]; strings.ContainsAny(file, "*%") {
			return true
		}
		text = after
	}
}

func isInFileName(r rune) bool { return r != '/' && !unicode.IsSpace(r) }

// anyOf reports whether one of some names is as wanted.
func anyOf(names map[string]bool, wanted func(string) bool) bool {
	for name := range names {
		if wanted(name) {
			return true
		}
	}
	return false
}

// maxNamed is how many directories may have a word that speaks of one thing: what
// more of them have is a word of kbuild, or a name of many things.
const maxNamed = 20

// rareWords returns the directories whose makefiles have one of the words that
// few have.
func (e *effect) rareWords(texts []makefiles) map[string]bool {
	if len(e.words) == 0 {
		return nil
	}
	have := map[string][]string{}
	for _, t := range texts {
		for word := range wordsIn(t.text) {
			if e.words[word] {
				have[word] = append(have[word], t.dir)
			}
		}
	}
	found := map[string]bool{}
	for _, dirs := range have {
		for _, dir := range dirs {
			found[dir] = found[dir] || len(dirs) <= maxNamed
		}
	}
	return found
}
