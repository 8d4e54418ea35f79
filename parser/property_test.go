package parser

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kbuildlint/kbuildlint/source"
)

// checkFile reports the first way in which a tree does not fit its text.
func checkFile(f *File) error {
	c := checker{file: f.Source}
	if end := c.tile(f.Stmts, 0); end != len(f.Source.Text) {
		c.fail("statements end at %d of %d", end, len(f.Source.Text))
	}
	for _, stmt := range f.Stmts {
		c.node(stmt, stmt.Pos())
	}
	for _, e := range f.Errors {
		c.inside(source.Span{End: len(f.Source.Text)}, e.Span, e.Message)
	}
	c.lines(f)
	return c.err
}

// lines checks that the logical lines are all there is, each once.
func (c *checker) lines(f *File) {
	at := 0
	for _, line := range f.Lines() {
		if line.Span.Start != at || line.Span.End <= line.Span.Start {
			c.fail("the line at %v does not start at %d", line.Span, at)
		}
		at = line.Span.End
		c.inside(line.Extent, line.Span, "line")
		if line.Comment.Len() > 0 {
			c.inside(line.Span, line.Comment, "comment")
		}
		if line.Comment.Len() > 0 && f.Source.Text[line.Comment.Start] != '#' {
			c.fail("the comment at %v begins with no #", line.Comment)
		}
	}
	if at != len(f.Source.Text) {
		c.fail("lines end at %d of %d", at, len(f.Source.Text))
	}
}

// A checker keeps the first violation it finds.
type checker struct {
	file *source.File
	err  error
}

func (c *checker) fail(format string, args ...any) {
	if c.err == nil {
		c.err = fmt.Errorf(format, args...)
	}
}

func (c *checker) inside(outer, span source.Span, what any) {
	if span.Start > span.End || !outer.Contains(span) {
		c.fail("%T %v: %v is not inside %v", what, what, span, outer)
	}
}

// tile checks that statements follow each other without a gap.
func (c *checker) tile(stmts []Stmt, at int) int {
	for _, stmt := range stmts {
		span := stmt.Pos()
		if span.Start != at || span.End <= span.Start {
			c.fail("%T at %v does not start at %d", stmt, span, at)
		}
		at = span.End
	}
	return at
}

func (c *checker) node(node Node, outer source.Span) {
	span := node.Pos()
	c.inside(outer, span, node)
	switch n := node.(type) {
	case *Conditional:
		at := span.Start
		for _, arm := range n.Arms {
			if arm.Directive.Start != at {
				c.fail("arm at %v does not start at %d", arm.Directive, at)
			}
			at = c.tile(arm.Body, arm.Directive.End)
		}
		if n.Endif.Start != at || n.Endif.End != span.End {
			c.fail("endif at %v of %v does not start at %d", n.Endif, span, at)
		}
	case *Text:
		c.text(n)
	case *Assign:
		c.inside(span, n.OpSpan, n)
		if c.file.Slice(n.OpSpan) != string(n.Op) {
			c.fail("operator %q is %q", n.Op, c.file.Slice(n.OpSpan))
		}
	case *Define:
		c.inside(span, n.Endef, n)
	}
	children(node, func(_ string, child Node) { c.node(child, span) })
}

// text checks that the parts of a text tile it and that literals are what
// they stand for.
func (c *checker) text(t *Text) {
	at := t.Span.Start
	for _, part := range t.Parts {
		span := part.Pos()
		if span.Start != at || span.End <= at {
			c.fail("%T at %v in %v does not start at %d", part, span, t.Span, at)
		}
		at = span.End
		literal, ok := part.(*Literal)
		if !ok {
			continue
		}
		written := c.file.Slice(span)
		folded := strings.ContainsAny(written, "\\$\r\n")
		if literal.Value != written && !folded {
			c.fail("literal %q is written %q", literal.Value, written)
		}
	}
	if at != t.Span.End {
		c.fail("parts of %v end at %d", t.Span, at)
	}
	if len(t.Raw) > t.Span.Len() || (t.Raw == "") != (t.Span.Len() == 0) {
		c.fail("raw %q of %v", t.Raw, t.Span)
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range seeds() {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		file := source.NewFile("Makefile", text)
		tree := Parse(file)
		if err := checkFile(tree); err != nil {
			t.Fatalf("%v\n%s", err, Dump(tree))
		}
		whole := source.Span{End: len(text)}
		for _, mode := range []TextMode{ModeValue, ModeLine, ModeDefine, ModeRecipe} {
			c := checker{file: file}
			parsed := ParseText(file, whole, mode)
			c.node(&parsed, whole)
			if c.err != nil && mode != ModeLine {
				t.Fatalf("mode %d: %v", mode, c.err)
			}
		}
	})
}

func seeds() []string {
	return []string{
		"X := a \\\n  b # c\n\nall: $(X:.c=.o) | d ; @echo $@ \\\n\t $(call f,a,b) \\\n\tc\n",
		"ifdef A\nX\\#Y:=1\nelse ifeq ($(A),b)\n\tY=2\nelse\nendif\n",
		"define f =\n$(1) \\\n ${subst a,b,c}\nendef\n$(call f,$($(x))\n",
		"\ufeff.RECIPEPREFIX = >\r\na b &:: c\r\n>foo \\\r\n> bar\r\n",
		"a: $$(@:=.c)\nfoo bar := x\n\t$(error e)\nendif\n",
		"define 0\n\n",
	}
}
