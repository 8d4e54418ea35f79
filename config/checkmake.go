package config

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/ini.v1"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

// checkmakeGroup are the rules that a configuration file of checkmake is about.
const checkmakeGroup = "generic"

// ReadCheckmake returns what the configuration file of checkmake says, an INI
// file with a section for each of its rules: these run, but for those that it
// disables. It returns all that is wrong with the file as Problems.
func ReadCheckmake(name, text string, rules []*lint.Rule) (*File, error) {
	c := checkmakeReader{
		reader: reader{file: &File{}}, text: text, rules: lint.RulesNamed(rules, checkmakeGroup),
		parameters: lint.DefaultParameters(),
	}
	c.file.whole.run = map[*lint.Rule]bool{}
	c.file.Parameters = &c.parameters
	for _, rule := range c.rules {
		c.file.whole.run[rule] = true
	}
	c.read()
	if len(c.problems) > 0 {
		slices.SortStableFunc(c.problems, func(a, b Problem) int { return cmp.Compare(a.At.Line, b.At.Line) })
		return nil, &Problems{Path: name, List: c.problems}
	}
	return c.file, nil
}

// A checkmakeReader takes what a file of checkmake says.
type checkmakeReader struct {
	reader

	text       string
	rules      []*lint.Rule
	parameters lint.Parameters
}

// read reads the sections, or says why the text is no INI file.
func (c *checkmakeReader) read() {
	file, err := ini.Load([]byte(c.text))
	if err != nil {
		missing, isKey := errors.AsType[ini.ErrDelimiterNotFound](err)
		at := c.position(func(line, _ string) bool {
			isOpen := strings.HasPrefix(line, "[") && !strings.Contains(line, "]")
			return isKey && line == strings.TrimSpace(missing.Line) || !isKey && isOpen
		})
		c.problem(at, "this is no INI file: %s", strings.TrimSpace(err.Error()))
		return
	}
	for _, section := range file.Sections() {
		if rule := lint.RuleNamed(c.rules, section.Name()); rule != nil {
			c.section(section, c.keys(rule))
			continue
		}
		if name := section.Name(); name != ini.DefaultSection && name != "default" {
			at := c.position(func(line, _ string) bool { return strings.HasPrefix(line, "["+name) })
			c.problem(at, "unknown section %q%s", name, meant(name, lint.RuleNames(c.rules)))
			continue
		}
		// How to print the findings is said by --format.
		c.section(section, checkmakeKeys{"format": func(source.Position, string) {}})
	}
}

// checkmakeKeys are those that a section may have, with what takes their values.
type checkmakeKeys map[string]func(at source.Position, value string)

// keys are those of the section of a rule.
func (c *checkmakeReader) keys(rule *lint.Rule) checkmakeKeys {
	keys := checkmakeKeys{"disabled": func(at source.Position, value string) {
		if value != "true" && value != "false" {
			c.problem(at, "disabled is %q, it has to be true or false", value)
		}
		c.file.whole.run[rule] = value != "true"
	}}
	switch rule.Name {
	case "minphony":
		keys["required"] = func(_ source.Position, value string) { c.parameters.Required = listOf(value) }
	case "uniquetargets":
		keys["ignore"] = func(_ source.Position, value string) { c.parameters.Ignored = listOf(value) }
	case "maxbodylength":
		keys["maxBodyLength"] = func(at source.Position, value string) {
			length, err := strconv.Atoi(value)
			if err != nil || length < 0 {
				c.problem(at, "maxBodyLength is %q, it has to be a number of lines", value)
			}
			c.parameters.MaxBodyLength = length
		}
	}
	return keys
}

// listOf returns the words of a value, which commas separate.
func listOf(value string) []string {
	words := []string{}
	for word := range strings.SplitSeq(value, ",") {
		if word = strings.TrimSpace(word); word != "" {
			words = append(words, word)
		}
	}
	return words
}

// section takes the values of a section.
func (c *checkmakeReader) section(section *ini.Section, keys checkmakeKeys) {
	var names []string
	for name := range keys {
		names = append(names, name)
	}
	slices.Sort(names)
	isDefault := section.Name() == ini.DefaultSection // of the keys before any section
	for _, key := range section.Keys() {
		at := c.position(func(line, in string) bool {
			name := strings.TrimSpace(line[:max(strings.IndexAny(line, "=:"), 0)])
			return strings.Trim(name, "\"`") == key.Name() && (in == section.Name() || in == "" && isDefault)
		})
		if take, ok := keys[key.Name()]; ok {
			take(at, key.String())
			continue
		}
		of := " of " + section.Name()
		if isDefault {
			of = ""
		}
		c.problem(at, "unknown key %q%s%s", key.Name(), of, meant(key.Name(), names))
	}
}

// position returns where the first line begins that fits, without the blanks
// around it and with the section that it stands in. The library does not tell.
func (c *checkmakeReader) position(fits func(line, section string) bool) source.Position {
	section, number := "", 0
	for line := range strings.Lines(c.text) {
		number++
		trimmed := strings.TrimSpace(line)
		if fits(trimmed, section) {
			indent := len(line) - len(strings.TrimLeft(line, " \t"))
			return source.Position{Line: number, Column: indent + 1}
		}
		if name, ok := strings.CutPrefix(trimmed, "["); ok {
			section, _, _ = strings.Cut(name, "]")
		}
	}
	return source.Position{Line: 1, Column: 1}
}
