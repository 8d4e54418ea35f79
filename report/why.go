package report

import (
	"fmt"
	"io"

	"github.com/kbuildlint/kbuildlint/lint"
)

// A Why tells why a file of a tree is built, or why it never is.
type Why struct {
	Tree lint.Tree
	// Path is relative to the root of the tree.
	Path      string
	Products  []Product
	Obstacles []Obstacle
}

// A Product is something that is made of the file.
type Product struct {
	// Kind is one of the kinds of docs/why.schema.json.
	Kind string
	Name string
	// OnDemand says that it is made only where something asks for it.
	OnDemand bool
	// When is the condition in words, "" when it always is.
	When   string
	Routes []Route
}

// A Route is a way from the top makefile to the word that names the file, and
// the condition in words under which it is taken.
type Route struct {
	When  string
	Steps []Step
}

// A Step is a place of a route, what it says and the condition of its own.
type Step struct {
	lint.Range
	Text, When string
}

// An Obstacle is a reason why nothing is made of the file; its path is "" where
// no makefile says so.
type Obstacle struct {
	lint.Range
	Text string
}

// productPhrases say what a kind of product means; a %s is its name.
var productPhrases = map[string]string{
	"built-in":     "built into %s",
	"module":       "linked into the module %s",
	"library":      "put into the library %s",
	"host-program": "compiled for the program %s, which runs where the kernel is built",
	"user-program": "compiled for the program %s, which runs on the kernel",
	"device-tree":  "compiled into the device tree blob %s",
	"file":         "made as %s",
	"prerequisite": "needed for %s",
	"visit":        "visited for %s",
	"included":     "read by the process of %s",
}

// WhyText writes why a file is built for people.
func WhyText(w io.Writer, why *Why, o TextOptions) error {
	t := newTextWriter(w, o)
	head := t.palette.place.Sprint(Escape(t.path(0, why.Path)))
	if len(why.Products) == 0 {
		t.line("%s is never built:", head)
		for _, obstacle := range why.Obstacles {
			t.obstacle(obstacle)
		}
		return t.flush()
	}
	t.line("%s", head)
	for _, product := range why.Products {
		t.product(product)
	}
	return t.flush()
}

// product writes a section: what is made, when, and the steps that lead there.
func (t *textWriter) product(p Product) {
	phrase, known := productPhrases[p.Kind]
	if !known {
		phrase = p.Kind + " %s"
	}
	line := fmt.Sprintf(phrase, t.palette.mark.Sprint(Escape(p.Name)))
	if p.OnDemand {
		line += " if something asks for it"
	}
	t.line("")
	t.line("  %s%s", line, t.condition(p.When))
	for i, route := range p.Routes {
		if i > 0 {
			t.line("   or%s", t.condition(route.When))
		}
		for _, step := range route.Steps {
			place := t.palette.rule.Sprint(t.place(0, step.Range), ":")
			t.line("    %s %s%s", place, Escape(step.Text), t.condition(step.When))
		}
	}
}

// condition returns what follows a text that holds under a condition only.
func (t *textWriter) condition(when string) string {
	if when == "" {
		return ""
	}
	return " " + t.palette.label.Sprint("when") + " " + Escape(when)
}

// obstacle writes a reason, with its place if it has one.
func (t *textWriter) obstacle(o Obstacle) {
	if o.Path == "" {
		t.line("  %s", Escape(o.Text))
		return
	}
	t.line("  %s %s", t.palette.rule.Sprint(t.place(0, o.Range), ":"), Escape(o.Text))
}

// The types of docs/why.schema.json. No array is ever null.
type (
	jsonWhy struct {
		Version   int            `json:"version"`
		Tree      jsonTree       `json:"tree"`
		Path      string         `json:"path"`
		Products  []jsonProduct  `json:"products"`
		Obstacles []jsonObstacle `json:"obstacles"`
	}

	jsonProduct struct {
		Kind     string      `json:"kind"`
		Name     string      `json:"name"`
		OnDemand bool        `json:"onDemand"`
		When     string      `json:"when"`
		Routes   []jsonRoute `json:"routes"`
	}

	jsonRoute struct {
		When  string     `json:"when"`
		Steps []jsonStep `json:"steps"`
	}

	jsonStep struct {
		jsonRange
		Text string `json:"text"`
		When string `json:"when"`
	}

	jsonObstacle struct {
		// Place is left out where no makefile says so.
		Place *jsonRange `json:"place,omitempty"`
		Text  string     `json:"text"`
	}
)

// WhyJSON writes why a file is built for programs.
func WhyJSON(w io.Writer, why *Why) error {
	return WriteJSON(w, jsonWhy{
		Version: jsonVersion, Tree: jsonTree(why.Tree), Path: why.Path,
		Products: each(why.Products, func(p Product) jsonProduct {
			return jsonProduct{p.Kind, p.Name, p.OnDemand, p.When, each(p.Routes, func(r Route) jsonRoute {
				return jsonRoute{r.When, each(r.Steps, func(s Step) jsonStep {
					return jsonStep{jsonRange(s.Range), s.Text, s.When}
				})}
			})}
		}),
		Obstacles: each(why.Obstacles, func(o Obstacle) jsonObstacle {
			if o.Path == "" {
				return jsonObstacle{Text: o.Text}
			}
			place := jsonRange(o.Range)
			return jsonObstacle{&place, o.Text}
		}),
	})
}
