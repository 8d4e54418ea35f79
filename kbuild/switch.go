package kbuild

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/parser"
)

// A Switch is a question that kbuild answers for each object: whether a tool
// instruments it, or checks it. The answer are the values of some variables and
// a default, glued together without blanks between them.
type Switch struct {
	// Objects begin the names of the variables for single objects, such as
	// KASAN_SANITIZE_; Directories are the names of those for all objects of a
	// directory. They are glued in this order.
	Objects, Directories []string
	// Default stands behind them: y, n or the name of a configuration symbol.
	Default string
	// Skipped begins the words that do not count.
	Skipped string
}

// IsOn reports whether text that was glued together is an answer of yes: a word
// is left that counts.
func (s *Switch) IsOn(glued string) bool {
	return slices.ContainsFunc(strings.Fields(glued), func(word string) bool {
		return !strings.HasPrefix(word, s.Skipped)
	})
}

// Behind returns the variables whose values are glued behind that of a
// variable, and whether this one is part of the question at all.
func (s *Switch) Behind(name string) ([]string, bool) {
	if at := slices.Index(s.Directories, name); at >= 0 {
		return s.Directories[at+1:], true
	}
	at := slices.IndexFunc(s.Objects, func(prefix string) bool { return strings.HasPrefix(name, prefix) })
	if at < 0 || !strings.HasSuffix(name, ".o") {
		return nil, false
	}
	key := strings.TrimPrefix(name, s.Objects[at])
	var behind []string
	for _, prefix := range s.Objects[at+1:] {
		behind = append(behind, prefix+key)
	}
	return append(behind, s.Directories...), true
}

// Switches returns the switches of the version in hand: those that the scripts
// of the kernel have, or those of the table.
func (t *Tree) Switches() []Switch { return t.switches() }

func (t *Tree) readSwitches() []Switch {
	var found []Switch
	for _, file := range t.kbuildScripts() {
		file.Inspect(func(node parser.Node) bool {
			if function, ok := node.(*parser.Function); ok {
				if s, ok := switchOf(function); ok {
					found = append(found, s)
				}
			}
			return true
		})
	}
	if len(found) > 0 {
		return found
	}
	for _, row := range switchFacts {
		if row.holdsFor(t.Version) {
			found = append(found, row.Switch)
		}
	}
	return found
}

// switchOf returns the switch that a function decides: it drops the words that
// begin with n, or with y, from the glued text.
func switchOf(function *parser.Function) (Switch, bool) {
	last := len(function.Args) - 1
	if function.Name != "patsubst" && function.Name != "filter-out" || last < 1 {
		return Switch{}, false
	}
	letter, ok := strings.CutSuffix(strings.TrimSpace(function.Args[0].Raw), "%")
	if !ok || letter != "n" && letter != "y" {
		return Switch{}, false
	}
	s := Switch{Skipped: letter}
	for _, part := range function.Args[last].Parts {
		s.glue(part)
	}
	return s, len(s.Objects) > 0 && len(s.Directories) > 0
}

// glue adds a part of the text that a switch is decided by.
func (s *Switch) glue(part parser.Part) {
	switch part := part.(type) {
	case *parser.Literal:
		if text := strings.TrimSpace(part.Value); text != "" {
			s.Default = text
		}
	case *parser.Ref:
		s.glueVariable(part)
	case *parser.Function:
		s.Default = symbolIn(part)
	}
}

// glueVariable adds a variable: one for single objects has a name that is
// computed from a target, and the one for the directory is called the same.
func (s *Switch) glueVariable(ref *parser.Ref) {
	prefix, isLiteral := ref.Name.Parts[0].(*parser.Literal)
	switch {
	case !isLiteral:
	case len(ref.Name.Parts) > 1:
		s.Objects = append(s.Objects, prefix.Value)
	case slices.Contains(s.Objects, ref.Name.Raw+"_"):
		s.Directories = append(s.Directories, ref.Name.Raw)
	case strings.HasPrefix(ref.Name.Raw, "CONFIG_"):
		s.Default = ref.Name.Raw
	default:
		s.Default = "y" // is-kernel-object
	}
}

// symbolIn returns the configuration symbol that a function refers to, y if
// there is none.
func symbolIn(function *parser.Function) string {
	symbol := "y"
	for i := range function.Args {
		for _, part := range function.Args[i].Parts {
			if ref, ok := part.(*parser.Ref); ok && strings.HasPrefix(ref.Name.Raw, "CONFIG_") {
				symbol = ref.Name.Raw
			}
		}
	}
	return symbol
}

// A switchFact is a switch and the releases that have it, until the first one
// that does not.
type switchFact struct {
	Switch

	since, until Version
}

func (f *switchFact) holdsFor(version Version) bool {
	return version.AtLeast(f.since.Major, f.since.Minor) && !version.AtLeast(f.until.Major, f.until.Minor)
}

// plainSwitch returns a switch with one variable for objects and one for
// directories.
func plainSwitch(name, byDefault, skipped string) Switch {
	return Switch{Objects: []string{name + "_"}, Directories: []string{name}, Default: byDefault, Skipped: skipped}
}

// never is behind all releases.
var never = Version{1 << 30, 0}

// switchFacts is the table for a module whose kernel is not at hand
// (scripts/Makefile.lib and scripts/Makefile.build of 6.1 and 6.12).
var switchFacts = []switchFact{
	{plainSwitch("GCOV_PROFILE", "CONFIG_GCOV_PROFILE_ALL", "n"), Version{4, 0}, never},
	{plainSwitch("KASAN_SANITIZE", "y", "n"), Version{4, 0}, never},
	{plainSwitch("KMSAN_SANITIZE", "y", "n"), Version{6, 1}, never},
	{plainSwitch("KMSAN_ENABLE_CHECKS", "y", "n"), Version{6, 1}, never},
	{plainSwitch("UBSAN_SANITIZE", "CONFIG_UBSAN_SANITIZE_ALL", "n"), Version{4, 5}, Version{6, 9}},
	{plainSwitch("UBSAN_SANITIZE", "y", "n"), Version{6, 9}, never},
	{plainSwitch("KCOV_INSTRUMENT", "CONFIG_KCOV_INSTRUMENT_ALL", "n"), Version{4, 6}, never},
	{plainSwitch("KCSAN_SANITIZE", "y", "n"), Version{5, 8}, never},
	{plainSwitch("KCSAN_INSTRUMENT_BARRIERS", "n", "n"), Version{5, 17}, never},
	{plainSwitch("OBJECT_FILES_NON_STANDARD", "n", "y"), Version{4, 6}, never},
}
