package kbuild

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
)

// products are the names of all files that a directory may make in some
// configuration, relative to it, and of what they are made from.
type products struct {
	names []string
	known map[string]bool
	// sure is the number of names that stand in lists and rules.
	sure int
	// doubtful tells that there may be others, whose names are unknown.
	doubtful bool
}

func (p *products) add(name string) {
	if name != "" && !p.known[name] {
		p.known[name] = true
		p.names = append(p.names, name)
	}
}

// listed returns the products that a directory's lists name: nearly always that
// is all there is to ask for.
func (t *Tree) listed(directory *Directory) *products {
	p := &products{known: map[string]bool{}}
	for _, entry := range directory.Entries {
		switch {
		case t.World.UnknownInText(entry.Text) == nil:
			p.add(entry.Text)
		case strings.HasSuffix(entry.Text, "\x00") || strings.HasSuffix(entry.Text, ".o"):
			p.doubtful = true
		}
	}
	for i := range directory.Objects {
		for _, part := range directory.Objects[i].Parts {
			p.add(part.Name)
		}
	}
	return p
}

// complete adds the targets and prerequisites of rules, the words of all other
// variables that name a file, and what all these are made from.
func (t *Tree) complete(p *products, directory *Directory, process *eval.Process) {
	p.doubtful = p.doubtful || process.Lost() != cond.False || directory.Unclear != cond.False
	obj := string(t.TargetName(directory.Unit, ""))
	for _, rule := range process.Rules {
		for _, names := range [][]eval.Name{rule.Targets, rule.Prereqs, rule.OrderOnly} {
			for _, name := range names {
				p.add(strings.TrimPrefix(string(name.Made), obj))
			}
		}
	}
	p.sure = len(p.names)
	for _, name := range process.OwnNames() {
		for _, word := range t.World.Words(process.ValueOf(name)) {
			if t.World.UnknownInText(word.Text) == nil && strings.Contains(word.Text, ".") {
				p.add(strings.TrimPrefix(word.Text, obj))
			}
		}
	}
	t.addSources(p, directory.Unit, process)
}

// addSources adds what the products are made from by pattern rules.
func (t *Tree) addSources(p *products, unit *Unit, process *eval.Process) {
	obj := string(t.TargetName(unit, ""))
	patterns := append(staticPatterns(process), t.ownPatterns(process)...)
	patterns = append(patterns, t.directoryPatterns(unit)...)
	for i := 0; i < len(p.names) && i < maxProducts; i++ {
		for _, pattern := range patterns {
			stem, ok := match(pattern.target, obj+p.names[i])
			if !ok || pattern.target == obj+"%" {
				continue // what is shipped is shipped once
			}
			for _, source := range pattern.sources {
				p.add(strings.TrimPrefix(strings.Replace(source, "%", stem, 1), obj))
			}
		}
	}
}

// maxProducts bounds the names that are followed: pattern rules may go on for
// ever.
const maxProducts = 10000

// staticPatterns returns the static pattern rules of a process.
func staticPatterns(process *eval.Process) []*sourcePattern {
	var patterns []*sourcePattern
	for _, rule := range process.Rules {
		if rule.Static == nil {
			continue
		}
		pattern := &sourcePattern{target: string(rule.Static.Made), when: cond.True}
		for _, name := range rule.Prereqs {
			pattern.sources = append(pattern.sources, string(name.Made))
		}
		patterns = append(patterns, pattern)
	}
	return patterns
}
