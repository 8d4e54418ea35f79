package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

// A wrapperCommand is a command in the recipes of the makefile that the author
// of an external module runs, and which calls kbuild.
type wrapperCommand struct {
	shellCommand
	binding *eval.Binding
	// line is the line of the recipe.
	line source.Place
}

// A wrapper is that makefile as make reads it before kbuild does.
type wrapper struct {
	process  *eval.Process
	commands []wrapperCommand
}

// wrapperOf returns the wrapper in the directory of a makefile, nil where there
// is none, and in all kinds of build but the first.
func wrapperOf(pass *lint.Pass) *wrapper {
	if pass.Tree.Dialect != kbuild.Modules || pass.Unit.Role != kbuild.DirectoryRole ||
		pass.Build != pass.Unit.Builds[0] {
		return nil
	}
	type key struct{}
	return lint.Remember(pass, key{}, func() *wrapper {
		return newWrapper(pass.Tree.Wrapper(pass.Unit.Dir, nil), pass.Words)
	})
}

// newWrapper looks for the commands of a process, which may be nil.
func newWrapper(process *eval.Process, wordsOf func(*eval.Value) []eval.Word) *wrapper {
	if process == nil {
		return nil
	}
	w := &wrapper{process: process}
	for _, rule := range process.Rules {
		for _, binding := range process.RecipeBindings(rule) {
			for _, line := range process.ExpandRecipe(binding) {
				for _, command := range shellCommands(wordsOf(line.Value)) {
					w.commands = append(w.commands, wrapperCommand{command, binding, line.Text.Place})
				}
			}
		}
	}
	return w
}

// program returns the name of the program that a command runs.
func (c *wrapperCommand) program() string { return path.Base(c.words[0].Text) }

// callsKbuild reports whether a command calls make for an external module.
func (c *wrapperCommand) callsKbuild() bool {
	return slices.Contains([]string{"make", "gmake"}, c.program()) &&
		slices.ContainsFunc(c.words, func(word eval.Word) bool {
			name, _, assigns := strings.Cut(word.Text, "=")
			return assigns && moduleVariables[name]
		})
}

// moduleVariables tell kbuild on the command line where a module is.
var moduleVariables = map[string]bool{"M": true, "KBUILD_EXTMOD": true, "SUBDIRS": true}

// kbuildCalls returns the commands that call kbuild.
func (w *wrapper) kbuildCalls() []wrapperCommand {
	if w == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(w.commands), func(c wrapperCommand) bool { return !c.callsKbuild() })
}

// argument returns what a command gives to a variable of make, and false if it
// gives nothing. Of several words only the first is known.
func (c *wrapperCommand) argument(name string) (eval.Word, bool) {
	for _, word := range c.words[1:] {
		if strings.HasPrefix(word.Text, name+"=") {
			return cutStart(word, name+"="), true
		}
	}
	return eval.Word{}, false
}

// arguments returns the variables that are set on the command lines of the calls
// of kbuild, but for those that say where the module is, each with the first word
// that it is set to; it is "" where they are set otherwise elsewhere.
func (w *wrapper) arguments() map[string]string {
	set := map[string]string{}
	for _, call := range w.kbuildCalls() {
		for _, word := range call.words[1:] {
			name, text, assigns := strings.Cut(word.Text, "=")
			if !assigns || name == "" || moduleVariables[name] || symbolEnd(name) != len(name) {
				continue
			}
			if known, ok := set[name]; ok && known != text {
				text = ""
			}
			set[name] = text
		}
	}
	return set
}

// isArgument reports whether a call of kbuild sets a variable.
func (w *wrapper) isArgument(name string) bool {
	_, ok := w.arguments()[name]
	return ok
}

// directory returns the argument of -C, and false without one.
func (c *wrapperCommand) directory() (eval.Word, bool) {
	for i, word := range c.words[1:] {
		switch {
		case word.Text == "-C" && i+2 < len(c.words):
			return c.words[i+2], true
		case strings.HasPrefix(word.Text, "-C") && word.Text != "-C":
			return cutStart(word, "-C"), true
		}
	}
	return eval.Word{}, false
}

// namesRunningKernel reports whether a path is that of the kernel that runs.
func namesRunningKernel(world *eval.World, dir string) bool {
	if !strings.HasPrefix(dir, modulesDir) {
		return false
	}
	unknown := world.UnknownInText(dir)
	byMake := unknown != nil && strings.Contains(unknown.Shell, "uname")
	return byMake || strings.HasPrefix(dir, modulesDir+"`uname")
}
