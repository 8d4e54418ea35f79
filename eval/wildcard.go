package eval

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/parser"
)

// expandWildcard lists the tree (GNU Make manual, "The Function wildcard").
func expandWildcard(p *Process, args []parser.Text, s site) *Value {
	if len(args) == 0 {
		return emptyValue
	}
	patterns := p.expand(&args[0], s.file, s.when)
	var b builder
	for _, word := range p.world.wordsUnder(patterns, s.when) {
		if hasUnknown(word.Text) {
			unknown := p.world.unknown("wildcard\x01"+word.Text, p.world.UnknownInText(word.Text).Reason)
			word.Text = unknown.mark()
			b.addWord(word)
			continue
		}
		names, presence := p.glob(word.Text)
		p.addMatches(&b, word, names)
		if presence == Generated {
			reason := "files a build makes: " + word.Text
			word.Text = p.world.unknown("wildcard\x01"+word.Text, reason).mark()
			b.addWord(word)
		}
	}
	return b.value()
}

// addMatches appends the names that match a pattern. GNU Make sorts them since
// 4.3; before that several of them stand as one unknown, which knows its words
// but not their order (NEWS of 4.3).
func (p *Process) addMatches(b *builder, pattern Word, names []string) {
	if len(names) > 1 && p.options.Version.Before(4, 3) {
		key := "order\x01" + pattern.Text + "\x01" + strings.Join(names, " ")
		unknown := p.world.unknown(key, "the order of the files "+pattern.Text)
		unknown.members = names
		pattern.Text = unknown.mark()
		b.addWord(pattern)
		return
	}
	for _, name := range names {
		found := pattern
		found.Text = name
		b.addWord(found)
	}
}

// inAnyOrder returns the words of a list for a function that does not depend
// on their order.
func (w *World) inAnyOrder(words []Word) []Word {
	var all []Word
	for i, word := range words {
		u := w.UnknownInText(word.Text)
		if u == nil || u.members == nil || word.Text != u.mark() {
			if all != nil {
				all = append(all, word)
			}
			continue
		}
		if all == nil {
			all = append(make([]Word, 0, len(words)+len(u.members)), words[:i]...)
		}
		for _, member := range u.members {
			word.Text = member
			all = append(all, word)
		}
	}
	if all == nil {
		return words
	}
	return all
}

// glob returns the names that match a pattern. Before GNU Make 4.3 a pattern
// with a slash behind it matches files too, which come without the slash.
func (p *Process) glob(pattern string) ([]string, Presence) {
	if p.options.Files == nil {
		return nil, Generated
	}
	names, presence := p.options.Files.Glob(pattern)
	without, found := strings.CutSuffix(pattern, "/")
	if !found || !p.options.Version.Before(4, 3) || !strings.ContainsAny(pattern, "*?[") {
		return names, presence
	}
	isDir := make(map[string]bool, len(names))
	for _, name := range names {
		isDir[strings.TrimSuffix(name, "/")] = true
	}
	all, presence := p.options.Files.Glob(without)
	for _, name := range all {
		if !isDir[name] {
			names = append(names, name)
		}
	}
	return names, presence
}
