package cond

import (
	"fmt"
	"slices"
	"strings"
)

// claim is the meaning of a text: whether it holds in a configuration, given what "a condition over" is taken for.
type claim func(config map[Domain]string, vague bool) bool

func constant(holds bool) claim {
	return func(map[Domain]string, bool) bool { return holds }
}

// read understands the text that Format writes, knowing only what its words mean to people.
func (w *world) read(text string) (claim, error) {
	switch text {
	case "":
		return constant(true), nil
	case "never":
		return constant(false), nil
	}
	parts, word := split(text)
	if word == "" {
		return w.statement(text)
	}
	var claims []claim
	for _, part := range parts {
		if inner, ok := strings.CutPrefix(part, "("); ok {
			part = strings.TrimSuffix(inner, ")")
		}
		c, err := w.read(part)
		if err != nil {
			return nil, err
		}
		claims = append(claims, c)
	}
	return func(config map[Domain]string, vague bool) bool {
		for _, c := range claims {
			if c(config, vague) != (word == "and") {
				return word == "or"
			}
		}
		return word == "and"
	}, nil
}

// split cuts a text at the words "and" or "or" outside of parentheses; mixed words are left for statement to refuse.
func split(text string) (parts []string, word string) {
	depth, start := 0, 0
	for i := range text {
		switch text[i] {
		case '(':
			depth++
		case ')':
			depth--
		}
		for _, w := range []string{"and", "or"} {
			if depth == 0 && strings.HasPrefix(text[i:], " "+w+" ") && (word == "" || w == word) {
				parts = append(parts, text[start:i])
				start, word = i+len(w)+2, w
			}
		}
		if depth == 0 && strings.HasPrefix(text[start:], vagueWords) {
			break
		}
	}
	return append(parts, text[start:]), word
}

const vagueWords = "a condition over "

// statement understands a text about one domain.
func (w *world) statement(text string) (claim, error) {
	if strings.HasPrefix(text, vagueWords) {
		return func(_ map[Domain]string, vague bool) bool { return vague }, nil
	}
	if inner, ok := strings.CutPrefix(text, "not ("); ok {
		c, err := w.statement(strings.TrimSuffix(inner, ")"))
		return func(config map[Domain]string, vague bool) bool { return !c(config, vague) }, err
	}
	for _, d := range w.domains {
		label := w.Label(d)
		if w.IsOpaque(d) && text == label {
			return func(config map[Domain]string, _ bool) bool { return config[d] == "y" }, nil
		}
		if about, ok := strings.CutPrefix(text, label); ok && !w.IsOpaque(d) {
			holds, err := predicate(about)
			return func(config map[Domain]string, _ bool) bool { return holds(config[d]) }, err
		}
	}
	return nil, fmt.Errorf("who understands %q", text)
}

// predicate understands what is said about the value of a domain.
func predicate(about string) (func(value string) bool, error) {
	for _, p := range []struct {
		prefix string
		holds  func(value, said string) bool
	}{
		{" is not set", func(value, _ string) bool { return value == "" }},
		{" is set", func(value, _ string) bool { return value != "" }},
		{"=", func(value, said string) bool { return value == said }},
		{" is not ", func(value, said string) bool { return value != said }},
		{" is one of ", func(value, said string) bool { return slices.Contains(strings.Split(said, ", "), value) }},
		{" is none of ", func(value, said string) bool { return !slices.Contains(strings.Split(said, ", "), value) }},
		{" is ", func(value, said string) bool { return value == said }},
	} {
		if said, ok := strings.CutPrefix(about, p.prefix); ok {
			return func(value string) bool { return p.holds(value, said) }, nil
		}
	}
	return nil, fmt.Errorf("who understands %q", about)
}
