package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// A spread sums up the times of several turns.
type spread struct {
	least, median, most time.Duration
	turns               int
}

// newSpread sums up at least one time.
func newSpread(times []time.Duration) spread {
	sorted := slices.Sorted(slices.Values(times))
	n := len(sorted)
	return spread{
		least:  sorted[0],
		median: (sorted[(n-1)/2] + sorted[n/2]) / 2,
		most:   sorted[n-1],
		turns:  n,
	}
}

// String writes the spread in milliseconds.
func (s spread) String() string {
	return fmt.Sprintf("%.1f ms (median of %d, %.1f to %.1f)", ms(s.median), s.turns, ms(s.least), ms(s.most))
}

// ms returns a duration in milliseconds.
func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// figures are what the program prints.
type figures struct {
	files, dirs int
	bytes       int64
	floor       spread
	// linter has no turns when only the floor was measured.
	linter spread
	// peak is the linter's largest resident size in KiB.
	peak int64
}

// print writes the figures, one a line.
func (f figures) print(out io.Writer) error {
	var text strings.Builder
	fmt.Fprintf(&text, "files  %d, %d bytes\n", f.files, f.bytes)
	fmt.Fprintf(&text, "dirs   %d\n", f.dirs)
	fmt.Fprintf(&text, "floor  %s\n", f.floor)
	if f.linter.turns > 0 {
		fmt.Fprintf(&text, "linter %s, max RSS %.1f MB\n", f.linter, float64(f.peak)*1024/1e6)
		fmt.Fprintf(&text, "ratio  %.2f\n", float64(f.linter.median)/float64(f.floor.median))
	}
	_, err := io.WriteString(out, text.String())
	return err
}
