package eval

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
)

// A MadeName is a file name in the form GNU Make gives to targets,
// prerequisites and goals. It is a type of its own so that it is not compared
// with text that a makefile wrote without thinking of "./".
type MadeName string

// A Name is a target or a prerequisite: as written, and as GNU Make keeps it.
type Name struct {
	Word
	// Made is the name that make uses.
	Made MadeName

	// quoted tells that a backslash took the meaning of a character.
	quoted bool
}

// names expands a list of file names; wild cards stand for the files of the
// tree that match (GNU Make manual, "Using Wildcard Characters in File Names").
func (p *Process) names(text *parser.Text, c context) []Name {
	value := p.expand(text, c.file, c.when)
	return p.namesOf(value, c.when)
}

// targets expands the targets of a rule. Nothing but the default goal depends
// on their order, so that those in $(sort) are known though words among them
// that are unknown leave the order open.
func (p *Process) targets(text *parser.Text, c context) []Name {
	list, ok := sortedList(text)
	if !ok {
		return p.names(text, c)
	}
	value := p.expand(list, c.file, c.when)
	if sorted := p.sort([]*Value{value}, c.when); sorted != nil && p.world.UnknownIn(sorted) == nil {
		return p.namesOf(sorted, c.when)
	}
	return p.namesOf(wordsValue(p.unique(p.world.Words(value))), c.when)
}

// sortedList returns the argument of a text that is one call of $(sort).
func sortedList(text *parser.Text) (*parser.Text, bool) {
	if len(text.Parts) != 1 {
		return nil, false
	}
	call, ok := text.Parts[0].(*parser.Function)
	if !ok || call.Name != "sort" || len(call.Args) != 1 {
		return nil, false
	}
	return &call.Args[0], true
}

func (p *Process) namesOf(value *Value, when cond.Cond) []Name {
	words := p.world.wordsUnder(value, when)
	names := make([]Name, 0, len(words))
	for i := 0; i < len(words); i++ {
		word := words[i]
		if strings.ContainsAny(word.Text, `\\(`) {
			used, found := unquoted(words[i:])
			i += used - 1
			names = append(names, found...)
			continue
		}
		if strings.ContainsAny(word.Text, "*?[") && !hasUnknown(word.Text) {
			if matches, _ := p.glob(word.Text); len(matches) > 0 {
				for _, match := range matches {
					found := word
					found.Text = match
					names = append(names, makeName(found))
				}
				continue
			}
		}
		names = append(names, makeName(word))
	}
	return names
}

// mentions reports whether a text of the value holds a byte.
func mentions(v *Value, c byte) bool {
	for i := range v.Pieces {
		piece := &v.Pieces[i]
		if piece.Value != nil && mentions(piece.Value, c) || strings.IndexByte(piece.Text, c) >= 0 {
			return true
		}
	}
	return false
}

func makeName(word Word) Name {
	return Name{Word: word, Made: MadeName(MakeName(word.Text))}
}

// unquoted reads the names that begin with the first of words: a name with
// backslashes before blanks or colons, or the members of an archive. It returns
// how many words they take.
func unquoted(words []Word) (int, []Name) {
	first := words[0]
	open := strings.IndexByte(first.Text, '(')
	if open > 0 && !strings.HasSuffix(first.Text, ")") {
		if used := memberEnd(words); used > 0 {
			return used, members(words[:used], open)
		}
	}
	used := 1
	for used < len(words) && escaped(first.Text, len(first.Text)) && words[used].When == first.When {
		first.Text = first.Text[:len(first.Text)-1] + " " + words[used].Text
		used++
	}
	name := makeName(first)
	if plain := unescape(string(name.Made)); plain != string(name.Made) {
		name.Made, name.quoted = MadeName(plain), true
		name.Text = unescape(name.Text)
	}
	return used, []Name{name}
}

// memberEnd returns how many words belong to a list of archive members, 0 if
// it has no end.
func memberEnd(words []Word) int {
	for i, word := range words {
		switch {
		case word.When != words[0].When:
			return 0
		case strings.HasSuffix(word.Text, ")"):
			return i + 1
		}
	}
	return 0
}

// members splits "lib.a(x.o y.o)" into a name for each member.
func members(words []Word, open int) []Name {
	archive := words[0].Text[:open+1]
	names := make([]Name, 0, len(words))
	for i, word := range words {
		if i == 0 {
			word.Text = word.Text[open+1:]
		} else {
			word.Text = MakeName(word.Text)
		}
		if word.Text = strings.TrimSuffix(word.Text, ")"); word.Text != "" {
			word.Text = archive + word.Text + ")"
			names = append(names, makeName(word))
		}
	}
	return names
}

// escaped reports whether an odd number of backslashes stands before end.
func escaped(text string, end int) bool {
	count := 0
	for end-count > 0 && text[end-count-1] == '\\' {
		count++
	}
	return count%2 == 1
}

// unescape removes the backslash from before a blank, a colon and a number
// sign.
func unescape(text string) string {
	if strings.IndexByte(text, '\\') < 0 {
		return text
	}
	var plain strings.Builder
	for i := range len(text) {
		if text[i] == '\\' && i+1 < len(text) && strings.IndexByte(" :", text[i+1]) >= 0 {
			continue
		}
		plain.WriteByte(text[i])
	}
	return plain.String()
}
