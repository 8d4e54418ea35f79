package lint

import (
	"io/fs"
	"slices"
)

// maxTable is how many pairs of lines are compared to find those that changed.
const maxTable = 16 << 20

// ChangedLines returns a report without the findings at lines that before has
// too. A line of which something was removed next to it is not changed.
func ChangedLines(before fs.FS, after State) *Report {
	changed := map[string][]bool{}
	isOld := func(d *Diagnostic) bool {
		if _, ok := changed[d.Path]; !ok {
			changed[d.Path] = changes(lines(before, d.Path), lines(after.FS, d.Path))
		}
		at := changed[d.Path]
		first := min(max(d.Line-1, 0), len(at))
		return !slices.Contains(at[first:max(first, min(d.EndLine, len(at)))], true)
	}
	result := *after.Report
	result.Diagnostics = slices.DeleteFunc(slices.Clone(result.Diagnostics), func(d Diagnostic) bool {
		return isOld(&d)
	})
	result.Suppressed = slices.DeleteFunc(slices.Clone(result.Suppressed), func(s Suppressed) bool {
		return isOld(&s.Diagnostic)
	})
	return &result
}

// changes tells for each line of b whether it is new in it: the others are a
// longest common subsequence with a.
func changes(a, b []string) []bool {
	isNew := make([]bool, len(b))
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	a, b = a[head:len(a)-tail], b[head:len(b)-tail]
	for i, line := range b {
		// Of what is too large for the table, each line that is not new counts.
		isNew[head+i] = len(a) == 0 || len(a)*len(b) > maxTable && !slices.Contains(a, line)
	}
	if len(a) > 0 && len(a)*len(b) <= maxTable {
		markNew(a, b, isNew[head:])
	}
	return isNew
}

// markNew marks the lines of b that are not in a longest common subsequence.
func markNew(a, b []string, isNew []bool) {
	// longest[i][j] is the length of one of a[i:] and b[j:].
	longest := make([][]int32, len(a)+1)
	for i := range longest {
		longest[i] = make([]int32, len(b)+1)
	}
	for i, line := range slices.Backward(a) {
		for j := len(b) - 1; j >= 0; j-- {
			longest[i][j] = max(longest[i+1][j], longest[i][j+1])
			if line == b[j] {
				longest[i][j] = longest[i+1][j+1] + 1
			}
		}
	}
	i := 0
	for j := range b {
		for i < len(a) && a[i] != b[j] && longest[i+1][j] >= longest[i][j+1] {
			i++
		}
		if i < len(a) && a[i] == b[j] {
			i++
			continue
		}
		isNew[j] = true
	}
}
