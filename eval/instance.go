package eval

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
)

// A Configuration is one answer to everything that evaluation leaves open.
type Configuration struct {
	// Choose returns the value of a domain: of a configuration symbol, the
	// architecture, ...; "" is not set. Opaque tests are not asked for.
	Choose func(name string) string
	// Symbol returns the text of a symbol that is not bool or tristate, or of
	// a variable of the environment, and whether it is known.
	Symbol func(name string) (string, bool)
	// Answer returns the text of another unknown, by its reason.
	Answer func(reason string) (string, bool)
	// Newer reports whether a prerequisite is newer than its target; nil leaves
	// that open.
	Newer func(name string) bool
}

// At returns the exact text of a value in one configuration, and false with
// the reason when it depends on something that the configuration leaves open.
func (w *World) At(v *Value, configuration *Configuration) (text, unknown string, ok bool) {
	c := instance{world: w, Configuration: configuration}
	text, ok = c.text(v)
	if !ok && c.reason == "" {
		c.reason = "unknown test"
	}
	return text, c.reason, ok
}

// HoldsAt reports whether a condition holds in one configuration.
func (w *World) HoldsAt(when cond.Cond, configuration *Configuration) bool {
	c := instance{world: w, Configuration: configuration}
	return c.holds(when)
}

// An instance computes in one configuration. reason is the first unknown that
// it could not fill.
type instance struct {
	*Configuration
	world  *World
	reason string
	depth  int
}

// maxDepth bounds how deeply values of unknowns nest.
const maxDepth = 1000

// holds reports whether a condition holds. Tests that the configuration does
// not answer make it fail only if they decide.
func (c *instance) holds(when cond.Cond) bool {
	if when == cond.True || when == cond.False {
		return when == cond.True
	}
	reason := c.reason
	open := map[cond.Domain]bool{}
	yes := c.answer(when, open)
	if len(open) == 0 {
		return yes
	}
	space := c.world.Space
	isOpen := func(domain cond.Domain) bool { return open[domain] }
	for len(open) > 0 {
		count := len(open)
		may := c.answer(space.Forget(when, isOpen), open)
		must := !c.answer(space.Forget(space.Not(when), isOpen), open)
		if len(open) > count {
			continue
		}
		if may == must {
			c.reason = reason
			return may
		}
		break
	}
	return yes
}

// answer evaluates a condition and collects the tests without an answer.
func (c *instance) answer(when cond.Cond, open map[cond.Domain]bool) bool {
	return c.world.Space.Holds(when, func(domain cond.Domain) string {
		test, ok := c.world.tests[domain]
		if !ok {
			return c.choice(domain)
		}
		yes, known := test.holds(c)
		if !known {
			open[domain] = true
			c.fail(c.world.Space.Label(domain))
		}
		if yes {
			return "y"
		}
		return ""
	})
}

func (c *instance) choice(domain cond.Domain) string {
	if c.Choose == nil {
		return ""
	}
	return c.Choose(c.world.Space.Name(domain))
}

func (c *instance) fail(reason string) {
	if c.reason == "" {
		c.reason = reason
	}
}

// text returns what the value is in this configuration.
func (c *instance) text(v *Value) (string, bool) {
	var text strings.Builder
	ok := true
	filled, pending := false, false
	for i := range v.Pieces {
		piece := &v.Pieces[i]
		if piece.Template != nil {
			continue
		}
		pending = pending || piece.Sep && filled
		if !c.holds(piece.When) {
			continue
		}
		part, known := c.piece(piece)
		ok = ok && known
		if part == "" && (piece.Value != nil || piece.Text != "") {
			continue // an unknown that is nothing here asks for no blank
		}
		if pending {
			text.WriteByte(' ')
		}
		text.WriteString(part)
		filled, pending = true, false
	}
	return text.String(), ok && c.reason == ""
}

func (c *instance) piece(piece *Piece) (string, bool) {
	if piece.Value != nil {
		return c.text(piece.Value)
	}
	return c.fill(piece.Text)
}

// fill replaces the unknowns in a text.
func (c *instance) fill(text string) (string, bool) {
	start := strings.IndexByte(text, 0)
	if start < 0 {
		return text, true
	}
	var filled strings.Builder
	ok := true
	for start >= 0 {
		u, end := c.world.markAt(text, start)
		filled.WriteString(text[:start])
		part, known := c.unknown(u)
		ok = ok && known
		filled.WriteString(part)
		text = text[end:]
		start = strings.IndexByte(text, 0)
	}
	filled.WriteString(text)
	return filled.String(), ok
}

func (c *instance) unknown(u *Unknown) (string, bool) {
	if u == nil {
		return "", false
	}
	if text, ok := c.compute(u); ok {
		return text, true
	}
	if u.function.apply == nil && u.Symbol == "" && c.Answer != nil {
		if text, ok := c.Answer(u.Reason); ok {
			return text, true
		}
	}
	c.fail(u.Reason)
	return "", false
}

func (c *instance) compute(u *Unknown) (string, bool) {
	if u.Symbol != "" {
		if c.Symbol == nil {
			return "", false
		}
		text, set := c.Symbol(u.Symbol)
		return text, set || strings.HasPrefix(u.Symbol, "CONFIG_")
	}
	if u.function.apply == nil || c.depth > maxDepth {
		return "", false
	}
	c.depth++
	defer func() { c.depth-- }()
	values := u.args()
	args := make([]string, len(values))
	for i, arg := range values {
		text, ok := c.text(arg)
		if !ok {
			return "", false
		}
		args[i] = text
	}
	result, err := u.function.apply(args)
	return result, err == nil
}
