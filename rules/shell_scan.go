package rules

import (
	"slices"
	"strings"
)

// A shellScan goes through the words of a line of a recipe to tell the names of
// files from what is only printed.
type shellScan struct {
	// inside tells that the command at hand has begun; prints that it prints its
	// words; away that a command before it has changed the directory.
	inside, prints, away bool
	// quote is the quotation mark that is open, 0 if none is.
	quote rune
}

// shellEnds are what may stand around a name in the shell.
const shellEnds = "'\"<>();|`"

// mayName takes the next word and reports whether it may be the name of a file,
// relative to where make runs.
func (s *shellScan) mayName(word string) bool {
	s.quotes(word)
	bare := strings.Trim(word, shellEnds+"@-+{}\\\n")
	if !s.inside && bare != "" {
		s.prints = bare == "echo" || bare == "printf"
		s.away = s.away || bare == "cd" || bare == "pushd"
	}
	may := !s.prints && !s.away
	s.inside = s.inside || bare != ""
	if s.quote == 0 && endsShellCommand(word) {
		s.inside, s.prints = false, false
	}
	return may
}

// quotes follows the quotation marks of a word.
func (s *shellScan) quotes(word string) {
	escaped := false
	for _, c := range word {
		switch {
		case escaped:
			escaped = false
		case c == '\\' && s.quote != '\'':
			escaped = true
		case s.quote == 0 && (c == '\'' || c == '"'):
			s.quote = c
		case c == s.quote:
			s.quote = 0
		}
	}
}

// endsShellCommand tells the words of the shell behind which a command begins.
func endsShellCommand(word string) bool {
	word = strings.TrimRight(word, "\\\n")
	return strings.HasSuffix(word, ";") || strings.HasSuffix(word, ")") && !strings.Contains(word, "(") ||
		slices.Contains([]string{"&&", "||", "|", "then", "do", "else", "{", "("}, word)
}
