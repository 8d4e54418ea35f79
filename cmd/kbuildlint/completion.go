package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"github.com/kbuildlint/kbuildlint/lint"
)

const completionDetails = `
Prints a script that teaches a shell the commands and flags:

    bash:  source <(kbuildlint completion bash)
    zsh:   source <(kbuildlint completion zsh)
    fish:  kbuildlint completion fish | source`

// shells has a function for each shell that returns its script.
func shells() map[string]func([]string) string {
	return map[string]func(rules []string) string{
		"bash": bashCompletion,
		"zsh": func(rules []string) string {
			return "autoload -Uz +X compinit bashcompinit && compinit && bashcompinit\n" + bashCompletion(rules)
		},
		"fish": fishCompletion,
	}
}

func completionCommand() command {
	return command{
		name:      "completion",
		arguments: "bash|zsh|fish",
		summary:   "print a script that completes commands and flags in a shell",
		details:   completionDetails,
		bind: func(*pflag.FlagSet) action {
			return func(_ context.Context, s *session) (status, error) { return clean, s.completion() }
		},
	}
}

// completion prints the script for the shell that the arguments name.
func (s *session) completion() error {
	if len(s.args) != 1 {
		return s.misuse("completion takes one shell: bash, zsh or fish")
	}
	script, ok := shells()[s.args[0]]
	if !ok {
		return s.misuse("%v", unknown("shell", s.args[0], []string{"bash", "zsh", "fish"}))
	}
	return s.print(script(lint.RuleAndGroupNames(s.engine.rules)))
}

// bashHead completes the first word, or a file.
const bashHead = `_kbuildlint() {
	local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} words=
	case ${COMP_WORDS[1]} in
`

const bashTail = `	esac
	[ "$COMP_CWORD" = 1 ] && [[ $current != -* ]] && words='%s'
	COMPREPLY=($(compgen -W "$words" -- "$current"))
	[ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "$current"))
}
complete -o filenames -F _kbuildlint kbuildlint
`

// bashCompletion returns the script for bash: a case for each command, and in
// it one for each flag that takes one of a few words.
func bashCompletion(rules []string) string {
	var out strings.Builder
	out.WriteString(bashHead)
	all := commands()
	for _, c := range append(all[1:], all[0]) {
		pattern := c.name
		if c.name == all[0].name {
			pattern = "*" // The default command has no name on the command line.
		}
		fmt.Fprintf(&out, "\t%s)\n\t\tcase $previous in\n", pattern)
		var flagNames []string
		flags, _ := c.flags()
		flags.VisitAll(func(f *pflag.Flag) {
			flagNames = append(flagNames, "--"+f.Name)
			if words := flagWords(f, rules); len(words) > 0 {
				fmt.Fprintf(&out, "\t\t--%s) words='%s' ;;\n", f.Name, strings.Join(words, " "))
			}
		})
		words := append(argumentWords(c, rules), flagNames...)
		fmt.Fprintf(&out, "\t\t*) words='%s' ;;\n\t\tesac ;;\n", strings.Join(words, " "))
	}
	fmt.Fprintf(&out, bashTail, strings.Join(commandNames(), " "))
	return out.String()
}

// fishCompletion returns the script for fish: a line for each command and flag.
func fishCompletion(rules []string) string {
	var out strings.Builder
	for _, c := range commands() {
		fmt.Fprintf(&out, "complete -c %s -n __fish_use_subcommand -a %s -d %s\n", program, c.name, quoted(c.summary))
		seen := "-n " + quoted(fishCondition(c))
		if words := argumentWords(c, rules); len(words) > 0 {
			fmt.Fprintf(&out, "complete -c %s %s -f -a %s\n", program, seen, quoted(strings.Join(words, " ")))
		}
		flags, _ := c.flags()
		flags.VisitAll(func(f *pflag.Flag) {
			_, usage := pflag.UnquoteUsage(f)
			fmt.Fprintf(&out, "complete -c %s %s -l %s -d %s", program, seen, f.Name, quoted(usage))
			if f.NoOptDefVal == "" {
				out.WriteString(" -r") // It takes a value.
			}
			if words := flagWords(f, rules); len(words) > 0 {
				fmt.Fprintf(&out, " -f -a %s", quoted(strings.Join(words, " ")))
			}
			out.WriteString("\n")
		})
	}
	return out.String()
}

// fishCondition returns what tells fish that a command is being written. The
// default command is, as long as no other one is named.
func fishCondition(c command) string {
	names := commandNames()
	if c.name == names[0] {
		return "not __fish_seen_subcommand_from " + strings.Join(names[1:], " ")
	}
	return "__fish_seen_subcommand_from " + c.name
}

// flagWords returns the words that a flag takes, if they are few.
func flagWords(f *pflag.Flag, rules []string) []string {
	switch value := f.Value.(type) {
	case *choice:
		return value.words
	case *selector:
		return rules
	}
	return nil
}

// argumentWords returns the words that a command takes, if they are few.
func argumentWords(c command, rules []string) []string {
	switch c.name {
	case "explain":
		return rules
	case "help":
		return commandNames()
	case "completion":
		return []string{"bash", "zsh", "fish"}
	}
	return nil
}

// quoted returns a text in single quotes for a shell.
func quoted(text string) string {
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}
