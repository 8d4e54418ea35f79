package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/kbuildlint/kbuildlint/lint"
)

// A choice is a flag that takes one of a few words.
type choice struct {
	// noun is what the words are, for messages.
	noun  string
	words []string
	value string
}

// addChoice defines a flag that takes one of a few words; the one it has
// already is the default.
func addChoice(flags *pflag.FlagSet, c choice, usage string) *choice {
	flags.Var(&c, c.noun, usage)
	return &c
}

// addFormat defines --format, where text is the default.
func addFormat(flags *pflag.FlagSet, names ...string) *choice {
	return addChoice(flags, choice{noun: "format", words: names, value: "text"}, "how to write the output")
}

// addColor defines --color.
func addColor(flags *pflag.FlagSet) *choice {
	words := []string{"auto", "always", "never"}
	return addChoice(flags, choice{noun: "color", words: words, value: "auto"}, "color the text")
}

// A severityFlag is --severity.
type severityFlag struct {
	*choice

	flags *pflag.FlagSet
}

// addFlag defines the flag.
func (f *severityFlag) addFlag(flags *pflag.FlagSet) {
	severities := choice{noun: "severity", words: []string{"error", "warning", "info"}, value: "warning"}
	f.flags, f.choice = flags, addChoice(flags, severities, "report this severity and those above")
}

// given returns the severity, 0 if the user did not say.
func (f *severityFlag) given() lint.Severity {
	severity, err := lint.ParseSeverity(f.value)
	if err != nil || !f.flags.Changed(f.noun) {
		return 0
	}
	return severity
}

// String returns the word.
func (c *choice) String() string { return c.value }

// fewWords is how many words people take in at a glance.
const fewWords = 5

// Type returns the words, for the help; many would leave no room beside them.
func (c *choice) Type() string {
	if len(c.words) > fewWords {
		return strings.ToUpper(c.noun)
	}
	return strings.Join(c.words, "|")
}

// Set takes one of the words.
func (c *choice) Set(word string) error {
	if !slices.Contains(c.words, word) {
		return unknown(c.noun, word, c.words)
	}
	c.value = word
	return nil
}

// unknown returns the error about a word that is none of a few. Many words are
// not listed: the list would hide the message.
func unknown(noun, word string, words []string) error {
	message := fmt.Sprintf("unknown %s %q", noun, word)
	if len(words) <= fewWords {
		message += ": it is " + alternatives(words)
	}
	if near := lint.Nearest(word, words); near != "" {
		message += "; did you mean " + near + "?"
	}
	return errors.New(message)
}

// alternatives returns "a, b or c".
func alternatives(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// flagMessage returns what is wrong with the flags of a command.
func flagMessage(flags *pflag.FlagSet, err error) string {
	var missing *pflag.NotExistError
	var invalid *pflag.InvalidValueError
	var valueless *pflag.ValueRequiredError
	switch {
	case errors.As(err, &missing):
		return unknownFlag(flags, missing)
	case errors.As(err, &valueless):
		return fmt.Sprintf("--%s needs a value", valueless.GetFlag().Name)
	case errors.As(err, &invalid) && isOurs(invalid.GetFlag().Value):
		// Our own values know best what is wrong with a word.
		return invalid.Unwrap().Error()
	}
	return err.Error()
}

// isOurs reports whether the errors of a flag need no introduction.
func isOurs(value pflag.Value) bool {
	_, ok := value.(*choice)
	return ok
}

// unknownFlag returns the message about a flag that a command doesn't have.
func unknownFlag(flags *pflag.FlagSet, missing *pflag.NotExistError) string {
	if shorthand := missing.GetSpecifiedShortnames(); shorthand != "" {
		return fmt.Sprintf("unknown flag -%s of %s", shorthand, flags.Name())
	}
	var names []string
	flags.VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	message := fmt.Sprintf("unknown flag --%s of %s", missing.GetSpecifiedName(), flags.Name())
	if near := lint.Nearest(missing.GetSpecifiedName(), names); near != "" {
		message += "; did you mean --" + near + "?"
	}
	return message
}
