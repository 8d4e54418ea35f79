package eval

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/kbuildlint/kbuildlint/cond"
)

// TestKey checks that the values of a key are read as they were written, and
// that no two of them have the same key.
func TestKey(t *testing.T) {
	const when = cond.Cond(12)
	nested := &Value{Pieces: []Piece{{Text: "in", When: cond.True}, {Text: "side", When: when, Sep: true}}}
	values := map[string][]Piece{
		"nothing":             nil,
		"text":                {{Text: "a b", When: cond.True}},
		"a condition":         {{Text: "a", When: when}},
		"a condition and not": {{Text: "a", When: when}, {Text: "b", When: cond.True}},
		"a longer text":       {{Text: "ab", When: when}},
		"blanks":              {{Text: "a", When: cond.True}, {Text: "b", When: cond.True, Sep: true}},
		"nothing but there":   {{When: cond.True}, {Text: "a", When: cond.True, Sep: true}},
		"nothing in some":     {{When: when}, {Text: "a", When: cond.True, Sep: true}},
		"a value":             {{Value: nested, When: cond.True}, {Text: "c", When: cond.True}},
		"a value in some":     {{Value: nested, When: when}},
		"unknown":             {{Text: "a\x001\x00b", When: cond.True}},
		"marks":               {{Text: "\x01a\x07\x03", When: cond.True}, {Text: "\x06", When: when}},
	}
	keys := map[string]string{}
	for name, pieces := range values {
		var key strings.Builder
		for range 2 {
			key.WriteByte(keyNext)
			NewWorld().writeKey(&key, &Value{Pieces: pieces})
		}
		if other, ok := keys[key.String()]; ok {
			t.Errorf("%s has the key of %s", name, other)
		}
		keys[key.String()] = name
		r := keyReader{rest: key.String()}
		want := []*Value{{Pieces: pieces}, {Pieces: pieces}}
		if diff := cmp.Diff(want, r.arguments(), cmpopts.IgnoreUnexported(Value{}), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: (-written +read)\n%s", name, diff)
		}
	}
}
