package report

import "strings"

// CI systems look for commands in whatever a step of a job prints. The runner
// of GitHub (src/Runner.Common/ActionCommand.cs in its source) takes a line for
// one that begins with `::`, blanks aside, or that has `##[` anywhere; Azure
// Pipelines knows `##vso[`, and TeamCity `##teamcity[`.
// https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions

// hasCommand reports whether a text has a mark of a command.
func hasCommand(text string) bool {
	for i := range len(text) {
		if isCommand(text, i) {
			return true
		}
	}
	return false
}

// isCommand reports whether the character at an offset of a text must be
// escaped, so that no mark of a command is left: the first of two colons at the
// start, the second of two hashes.
func isCommand(text string, offset int) bool {
	switch text[offset] {
	case ':':
		return strings.HasPrefix(text[offset+1:], ":") && strings.Trim(text[:offset], " \t") == ""
	case '#':
		return strings.HasSuffix(text[:offset], "#") && beginsBracket(text[offset+1:])
	}
	return false
}

// beginsBracket reports whether a text begins with letters and a bracket.
func beginsBracket(text string) bool {
	isLetter := func(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' }
	return strings.HasPrefix(strings.TrimLeftFunc(text, isLetter), "[")
}
