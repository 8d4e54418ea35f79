package report_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/kbuildlint/kbuildlint/lint"
)

// What scripts/checkpatch.pl --file of Linux 6.12 prints about a finding, as a
// whole and with --terse.
var (
	checkpatchFinding = regexp.MustCompile(`^(ERROR|WARNING|CHECK): .+\n#(\d+): FILE: (.+):(\d+):\n\+.*$`)
	terseFinding      = regexp.MustCompile(`^.+:\d+: (ERROR|WARNING|CHECK): .+$`)
	checkpatchLast    = regexp.MustCompile(`^total: \d+ errors, \d+ warnings, (\d+ checks, )?\d+ lines checked$`)
)

func TestCheckpatch(t *testing.T) {
	tests := map[string]struct {
		separator string
		finding   *regexp.Regexp
	}{
		"checkpatch": {"\n\n", checkpatchFinding},
		"terse":      {"\n", terseFinding},
	}
	for format, test := range tests {
		text := strings.TrimSuffix(string(written(t, format, everything())), "\n")
		parts := strings.Split(text, test.separator)
		last := len(parts) - 1
		if last != len(everything().Diagnostics) || !checkpatchLast.MatchString(parts[last]) {
			t.Errorf("%s: %d findings and %q", format, last, parts[last])
		}
		for _, part := range parts[:last] {
			match := test.finding.FindStringSubmatch(part)
			if match == nil || format == "checkpatch" && match[2] != match[4] {
				t.Errorf("%s: %q is not what checkpatch prints", format, part)
			}
		}
	}
}

// TestCheckpatchOfOneError has no checks in its total, as without --strict.
func TestCheckpatchOfOneError(t *testing.T) {
	r := &lint.Report{Diagnostics: []lint.Diagnostic{foundingDefect()}, LinesChecked: 98}
	text := string(written(t, "checkpatch", r))
	if want := "\n\ntotal: 1 errors, 0 warnings, 98 lines checked\n"; !strings.HasSuffix(text, want) {
		t.Errorf("got %q, want %q at its end", text, want)
	}
}
