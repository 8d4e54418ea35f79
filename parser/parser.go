// Package parser reads makefiles into syntax trees the way GNU Make reads them,
// without expanding anything. A Version says which release of it.
package parser

import (
	"slices"
	"strings"
	"sync"

	"github.com/kbuildlint/kbuildlint/source"
)

// Parse reads a makefile. It never fails: what GNU Make would reject becomes a
// Bad statement or an entry of File.Errors, and the next line is read as usual.
func (v Version) Parse(file *source.File) *File {
	p := parsers.Get().(*parser)
	*p = parser{
		texts: p.texts, nodes: p.nodes, stmts: p.stmts, open: p.open,
		src: file.Text, prefix: '\t',
	}
	p.version = v.OrDefault()
	if strings.HasPrefix(p.src, "\xEF\xBB\xBF") {
		p.skip = 3
	}
	for lines := 0; p.next < len(p.src) && lines < maxLines; {
		p.statement()
		if p.overflow == 0 {
			lines++
		}
	}
	p.leave()
	for len(p.open) > 0 {
		p.unclosed()
	}
	slices.SortStableFunc(p.errors, func(a, b Error) int { return a.Span.Start - b.Span.Start })
	tree := &File{Source: file, Stmts: p.block(0), Errors: p.errors}
	p.release()
	return tree
}

// release returns the parser to the pool, without what keeps a tree alive.
func (p *parser) release() {
	p.src, p.errors = "", nil
	p.stack = emptied(p.stack)
	p.stmts, p.open = emptied(p.stmts), emptied(p.open)
	parsers.Put(p)
}

// emptied returns scratch space for the next file, unless it grew so much that
// it is better given back.
func emptied[T any](scratch []T) []T {
	if cap(scratch) > 512 {
		return nil
	}
	clear(scratch[:cap(scratch)])
	return scratch[:0]
}

// parsers keeps scratch space and half-used blocks of nodes for the next file;
// most makefiles are smaller than one block of everything.
var parsers = sync.Pool{New: func() any { return new(parser) }}

// A parser holds what reading one makefile needs to remember.
type parser struct {
	texts
	src  string
	next int // the offset of the next line
	skip int // the length of the byte order mark, before the first line

	prefix byte // .RECIPEPREFIX
	rule   ruleState

	stmts    []Stmt // statements of the blocks that are not closed yet
	open     []openConditional
	overflow int // how many conditionals nested too deeply are open
	nodes    nodes
}

// maxLines bounds the statements of a makefile, and so what its tree takes: forty
// times those of the longest one of Linux 6.12. What nests too deeply takes little.
const maxLines = 80_000

// nodes are the blocks from which the common statements come.
type nodes struct {
	blanks   slab[Blank]
	comments slab[Comment]
	assigns  slab[Assign]
	rules    slab[Rule]
	recipes  slab[RecipeLine]
	stmts    slab[Stmt]
}

// A ruleState tells whether a line with the recipe prefix is a recipe line.
type ruleState int

const (
	noRule    ruleState = iota
	maybeRule           // after a line that only expansion can read
	openRule
)

// A line is a logical line of the source: physical lines joined by backslashes.
type line struct {
	start, text int // text is behind a byte order mark
	end         int // the offset of the line terminator
	next        int // the offset behind it
	joined      bool
}

// span returns all bytes of the line.
func (l line) span() source.Span { return source.Span{Start: l.start, End: l.next} }

// content returns the bytes of the line without its terminator.
func (l line) content() source.Span { return source.Span{Start: l.text, End: l.end} }

// readLine returns the next logical line and moves behind it.
func (p *parser) readLine() line {
	l := line{start: p.next, text: p.next + p.skip, next: p.next}
	p.skip = 0
	for {
		physical := l.next
		k := strings.IndexByte(p.src[physical:], '\n')
		if k < 0 {
			l.end, l.next = len(p.src), len(p.src)
			break
		}
		l.end, l.next = physical+k, physical+k+1
		if l.end > physical && p.src[l.end-1] == '\r' {
			l.end--
		}
		if l.end == physical || p.src[l.end-1] != '\\' || backslashes(p.src[physical:l.end], l.end-physical)%2 == 0 {
			break
		}
		l.joined = true
	}
	p.next = l.next
	return l
}

