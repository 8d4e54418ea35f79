package rules

import (
	"strings"
	"testing"
)

// TestShellScan checks which words of a line may be names of files.
func TestShellScan(t *testing.T) {
	for line, want := range map[string]string{
		"cat a b > c":                          "cat a b > c",
		"echo a b; cat c":                      "cat c",
		"set -e; echo 'a; cat b' && cat c":     "set -e; cat c",
		"@echo \"a\" | sed b":                  "sed b",
		"{ echo a; cat b; }":                   "{ cat b; }",
		"cat a; cd b && cat c; echo d":         "cat a;",
		"( printf 'it'\\''s' a ) ; cat b":      "( ; cat b",
		"if test a; then cat b; else cc; fi":   "if test a; then cat b; else cc; fi",
		"case a in b) echo c;; *) cd d;; esac": "case a in b) *)",
		"echo 'a';\\\n cat b":                  "cat b",
		"mv a;\\\n b":                          "mv a;\\\n b",
	} {
		var scan shellScan
		var got []string
		for word := range strings.SplitSeq(line, " ") {
			if scan.mayName(word) {
				got = append(got, word)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q may be names, want %q", line, strings.Join(got, " "), want)
		}
	}
}
