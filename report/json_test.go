package report_test

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"github.com/google/jsonschema-go/jsonschema"

	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/report"
)

func TestJSON(t *testing.T) {
	several := sample()
	several.Trees = append(several.Trees, lint.Tree{Root: "/src/module", Dialect: "module", Kernel: "6.12"})
	several.Diagnostics[3].Tree = 1
	tests := map[string]*lint.Report{
		"report.golden.json":  sample(),
		"several.golden.json": several,
		"nothing.golden.json": {},
	}
	schema := strictSchema(t)
	for name, r := range tests {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			if err := report.JSON(&out, r); err != nil {
				t.Fatal(err)
			}
			golden(t, name, out.Bytes())
			var instance any
			if err := json.Unmarshal(out.Bytes(), &instance); err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(instance); err != nil {
				t.Errorf("the output is not what the schema says: %v", err)
			}
		})
	}
}

// strictSchema returns the published schema, but without leave for fields that
// it does not describe.
func strictSchema(t *testing.T) *jsonschema.Resolved {
	t.Helper()
	text, err := os.ReadFile("../docs/report.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var schema jsonschema.Schema
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	closed := []*jsonschema.Schema{&schema, schema.Properties["summary"]}
	for name, definition := range schema.Defs {
		if name != "place" {
			closed = append(closed, definition)
		}
	}
	for _, s := range closed {
		s.UnevaluatedProperties = &jsonschema.Schema{Not: &jsonschema.Schema{}}
	}
	resolved, err := schema.Resolve(nil)
	if err != nil {
		t.Fatal(err)
	}
	return resolved
}

// TestSchemaIsStrict makes sure that the tests would see a wrong field.
func TestSchemaIsStrict(t *testing.T) {
	var out bytes.Buffer
	if err := report.JSON(&out, sample()); err != nil {
		t.Fatal(err)
	}
	schema := strictSchema(t)
	tests := map[string][2]string{
		"a null array":        {`"kernels": []`, `"kernels": null`},
		"a missing field":     {`"effect": "",`, ``},
		"an unknown field":    {`"effect": "",`, `"effect": "", "affect": "",`},
		"an unknown severity": {`"severity": "warning"`, `"severity": "bad"`},
		"line zero":           {`"line": 59`, `"line": 0`},
	}
	for name, change := range tests {
		text := bytes.ReplaceAll(out.Bytes(), []byte(change[0]), []byte(change[1]))
		var instance any
		if err := json.Unmarshal(text, &instance); err != nil {
			t.Fatal(err)
		}
		if schema.Validate(instance) == nil {
			t.Errorf("%s is not seen", name)
		}
	}
}

// TestJSONIsLossless makes sure that escapes for terminals are still JSON.
func TestJSONIsLossless(t *testing.T) {
	want := "\x7f\u009b\u202e\u2028\U000e0041 <&> 漢字 🐧 \u00a0\t\n\""
	var out bytes.Buffer
	if err := report.WriteJSON(&out, want); err != nil {
		t.Fatal(err)
	}
	var got string
	if err := json.Unmarshal(out.Bytes(), &got); err != nil || got != want {
		t.Errorf("got %q, %v from %s, want %q", got, err, out.Bytes(), want)
	}
	for _, r := range "\x7f\u009b\u202e\u2028\U000e0041\u00a0" {
		if bytes.ContainsRune(out.Bytes(), r) {
			t.Errorf("%U reached the output", r)
		}
	}
}
