package lint_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/report"
	"github.com/kbuildlint/kbuildlint/rules"
)

// modfinal is the makefile that links modules, where the defect was that this
// project was founded on.
const modfinal = "scripts/Makefile.modfinal"

// A corpus is one of the real kernels.
type corpus struct {
	dir string
	// mismatch says that another version is installed than the expectations
	// were written for, "" if it is not.
	mismatch string
}

// openCorpus returns a real kernel, or skips the test without one.
func openCorpus(t *testing.T, name string) corpus {
	t.Helper()
	kernels := os.Getenv("KBUILDLINT_KERNELS")
	if kernels == "" {
		t.Skip("KBUILDLINT_KERNELS names no directory with kernels")
	}
	c := corpus{dir: filepath.Join(kernels, name)}
	if _, err := os.Stat(c.dir); err != nil {
		t.Skipf("no %s: %v", name, err)
	}
	if text, err := os.ReadFile(c.dir + ".mismatch"); err == nil {
		c.mismatch = strings.TrimSpace(string(text))
	}
	return c
}

// complain fails the test, or only prints if another version of the kernel may
// be the reason.
func (c corpus) complain(t *testing.T, format string, args ...any) {
	t.Helper()
	if c.mismatch != "" {
		t.Logf("not failed, for "+c.mismatch+": "+format, args...)
		return
	}
	t.Errorf(format, args...)
}

// read returns a file of the kernel.
func (c corpus) read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(c.dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// edit returns a file of the kernel with some texts replaced, each of which
// stands there exactly once.
func (c corpus) edit(t *testing.T, name string, edits map[string]string) string {
	t.Helper()
	text := c.read(t, name)
	for old, replacement := range edits {
		if count := strings.Count(text, old); count != 1 {
			c.complain(t, "%s: %q stands there %d times, want once", name, old, count)
			t.SkipNow()
		}
		text = strings.Replace(text, old, replacement, 1)
	}
	return text
}

// check judges a tree with all rules.
func check(t *testing.T, door fs.FS, paths ...string) *lint.Report {
	t.Helper()
	return checkWith(t, rules.All, door, paths...)
}

// checkByDefault judges a tree with the rules that run where nobody says which.
func checkByDefault(t *testing.T, door fs.FS, paths ...string) *lint.Report {
	t.Helper()
	return checkWith(t, defaultRules(), door, paths...)
}

func checkWith(t *testing.T, selected []*lint.Rule, door fs.FS, paths ...string) *lint.Report {
	t.Helper()
	found, err := lint.Check(t.Context(), lint.Request{FS: door, Root: ".", Paths: paths, Rules: selected})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// text returns a report as people see it.
func text(t *testing.T, found *lint.Report) string {
	t.Helper()
	var out strings.Builder
	if err := report.Text(&out, found, report.TextOptions{}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestCorpus compares what is found in the kernels, as they are, with a golden
// file: path, rule and word of each finding.
func TestCorpus(t *testing.T) {
	for _, name := range []string{"linux-source-6.1", "linux-source-6.12"} {
		t.Run(name, func(t *testing.T) {
			c := openCorpus(t, name)
			got := keys(check(t, os.DirFS(c.dir), "."))
			golden := filepath.Join("testdata", name+".txt")
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if difference := cmp.Diff(string(want), got); difference != "" {
				c.complain(t, "other findings (-want +got):\n%s", difference)
			}
		})
	}
}

// keys returns a line for each finding that stays the same when lines move.
func keys(found *lint.Report) string {
	var out strings.Builder
	for i := range found.Diagnostics {
		d := &found.Diagnostics[i]
		out.WriteString(d.Path + "\t" + d.Rule + "\t" + d.Word() + "\n")
	}
	return out.String()
}
