package report

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kbuildlint/kbuildlint/lint"
)

const (
	sarifSchema  = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	sarifVersion = "2.1.0"

	// sarifColumns is how columns count (section 3.14.27): an astral character
	// is one.
	sarifColumns = "unicodeCodePoints"

	// sarifFingerprint names what fingerprints computes, with the version of the
	// algorithm (section 3.5.4.2). GitHub computes a primaryLocationLineHash by
	// itself and complains about that of anybody else.
	sarifFingerprint = "kbuildlintFinding/v1"

	// sarifRoot is the directory that paths are shown relative to: for GitHub
	// the root of the repository, as long as the user stands there.
	sarifRoot = "%SRCROOT%"
)

// The levels of results (section 3.27.10).
var sarifLevels = vocabulary{"note", "warning", "error"}

// The severities that GitHub shows for a rule.
var sarifProblems = vocabulary{"recommendation", "warning", "error"}

// SARIF writes a report as a log of SARIF 2.1.0 with one run. A place at or
// below Options.Directory is relative to that, another one to its tree.
func SARIF(w io.Writer, r *lint.Report, o Options) error {
	s := &sarifWriter{report: r, options: &o, bases: map[string]sarifArtifact{}}
	results := s.results() // They tell which bases there are.
	return WriteJSON(w, sarifLog{Schema: sarifSchema, Version: sarifVersion, Runs: []sarifRun{{
		Tool: sarifTool{sarifDriver{
			Name: toolName, Version: sarifToolVersion(o.Version), InformationURI: toolURL,
			Rules: each(o.Rules, sarifRuleOf),
		}},
		Invocations: []sarifInvocation{sarifInvocationOf(r)},
		BaseIDs:     s.bases,
		ColumnKind:  sarifColumns,
		Results:     results,
		Properties:  sarifRunProperties{each(r.Trees, func(t lint.Tree) jsonTree { return jsonTree(t) })},
	}}})
}

// sarifMessage returns a text for people as SARIF writes it: braces are doubled,
// for single ones are placeholders (section 3.11.5).
func sarifMessage(text string) sarifText {
	return sarifText{Text: strings.NewReplacer("{", "{{", "}", "}}").Replace(text)}
}

// sarifStranger is sarifMessage for a text with parts that come from a tree. A
// bracket before a parenthesis would make a link of them (section 3.11.6).
func sarifStranger(text string) sarifText {
	return sarifMessage(strings.ReplaceAll(text, "](", "] ("))
}

// sarifToolVersion returns a version without the v of Go's versions, so that
// programs can compare it, and none at all for a build of no version.
func sarifToolVersion(version string) string {
	number, found := strings.CutPrefix(version, "v")
	if !found {
		return ""
	}
	return number
}

// sarifInvocationOf returns how the run went: inputs that could not be judged are
// errors of the tool, not findings.
func sarifInvocationOf(r *lint.Report) sarifInvocation {
	return sarifInvocation{
		Successful: len(r.Failures) == 0,
		Notifications: each(r.Failures, func(f lint.Failure) sarifNotification {
			text := Escape(f.Path) + ": " + Escape(f.Message)
			return sarifNotification{Level: "error", Message: sarifStranger(text)}
		}),
	}
}

// A sarifWriter converts the findings of a report.
type sarifWriter struct {
	report  *lint.Report
	options *Options
	bases   map[string]sarifArtifact
}

// results returns all findings, those that were silenced last. If one was, each
// tells whether it was (section 3.27.23).
func (s *sarifWriter) results() []sarifResult {
	var found []*lint.Diagnostic
	for i := range s.report.Diagnostics {
		found = append(found, &s.report.Diagnostics[i])
	}
	for i := range s.report.Suppressed {
		found = append(found, &s.report.Suppressed[i].Diagnostic)
	}
	prints := fingerprints(found)
	results := make([]sarifResult, len(found))
	for i, d := range found {
		results[i] = s.result(d)
		results[i].Fingerprints = map[string]string{sarifFingerprint: prints[i]}
		if len(s.report.Suppressed) > 0 {
			results[i].Suppressions = []sarifSuppression{}
		}
	}
	for i, suppressed := range s.report.Suppressed {
		one := sarifSuppression{Kind: string(suppressed.Kind), Justification: Escape(suppressed.Reason)}
		results[len(s.report.Diagnostics)+i].Suppressions = []sarifSuppression{one}
	}
	return results
}

