package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/kconfig"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var sharedObject = &lint.Rule{
	Name:  "shared-object",
	Title: "an object that is linked into several modules, or into a module and the kernel",
	Why: `kbuild compiles each object once. An object of two modules gets the
KBUILD_MODNAME of both, glued together, and its code and data are there twice.
One that is built in and part of a module is compiled with the flags of only one
of the two, without -DMODULE or with it. Since 6.2 make W=1 warns about some of
this, for the configuration at hand.`,
	Repair: "Make a module of its own of what is shared, which the others depend on; " +
		"or let Kconfig exclude the combination.",
	Needs:    lint.NeedsKconfig,
	Groups:   []string{"lists"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
obj-$(CONFIG_RED) += red.o
obj-$(CONFIG_BLUE) += blue.o
red-y := red_main.o color.o
blue-y := blue_main.o color.o
-- drivers/red_main.c --
-- drivers/blue_main.c --
-- drivers/color.c --
-- drivers/Kconfig --
config RED
	tristate "Red"

config BLUE
	tristate "Blue"
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
obj-$(CONFIG_COLOR) += color.o
obj-$(CONFIG_RED) += red.o
obj-$(CONFIG_BLUE) += blue.o
-- drivers/red.c --
-- drivers/blue.c --
-- drivers/color.c --
-- drivers/Kconfig --
config COLOR
	tristate

config RED
	tristate "Red"
	select COLOR

config BLUE
	tristate "Blue"
	select COLOR
`},
	CheckTree: checkSharedObject,
}

// An objectUse is a place where an object becomes part of a module, or of the
// kernel.
type objectUse struct {
	directory *kbuild.Directory
	// module is the path of the module, "" for what is built in.
	module string
	place  source.Place
	when   cond.Cond
}

func checkSharedObject(pass *lint.TreePass) {
	var order []string
	uses := map[string][]objectUse{}
	for _, directory := range pass.Descent.Directories {
		for i := range directory.Objects {
			eachUse(pass, directory, &directory.Objects[i], func(object string, use objectUse) {
				if uses[object] == nil {
					order = append(order, object)
				}
				uses[object] = append(uses[object], use)
			})
		}
	}
	for _, object := range order {
		if len(uses[object]) > 1 {
			reportShared(pass, object, uses[object])
		}
	}
}

// eachUse tells what an entry of obj-y or obj-m links, and into what.
func eachUse(pass *lint.TreePass, directory *kbuild.Directory, o *kbuild.Object, use func(string, objectUse)) {
	space := pass.Space()
	u := objectUse{directory: directory}
	care := directory.Builtin
	switch o.List {
	case "obj-y":
	case "obj-m":
		u.module, care = strings.TrimSuffix(o.Path, ".o"), directory.Modular
	default:
		return
	}
	for _, part := range o.Parts {
		if path.Ext(part.Name) != ".o" || pass.Tree.World.UnknownInText(part.Name) != nil {
			continue
		}
		u.place, u.when = part.Place, space.And(part.When, care)
		use(part.Path, u)
	}
	if single := space.Diff(o.When, o.Composite); single != cond.False {
		u.place, u.when = o.Place, space.And(single, care)
		use(o.Path, u)
	}
}

// reportShared reports an object if a configuration links it into two things.
func reportShared(pass *lint.TreePass, object string, uses []objectUse) {
	uses = unlike(uses)
	for i := 1; i < len(uses); i++ {
		for _, first := range uses[:i] {
			second := uses[i]
			if first.module == second.module {
				continue
			}
			both := pass.Space().And(first.when, second.when)
			if both == cond.False || pass.Tree.Prove(both).Verdict == kconfig.Impossible {
				continue
			}
			pass.Report(second.directory, sharedFinding(object, first, second, both))
			return
		}
	}
}

// unlike returns the first of the uses in each module under each condition: an
// object may stand in a list any number of times.
func unlike(uses []objectUse) []objectUse {
	type key struct {
		module string
		when   cond.Cond
	}
	seen := map[key]bool{}
	return slices.DeleteFunc(uses, func(use objectUse) bool {
		known := seen[key{use.module, use.when}]
		seen[key{use.module, use.when}] = true
		return known
	})
}

func sharedFinding(object string, first, second objectUse, both cond.Cond) lint.Finding {
	effect := "it is compiled once, under the names of both modules, and is there twice"
	if first.module == "" || second.module == "" {
		effect = "it is compiled once, either for the kernel or for a module, and is wrong for the other"
	}
	return lint.Finding{
		Place: second.place, When: both,
		Message: object + " is linked into " + productOf(first) + " and into " + productOf(second),
		Effect:  effect,
		Related: []lint.Note{{Place: first.place, Message: "linked into " + productOf(first) + " here"}},
	}
}

func productOf(use objectUse) string {
	if use.module == "" {
		return "the kernel"
	}
	return use.module + ".ko"
}
