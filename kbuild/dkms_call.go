package kbuild

import (
	"path"
	"slices"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/kbuildlint/kbuildlint/eval"
)

// A DKMSCall is a call of make among the commands that build a module.
type DKMSCall struct {
	// Dir is the directory in the tree, "" for another one, as the kernel's, or
	// one that is not known.
	Dir string
	// Goals are the targets that it names.
	Goals []string
	// given are the variables that it sets on the command line.
	given map[string]string
}

// Calls returns the calls of make in MAKE[0]. Where the command begins with the
// word make, DKMS gives the version of the kernel to that call as KERNELRELEASE
// (actual_build in dkms).
func (d *DKMS) Calls() []DKMSCall {
	if d.Make == nil {
		return nil
	}
	script, err := syntax.NewParser().Parse(strings.NewReader(d.Make.Text), "")
	if err != nil {
		return nil
	}
	var calls []DKMSCall
	moved := false // a command before has gone to another directory
	syntax.Walk(script, func(node syntax.Node) bool {
		command, ok := node.(*syntax.CallExpr)
		if !ok || len(command.Args) == 0 {
			return true
		}
		words := d.wordsOf(command)
		switch path.Base(words[0]) {
		case "cd", "pushd":
			moved = true
		case "make":
			call := newDKMSCall(words[1:])
			if moved {
				call.Dir = ""
			}
			if len(calls) == 0 && strings.HasPrefix(d.Make.Text, "make") {
				call.given["KERNELRELEASE"] = unknownExpansion("kernelver")
			}
			calls = append(calls, call)
		}
		return true
	})
	return calls
}

// wordsOf returns the words of a command.
func (d *DKMS) wordsOf(command *syntax.CallExpr) []string {
	reader := dkmsReader{conf: d}
	words := make([]string, len(command.Args))
	for i, word := range command.Args {
		words[i] = reader.text(word.Parts)
	}
	return words
}

// newDKMSCall reads the arguments of make.
func newDKMSCall(arguments []string) DKMSCall {
	call := DKMSCall{Dir: ".", given: map[string]string{}}
	for i := 0; i < len(arguments); i++ {
		name, value, assigns := strings.Cut(arguments[i], "=")
		switch {
		case arguments[i] == "-C" && i+1 < len(arguments):
			i++
			call.Dir = builtIn(arguments[i])
		case strings.HasPrefix(arguments[i], "-C"):
			call.Dir = builtIn(strings.TrimPrefix(arguments[i], "-C"))
		case strings.HasPrefix(arguments[i], "-"):
			// -j, -s and their like; those with an argument of its own are rare
		case assigns:
			call.given[name] = value
		default:
			call.Goals = append(call.Goals, arguments[i])
		}
	}
	return call
}

// builtIn returns the directory in the tree that an argument of -C means, which
// DKMS copies to ${dkms_tree}/NAME/VERSION/build and works in; "" for others.
func builtIn(dir string) string {
	if rest, ok := strings.CutPrefix(dir, "${dkms_tree}/"); ok {
		_, inside, found := strings.Cut(rest+"/", "/build/")
		if !found {
			return ""
		}
		dir = path.Clean(inside)
	}
	if strings.Contains(dir, "${") || path.IsAbs(dir) {
		return ""
	}
	return path.Clean(dir)
}

// CalledBy returns the make that a call of DKMS runs, nil where it has no
// Makefile to read in the tree. What DKMS knows only when it builds is unknown.
func (t *Tree) CalledBy(call *DKMSCall) *eval.Process {
	if call.Dir == "" {
		return nil
	}
	given := map[string]*eval.Value{}
	for name, text := range call.given {
		value := &eval.Value{Pieces: []eval.Piece{{Text: text}}}
		if strings.Contains(text, "${") {
			value = t.World.Placeholder(text)
		}
		given[name] = value
	}
	return t.Wrapper(call.Dir, given)
}

// HasRules reports whether make has a rule for each of the goals in a process,
// or any rule where there are no goals. A pattern may fit whatever it likes.
func (c *DKMSCall) HasRules(p *eval.Process) bool {
	isPattern := func(rule *eval.Rule) bool { return rule.Pattern }
	if len(c.Goals) == 0 || slices.ContainsFunc(p.Rules, isPattern) {
		return len(p.Rules) > 0
	}
	return !slices.ContainsFunc(c.Goals, func(goal string) bool {
		return len(p.Bindings(eval.MadeName(eval.MakeName(goal)))) == 0
	})
}

// Makes reports whether a target is among those that make updates for the call.
func (c *DKMSCall) Makes(p *eval.Process, target eval.MadeName) bool {
	var queue []eval.MadeName
	for _, goal := range c.Goals {
		queue = append(queue, eval.MadeName(eval.MakeName(goal)))
	}
	if len(c.Goals) == 0 {
		queue = p.DefaultGoals()
	}
	for i := 0; i < len(queue); i++ {
		if queue[i] == target {
			return true
		}
		for _, binding := range p.Bindings(queue[i]) {
			for _, name := range slices.Concat(binding.Prereqs, binding.OrderOnly) {
				if !slices.Contains(queue, name.Made) {
					queue = append(queue, name.Made)
				}
			}
		}
	}
	return false
}
