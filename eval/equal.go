package eval

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
)

// equal returns when two values are the same text, as ifeq compares.
func (w *World) equal(left, right *Value, when cond.Cond) cond.Cond {
	if left.isEmpty() {
		return w.Space.Not(w.NonEmpty(right))
	}
	if right.isEmpty() {
		return w.Space.Not(w.NonEmpty(left))
	}
	a, okA := w.Alternatives(left, when)
	b, okB := w.Alternatives(right, when)
	if !okA || !okB {
		return w.compareLater(left, right)
	}
	var same []cond.Cond
	for _, l := range a {
		for _, r := range b {
			both := w.Space.And(l.When, r.When)
			if both != cond.False {
				same = append(same, w.Space.And(both, w.equalTexts(l.Text, r.Text)))
			}
		}
	}
	return w.Space.OrAll(same)
}

func (w *World) equalTexts(left, right string) cond.Cond {
	switch {
	case left == right:
		return cond.True
	case !hasUnknown(left) && !hasUnknown(right):
		return cond.False
	case left == "":
		return w.Space.Not(w.textNonEmpty(right))
	case right == "":
		return w.Space.Not(w.textNonEmpty(left))
	case !mayEqual(left, right):
		return cond.False
	}
	if left > right {
		left, right = right, left
	}
	label := "'" + w.Readable(left) + "' equals '" + w.Readable(right) + "'"
	return w.opaque("equal\x01"+left+"\x01"+right, label, func(c *instance) (bool, bool) {
		l, okL := c.fill(left)
		r, okR := c.fill(right)
		return l == r, okL && okR
	})
}

// mayEqual reports whether the known text before the first and behind the last
// unknown of two texts leaves them a chance to be equal.
func mayEqual(left, right string) bool {
	if !hasUnknown(left) {
		left, right = right, left
	}
	start, end := edges(left)
	if !hasUnknown(right) {
		return len(right) >= len(start)+len(end) && strings.HasPrefix(right, start) && strings.HasSuffix(right, end)
	}
	otherStart, otherEnd := edges(right)
	return (strings.HasPrefix(start, otherStart) || strings.HasPrefix(otherStart, start)) &&
		(strings.HasSuffix(end, otherEnd) || strings.HasSuffix(otherEnd, end))
}

// edges returns the known text before the first and behind the last unknown.
func edges(text string) (start, end string) {
	return text[:strings.IndexByte(text, 0)], text[strings.LastIndexByte(text, 0)+1:]
}

// compareLater leaves a comparison to an exact configuration.
func (w *World) compareLater(left, right *Value) cond.Cond {
	var key strings.Builder
	key.WriteString("compare\x01")
	w.writeKey(&key, left)
	key.WriteByte(1)
	w.writeKey(&key, right)
	return w.opaque(key.String(), "a comparison of lists holds", func(c *instance) (bool, bool) {
		l, okL := c.text(left)
		r, okR := c.text(right)
		return l == r, okL && okR
	})
}
