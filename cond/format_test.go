package cond

import (
	"fmt"
	"maps"
	"strings"
	"testing"
)

func TestFormat(t *testing.T) {
	s := NewSpace()
	tri := s.Declare("CONFIG_T", "", "m", "y")
	yes := func(name string) Cond { return s.Is(s.Declare(name, "", "y"), "y") }
	a, b, c, d := yes("CONFIG_A"), yes("CONFIG_B"), yes("CONFIG_C"), yes("CONFIG_D")
	arch := s.Declare("ARCH", "arm", "mips", "riscv", "x86")
	build := s.Declare("the build", "in the tree", "with M=")
	level := s.Declare("CONFIG_L", "", "1", "2", "3", "4")
	test := s.Is(s.Opaque("k", "the compiler takes -Wx"), "y")
	is := func(d Domain, values ...string) Cond {
		any := False
		for _, v := range values {
			any = s.Or(any, s.Is(d, v))
		}
		return any
	}
	for want, c := range map[string]Cond{
		"":                             True,
		"never":                        False,
		"CONFIG_A=y":                   a,
		"CONFIG_A is not set":          s.Not(a),
		"CONFIG_T is not set":          is(tri, ""),
		"CONFIG_T=m":                   is(tri, "m"),
		"CONFIG_T is set":              is(tri, "m", "y"),
		"CONFIG_T is not y":            is(tri, "", "m"),
		"CONFIG_T is not m":            is(tri, "", "y"),
		"CONFIG_L is one of 1, 2":      is(level, "1", "2"),
		"CONFIG_L is none of 2, 3":     is(level, "", "1", "4"),
		"CONFIG_L is set":              s.Not(is(level, "")),
		"ARCH is arm":                  is(arch, "arm"),
		"ARCH is not mips":             s.Not(is(arch, "mips")),
		"ARCH is one of mips, x86":     is(arch, "mips", "x86"),
		"the build is with M=":         is(build, "with M="),
		"the build is in the tree":     s.Not(is(build, "with M=")),
		"the compiler takes -Wx":       test,
		"not (the compiler takes -Wx)": s.Not(test),

		"CONFIG_A=y and CONFIG_B is not set":                         s.Diff(a, b),
		"CONFIG_A=y or CONFIG_B=y or CONFIG_C=y":                     s.OrAll([]Cond{c, b, a}),
		"CONFIG_A=y and (CONFIG_B=y or CONFIG_C=y)":                  s.And(a, s.Or(b, c)),
		"CONFIG_A=y or (CONFIG_B=y and CONFIG_C=y)":                  s.Or(a, s.And(b, c)),
		"(CONFIG_A=y or CONFIG_B=y) and (CONFIG_C=y or CONFIG_D=y)":  s.And(s.Or(a, b), s.Or(c, d)),
		"(CONFIG_A=y and CONFIG_B=y) or (CONFIG_C=y and CONFIG_D=y)": s.Or(s.And(a, b), s.And(c, d)),
		"CONFIG_A=y and (CONFIG_B=y or (CONFIG_C=y and CONFIG_D=y))": s.And(a, s.Or(b, s.And(c, d))),
		"CONFIG_T=y or (CONFIG_A=y and CONFIG_T is set)":             s.Or(is(tri, "y"), s.And(a, is(tri, "m"))),
		"ARCH is not arm and CONFIG_A=y and the compiler takes -Wx":  s.AndAll(test, s.Not(is(arch, "arm")), a),

		"(CONFIG_A is not set and CONFIG_B=y) or " +
			"(CONFIG_A=y and CONFIG_B is not set)": s.Or(s.Diff(a, b), s.Diff(b, a)),
	} {
		if got := s.Format(c); got != want {
			t.Errorf("Format gives %q, want %q", got, want)
		}
	}
}

