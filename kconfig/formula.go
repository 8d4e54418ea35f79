package kconfig

// A Formula is a condition on the values of symbols. It is built by Is, All,
// Any and None; the zero Formula always holds.
type Formula struct {
	join   joiner
	parts  []Formula
	symbol string
	value  string
}

// A joiner says how the parts of a formula make up the whole.
type joiner uint8

const (
	joinAll joiner = iota
	joinAny
	joinNone
	joinIs
)

// Is holds where a symbol, named without CONFIG_, has a value: y, m or n for a
// bool and a tristate, "" being the same as n, and the text for others. A
// symbol that the architecture does not define is n.
func Is(symbol, value string) Formula { return Formula{join: joinIs, symbol: symbol, value: value} }

// All holds where all formulas do.
func All(formulas ...Formula) Formula { return Formula{join: joinAll, parts: formulas} }

// Any holds where one formula does at least.
func Any(formulas ...Formula) Formula { return Formula{join: joinAny, parts: formulas} }

// None holds where no formula does.
func None(formulas ...Formula) Formula { return Formula{join: joinNone, parts: formulas} }

// symbols returns the symbols of the formula, in order.
func (f Formula) symbols() []string {
	var names []string
	if f.join == joinIs {
		names = append(names, f.symbol)
	}
	for _, part := range f.parts {
		names = append(names, part.symbols()...)
	}
	return names
}

// A Verdict says whether a condition can hold.
type Verdict int

// The verdicts. Undecided is the one where the model lacks something: an
// architecture that was not read, or a file that could not be.
const (
	Undecided Verdict = iota
	Possible
	Impossible
)

// An Answer is what Satisfiable found.
type Answer struct {
	Verdict Verdict
	// Witness is a configuration in which the condition holds, as far as it
	// matters: the symbols that were asked for, then what they need.
	Witness []Setting
}

// A Setting is the value of one symbol: y, m or n.
type Setting struct {
	Symbol, Value string
}

// String prints a setting as in a .config, but for n.
func (s Setting) String() string { return "CONFIG_" + s.Symbol + "=" + s.Value }
