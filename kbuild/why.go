package kbuild

import (
	"slices"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/source"
)

// A ProductKind says what kbuild makes of a file.
type ProductKind string

// The kinds of products.
const (
	// BuiltIn is linked into vmlinux.
	BuiltIn ProductKind = "built-in"
	// ModuleFile is linked into a module.
	ModuleFile ProductKind = "module"
	// Library is put into the lib.a of its directory.
	Library ProductKind = "library"
	// HostProgram runs while the kernel is built, UserProgram on the kernel.
	HostProgram ProductKind = "host-program"
	UserProgram ProductKind = "user-program"
	// DeviceTree is compiled into a blob.
	DeviceTree ProductKind = "device-tree"
	// ListedFile is made because always-y or extra-y names it.
	ListedFile ProductKind = "file"
	// Prerequisite is made because a rule needs it for something else.
	Prerequisite ProductKind = "prerequisite"
	// Visit is a directory that make goes to.
	Visit ProductKind = "visit"
	// Included is a makefile that another one reads, that of a directory too.
	Included ProductKind = "included"
)

// A Product is something that kbuild makes of a file, or does with it.
type Product struct {
	Kind ProductKind
	// OnDemand says that make builds it only where something asks for it: for a
	// goal of the user, or by a rule that could not be followed.
	OnDemand bool
	// Name is the file that it becomes a part of: vmlinux, a module, a library,
	// a program, a blob. Of a Visit it is what make goes there for, of an
	// Included makefile the directory whose process reads it.
	Name string
	// When are the configurations in which that happens.
	When cond.Cond
	// Routes lead there, each in some of these configurations.
	Routes []Route
}

// A Route is a way from the top makefile to a word that names a file.
type Route struct {
	When  cond.Cond
	Steps []Step
}

// A Step is a place of a route: what is said there, and the configurations in
// which it is.
type Step struct {
	Place source.Place
	Text  string
	When  cond.Cond
}

// An Obstacle is a reason why something is never built, and where it stands;
// the zero Place for what no makefile says.
type Obstacle struct {
	Text  string
	Place source.Place
}

// An Answer tells why a file is built, or why it never is: it has products or
// obstacles.
type Answer struct {
	Products  []Product
	Obstacles []Obstacle
}

// Why tells under which configurations a path of the tree is built and into
// what: a source, an object, a directory or a makefile. It is false for a path
// that neither the tree has nor a makefile speaks of. It reads only the part of
// the tree that may matter; where that has no answer, all of it. Each directory
// is announced to progress, which may be nil, before it is read.
func (t *Tree) Why(name string, progress func(string)) (*Answer, bool) {
	texts := t.makefileTexts()
	q := t.newInquiry(name, progress)
	narrow := q.around(texts)
	q.descend(func(dir string) bool { return narrow[dir] })
	if q.collect(); len(q.products) == 0 {
		return t.WhyOfAll(name, progress)
	}
	return q.answer(), true
}

// WhyOfAll is Why by reading the whole tree.
func (t *Tree) WhyOfAll(name string, progress func(string)) (*Answer, bool) {
	q := t.newInquiry(name, progress)
	q.descend(nil)
	q.collect()
	if len(q.products) == 0 && len(q.mentions) == 0 && !t.folder.exists(name) {
		return nil, false
	}
	return q.answer(), true
}

// An inquiry looks for all that a tree says about one path.
type inquiry struct {
	tree     *Tree
	path     string
	progress func(string)
	// names are the files that kbuild makes from the path, itself the first;
	// stem is the path without its ending. makefile is what others may include of
	// it: of a directory its Kbuild file.
	names    []string
	stem     string
	makefile string

	descent  *Descent
	readers  []reader
	mentions []*mention
	products []*Product
}

// A reader is a directory that may speak of the path, and the process that has
// read it.
type reader struct {
	directory *Directory
	process   *eval.Process
}

// A mention is a word that names a file made from the path.
type mention struct {
	directory *Directory
	kind      ProductKind
	name      string
	gate      gate
	// when are the configurations in which the word makes something of the
	// path; object is set where it is one of a list of objects.
	when   cond.Cond
	object *Object
	// list has the word, in the configurations of word; in those of missing
	// there is nothing to make the file from.
	list          string
	word, missing cond.Cond
	// steps are what the directory's makefiles say, from its list on.
	steps []Step
}

func (t *Tree) newInquiry(name string, progress func(string)) *inquiry {
	if progress == nil {
		progress = func(string) {}
	}
	q := &inquiry{tree: t, path: name, progress: progress, makefile: name}
	if t.IsDir(name) {
		q.makefile = t.kbuildFile(name)
	}
	q.names, q.stem = t.madeFrom(name)
	return q
}

// descend goes through the relevant part of the tree.
func (q *inquiry) descend(relevant func(string) bool) {
	q.descent = q.tree.Descend(Visitor{Read: q.read, Visit: q.visit, Relevant: relevant, Brief: true})
}

// read evaluates directories and the top makefile: the others build nothing.
func (q *inquiry) read(unit *Unit) *eval.Process {
	if unit.Role != DirectoryRole && unit.Role != TopRole {
		return nil
	}
	if unit.Role == DirectoryRole {
		q.progress(unit.Dir)
	}
	return q.tree.Evaluate(unit, unit.Builds[0], nil)
}

// visit keeps the directories that may speak of the path.
func (q *inquiry) visit(directory *Directory, process *eval.Process) {
	// A directory that is read again is read for more architectures.
	q.readers = slices.DeleteFunc(q.readers, func(r reader) bool { return r.directory == directory })
	q.mentions = slices.DeleteFunc(q.mentions, func(m *mention) bool { return m.directory == directory })
	if q.speaks(directory, process) {
		q.readers = append(q.readers, reader{directory, process})
	}
}

// answer returns what was found, simplified for people.
func (q *inquiry) answer() *Answer {
	a := &Answer{Obstacles: q.exclude()}
	for _, product := range q.products {
		product.When = q.simplify(product.When)
		for i := range product.Routes {
			route := &product.Routes[i]
			route.When = q.simplify(route.When)
			for j := range route.Steps {
				route.Steps[j].When = q.simplify(route.Steps[j].When)
			}
		}
		a.Products = append(a.Products, *product)
	}
	if len(a.Products)+len(a.Obstacles) == 0 {
		a.Obstacles = q.obstacles()
	}
	return a
}

// simplify returns a condition for people.
func (q *inquiry) simplify(when cond.Cond) cond.Cond {
	return q.tree.Simplify(when, q.tree.builds()[0], nil)
}

// keep adds a product, or its routes to the same one.
func (q *inquiry) keep(product *Product) {
	same := func(p *Product) bool { return p.Kind == product.Kind && p.Name == product.Name }
	i := slices.IndexFunc(q.products, same)
	if i < 0 {
		q.products = append(q.products, product)
		return
	}
	before := q.products[i]
	before.When = q.tree.World.Space.Or(before.When, product.When)
	before.Routes = append(before.Routes, product.Routes...)
}
