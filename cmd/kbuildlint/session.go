package main

import (
	"fmt"
	"io"
	"sync"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/report"
)

// A session is one command that is being executed.
type session struct {
	process
	engine engine
	// command is its name, args are its arguments without the flags.
	command string
	args    []string
	// guess is the first argument where it is no command, but was perhaps
	// meant to be the one in meant.
	guess, meant string
	// writing is held while a file is replaced, and for good when the program
	// is about to end.
	writing sync.Mutex
}

// misuse returns an error about how the command was called.
func (s *session) misuse(format string, args ...any) error {
	return &usageError{command: s.command, message: fmt.Sprintf(format, args...)}
}

// print writes text to standard output.
func (s *session) print(text string) error {
	if _, err := io.WriteString(s.stdout, text); err != nil {
		return fmt.Errorf("write output: %w", err)
	}
	return nil
}

// complain writes a message to standard error. If that can't be written,
// nobody is left to be told.
func (s *session) complain(format string, args ...any) {
	message := report.EscapeLines(fmt.Sprintf(format, args...))
	_, _ = fmt.Fprintf(s.stderr, "%s: %s\n", program, message)
}

// complainAbout reports inputs that could not be judged, and returns the status
// that the command has because of them.
func (s *session) complainAbout(failures []lint.Failure, otherwise status) status {
	for _, failure := range failures {
		s.complain("%s: %s", report.Escape(failure.Path), report.Escape(failure.Message))
		if s.meant != "" && failure.Path == s.guess {
			s.complain("%s is no command either; did you mean %s?", s.guess, s.meant)
		}
	}
	if len(failures) > 0 {
		return failed
	}
	return otherwise
}
