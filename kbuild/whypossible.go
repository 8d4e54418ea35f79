package kbuild

import (
	"slices"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/kconfig"
)

// exclude drops the products and routes of which the Kconfig files allow no
// configuration, and returns what it dropped where nothing is left.
func (q *inquiry) exclude() []Obstacle {
	var dropped []*Product
	q.products = slices.DeleteFunc(q.products, func(p *Product) bool {
		excluded := q.isExcluded(p.When)
		if excluded {
			dropped = append(dropped, p)
		} else {
			q.excludeRoutes(p)
		}
		return excluded
	})
	if len(q.products) > 0 {
		return nil
	}
	var all []Obstacle
	for _, p := range dropped {
		all = append(all, q.excluded(p))
	}
	return distinct(all)
}

// maxProofs bounds the routes that Kconfig is asked about.
const maxProofs = 50

// excludeRoutes drops the routes of a product that no configuration has.
func (q *inquiry) excludeRoutes(p *Product) {
	if len(p.Routes) < 2 || len(p.Routes) > maxProofs {
		return
	}
	before := len(p.Routes)
	p.Routes = slices.DeleteFunc(p.Routes, func(r Route) bool { return q.isExcluded(r.When) })
	if len(p.Routes) == before {
		return
	}
	p.When = cond.False
	for _, route := range p.Routes {
		p.When = q.tree.World.Space.Or(p.When, route.When)
	}
}

// isExcluded reports whether the Kconfig files, all of which could be read, allow no
// configuration of a condition.
func (q *inquiry) isExcluded(when cond.Cond) bool {
	if model := q.tree.Kconfig(); model == nil || !model.Incomplete.Empty() {
		return false
	}
	when = q.simplify(when)
	return when != cond.True && q.tree.Prove(when).Verdict == kconfig.Impossible
}

// excluded returns what a product would need.
func (q *inquiry) excluded(p *Product) Obstacle {
	text := "it takes " + q.worded(p.When) + ", and no configuration that the Kconfig files allow has that"
	if len(p.Routes) == 0 || len(p.Routes[0].Steps) == 0 {
		return Obstacle{Text: text}
	}
	step := p.Routes[0].Steps[len(p.Routes[0].Steps)-1]
	return Obstacle{Text: step.Text + ": " + text, Place: step.Place}
}
