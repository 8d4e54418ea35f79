package kbuild

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// A ChangedName is a function or a variable that makefiles refer to and that
// not every version of kbuild defines.
type ChangedName struct {
	Name string
	// Since is the first version that has it, Until the first one that has not;
	// the zero value means that all older, or all newer versions have it.
	Since, Until Version
	// Stable is the first version whose stable releases may have got it
	// afterwards, the zero value where none have.
	Stable Version
	// Instead is what to write for versions that don't have it.
	Instead string
	// Source is where the fact stands.
	Source string
}

// ChangedNames are the functions and variables of scripts/Kbuild.include,
// scripts/Makefile.compiler and of the top makefile that came or went.
var ChangedNames = []ChangedName{
	{"cc-name", Version{}, Version{4, 20}, Version{}, "CONFIG_CC_IS_CLANG and CONFIG_CC_IS_GCC", "469cb7376c06"},
	{"cc-version", Version{}, Version{5, 4}, Version{}, "CONFIG_GCC_VERSION", "scripts/Kbuild.include"},
	{"cc-fullversion", Version{}, Version{5, 4}, Version{}, "CONFIG_GCC_VERSION", "scripts/Kbuild.include"},
	{"cc-ldoption", Version{}, Version{5, 4}, Version{}, "ld-option", "kbuild: remove unused cc-ldoption"},
	{"hostcc-option", Version{}, Version{5, 4}, Version{}, "the option itself", "kbuild: remove unused hostcc-option"},
	{"ar-option", Version{}, Version{5, 4}, Version{}, "the option itself", "scripts/Kbuild.include"},
	{"ld-version", Version{}, Version{5, 12}, Version{}, "CONFIG_LD_VERSION", "05f6bbf2d714"},
	{"cc-ifversion", Version{}, Version{6, 1}, Version{}, "gcc-min-version", "88b61e3bff93"},
	// 6.2 or later; stable releases of 6.1 lack it too.
	{"ld-ifversion", Version{}, Version{6, 12}, Version{}, "CONFIG_LD_VERSION", "scripts of 6.12"},
	{"DISABLE_STACKLEAK_PLUGIN", Version{}, Version{6, 17}, Version{}, "DISABLE_KSTACK_ERASE", "Makefile of 6.17"},
	// scripts/Makefile.compiler is there since 5.13; releases of 5.15 got these.
	{"gcc-min-version", Version{6, 1}, Version{}, Version{5, 13}, "cc-ifversion", "88b61e3bff93"},
	{"clang-min-version", Version{6, 1}, Version{}, Version{5, 13}, "CONFIG_CLANG_VERSION", "88b61e3bff93"},
	{"test-ge", Version{6, 2}, Version{}, Version{}, "a test of the shell", "scripts/Kbuild.include"},
	{"test-gt", Version{6, 2}, Version{}, Version{}, "a test of the shell", "scripts/Kbuild.include"},
	{"test-le", Version{6, 2}, Version{}, Version{}, "a test of the shell", "scripts/Kbuild.include"},
	{"test-lt", Version{6, 2}, Version{}, Version{}, "a test of the shell", "scripts/Kbuild.include"},
	{"srcroot", Version{6, 13}, Version{}, Version{}, "$(src)", "Makefile, srcroot"},
	{"DISABLE_KSTACK_ERASE", Version{6, 17}, Version{}, Version{}, "DISABLE_STACKLEAK_PLUGIN", "Makefile of 6.17"},
}

// changedNames are the names of ChangedNames.
var changedNames = namesOf(ChangedNames)

func namesOf(changed []ChangedName) map[string]bool {
	names := map[string]bool{}
	for _, one := range changed {
		names[one.Name] = true
	}
	return names
}

// Has reports whether a version defines the name, or may do so.
func (c *ChangedName) Has(version Version) bool {
	return version.Compare(cmp.Or(c.Stable, c.Since)) >= 0 && (c.Until == Version{} || version.Compare(c.Until) < 0)
}

// IsTested reports whether a place in a makefile that a process has read only
// asks whether there is a value, in a condition or in front of another choice.
func (t *Tree) IsTested(p *eval.Process, place source.Place) bool {
	written, tested := place.Written(), false
	for _, makefile := range t.makefiles(p) {
		if makefile.Source != written.File {
			continue
		}
		makefile.Inspect(func(node parser.Node) bool {
			tested = tested || isTest(node, written.Span)
			return true
		})
	}
	return tested
}

// isTest reports whether a part of a makefile does nothing with the text at a
// span but look whether there is any.
func isTest(node parser.Node, span source.Span) bool {
	switch node := node.(type) {
	case *parser.Function:
		switch node.Name {
		case "or", "and", "firstword":
			return node.Span.Contains(span)
		case "if":
			return len(node.Args) > 0 && node.Args[0].Span.Contains(span)
		}
	case *parser.Arm:
		left, right := strings.TrimSpace(node.Left.Raw), strings.TrimSpace(node.Right.Raw)
		return node.Left.Span.Contains(span) && right == "" || node.Right.Span.Contains(span) && left == ""
	}
	return false
}

// A RenamedSwitch begins the names of variables with which makefiles switch
// instrumentation on and off.
type RenamedSwitch struct {
	Name, Instead string
	// Since is the first version that has the new name only.
	Since Version
}

// RenamedSwitches are those of scripts/Makefile.lib.
var RenamedSwitches = []RenamedSwitch{
	{"UBSAN_SIGNED_WRAP", "UBSAN_INTEGER_WRAP", Version{6, 15}},
}

// HasRenamed reports whether kbuild no longer knows the old name of a switch. A
// kernel that is at hand is asked itself.
func (t *Tree) HasRenamed(renamed *RenamedSwitch) bool {
	if t.Version.Compare(renamed.Since) < 0 {
		return false
	}
	return t.Scripts() == nil || !slices.ContainsFunc(t.Switches(), func(s Switch) bool {
		return slices.Contains(s.Directories, renamed.Name)
	})
}
