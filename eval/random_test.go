package eval

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// randomSettings are the symbols of random programs.
var randomSettings = []setting{
	{"CONFIG_A", Tristate, []string{"", "m", "y"}},
	{"CONFIG_B", Tristate, []string{"y", "", "m"}},
	{"CONFIG_C", Tristate, []string{"", "y", "m"}},
	{"CONFIG_D", Bool, []string{"", "y"}},
	{"CONFIG_S", Text, []string{"x.o", "", "a b"}},
}

// functions writes the variables that $(call) names.
func (g *generator) functions() {
	bodies := []string{
		"$(1)-$(2)",
		"$(foreach j,$(1),$(j)/$(2))",
		"$(if $(filter %.o,$(1)),$(call " + g.prefix + "f0,$(2),$(1)),none)",
		"$(strip $(foreach s,-y -m -objs,$(" + g.prefix + "$(1)$(s))))",
		"$(sort $(filter-out $(2),$(1)) $(" + "CONFIG_A))",
		g.prefix + "e-$$(CONFIG_B) += <$(1)> $(2)",
		g.prefix + "t/$(1): $(subst %,,$(strip $(2)))",
		"$(if $(filter y,$(1))," + g.prefix + "d := $(2)," + g.prefix + "c = $(1)$(2))",
	}
	if g.text {
		bodies[3] = "$(strip $(foreach s,-y -m -objs,$(1)$(s)))"
	}
	for i, body := range bodies {
		g.line(g.prefix + "f" + strconv.Itoa(i) + " = " + body)
	}
}

// randomProgram returns a program of several random makefiles.
func randomProgram(seed uint64, makefiles int) *program {
	out := &program{files: map[string]string{}, settings: randomSettings}
	for i := range makefiles {
		prefix := fmt.Sprintf("p%d", i)
		g := generator{Rand: rand.New(rand.NewPCG(seed, uint64(i))), prefix: prefix, text: i%3 == 0}
		g.functions()
		g.statements(6 + g.IntN(14))
		name := prefix + ".mk"
		out.makefiles = append(out.makefiles, name)
		out.files[name] = strings.Join(g.lines, "\n") + "\n"
		for _, included := range []string{"inc.mk", "incy.mk", "incm.mk"} {
			g.lines = nil
			g.assign()
			g.assign()
			out.files[prefix+included] = strings.Join(g.lines, "\n") + "\n"
		}
	}
	return out
}

// rounds returns how many random programs to try: KBUILDLINT_MAKE_ROUNDS, or a
// few.
func rounds(few int) int {
	if n, err := strconv.Atoi(os.Getenv("KBUILDLINT_MAKE_ROUNDS")); err == nil {
		return n
	}
	return few
}

// firstSeed returns the seed to begin with: KBUILDLINT_MAKE_SEED, or 1.
func firstSeed() uint64 {
	if n, err := strconv.ParseUint(os.Getenv("KBUILDLINT_MAKE_SEED"), 10, 64); err == nil {
		return n
	}
	return 1
}

func TestRandomMakefiles(t *testing.T) {
	compareRandom(t, 0, rounds(4))
}

// TestRandomMakefilesBlind evaluates with so small a budget that every
// condition of two conditions is one of its own: the answers stay the same.
func TestRandomMakefilesBlind(t *testing.T) {
	compareRandom(t, 1, rounds(2))
}

func compareRandom(t *testing.T, budget, programs int) {
	t.Helper()
	needMake(t)
	total, open := 0, 0
	for i := range programs {
		seed := firstSeed() + uint64(i)
		g := randomProgram(seed, 20)
		g.budget = budget
		differences, answers, unknown := g.compare(t, g.configurations(12))
		total, open = total+answers, open+unknown
		if len(differences) > 0 {
			t.Errorf("seed %d:\n%s", seed, g.explain(t, differences))
		}
	}
	t.Logf("%d answers of make, %d of them unknown to evaluation", total, open)
}

// explain shows the smallest part of a program that still differs.
func (g *program) explain(t *testing.T, differences []difference) string {
	t.Helper()
	config := []map[string]string{differences[0].config}
	small := g
	for _, makefile := range g.makefiles {
		alone := *g
		alone.makefiles = []string{makefile}
		if found, _, _ := alone.compare(t, config); len(found) > 0 {
			small, differences = &alone, found
			break
		}
	}
	if len(small.makefiles) == 1 {
		small, differences = small.shrink(t, config, differences)
	}
	var b strings.Builder
	for _, makefile := range small.makefiles {
		fmt.Fprintf(&b, "%s:\n%s\n", makefile, small.files[makefile])
	}
	for _, d := range differences[:min(len(differences), 3)] {
		b.WriteString(d.String() + "\n")
	}
	return b.String()
}

// shrink takes lines away from the only makefile of a program as long as it
// differs in one configuration.
func (g *program) shrink(t *testing.T, config []map[string]string, differences []difference) (*program,
	[]difference,
) {
	t.Helper()
	name := g.makefiles[0]
	lines := strings.SplitAfter(strings.TrimSuffix(g.files[name], "\n"), "\n")
	for size := max(len(lines)/2, 1); size > 0; size /= 2 {
		for at := 0; at+size <= len(lines); {
			fewer := slices.Delete(slices.Clone(lines), at, at+size)
			smaller := g.with(name, strings.Join(fewer, ""))
			found, _, _ := smaller.compare(t, config)
			same := func(d difference) bool { return d.name == differences[0].name }
			if !slices.ContainsFunc(found, same) {
				at += size
				continue
			}
			found = slices.DeleteFunc(found, func(d difference) bool { return !same(d) })
			g, lines, differences = smaller, fewer, found
		}
	}
	return g, differences
}

func (g *program) with(name, text string) *program {
	out := *g
	out.files = map[string]string{name: text}
	for other, old := range g.files {
		if other != name {
			out.files[other] = old
		}
	}
	return &out
}
