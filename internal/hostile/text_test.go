package hostile

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const (
	// absent is a defect that shows that the lines around it are judged.
	absent      = "obj-m += absent.o\n"
	foundAbsent = "absent.o has nothing to be made from"
	tooMuch     = "warning: this is too much to follow"
	tooLarge    = "hostile/Makefile:1:1: warning: can't read this makefile: larger than 16 MB"
	megabyte    = 1 << 20
)

// An input is a text of a makefile with what is to be said of it.
type input struct {
	name string
	text func() string
	want string
}

// repeat returns a text many times, with others around it.
func repeat(before, unit string, times int, after string) func() string {
	return func() string { return before + strings.Repeat(unit, times) + after }
}

// each returns what a format makes of the numbers below a bound.
func each(times int, format string, after string) func() string {
	return func() string {
		var text strings.Builder
		for i := range times {
			fmt.Fprintf(&text, format, i, i+1)
		}
		return text.String() + after
	}
}

func just(text string) func() string { return func() string { return text } }

const nested = 100_000

var inputs = []input{
	{"line of 200 KB", repeat("X := ", "a", 200_000, "\n"+absent), "hostile/Makefile:2:10: error: " + foundAbsent},
	{
		"list of 200 KB", repeat("obj-m := ", "absent.o ", 22_000, "\n"),
		"hostile/Makefile:1:197992: error: " + foundAbsent,
	},
	{"line of 15 MB", repeat("X := ", "a", 15*megabyte, "\n"+absent), "hostile/Makefile:2:10: error: " + foundAbsent},
	{"line of 50 MB", repeat("X := ", "a", 50*megabyte, "\n"+absent), tooLarge},
	{"list of 15 MB", repeat("obj-m := ", "ab.o ", 3*megabyte, "\n"), "hostile/Makefile:1:1: " + tooMuch},
	{"makefile of 50 MB", repeat("", "X += a\n", 7*megabyte, absent), tooLarge},
	{"makefile of 15 MB", repeat("", "X += a\n", 2*megabyte, absent), ":1: " + tooMuch},
	{
		"comments of 15 MB", repeat("", "# a\n", 3*megabyte, absent),
		"hostile/Makefile:80001:1: warning: the lines from here",
	},
	{"rules of 15 MB", repeat("", "a: b\n", 3*megabyte, absent), ":1: " + tooMuch},
	{"open references", repeat("X := ", "$(", nested, "\n"+absent), "hostile/Makefile:1:"},
	{
		"nested references", repeat("X := ", "$(", nested, strings.Repeat(")", nested)+"\n"+absent),
		"hostile/Makefile:1:",
	},
	{
		"nested functions", repeat("X := ", "$(strip ", nested, strings.Repeat(")", nested)+"\n"+absent),
		"warning: references nested too deeply to follow",
	},
	{
		"nested conditionals", repeat("", "ifdef CONFIG_A\n", nested, strings.Repeat("endif\n", nested)+absent),
		"hostile/Makefile:1001:1: warning: conditionals nested too deeply",
	},
	{"open conditionals", repeat(absent, "ifdef A\n", nested, ""), "hostile/Makefile:2:1: error: missing 'endif'"},
	{"nested defines", repeat("", "define A\n", nested, strings.Repeat("endef\n", nested)+absent), foundAbsent},
	{"open defines", repeat(absent, "define A\n", nested, ""), "hostile/Makefile:2:1: error: missing 'endef'"},
	{
		"exponential variables", each(64, "a%d = $(a%[2]d)$(a%[2]d)\n", "a64 = x\nobj-m += $(a0).o\n"),
		"hostile/Makefile:66:1: " + tooMuch,
	},
	{"exponential values", func() string {
		var text strings.Builder
		for i := 64; i > 0; i-- {
			fmt.Fprintf(&text, "a%d := $(a%d) $(a%[2]d) x\n", i-1, i)
		}
		return text.String() + "obj-m += $(a0)\n"
	}, tooMuch},
	{"value that grows", each(30_000, "X := $(X) a%d b%d\n", absent), tooMuch},
	{
		"substitution that grows", repeat("X := ", "$(subst a,aa,", 60, "a"+strings.Repeat(")", 60)+"\n"),
		"hostile/Makefile:1:1: " + tooMuch,
	},
	{"self-reference", just("A = $(A) x\nobj-m += $(A)\n"), "hostile/Makefile:1:5: error: Recursive variable 'A'"},
	{"mutual reference", just("A = $(B)\nB = $(A)\nobj-m += $(A)\n"), "error: Recursive variable 'A'"},
	{"endless call", just("f = $(call f,$(1)x)\nobj-m += $(call f,a)\n"), "warning: calls nested too deeply to follow"},
	{
		"endless eval", just("define A\nX += y\n$(eval $(call A))\n$(eval $(call A))\nendef\n$(eval $(call A))\n"),
		tooMuch,
	},
	{"eval of itself", just("A = $(eval $(A))\n$(A)\n"), "hostile/Makefile:1:12: error: Recursive variable 'A'"},
	{"foreach over a product", each(1000, "L += a%d b%d\n", "obj-m += $(foreach i,$(L),$(foreach j,$(L),"+
		"$(foreach k,$(L),$(i)$(j)$(k).o)))\n"), "hostile/Makefile:1001:1: " + tooMuch},
	{"filter of a product", repeat("L := ", "a% ", 20_000, "\nX := $(filter-out $(L),$(L))\n"), tooMuch},
	{"condition over 200 symbols", each(200, "ifdef CONFIG_S%d\nX%d += a\nendif\n",
		"ifneq ("+strings.Join(split200(), "")+",)\nobj-m += b.o\nendif\n"+absent), foundAbsent},
	{
		"200 nested symbols", each(199, "ifdef CONFIG_S%d\n#%d\n", absent+strings.Repeat("endif\n", 199)),
		foundAbsent,
	},
	{"rules", each(100_000, "t%d: d%d\n\techo $@\n", absent), tooMuch},
	{"pattern rules", each(10_000, "%%.a%d: %%.b%d\n\techo $@\n", absent), tooMuch},
	{"recipe lines", repeat("a:\n", "\t$(call if_changed,x)\n", nested, absent), tooMuch},
	{"comments to us", repeat("", "# kbuildlint: ignore x\n", nested, absent), "behind this one are too many to read"},
	{"ten thousand findings", each(10_000, "obj-m += absent%d.o # %d\n", ""), "absent9999.o has nothing"},
	{"invalid UTF-8", just("X := \xff\xfe\x80\n" + absent), foundAbsent},
	{"NUL bytes", just("X := a\x00b\nobj-m += \x00c.o\n" + absent), `hostile/Makefile:2:10: error: \x00c.o`},
	{"CRLF", just(strings.ReplaceAll(absent, "\n", "\r\n")), foundAbsent},
	{"BOM", just("\xef\xbb\xbf" + absent), "hostile/Makefile:1:13: error: " + foundAbsent},
	{"no final newline", just(strings.TrimSpace(absent)), foundAbsent},
	{"open define", just(absent + "define A\nx\n"), "hostile/Makefile:2:1: error: missing 'endef'"},
	{"open ifdef", just(absent + "ifdef A\nx=1\n"), "hostile/Makefile:2:1: error: missing 'endif'"},
	{"open reference", just(absent + "X := $(A\n"), "hostile/Makefile:2:6: error: unterminated variable reference"},
	{"include of itself", just("include $(src)/Makefile\n" + absent), foundAbsent},
	{"include of a pipe", just("include /dev/stdin /dev/tty\n" + absent), foundAbsent},
}

func split200() []string {
	var names []string
	for i := range 200 {
		names = append(names, fmt.Sprintf("$(X%d)", i))
	}
	return names
}

// TestTexts judges each text.
func TestTexts(t *testing.T) {
	for _, in := range inputs {
		t.Run(in.name, func(t *testing.T) {
			dir := plant(t)
			write(t, filepath.Join(dir, "hostile/Makefile"), in.text())
			o := check(t, dir)
			o.judged(t, in.want)
			t.Logf("%6.2f s %5d MB", o.took.Seconds(), o.memory>>10)
		})
	}
}

// BenchmarkTexts is the table of the texts: time and peak memory.
func BenchmarkTexts(b *testing.B) {
	for _, in := range inputs {
		b.Run(strings.ReplaceAll(in.name, " ", "-"), func(b *testing.B) {
			dir := plant(b)
			write(b, filepath.Join(dir, "hostile/Makefile"), in.text())
			var memory int64
			var took time.Duration
			for b.Loop() {
				o := check(b, dir)
				memory, took = max(memory, o.memory), max(took, o.took)
			}
			b.ReportMetric(float64(memory>>10), "MB")
			b.ReportMetric(took.Seconds(), "s-max")
		})
	}
}
