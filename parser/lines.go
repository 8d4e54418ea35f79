package parser

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/source"
)

// A LogicalLine is a line of a makefile with those that backslashes join to it.
type LogicalLine struct {
	// Span is the line with its terminator.
	Span source.Span
	// Extent is what the line is about: the whole define for its first and its
	// last line, for all others the line itself.
	Extent source.Span
	// Comment begins with "#" and has no line terminator; it is empty where the
	// line has none. GNU Make drops the comment of a line, but keeps that of a
	// recipe or of the body of a define: there it is one of the shell.
	Comment source.Span
	// Only tells that the line has nothing but a comment.
	Only bool
}

// Lines returns the logical lines of the file in the order of the text.
func (f *File) Lines() []LogicalLine {
	w := &lineWalker{file: f}
	w.statements(f.Stmts)
	return w.lines
}

// A lineWalker gathers the lines of statements.
type lineWalker struct {
	file  *File
	lines []LogicalLine
}

func (w *lineWalker) statements(stmts []Stmt) {
	for _, stmt := range stmts {
		switch stmt := stmt.(type) {
		case *Conditional:
			w.conditional(stmt)
		case *Define:
			w.define(stmt)
		case *RecipeLine:
			w.add(stmt.Span, stmt.Span, shellComment(w.file.Source, stmt.Text.Span, stmt.Text.Parts))
		case *Rule:
			w.withRecipe(stmt, stmt.Recipe)
		case *Expansion:
			w.withRecipe(stmt, stmt.Recipe)
		default:
			w.add(stmt.Pos(), stmt.Pos(), w.comment(stmt.Pos(), behind(stmt)))
		}
	}
}

// withRecipe adds a line that may have a recipe behind a semicolon.
func (w *lineWalker) withRecipe(stmt Stmt, recipe *Text) {
	comment := w.comment(stmt.Pos(), behind(stmt))
	if recipe != nil {
		comment = shellComment(w.file.Source, recipe.Span, recipe.Parts)
	}
	w.add(stmt.Pos(), stmt.Pos(), comment)
}

func (w *lineWalker) conditional(c *Conditional) {
	for i := range c.Arms {
		arm := &c.Arms[i]
		operands := arm.Directive.Start
		if arm.Kind != CondElse {
			operands = max(operands, arm.Left.Span.End, arm.Right.Span.End)
		}
		w.add(arm.Directive, arm.Directive, w.comment(arm.Directive, operands))
		w.statements(arm.Body)
	}
	if c.Endif.Len() > 0 {
		w.add(c.Endif, c.Endif, w.comment(c.Endif, c.Endif.Start))
	}
}

func (w *lineWalker) define(d *Define) {
	first := source.Span{Start: d.Span.Start, End: d.Body.Span.Start}
	w.add(first, d.Span, w.comment(first, max(d.Name.Span.End, d.OpSpan.End)))
	next, end, parts := first.End, d.Body.Span.End, d.Body.Parts
	if d.Endef.Len() == 0 {
		end = d.Span.End
	}
	for next < end {
		line := w.bodyLine(next, end)
		for len(parts) > 0 && parts[0].Pos().End <= line.Start {
			parts = parts[1:]
		}
		w.add(line, line, shellComment(w.file.Source, line, parts))
		next = line.End
	}
	if d.Endef.Len() > 0 {
		last := source.Span{Start: next, End: d.Span.End}
		w.add(last, d.Span, w.comment(last, d.Endef.End))
	}
}

// bodyLine returns the logical line of a define's body that begins at start.
// The body ends before the terminator of its last line.
func (w *lineWalker) bodyLine(start, end int) source.Span {
	text := w.file.Source.Text
	for i := start; i < end; i++ {
		if text[i] != '\n' {
			continue
		}
		terminator := i
		if i > start && text[i-1] == '\r' {
			terminator--
		}
		if backslashes(text[start:terminator], terminator-start)%2 == 0 {
			return source.Span{Start: start, End: i + 1}
		}
	}
	for end < len(text) && text[end-1] != '\n' {
		end++
	}
	return source.Span{Start: start, End: end}
}

// behind returns the offset behind the last text of a statement.
func behind(stmt Stmt) int {
	end := stmt.Pos().Start
	children(stmt, func(_ string, child Node) { end = max(end, child.Pos().End) })
	return end
}

// comment returns the comment of a line that begins behind an offset.
func (w *lineWalker) comment(line source.Span, from int) source.Span {
	text := strings.TrimRight(w.file.Source.Slice(line), "\r\n")
	at := strings.IndexByte(text[min(from-line.Start, len(text)):], '#')
	if at < 0 {
		return source.Span{Start: line.End, End: line.End}
	}
	return source.Span{Start: from + at, End: line.Start + len(text)}
}

func (w *lineWalker) add(line, extent, comment source.Span) {
	before := source.Span{Start: line.Start, End: max(comment.Start, line.Start)}
	only := comment.Len() > 0 && strings.Trim(w.file.Source.Slice(before), recipeModifiers+"\ufeff") == ""
	w.lines = append(w.lines, LogicalLine{Span: line, Extent: extent, Comment: comment, Only: only})
}
