package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// printOutcomes writes what disagrees or is unknown in each build, and a table
// of all builds.
func printOutcomes(out io.Writer, outcomes []*outcome) error {
	var text strings.Builder
	for _, o := range outcomes {
		o.details(&text)
	}
	var rows strings.Builder
	rows.WriteString("dirs\tpredicted\tmissing\tsurplus\tlists\twords\twrong\tunknown\t" +
		"objects\tpredicted\tmissing\tsurplus\t  of\n")
	for _, o := range outcomes {
		rows.WriteString(o.row())
	}
	table := tabwriter.NewWriter(&text, 0, 0, 2, ' ', tabwriter.AlignRight)
	if _, err := io.WriteString(table, rows.String()); err != nil {
		return err
	}
	if err := table.Flush(); err != nil {
		return err
	}
	_, err := io.WriteString(out, text.String())
	return err
}

// row returns the numbers of an outcome, in cells.
func (o *outcome) row() string {
	numbers := fmt.Sprintf("%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t", o.visited, o.predicted, len(o.missing), len(o.surplus),
		o.lists, o.words, len(o.disagreements), len(o.unknowns))
	objects := "-\t-\t-\t-"
	if b := o.objects; b != nil {
		objects = fmt.Sprintf("%d\t%d\t%d\t%d", b.built, b.predicted, len(b.missing), len(b.surplus))
	}
	return numbers + objects + "\t  " + o.name + "\n"
}

// details writes what disagrees or is unknown, and nothing without that.
func (o *outcome) details(out *strings.Builder) {
	o.names(out, "directory visited by make, not predicted", o.missing)
	o.names(out, "directory predicted, not visited by make", o.surplus)
	for _, d := range o.disagreements {
		fmt.Fprintf(out, "%s: %s:\n   got %s\n  want %s\n",
			o.name, d.place, wordsOf(d.got, d.want), wordsOf(d.want, d.got))
	}
	for _, u := range o.unknowns {
		fmt.Fprintf(out, "%s: %s: unknown: %s\n", o.name, u.place, u.reason)
	}
	if o.objects != nil {
		o.names(out, "object built by make, not predicted", o.objects.missing)
		o.names(out, "object predicted, not built by make", o.objects.surplus)
	}
}

// names writes a line for each name.
func (o *outcome) names(out *strings.Builder, what string, names []string) {
	for _, name := range names {
		fmt.Fprintf(out, "%s: %s: %s\n", o.name, name, what)
	}
}

// String writes the place as people look it up.
func (p place) String() string {
	if p.goals == "" {
		return p.dir + ": " + p.variable
	}
	return p.dir + " (" + p.goals + "): " + p.variable
}

// wordsOf returns the words of one side of a disagreement. Of long lists only
// the part that differs is shown.
func wordsOf(words, others []string) string {
	const most = 20
	if len(words) == 0 {
		return "nothing"
	}
	if max(len(words), len(others)) <= most {
		return strings.Join(words, " ")
	}
	start := 0
	for start < min(len(words), len(others)) && words[start] == others[start] {
		start++
	}
	end := 0
	for end < min(len(words), len(others))-start && words[len(words)-1-end] == others[len(others)-1-end] {
		end++
	}
	shown := words[start : len(words)-end]
	if len(shown) > most {
		shown = append(shown[:most:most], "...")
	}
	if len(shown) == 0 {
		shown = []string{"nothing"}
	}
	return fmt.Sprintf("(%d equal) %s (%d equal)", start, strings.Join(shown, " "), end)
}
