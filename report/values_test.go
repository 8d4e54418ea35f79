package report_test

import (
	"bytes"
	"testing"

	"github.com/kbuildlint/kbuildlint/report"
)

func sampleValues() report.Values {
	return report.Values{
		"drivers/net": {
			"obj-m": {Flavor: "recursive", Content: report.Words{
				{Text: "foo.o", When: "CONFIG_FOO=m", Path: "drivers/net/Makefile", Line: 3, Column: 17},
				{Text: "always\x1b.o", Path: "drivers/net/Makefile", Line: 4, Column: 10},
			}},
			"ccflags-y": {Flavor: "simple", Content: report.Unknown("$(shell date)")},
			"empty":     {Flavor: "recursive", Content: report.Words(nil)},
		},
		"Makefile": {
			"VERSION": {Flavor: "recursive", Content: report.Exact("6 ")},
			"NAME":    {Flavor: "simple", Content: report.Exact("")},
		},
		"nothing": {},
	}
}

func TestValues(t *testing.T) {
	var text, encoded bytes.Buffer
	if err := report.ValuesText(&text, sampleValues(), report.TextOptions{}); err != nil {
		t.Fatal(err)
	}
	if err := report.ValuesJSON(&encoded, sampleValues()); err != nil {
		t.Fatal(err)
	}
	golden(t, "values.golden", text.Bytes())
	golden(t, "values.golden.json", encoded.Bytes())
}

func TestNoValues(t *testing.T) {
	var out bytes.Buffer
	if err := report.ValuesJSON(&out, nil); err != nil || out.String() != "{}\n" {
		t.Errorf("got %q, %v, want an empty object", out.String(), err)
	}
}
