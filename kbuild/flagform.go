package kbuild

import (
	"path"
	"strings"

	"github.com/kbuildlint/kbuildlint/parser"
)

// A FlagForm is a kind of variable that kbuild asks for when it makes one file,
// such as CFLAGS_main.o: Prefix, then what By says of the target, then Suffix.
type FlagForm struct {
	Prefix, Suffix string
	By             FlagKey
}

// A FlagKey says which part of a target a variable's name is made with.
type FlagKey string

// The parts: the path in the directory without its suffix, the name of the file
// without its suffix, and the name of the file.
const (
	ByStem FlagKey = "target-stem"
	ByBase FlagKey = "basetarget"
	ByFile FlagKey = "@F"
)

// Variable returns the variable of a file, named relative to the directory.
func (f FlagForm) Variable(name string) string {
	switch f.By {
	case ByBase:
		name = stemOf(path.Base(name))
	case ByFile:
		name = path.Base(name)
	case ByStem:
		name = stemOf(name)
	}
	return f.Prefix + name + f.Suffix
}

// stemOf returns a name without its suffix, as $(basename) does.
func stemOf(name string) string { return strings.TrimSuffix(name, path.Ext(name)) }

// readFlagForms returns the forms of the version in hand, by prefix: those that the
// scripts of the kernel have, or those of the table.
func (t *Tree) readFlagForms() map[string]FlagForm {
	forms := map[string]FlagForm{}
	for _, file := range t.kbuildScripts() {
		addFlagForms(forms, file)
	}
	if len(forms) > 0 {
		return forms
	}
	for _, row := range flagForms {
		if t.Version.AtLeast(row.since.Major, row.since.Minor) {
			forms[row.form.Prefix] = row.form
		}
	}
	return forms
}

// kbuildScripts returns the makefiles of kbuild itself, none for a module whose
// kernel is not at hand.
func (t *Tree) kbuildScripts() []*parser.File {
	if t.kernel == nil {
		return nil
	}
	var files []*parser.File
	for _, name := range t.kernel.list("scripts") {
		if !isScript(name) {
			continue
		}
		if file := t.kernel.parse("scripts/" + name); file != nil {
			files = append(files, file)
		}
	}
	return files
}

// isScript tells the makefiles of kbuild itself among those in scripts.
func isScript(name string) bool {
	return name == "Kbuild.include" || strings.HasPrefix(name, "Makefile.")
}

// addFlagForms finds the references of a makefile whose names are computed from
// a target.
func addFlagForms(forms map[string]FlagForm, file *parser.File) {
	visit := func(node parser.Node) bool {
		ref, ok := node.(*parser.Ref)
		if !ok || len(ref.Name.Parts) < 2 {
			return true
		}
		prefix, isLiteral := ref.Name.Parts[0].(*parser.Literal)
		key, isRef := ref.Name.Parts[1].(*parser.Ref)
		if !isLiteral || !isRef || !strings.HasSuffix(prefix.Value, "_") {
			return true
		}
		form := FlagForm{Prefix: prefix.Value, By: FlagKey(key.Name.Raw)}
		if len(ref.Name.Parts) == 3 {
			if suffix, ok := ref.Name.Parts[2].(*parser.Literal); ok {
				form.Suffix = suffix.Value
			}
		}
		if form.By == ByStem || form.By == ByBase || form.By == ByFile {
			forms[form.Prefix] = form
		}
		return true
	}
	file.Inspect(visit)
}

// A formFact is a form, and the first release of which it is known to hold.
type formFact struct {
	form  FlagForm
	since Version
	// source is where the fact stands.
	source string
}

// flagForms is the table for a module whose kernel is not at hand, newest last.
var flagForms = []formFact{
	{FlagForm{"CFLAGS_", ".o", ByStem}, Version{5, 4}, "scripts/Makefile.lib, _c_flags"},
	{FlagForm{"CFLAGS_REMOVE_", ".o", ByStem}, Version{5, 4}, "scripts/Makefile.lib, _c_flags"},
	{FlagForm{"AFLAGS_", ".o", ByStem}, Version{5, 4}, "scripts/Makefile.lib, _a_flags"},
	{FlagForm{"AFLAGS_REMOVE_", ".o", ByStem}, Version{5, 4}, "scripts/Makefile.lib, _a_flags"},
	{FlagForm{"RUSTFLAGS_", ".o", ByStem}, Version{6, 1}, "scripts/Makefile.lib, _rust_flags"},
	{FlagForm{"RUSTFLAGS_REMOVE_", ".o", ByStem}, Version{6, 1}, "scripts/Makefile.lib, _rust_flags"},
	{FlagForm{"CPPFLAGS_", ".lds", ByStem}, Version{5, 4}, "scripts/Makefile.lib, _cpp_flags"},
	{FlagForm{"LDFLAGS_", "", ByFile}, Version{4, 0}, "scripts/Makefile.lib, ld_flags"},
	{FlagForm{"OBJCOPYFLAGS_", "", ByFile}, Version{4, 0}, "scripts/Makefile.lib, cmd_objcopy"},
	{FlagForm{"HOSTCFLAGS_", ".o", ByStem}, Version{5, 4}, "scripts/Makefile.host, _hostc_flags"},
	{FlagForm{"HOSTCXXFLAGS_", ".o", ByStem}, Version{5, 4}, "scripts/Makefile.host, _hostcxx_flags"},
	{FlagForm{"HOSTLDLIBS_", "", ByStem}, Version{6, 1}, "scripts/Makefile.host, cmd_host-csingle"},
	{FlagForm{"GCOV_PROFILE_", ".o", ByStem}, Version{6, 9}, "scripts/Makefile.lib"},
	{FlagForm{"KASAN_SANITIZE_", ".o", ByStem}, Version{6, 9}, "scripts/Makefile.lib"},
	{FlagForm{"KMSAN_SANITIZE_", ".o", ByStem}, Version{6, 9}, "scripts/Makefile.lib"},
	{FlagForm{"KMSAN_ENABLE_CHECKS_", ".o", ByStem}, Version{6, 9}, "scripts/Makefile.lib"},
	{FlagForm{"UBSAN_SANITIZE_", ".o", ByStem}, Version{6, 9}, "scripts/Makefile.lib"},
	{FlagForm{"KCOV_INSTRUMENT_", ".o", ByStem}, Version{6, 9}, "scripts/Makefile.lib"},
	{FlagForm{"KCSAN_SANITIZE_", ".o", ByStem}, Version{6, 9}, "scripts/Makefile.lib"},
	{FlagForm{"KCSAN_INSTRUMENT_BARRIERS_", ".o", ByStem}, Version{6, 9}, "scripts/Makefile.lib"},
	{FlagForm{"OBJECT_FILES_NON_STANDARD_", ".o", ByStem}, Version{6, 9}, "scripts/Makefile.build, is-standard-object"},
	{FlagForm{"DTC_FLAGS_", "", ByStem}, Version{6, 9}, "scripts/Makefile.lib, DTC_FLAGS"},
}
