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

func whyTree() lint.Tree { return lint.Tree{Root: "/src/linux", Dialect: "linux", Kernel: "6.12"} }

// sampleWhy has two products, one of them with two routes, and what an attacker
// would write.
func sampleWhy() *report.Why {
	return &report.Why{
		Tree: whyTree(), Path: "drivers/\x1b[2Jcard.c",
		Products: []report.Product{
			{
				Kind: "module", Name: "drivers/card.ko", When: "CONFIG_CARD=m",
				Routes: []report.Route{
					{When: "CONFIG_A=y", Steps: []report.Step{
						{Range: line("Kbuild", 3), Text: "obj-y has drivers/"},
						{Range: line("drivers/Makefile", 7), Text: "obj-m has card.o", When: "CONFIG_CARD=m"},
					}},
					{When: "CONFIG_A is not set", Steps: []report.Step{{Range: line("Kbuild", 4), Text: "evil\u202e"}}},
				},
			},
			{Kind: "file", Name: "drivers/card.o", OnDemand: true},
		},
	}
}

func neverBuilt() *report.Why {
	return &report.Why{Tree: whyTree(), Path: "lost.c", Obstacles: []report.Obstacle{
		{Text: "no makefile lists lost.o"},
		{Range: line("a.c", 2), Text: "but a.c includes it"},
	}}
}

func sampleSymbol() *report.Symbol {
	return &report.Symbol{
		Tree: whyTree(), Name: "CONFIG_CARD",
		Definitions: []report.Definition{
			{Range: line("drivers/Kconfig", 5), Type: "tristate", Prompt: "A \x1bcard", DependsOn: "NET && !S390"},
			{Range: line("arch/arm/Kconfig", 6), Arches: []string{"arm", "arm64"}},
		},
		SelectedBy: []report.Selection{
			{Range: line("Kconfig", 9), By: "BOARD", If: "PCI"}, {Range: line("Kconfig", 10), By: "ALL"},
		},
		Uses: []report.Use{
			{Range: line("Kbuild", 1), Kind: "visit", Name: "drivers", When: "CONFIG_CARD is set"},
			{Range: line("drivers/Makefile", 7), Kind: "module", Name: "drivers/card.o", When: "CONFIG_CARD=m"},
		},
	}
}

// line returns a range of one letter at the beginning of a line.
func line(path string, number int) lint.Range {
	return lint.Range{Path: path, Line: number, Column: 1, EndLine: number, EndColumn: 2}
}

func TestWhyText(t *testing.T) {
	tests := map[string]func(*bytes.Buffer) error{
		"why.golden": func(out *bytes.Buffer) error {
			return report.WhyText(out, sampleWhy(), report.TextOptions{})
		},
		"why-colored.golden": func(out *bytes.Buffer) error {
			return report.WhyText(out, sampleWhy(), report.TextOptions{Color: report.Colored})
		},
		"why-never.golden": func(out *bytes.Buffer) error {
			return report.WhyText(out, neverBuilt(), report.TextOptions{})
		},
		"symbol.golden": func(out *bytes.Buffer) error {
			return report.SymbolText(out, sampleSymbol(), report.TextOptions{})
		},
		"symbol-unused.golden": func(out *bytes.Buffer) error {
			return report.SymbolText(out, &report.Symbol{Name: "CONFIG_X"}, report.TextOptions{})
		},
	}
	for name, write := range tests {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			if err := write(&out); err != nil {
				t.Fatal(err)
			}
			golden(t, name, out.Bytes())
		})
	}
}

func TestWhyJSON(t *testing.T) {
	schema := whySchema(t)
	tests := map[string]func(*bytes.Buffer) error{
		"why.golden.json":       func(out *bytes.Buffer) error { return report.WhyJSON(out, sampleWhy()) },
		"why-never.golden.json": func(out *bytes.Buffer) error { return report.WhyJSON(out, neverBuilt()) },
		"symbol.golden.json":    func(out *bytes.Buffer) error { return report.SymbolJSON(out, sampleSymbol()) },
	}
	for name, write := range tests {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			if err := write(&out); err != nil {
				t.Fatal(err)
			}
			golden(t, name, out.Bytes())
			if err := validate(schema, out.Bytes()); err != nil {
				t.Errorf("the output is not what the schema says: %v", err)
			}
		})
	}
}

// TestWhySchemaIsStrict makes sure that the tests would see a wrong field.
func TestWhySchemaIsStrict(t *testing.T) {
	schema := whySchema(t)
	var file, symbol bytes.Buffer
	if err := report.WhyJSON(&file, sampleWhy()); err != nil {
		t.Fatal(err)
	}
	if err := report.SymbolJSON(&symbol, sampleSymbol()); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, before, after string
		text                []byte
	}{
		{"an unknown kind", `"kind": "module"`, `"kind": "modul"`, file.Bytes()},
		{"an unknown field", `"onDemand": true`, `"onDemand": true, "demand": 1`, file.Bytes()},
		{"a null array", `"obstacles": []`, `"obstacles": null`, file.Bytes()},
		{"a missing field", `"if": "PCI"`, `"when": "PCI"`, symbol.Bytes()},
		{"an unknown type", `"type": "tristate"`, `"type": "tri"`, symbol.Bytes()},
	}
	for _, test := range tests {
		changed := bytes.ReplaceAll(test.text, []byte(test.before), []byte(test.after))
		if bytes.Equal(changed, test.text) || validate(schema, changed) == nil {
			t.Errorf("%s is not seen", test.name)
		}
	}
}

func validate(schema *jsonschema.Resolved, text []byte) error {
	var instance any
	if err := json.Unmarshal(text, &instance); err != nil {
		return err
	}
	return schema.Validate(instance)
}

// whySchema returns the published schema without leave for other fields.
func whySchema(t *testing.T) *jsonschema.Resolved {
	t.Helper()
	text, err := os.ReadFile("../docs/why.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var schema jsonschema.Schema
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	for name, definition := range schema.Defs {
		if name != "place" && name != "kind" {
			definition.UnevaluatedProperties = &jsonschema.Schema{Not: &jsonschema.Schema{}}
		}
	}
	resolved, err := schema.Resolve(nil)
	if err != nil {
		t.Fatal(err)
	}
	return resolved
}
