package rules

import (
	"path"
	"slices"
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

	// raw is the text before "%" was replaced in it.
	raw string
	// target is what a rule takes the file for; recipe tells that the word is in
	// the recipe of the rule.
	target string
	rule   *eval.Rule
	recipe bool
	// variable is the variable whose value has the word, "" in rules.
	variable string
}

// sourceNames finds the names of sources in a makefile: in a build whose objects
// are elsewhere they begin with another directory than those of objects. What it
// has found is there for all rules.
type sourceNames struct{ pass *lint.Pass }

// directorySources returns what is known of the files of the directory.
func directorySources(pass *lint.Pass) *kbuild.Sources {
	type key struct{}
	return lint.Remember(pass, key{}, func() *kbuild.Sources {
		return pass.Tree.Sources(pass.Directory, pass.Process)
	})
}

// prerequisites returns the prerequisites of rules that are no pattern rules,
// and those of pattern rules that have no "%".
func (s sourceNames) prerequisites(process *eval.Process) []fileName {
	names := namesFor(s.pass.Tree.RulePrerequisites(process))
	for _, rule := range process.Rules {
		if !rule.Pattern {
			continue
		}
		for _, name := range rule.Prereqs {
			if !strings.Contains(name.Text, "%") {
				names = append(names, fileName{
					Word: name.Word, raw: name.Text, target: string(rule.Targets[0].Made), rule: rule,
				})
			}
		}
	}
	return names
}

// namesFor returns prerequisites as names of files.
func namesFor(prerequisites []kbuild.RulePrerequisite) []fileName {
	names := make([]fileName, len(prerequisites))
	for i, needed := range prerequisites {
		names[i] = fileName{Word: needed.Word, raw: needed.Pattern, target: needed.Target, rule: needed.Rule}
		names[i].Text = string(needed.Made)
	}
	return names
}

// recipes returns the words of a makefile's recipes that are written there, or
// in variables that they use: automatic variables bring prerequisites.
func (s sourceNames) recipes(process *eval.Process) []fileName {
	type key struct{ process *eval.Process }
	return lint.Remember(s.pass, key{process}, func() []fileName {
		var names []fileName
		for _, recipe := range s.pass.RecipesOf(process) {
			for _, word := range s.recipeWords(recipe) {
				names = append(names, fileName{
					Word: word, raw: word.Text, target: string(recipe.Binding.Target),
					rule: recipe.Binding.Rule, recipe: true,
				})
			}
		}
		return names
	})
}

// recipeWords returns the words of a recipe as names may stand there, but for
// those of automatic variables.
func (s sourceNames) recipeWords(recipe lint.Recipe) []eval.Word {
	var words []eval.Word
	for _, line := range recipe.Lines {
		var scan shellScan
		for _, word := range s.pass.Words(line.Value) {
			word.When = s.pass.Space().And(word.When, line.Text.When)
			if scan.mayName(word.Text) && !word.Made && word.When != cond.False {
				word.Text = strings.Trim(word.Text, shellEnds)
				words = append(words, word)
			}
		}
	}
	return words
}

// variables returns the words of the variables that a makefile sets.
func (s sourceNames) variables(process *eval.Process) []fileName {
	var names []fileName
	for _, variable := range process.OwnNames() {
		for _, word := range s.pass.Words(process.ValueOf(variable)) {
			names = append(names, fileName{Word: word, raw: word.Text, variable: variable})
		}
	}
	return names
}

// missing returns the path in the tree of a source that is not there, and the
// path relative to the directory of the makefile, "" for what is not in it.
func (s sourceNames) missing(name fileName) (file, inside string, ok bool) {
	build, _ := s.pass.Unit.SeparateBuild()
	if s.pass.Tree.World.UnknownInText(name.Text) != nil || strings.ContainsAny(name.Text, "*?[%$\\\n") {
		return "", "", false
	}
	file, ok = s.pass.Tree.SourcePath(build, name.Text)
	made := eval.MadeName(eval.MakeName(name.Text))
	if !ok || isThere(s.pass.Tree, file) || s.isBeside(name.raw) || s.pass.Separate().IsTarget(made) {
		return "", "", false
	}
	inside, within := strings.CutPrefix(file, s.pass.Unit.Dir+"/")
	switch {
	case s.pass.Unit.Dir == ".":
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

// isBeside reports whether a name with ".." is the same in the tree.
func (s sourceNames) isBeside(text string) bool {
	if !strings.Contains(text, "..") {
		return false
	}
	type key struct{}
	return lint.Remember(s.pass, key{}, s.written)[text]
}

// written returns the names that a build whose objects are among the sources
// has: those with ".." that are the same there are beside the place where make
// runs, and no sources.
func (s sourceNames) written() map[string]bool {
	written := map[string]bool{}
	for _, name := range slices.Concat(s.recipes(s.pass.Process), s.variables(s.pass.Process)) {
		written[name.Text] = true
	}
	for _, rule := range s.pass.Process.Rules {
		for _, name := range rule.Prereqs {
			written[name.Text] = true
		}
	}
	return written
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
