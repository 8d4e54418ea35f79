package parser

import (
	"fmt"
	"sort"
	"strings"
)

// maxNesting bounds how deep references and conditionals nest, so that no
// reader of the tree runs out of stack.
const maxNesting = 1000

// texts reads text into literals and references. Its blocks and scratch space
// are shared by all the texts of a file.
type texts struct {
	version Version

	literals  slab[Literal]
	refs      slab[Ref]
	functions slab[Function]
	substs    slab[Subst]
	parts     slab[Part]
	args      slab[Text]

	stack    []Part // parts of the texts that are being read
	brackets brackets
	depth    int
	errors   []Error
}

// read fills in out with text[i:j] of f and its references.
func (t *texts) read(out *Text, f *flat, i, j int) {
	t.brackets.reset()
	t.inner(out, f, i, j)
}

// inner fills in out with text[i:j] of f, which may be a part of a text that
// is being read.
func (t *texts) inner(out *Text, f *flat, i, j int) {
	out.Span, out.Raw = f.span(i, j), f.text[i:j]
	mark := len(t.stack)
	for i < j {
		k := strings.IndexByte(f.text[i:j], '$')
		if k < 0 || t.depth > maxNesting {
			t.literal(f, i, j)
			out.TooDeep = k >= 0
			break
		}
		t.literal(f, i, i+k)
		i = t.dollar(f, i+k, j, out)
	}
	out.Parts = t.pop(mark)
}

// pop returns the parts on the stack from mark on.
func (t *texts) pop(mark int) []Part {
	if len(t.stack) == mark {
		return nil
	}
	parts := t.parts.slice(len(t.stack) - mark)
	copy(parts, t.stack[mark:])
	t.stack = t.stack[:mark]
	return parts
}

// literal adds text[i:j] of f, with a literal for each of its folds.
func (t *texts) literal(f *flat, i, j int) {
	k := sort.Search(len(f.folds), func(k int) bool { return f.folds[k].at >= i })
	for ; k < len(f.folds) && f.folds[k].at < j; k++ {
		at := f.folds[k].at
		t.plain(f, i, at, f.text[i:at])
		t.plain(f, at, at+1, f.text[at:at+1])
		i = at + 1
	}
	t.plain(f, i, j, f.text[i:j])
}

// plain adds one literal for text[i:j] of f, unless it is empty.
func (t *texts) plain(f *flat, i, j int, value string) {
	if i >= j {
		return
	}
	l := t.literals.one()
	l.Span, l.Value = f.span(i, j), value
	t.stack = append(t.stack, l)
}

// dollar adds what the "$" at text[i] begins to out and returns the offset
// behind it.
func (t *texts) dollar(f *flat, i, j int, out *Text) int {
	if i+1 >= j {
		t.plain(f, i, j, "$")
		return j
	}
	switch f.text[i+1] {
	case '$':
		t.plain(f, i, i+2, "$")
		return i + 2
	case '(', '{':
		return t.reference(f, i, j, out)
	}
	ref := t.refs.one()
	ref.Span = f.span(i, i+2)
	t.inner(&ref.Name, f, i+1, i+2)
	t.stack = append(t.stack, ref)
	return i + 2
}

// reference adds the reference $( or ${ at text[i].
func (t *texts) reference(f *flat, i, j int, out *Text) int {
	t.depth++
	defer func() { t.depth-- }()
	if t.depth == maxNesting+1 {
		t.errors = append(t.errors, Error{Span: f.span(i, j), Message: "references nested too deeply"})
	}
	if name := t.functionName(f.text[i+2 : j]); name != "" {
		return t.function(f, i, j, name, out)
	}
	end := closing(f.text[i+1])
	k := i + 2
	for k < j && f.text[k] != end && f.text[k] != '$' {
		k++
	}
	switch {
	case k == j:
		return t.broken(f, i, j, out, "unterminated variable reference")
	case f.text[k] == end:
		t.variable(f, i, k, out)
		return k + 1
	}
	t.brackets.read(f.text, i, j)
	if k := t.brackets.end(i+1, j); k >= 0 {
		t.variable(f, i, k, out)
		return k + 1
	}
	return t.unbalanced(f, i, j, out)
}

// broken adds the rest of a text that make refuses to expand.
func (t *texts) broken(f *flat, i, j int, out *Text, message string) int {
	t.literal(f, i, j)
	if out.Err == "" {
		out.Err = message
	}
	return j
}

// unbalanced adds a reference such as $($(a): make takes what stands before
// the first closing bracket for the name, and drops the rest of the text.
func (t *texts) unbalanced(f *flat, i, j int, out *Text) int {
	k := strings.IndexByte(f.text[i:j], closing(f.text[i+1]))
	if k < 0 {
		return t.broken(f, i, j, out, "unterminated variable reference")
	}
	out.Cut = true
	ref := t.refs.one()
	ref.Span = f.span(i, j)
	mark := len(t.stack)
	t.literal(f, i+2, i+k)
	ref.Name = Text{Span: f.span(i+2, i+k), Raw: f.text[i+2 : i+k], Parts: t.pop(mark)}
	t.named(f, ref)
	return j
}

// variable adds the reference from the "$" at text[i] to its closing bracket
// at text[k].
func (t *texts) variable(f *flat, i, k int, out *Text) {
	ref := t.refs.one()
	ref.Span = f.span(i, k+1)
	t.inner(&ref.Name, f, i+2, k)
	if out.Err == "" {
		out.Err = ref.Name.Err
	}
	t.named(f, ref)
}

// named adds a reference, or the substitution reference that it is.
func (t *texts) named(f *flat, ref *Ref) {
	if strings.IndexByte(ref.Name.Raw, ':') >= 0 && t.substitution(f, ref) {
		return
	}
	t.stack = append(t.stack, ref)
}

// function adds the call of a built-in function at text[i].
func (t *texts) function(f *flat, i, j int, name string, out *Text) int {
	t.brackets.read(f.text, i, j)
	end := t.brackets.end(i+1, j)
	if end < 0 {
		return t.broken(f, i, j, out, fmt.Sprintf(
			"unterminated call to function '%s': missing '%c'", name, closing(f.text[i+1])))
	}
	call := t.functions.one()
	call.Span, call.Name = f.span(i, end+1), name
	known := functions[name]
	commas := t.commas(i+1, known.most)
	call.Args = t.args.slice(len(commas) + 1)
	from := min(skipSpace(f.text, i+2+len(name)), end)
	for n, at := range append(commas, end) {
		t.inner(&call.Args[n], f, from, at)
		from = at + 1
		if out.Err == "" && (known.eager == 0 || n < known.eager) {
			out.Err = call.Args[n].Err
		}
	}
	if len(call.Args) < known.least && out.Err == "" {
		out.Err = fmt.Sprintf("insufficient number of arguments (%d) to function '%s'", len(call.Args), name)
	}
	t.stack = append(t.stack, call)
	return end + 1
}

// commas returns the offsets of the commas that split the arguments of the
// function whose bracket stands at an offset.
func (t *texts) commas(bracket, most int) []int {
	var list []int
	for k := t.brackets.at(bracket).first; k >= 0 && len(list) != most-1; k = t.brackets.commas[k].next {
		list = append(list, t.brackets.commas[k].at)
	}
	return list
}
