package kconfig

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/source"
)

// A tokenKind is the kind of a token.
type tokenKind uint8

const (
	tokenEnd tokenKind = iota // behind the last token of a line
	tokenWord
	tokenQuoted
	tokenOpen
	tokenClose
	tokenAssign // := and +=; = is an operator
	tokenOp
)

// A token is a word, a quoted text or an operator.
type token struct {
	kind    tokenKind
	op      Op   // of a tokenOp
	macros  bool // holds $( )
	escaped bool // holds a backslash
	span    source.Span
}

// A scanner cuts a file into logical lines of tokens, as scripts/kconfig/lexer.l
// does. Characters that Kconfig has no use for are passed over, like there.
type scanner struct {
	file   *source.File
	pos    int
	tokens []token     // of the line
	span   source.Span // of the line, from its first token to its last
	assign bool        // whether the line is an assignment of three tokens
	report func(source.Span, string)
}

// line reads the tokens of the next line that has any, and reports whether
// there is one.
func (s *scanner) line() bool {
	s.tokens, s.assign = s.tokens[:0], false
	text := s.file.Text
	for s.pos < len(text) {
		switch c := text[s.pos]; {
		case c == '\n':
			s.pos++
			if len(s.tokens) > 0 {
				return s.end()
			}
		case c == '#':
			s.pos = s.lineEnd()
		case c == '\\':
			s.pos += continuation(text[s.pos:])
		case c == '"' || c == '\'':
			s.quoted(c)
		case c == '$' || isWordByte(c):
			s.word()
		default:
			s.operator()
		}
		if len(s.tokens) == 2 && s.assignment() {
			return s.end()
		}
	}
	return len(s.tokens) > 0 && s.end()
}

// end closes the line.
func (s *scanner) end() bool {
	last := s.tokens[len(s.tokens)-1].span.End
	s.span = source.Span{Start: s.tokens[0].span.Start, End: last}
	s.tokens = append(s.tokens, token{span: source.Span{Start: last, End: last}})
	return true
}

// continuation returns how many bytes a backslash and the line end behind it
// take, 1 for a backslash before something else.
func continuation(text string) int {
	switch {
	case strings.HasPrefix(text, "\\\n"):
		return 2
	case strings.HasPrefix(text, "\\\r\n"):
		return 3
	}
	return 1
}

// lineEnd returns the offset of the line's terminator or of the end of the text.
func (s *scanner) lineEnd() int {
	if i := strings.IndexByte(s.file.Text[s.pos:], '\n'); i >= 0 {
		return s.pos + i
	}
	return len(s.file.Text)
}

// assignment reports whether the two tokens read begin an assignment, and then
// adds the rest of the line, whatever it is, as the third.
func (s *scanner) assignment() bool {
	name, operator := s.tokens[0], s.tokens[1]
	if name.kind != tokenWord || operator.kind != tokenAssign && (operator.kind != tokenOp || operator.op != Equal) {
		return false
	}
	if _, isKeyword := forms[s.file.Slice(name.span)]; isKeyword {
		return false
	}
	end := s.lineEnd()
	for s.pos < end && (s.file.Text[s.pos] == ' ' || s.file.Text[s.pos] == '\t') {
		s.pos++
	}
	value := source.Span{Start: s.pos, End: s.pos + len(strings.TrimSuffix(s.file.Text[s.pos:end], "\r"))}
	s.tokens = append(s.tokens, token{kind: tokenQuoted, macros: true, span: value})
	s.pos, s.assign = end, true
	return true
}

// quoted reads a quoted text, which ends with its line at the latest.
func (s *scanner) quoted(quote byte) {
	t := token{kind: tokenQuoted, span: source.Span{Start: s.pos}}
	text := s.file.Text
	for s.pos++; s.pos < len(text) && text[s.pos] != '\n'; {
		switch c := text[s.pos]; {
		case c == quote:
			s.pos++
			t.span.End = s.pos
			s.tokens = append(s.tokens, t)
			return
		case c == '\\':
			t.escaped = true
			s.pos++
			if s.pos < len(text) && text[s.pos] != '\n' {
				s.pos++
			}
		case c == '$' && strings.HasPrefix(text[s.pos:], "$("):
			t.macros = true
			s.macro()
		default:
			s.pos++
		}
	}
	t.span.End = s.pos
	s.tokens = append(s.tokens, t)
	s.report(t.span, "the quoted text does not end")
}

// word reads a word, which macros may be parts of.
func (s *scanner) word() {
	t := token{kind: tokenWord, span: source.Span{Start: s.pos}}
	text := s.file.Text
	for s.pos < len(text) {
		switch c := text[s.pos]; {
		case c == '$' && strings.HasPrefix(text[s.pos:], "$("):
			t.macros = true
			s.macro()
			continue
		case c == '$' || isWordByte(c):
			s.pos++
			continue
		}
		break
	}
	t.span.End = s.pos
	s.tokens = append(s.tokens, t)
}

// macro passes over $( and what belongs to it; the line ends it at the latest.
func (s *scanner) macro() {
	if closing := closingParen(s.file.Text[s.pos+2:]); closing >= 0 {
		s.pos += 2 + closing + 1
		return
	}
	end := s.lineEnd()
	s.report(source.Span{Start: s.pos, End: end}, "the reference has no )")
	s.pos = end
}

// closingParen returns the index of the ) that closes a parenthesis opened
// before the text, -1 if the line has none.
func closingParen(text string) int {
	depth := 0
	for i := range len(text) {
		switch text[i] {
		case '(':
			depth++
		case ')':
			if depth == 0 {
				return i
			}
			depth--
		case '\n':
			return -1
		}
	}
	return -1
}

// An operatorText is how an operator is written.
type operatorText struct {
	text string
	kind tokenKind
	op   Op
}

// operators holds the longer ones first.
var operators = []operatorText{
	{"||", tokenOp, Or},
	{"&&", tokenOp, And},
	{"!=", tokenOp, Unequal},
	{"<=", tokenOp, LessEqual},
	{">=", tokenOp, GreaterEqual},
	{":=", tokenAssign, 0},
	{"+=", tokenAssign, 0},
	{"=", tokenOp, Equal},
	{"<", tokenOp, Less},
	{">", tokenOp, Greater},
	{"!", tokenOp, Not},
	{"(", tokenOpen, 0},
	{")", tokenClose, 0},
}

// operator reads an operator, or passes over a byte that is none.
func (s *scanner) operator() {
	rest := s.file.Text[s.pos:]
	if rest[0] > ' ' {
		for _, o := range operators {
			if strings.HasPrefix(rest, o.text) {
				span := source.Span{Start: s.pos, End: s.pos + len(o.text)}
				s.tokens = append(s.tokens, token{kind: o.kind, op: o.op, span: span})
				s.pos = span.End
				return
			}
		}
	}
	s.pos++
}

// skipHelp passes over the help text that begins in the next line.
func (s *scanner) skipHelp() {
	help := helpText{state: helpBegins}
	for s.pos < len(s.file.Text) {
		end := s.lineEnd()
		if !help.holds(s.file.Text[s.pos:end]) {
			return
		}
		s.pos = min(end+1, len(s.file.Text))
	}
}

func isWordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-'
}
