package lint

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// ignoresIn returns the comments of a makefile that silence rules.
func ignoresIn(file *parser.File, known []*Rule) []*Ignore {
	if !strings.Contains(file.Source.Text, ignoreMark) {
		return nil
	}
	var all []*Ignore
	lines := file.Lines()
	for i := range lines {
		line := &lines[i]
		ignore := readIgnore(source.Place{File: file.Source, Span: line.Comment}, known)
		if ignore == nil {
			continue
		}
		ignore.only, ignore.Line = line.Only, source.Place{File: file.Source, Span: line.Span}
		ignore.cover(reach(ignore.word, file.Source, lines[i:]))
		if ignore.word == ignoreEnd {
			endBlocks(ignore, all)
		}
		all = append(all, ignore)
	}
	complainOpen(all)
	return all
}

// reach returns the lines that a comment in the first of some logical lines is
// about, as its word says. A block has no end yet.
func reach(word ignoreWord, file *source.File, lines []parser.LogicalLine) (first, last int) {
	end := file.Position(len(file.Text)).Line
	switch word {
	case ignoreFile:
		return 1, end
	case ignoreStart:
		return file.Position(lines[0].Span.Start).Line, end
	case ignoreLine:
		return covered(file, lines)
	case ignoreEnd:
	}
	return 1, 0
}

// covered returns the lines that a comment in the first of some logical lines
// is about: that line, or if it has nothing but the comment all to the next one
// that has more.
func covered(file *source.File, lines []parser.LogicalLine) (first, last int) {
	extent := lines[0].Extent
	for i := 0; lines[i].Only && i+1 < len(lines); {
		i++
		extent = lines[i].Extent
	}
	first = file.Position(min(lines[0].Span.Start, extent.Start)).Line
	return first, file.Position(max(extent.End-1, extent.Start)).Line
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
