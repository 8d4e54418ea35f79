package rules

import (
	"path"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

// A fileName is a name that a makefile uses for a file, in a build whose objects
// are not among the sources.
type fileName struct {
	eval.Word

	// target is what a rule takes the file for; recipe tells that the word is in
	// the recipe of the rule.
	target string
	rule   *eval.Rule
	recipe bool
}

// prerequisiteNames returns the prerequisites of a makefile's rules.
func prerequisiteNames(pass *lint.Pass) []fileName {
	var names []fileName
	for _, needed := range pass.Tree.RulePrerequisites(pass.Directory, pass.Separate()) {
		word := needed.Word
		word.Text = string(needed.Made)
		names = append(names, fileName{Word: word, target: needed.Target, rule: needed.Rule})
	}
	return names
}

// recipeNames returns the words of a makefile's recipes that are written there,
// or in variables that they use: automatic variables bring prerequisites.
func recipeNames(pass *lint.Pass) []fileName {
	var names []fileName
	process := pass.Separate()
	for _, rule := range process.Rules {
		for _, binding := range process.RecipeBindings(rule) {
			for _, word := range recipeWords(pass, process, binding) {
				name := fileName{Word: word, target: string(binding.Target), rule: rule, recipe: true}
				names = append(names, name)
			}
		}
	}
	return names
}

// recipeWords returns the words of a recipe as names may stand there, but for
// those of automatic variables.
func recipeWords(pass *lint.Pass, process *eval.Process, binding *eval.Binding) []eval.Word {
	var words []eval.Word
	for _, line := range process.ExpandRecipe(binding) {
		for _, word := range pass.Tree.World.Words(line.Value) {
			word.When = pass.Space().And(word.When, line.Text.When)
			word.Text = strings.Trim(word.Text, "'\"<>();|`")
			if !word.Made && word.When != cond.False {
				words = append(words, word)
			}
		}
	}
	return words
}

// sourceOf returns the path in the tree that a name has among the sources, and
// the name relative to the directory of the makefile, "" for what is not in it.
// What is written as "../x" is beside the place where make runs, wherever that
// may be.
func sourceOf(pass *lint.Pass, word eval.Word) (file, inside string, ok bool) {
	build, _ := pass.Unit.SeparateBuild()
	text := word.Text
	if pass.Tree.World.UnknownInText(text) != nil || strings.ContainsAny(text, "*?[%$\\\n") ||
		strings.HasPrefix(word.Place.Written().Text(), "..") {
		return "", "", false
	}
	if file, ok = pass.Tree.SourcePath(build, text); !ok {
		return "", "", false
	}
	inside, within := strings.CutPrefix(file, pass.Unit.Dir+"/")
	switch {
	case pass.Unit.Dir == ".":
		inside = file
	case !within:
		inside = ""
	}
	return file, inside, true
}

// isThere reports whether the tree has a file or a directory.
func isThere(tree *kbuild.Tree, name string) bool {
	return tree.IsFile(name) || tree.IsDir(name) || len(tree.Names(name)) > 0
}

// objectName returns the name that make has in the tree of objects for a file
// of the sources.
func objectName(pass *lint.Pass, inside string) string {
	return path.Clean(string(pass.Tree.TargetName(pass.Unit, inside)))
}

// replacedPrefix returns the edit that puts one prefix into the place of another
// one, if the word is written with it.
func replacedPrefix(place source.Place, old, prefix string) []lint.Repair {
	rest, ok := strings.CutPrefix(place.Text(), old+"/")
	if !ok || place.Written() != place {
		return nil
	}
	text := prefix + "/" + rest
	return []lint.Repair{{Title: "write " + text, Edits: []source.Edit{{Place: place, Text: text}}}}
}
