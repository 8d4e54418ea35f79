package lint

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// maxIgnores is how many such comments of a makefile are read: each finding is
// compared with all of them.
const maxIgnores = 2000

// ignoresIn returns the comments of a makefile that silence rules.
func ignoresIn(file *parser.File, known []*Rule) []*Ignore {
	if !strings.Contains(file.Source.Text, ignoreMark) {
		return nil
	}
	var all []*Ignore
	lines := file.Lines()
	extents := extentsOf(lines)
	for i := range lines {
		line := &lines[i]
		ignore := readIgnore(source.Place{File: file.Source, Span: line.Comment}, known)
		if ignore == nil {
			continue
		}
		ignore.only, ignore.Line = line.Only, source.Place{File: file.Source, Span: line.Span}
		ignore.cover(reach(ignore.word, file.Source, line.Span.Start, extents[i]))
		if ignore.word == ignoreEnd {
			endBlocks(ignore, all)
		}
		all = append(all, ignore)
		if len(all) == maxIgnores {
			ignore.problem(ignore.Place, "the comments for kbuildlint behind this one are too many to read", "")
			break
		}
	}
	complainOpen(all)
	return all
}

// reach returns the lines that a comment is about, as its word says: start is where
// its line begins. A block has no end yet.
func reach(word ignoreWord, file *source.File, start int, extent source.Span) (first, last int) {
	end := file.Position(len(file.Text)).Line
	switch word {
	case ignoreFile:
		return 1, end
	case ignoreStart:
		return file.Position(start).Line, end
	case ignoreLine:
		first = file.Position(min(start, extent.Start)).Line
		return first, file.Position(max(extent.End-1, extent.Start)).Line
	case ignoreEnd:
	}
	return 1, 0
}

// extentsOf returns for each line what a comment in it is about: that line, or if
// it has nothing but the comment all to the next one that has more.
func extentsOf(lines []parser.LogicalLine) []source.Span {
	extents := make([]source.Span, len(lines))
	for i, line := range slices.Backward(lines) {
		extents[i] = line.Extent
		if line.Only && i+1 < len(lines) {
			extents[i] = extents[i+1]
		}
	}
	return extents
}

// endBlocks ends the innermost open block of each rule that a comment names.
func endBlocks(end *Ignore, before []*Ignore) {
	for _, named := range end.Rules {
		start := lastOpen(before, named.Name)
		if start == nil {
			end.problem(named.Place, "no ignore-start of "+named.Name+" stands above", "")
			continue
		}
		start.open, start.last = false, end.Place.End().Line
	}
}

// lastOpen returns the last start of a block of a rule that has no end yet.
func lastOpen(all []*Ignore, rule string) *IgnoredRule {
	for _, ignore := range slices.Backward(all) {
		for i := range ignore.Rules {
			if r := &ignore.Rules[i]; r.open && r.Name == rule {
				return r
			}
		}
	}
	return nil
}

// complainOpen notes blocks that have no end: they last to that of the file.
func complainOpen(all []*Ignore) {
	for _, ignore := range all {
		for _, rule := range ignore.Rules {
			if rule.open {
				ignore.problem(rule.Place, "no ignore-end of "+rule.Name+" stands below", "")
			}
		}
	}
}
