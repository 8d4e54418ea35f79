package source

import (
	"testing"
)

func TestPosition(t *testing.T) {
	for _, c := range []struct {
		text   string
		offset int
		want   Position
	}{
		{"", 0, Position{1, 1}},
		{"ab", 0, Position{1, 1}},
		{"ab", 1, Position{1, 2}},
		{"ab", 2, Position{1, 3}},
		{"ab\n", 2, Position{1, 3}},
		{"ab\n", 3, Position{2, 1}},
		{"ab\ncd", 4, Position{2, 2}},
		{"\n\nx", 1, Position{2, 1}},
		{"\n\nx", 2, Position{3, 1}},
		{"a\r\nb", 1, Position{1, 2}},
		{"a\r\nb", 3, Position{2, 1}},
		{"\tä=b", 3, Position{1, 4}},
	} {
		if got := NewFile("Makefile", c.text).Position(c.offset); got != c.want {
			t.Errorf("%q at %d: got %v, want %v", c.text, c.offset, got, c.want)
		}
	}
}

func TestLine(t *testing.T) {
	for _, c := range []struct {
		text string
		line int
		want string
		span Span
	}{
		{"", 1, "", Span{0, 0}},
		{"ab", 1, "ab", Span{0, 2}},
		{"ab\ncd\n", 1, "ab", Span{0, 2}},
		{"ab\ncd\n", 2, "cd", Span{3, 5}},
		{"ab\ncd\n", 3, "", Span{6, 6}},
		{"a\r\nb\r\n", 1, "a", Span{0, 1}},
		{"a\r\nb\r\n", 2, "b", Span{3, 4}},
		{"\r\nb", 1, "", Span{0, 0}},
		{"a\rb\n", 1, "a\rb", Span{0, 3}},
		{"a\r\r\n", 1, "a\r", Span{0, 2}},
		{"a\r", 1, "a\r", Span{0, 2}},
		{"ab\n", 0, "", Span{}},
		{"ab\n", 4, "", Span{}},
	} {
		file := NewFile("Makefile", c.text)
		span := file.Line(c.line)
		if span != c.span || file.Slice(span) != c.want {
			t.Errorf("line %d of %q: got %v %q, want %v %q", c.line, c.text, span, file.Slice(span), c.span, c.want)
		}
	}
}

func TestSpanContains(t *testing.T) {
	outer := Span{2, 5}
	for inner, want := range map[Span]bool{
		{2, 5}: true, {3, 4}: true, {2, 2}: true, {5, 5}: true,
		{1, 3}: false, {4, 6}: false, {0, 9}: false, {6, 6}: false,
	} {
		if got := outer.Contains(inner); got != want {
			t.Errorf("%v contains %v: got %v", outer, inner, got)
		}
	}
}

// TestPlaceInDerivedText looks at "obj-y += foo.o" that $(eval $(call add,foo))
// makes of a template in another file: only "foo" comes from the call.
func TestPlaceInDerivedText(t *testing.T) {
	template := NewFile("scripts/add", "obj-y += $(1).o\n")
	caller := NewFile("Makefile", "# one\n$(eval $(call add,foo))\n")
	derived := Derive("obj-y += foo.o", []Segment{
		{Span{0, 9}, Place{template, Span{0, 9}}},
		{Span{9, 12}, Place{caller, Span{24, 27}}},
		{Span{12, 14}, Place{template, Span{13, 15}}},
	})
	if derived.Path != "scripts/add" {
		t.Errorf("the path is %q, want that of the first segment", derived.Path)
	}
	for _, c := range []struct {
		span       Span
		want, text string
	}{
		{Span{0, 5}, "scripts/add:1:1", "obj-y"},
		{Span{6, 8}, "scripts/add:1:7", "+="},
		{Span{9, 12}, "Makefile:2:19", "foo"},
		{Span{10, 11}, "Makefile:2:20", "o"},
		{Span{12, 14}, "scripts/add:1:14", ".o"},
		{Span{9, 14}, "Makefile:2:19", "foo"},         // over a border: the first segment
		{Span{14, 14}, "scripts/add:1:16", ""},        // the end of the text
		{Span{6, 12}, "scripts/add:1:1", "obj-y += "}, // over a border: all of the first segment
	} {
		place := derived.Place(c.span)
		if place.String() != c.want || place.Text() != c.text {
			t.Errorf("%v: got %s %q, want %s %q", c.span, place, place.Text(), c.want, c.text)
		}
	}
}

// TestPlaceOfChangedText takes a segment whose text is not what was written:
// nothing smaller than all of it can be pointed at.
func TestPlaceOfChangedText(t *testing.T) {
	written := NewFile("Makefile", "X := $(NAME)\n")
	derived := Derive("drivers/net", []Segment{{Span{0, 11}, Place{written, Span{5, 12}}}})
	for _, span := range []Span{{0, 11}, {0, 7}, {8, 11}} {
		if place := derived.Place(span); place.Text() != "$(NAME)" {
			t.Errorf("%v: got %q, want all of the reference", span, place.Text())
		}
	}
}

func TestDerivedFromNothing(t *testing.T) {
	for name, segments := range map[string][]Segment{"nil": nil, "empty": {}} {
		place := Derive("abc", segments).Place(Span{1, 2})
		if got := place.Written(); got != place || got.Text() != "b" || got.Path() != "" {
			t.Errorf("%s: got %v %q", name, got, got.Text())
		}
	}
}

// TestWritten follows text through two derivations.
func TestWritten(t *testing.T) {
	written := NewFile("Makefile", "line one\nfirst second\n")
	once := Derive("[second]", []Segment{
		{Span{0, 1}, Place{written, Span{0, 4}}},
		{Span{1, 7}, Place{written, Span{15, 21}}},
		{Span{7, 8}, Place{written, Span{5, 8}}},
	})
	twice := Derive("x=second", []Segment{
		{Span{0, 2}, Place{written, Span{9, 14}}},
		{Span{2, 8}, Place{once, Span{1, 7}}},
	})
	for span, want := range map[Span]Place{
		{2, 8}: {written, Span{15, 21}},
		{4, 6}: {written, Span{17, 19}},
		{0, 1}: {written, Span{9, 14}},
	} {
		if got := (Place{twice, span}).Written(); got != want {
			t.Errorf("%v: got %v %q, want %v", span, got, got.Text(), want)
		}
	}
	if place := (Place{written, Span{0, 4}}); place.Written() != place {
		t.Error("what was not derived was written where it stands")
	}
	if got := twice.Place(Span{4, 6}); got.File != once {
		t.Errorf("Place goes one step only, got %v", got)
	}
}

func TestZeroPlace(t *testing.T) {
	var place Place
	if place.Path() != "" || place.Text() != "" || place.Start() != (Position{}) || place.End() != (Position{}) {
		t.Errorf("the zero Place is somewhere: %v", place)
	}
	if got := place.Written(); got != place {
		t.Errorf("the zero Place was written at %v", got)
	}
}

func TestPlaceEnd(t *testing.T) {
	file := NewFile("Makefile", "a \\\n  b\n")
	place := Place{file, Span{0, 7}}
	if place.Start() != (Position{1, 1}) || place.End() != (Position{2, 4}) {
		t.Errorf("got %v to %v, want 1:1 to 2:4", place.Start(), place.End())
	}
}
