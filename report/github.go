package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/kbuildlint/kbuildlint/lint"
)

// The commands of GitHub's workflows that annotate a file.
var githubCommands = vocabulary{"notice", "warning", "error"}

// What the runner of GitHub undoes, in data and in properties of a command: the
// mappings of src/Runner.Common/ActionCommand.cs in its source.
var (
	githubData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	githubProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// GitHub writes a report as commands of GitHub's workflows, one a finding, which
// become annotations of the files. Columns count characters.
//
// https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
func GitHub(w io.Writer, r *lint.Report, o Options) error {
	t := newTextWriter(w, o.TextOptions)
	for i := range r.Diagnostics {
		d := &r.Diagnostics[i]
		message := paragraph(d, append(factsOf(d), repairsOf(d)...))
		t.line("::%s %s::%s", githubCommands.of(d.Severity), githubProperties(r, d, &o), githubData.Replace(message))
	}
	return t.flush()
}

// githubProperties returns where a finding is, and its rule as the title. A
// range over several lines has no columns: GitHub refuses them, as its toolkit
// says (AnnotationProperties in packages/core).
func githubProperties(r *lint.Report, d *lint.Diagnostic, o *Options) string {
	place := inCharacters(r, d.Tree, d.Range)
	properties := []string{
		"file=" + githubProperty.Replace(Escape(o.slashed(d.Tree, d.Path))),
		fmt.Sprintf("line=%d,endLine=%d", place.Line, place.EndLine),
	}
	if place.Line == place.EndLine {
		properties = append(properties, fmt.Sprintf("col=%d,endColumn=%d", place.Column, place.EndColumn))
	}
	properties = append(properties, "title="+githubProperty.Replace(Escape(d.Rule)))
	return strings.Join(properties, ",")
}
