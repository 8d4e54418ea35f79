package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var dkmsMismatch = &lint.Rule{
	Name:  "dkms-mismatch",
	Title: "dkms.conf does not fit the makefiles",
	Why: "When make is done DKMS looks for each `BUILT_MODULE_NAME` in its `BUILT_MODULE_LOCATION`, and the " +
		"installation fails where the module has another name or is elsewhere. A `MAKE[0]` that begins with `make` " +
		"gets the version of the kernel as `KERNELRELEASE`, so that a makefile which tells kbuild's part from the " +
		"author's by that variable has no rule for the author's goals then. And a `MAKE[0]` that does not hand on " +
		"`$kernelver` or `$kernel_source_dir` builds for the running kernel, whichever one DKMS was asked for.",
	Repair: "Write the name and the directory that the makefiles have, and leave `MAKE[0]` out: DKMS calls kbuild " +
		"by itself, for the kernel that it was asked for.",
	Needs:    lint.NeedsTree,
	Groups:   []string{"modules"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Makefile --
obj-m := radio_core.o
-- radio_core.c --
-- dkms.conf --
PACKAGE_NAME="radio"
PACKAGE_VERSION="1.0"
BUILT_MODULE_NAME[0]="radio"
DEST_MODULE_LOCATION[0]="/updates"
`},
	Good: lint.Example{Files: `-- Makefile --
obj-m := radio_core.o
-- radio_core.c --
-- dkms.conf --
PACKAGE_NAME="radio"
PACKAGE_VERSION="1.0"
BUILT_MODULE_NAME[0]="radio_core"
DEST_MODULE_LOCATION[0]="/updates"
`},
	CheckTree: checkDKMSMismatch,
}

func checkDKMSMismatch(pass *lint.TreePass) {
	dkms := pass.Tree.DKMS()
	if dkms == nil {
		return
	}
	c := dkmsCheck{pass: pass, dkms: dkms, dirs: map[string][]string{}}
	c.findModules()
	for i := range dkms.Modules {
		if module := &dkms.Modules[i]; module.Name != nil && module.Name.Known() {
			c.module(module)
		}
	}
	calls := dkms.Calls()
	for i := range calls {
		c.call(&calls[i])
	}
}

// A dkmsCheck compares a dkms.conf with the makefiles.
type dkmsCheck struct {
	pass *lint.TreePass
	dkms *kbuild.DKMS
	// dirs are the directories in which the makefiles make a module; unclear
	// tells that they may make others.
	dirs    map[string][]string
	unclear bool
}

// findModules looks for the modules that the makefiles list, in whichever
// configuration.
func (c *dkmsCheck) findModules() {
	for _, directory := range c.pass.Descent.Directories {
		for i := range directory.Objects {
			if object := &directory.Objects[i]; object.List == "obj-m" {
				name := strings.TrimSuffix(path.Base(object.Path), ".o")
				c.dirs[name] = append(c.dirs[name], path.Dir(object.Path))
			}
		}
		c.unclear = c.unclear || slices.ContainsFunc(directory.Entries, func(entry kbuild.Entry) bool {
			return c.pass.Tree.World.UnknownInText(entry.Text) != nil
		})
	}
}

// module looks for a module that DKMS expects.
func (c *dkmsCheck) module(module *kbuild.DKMSModule) {
	name := module.Name.Text
	dirs, made := c.dirs[name]
	switch {
	case strings.HasSuffix(name, ".ko"), strings.HasSuffix(name, ".o"):
		c.suffix(module.Name)
	case made:
		c.location(module, dirs)
	case len(c.dirs) > 0 && !c.unclear && !c.dkms.Scripted && !c.isMentioned(name):
		c.report(module.Name, lint.Finding{
			Message: "no makefile here makes " + name + ".ko",
			Effect:  "DKMS stops when make is done: Build of " + name + ".ko failed",
			Hint:    c.instead(),
		})
	}
}

// isMentioned reports whether a module may come to be by a variable, a rule, or
// the command of DKMS.
func (c *dkmsCheck) isMentioned(name string) bool {
	return c.pass.Tree.ListsAnywhere(name, name+".o", name+".ko") ||
		c.dkms.Make != nil && strings.Contains(c.dkms.Make.Text, name)
}

// instead says which module there is, if it is the only one.
func (c *dkmsCheck) instead() string {
	for name := range c.dirs {
		if len(c.dirs) == 1 {
			return "the module is " + name
		}
	}
	return ""
}

// suffix reports a name with an ending, which DKMS adds itself.
func (c *dkmsCheck) suffix(name *kbuild.DKMSValue) {
	text := strings.TrimSuffix(strings.TrimSuffix(name.Text, ".ko"), ".o")
	finding := lint.Finding{
		Message: "BUILT_MODULE_NAME is " + name.Text + ", with an ending",
		Effect:  "DKMS refuses the file: it adds the ending itself",
	}
	if name.Place.Text() == name.Text {
		edit := source.Edit{Place: name.Place, Text: text}
		finding.Fixes = []lint.Repair{{Title: "write " + text, Edits: []source.Edit{edit}}}
	}
	c.report(name, finding)
}

// location reports a module that is not where DKMS looks for it. A command that
// moves modules may put it there.
func (c *dkmsCheck) location(module *kbuild.DKMSModule, dirs []string) {
	at, place := ".", module.Name
	if module.Location != nil {
		at, place = path.Clean(module.Location.Text), module.Location
	}
	if !module.Numbered || !place.Known() || slices.Contains(dirs, at) || c.isMoved(module.Name.Text) {
		return
	}
	finding := lint.Finding{
		Message: "DKMS looks for " + module.Name.Text + ".ko " + inDir(at) + ", and it is made " + inDir(dirs[0]),
		Effect:  "DKMS stops when make is done: Build of " + module.Name.Text + ".ko failed",
	}
	if module.Location != nil && place.Place.Text() == place.Text && len(dirs) == 1 {
		edit := source.Edit{Place: place.Place, Text: dirs[0] + "/"}
		finding.Fixes = []lint.Repair{{Title: "write " + edit.Text, Edits: []source.Edit{edit}}}
	}
	c.report(place, finding)
}

// inDir says where a directory of the tree is.
func inDir(dir string) string {
	if dir == "." {
		return "at the root of the tree"
	}
	return "in " + dir
}

// isMoved reports whether a module may be taken elsewhere when it is built.
func (c *dkmsCheck) isMoved(name string) bool {
	moves := func(word string) bool { return slices.Contains(copyPrograms, word) || word == "ln" }
	byDKMS := c.dkms.Scripted || c.dkms.Make != nil && slices.ContainsFunc(strings.Fields(c.dkms.Make.Text), moves)
	return byDKMS || c.pass.Tree.ListsAnywhere(name+".ko")
}

// report reports a value of dkms.conf, for builds of all kinds.
func (c *dkmsCheck) report(value *kbuild.DKMSValue, finding lint.Finding) {
	finding.Place, finding.Builds = value.Place, c.pass.Tree.Units()[0].Builds
	c.pass.Report(nil, finding)
}
