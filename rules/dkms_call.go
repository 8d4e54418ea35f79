package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
)

// call looks at what a command of DKMS makes of the author's part of a makefile.
func (c *dkmsCheck) call(call *kbuild.DKMSCall) {
	process := c.pass.Tree.CalledBy(call)
	if process == nil || process.Lost() != cond.False {
		return
	}
	if !call.HasRules(process) && !c.isBuiltIn(call) {
		c.report(c.dkms.Make, lint.Finding{
			Message: "MAKE[0] runs " + commandLine(call) + ", and the makefile has no rule for that where " +
				"KERNELRELEASE is set",
			Effect: "make stops: " + noRule(call),
		})
		return
	}
	wrapper := newWrapper(process, c.pass.Tree.World.Words)
	for _, command := range wrapper.kbuildCalls() {
		dir, ok := command.directory()
		if ok && call.Makes(process, command.binding.Target) && namesRunningKernel(c.pass.Tree.World, dir.Text) {
			c.report(c.dkms.Make, lint.Finding{
				Message: "MAKE[0] runs " + commandLine(call) + ", which builds for the running kernel",
				Effect: "for any other kernel DKMS installs a module that does not load: it is the running " +
					"kernel's",
				Related: []lint.Note{{Place: dir.Place, Message: "the kernel that make goes to"}},
			})
			return
		}
	}
}

// isBuiltIn reports whether a goal of a call is a file, or one that a built-in
// rule of make makes from a source of its name.
func (c *dkmsCheck) isBuiltIn(call *kbuild.DKMSCall) bool {
	return slices.ContainsFunc(call.Goals, func(goal string) bool {
		name := path.Join(call.Dir, goal)
		stem := strings.TrimSuffix(name, path.Ext(name))
		return c.pass.Tree.IsFile(name) || c.pass.Tree.IsFile(stem+".c")
	})
}

// commandLine returns the words of a call that name goals.
func commandLine(call *kbuild.DKMSCall) string {
	return strings.Join(append([]string{"make"}, call.Goals...), " ")
}

// noRule returns what make says when it has nothing to do.
func noRule(call *kbuild.DKMSCall) string {
	if len(call.Goals) == 0 {
		return "No targets"
	}
	return "No rule to make target '" + call.Goals[0] + "'"
}
