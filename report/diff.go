package report

import (
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	udiff "github.com/aymanbagabas/go-udiff"

	"github.com/kbuildlint/kbuildlint/lint"
)

// Diff writes what repairs change as a unified diff that git apply and patch
// -p1 apply in the directory that its paths count from. There are no lines
// "diff --git", because git takes their paths from the top of the repository.
func Diff(w io.Writer, files []lint.ChangedFile, o TextOptions) error {
	for _, file := range files {
		name := o.slashed(file.Tree, file.Path)
		text := udiff.Unified(diffName("a", name), diffName("b", name), string(file.Before), string(file.After))
		if _, err := io.WriteString(w, text); err != nil {
			return fmt.Errorf("write diff: %w", err)
		}
	}
	return nil
}

// diffName returns a name as git writes it in a diff: in quotes if it has
// characters that don't print, and else with a tab behind it if it has blanks.
// One that ends with a blank is in quotes too, or patch does not find it.
func diffName(side, name string) string {
	name = path.Join(side, name)
	switch quoted := quoteName(name); {
	case quoted != name, strings.HasSuffix(name, " "):
		return `"` + quoted + `"`
	case strings.Contains(name, " "):
		return name + "\t"
	}
	return name
}

// quoteName returns a name with the escapes of C, each byte by itself.
func quoteName(name string) string {
	var out strings.Builder
	for _, c := range []byte(name) {
		switch {
		case c == '"' || c == '\\':
			out.WriteString(`\` + string(c))
		case c < ' ' || c > '~':
			fmt.Fprintf(&out, `\%03s`, strconv.FormatUint(uint64(c), 8))
		default:
			out.WriteByte(c)
		}
	}
	return out.String()
}
