package kconfig

import (
	"fmt"
	"strings"

	"github.com/kbuildlint/kbuildlint/source"
)

// Bounds of the macro language. Linux 6.12 expands some 100 KiB, no text deeper
// than 6 references and none longer than 1 KiB.
const (
	maxExpansionDepth = 100
	maxExpansion      = 1 << 16 // bytes of a text
	maxExpanded       = 1 << 23 // bytes of all texts together
)

// unknownMark stands around the parts of an expanded text that nobody knows
// without running a shell. No text of Kconfig holds it.
const unknownMark = "\x00"

// isUnknown reports whether an expanded text has unknown parts.
func isUnknown(text string) bool { return strings.Contains(text, unknownMark) }

// unknown returns the mark of an unknown; equal reasons are the same unknown.
func unknown(reason string) string { return unknownMark + reason + unknownMark }

// macros knows the variables and expands what uses them.
type macros struct {
	arches    []string
	env       func(arch, name string) (string, bool)
	variables map[string][]binding
	fuel      int // bytes that may still be expanded
	report    func(place source.Place, arches ArchSet, message string)

	arch    int          // for which the text is expanded
	varies  bool         // whether the result depends on the architecture
	place   source.Place // of the text
	depth   int
	overran bool // whether a text was given up
	losses  int  // texts that are unknown for no better reason
}

// A variant is what a text is on some architectures.
type variant struct {
	arches ArchSet
	text   string
}

// variants expands a word or the value of a variable for each architecture of a
// set, and groups those with equal results.
func (m *macros) variants(text string, place source.Place, arches ArchSet) []variant {
	return m.variantsBy(m.expandAll, text, place, arches)
}

// quotedVariants does the same with a quoted text.
func (m *macros) quotedVariants(text string, place source.Place, arches ArchSet) []variant {
	return m.variantsBy(m.expandQuoted, unquoted(text), place, arches)
}

func (m *macros) expandAll(text string) string { return m.expand(text, nil) }

// expandQuoted expands the inside of a quoted text: a backslash takes the
// meaning from the byte behind it, but not inside a reference.
func (m *macros) expandQuoted(text string) string {
	var out strings.Builder
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '\\':
			if i++; i < len(text) {
				out.WriteByte(text[i])
			}
		case strings.HasPrefix(text[i:], "$("):
			closing := closingParen(text[i+2:])
			if closing < 0 {
				out.WriteString(text[i:])
				return out.String()
			}
			end := i + 2 + closing
			out.WriteString(m.expand(text[i:end+1], nil))
			i = end
		default:
			out.WriteByte(text[i])
		}
	}
	return out.String()
}

func (m *macros) variantsBy(
	expand func(string) string, text string, place source.Place, arches ArchSet,
) []variant {
	if !strings.Contains(text, "$(") {
		return []variant{{arches, text}}
	}
	var groups []variant
	for arches != 0 {
		index := arches.first()
		m.arch, m.varies, m.place, m.depth = index, false, place, 0
		result := expand(text)
		group := arches
		if m.varies {
			group = archAt(index)
		}
		groups = addVariant(groups, variant{group, result})
		arches &^= group
	}
	return groups
}

func addVariant(groups []variant, added variant) []variant {
	for i := range groups {
		if groups[i].text == added.text {
			groups[i].arches |= added.arches
			return groups
		}
	}
	return append(groups, added)
}

// expand replaces the references of a text; args are those of the function
// whose body it is.
func (m *macros) expand(text string, args []string) string {
	start := strings.Index(text, "$(")
	if start < 0 {
		return text
	}
	var out strings.Builder
	for ; start >= 0; start = strings.Index(text, "$(") {
		closing := closingParen(text[start+2:])
		if closing < 0 {
			break
		}
		out.WriteString(text[:start])
		out.WriteString(m.reference(text[start+2:start+2+closing], args))
		text = text[start+2+closing+1:]
		if out.Len() > maxExpansion {
			return m.overrun("the text grows too long")
		}
	}
	out.WriteString(text)
	m.fuel -= out.Len()
	return out.String()
}

// overrun gives a text up: it becomes an unknown that is like no other.
func (m *macros) overrun(message string) string {
	if !m.overran {
		m.report(m.place, archAt(m.arch), message)
	}
	m.overran = true
	return m.lost()
}

// lost returns an unknown that is like no other.
func (m *macros) lost() string {
	m.losses++
	return unknown(fmt.Sprint("lost ", m.losses))
}

// reference returns the value of $(body).
func (m *macros) reference(body string, args []string) string {
	if m.fuel -= len(body) + 16; m.fuel < 0 || m.depth > maxExpansionDepth {
		return m.overrun("the reference expands too deeply")
	}
	m.depth++
	defer func() { m.depth-- }()
	if n := argument(body); n > 0 && n <= len(args) {
		return args[n-1]
	}
	parts := splitArguments(body)
	for i, part := range parts {
		parts[i] = m.expand(part, args)
	}
	name, given := parts[0], parts[1:]
	if text, found := m.variable(name, given); found {
		return text
	}
	if f, found := functions[name]; found {
		if len(given) != f.arguments {
			message := fmt.Sprintf("%s takes %d arguments, not %d", name, f.arguments, len(given))
			m.report(m.place, archAt(m.arch), message)
			return m.lost()
		}
		return f.call(m, given)
	}
	if len(given) > 0 || argument(name) > 0 {
		return ""
	}
	return m.environment(name)
}

// argument returns the number that a reference to an argument names, 0 for
// other references.
func argument(body string) int {
	n := 0
	for i := range len(body) {
		if body[i] < '0' || body[i] > '9' || n > 1000 {
			return 0
		}
		n = n*10 + int(body[i]-'0')
	}
	return n
}

// splitArguments cuts the inside of a reference at its commas.
func splitArguments(body string) []string {
	var parts []string
	depth, start := 0, 0
	for i := range len(body) {
		switch body[i] {
		case '(':
			depth++
		case ')':
			depth--
		case ',':
			if depth == 0 {
				parts = append(parts, body[start:i])
				start = i + 1
			}
		}
	}
	return append(parts, body[start:])
}

// environment returns the value of an environment variable.
func (m *macros) environment(name string) string {
	text, known := m.env(m.arches[m.arch], name)
	for _, other := range m.arches {
		if textThere, knownThere := m.env(other, name); textThere != text || knownThere != known {
			m.varies = true
		}
	}
	if !known {
		return unknown("env " + name)
	}
	return text
}
