package kconfig

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/source"
)

// A statement is one logical line of a file, its macros not yet expanded.
type statement struct {
	word  keyword
	in    entryKind   // the entries it is an option of
	span  source.Span // of the line, from its first token to its last
	name  token       // the symbol, text, path or variable it names
	typ   Type        // that it gives, Untyped for none
	value *Expr       // what it says, such as the default
	high  *Expr       // the upper end of a range
	cond  *Expr       // behind if
}

// A parsedFile is a file cut into statements. It does not depend on who
// sources it.
type parsedFile struct {
	source     *source.File
	statements []statement
	errors     []Error // whose architectures are those that the file is read on
	reported   ArchSet // on which the errors are reported already
}

// errorsOn returns the errors of a file if they are still to be reported on some
// of the architectures.
func (f *parsedFile) errorsOn(arches ArchSet) []Error {
	if f.reported.Contains(arches) {
		return nil
	}
	f.reported |= arches
	return f.errors
}

// A lineParser reads the tokens of one line after the other, of one file after
// the other.
type lineParser struct {
	file       *source.File
	errors     []Error // of the file
	tokens     []token // of the line; the last one is a tokenEnd
	assign     bool    // whether the line is an assignment of three tokens
	next       int
	depth      int         // of parentheses and ! in an expression
	terms      int         // in an expression
	slab       []Expr      // expressions to hand out
	statements []statement // of the file; its memory is used again for the next
}

// parse reads all statements of a file. It never fails: a line that can't be
// read becomes an error, and the next one is read as usual.
func (p *lineParser) parse(file *source.File) *parsedFile {
	p.file, p.errors, p.statements = file, nil, p.statements[:0]
	scan := &scanner{file: file, report: p.fail, tokens: p.tokens}
	for scan.line() {
		p.tokens, p.assign, p.next = scan.tokens, scan.assign, 0
		stmt := statement{span: scan.span}
		if p.statement(&stmt) {
			p.statements = append(p.statements, stmt)
		}
		if stmt.word == kwHelp {
			scan.skipHelp()
		}
	}
	return &parsedFile{source: file, statements: slices.Clone(p.statements), errors: p.errors}
}

// fail notes an error.
func (p *lineParser) fail(span source.Span, message string) {
	p.errors = append(p.errors, Error{Place: source.Place{File: p.file, Span: span}, Message: message})
}

// statement reads a line and reports whether it is a statement.
func (p *lineParser) statement(stmt *statement) bool {
	first := p.tokens[0]
	if first.kind != tokenWord {
		p.fail(stmt.span, "no statement begins like this")
		return false
	}
	if p.assign {
		stmt.word, stmt.name = kwAssign, first
		stmt.value = &Expr{Name: p.file.Slice(p.tokens[2].span), Place: p.place(p.tokens[1].span)}
		return true
	}
	if first.macros {
		stmt.word, stmt.name = kwExpand, first
		return true
	}
	word := p.file.Slice(first.span)
	form, known := forms[word]
	if !known {
		p.fail(stmt.span, "unknown statement "+word)
		return false
	}
	stmt.word, stmt.in, stmt.typ = form.word, form.in, typeWords[word]
	p.next = 1
	form.shape(p, stmt)
	if rest := p.tokens[p.next]; rest.kind != tokenEnd {
		p.unexpected()
	}
	return true
}

func (p *lineParser) place(span source.Span) source.Place {
	return source.Place{File: p.file, Span: span}
}

// unexpected reports the next token and gives the line up.
func (p *lineParser) unexpected() {
	t := p.tokens[p.next]
	if t.kind == tokenEnd {
		p.fail(source.Span{Start: p.tokens[0].span.Start, End: t.span.End}, "the statement is not complete")
	} else {
		p.fail(t.span, "unexpected "+p.file.Slice(t.span))
	}
	p.next = len(p.tokens) - 1
}

// take returns the next token if it is of a kind, and else reports it.
func (p *lineParser) take(kind tokenKind) token {
	t := p.tokens[p.next]
	if t.kind != kind {
		p.unexpected()
		return token{}
	}
	p.next++
	return t
}

// takeWord passes over a word if it is the next token.
func (p *lineParser) takeWord(word string) bool {
	t := p.tokens[p.next]
	if t.kind == tokenWord && p.file.Slice(t.span) == word {
		p.next++
		return true
	}
	return false
}

func (*lineParser) nothing(*statement) {}

func (p *lineParser) symbol(stmt *statement) { stmt.name = p.take(tokenWord) }

func (p *lineParser) optionalName(stmt *statement) {
	if p.tokens[p.next].kind == tokenWord {
		stmt.name = p.take(tokenWord)
	}
}

// text reads a quoted text; Linux before 4.18 took words as well.
func (p *lineParser) text(stmt *statement) { stmt.name = p.take(tokenQuoted) }

// path reads a path, in quotes or, as in BusyBox, without.
func (p *lineParser) path(stmt *statement) {
	first := p.tokens[p.next]
	if first.kind != tokenWord {
		p.text(stmt)
		return
	}
	line := p.file.Text[first.span.Start:]
	if end := strings.IndexAny(line, " \t\r\n#"); end >= 0 {
		line = line[:end]
	}
	stmt.name = first
	stmt.name.span.End = first.span.Start + len(line)
	for p.tokens[p.next].kind != tokenEnd && p.tokens[p.next].span.Start < stmt.name.span.End {
		p.next++
	}
}

func (p *lineParser) promptText(stmt *statement) {
	p.text(stmt)
	p.condition(stmt)
}

func (p *lineParser) typeLine(stmt *statement) {
	if p.tokens[p.next].kind == tokenQuoted {
		p.promptText(stmt)
	}
}

func (p *lineParser) value(stmt *statement) {
	p.expression(stmt)
	p.condition(stmt)
}

func (p *lineParser) depends(stmt *statement) {
	if !p.takeWord("on") {
		p.unexpected()
		return
	}
	p.value(stmt)
}

func (p *lineParser) visible(stmt *statement) { p.condition(stmt) }

func (p *lineParser) selection(stmt *statement) {
	p.symbol(stmt)
	p.condition(stmt)
}

func (p *lineParser) bounds(stmt *statement) {
	if stmt.value = p.operand(); stmt.value != nil {
		stmt.high = p.operand()
	}
	p.condition(stmt)
}

// option reads a line such as option env="X", which Linux before 5.9 had.
func (p *lineParser) option(stmt *statement) {
	p.symbol(stmt)
	if t := p.tokens[p.next]; t.kind == tokenOp && t.op == Equal {
		p.next++
		stmt.value = p.operand()
	}
}

// condition reads what stands behind if, when there is an if.
func (p *lineParser) condition(stmt *statement) {
	if p.takeWord("if") {
		stmt.cond = p.parseExpr()
	}
}

func (p *lineParser) expression(stmt *statement) { stmt.value = p.parseExpr() }
