package parser

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/source"
)

// recipeModifiers may stand before the command of a recipe line (GNU Make
// manual, "Recipe Execution"), with blanks between them.
const recipeModifiers = "@+- \t"

// shellComment returns the first comment that a shell finds in a text of which
// make expands some parts, empty if there is none: "#" begins one at the start
// of a word that is not quoted, and it ends with its physical line.
func shellComment(file *source.File, span source.Span, parts []Part) source.Span {
	s := shellScanner{start: true}
	for i := span.Start; i < span.End; i++ {
		for len(parts) > 0 && parts[0].Pos().End <= i {
			parts = parts[1:]
		}
		if len(parts) > 0 && !isLiteral(parts[0]) && parts[0].Pos().Start <= i {
			i = parts[0].Pos().End - 1
			s.start = false
			continue
		}
		if s.start && s.quote == 0 && file.Text[i] == '#' {
			end := i + strings.IndexByte(file.Text[i:span.End]+"\n", '\n')
			text := strings.TrimRight(file.Text[i:end], "\\\r")
			return source.Span{Start: i, End: i + len(text)}
		}
		i += s.next(file.Text[i:span.End], i == span.Start || s.leading)
	}
	return source.Span{Start: span.End, End: span.End}
}

func isLiteral(part Part) bool {
	_, ok := part.(*Literal)
	return ok
}

// A shellScanner tells where words of a command begin.
type shellScanner struct {
	quote   byte
	start   bool // a word begins here
	leading bool // only modifiers of the recipe line were seen
}

// next takes the first byte of a text, and returns how many more it took.
func (s *shellScanner) next(text string, leading bool) (more int) {
	c := text[0]
	s.leading = leading && strings.IndexByte(recipeModifiers, c) >= 0
	switch {
	case s.quote != 0 && c == s.quote:
		s.quote = 0
	case c == '\\' && s.quote != '\'' && len(text) > 1:
		// A continuation is no part of a word, and does not end one.
		s.start = s.start && text[1] == '\n'
		return 1
	case s.quote == 0 && (c == '\'' || c == '"' || c == '`'):
		s.quote = c
	}
	s.start = s.leading || s.quote == 0 && strings.IndexByte(" \t\r\n;&|()", c) >= 0
	return 0
}
