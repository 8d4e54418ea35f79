package main

import (
	"context"
	"fmt"

	"github.com/spf13/pflag"

	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/report"
	"github.com/kbuildlint/kbuildlint/source"
)

const parseDetails = `
Prints the syntax tree of one makefile; - reads it from standard input.

The exit status is 1 if GNU Make would reject the makefile, and 3 if it can't be
read.`

func parseCommand() command {
	return command{
		name:      "parse",
		arguments: "FILE [flags]",
		summary:   "print the syntax tree of a makefile",
		details:   parseDetails,
		bind: func(flags *pflag.FlagSet) action {
			format := addFormat(flags, "text", "json")
			return func(_ context.Context, s *session) (status, error) { return s.parse(format.value) }
		},
	}
}

// parse prints the syntax tree of the file that the arguments name.
func (s *session) parse(format string) (status, error) {
	if len(s.args) != 1 {
		return misuse, s.misuse("parse takes one FILE")
	}
	name, text, err := s.readMakefile(s.args[0])
	if err != nil {
		return failed, fmt.Errorf("%s: %w", name, err)
	}
	file := parser.Parse(source.NewFile(name, text))
	if format == "json" {
		err = report.WriteJSON(s.stdout, parser.JSON(file))
	} else {
		err = s.print(report.EscapeLines(parser.Dump(file)))
	}
	if err != nil {
		return failed, fmt.Errorf("parse: %w", err)
	}
	return s.syntaxErrors(file), nil
}

// readMakefile returns the name and content of a makefile.
func (s *session) readMakefile(path string) (name, text string, err error) {
	if path == "-" {
		text, err = readAll(s.stdin)
		return "<stdin>", text, err
	}
	text, err = readRegular(path)
	return path, text, err
}

// syntaxErrors reports what the parser could not read.
func (s *session) syntaxErrors(file *parser.File) status {
	result := clean
	for _, e := range file.Errors {
		severity := "error"
		if e.Warning {
			severity = "warning"
		} else {
			result = findings
		}
		at := file.Source.Position(e.Span.Start)
		_, _ = fmt.Fprintf(s.stderr, "%s:%d:%d: %s: %s\n",
			report.Escape(file.Source.Path), at.Line, at.Column, severity, report.Escape(e.Message))
	}
	return result
}
