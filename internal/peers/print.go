package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// A row is what came of one tool.
type row struct {
	peer
	cost cost
	// said is what it said of the seeded tree.
	said string
}

// printRows writes the table of the tools, and for each defect who names it.
func printRows(out io.Writer, rows []row, defects []defect) error {
	var cells strings.Builder
	fmt.Fprintf(&cells, "tool\ttime\tCPU time\tmemory\tof %d defects\n", len(defects))
	for _, r := range rows {
		cells.WriteString(r.cells(defects))
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	if _, err := io.WriteString(table, cells.String()); err != nil {
		return err
	}
	if err := table.Flush(); err != nil {
		return err
	}
	var list strings.Builder
	for _, d := range defects {
		fmt.Fprintf(&list, "\n%s\nnamed by %s\n", d, strings.Join(namedBy(rows, d), ", "))
	}
	_, err := io.WriteString(out, list.String())
	return err
}

// cells returns the line of the table.
func (r row) cells(defects []defect) string {
	count := 0
	for _, d := range defects {
		if r.namesDefect(d) {
			count++
		}
	}
	named := "-"
	if r.names != nil {
		named = fmt.Sprintf("%d named", count)
	}
	return fmt.Sprintf("%s\t%.2f s\t%.2f s\t%d MB\t%s\n", r.name,
		r.cost.wall.Seconds(), r.cost.processor.Seconds(), r.cost.peak*1024/1e6, named)
}

// namesDefect reports whether the tool names a defect.
func (r row) namesDefect(d defect) bool { return r.names != nil && r.names(r.said, d) }

// namedBy returns the tools that name a defect.
func namedBy(rows []row, d defect) []string {
	var names []string
	for _, r := range rows {
		if r.namesDefect(d) {
			names = append(names, r.name)
		}
	}
	return names
}
