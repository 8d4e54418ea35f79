package rules

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/eval"
)

// A shellCommand is a simple command of the shell: a program with its
// arguments, and the variables that are set for it.
type shellCommand struct {
	assigns []string
	words   []eval.Word
}

// hasOption reports whether an argument begins with an option.
func (c shellCommand) hasOption(option string) bool {
	return slices.ContainsFunc(c.words[1:], func(word eval.Word) bool { return strings.HasPrefix(word.Text, option) })
}

// shellKeywords are words behind which a command begins.
var shellKeywords = map[string]bool{
	"then": true, "do": true, "else": true, "if": true, "elif": true, "while": true, "until": true, "!": true,
	"{": true, "exec": true, "env": true, "time": true,
}

// shellOperators end a command.
var shellOperators = map[string]bool{"&&": true, "||": true, "|": true, "&": true, ";": true}

// shellCommands returns the commands in a line of a recipe. What stands in
// quotes is no command.
func shellCommands(words []eval.Word) []shellCommand {
	var all []shellCommand
	var current shellCommand
	end := func() {
		if len(current.words) > 0 {
			all = append(all, current)
		}
		current = shellCommand{}
	}
	var quote byte
	for i, word := range words {
		text := strings.TrimPrefix(strings.TrimPrefix(word.Text, "\\"), "\n") // behind a line that goes on
		if i == 0 {
			text = strings.TrimLeft(text, "@+-")
		}
		quoted := quote != 0
		quote = quoteBehind(text, quote)
		text = strings.TrimLeft(text, "(")
		name, _, assigns := strings.Cut(text, "=")
		switch begins := len(current.words) == 0; {
		case text == "" || quoted && begins:
			continue
		case shellOperators[text]:
			end()
			continue
		case begins && shellKeywords[text]:
			continue
		case begins && assigns && !strings.ContainsAny(name, "-/"):
			current.assigns = append(current.assigns, name)
		default:
			word.Text = strings.Trim(strings.TrimRight(text, ";)"), `'"`)
			current.words = append(current.words, word)
		}
		if strings.HasSuffix(text, ";") {
			end()
		}
	}
	end()
	return all
}

// quoteBehind returns the quote that is open behind a word, 0 without one.
func quoteBehind(word string, quote byte) byte {
	for i := 0; i < len(word); i++ {
		switch c := word[i]; {
		case c == '\\' && quote != '\'':
			i++
		case c == quote:
			quote = 0
		case quote == 0 && (c == '\'' || c == '"'):
			quote = c
		}
	}
	return quote
}
