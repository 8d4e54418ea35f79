package config

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

// Read returns what a file says of rules and more, or all that is wrong with it
// as Problems. The name is for people.
func Read(name, text string, rules []*lint.Rule) (*File, error) {
	document, problem := readDocument(text)
	if problem != nil {
		return nil, &Problems{Path: name, List: []Problem{*problem}}
	}
	r := &reader{rules: rules, file: &File{}}
	r.table(document, "", r.fileKeys())
	if len(r.problems) > 0 {
		slices.SortStableFunc(r.problems, func(a, b Problem) int {
			return cmp.Or(cmp.Compare(a.At.Line, b.At.Line), cmp.Compare(a.At.Column, b.At.Column))
		})
		return nil, &Problems{Path: name, List: r.problems}
	}
	return r.file, nil
}

// A reader takes what a document says.
type reader struct {
	rules    []*lint.Rule
	file     *File
	problems []Problem
}

// keys are those that a table may have, with what takes their values.
type keys map[string]func(value)

// fileKeys are the keys of a file.
func (r *reader) fileKeys() keys {
	all := r.sectionKeys(&r.file.whole)
	all["severity"] = r.severity
	all["kernel"] = r.kernel
	all["dialect"] = r.dialect
	all["baseline"] = r.baseline
	all["paths"] = r.paths
	return all
}

// sectionKeys are the keys of the table of a path, too.
func (r *reader) sectionKeys(s *section) keys {
	s.run, s.severities = map[*lint.Rule]bool{}, map[*lint.Rule]lint.Severity{}
	named := map[string]string{} // the list that has a name
	return keys{
		"enable":     func(v value) { r.list(s, v, "enable", named) },
		"disable":    func(v value) { r.list(s, v, "disable", named) },
		"severities": func(v value) { r.severities(s, v) },
	}
}

// problem notes a mistake.
func (r *reader) problem(at source.Position, format string, args ...any) {
	r.problems = append(r.problems, Problem{at, fmt.Sprintf(format, args...)})
}

// table takes the values of a table. Of what is a table for people has the name.
func (r *reader) table(t *table, of string, known keys) {
	var names []string
	for name := range known {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, e := range t.entries {
		if take, ok := known[e.key]; ok {
			take(e.value)
			continue
		}
		r.problem(e.at, "unknown key %q%s%s", e.key, of, meant(e.key, names))
	}
}

// meant returns what people may have meant, as the end of a message.
func meant(word string, names []string) string {
	if near := lint.Nearest(word, names); near != "" {
		return "; did you mean " + near + "?"
	}
	return ""
}

// is reports whether a value is of a type, and complains if it is not.
func (r *reader) is(v value, wanted kind, name, example string) bool {
	if v.kind != wanted {
		r.problem(v.at, "%s is %s, it has to be %s, such as %s", name, v.kind, wanted, example)
	}
	return v.kind == wanted
}

// list takes the names of rules and groups that are to run, or not. What is said
// of a rule counts more than what is said of a group.
func (r *reader) list(s *section, v value, list string, named map[string]string) {
	if !r.is(v, isArray, list, `["missing-source"]`) {
		return
	}
	for _, item := range v.items {
		if !r.is(item, isString, "an item of "+list, `"missing-source"`) {
			continue
		}
		rules := r.named(item)
		if other := cmp.Or(named[item.text], list); other != list {
			r.problem(item.at, "%s is in %s too", item.text, other)
		}
		named[item.text] = list
		for _, rule := range rules {
			if list == named[rule.Name] || named[rule.Name] == "" {
				s.run[rule] = list == "enable"
			}
		}
	}
}

// named returns the rules of a name or a group.
func (r *reader) named(name value) []*lint.Rule {
	rules := lint.RulesNamed(r.rules, name.text)
	if len(rules) == 0 {
		r.problem(name.at, "unknown rule or group %q%s", name.text, meant(name.text, lint.RuleAndGroupNames(r.rules)))
	}
	return rules
}

// severities takes the severities of rules and groups.
func (r *reader) severities(s *section, v value) {
	if !r.is(v, isTable, "severities", `{missing-source = "warning"}`) {
		return
	}
	isRule := func(e *entry) bool { return lint.RuleNamed(r.rules, e.key) != nil }
	for _, wanted := range []bool{false, true} { // groups first
		for _, e := range v.table.entries {
			if isRule(e) != wanted {
				continue
			}
			severity := r.severityOf(e.value, e.key)
			for _, rule := range r.named(value{at: e.at, text: e.key}) {
				s.severities[rule] = severity
			}
		}
	}
}

// severityOf returns a severity, 0 for what is none.
func (r *reader) severityOf(v value, name string) lint.Severity {
	if !r.is(v, isString, name, `"warning"`) {
		return 0
	}
	severity, err := lint.ParseSeverity(v.text)
	if err != nil {
		r.problem(v.at, "%v", err)
		return 0
	}
	return severity
}

func (r *reader) severity(v value) { r.file.Severity = r.severityOf(v, "severity") }

func (r *reader) kernel(v value) {
	if !r.is(v, isString, "kernel", `"6.12"`) {
		return
	}
	if _, err := kbuild.ParseVersions(v.text); err != nil {
		r.problem(v.at, "%v", err)
	}
	r.file.Kernel = v.text
}

// dialects are the flavors of kbuild, of which only the first is judged today.
var dialects = []string{"linux", "u-boot", "barebox", "busybox"}

func (r *reader) dialect(v value) {
	if !r.is(v, isString, "dialect", `"linux"`) || v.text == dialects[0] {
		return
	}
	if slices.Contains(dialects, v.text) {
		r.problem(v.at, "the dialect %s is not judged yet: only linux is", v.text)
		return
	}
	r.problem(v.at, "unknown dialect %q: only linux is judged today%s", v.text, meant(v.text, dialects))
}

func (r *reader) baseline(v value) {
	if !r.is(v, isString, "baseline", `".kbuildlint-baseline"`) {
		return
	}
	if !filepath.IsLocal(filepath.FromSlash(v.text)) {
		r.problem(v.at, "the baseline %q is not below the directory of this file", v.text)
	}
	r.file.Baseline = v.text
}

// paths takes the tables of paths, in the order of the file.
func (r *reader) paths(v value) {
	if !r.is(v, isTable, "paths", `[paths."drivers/staging/**"]`) {
		return
	}
	for _, e := range v.table.entries {
		pattern := strings.TrimSuffix(e.key, "/")
		switch {
		case !doublestar.ValidatePattern(pattern):
			r.problem(e.at, "%q is no pattern of paths", e.key)
		case !filepath.IsLocal(filepath.FromSlash(pattern)):
			r.problem(e.at, "the pattern %q is not relative to the directory of this file", e.key)
		}
		if !r.is(e.value, isTable, "the value of a path", `{disable = ["missing-source"]}`) {
			continue
		}
		s := section{pattern: pattern}
		r.table(e.value.table, " of a path", r.sectionKeys(&s))
		r.file.paths = append(r.file.paths, s)
	}
}
