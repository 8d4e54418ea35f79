package main

import (
	"fmt"
	"slices"
	"strings"
)

// A peer is a tool that looks at makefiles.
type peer struct {
	name string
	// onSeeded is what the script that calls tools has to do with the seeded
	// tree.
	onSeeded string
	// names reports whether what it said there names a defect. It is nil for a
	// tool that looks for none.
	names func(said string, d defect) bool
}

// peers are in the order of the table. grep comes first, so that the others find
// the files in memory.
var peers = []peer{
	{"grep", "", nil},
	{"kbuildlint", "kbuildlint", namesLine},
	{"checkkconfigsymbols.py", "checkkconfigsymbols.py", namesSymbol},
	{"checkpatch.pl", "checkpatch.pl", namesLine},
	{"make", "make-build", complainsThere},
}

// namesLine looks for lines that begin with the file and the line.
func namesLine(said string, d defect) bool {
	place := fmt.Sprintf("%s:%d:", d.file, d.line)
	return strings.Contains("\n"+said, "\n"+place)
}

// namesSymbol looks for a symbol of the line that is said to be undefined and
// used in the file.
//
//	NAME
//	Referencing files: FILE, FILE
//	Similar symbols: ...
func namesSymbol(said string, d defect) bool {
	for block := range strings.SplitSeq(said, "\n\n") {
		lines := strings.Split(strings.TrimSpace(block), "\n")
		if len(lines) < 2 || !strings.Contains(d.text, "CONFIG_"+lines[0]) {
			continue
		}
		files, found := strings.CutPrefix(lines[1], "Referencing files: ")
		if found && slices.Contains(strings.Split(files, ", "), d.file) {
			return true
		}
	}
	return false
}

// complainsThere looks for anything that was said of the directory: there
// everything else is as it should be.
//
//	== DIRECTORY
//	a complaint
//	status 2
func complainsThere(said string, d defect) bool {
	for section := range strings.SplitSeq(said, "== ") {
		if complaint, found := strings.CutPrefix(section, dirOf(d.rule)+"\n"); found && complaint != "" {
			return true
		}
	}
	return false
}
