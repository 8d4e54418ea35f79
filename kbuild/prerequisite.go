package kbuild

import (
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
)

// A RulePrerequisite is a file that a rule of a directory's own makefiles takes
// for one target.
type RulePrerequisite struct {
	Target string
	eval.Name

	Rule *eval.Rule
	// Pattern is the text of the prerequisite before "%" was replaced in it.
	Pattern string
}

// RulePrerequisites returns what the rules of a process take that are no pattern
// rules.
func (t *Tree) RulePrerequisites(process *eval.Process) []RulePrerequisite {
	var all []RulePrerequisite
	for _, rule := range process.Rules {
		if rule.Pattern || len(rule.Prereqs) == 0 && len(rule.OrderOnly) == 0 {
			continue
		}
		for _, target := range rule.Targets {
			all = append(all, t.prerequisitesOf(rule, target)...)
		}
	}
	return all
}

// PatternPrerequisites returns what the pattern rules of a directory take for the
// files that its lists and its other rules name, and for those that these are
// made from; process is one that has read its makefile.
func (t *Tree) PatternPrerequisites(directory *Directory, process *eval.Process) []RulePrerequisite {
	chains := patternChains{tree: t, unit: directory.Unit, known: map[string]bool{}}
	for _, rule := range process.Rules {
		if rule.Pattern && len(rule.Recipe) > 0 {
			chains.rules = append(chains.rules, rule)
		}
	}
	if len(chains.rules) == 0 {
		return nil
	}
	for _, name := range t.listed(directory).names {
		chains.add(string(t.TargetName(directory.Unit, name)), nil)
	}
	for _, rule := range process.Rules {
		for _, name := range slices.Concat(rule.Targets, rule.Prereqs, rule.OrderOnly) {
			chains.add(string(name.Made), nil)
		}
	}
	return chains.follow()
}

// patternChains are the ways in which files may be made by chains of pattern
// rules, the shortest first.
type patternChains struct {
	tree  *Tree
	unit  *Unit
	rules []*eval.Rule
	known map[string]bool
	queue []chainLink
}

// A chainLink is a file that is to be made, and the targets of the pattern rules
// that what needs it is made with: make uses none of them twice.
type chainLink struct {
	name string
	used []string
}

func (c *patternChains) add(name string, used []string) {
	inside := strings.TrimPrefix(name, string(c.tree.TargetName(c.unit, "")))
	source := c.tree.folder.isFile(path.Join(c.unit.Dir, inside))
	if c.known[name] || source || strings.Contains(name, "%") || c.tree.World.UnknownInText(name) != nil {
		return
	}
	c.known[name] = true
	c.queue = append(c.queue, chainLink{name, used})
}

// follow returns the prerequisites of all links.
func (c *patternChains) follow() []RulePrerequisite {
	var all []RulePrerequisite
	for ; len(c.queue) > 0; c.queue = c.queue[1:] {
		link := c.queue[0]
		for _, rule := range c.rules {
			for _, target := range rule.Targets {
				all = append(all, c.by(rule, target, link)...)
			}
		}
		c.ofKbuild(link)
	}
	return all
}

// by returns what a pattern rule takes for a link, if it may be used.
func (c *patternChains) by(rule *eval.Rule, target eval.Name, link chainLink) []RulePrerequisite {
	pattern := string(target.Made)
	if _, ok := match(pattern, link.name); !ok || slices.Contains(link.used, pattern) {
		return nil
	}
	target.Text, target.Made = link.name, eval.MadeName(link.name)
	prerequisites := c.tree.prerequisitesOf(rule, target)
	for _, needed := range prerequisites {
		c.add(string(needed.Made), append(slices.Clip(link.used), pattern))
	}
	return prerequisites
}

// ofKbuild adds what the pattern rules of kbuild take.
func (c *patternChains) ofKbuild(link chainLink) {
	for _, pattern := range c.tree.directoryPatterns(c.unit) {
		stem, ok := match(pattern.target, link.name)
		shipped := strings.HasSuffix(pattern.sources[0], "_shipped") // which nothing makes
		if ok && !shipped && !slices.Contains(link.used, pattern.target) {
			used := append(slices.Clip(link.used), pattern.target)
			c.add(strings.Replace(pattern.sources[0], "%", stem, 1), used)
		}
	}
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
		pattern := name.Text
		if stem != "" {
			name.Text = strings.Replace(name.Text, "%", stem, 1)
			name.Made = eval.MadeName(strings.Replace(string(name.Made), "%", stem, 1))
		}
		all = append(all, RulePrerequisite{string(target.Made), name, rule, pattern})
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
