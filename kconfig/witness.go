package kconfig

import "slices"

// maxWitness is how many symbols a witness names at most.
const maxWitness = 40

// tristateTexts are the values of a level.
var tristateTexts = [...]string{"n", "m", "y"}

// A witness collects the symbols that a solution rests on.
type witness struct {
	*encoder
	solution solution
	names    []string // in the order they were met
	seen     map[string]bool
}

// witness returns the part of a solution that makes a formula hold.
func (c *encoder) witness(formula Formula, found solution) []Setting {
	w := &witness{encoder: c, solution: found, seen: map[string]bool{}}
	for _, name := range formula.symbols() {
		w.add(name)
	}
	for i := 0; i < len(w.names) && len(w.names) < maxWitness; i++ {
		if w.value(w.names[i]) > 0 {
			w.explain(w.names[i])
		}
	}
	w.addModules()
	var settings []Setting
	for _, name := range w.names {
		settings = append(settings, Setting{name, tristateTexts[w.value(name)]})
	}
	return settings
}

// addModules adds the symbol of the option modules where another one is m.
func (w *witness) addModules() {
	isModule := func(name string) bool { return w.value(name) == 1 }
	if !slices.ContainsFunc(w.names, isModule) {
		return
	}
	for _, d := range w.model.modules {
		if d.Arches.Overlaps(w.arch) {
			w.add(d.Symbol.Name)
		}
	}
}

// add notes a symbol. Numbers and texts have no place in a witness.
func (w *witness) add(name string) {
	_, known := w.levels[name]
	if typ := w.typeOf(name); known && !w.seen[name] && (typ == Bool || typ == Tristate) {
		w.seen[name] = true
		w.names = append(w.names, name)
	}
}

func (w *witness) value(name string) int { return w.solution.valueOf(w.levels[name]) }

// explain adds what lets a symbol have its value: its prompt, else what selects
// it, else its default.
func (w *witness) explain(name string) {
	symbol := w.model.symbols[name]
	facts := w.factsOf(symbol)
	value := w.value(name)
	for _, d := range facts.definitions {
		if d.Prompt != nil && w.reaches(symbol, value, d.Depends, d.Prompt.If, d.Prompt.Visible) {
			return
		}
	}
	for _, s := range symbol.SelectedBy {
		by := &Expr{Name: s.By.Symbol.Name}
		if s.By.Arches.Overlaps(w.arch) && w.reaches(symbol, value, by, s.By.Depends, s.If) {
			return
		}
	}
	for _, d := range facts.definitions {
		for _, def := range d.Defaults {
			if w.reaches(symbol, value, d.Depends, def.If, def.Value) {
				return
			}
		}
	}
}

// reaches reports whether conditions let a symbol have a value, and if so adds
// the symbols they hold by.
func (w *witness) reaches(symbol *Symbol, value int, conditions ...*Expr) bool {
	for _, e := range conditions {
		if w.known(e) == 0 || w.known(e) < value && w.typeOf(symbol.Name) == Tristate {
			return false
		}
	}
	for _, e := range conditions {
		w.support(e)
	}
	return true
}

// known returns the value of a condition in the solution.
func (w *witness) known(e *Expr) int { return w.solution.valueOf(w.condition(e)) }

// support adds the symbols that give a condition its value.
func (w *witness) support(e *Expr) {
	switch {
	case e == nil:
	case e.Op == And || e.Op == Or:
		value, all := w.known(e), e.Op == And
		if all == (value > 0) {
			w.support(e.X)
			w.support(e.Y)
		} else if w.known(e.X) == value {
			w.support(e.X)
		} else {
			w.support(e.Y)
		}
	case e.Op == Word:
		w.add(e.Name)
	default:
		w.support(e.X)
		w.support(e.Y)
	}
}
