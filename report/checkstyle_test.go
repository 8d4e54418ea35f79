package report_test

import (
	"encoding/xml"
	"testing"
)

// TestCheckstyle reads the XML the way of a program.
func TestCheckstyle(t *testing.T) {
	var got struct {
		XMLName xml.Name `xml:"checkstyle"`
		Files   []struct {
			Name   string `xml:"name,attr"`
			Errors []struct {
				Line     int    `xml:"line,attr"`
				Column   int    `xml:"column,attr"`
				Severity string `xml:"severity,attr"`
				Message  string `xml:"message,attr"`
				Source   string `xml:"source,attr"`
			} `xml:"error"`
		} `xml:"file"`
	}
	r := everything()
	r.Diagnostics = append(r.Diagnostics, r.Diagnostics[6])
	if err := xml.Unmarshal(written(t, "checkstyle", r), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Files) != 7 || len(got.Files[6].Errors) != 2 {
		t.Fatalf("%d files, want 7, the last one with two findings", len(got.Files))
	}
	file := got.Files[4]
	if want := `../mnt/my module/drivers/a b%20/c::d,e/<&>"'/Makefile`; file.Name != want {
		t.Errorf("got %q, want %q", file.Name, want)
	}
	finding := file.Errors[0]
	want := awkward().Message + "\neffect: 50% of it, a: b\\r\\n::stop-commands::x\nrepair: write {} in [two](places)"
	if finding.Message != want {
		t.Errorf("got %q, want %q", finding.Message, want)
	}
	if finding.Line != 2 || finding.Column != 10 || finding.Severity != "warning" ||
		finding.Source != "kbuildlint.missing-source" {
		t.Errorf("got %+v", finding)
	}
	// Characters, not bytes.
	if column := got.Files[5].Errors[0].Column; column != 16 {
		t.Errorf("the word behind the penguin is in column %d, want 16", column)
	}
}
