package lint_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// seenFile says how often the verdicts have each rule in each kernel; -update
// writes it.
const seenFile = "../rules/seen.txt"

// TestSeen holds that explain tells as many findings in real kernels as were
// judged.
func TestSeen(t *testing.T) {
	want := seen(t)
	if *update {
		if err := os.WriteFile(seenFile, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(seenFile)
	if err != nil {
		t.Fatal(err)
	}
	if difference := cmp.Diff(want, string(got)); difference != "" {
		t.Errorf("it is not what the verdicts say (-verdicts +file):\n%s", difference)
	}
}

// seen counts the verdicts: a line for each rule and kernel that has some.
func seen(t *testing.T) string {
	t.Helper()
	var out strings.Builder
	for _, rule := range judgedRules(t) {
		_, verdicts := readVerdicts(t, verdictFile(rule))
		for _, kernel := range []string{"6.1", "6.12"} {
			counts := map[string]int{}
			for _, v := range verdicts {
				if v.kernel == kernel {
					counts[v.judgement]++
				}
			}
			if len(counts) > 0 {
				fmt.Fprintf(&out, "%s %s %d %d %d\n",
					rule.Name, kernel, counts["true"], counts["excluded"], counts["false"])
			}
		}
	}
	return out.String()
}
