package report

import (
	"encoding/xml"
	"fmt"
	"io"

	"github.com/kbuildlint/kbuildlint/lint"
)

// The elements that Checkstyle writes, and whoever reads its reports expects:
// https://checkstyle.org (XMLLogger). Its columns count characters.
type (
	checkstyleReport struct {
		XMLName xml.Name         `xml:"checkstyle"`
		Version string           `xml:"version,attr"`
		Files   []checkstyleFile `xml:"file"`
	}

	checkstyleFile struct {
		Name   string            `xml:"name,attr"`
		Errors []checkstyleError `xml:"error"`
	}

	checkstyleError struct {
		Line     int    `xml:"line,attr"`
		Column   int    `xml:"column,attr"`
		Severity string `xml:"severity,attr"`
		Message  string `xml:"message,attr"`
		Source   string `xml:"source,attr"`
	}
)

// checkstyleVersion is the version of the format that programs other than
// Checkstyle say they write.
const checkstyleVersion = "4.3"

// Checkstyle writes a report in the XML of Checkstyle. XML 1.0 has no way to say
// control characters (section 2.2): all texts are as Escape writes them.
func Checkstyle(w io.Writer, r *lint.Report, o Options) error {
	encoded, err := xml.MarshalIndent(checkstyleOf(r, &o), "", "  ")
	if err != nil {
		return fmt.Errorf("encode XML: %w", err)
	}
	if _, err := fmt.Fprintf(w, "%s%s\n", xml.Header, encoded); err != nil {
		return fmt.Errorf("write XML: %w", err)
	}
	return nil
}

// checkstyleOf returns the findings, which are sorted, by file.
func checkstyleOf(r *lint.Report, o *Options) checkstyleReport {
	converted := checkstyleReport{Version: checkstyleVersion}
	for i := range r.Diagnostics {
		d := &r.Diagnostics[i]
		name := Escape(o.slashed(d.Tree, d.Path))
		last := len(converted.Files) - 1
		if last < 0 || converted.Files[last].Name != name {
			converted.Files = append(converted.Files, checkstyleFile{Name: name})
			last++
		}
		place := inCharacters(r, d.Tree, d.Range)
		converted.Files[last].Errors = append(converted.Files[last].Errors, checkstyleError{
			Line:     place.Line,
			Column:   place.Column,
			Severity: d.Severity.String(),
			Message:  paragraph(d, append(factsOf(d), repairsOf(d)...)),
			Source:   "kbuildlint." + Escape(d.Rule),
		})
	}
	return converted
}
