package kconfig

import (
	"slices"
	"strings"
)

// rooms bound how much is told to the solver, in clauses. The symbols that are
// farther from those asked for than fits are free to have any value: then
// something impossible may be called possible, never the other way round. Most
// of what is impossible is so for a reason near by, and needs the first one only.
var rooms = [...]int{500, 10_000}

// An encoder turns what Kconfig demands on one architecture into clauses.
type encoder struct {
	*circuit
	model  *Model
	arch   ArchSet // one architecture
	levels map[string]level
	types  map[string]Type
	queue  []*Symbol // whose constraints are not encoded yet
	atoms  map[string]literal
	room   int // clauses after which no more symbols are looked at

	conditions scope
	values     scope
	choices    map[*Choice]bool
	said       *statements // what may be left out, nil to heed all
}

// A scope is where an expression stands: in a condition m is n when there are
// no modules, in the value of a default it is not (rewrite_m of
// scripts/kconfig/menu.c).
type scope struct {
	m     level
	known map[*Expr]level
}

func newEncoder(model *Model, arch ArchSet, room int) *encoder {
	c := &encoder{
		circuit: newCircuit(), model: model, arch: arch, levels: map[string]level{}, types: map[string]Type{},
		atoms: map[string]literal{}, room: room, choices: map[*Choice]bool{},
	}
	c.values = scope{levelM, map[*Expr]level{}}
	c.conditions = scope{level{c.modules(), never}, map[*Expr]level{}}
	return c
}

// modules returns the literal that there are modules. Where no symbol has the
// option, there are none.
func (c *encoder) modules() literal {
	for _, d := range c.model.modules {
		if d.Arches.Overlaps(c.arch) {
			return c.symbol(d.Symbol.Name).atLeastM
		}
	}
	return never
}

// symbol returns the value of a symbol.
func (c *encoder) symbol(name string) level {
	if l, known := c.levels[name]; known {
		return l
	}
	l := c.newSymbol(name)
	c.levels[name] = l
	return l
}

func (c *encoder) newSymbol(name string) level {
	symbol := c.model.symbols[name]
	if symbol == nil || !c.model.ArchesOf(name).Overlaps(c.arch) {
		if c.namesChoice(name) {
			return c.free()
		}
		return levelN
	}
	if c.isPartly(symbol) {
		return c.free()
	}
	switch c.typeOf(name) {
	case Bool:
		c.queue = append(c.queue, symbol)
		return truth(c.fresh())
	case Tristate:
		c.queue = append(c.queue, symbol)
		return c.free()
	case Int, Hex, String, Untyped:
	}
	return c.free()
}

// isPartly reports whether an entry of a symbol may say more than what could be
// read.
func (c *encoder) isPartly(symbol *Symbol) bool {
	return slices.ContainsFunc(symbol.Definitions, func(d *Definition) bool {
		return c.model.partly[d.Place.File] && d.Arches.Overlaps(c.arch)
	})
}

// namesChoice reports whether a name is that of a choice, which has a value
// like a symbol.
func (c *encoder) namesChoice(name string) bool {
	return c.model.choiceNames[name].Overlaps(c.arch)
}

// free returns a level that nothing limits.
func (c *encoder) free() level {
	l := level{c.fresh(), c.fresh()}
	c.require(-l.isY, l.atLeastM)
	return l
}

// atom returns a literal for a test that is not looked into, such as a
// comparison of numbers.
func (c *encoder) atom(text string) literal {
	l, known := c.atoms[text]
	if !known {
		l = c.fresh()
		c.atoms[text] = l
	}
	return l
}

// condition returns the value of a condition.
func (c *encoder) condition(e *Expr) level { return c.expr(&c.conditions, e) }

// all returns the value of the conjunction of conditions.
func (c *encoder) all(conditions ...*Expr) level {
	l := levelY
	for _, e := range conditions {
		l = c.least(l, c.condition(e))
	}
	return l
}

func (c *encoder) expr(s *scope, e *Expr) level {
	if e == nil {
		return levelY
	}
	l, known := s.known[e]
	if !known {
		l = c.newExpr(s, e)
		s.known[e] = l
	}
	return l
}

