package report_test

import (
	"slices"
	"strings"
	"testing"
)

// An annotation is a workflow command as the runner of GitHub understands it.
type annotation struct {
	command    string
	properties map[string]string
	data       string
}

// parseCommand reads a line the way of TryParseV2 in the runner's
// src/Runner.Common/ActionCommand.cs.
func parseCommand(t *testing.T, line string) annotation {
	t.Helper()
	info, data, found := strings.Cut(strings.TrimPrefix(line, "::"), "::")
	if !strings.HasPrefix(line, "::") || !found {
		t.Fatalf("no command: %s", line)
	}
	command, list, _ := strings.Cut(info, " ")
	undo := []string{"%0D", "\r", "%0A", "\n", "%25", "%"}
	a := annotation{command, map[string]string{}, strings.NewReplacer(undo...).Replace(data)}
	undo = append(undo, "%3A", ":", "%2C", ",")
	for property := range strings.SplitSeq(list, ",") {
		name, value, _ := strings.Cut(property, "=")
		a.properties[name] = strings.NewReplacer(undo...).Replace(value)
	}
	return a
}

func TestGitHub(t *testing.T) {
	lines := strings.Split(strings.TrimSuffix(string(written(t, "github", everything())), "\n"), "\n")
	if len(lines) != len(everything().Diagnostics) {
		t.Fatalf("%d lines, want one a finding", len(lines))
	}
	got := parseCommand(t, lines[4])
	want := map[string]string{
		"file": `../mnt/my module/drivers/a b%20/c::d,e/<&>"'/Makefile`, "title": "missing-source",
		"line": "2", "endLine": "2", "col": "10", "endColumn": "19",
	}
	for name, value := range want {
		if got.properties[name] != value {
			t.Errorf("%s is %q, want %q", name, got.properties[name], value)
		}
	}
	message := []string{
		awkward().Message, `effect: 50% of it, a: b\r\n::stop-commands::x`, "repair: write {} in [two](places)",
	}
	if got.command != "warning" || !slices.Equal(strings.Split(got.data, "\n"), message) {
		t.Errorf("got %s with %q, want a warning with %q", got.command, got.data, message)
	}
	if _, found := parseCommand(t, lines[2]).properties["col"]; found {
		t.Error("a range over two lines has columns, which GitHub refuses")
	}
}
