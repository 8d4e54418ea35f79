package main

import (
	"fmt"

	"github.com/spf13/pflag"

	"github.com/kbuildlint/kbuildlint/kbuild"
)

// addKernelFlags defines the flags about the kernel to judge for.
func addKernelFlags(flags *pflag.FlagSet, kernel, kernelDir *string) {
	flags.StringVar(kernel, "kernel", "", "judge for this `VERSION` of the kernel (default: the tree's own)")
	flags.StringVar(kernelDir, "kernel-dir", "", "the `DIR` of the kernel that modules are built against")
}

// noteNewer tells of versions that are not known yet.
func (s *session) noteNewer(list string) {
	noteNewer(list, func(text string) { s.complain("%s", text) })
}

// noteNewer tells of versions that are not known yet. What is no version is
// the business of who takes the list.
func noteNewer(list string, note func(string)) {
	versions, err := kbuild.ParseVersions(list)
	if err != nil {
		return
	}
	for _, version := range versions {
		if known := version.Known(); known != version {
			note(fmt.Sprintf("kernel %s is newer than all that are known here, it is judged as %s", version, known))
		}
	}
}
