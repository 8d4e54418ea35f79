package kbuild

import (
	"path"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
)

// A Targets knows the variable targets of a directory, as it is when kbuild has
// read everything: the files whose commands it remembers from one build to the
// next.
type Targets struct {
	tree  *Tree
	words []eval.Word
}

// untracked are the lists whose words do not become targets: those of
// directories, and those of make clean.
var untracked = map[string]bool{
	"subdir-y": true, "subdir-m": true, "subdir-": true,
	"obj-": true, "lib-": true, "always-": true, "extra-": true,
}

// intermediates are the files that kbuild adds to targets with a file of
// another suffix that is made from them (intermediate_targets in
// scripts/Makefile.build, Makefile.host and Makefile.dtbs).
var intermediates = map[string][]string{
	".asn1.o": {".asn1.c", ".asn1.h"},
	".lex.o":  {".lex.c"},
	".tab.o":  {".tab.c", ".tab.h"},
	".dtb.o":  {".dtb.S", ".dtb"},
	".dtbo.o": {".dtbo.S", ".dtbo"},
}

// TargetsOf returns the targets of a directory; process is the one that has
// read its makefile. Among them are the goals of the ways that are known by
// now: who needs such a file names it. A word with $(obj)/ too much stands for
// the file that was meant.
func (t *Tree) TargetsOf(directory *Directory, process *eval.Process) *Targets {
	s := &Targets{tree: t}
	obj := string(t.TargetName(directory.Unit, ""))
	for _, entry := range directory.Entries {
		if untracked[entry.List] {
			continue
		}
		s.add(obj+strings.TrimPrefix(entry.Text, obj), entry.When)
		if entry.isProgram() {
			s.addProgram(process, obj, entry)
		}
	}
	for i := range directory.Objects {
		for _, part := range directory.Objects[i].Parts {
			s.add(obj+part.Name, part.When)
		}
	}
	s.add(obj+"built-in.a", cond.True)
	s.add(obj+"lib.a", cond.True)
	s.add(obj+"modules.order", cond.True)
	for _, way := range directory.Ways {
		for _, goal := range way.Goals {
			s.add(goal.Text, cond.True)
		}
	}
	return s
}

// addProgram adds the objects that a program is linked from.
func (s *Targets) addProgram(process *eval.Process, obj string, program Entry) {
	for _, ending := range []string{"-objs", "-cxxobjs"} {
		for _, object := range s.tree.list(process, program.Text+ending) {
			s.add(obj+object.Text, object.When)
		}
	}
}

// add adds a word, with what it is made from.
func (s *Targets) add(text string, when cond.Cond) {
	s.words = append(s.words, eval.Word{Text: text, When: when})
	for suffix, others := range intermediates {
		stem, ok := strings.CutSuffix(text, suffix)
		if !ok {
			continue
		}
		for _, other := range others {
			s.words = append(s.words, eval.Word{Text: stem + other, When: when})
		}
	}
}

// Has returns the configurations in which a file is, or may be, one of the
// targets. They may have wild cards (existing-targets in
// scripts/Makefile.build).
func (s *Targets) Has(name eval.MadeName) cond.Cond {
	return s.when(func(word string) bool { return covers(word, string(name)) || s.mayBe(word, string(name)) })
}

// Surely returns the configurations in which a file is one of the targets: a
// word that only a build knows may be another one.
func (s *Targets) Surely(name eval.MadeName) cond.Cond {
	return s.when(func(word string) bool { return covers(word, string(name)) })
}

// when returns the configurations in which one of the words is as wanted.
func (s *Targets) when(wanted func(word string) bool) cond.Cond {
	whens := []cond.Cond{cond.False}
	for _, word := range s.words {
		if wanted(word.Text) {
			whens = append(whens, word.When)
		}
	}
	return s.tree.World.Space.OrAll(whens)
}

// covers reports whether a word, with its wild cards, stands for a file.
func covers(word, name string) bool {
	matches, err := path.Match(path.Clean(word), path.Clean(name))
	return err == nil && matches
}

// mayBe reports whether a word with unknowns may come to be a name.
func (s *Targets) mayBe(text, name string) bool {
	first, last := strings.IndexByte(text, 0), strings.LastIndexByte(text, 0)
	return first >= 0 && len(name) >= first+len(text)-last-1 &&
		strings.HasPrefix(name, text[:first]) && strings.HasSuffix(name, text[last+1:])
}
