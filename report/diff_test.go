package report

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kbuildlint/kbuildlint/lint"
)

// hardNames and hardTexts are what a diff must get through to git and patch.
var (
	hardNames = []string{
		"Makefile", "a b/Makefile", "tab\there/Kbuild", "q\"uote\\/Makefile", "umlaut-ä/Makefile", "new\nline",
		"bytes-\xff", " blank", "trailing ", "dev/null", "--- a/x",
	}
	hardTexts = [][2]string{
		{"a\nb\n", "a\nc\n"},
		{"a\r\nb\r\n", "a\r\nc\r\n"},
		{"a\nb", "a\nc"},
		{"a", "b\na"},
		{"a\n", "a\nb"},
		{"a\nb", "a"},
		{"", "a\n"},
		{"a\r\nb", "x\r\na\r\nb"},
		{"--- a\n+++ b\n", "+++ b\n--- a\n"},
		{"1\n2\n3\n4\n5\n6\n7\n8\n9\n", "0\n1\n2\n3\n4\n5\n6\n7\n8\n\x009"},
		{"\\\nx\n", "\\\ny\n\f\v\n"},
	}
)

// hardFiles returns each text under each name.
func hardFiles() []lint.ChangedFile {
	var files []lint.ChangedFile
	for i, text := range hardTexts {
		for _, name := range hardNames {
			path := string(rune('a'+i)) + "/" + name
			files = append(files, lint.ChangedFile{Path: path, Before: []byte(text[0]), After: []byte(text[1])})
		}
	}
	return files
}

// TestDiffApplies has git and patch apply a diff, within a repository and
// without one.
func TestDiffApplies(t *testing.T) {
	for _, line := range []string{"git apply", "patch -p1 -s --posix", "patch -p1 -s"} {
		for _, inside := range []string{"", "git init -q ."} {
			t.Run(strings.TrimSpace(line+" "+inside), func(t *testing.T) { applyDiff(t, line, inside) })
		}
	}
}

// applyDiff applies a diff below the top of where a command was run.
func applyDiff(t *testing.T, line, prepare string) {
	top := t.TempDir()
	dir := filepath.Join(top, "module")
	files := hardFiles()
	for _, file := range files {
		name := filepath.Join(dir, file.Path)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, file.Before, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := Diff(&out, files, TextOptions{}); err != nil {
		t.Fatal(err)
	}
	runIn(t, top, prepare, nil)
	runIn(t, dir, line, &out)
	for _, file := range files {
		if text, err := os.ReadFile(filepath.Join(dir, file.Path)); err != nil || !bytes.Equal(text, file.After) {
			t.Errorf("%q: got %q, %v; want %q", file.Path, text, err, file.After)
		}
	}
}

// runIn runs a command in a directory, or skips the test where it is not
// installed.
func runIn(t *testing.T, dir, line string, stdin *bytes.Buffer) {
	t.Helper()
	words := strings.Fields(line)
	if len(words) == 0 {
		return
	}
	command := exec.CommandContext(t.Context(), words[0], words[1:]...)
	command.Dir = dir
	command.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CEILING_DIRECTORIES="+filepath.Dir(dir))
	if stdin != nil {
		command.Stdin = stdin
	}
	out, err := command.CombinedOutput()
	if errors.Is(err, exec.ErrNotFound) {
		t.Skipf("%s is not installed", words[0])
	}
	if err != nil {
		t.Fatalf("%s: %v\n%s", line, err, out)
	}
}

// TestDiff has the paths of two trees as the user sees them.
func TestDiff(t *testing.T) {
	var out strings.Builder
	files := []lint.ChangedFile{
		{Path: "Makefile", Before: []byte("a\n"), After: []byte("b\n")},
		{Path: "sub/Kbuild", Tree: 1, Before: []byte("a\nb"), After: []byte("a\nc")},
		{Path: "same", Before: []byte("a"), After: []byte("a")},
	}
	roots := []string{"one/", "two words/"}
	options := TextOptions{Path: func(tree int, path string) string { return roots[tree] + path }}
	if err := Diff(&out, files, options); err != nil {
		t.Fatal(err)
	}
	want := "--- a/one/Makefile\n+++ b/one/Makefile\n@@ -1 +1 @@\n-a\n+b\n" +
		"--- a/two words/sub/Kbuild\t\n+++ b/two words/sub/Kbuild\t\n@@ -1,2 +1,2 @@\n a\n-b\n" +
		"\\ No newline at end of file\n+c\n\\ No newline at end of file\n"
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
	reader, writer := io.Pipe()
	if err := errors.Join(reader.Close(), Diff(writer, files, options)); err == nil {
		t.Error("an error of the writer is lost")
	}
}
