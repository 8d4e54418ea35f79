package eval

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/kbuildlint/kbuildlint/cond"
)

func TestRunCases(t *testing.T) { eachCase(t, "run", compareRun) }

// compareRun compares what make -n prints.
func compareRun(c *makeCase) []string {
	r := runner{process: readCase(c), files: map[string]int{}, remade: map[MadeName]bool{}}
	for name := range c.Files {
		r.files[name] = 1
	}
	for _, name := range c.Old {
		r.files[name] = 0
	}
	r.goals()
	if c.Expect.RC != 0 {
		if !r.failed && r.process.live != cond.False {
			return []string{"make stops: " + c.Expect.Stderr}
		}
		return nil
	}
	want := withoutInfo(c)
	if got := r.out.String(); got != want {
		return []string{fmt.Sprintf("got\n%swant\n%s", got, want)}
	}
	return nil
}

// withoutInfo returns what make printed for recipes: lines of $(info) come
// while the makefile is read.
func withoutInfo(c *makeCase) string {
	out := c.Expect.Stdout
	if strings.Contains(c.Files["Makefile"], "$(info") {
		_, out, _ = strings.Cut(out, "\n")
	}
	return out
}

// A runner does what make -n does, in the one configuration that there is.
type runner struct {
	process *Process
	files   map[string]int // the time of each file
	remade  map[MadeName]bool
	deleted []string // intermediate files
	out     strings.Builder
	failed  bool
}

func (r *runner) goals() {
	goals, _ := r.process.expression("$(MAKECMDGOALS)")
	if goals == "" {
		goals, _ = r.process.expression("$(.DEFAULT_GOAL)")
	}
	for _, goal := range fields(goals) {
		r.update(MadeName(goal), nil, nil)
	}
	if len(r.deleted) > 0 {
		fmt.Fprintf(&r.out, "rm %s\n", strings.Join(r.deleted, " "))
	}
}

// update makes a target and reports whether that changed it.
func (r *runner) update(target MadeName, inherited []*TargetAssign, chain []MadeName) bool {
	if changed, ok := r.remade[target]; ok || slices.Contains(chain, target) || r.failed {
		return changed
	}
	bindings := r.process.Bindings(target)
	_, exists := r.files[string(target)]
	if len(bindings) == 0 && !exists {
		r.failed = true
		return false
	}
	changed := !exists
	for _, b := range bindings {
		b.Inherited = inherited
		changed = r.build(b, append(chain, target)) || changed
		mentioned := r.process.mentioned(target) != cond.False
		if b.Rule.Pattern && !exists && !mentioned && len(chain) > 0 {
			r.deleted = append(r.deleted, string(target))
		}
	}
	r.remade[target] = changed
	return changed
}

// build runs the recipe of a binding if it is needed.
func (r *runner) build(b *Binding, chain []MadeName) bool {
	time, exists := r.files[string(b.Target)]
	passed := r.process.Passed(b)
	newer := map[string]bool{}
	for _, name := range b.Prereqs {
		changed := r.update(name.Made, passed, chain)
		newer[string(name.Made)] = !exists || changed || r.files[string(name.Made)] > time
	}
	for _, name := range b.OrderOnly {
		r.update(name.Made, passed, chain)
	}
	needed := !exists
	for _, is := range newer {
		needed = needed || is
	}
	if !needed || r.failed {
		return false
	}
	for _, line := range r.process.ExpandRecipe(b) {
		isNewer := func(name string) bool { return newer[name] }
		text, unknown, ok := r.process.world.At(line.Value, &Configuration{Newer: isNewer})
		if !ok {
			text = "unknown: " + unknown
		}
		r.print(text)
	}
	r.peers(b)
	return len(b.Rule.Recipe) > 0 || !exists
}

// peers marks what one run of a pattern rule makes besides.
func (r *runner) peers(b *Binding) {
	if !b.Rule.Pattern {
		return
	}
	for _, target := range b.Rule.Targets {
		r.remade[target.with(b.Stem).Made] = true
	}
}

// print writes the commands of a recipe line as make -n shows them.
func (r *runner) print(text string) {
	for text != "" {
		line, rest, _ := strings.Cut(text, "\n")
		for strings.HasSuffix(line, `\`) && rest != "" {
			var more string
			more, rest, _ = strings.Cut(rest, "\n")
			line += "\n" + more
		}
		if line = strings.TrimLeft(line, "@-+ \t"); line != "" {
			r.out.WriteString(line + "\n")
		}
		text = rest
	}
}
