package eval

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
)

// A vpath is a vpath directive: where to look for files of a pattern.
type vpath struct {
	pattern pattern
	dirs    []string
	when    cond.Cond
}

// vpath executes a vpath directive whose operands are the same everywhere
// (GNU Make manual, "The vpath Directive").
func (p *Process) vpath(stmt *parser.VPath, c context) {
	alternatives, ok := p.world.Alternatives(p.expand(&stmt.Operand, c.file, c.when), c.when)
	if !ok {
		return
	}
	for _, alternative := range alternatives {
		words := fields(alternative.Text)
		if alternative.When == cond.False || hasUnknown(alternative.Text) {
			continue
		}
		if len(words) < 2 {
			p.clearVPath(words, alternative.When)
			continue
		}
		p.vpaths = append(p.vpaths, vpath{parsePattern(words[0]), directories(words[1:]), alternative.When})
	}
}

// clearVPath takes back the directives for a pattern, or all of them.
func (p *Process) clearVPath(words []string, when cond.Cond) {
	for i := range p.vpaths {
		if len(words) == 0 || p.vpaths[i].pattern == parsePattern(words[0]) {
			p.vpaths[i].when = p.space.Diff(p.vpaths[i].when, when)
		}
	}
}

// directories splits lists of directories at colons and takes one slash off
// the end of each. With two of them make finds nothing there.
func directories(words []string) []string {
	var dirs []string
	for _, word := range words {
		for dir := range strings.SplitSeq(word, ":") {
			if len(dir) > 1 {
				dir = strings.TrimSuffix(dir, "/")
			}
			if dir == "/" || dir != "" && !strings.HasSuffix(dir, "/") {
				dirs = append(dirs, dir)
			}
		}
	}
	return dirs
}

// searchPath returns the name under which make finds a file that does not
// exist where it is named, in the configurations in which it does.
func (p *Process) searchPath(name MadeName) []Alternative {
	if strings.HasPrefix(string(name), "/") || hasUnknown(string(name)) {
		return nil
	}
	var found []Alternative
	for _, v := range p.searchPaths() {
		if v.when == cond.False || !v.pattern.matches(string(name)) {
			continue
		}
		for _, dir := range v.dirs {
			if full := dir + "/" + string(name); p.present(full) {
				found = append(found, Alternative{Text: full, When: v.when})
				break
			}
		}
	}
	return found
}

func (p *Process) present(name string) bool {
	names, _ := p.glob(name)
	return len(names) > 0
}

// searchPaths returns the directives, and behind them what VPATH holds.
func (p *Process) searchPaths() []vpath {
	variable := p.lookupGlobal("VPATH")
	if variable == nil {
		return p.vpaths
	}
	value := p.reference("VPATH", noPlace, cond.True)
	all := slices.Clip(p.vpaths)
	alternatives, _ := p.world.Alternatives(value, cond.True)
	for _, alternative := range alternatives {
		if dirs := directories(fields(alternative.Text)); len(dirs) > 0 && !hasUnknown(alternative.Text) {
			all = append(all, vpath{parsePattern("%"), dirs, alternative.When})
		}
	}
	return all
}

// located replaces the names of files that make finds through its search path
// and that nothing updates by the names they are found under.
func (p *Process) located(names []Name) []Name {
	var out []Name
	for i, name := range names {
		found := p.locate(name)
		if len(found) == 1 && found[0].Made == name.Made && out == nil {
			continue
		}
		if out == nil {
			out = append(out, names[:i]...)
		}
		out = append(out, found...)
	}
	if out == nil {
		return names
	}
	return out
}

func (p *Process) locate(name Name) []Name {
	searched := len(p.vpaths) > 0 || p.lookupGlobal("VPATH") != nil
	if !searched || p.present(string(name.Made)) || len(p.rulesOf(name.Made)) > 0 {
		return []Name{name}
	}
	var names []Name
	for _, found := range p.searchPath(name.Made) {
		other := name
		other.When = p.space.And(name.When, found.When)
		other.Text, other.Made = found.Text, MadeName(found.Text)
		name.When = p.space.Diff(name.When, other.When)
		if other.When != cond.False {
			names = append(names, other)
		}
	}
	if name.When != cond.False {
		names = append(names, name)
	}
	return names
}
