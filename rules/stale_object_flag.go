package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var staleObjectFlag = &lint.Rule{
	Name:  "stale-object-flag",
	Title: "flags are set for a file that the makefile builds in no configuration",
	Why: "`CFLAGS_main.o`, `KASAN_SANITIZE_main.o` and their like are for one object: kbuild asks for the variable " +
		"when the makefile that sets it makes `main.o`. When the source is renamed, moved to another directory or " +
		"deleted, the variable stays behind and nobody asks for it any more. Nothing fails: the object is compiled " +
		"without the flags that it needs, for example with instrumentation that its code can't stand.",
	Repair:   "Move the line to the makefile that builds the object now, correct the name, or delete the line.",
	Needs:    lint.NeedsTree,
	Groups:   []string{"flags"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Makefile --
obj-m := radio.o

CFLAGS_REMOVE_radios.o := -pg
-- radio.c --
`},
	Good: lint.Example{Files: `-- Makefile --
obj-m := radio.o

CFLAGS_REMOVE_radio.o := -pg
-- radio.c --
`},
	CheckTree: checkStaleObjectFlag,
}

func checkStaleObjectFlag(pass *lint.TreePass) {
	var makers map[string][]maker
	for _, found := range unusedFlags(pass) {
		flag := found.flag
		if flag.Malformed {
			continue
		}
		if makers == nil {
			makers = makersOf(pass.Descent)
		}
		finding := lint.Finding{
			Place: flag.Place, When: flag.When,
			Message: flag.Variable + " is for a file that this makefile builds in no configuration",
			Effect:  "nothing asks for the variable",
		}
		if likely := found.likely(); likely != "" {
			finding.Hint = lint.Meant(likely)
		}
		if now := nearestMaker(makers[path.Base(flag.Key())], found.directory.Unit.Dir); now != nil {
			note := path.Base(flag.Key()) + " is built in " + now.dir
			finding.Related = append(finding.Related, lint.Note{Place: now.place, Message: note})
		}
		pass.Report(found.directory, finding)
	}
}

// An unusedFlag is a flag that is used nowhere, and a directory whose process
// sets it.
type unusedFlag struct {
	directory *kbuild.Directory
	flag      *kbuild.Flag
}

// unusedFlags returns the flags that are used nowhere: a makefile that several
// directories include may set them for one of these only.
func unusedFlags(pass *lint.TreePass) []unusedFlag {
	users := map[source.Place][]*kbuild.Directory{}
	var flags []unusedFlag
	for _, directory := range pass.Descent.Directories {
		for i := range directory.Flags {
			flag := &directory.Flags[i]
			if place := flag.Place.Written(); flag.Used {
				users[place] = append(users[place], directory)
			} else {
				flags = append(flags, unusedFlag{directory, flag})
			}
		}
	}
	return slices.DeleteFunc(flags, func(found unusedFlag) bool {
		return slices.ContainsFunc(users[found.flag.Place.Written()], func(user *kbuild.Directory) bool {
			return user != found.directory
		})
	})
}

// likely returns the variable that was perhaps meant, "" if it is set already
// or there is none.
func (f unusedFlag) likely() string {
	likely := f.flag.Meant
	if likely == "" {
		var candidates []string
		for i := range f.directory.Objects {
			object := &f.directory.Objects[i]
			candidates = append(candidates, object.Name)
			for _, part := range object.Parts {
				candidates = append(candidates, part.Name)
			}
		}
		if near := nearestStem(f.flag.Key(), candidates); near != "" {
			likely = f.flag.Form.Variable(near)
		}
	}
	for i := range f.directory.Flags {
		if f.directory.Flags[i].Variable == likely {
			return ""
		}
	}
	return likely
}

// nearestStem is lint.Nearest for files of one suffix, which does not count.
func nearestStem(name string, candidates []string) string {
	suffix := path.Ext(name)
	var stems []string
	for _, candidate := range candidates {
		if stem, ok := strings.CutSuffix(candidate, suffix); ok {
			stems = append(stems, stem)
		}
	}
	if near := lint.Nearest(strings.TrimSuffix(name, suffix), stems); near != "" {
		return near + suffix
	}
	return ""
}

// A maker is a directory that lists an object.
type maker struct {
	dir   string
	place source.Place
}

// makersOf returns who lists objects, by the name of the file.
func makersOf(descent *kbuild.Descent) map[string][]maker {
	makers := map[string][]maker{}
	for _, directory := range descent.Directories {
		add := func(name string, place source.Place) {
			name = path.Base(name)
			makers[name] = append(makers[name], maker{directory.Unit.Dir, place})
		}
		for i := range directory.Objects {
			object := &directory.Objects[i]
			add(object.Name, object.Place)
			for _, part := range object.Parts {
				add(part.Name, part.Place)
			}
		}
	}
	return makers
}

// nearestMaker returns the maker that is nearest to a directory in the tree,
// nil if none is near, which takes two directories (kbuild.Tree.Around counts on
// that), or two are equally so.
func nearestMaker(makers []maker, dir string) *maker {
	var nearest *maker
	most := 1
	for i := range makers {
		switch shared := sharedParts(makers[i].dir, dir); {
		case shared > most:
			nearest, most = &makers[i], shared
		case shared == most && nearest != nil && nearest.dir != makers[i].dir:
			nearest = nil
		}
	}
	return nearest
}

// sharedParts returns how many directories two paths begin with together.
func sharedParts(a, b string) int {
	left, right := strings.Split(a, "/"), strings.Split(b, "/")
	shared := 0
	for shared < len(left) && shared < len(right) && left[shared] == right[shared] {
		shared++
	}
	return shared
}
