package kbuild

import (
	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// A Branch is an arm of a conditional, for all makes that come to it.
type Branch struct {
	// Kind is the directive, Place its line.
	Kind  parser.CondKind
	Place source.Place
	// Reached are the configurations in which some make comes to the directive,
	// Taken those in which one executes the arm.
	Reached, Taken cond.Cond
	// Visits are the times that makes come to it.
	Visits []eval.Branch
	// Stops tells that make stops in the arm.
	Stops bool
	// Directories are those whose makes come to it, nil for the top makefile.
	Directories []*Directory
}

// Branches returns the arms of conditionals that make comes to, in the order in
// which it first does.
func (d *Descent) Branches() []*Branch {
	c := branches{space: d.tree.World.Space, byPlace: map[source.Place]*Branch{}}
	if d.top != nil {
		c.add(nil, d.top.Branches, d.top.Live())
	}
	for _, directory := range d.Directories {
		c.add(directory, directory.branches, directory.Possible)
	}
	return c.all
}

// branches joins the arms that several makes come to.
type branches struct {
	space   *cond.Space
	all     []*Branch
	byPlace map[source.Place]*Branch
}

// add adds the arms that a make comes to in some configurations.
func (c *branches) add(directory *Directory, arms []eval.Branch, possible cond.Cond) {
	for _, arm := range arms {
		place := arm.Place.Written()
		b := c.byPlace[place]
		if b == nil {
			b = &Branch{Kind: arm.Kind, Place: place, Reached: cond.False, Taken: cond.False}
			c.byPlace[place] = b
			c.all = append(c.all, b)
		}
		b.Reached = c.space.Or(b.Reached, c.space.And(arm.When, possible))
		b.Visits = append(b.Visits, arm)
		b.Stops = b.Stops || arm.Stops
		b.Taken = c.space.Or(b.Taken, c.space.And(arm.Taken, possible))
		if last := len(b.Directories) - 1; last < 0 || b.Directories[last] != directory {
			b.Directories = append(b.Directories, directory)
		}
	}
}
