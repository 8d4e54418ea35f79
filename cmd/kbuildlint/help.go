package main

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/pflag"
)

func helpCommand() command {
	return command{
		name:      "help",
		arguments: "[COMMAND]",
		summary:   "tell how to use a command",
		details:   "Tells how to use a command, or lists them.",
		bind: func(*pflag.FlagSet) action {
			return func(_ context.Context, s *session) (status, error) { return clean, s.help() }
		},
	}
}

// help prints the help of the command that the arguments name.
func (s *session) help() error {
	switch len(s.args) {
	case 0:
		return s.print(overview())
	case 1:
		if c, ok := findCommand(s.args[0]); ok {
			return s.print(c.help())
		}
		return s.misuse("%v", unknown("command", s.args[0], commandNames()))
	}
	return s.misuse("help takes one COMMAND")
}

// overview returns the list of all commands.
func overview() string {
	var out strings.Builder
	_, _ = fmt.Fprintf(&out, "%s reports defects in kbuild makefiles without running them.\n\nUsage:\n\n", program)
	table := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
	for _, c := range commands() {
		_, _ = fmt.Fprintf(table, "  %s\t%s\n", strings.ReplaceAll(c.usage(), " [flags]", ""), c.summary)
	}
	_ = table.Flush()
	_, _ = fmt.Fprintf(&out, "\n'%s COMMAND --help' lists the flags of a command.\n", program)
	return out.String()
}
