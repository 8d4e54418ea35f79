package cond

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

type shape uint8

const (
	single shape = iota // a statement about one domain
	all                 // a conjunction
	some                // a disjunction
	rest                // what was too long to say
)

// phrase is a condition on its way to text.
type phrase struct {
	shape   shape
	words   string // of a single, and of a rest
	kids    []phrase
	domains []Domain
	weight  int // how many statements it makes
}

// join returns the conjunction or disjunction of phrases: statements about single domains first, then by length.
func join(how shape, kids []phrase) phrase {
	out := phrase{shape: how}
	for _, k := range kids {
		if k.shape == how {
			out.kids = append(out.kids, k.kids...)
		} else {
			out.kids = append(out.kids, k)
		}
	}
	if len(out.kids) == 1 {
		return out.kids[0]
	}
	slices.SortStableFunc(out.kids, func(a, b phrase) int {
		if a.shape == single && b.shape == single {
			return cmp.Or(cmp.Compare(a.domains[0], b.domains[0]), cmp.Compare(a.words, b.words))
		}
		return cmp.Or(cmp.Compare(a.weight, b.weight), cmp.Compare(a.text(), b.text()))
	})
	for _, k := range out.kids {
		out.domains = append(out.domains, k.domains...)
		out.weight += k.weight
	}
	slices.Sort(out.domains)
	out.domains = slices.Compact(out.domains)
	return out
}

// text returns the phrase as people read it. Where "and" and "or" meet, parentheses say what belongs together.
func (p phrase) text() string {
	var word string
	switch p.shape {
	case all:
		word = " and "
	case some:
		word = " or "
	default:
		return p.words
	}
	texts := make([]string, len(p.kids))
	for i, k := range p.kids {
		texts[i] = k.text()
		if k.shape == all || k.shape == some {
			texts[i] = "(" + texts[i] + ")"
		}
	}
	return strings.Join(texts, word)
}

// cut returns the phrase, or its first parts and what the rest is about if it is too long.
func (p phrase) cut(s *Space) phrase {
	if p.weight <= maxLiterals {
		return p
	}
	kept, weight := 0, 0
	for kept < len(p.kids) && weight+p.kids[kept].weight <= keptLiterals {
		weight += p.kids[kept].weight
		kept++
	}
	if kept == 0 {
		return vague(s, p.domains)
	}
	var about []Domain
	for _, k := range p.kids[kept:] {
		about = append(about, k.domains...)
	}
	slices.SortFunc(about, s.compare)
	out := phrase{shape: p.shape, kids: slices.Clone(p.kids[:kept])}
	out.kids = append(out.kids, vague(s, slices.Compact(about)))
	return out
}

const (
	listed = 3 // domains named in full
	named  = 2 // domains named where they are more
)

// vague returns the phrase that only says which domains, in the order of people, a condition depends on.
func vague(s *Space, domains []Domain) phrase {
	var names []string
	for _, d := range domains {
		name := s.domains[d].label
		if s.domains[d].kind != declared {
			name = strconv.Quote(name)
		}
		names = append(names, name)
	}
	if len(names) > listed {
		more := strconv.Itoa(len(names) - named)
		names = append(names[:named], more+" more")
	}
	words := strings.Join(names, ", ")
	if last := len(names) - 1; last > 0 {
		words = strings.Join(names[:last], ", ") + " and " + names[last]
	}
	return phrase{shape: rest, words: "a condition over " + words, domains: domains, weight: max(len(domains), 1)}
}