func (s *sarifWriter) result(d *lint.Diagnostic) sarifResult {
	place := sarifLocation{Physical: s.physical(d.Tree, d.Range)}
	if word := d.Word(); place.Physical.Region != nil && d.EndLine == d.Line && word != "" && utf8.ValidString(word) {
		place.Physical.Region.Snippet = &sarifContent{word}
	}
	result := sarifResult{
		RuleID:     d.Rule,
		Level:      sarifLevels.of(d.Severity),
		Message:    sarifStranger(paragraph(d, factsOf(d))),
		Locations:  []sarifLocation{place},
		Properties: sarifResultProperties{d.Effect, d.When, d.Kernels, d.Builds, d.Witness},
	}
	index := slices.IndexFunc(s.options.Rules, func(rule *lint.Rule) bool { return rule.Name == d.Rule })
	if index >= 0 {
		result.RuleIndex = &index
	}
	for i, related := range d.Related {
		message := sarifStranger(Escape(related.Message))
		result.Related = append(result.Related, sarifLocation{
			ID: i + 1, Physical: s.physical(d.Tree, related.Range), Message: &message,
		})
	}
	for _, fix := range d.Fixes {
		if isUnicode(fix.Edits) {
			result.Fixes = append(result.Fixes, s.fix(d.Tree, fix))
		}
	}
	return result
}

// fix returns a fix, with the edits of each file together.
func (s *sarifWriter) fix(tree int, fix lint.Fix) sarifFix {
	converted := sarifFix{Description: sarifStranger(Escape(fix.Title)), Changes: []sarifChange{}}
	files := map[string]int{}
	for _, edit := range fix.Edits {
		index, known := files[edit.Path]
		if !known {
			index = len(converted.Changes)
			files[edit.Path] = index
			converted.Changes = append(converted.Changes, sarifChange{Artifact: s.artifact(tree, edit.Path)})
		}
		change := &converted.Changes[index]
		change.Replacements = append(change.Replacements, sarifReplacement{
			Deleted: s.region(tree, edit.Range), Inserted: sarifContent{edit.Text},
		})
	}
	return converted
}

// physical returns a place, without a region if it is a whole file.
func (s *sarifWriter) physical(tree int, r lint.Range) sarifPhysical {
	physical := sarifPhysical{Artifact: s.artifact(tree, r.Path)}
	if r.Line > 0 {
		region := s.region(tree, r)
		physical.Region = &region
	}
	return physical
}

func (s *sarifWriter) region(tree int, r lint.Range) sarifRegion {
	c := inCharacters(s.report, tree, r)
	return sarifRegion{StartLine: c.Line, StartColumn: c.Column, EndLine: c.EndLine, EndColumn: c.EndColumn}
}

// artifact returns the location of a file of a tree. Relative references have
// no .. (section 3.4.3 by way of 3.10.2), so a tree elsewhere has its own base.
func (s *sarifWriter) artifact(tree int, path string) sarifArtifact {
	shown := s.options.slashed(tree, path)
	switch {
	case filepath.IsAbs(path):
		return sarifArtifact{URI: fileURI(path)}
	case filepath.IsLocal(shown):
		s.addBase(sarifRoot, s.options.Directory, "The directory that kbuildlint ran in.")
		return sarifArtifact{URI: relativeURI(shown), BaseID: sarifRoot}
	}
	id := fmt.Sprintf("TREE%d", tree)
	s.addBase(id, s.rootOf(tree), "The root of a tree.")
	return sarifArtifact{URI: relativeURI(path), BaseID: id}
}

// rootOf returns the directory of a tree.
func (s *sarifWriter) rootOf(tree int) string {
	if tree >= len(s.report.Trees) {
		return ""
	}
	root := s.report.Trees[tree].Root
	if filepath.IsAbs(root) {
		return root
	}
	return filepath.Join(s.options.Directory, root)
}

// addBase notes a base (section 3.14.14). It has no URI if its directory is
// unknown.
func (s *sarifWriter) addBase(id, directory, description string) {
	message := sarifMessage(description)
	base := sarifArtifact{Description: &message}
	if filepath.IsAbs(directory) {
		base.URI = directoryURI(directory)
	}
	s.bases[id] = base
}
