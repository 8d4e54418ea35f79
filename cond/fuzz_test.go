package cond

import (
	"fmt"
	"slices"
	"testing"
)

// parse makes an expression of any bytes: postfix, where missing operands are left out.
func parse(data []byte) *tree {
	var stack []*tree
	for _, b := range data[:min(len(data), 60)] {
		d := declarations[int(b>>3)%len(declarations)]
		values := d.values
		if values == nil {
			values = []string{"", "y"}
		}
		op := []string{"is", "not", "and", "or", "diff", "is", "and", "or"}[b&7]
		need := map[string]int{"not": 1, "and": 2, "or": 2, "diff": 2}[op]
		if op == "is" || len(stack) < need {
			at := int(b>>3) % len(declarations)
			stack = append(stack, &tree{op: "is", domain: at, value: values[int(b>>5)%len(values)]})
			continue
		}
		kids := slices.Clone(stack[len(stack)-need:])
		stack = append(stack[:len(stack)-need], &tree{op: op, kids: kids})
	}
	if len(stack) == 0 {
		return &tree{op: "all"}
	}
	return &tree{op: "any", kids: stack}
}

func FuzzAlgebra(f *testing.F) {
	f.Add([]byte{}, 0)
	f.Add([]byte{0o10, 0o25, 2, 0o100, 3, 1, 0o345, 4}, 1)
	f.Add([]byte("make allmodconfig and olddefconfig"), 5)
	f.Fuzz(func(t *testing.T, data []byte, budget int) {
		expression := parse(data)
		text := map[string]bool{}
		for name, w := range spaces() {
			c := w.build(expression)
			want := w.expected(expression)
			if (c == True) != !slices.Contains(want, false) || (c == False) != !slices.Contains(want, true) {
				t.Fatalf("%s: %v is not canonical", name, expression)
			}
			text[w.Format(c)] = true
			w.checkText(t, c, w.Format(c))
			w.SetBudget(budget)
			c = w.And(w.Or(c, w.build(expression.mirrored())), c)
			if !slices.Equal(w.table(c), want) {
				t.Fatalf("%s: %v has a wrong truth table within %d nodes", name, expression, budget)
			}
			w.checkWitness(t, c)
			dropped := w.domains[2]
			w.checkForgotten(t, c, w.Forget(c, func(d Domain) bool { return d == dropped }), []Domain{dropped})
		}
		if len(text) != 1 {
			t.Fatal("the text depends on the order: ", fmt.Sprint(text))
		}
	})
}

// mirrored returns the expression with its operands turned around.
func (t *tree) mirrored() *tree {
	out := *t
	out.kids = nil
	for _, k := range t.kids {
		out.kids = append(out.kids, k.mirrored())
	}
	if t.op != "diff" {
		slices.Reverse(out.kids)
	}
	return &out
}