func TestFormatCutsLongText(t *testing.T) {
	s := NewSpace()
	var each []Cond
	for i := range 14 {
		each = append(each, s.Is(s.Declare(fmt.Sprintf("CONFIG_N%02d", i), "", "y"), "y"))
	}
	pairs := s.Or(s.And(each[0], each[13]), s.And(each[1], each[12]))
	for want, c := range map[string]Cond{
		"CONFIG_N00=y and CONFIG_N01=y and CONFIG_N02=y and CONFIG_N03=y and " +
			"a condition over CONFIG_N04, CONFIG_N05 and 8 more": s.AndAll(each...),
		"CONFIG_N00=y or CONFIG_N01=y or CONFIG_N02=y or CONFIG_N03=y or " +
			"a condition over CONFIG_N04, CONFIG_N05 and 8 more": s.OrAll(each),
		"CONFIG_N02=y and CONFIG_N03=y and CONFIG_N04=y and CONFIG_N05=y and " +
			"a condition over CONFIG_N00, CONFIG_N01 and 8 more": s.AndAll(append(each[2:12:12], pairs)...),
	} {
		if got := s.Format(c); got != want {
			t.Errorf("Format gives %q, want %q", got, want)
		}
	}
}

// TestFormatGivesUp asks for conditions without a short form, and for one without a small diagram.
func TestFormatGivesUp(t *testing.T) {
	s := NewSpace()
	odd, pairs := False, False
	for i := range 40 {
		a := s.Is(s.Declare(fmt.Sprintf("CONFIG_A%02d", i), "", "y"), "y")
		b := s.Is(s.Declare(fmt.Sprintf("CONFIG_B%02d", i), "", "y"), "y")
		odd = s.Or(s.Diff(odd, a), s.Diff(a, odd))
		pairs = s.Or(pairs, s.And(a, b))
	}
	if got, want := s.Format(odd), "a condition over CONFIG_A00, CONFIG_A01 and 38 more"; got != want {
		t.Errorf("Format gives %q, want %q", got, want)
	}
	if got, want := s.Format(pairs), "a condition over CONFIG_A00, CONFIG_A01 and 78 more"; got != want {
		t.Errorf("Format gives %q, want %q", got, want)
	}
}

func TestFormatMeansTheCondition(t *testing.T) {
	for name, w := range spaces() {
		t.Run(name, func(t *testing.T) {
			r := random(t)
			exact := 0
			for range rounds {
				c := w.build(randomTree(r, 4))
				text := w.Format(c)
				if !strings.Contains(text, vagueWords) {
					exact++
				}
				w.checkText(t, c, text)
			}
			if exact < rounds/2 {
				t.Errorf("only %d of %d texts are exact", exact, rounds)
			}
		})
	}
}

// checkText reads the text in every configuration. Vague words may stand for anything between never and always.
func (w *world) checkText(t *testing.T, c Cond, text string) {
	t.Helper()
	says, err := w.read(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, config := range w.configs {
		least, most := says(config, false), says(config, true)
		if holds := w.Holds(c, at(config)); least && !holds || holds && !most {
			t.Fatalf("%q is said of what is %v in %v", text, holds, config)
		}
	}
}

// TestOrderDoesNotMatter builds the same conditions in spaces that came about differently.
func TestOrderDoesNotMatter(t *testing.T) {
	r := random(t)
	one := newWorld(newestFirst, inOrder())
	for round := range rounds {
		expression, other := randomTree(r, 4), randomTree(r, 3)
		two := newWorld(order(round%2), r.Perm(len(declarations)))
		two.build(randomTree(r, 4)) // shifts the nodes
		c1, c2 := one.build(expression), two.build(expression)
		if a, b := one.Format(c1), two.Format(c2); a != b {
			t.Fatalf("%v reads %q and %q", expression, a, b)
		}
		w1, _ := one.Witness(c1)
		w2, _ := two.Witness(c2)
		if !maps.Equal(w1, w2) {
			t.Fatalf("%v has the witnesses %v and %v", expression, w1, w2)
		}
		a, b := one.Assume(c1, one.build(other)), two.Assume(c2, two.build(other))
		if a, b := one.Format(a), two.Format(b); a != b {
			t.Fatalf("%v under %v reads %q and %q", expression, other, a, b)
		}
		if a, b := names(one, c1), names(two, c2); a != b {
			t.Fatalf("%v depends on %s and %s", expression, a, b)
		}
	}
}

func names(w *world, c Cond) string {
	var out []string
	for _, d := range w.Support(c) {
		out = append(out, w.Name(d))
	}
	return strings.Join(out, " ")
}
