package main

import (
	"runtime/debug"
	"testing"
)

// TestRevision holds what is told of the commit that the program is from.
func TestRevision(t *testing.T) {
	const commit = "0123456789abcdef0123456789abcdef01234567"
	for want, settings := range map[string][]debug.BuildSetting{
		"":                       {{Key: "vcs", Value: "git"}, {Key: "vcs.modified", Value: "true"}},
		" revision 0123456789ab": {{Key: "vcs.revision", Value: commit}, {Key: "vcs.modified", Value: "false"}},
		" revision 0123456789ab with changes": {
			{Key: "vcs.revision", Value: commit}, {Key: "vcs.modified", Value: "true"},
		},
		" revision abc": {{Key: "vcs.revision", Value: "abc"}},
	} {
		if got := revisionIn(settings); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
