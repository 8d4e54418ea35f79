package eval

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// TestMakefiles compares the makefiles of testdata/make with make. A file is an
// archive: its comment says what it is about, and may hold lines
//
//	symbol CONFIG_X text "" "a b"
//
// for symbols that are not tristate. The makefiles are read in the order of
// the archive unless their name ends in .inc.
func TestMakefiles(t *testing.T) {
	names, err := filepath.Glob("testdata/make/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("testdata/make: %d files, %v", len(names), err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			needMake(t)
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			g := readProgram(archive)
			for _, budget := range []int{0, 1} {
				g.budget = budget
				differences, answers, unknown := g.compare(t, g.configurations(40))
				for _, d := range differences[:min(len(differences), 10)] {
					t.Errorf("budget %d: %s", budget, d)
				}
				if unknown > 0 {
					t.Errorf("budget %d: %d of %d answers are unknown", budget, unknown, answers)
				}
			}
		})
	}
}

var (
	symbolName = regexp.MustCompile(`CONFIG_[A-Z0-9_]+`)
	symbolLine = regexp.MustCompile(`(?m)^symbol (\S+) (\S+)((?: "[^"]*")*)$`)
	quoted     = regexp.MustCompile(`"([^"]*)"`)
)

// readProgram reads a program from an archive.
func readProgram(archive *txtar.Archive) *program {
	g := &program{files: map[string]string{}}
	kinds := map[string]SymbolType{"bool": Bool, "tristate": Tristate, "number": Number, "text": Text}
	for _, match := range symbolLine.FindAllStringSubmatch(string(archive.Comment), -1) {
		s := setting{name: match[1], kind: kinds[match[2]], values: []string{"", "y"}}
		if match[3] != "" {
			s.values = nil
			for _, value := range quoted.FindAllStringSubmatch(match[3], -1) {
				s.values = append(s.values, value[1])
			}
		}
		g.settings = append(g.settings, s)
	}
	for _, file := range archive.Files {
		g.files[file.Name] = string(file.Data)
		if !strings.HasSuffix(file.Name, ".inc") {
			g.makefiles = append(g.makefiles, file.Name)
		}
		for _, name := range symbolName.FindAllString(string(file.Data), -1) {
			known := func(s setting) bool { return s.name == name }
			if name != "CONFIG_NONE" && !slices.ContainsFunc(g.settings, known) {
				g.settings = append(g.settings, setting{name, Tristate, []string{"", "m", "y"}})
			}
		}
	}
	if len(g.makefiles) == 0 {
		panic(fmt.Sprintf("no makefile in %v", archive.Files))
	}
	return g
}
