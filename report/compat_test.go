package report_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/jsonschema-go/jsonschema"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/report"
)

// sampleCompat has a problem of new kernels, one of all, and what an attacker
// would write.
func sampleCompat() *report.Compat {
	return &report.Compat{
		Tree:    lint.Tree{Root: "/src/radio", Dialect: "module", Kernel: "5.10,6.12,7.0"},
		Kernels: []string{"5.10", "6.12", "7.0"},
		Problems: []report.Problem{
			{
				Rule: "removed-variable", Message: "EXTRA_CFLAGS has no effect since 6.15",
				Severities: map[string]lint.Severity{"5.10": lint.Warning, "6.12": lint.Warning, "7.0": lint.Error},
				Change:     "write ccflags-y",
				Places:     []lint.Range{line("Kbuild", 5), line("fm/Kbuild", 2), line("fm/Kbuild", 9)},
			},
			{
				Rule: "evil", Message: "\x1b[2Jx", Severities: map[string]lint.Severity{"6.12": lint.Info},
				Change: "don't\u202e", Places: []lint.Range{line("a\nb", 1)},
			},
		},
	}
}

func TestCompatText(t *testing.T) {
	fine := &report.Compat{Kernels: []string{"6.6", "6.12"}}
	broken := sampleCompat()
	broken.Kernels = broken.Kernels[2:]
	for name, write := range map[string]func(*bytes.Buffer) error{
		"compat.golden": func(out *bytes.Buffer) error {
			return report.CompatText(out, sampleCompat(), report.TextOptions{})
		},
		"compat-colored.golden": func(out *bytes.Buffer) error {
			return report.CompatText(out, sampleCompat(), report.TextOptions{Color: report.Colored})
		},
		"compat-fine.golden": func(out *bytes.Buffer) error {
			return report.CompatText(out, fine, report.TextOptions{})
		},
		"compat-broken.golden": func(out *bytes.Buffer) error {
			return report.CompatText(out, broken, report.TextOptions{})
		},
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			if err := write(&out); err != nil {
				t.Fatal(err)
			}
			golden(t, name, out.Bytes())
		})
	}
}

func TestCompatJSON(t *testing.T) {
	schema := compatSchema(t)
	for name, compat := range map[string]*report.Compat{
		"compat.golden.json":      sampleCompat(),
		"compat-fine.golden.json": {Kernels: []string{"6.6", "6.12"}},
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			if err := report.CompatJSON(&out, compat); err != nil {
				t.Fatal(err)
			}
			golden(t, name, out.Bytes())
			if err := validate(schema, out.Bytes()); err != nil {
				t.Errorf("the output is not what the schema says: %v", err)
			}
		})
	}
}

// TestCompatSchemaIsStrict makes sure that the tests would see a wrong field.
func TestCompatSchemaIsStrict(t *testing.T) {
	schema := compatSchema(t)
	var out bytes.Buffer
	if err := report.CompatJSON(&out, sampleCompat()); err != nil {
		t.Fatal(err)
	}
	for before, after := range map[string]string{
		`"kernels"`: `"versions"`, `"severities"`: `"severity"`, `"error"`: `"fatal"`, `"change"`: `"repair"`,
		`"line": 5`: `"line": 0`, `"dialect"`: `"kind"`, `"version": 1`: `"version": 2`,
	} {
		wrong := strings.ReplaceAll(out.String(), before, after)
		if wrong == out.String() {
			t.Errorf("the output has no %s", before)
		}
		if validate(schema, []byte(wrong)) == nil {
			t.Errorf("the schema allows %s", after)
		}
	}
}

func compatSchema(t *testing.T) *jsonschema.Resolved {
	t.Helper()
	text, err := os.ReadFile("../docs/compat.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var schema jsonschema.Schema
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	resolved, err := schema.Resolve(nil)
	if err != nil {
		t.Fatal(err)
	}
	return resolved
}
