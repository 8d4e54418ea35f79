package kbuild

import (
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
)

// A Sources knows how the files of one directory come to be: from the rules
// of its own makefiles, the pattern rules of kbuild and the sources in the
// tree.
type Sources struct {
	tree      *Tree
	directory *Directory
	process   *eval.Process
	view      *view
	// linked are what kbuild links: programs and composite modules.
	linked   map[string]cond.Cond
	wrappers []wrapper
	patterns []*sourcePattern
	used     map[*sourcePattern]bool
	// Unclear are the configurations in which the directory has rules of
	// unknown targets.
	Unclear cond.Cond
}

// Sources returns what is known of the files of a directory; process is the
// one that has read its makefile.
func (t *Tree) Sources(directory *Directory, process *eval.Process) *Sources {
	s := &Sources{
		tree: t, directory: directory, process: process,
		view:   t.start(directory.Unit.Builds[0], directory.Unit.Arch).view,
		linked: map[string]cond.Cond{}, used: map[*sourcePattern]bool{}, Unclear: t.unclear(process),
	}
	for _, entry := range directory.Entries {
		if entry.isProgram() {
			t.widen(s.linked, string(t.TargetName(directory.Unit, entry.Text)), entry.When)
		}
	}
	for _, object := range directory.Objects {
		if object.List == "obj-m" || strings.HasPrefix(object.List, "dtb-") {
			t.widen(s.linked, string(t.TargetName(directory.Unit, object.Name)), object.Composite)
		}
	}
	if t.Dialect == Modules {
		s.wrap()
	}
	s.patterns = append(t.ownPatterns(process), t.directoryPatterns(directory.Unit)...)
	return s
}

// Missing returns the configurations in which a file of the directory is no
// source and make finds no way to make it. name is relative to the directory.
func (s *Sources) Missing(name string) cond.Cond {
	for source := range s.tree.sourceNames(name) {
		if s.tree.folder.isFile(path.Join(s.directory.Unit.Dir, source)) {
			return cond.False
		}
	}
	if s.madeElsewhere(name) {
		return cond.False
	}
	found := s.find(eval.MadeName(eval.MakeName(string(s.tree.TargetName(s.directory.Unit, name)))))
	return s.tree.World.Space.Not(s.tree.World.Space.Or(found, s.Unclear))
}

// A sourcePattern is a pattern rule: what the files of one ending are made
// from.
type sourcePattern struct {
	target  string
	sources []string
	when    cond.Cond
}

// find returns the configurations in which a file is there or can be made. As
// in make, no pattern rule is used twice in one chain.
func (s *Sources) find(name eval.MadeName) cond.Cond {
	if s.isFile(string(name)) {
		return cond.True
	}
	space := s.tree.World.Space
	when := s.byRule(name)
	for _, pattern := range s.patterns {
		stem, ok := match(pattern.target, string(name))
		if !ok || s.used[pattern] || when == cond.True {
			continue
		}
		s.used[pattern] = true
		when = space.Or(when, s.byPattern(pattern, stem))
		s.used[pattern] = false
	}
	return when
}

// byPattern returns the configurations in which all that a pattern rule takes
// is there or can be made.
func (s *Sources) byPattern(pattern *sourcePattern, stem string) cond.Cond {
	when := pattern.when
	for _, source := range pattern.sources {
		if when == cond.False {
			break
		}
		name := eval.MadeName(strings.Replace(source, "%", stem, 1))
		if s.isOwn(name) {
			when = s.tree.World.Space.And(when, s.find(name))
		}
	}
	return when
}

// isOwn reports whether a file is one of the directory. What others make is
// taken to be there.
func (s *Sources) isOwn(name eval.MadeName) bool {
	return strings.HasPrefix(string(name), string(s.tree.TargetName(s.directory.Unit, "")))
}

// byRule returns the configurations in which an explicit rule of the
// directory's own makefiles makes a file, or kbuild links it.
func (s *Sources) byRule(name eval.MadeName) cond.Cond {
	when, ok := s.linked[string(name)]
	if !ok {
		when = cond.False
	}
	for _, binding := range s.process.Bindings(name) {
		if len(binding.Rule.Recipe) > 0 {
			when = s.tree.World.Space.Or(when, binding.When)
		}
	}
	return when
}

