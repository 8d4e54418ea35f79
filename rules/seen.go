package rules

import (
	_ "embed"
	"fmt"
	"strings"
)

// A Sighting is what people found out about the findings of a rule in one real
// kernel.
type Sighting struct {
	// Kernel is the version of Linux.
	Kernel string
	// True findings are so, Excluded ones are so in configurations that the
	// Kconfig files rule out, and False ones should not be reported.
	True, Excluded, False int
}

// seenText has a line for each rule and kernel with findings: the rule, the
// kernel, and the three counts. It follows from the verdicts in lint/testdata.
//
//go:embed seen.txt
var seenText string

// Seen returns what real kernels have of the defects that a rule is about, by
// kernel; nothing where none of those that were read has one.
func Seen(rule string) []Sighting {
	var seen []Sighting
	for line := range strings.Lines(seenText) {
		var name string
		var s Sighting
		_, err := fmt.Sscan(line, &name, &s.Kernel, &s.True, &s.Excluded, &s.False)
		if err == nil && name == rule {
			seen = append(seen, s)
		}
	}
	return seen
}