func (c *encoder) newExpr(s *scope, e *Expr) level {
	switch e.Op {
	case Word:
		if e.Name == "m" {
			return s.m
		}
		if isTristate(e.Name) {
			return constants[e.Name]
		}
		return c.symbol(e.Name)
	case Text:
		if e.Name == "m" {
			return s.m
		}
		return constantLevel(e.Name)
	case Unknown:
		// What the shell says may be a constant or the name of a symbol.
		return level{c.atom("m:" + e.Name), c.and(c.atom("m:"+e.Name), c.atom("y:"+e.Name))}
	case Not:
		return opposite(c.expr(s, e.X))
	case And:
		return c.least(c.expr(s, e.X), c.expr(s, e.Y))
	case Or:
		return c.most(c.expr(s, e.X), c.expr(s, e.Y))
	default:
		return truth(c.compare(e))
	}
}

// constants are the values of the constants.
var constants = map[string]level{"n": levelN, "m": levelM, "y": levelY}

// constantLevel returns the value of a quoted text as a condition; one that is
// no constant of tristate is n.
func constantLevel(text string) level {
	if l, known := constants[text]; known {
		return l
	}
	return levelN
}

// negations are the comparisons that are the opposite of another one.
var negations = map[Op]Op{Unequal: Equal, GreaterEqual: Less, LessEqual: Greater}

// compare returns the literal of a comparison.
func (c *encoder) compare(e *Expr) literal {
	if positive, negated := negations[e.Op]; negated {
		return -c.compareAs(positive, e.X, e.Y)
	}
	return c.compareAs(e.Op, e.X, e.Y)
}

func (c *encoder) compareAs(op Op, x, y *Expr) literal {
	left, knownLeft := c.tristate(x)
	right, knownRight := c.tristate(y)
	switch {
	case knownLeft && knownRight:
		return c.compareLevels(op, left, right)
	case x.Op == Text && y.Op == Text && op == Equal && isName(x.Name) && isName(y.Name):
		if x.Name == y.Name {
			return always
		}
		return never
	case op == Greater:
		return c.atom(compareKey(Less, y, x))
	case op == Equal && operandKey(y) < operandKey(x):
		return c.atom(compareKey(Equal, y, x))
	}
	return c.atom(compareKey(op, x, y))
}

func (c *encoder) compareLevels(op Op, x, y level) literal {
	switch op {
	case Less:
		return c.or(c.and(-x.atLeastM, y.atLeastM), c.and(-x.isY, y.isY))
	case Greater:
		return c.compareLevels(Less, y, x)
	default:
		return c.and(c.same(x.atLeastM, y.atLeastM), c.same(x.isY, y.isY))
	}
}

// tristate returns the value of an operand of a comparison if it is a bool, a
// tristate or a constant of those.
func (c *encoder) tristate(e *Expr) (value level, known bool) {
	if e.Op != Unknown && isTristate(e.Name) {
		return constants[e.Name], true
	}
	if e.Op != Word || c.typeOf(e.Name) != Bool && c.typeOf(e.Name) != Tristate {
		return levelN, false
	}
	return c.symbol(e.Name), true
}

// typeOf returns the type of a symbol, Untyped for what is none.
func (c *encoder) typeOf(name string) Type {
	typ, known := c.types[name]
	if symbol := c.model.symbols[name]; !known && symbol != nil {
		typ = symbol.TypeOn(c.arch)
		c.types[name] = typ
	}
	return typ
}

// isName reports whether a text begins with a letter that no number does, so
// that it is compared byte by byte.
func isName(text string) bool {
	return text != "" && strings.IndexByte("ghijklopqrstuvwxz_", text[0]|0x20) >= 0
}

func compareKey(op Op, x, y *Expr) string {
	return operandKey(x) + " " + opTexts[op] + " " + operandKey(y)
}

// operandKey tells the operands of comparisons from each other.
func operandKey(e *Expr) string {
	if e.Op == Text {
		return `"` + e.Name
	}
	return e.Name
}