func (s *Sources) isFile(name string) bool {
	folder, inside := s.view.locate(name)
	return folder != nil && folder.isFile(inside)
}

// match returns what "%" stands for in a name that matches a pattern.
func match(pattern, name string) (stem string, ok bool) {
	before, after, _ := strings.Cut(pattern, "%")
	if len(name) <= len(before)+len(after) || !strings.HasPrefix(name, before) || !strings.HasSuffix(name, after) {
		return "", false
	}
	return name[len(before) : len(name)-len(after)], true
}

// unclear returns the configurations in which a process has rules that
// evaluation does not know the targets of.
func (t *Tree) unclear(process *eval.Process) cond.Cond {
	when := process.Lost()
	for _, rule := range process.Rules {
		for _, target := range rule.Targets {
			if t.World.UnknownInText(target.Text) != nil {
				when = t.World.Space.Or(when, target.When)
			}
		}
	}
	return when
}

// ownPatterns returns the pattern rules of a directory's own makefiles.
func (t *Tree) ownPatterns(process *eval.Process) []*sourcePattern {
	var patterns []*sourcePattern
	for _, rule := range process.Rules {
		if !rule.Pattern || len(rule.Recipe) == 0 {
			continue
		}
		var sources []string
		for _, name := range rule.Prereqs {
			sources = append(sources, string(name.Made))
		}
		for _, target := range rule.Targets {
			patterns = append(patterns, &sourcePattern{string(target.Made), sources, target.When})
		}
	}
	return patterns
}

// directoryPatterns returns the pattern rules that kbuild has for a directory.
func (t *Tree) directoryPatterns(unit *Unit) []*sourcePattern {
	known := t.patterns()
	patterns := make([]*sourcePattern, len(known))
	for i, pattern := range known {
		patterns[i] = &sourcePattern{
			string(t.TargetName(unit, pattern[0])), []string{string(t.TargetName(unit, pattern[1]))}, cond.True,
		}
	}
	return patterns
}

// TargetName returns the name that make has in the process of a directory for
// a file that is made there.
func (t *Tree) TargetName(unit *Unit, name string) eval.MadeName {
	obj := unit.Dir
	if t.Dialect != Linux {
		obj = t.objOf(unit, t.start(unit.Builds[0], unit.Arch))
	}
	if obj == "." {
		return eval.MadeName(name)
	}
	return eval.MadeName(obj + "/" + name)
}

// readPatterns returns the targets and sources of the pattern rules of
// scripts/Makefile.build and of what it includes.
func (t *Tree) readPatterns() [][2]string {
	p := t.scripts()
	if p == nil && !t.Version.AtLeast(6, 5) {
		return append(slices.Clip(knownPatterns), overlayPattern)
	}
	if p == nil {
		return knownPatterns
	}
	var patterns [][2]string
	for _, rule := range p.Rules {
		if !rule.Pattern || len(rule.Prereqs) == 0 {
			continue
		}
		source, ok := strings.CutPrefix(string(rule.Prereqs[0].Made), anyDir+"/")
		if !ok || !strings.Contains(source, "%") {
			continue
		}
		for _, target := range rule.Targets {
			patterns = append(patterns, [2]string{strings.TrimPrefix(string(target.Made), anyDir+"/"), source})
		}
	}
	return patterns
}

// knownPatterns are the pattern rules of kbuild for a module whose kernel is
// not at hand (scripts/Makefile.build, scripts/Makefile.host and
// scripts/Makefile.lib of 5.4 to 7.0).
var knownPatterns = [][2]string{
	{"%.o", "%.c"},
	{"%.o", "%.S"},
	{"%.o", "%.rs"},
	{"%", "%_shipped"},
	{"%.lds", "%.lds.S"},
	{"%.asn1.c", "%.asn1"},
	{"%.asn1.h", "%.asn1"},
	{"%.lex.c", "%.l"},
	{"%.tab.c", "%.y"},
	{"%.tab.h", "%.y"},
	{"%.dtb.S", "%.dtb"},
	{"%.dtb", "%.dts"},
	{"%.dtbo.S", "%.dtbo"},
	{"%.dtbo", "%.dtso"},
}

// overlayPattern is what kbuild had up to 6.4 for an overlay whose source was
// not called .dtso yet (scripts/Makefile.lib of 6.1).
var overlayPattern = [2]string{"%.dtbo", "%.dts"}
