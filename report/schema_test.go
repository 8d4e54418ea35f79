package report_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/jsonschema-go/jsonschema"
)

// scripts/check-formats gets what these tests compare with, and sets the
// variables: without them they skip.
const (
	multitoolVariable = "KBUILDLINT_SARIF_MULTITOOL"
	reviewdogVariable = "KBUILDLINT_REVIEWDOG"
)

// required returns the directory that a variable names.
func required(t *testing.T, variable string) string {
	t.Helper()
	dir := os.Getenv(variable)
	if dir == "" {
		t.Skipf("%s is not set; scripts/check-formats sets it", variable)
	}
	return dir
}

// TestSARIFIsValid asks the schema of the standard and Microsoft's validator, which
// knows what else the standard says. Its notes are matters of taste.
func TestSARIFIsValid(t *testing.T) {
	dir := required(t, multitoolVariable)
	schema := readSchema(t, filepath.Join(dir, "sarif-2.1.0.json"))
	for name, r := range reports() {
		t.Run(name, func(t *testing.T) {
			encoded := written(t, "sarif", r)
			mustBeValid(t, schema, encoded)
			log := filepath.Join(t.TempDir(), "log.sarif")
			if err := os.WriteFile(log, encoded, 0o600); err != nil {
				t.Fatal(err)
			}
			if complaints := multitool(t, dir, log); complaints != "" {
				t.Error(complaints)
			}
		})
	}
}

// TestMultitoolComplains makes sure that the validator would see a wrong log:
// one whose base does not end with a slash.
func TestMultitoolComplains(t *testing.T) {
	dir := required(t, multitoolVariable)
	wrong := strings.Replace(string(written(t, "sarif", everything())), `"file:///src/"`, `"file:///src"`, 1)
	log := filepath.Join(t.TempDir(), "log.sarif")
	if err := os.WriteFile(log, []byte(wrong), 0o600); err != nil {
		t.Fatal(err)
	}
	if complaints := multitool(t, dir, log); complaints == "" {
		t.Error("the validator did not see that a base must end with a slash")
	}
}

// multitool returns the errors and warnings of Microsoft's validator about a log.
func multitool(t *testing.T, dir, log string) string {
	t.Helper()
	outcome := filepath.Join(t.TempDir(), "outcome.sarif")
	c := exec.Command(filepath.Join(dir, "Sarif.Multitool"), "validate", log,
		"--level", "Error;Warning", "--kind", "Fail", "--output", outcome)
	// It is a .NET program, and needs no library for languages.
	c.Env = append(os.Environ(), "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1")
	printed, failure := c.CombinedOutput()
	encoded, err := os.ReadFile(outcome)
	if err != nil {
		t.Fatalf("%v, %v\n%s", failure, err, printed)
	}
	var found struct{ Runs []struct{ Results []any } }
	if err := json.Unmarshal(encoded, &found); err != nil {
		t.Fatal(err)
	}
	if len(found.Runs) == 1 && len(found.Runs[0].Results) == 0 {
		return ""
	}
	return string(printed)
}

// TestRDJSONIsValid asks the schema in the source of reviewdog.
func TestRDJSONIsValid(t *testing.T) {
	dir := required(t, reviewdogVariable)
	schema := readSchema(t, filepath.Join(dir, "proto/rdf/jsonschema/DiagnosticResult.json"))
	for name, r := range reports() {
		t.Run(name, func(t *testing.T) { mustBeValid(t, schema, written(t, "rdjson", r)) })
	}
}

// readSchema returns a schema, but without leave for fields that it does not
// describe. What it says of itself is left out: reviewdog's is of a draft whose
// keywords mean the same here, but which the library does not know.
func readSchema(t *testing.T, path string) *jsonschema.Resolved {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var schema jsonschema.Schema
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	schema.Schema = ""
	for _, definition := range schema.Definitions {
		if definition.Properties != nil && definition != schema.Definitions["propertyBag"] {
			definition.AdditionalProperties = &jsonschema.Schema{Not: &jsonschema.Schema{}}
		}
	}
	resolved, err := schema.Resolve(nil)
	if err != nil {
		t.Fatal(err)
	}
	return resolved
}

// mustBeValid fails unless a text in JSON is what a schema says.
func mustBeValid(t *testing.T, schema *jsonschema.Resolved, encoded []byte) {
	t.Helper()
	var instance any
	if err := json.Unmarshal(encoded, &instance); err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(instance); err != nil {
		t.Errorf("the output is not what the schema says: %v", err)
	}
}
