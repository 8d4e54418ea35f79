package rules

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var objectPrefixOnSource = &lint.Rule{
	Name:  "object-prefix-on-source",
	Title: "a recipe names a source with $(obj)/",
	Why: "In a build with `O=`, and since 6.13 in one of an external module with `MO=`, the directory of the " +
		"objects, `$(obj)`, has no sources. For a prerequisite `$(obj)/table.txt` make looks there and then among " +
		"the sources. In a recipe it does not: the shell is given the name as it stands, and the file is not there.",
	Repair:   "Write `$(src)/`, or make the file a prerequisite and use `$<`.",
	Where:    "builds with `O=`, and since 6.13 those of external modules with `MO=`",
	Needs:    lint.NeedsDirectory,
	Groups:   []string{"references", "paths"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
obj-y += table.o

$(obj)/table.c: $(src)/table.txt
	$(CONFIG_SHELL) $(obj)/mktable.sh $< > $@
-- drivers/mktable.sh --
-- drivers/table.txt --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
obj-y += table.o

$(obj)/table.c: $(src)/table.txt
	$(CONFIG_SHELL) $(src)/mktable.sh $< > $@
-- drivers/mktable.sh --
-- drivers/table.txt --
`},
	Check: checkObjectPrefixOnSource,
}

func checkObjectPrefixOnSource(pass *lint.Pass) {
	if pass.Unit.Role != kbuild.DirectoryRole || pass.Separate() == nil {
		return
	}
	names := sourceNames{pass: pass}
	o := objectNames{pass: pass, of: map[source.Place]*lint.Finding{}}
	for _, name := range names.recipes(pass.Separate()) {
		o.check(name)
	}
	for _, finding := range o.found {
		pass.Report(*finding)
	}
}

// objectNames looks for names of sources in the tree of objects, one for each
// place.
type objectNames struct {
	pass  *lint.Pass
	of    map[source.Place]*lint.Finding
	found []*lint.Finding
}

func (o *objectNames) check(name fileName) {
	obj := string(o.pass.Tree.TargetName(o.pass.Unit, ""))
	inside, own := strings.CutPrefix(name.Text, obj)
	if obj == "" {
		inside, own = strings.CutPrefix(name.Text, "./")
	}
	file, isFile := o.sourceAt(inside)
	place := name.Place.Written()
	literal := place.File != nil && strings.Contains(place.Text(), name.Text)
	if !own || !isFile || literal {
		return
	}
	if known := o.of[place]; known != nil {
		known.When = o.pass.Space().Or(known.When, name.When)
		return
	}
	if name.When == cond.False || o.mayMake(inside) {
		return
	}
	build, _ := o.pass.Unit.SeparateBuild()
	o.of[place] = &lint.Finding{
		Place: name.Place, When: name.When, Builds: []kbuild.Build{build},
		Message: describe(name.Place, name.Text) + " is in the tree of objects, and " + file + " is a source",
		Effect:  "the recipe of " + o.pass.Tree.World.Readable(name.target) + " does not find the file",
		Fixes:   replacedPrefix(name.Place, "$(obj)", ownVariable(o.pass)),
	}
	o.found = append(o.found, o.of[place])
}

// sourceAt returns the path of a source in the directory, false if it has none.
func (o *objectNames) sourceAt(inside string) (string, bool) {
	file := strings.TrimPrefix(o.pass.Unit.Dir+"/"+inside, "./")
	return file, inside != "" && o.pass.Tree.IsFile(file)
}

// mayMake reports whether the directory makes a file of that name too, be it
// where its objects are elsewhere.
func (o *objectNames) mayMake(inside string) bool {
	if o.pass.Separate().IsTarget(o.pass.Tree.TargetName(o.pass.Unit, inside)) {
		return true
	}
	return directorySources(o.pass).MayMake(inside)
}