// join returns the text of a line outside recipes, comment included.
func (p *parser) join(l line) flat {
	f := flat{text: p.src[l.text:l.end], base: l.text}
	if !l.joined {
		return f
	}
	return f.rewrite(join(f.text))
}

// statement reads one line, or a define with its body.
func (p *parser) statement() {
	l := p.readLine()
	if l.text < l.end && p.src[l.text] == p.prefix && p.rule != noRule && !p.isConditional(l) {
		p.recipe(l)
		return
	}
	full := p.join(l)
	f, commented := full, false
	if strings.IndexByte(f.text, '#') >= 0 {
		f, commented = p.uncomment(full)
	}
	i := skipSpace(f.text, 0)
	switch {
	case p.assignment(l, &f, i):
	case i == len(f.text) && commented:
		node := p.nodes.comments.one()
		node.Span = l.span()
		p.add(node)
	case i == len(f.text):
		node := p.nodes.blanks.one()
		node.Span = l.span()
		p.add(node)
	case p.conditional(l, &f, i) || p.directive(l, &f, i):
	case p.src[l.text] == p.prefix:
		p.bad(l, "recipe commences before first target")
	default:
		p.ruleLine(l, &full)
	}
}

// uncomment takes the comment off a line. Since GNU Make 4.3 a "#" inside a
// reference begins none.
func (t *texts) uncomment(full flat) (f flat, commented bool) {
	stops := "#$"
	if t.version.Before(4, 3) {
		stops = "#"
	}
	at, edits := findUnquoted(full.text, stops)
	f = full.rewrite(edits)
	if at >= 0 {
		f.text = f.text[:shift(at, edits)]
	}
	return f, at >= 0
}

// recipe adds a recipe line.
func (p *parser) recipe(l line) {
	f := flat{text: p.src[l.text+1 : l.end], base: l.text + 1}
	if l.joined {
		f = f.rewrite(joinRecipe(f.text, p.prefix))
	}
	node := p.nodes.recipes.one()
	node.Span = l.span()
	p.read(&node.Text, &f, 0, len(f.text))
	p.add(node)
}

// add adds a statement to the innermost open block.
func (p *parser) add(s Stmt) { p.stmts = append(p.stmts, s) }

// block takes the statements from mark on, which make a whole block.
func (p *parser) block(mark int) []Stmt {
	if len(p.stmts) == mark {
		return nil
	}
	out := p.nodes.stmts.slice(len(p.stmts) - mark)
	copy(out, p.stmts[mark:])
	p.stmts = p.stmts[:mark]
	return out
}

// fail records a syntax error.
func (p *parser) fail(span source.Span, message string) {
	p.errors = append(p.errors, Error{Span: span, Message: message})
}

// expands records that make stops where it expands a text at once.
func (p *parser) expands(texts ...*Text) {
	for i := range texts {
		if texts[i].Err != "" {
			p.fail(texts[i].Span, texts[i].Err)
		}
	}
}

// warn records what make complains about before it goes on.
func (p *parser) warn(span source.Span, message string) {
	p.errors = append(p.errors, Error{Span: span, Message: message, Warning: true})
}

// bad adds a line that make rejects. Lines with the recipe prefix after it are
// no further errors.
func (p *parser) bad(l line, message string) {
	p.fail(l.content(), message)
	p.add(&Bad{Line: Line{l.span()}, Message: message})
	p.rule = maybeRule
}

// leave keeps what stands behind the last line that is read.
func (p *parser) leave() {
	if p.next == len(p.src) {
		return
	}
	const message = "the lines from here on are too many to read"
	rest := source.Span{Start: p.next, End: len(p.src)}
	p.fail(rest, message)
	p.add(&Bad{Line: Line{rest}, Message: message, Limit: true})
}

// tooDeep keeps a directive of a conditional that nests too deeply.
func (p *parser) tooDeep(l line) {
	const message = "conditionals nested too deeply"
	p.fail(l.content(), message)
	p.add(&Bad{Line: Line{l.span()}, Message: message, Limit: true})
}

// trimmed returns text[i:j] of f without the white space around it.
func (p *parser) trimmed(f *flat, i, j int) Text {
	i, j = trim(f.text, i, j)
	return p.text(f, i, j)
}

// text returns text[i:j] of f.
func (p *parser) text(f *flat, i, j int) Text {
	var out Text
	p.read(&out, f, i, j)
	return out
}
