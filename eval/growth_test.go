package eval

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// A shape is a family of makefiles that grow with n. The value of V is to grow
// no faster than they do.
type shape struct {
	name string
	text func(n int) string
	// pieces and nodes are the most that each step of n may add to V and to
	// the algebra of conditions.
	pieces, nodes int
}

// repeat writes a line n times; %[1]d in it is the number of the repetition.
func repeat(line, last string) func(int) string {
	return func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, line, i)
		}
		return b.String() + last
	}
}

var shapes = []shape{
	{"append under conditions", repeat("ifdef CONFIG_%[1]d\nV += %[1]d.o\nendif\n", ""), 2, 8},
	{"append to a computed name", repeat("V-$(CONFIG_%[1]d) += %[1]d.o\n", "V := $(V-y) $(V-m)\n"), 6, 20},
	{"append to a simple value", repeat("V-$(CONFIG_%[1]d) := $(V-$(CONFIG_%[1]d)) %[1]d.o\n", "V := $(V-y)\n"), 4, 20},
	{"grow at the end", repeat("ifdef CONFIG_%[1]d\nV := $(V)b\nendif\n", ""), 4, 12},
	{"grow in front", repeat("ifdef CONFIG_%[1]d\nV := b $(V)\nendif\n", ""), 4, 12},
	// Each value but the last gives way to all that follow.
	{"replace", repeat("ifdef CONFIG_%[1]d\nV := %[1]d.o\nendif\n", ""), 2, 600},
	{"two arms", repeat("ifdef CONFIG_%[1]d\nV += %[1]d.o\nelse\nV += no%[1]d.o\nendif\n", ""), 4, 12},
	{"default value", repeat("ifdef CONFIG_%[1]d\nV ?= %[1]d\nendif\n", ""), 2, 12},
	{"one condition again and again", repeat("ifdef CONFIG_A\nV += %[1]d.o\nendif\n", ""), 2, 4},
	{"filter-out of conditional words", repeat("V-$(CONFIG_%[1]d) += %[1]d.o\n",
		"V := $(filter-out $(V-y),$(V-m))\n"), 2, 20},
	{"filter of conditional words", repeat("V-$(CONFIG_%[1]d) += %[1]d.o\n", "V := $(filter %.o,$(V-y))\n"), 2, 20},
	{"comparison with nothing", repeat("V-$(CONFIG_%[1]d) += %[1]d.o\n",
		"ifneq ($(filter-out $(V-y),$(V-m)),)\nV := some\nendif\n"), 1, 40},
	{"substitution reference", repeat("V-$(CONFIG_%[1]d) += %[1]d.o\n",
		"V := $(V-y:.o=.c) $(patsubst %.o,dir/%.o,$(V-m))\n"), 4, 20},
	{"sort", repeat("V-$(CONFIG_%[1]d) += %[1]d.o both.o\n", "V := $(sort $(V-y) $(V-m))\n"), 2, 120},
	{"addprefix and notdir", repeat("V-$(CONFIG_%[1]d) += %[1]d.o\n",
		"V := $(notdir $(addprefix d/,$(V-y)))\n"), 2, 20},
	{"loop and call", repeat("V-$(CONFIG_%[1]d) += %[1]d.o\n%[1]d-y := a%[1]d.o b.o\n",
		"f = $(or $($(1:.o=-y)),$(1))\nV := $(foreach m,$(V-y),$(call f,$(m)))\n"), 8, 40},
	{"loop and eval", repeat("V-$(CONFIG_%[1]d) += %[1]d.o\n", "$(foreach m,$(V-y),$(eval V += $(m)))\n"), 2, 80},
	{"nested conditions", func(n int) string {
		n = min(n, 200)
		return repeat("ifdef CONFIG_%[1]d\nV += %[1]d.o\n", "")(n) + strings.Repeat("endif\n", n)
	}, 2, 12},
	{"chain of else", func(n int) string {
		return "ifdef CONFIG_X\nV := x\n" + repeat("else ifdef CONFIG_%[1]d\nV := %[1]d.o\n", "")(n) + "endif\n"
	}, 2, 40},
	{"computed twice", repeat("V-$(CONFIG_%[1]d)$(CONFIG_A) += %[1]d.o\n", "V := $(V-y) $(V-ym)\n"), 6, 90},
	{"if in a list", repeat("V += $(if $(CONFIG_%[1]d),%[1]d.o,no.o)\n", "V := $(V)\n"), 8, 12},
	{"recursive chain", repeat("V%[1]d = $(V-$(CONFIG_%[1]d)) %[1]d.o\nV += $(V%[1]d)\n", "V := $(V)\n"), 8, 16},
	{"rules", repeat("V-$(CONFIG_%[1]d) += %[1]d.o\n", "$(V-y): %.o: %.c $(V-m)\n\techo\nV := done\n"), 1, 20},
	{"quoted symbol", repeat("V += -D$(CONFIG_%[1]d)=%[1]d\n", "V := $(V)\n"), 8, 12},
}

// slow is far above what a shape takes on any machine.
const slow = 20 * time.Second

func TestGrowth(t *testing.T) {
	for _, s := range shapes {
		t.Run(s.name, func(t *testing.T) {
			for _, n := range []int{10, 100, 1000} {
				start := time.Now()
				p := evaluateText(s.text(n))
				pieces, nodes := 0, p.space.NodeCount()
				if variable := p.Lookup("V"); variable != nil {
					pieces = countPieces(variable.Value)
				}
				if pieces > s.pieces*n+10 || nodes > s.nodes*n+400 {
					t.Errorf("n = %d: %d pieces, %d nodes", n, pieces, nodes)
				}
				if took := time.Since(start); took > slow {
					t.Fatalf("n = %d took %v", n, took)
				}
				t.Logf("n = %d: %d pieces, %d nodes, %v", n, pieces, nodes, time.Since(start))
			}
		})
	}
}

func evaluateText(text string) *Process {
	p := NewProcess(Options{World: NewWorld(), Dir: "/dir", Files: memoryFiles{}})
	p.RunAs("Makefile", parser.Parse(source.NewFile("Makefile", text)))
	return p
}

func countPieces(v *Value) int {
	count := len(v.Pieces)
	for i := range v.Pieces {
		if v.Pieces[i].Value != nil {
			count += countPieces(v.Pieces[i].Value)
		}
	}
	return count
}
