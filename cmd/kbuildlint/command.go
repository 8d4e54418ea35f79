package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/kbuildlint/kbuildlint/lint"
)

// program is the name in messages and help.
const program = "kbuildlint"

// A command is what the first argument names.
type command struct {
	name string
	// arguments are shown in the usage, such as [PATH...].
	arguments string
	summary   string
	// details are paragraphs for the help.
	details string
	// bind defines the command's flags and returns what executes it.
	bind func(*pflag.FlagSet) action
}

// An action executes a command whose flags have been read.
type action func(context.Context, *session) (status, error)

// commands returns all commands; the first one is the default.
func commands() []command {
	return []command{
		checkCommand(),
		explainCommand(),
		rulesCommand(),
		valuesCommand(),
		whyCommand(),
		compatCommand(),
		parseCommand(),
		completionCommand(),
		manCommand(),
		versionCommand(),
		helpCommand(),
	}
}

// findCommand returns the command with a name.
func findCommand(name string) (command, bool) {
	all := commands()
	i := slices.IndexFunc(all, func(c command) bool { return c.name == name })
	if i < 0 {
		return command{}, false
	}
	return all[i], true
}

// commandNames returns the names of all commands.
func commandNames() []string {
	var names []string
	for _, c := range commands() {
		names = append(names, c.name)
	}
	return names
}

// dispatch finds the command of a command line and executes it.
func dispatch(ctx context.Context, args []string, s *session) (status, error) {
	if len(args) > 0 {
		switch args[0] {
		case "-h", "--help":
			return clean, s.print(overview())
		case "--version":
			return clean, s.print(versionText())
		}
		if c, ok := findCommand(args[0]); ok {
			return c.execute(ctx, args[1:], s)
		}
		s.guess, s.meant = args[0], lint.Nearest(args[0], commandNames())
	}
	return commands()[0].execute(ctx, args, s)
}

// execute reads the flags of a command and does what it is for.
func (c command) execute(ctx context.Context, args []string, s *session) (status, error) {
	s.command = c.name
	flags, act := c.flags()
	err := flags.Parse(args)
	if errors.Is(err, pflag.ErrHelp) {
		return clean, s.print(c.help())
	}
	if err != nil {
		return misuse, s.misuse("%s", flagMessage(flags, err))
	}
	s.args = flags.Args()
	return act(ctx, s)
}

// flags returns the flags of a command and its action.
func (c command) flags() (*pflag.FlagSet, action) {
	flags := pflag.NewFlagSet(c.name, pflag.ContinueOnError)
	flags.SortFlags = false
	flags.Usage = func() {}
	act := c.bind(flags)
	return flags, act
}

// help returns the usage of a command.
func (c command) help() string {
	var out strings.Builder
	fmt.Fprintf(&out, "Usage: %s\n\n%s\n", c.usage(), strings.TrimSpace(c.details))
	flags, _ := c.flags()
	if flags.HasFlags() {
		fmt.Fprintf(&out, "\nFlags:\n%s", flags.FlagUsages())
	}
	return out.String()
}

// usage returns how a command is called.
func (c command) usage() string {
	name := c.name
	if name == commands()[0].name {
		name = "[" + name + "]"
	}
	return strings.TrimRight(strings.Join([]string{program, name, c.arguments}, " "), " ")
}
