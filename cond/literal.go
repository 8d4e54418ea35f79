package cond

import "strings"

const symbolPrefix = "CONFIG_"

// literalText returns a statement about one domain.
func (s *Space) literalText(l literal) string {
	dom := &s.domains[l.domain]
	var in, out []int
	for i, holds := range s.children(l.values, l.domain) {
		if holds == False {
			out = append(out, i)
		} else {
			in = append(in, i)
		}
	}
	switch {
	case len(in) == 0:
		return "never"
	case dom.kind != declared && in[0] == 0:
		return "not (" + dom.label + ")"
	case dom.kind != declared:
		return dom.label
	case strings.HasPrefix(dom.name, symbolPrefix):
		return dom.symbolText(in, out)
	}
	return dom.plainText(in, out)
}

// symbolText says that a CONFIG symbol has one of the values in, none of the values out.
func (d *domain) symbolText(in, out []int) string {
	unset := in[0] == 0
	switch {
	case unset && len(in) == 1:
		return d.name + " is not set"
	case len(in) == 1:
		return d.name + "=" + d.values[in[0]]
	case !unset && len(out) == 1:
		return d.name + " is set"
	}
	return d.plainText(in, out)
}

// plainText says so of any domain. An empty value reads as "not set".
func (d *domain) plainText(in, out []int) string {
	switch {
	case len(in) == 1 && d.values[in[0]] == "":
		return d.name + " is not set"
	case len(in) == 1:
		return d.name + " is " + d.values[in[0]]
	case len(out) == 1 && d.values[out[0]] == "":
		return d.name + " is set"
	case len(out) == 1:
		return d.name + " is not " + d.values[out[0]]
	case d.hasEmpty(in) || len(out) < len(in) && !d.hasEmpty(out):
		return d.name + " is none of " + d.list(out)
	}
	return d.name + " is one of " + d.list(in)
}

func (d *domain) hasEmpty(values []int) bool {
	for _, i := range values {
		if d.values[i] == "" {
			return true
		}
	}
	return false
}

func (d *domain) list(values []int) string {
	var out []string
	for _, i := range values {
		out = append(out, d.values[i])
	}
	return strings.Join(out, ", ")
}
