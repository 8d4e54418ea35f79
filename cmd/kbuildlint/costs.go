package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/spf13/pflag"

	"github.com/kbuildlint/kbuildlint/lint"
)

// costsFlag asks for what the stages of a check take. The help does not show it:
// it is for those who make the program faster.
const costsFlag = "costs"

// addCostsFlag adds the flag.
func addCostsFlag(flags *pflag.FlagSet, wanted *bool) {
	flags.BoolVar(wanted, costsFlag, false, "print to standard error what the stages of the check take")
	flags.Lookup(costsFlag).Hidden = true
}

// writeCosts prints a table of stages, the one that took longest first.
func (s *session) writeCosts(costs *lint.Costs) {
	const kilobyte = 1 << 10
	table := tabwriter.NewWriter(s.stderr, 0, 0, 2, ' ', tabwriter.AlignRight)
	_, _ = fmt.Fprintln(table, "ms\tKB\ttimes\t stage")
	for _, stage := range costs.Stages() {
		_, _ = fmt.Fprintf(table, "%.1f\t%d\t%d\t %s\n",
			stage.Time.Seconds()*1000, stage.Bytes/kilobyte, stage.Times, stage.Name)
	}
	_ = table.Flush()
}
