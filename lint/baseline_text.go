package lint

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// baselineHead is the first line of a baseline. A change of what stands in it
// makes a new version.
const baselineHead = "# kbuildlint baseline 1"

// baselineNote is what people read below it.
const baselineNote = `# Findings that are known and not reported, one a line: path, rule, severity, word, message.
# --write-baseline adds those that are found, --prune-baseline removes those that are gone.
`

// errNoBaseline is why a text is not taken for a baseline.
var errNoBaseline = errors.New("this is no baseline: it does not begin with " + strconv.Quote(baselineHead))

// FormatBaseline returns the text of a baseline, sorted.
func FormatBaseline(all []Known) string {
	SortKnown(all)
	var out strings.Builder
	out.WriteString(baselineHead + "\n" + baselineNote)
	for _, k := range all {
		for _, comment := range k.Comments {
			out.WriteString(comment + "\n")
		}
		fields := []string{k.Path, k.Rule, k.Severity.String(), k.Word, k.Message}
		for i := range fields {
			fields[i] = escapeField(fields[i])
		}
		out.WriteString(strings.Join(fields, "\t") + "\n")
	}
	return out.String()
}

// ParseBaseline reads the text of a baseline.
func ParseBaseline(text string) ([]Known, error) {
	rest, ok := strings.CutPrefix(strings.ReplaceAll(text, "\r\n", "\n"), baselineHead+"\n")
	if !ok {
		return nil, errNoBaseline
	}
	rest, noted := strings.CutPrefix(rest, baselineNote)
	number := 1
	if noted {
		number += strings.Count(baselineNote, "\n")
	}
	var all []Known
	var comments []string
	for line := range strings.Lines(rest) {
		number++
		line = strings.TrimSuffix(line, "\n")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			comments = append(comments, line)
			continue
		}
		k, err := parseKnown(line)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", number, err)
		}
		k.Comments, k.Line = comments, number
		comments = nil
		all = append(all, k)
	}
	return all, nil
}

// parseKnown reads a line.
func parseKnown(line string) (Known, error) {
	fields := strings.Split(line, "\t")
	if len(fields) != 5 {
		return Known{}, fmt.Errorf("it has %d fields, want path, rule, severity, word, message", len(fields))
	}
	for i := range fields {
		plain, err := strconv.Unquote(`"` + strings.ReplaceAll(fields[i], `"`, `\"`) + `"`)
		if err != nil {
			return Known{}, fmt.Errorf("%q is not escaped as it should be", fields[i])
		}
		fields[i] = plain
	}
	severity, err := ParseSeverity(fields[2])
	return Known{Path: fields[0], Rule: fields[1], Severity: severity, Word: fields[3], Message: fields[4]}, err
}

// escapeField returns a text without tabs, newlines and what does not print, as
// Go writes it between quotes.
func escapeField(text string) string {
	quoted := strconv.Quote(text)
	return strings.ReplaceAll(quoted[1:len(quoted)-1], `\"`, `"`)
}
