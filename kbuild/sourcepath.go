package kbuild

import (
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
)

// SeparateBuild returns the kind of build in which the objects of a unit are not
// among its sources, so that names tell the one from the other; false if
// there is none.
func (u *Unit) SeparateBuild() (Build, bool) {
	last := u.Builds[len(u.Builds)-1]
	return last, u.Role == DirectoryRole && (last == Separate || last == SeparateModule)
}

// SourcePath returns the path in the tree that a process means by a name, in the
// build that Unit.SeparateBuild tells; false for what is not among the sources.
func (t *Tree) SourcePath(build Build, name string) (string, bool) {
	paths := PathsOf(t.Version, build)
	if !strings.HasPrefix(name, "/") {
		name = path.Join(paths.Dir, name)
	}
	name = path.Clean(name)
	root := kernelDir
	if build == SeparateModule {
		root = moduleDir
	}
	switch {
	case name == paths.Dir || strings.HasPrefix(name, paths.Dir+"/"):
		return "", false
	case name == root:
		return ".", true
	case strings.HasPrefix(name, root+"/"):
		return strings.TrimPrefix(name, root+"/"), true
	}
	return "", false
}

// Makes returns the configurations in which a directory makes a file that is not
// among its sources. name is relative to the directory.
func (s *Sources) Makes(name string) cond.Cond {
	if s.tree.folder.exists(path.Join(s.directory.Unit.Dir, name)) {
		return cond.False
	}
	return s.find(s.tree.TargetName(s.directory.Unit, name))
}

// IsGenerated reports whether only builds make the files of a name, whatever
// the makefile at hand says.
func IsGenerated(name string) bool { return isGenerated(name) }

// A RulePrerequisite is a file that a rule of a directory's own makefiles takes for
// one target.
type RulePrerequisite struct {
	Target string
	eval.Name

	Rule *eval.Rule
}

// RulePrerequisites returns what the rules of a directory take, those of patterns
// for each file that the directory may make; process is one that has read its
// makefile.
func (t *Tree) RulePrerequisites(directory *Directory, process *eval.Process) []RulePrerequisite {
	var all []RulePrerequisite
	var made *products
	for _, rule := range process.Rules {
		targets := rule.Targets
		if len(rule.Prereqs) == 0 && len(rule.OrderOnly) == 0 {
			continue
		}
		if rule.Pattern {
			if made == nil {
				made = t.listed(directory)
				t.complete(made, directory, process)
			}
			targets = made.matching(t, directory, rule)
		}
		for _, target := range targets {
			all = append(all, t.prerequisitesOf(rule, target)...)
		}
	}
	return all
}

// matching returns the products that the targets of a pattern rule match.
func (p *products) matching(t *Tree, directory *Directory, rule *eval.Rule) []eval.Name {
	var targets []eval.Name
	for _, product := range p.names {
		name := t.TargetName(directory.Unit, product)
		for _, pattern := range rule.Targets {
			if _, ok := match(string(pattern.Made), string(name)); ok && !strings.Contains(product, "%") {
				pattern.Text, pattern.Made = string(name), name
				targets = append(targets, pattern)
			}
		}
	}
	return targets
}

// prerequisitesOf returns what a rule takes for one of its targets.
func (t *Tree) prerequisitesOf(rule *eval.Rule, target eval.Name) []RulePrerequisite {
	stem, ok := matchedStem(rule, target)
	if !ok || t.World.UnknownInText(target.Text) != nil {
		return nil
	}
	var all []RulePrerequisite
	for _, name := range append(slices.Clip(rule.Prereqs), rule.OrderOnly...) {
		if name.When = t.World.Space.And(name.When, target.When); name.When == cond.False {
			continue
		}
		if stem != "" {
			name.Text = strings.Replace(name.Text, "%", stem, 1)
			name.Made = eval.MadeName(strings.Replace(string(name.Made), "%", stem, 1))
		}
		all = append(all, RulePrerequisite{string(target.Made), name, rule})
	}
	return all
}

// matchedStem returns what "%" stands for in the prerequisites of a rule, "" where it
// is no pattern; false for a target that its pattern does not match.
func matchedStem(rule *eval.Rule, target eval.Name) (string, bool) {
	patterns := rule.Targets
	switch {
	case rule.Static != nil:
		patterns = []eval.Name{*rule.Static}
	case !rule.Pattern:
		return "", true
	}
	for _, pattern := range patterns {
		if stem, ok := match(string(pattern.Made), string(target.Made)); ok {
			return stem, true
		}
	}
	return "", false
}
