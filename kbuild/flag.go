package kbuild

import (
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/source"
)

// A Flag is an assignment to a variable that kbuild asks for when it makes one
// file, or to one that looks like it.
type Flag struct {
	Variable string
	Form     FlagForm
	Place    source.Place
	When     cond.Cond
	// Used tells that the directory may make a file for which kbuild asks for
	// the variable.
	Used bool
	// Meant is the variable that kbuild asks for when it makes the file that
	// this one seems to be for, File; both are "" where there is none.
	Meant, File string
	// Malformed tells that Meant differs in how it is written only: in what
	// stands there beside the name of the file.
	Malformed bool
}

// Key returns what names the file in the variable.
func (f *Flag) Key() string { return strings.TrimPrefix(f.Variable, f.Form.Prefix) }

// hasForm reports whether kbuild asks for the variable if there is a file of
// its name: others are only meant for kbuild if they resemble one.
func (f *Flag) hasForm() bool { return strings.HasSuffix(f.Variable, f.Form.Suffix) }

// moved reports whether the variable is well formed, for a file of another
// directory than the one of Meant.
func (f *Flag) moved() bool {
	return f.Form.By == ByStem && f.hasForm() && strings.Contains(f.Key(), "/")
}

// flagsOf returns the flags for single files that a directory's makefiles set.
func (t *Tree) flagsOf(directory *Directory, p *eval.Process) []Flag {
	var flags []Flag
	for _, a := range p.Assignments {
		if form, ok := t.flagForm(a.Name); ok {
			flags = append(flags, Flag{Variable: a.Name, Form: form, Place: a.Place, When: a.When})
		}
	}
	if len(flags) == 0 {
		return nil
	}
	products := t.listed(directory)
	whole := false
	for i := range flags {
		flag := &flags[i]
		if flag.Used = products.asks(flag); flag.Used {
			continue
		}
		if !whole {
			t.complete(products, directory, p)
			whole = true
		}
		t.judge(flag, products, directory, p)
	}
	return slices.DeleteFunc(flags, func(flag Flag) bool { return !flag.Used && !flag.hasForm() && flag.Meant == "" })
}

// judge tells of a flag that the lists do not ask for whether something else
// does, and what it seems to be.
func (t *Tree) judge(flag *Flag, products *products, directory *Directory, p *eval.Process) {
	if flag.Used = products.asks(flag) || t.mayUse(p, flag); flag.Used {
		return
	}
	flag.Meant, flag.File = products.meant(flag)
	beside := strings.TrimPrefix(flag.Key(), string(t.TargetName(directory.Unit, "")))
	flag.Malformed = flag.Meant != "" && (!flag.moved() || flag.Form.Prefix+beside == flag.Meant)
	flag.Used = !flag.Malformed && t.lists(p, flag.Key())
}

// mayUse reports whether a flag is nothing, or is used in another way.
func (t *Tree) mayUse(p *eval.Process, flag *Flag) bool {
	a := eval.Assignment{Name: flag.Variable, Place: flag.Place, When: flag.When}
	return t.World.NonEmpty(p.ValueOf(a.Name)) == cond.False || t.assignedForUse(p, a)
}

// flagForm returns the form of a variable: that of the longest prefix.
func (t *Tree) flagForm(name string) (FlagForm, bool) {
	for end := strings.LastIndexByte(name, '_'); end >= 0; end = strings.LastIndexByte(name[:end], '_') {
		if form, ok := t.flagForms()[name[:end+1]]; ok {
			return form, len(name) > end+1
		}
	}
	return FlagForm{}, false
}

// asks reports whether kbuild asks for a variable when it makes one of the
// products.
func (p *products) asks(flag *Flag) bool {
	if p.doubtful {
		return true
	}
	return slices.ContainsFunc(p.names, func(name string) bool { return flag.Form.Variable(name) == flag.Variable })
}

// meant returns the variable that a flag seems to be, and the file it is for,
// if there is exactly one.
func (p *products) meant(flag *Flag) (variable, file string) {
	key := loose(flag.Key())
	for _, name := range p.names[:p.sure] {
		if loose(name) != key || !suits(flag.Form, name) {
			continue
		}
		switch other := flag.Form.Variable(name); {
		case variable == "":
			variable, file = other, name
		case variable != other:
			return "", ""
		}
	}
	return variable, file
}

// loose returns a name without directory and without the suffixes that people
// confuse.
func loose(name string) string {
	name = path.Base(name)
	for {
		short := name
		for _, suffix := range confused {
			short = strings.TrimSuffix(short, suffix)
		}
		if short == name || short == "" {
			return name
		}
		name = short
	}
}

// confused are the suffixes of one file in its making.
var confused = []string{".o", ".c", ".S", ".s", ".rs", ".lds", ".dtb", ".dtbo", ".dts", ".dtso", ".cc"}

// suits reports whether a form is for files such as the one of a name.
func suits(form FlagForm, name string) bool {
	suffix := path.Ext(name)
	return suffix == form.Suffix || form.Suffix == "" && !slices.Contains(compiledSuffixes, suffix)
}
