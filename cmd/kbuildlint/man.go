package main

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"github.com/cpuguy83/go-md2man/v2/md2man"
	"github.com/spf13/pflag"
)

func manCommand() command {
	return command{
		name:    "man",
		summary: "print the manual page",
		details: "Prints the manual page, in the language of man(1): kbuildlint man > kbuildlint.1",
		bind: func(*pflag.FlagSet) action {
			return func(_ context.Context, s *session) (status, error) {
				if len(s.args) > 0 {
					return misuse, s.misuse("man takes no argument")
				}
				return clean, s.print(string(md2man.Render([]byte(manual()))))
			}
		},
	}
}

// manual returns the manual page in Markdown, made of what the commands say of
// themselves.
func manual() string {
	var page strings.Builder
	fmt.Fprintf(&page, `%% %s 1 "" "%s" "User Commands"

# NAME

%s - report defects in kbuild makefiles without running them

# SYNOPSIS

`, strings.ToUpper(program), program, program)
	for _, c := range commands() {
		fmt.Fprintf(&page, "    %s\n", c.usage())
	}
	page.WriteString("\n# COMMANDS\n\nWithout the name of a command, " + program + " checks.\n")
	for _, c := range commands() {
		page.WriteString(c.manual())
	}
	page.WriteString("\n# FILES\n\n**.kbuildlint.toml** at the top of a tree configures " + program + " there.\n\n" +
		"# SEE ALSO\n\n**make**(1), **git**(1)\n")
	return page.String()
}

// manual returns the part of a command.
func (c command) manual() string {
	var part strings.Builder
	fmt.Fprintf(&part, "\n## %s\n\n%s\n\n", c.name, literal(strings.TrimSpace(c.details)))
	flags, _ := c.flags()
	flags.VisitAll(func(flag *pflag.Flag) {
		value, usage := pflag.UnquoteUsage(flag)
		if value != "" {
			value = " " + literal(value)
		}
		fmt.Fprintf(&part, "**--%s**%s\n: %s\n\n", flag.Name, value, literal(usage))
	})
	return part.String()
}

// special are the letters that mean something in Markdown.
var special = regexp.MustCompile("[\\\\*_`<|\\[]")

// literal returns a text whose letters mean nothing in Markdown.
func literal(text string) string { return special.ReplaceAllString(text, `\$0`) }
