package treefs

import (
	"errors"
	"slices"
	"strings"

	"github.com/bluekeyes/go-gitdiff/gitdiff"
)

// maxComparisons is how many lines are compared to find the place of a hunk.
const maxComparisons = 10_000_000

var (
	errPlace = errors.New("its lines are not there")
	errFuel  = errors.New("its place is too hard to find")
)

// A search looks for the places of hunks in a file.
type search struct {
	lines []string
	// next is the first line behind the last hunk; drift is how far that hunk
	// was from where it said.
	next, drift int
	fuel        int
}

func newSearch(text string) *search {
	return &search{lines: slices.Collect(strings.Lines(text)), fuel: maxComparisons}
}

// place finds where a hunk applies and makes it say so. As git does, it looks
// for the exact lines, the nearest place first; a hunk without lines of context
// before or behind its change belongs to the beginning or the end of the file.
func (s *search) place(hunk *gitdiff.TextFragment) error {
	old := oldLines(hunk)
	if len(old) == 0 { // lines that are added, without context: it says behind which line
		s.next = min(int(hunk.OldPosition)+s.drift, len(s.lines))
		if s.next > 0 {
			hunk.OldPosition = int64(s.next) + 1
		}
		return nil
	}
	said := int(hunk.OldPosition) - 1 + s.drift
	first, last := s.next, len(s.lines)-len(old)
	if hunk.OldPosition <= 1 && hunk.LeadingContext < hunk.TrailingContext {
		last = min(last, 0)
	}
	if hunk.TrailingContext < hunk.LeadingContext && hunk.TrailingContext == 0 {
		first = max(first, last)
	}
	at, err := s.nearest(old, said, first, last)
	if err != nil {
		return err
	}
	s.drift += at - said
	s.next = at + len(old)
	hunk.OldPosition = int64(at) + 1
	return nil
}

// nearest returns the place of some lines that is nearest to one, of those from
// first to last.
func (s *search) nearest(old []string, said, first, last int) (int, error) {
	if first > last {
		return 0, errPlace
	}
	said = min(max(said, first), last)
	for away := 0; said-away >= first || said+away <= last; away++ {
		for _, at := range []int{said - away, said + away} {
			if at < first || at > last {
				continue
			}
			if s.isAt(old, at) {
				return at, nil
			}
			if s.fuel < 0 {
				return 0, errFuel
			}
		}
	}
	return 0, errPlace
}

// isAt reports whether some lines stand at a place.
func (s *search) isAt(old []string, at int) bool {
	for i, line := range old {
		if s.fuel--; s.lines[at+i] != line {
			return false
		}
	}
	return true
}

// oldLines returns the lines that a hunk wants to find.
func oldLines(hunk *gitdiff.TextFragment) []string {
	var old []string
	for _, line := range hunk.Lines {
		if line.Old() {
			old = append(old, line.Line)
		}
	}
	return old
}
