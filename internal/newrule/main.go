// Command newrule begins a rule: its file, a folder with a first case, its line
// in rules.All and its file of verdicts. It is run at the top of the project.
package main

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"go/format"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"text/template"
)

// ruleTemplate is the file of a rule that reports nothing yet.
//
//go:embed rule.go.tmpl
var ruleTemplate string

// caseTemplate is a case of its tests.
const caseTemplate = `What the case is about.
-- Kbuild --
obj-y += a.o
-- a.c --
-- want --
`

// verdictsHead is the first line of a file of verdicts.
const verdictsHead = "# kernel | severity | path | word | true, excluded (Kconfig rules it out) or false | " +
	"how that is known\n"

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go run ./internal/newrule NAME")
		os.Exit(2)
	}
	if err := begin(".", os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "newrule:", err)
		os.Exit(1)
	}
}

// names are what a rule may be called.
var names = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)

// begin writes all files of a rule in a project. It changes nothing where a
// file is there already.
func begin(project, name string) error {
	if !names.MatchString(name) {
		return fmt.Errorf("%q is no name of a rule: words of a to z, joined by -", name)
	}
	code, err := ruleFile(name)
	if err != nil {
		return err
	}
	files := map[string]string{
		"rules/" + strings.ReplaceAll(name, "-", "_") + ".go": code,
		"rules/testdata/" + name + "/plain.txtar":             caseTemplate,
		"lint/testdata/verdicts/" + name + ".txt":             verdictsHead,
	}
	for file := range files {
		if _, err := os.Lstat(filepath.Join(project, file)); !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("%s is there already", file)
		}
	}
	for file, text := range files {
		full := filepath.Join(project, file)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			return fmt.Errorf("make the folder: %w", err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			return fmt.Errorf("write the file: %w", err)
		}
	}
	return list(filepath.Join(project, "rules/all.go"), identifier(name))
}

// ruleFile returns the Go file of a rule.
func ruleFile(name string) (string, error) {
	var out bytes.Buffer
	parsed := template.Must(template.New("rule").Parse(ruleTemplate))
	value := identifier(name)
	check := "check" + strings.ToUpper(value[:1]) + value[1:]
	if err := parsed.Execute(&out, map[string]string{"Name": name, "Value": value, "Check": check}); err != nil {
		return "", fmt.Errorf("fill in the template: %w", err)
	}
	code, err := format.Source(out.Bytes())
	if err != nil {
		return "", fmt.Errorf("format the rule: %w", err)
	}
	return string(code), nil
}

// identifier returns the name of a rule as one of Go.
func identifier(name string) string {
	words := strings.Split(name, "-")
	for i := 1; i < len(words); i++ {
		words[i] = strings.ToUpper(words[i][:1]) + words[i][1:]
	}
	return strings.Join(words, "")
}

// list adds a rule to the list of all, which is sorted.
func list(file, value string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("read the list: %w", err)
	}
	head, rest, found := strings.Cut(string(text), "var All = []*lint.Rule{\n")
	body, tail, closed := strings.Cut(rest, "}\n")
	if !found || !closed {
		return fmt.Errorf("%s has no list All of rules", file)
	}
	lines := append(strings.SplitAfter(body, "\n"), "\t"+value+",\n")
	lines = slices.DeleteFunc(lines, func(line string) bool { return line == "" })
	slices.Sort(lines)
	text = []byte(head + "var All = []*lint.Rule{\n" + strings.Join(lines, "") + "}\n" + tail)
	if err := os.WriteFile(file, text, 0o644); err != nil {
		return fmt.Errorf("write the list: %w", err)
	}
	return nil
}
