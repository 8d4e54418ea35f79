package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/source"
)

// ignoreMark begins a comment that is meant for us.
const ignoreMark = "kbuildlint:"

// readIgnore returns what a comment wants of us, nil for any other comment.
func readIgnore(place source.Place, known []*Rule) *Ignore {
	// Continuations become blanks, so that offsets stay.
	text := strings.NewReplacer("\\\r\n", "   ", "\\\n", "  ").Replace(place.Text())
	r := &ignoreReader{place: place, text: text, known: known, ignore: &Ignore{Place: place}}
	r.at = len(text) - len(strings.TrimLeft(text, "# \t"))
	if !strings.HasPrefix(text[r.at:], ignoreMark) {
		return nil
	}
	r.at += len(ignoreMark)
	r.read()
	return r.ignore
}

// An ignoreReader reads one comment.
type ignoreReader struct {
	place  source.Place
	text   string
	at     int
	known  []*Rule
	ignore *Ignore
}

// part returns the place of text[start:end].
func (r *ignoreReader) part(start, end int) source.Place {
	first := r.place.Span.Start
	return source.Place{File: r.place.File, Span: source.Span{Start: first + start, End: first + end}}
}

// read reads the word, the names and the reason.
func (r *ignoreReader) read() {
	start, end := trimmed(r.text, r.at, len(r.text))
	if blank := strings.IndexAny(r.text[start:end], " \t"); blank >= 0 {
		end = start + blank
	}
	word := r.text[start:end]
	r.ignore.word = ignoreWord(word)
	switch r.ignore.word {
	case ignoreLine, ignoreStart, ignoreEnd, ignoreFile:
		r.names(end)
		return
	}
	r.unknownWord(start, end)
}

// unknownWord notes that text[start:end] is not what may stand there.
func (r *ignoreReader) unknownWord(start, end int) {
	word := r.text[start:end]
	switch bare := strings.TrimRight(word, ":"); {
	case word == "":
		r.ignore.problem(r.place, "nothing stands behind "+ignoreMark, "")
	case slices.Contains(ignoreWords, bare):
		r.ignore.problem(r.part(start+len(bare), end), "no colon stands between "+bare+" and the rules", "")
	default:
		message := fmt.Sprintf("%s does not know the word %q", ignoreMark, word)
		r.ignore.problem(r.part(start, end), message, Nearest(word, ignoreWords))
	}
}

// names reads the rules from an offset on, and the reason behind their colon.
func (r *ignoreReader) names(from int) {
	end := len(r.text)
	if colon := strings.IndexByte(r.text[from:], ':'); colon >= 0 {
		end = from + colon
		reason, last := trimmed(r.text, end+1, len(r.text))
		r.ignore.Reason = strings.Join(strings.Fields(r.text[reason:last]), " ")
	}
	for start := from; start <= end; {
		stop := end
		if comma := strings.IndexByte(r.text[start:end], ','); comma >= 0 {
			stop = start + comma
		}
		r.name(trimmed(r.text, start, stop))
		start = stop + 1
	}
	if len(r.ignore.Rules) == 0 {
		r.ignore.problem(r.place, "no rule is named", "")
	}
}

// name reads the name at text[start:end].
func (r *ignoreReader) name(start, end int) {
	if start == end {
		return
	}
	if blank := strings.IndexAny(r.text[start:end], " \t"); blank >= 0 {
		r.ignore.problem(r.part(start+blank, end), "a colon has to stand between the rules and the reason", "")
		end = start + blank
	}
	name := r.text[start:end]
	open := r.ignore.word == ignoreStart
	r.ignore.Rules = append(r.ignore.Rules, IgnoredRule{Name: name, Place: r.part(start, end), open: open})
	if RuleNamed(r.known, name) != nil {
		return
	}
	for _, rule := range r.known {
		if slices.Contains(rule.Groups, name) {
			r.ignore.problem(r.part(start, end), name+" is a group, and only rules can be ignored", "")
			return
		}
	}
	r.ignore.problem(r.part(start, end), fmt.Sprintf("there is no rule %q", name), Nearest(name, RuleNames(r.known)))
}

// trimmed shrinks text[start:end] by the blanks at both ends.
func trimmed(text string, start, end int) (from, to int) {
	inside := text[start:end]
	from = start + len(inside) - len(strings.TrimLeft(inside, " \t\r\n"))
	return from, from + len(strings.TrimSpace(inside))
}
