package main

import (
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/txtar"
)

// descriptions hold the directories of the seeded tree. The one called sound
// has no defect.
//
//go:embed testdata/*.txtar
var descriptions embed.FS

const sound = "sound"

// A defect is a line of the seeded tree that something is wrong with.
type defect struct {
	file string
	line int
	// rule reports it. It is also the name of the directory below drivers.
	rule string
	// what says what is wrong.
	what string
	// text is the line.
	text string
}

// String returns the defect as a line of a list.
func (d defect) String() string { return fmt.Sprintf("%s:%d %s %s", d.file, d.line, d.rule, d.what) }

// seed makes the seeded tree: a directory below drivers for each description,
// laid over a small kernel. It returns the defects in the order of the rules.
func seed(tree, smallKernel string) ([]defect, error) {
	if err := os.CopyFS(tree, os.DirFS(smallKernel)); err != nil {
		return nil, err
	}
	entries, err := fs.ReadDir(descriptions, "testdata")
	if err != nil {
		return nil, err
	}
	var defects []defect
	makefile, kconfig := "# SPDX-License-Identifier: GPL-2.0\n", ""
	for _, entry := range entries {
		text, err := descriptions.ReadFile("testdata/" + entry.Name())
		if err != nil {
			return nil, err
		}
		archive := txtar.Parse(text)
		name := strings.TrimSuffix(entry.Name(), ".txtar")
		if name != sound {
			d, err := parseDefect(name, archive)
			if err != nil {
				return nil, err
			}
			defects = append(defects, d)
		}
		if err := lay(tree, dirOf(name), archive.Files); err != nil {
			return nil, err
		}
		makefile += "obj-y += " + name + "/\n"
		if slices.ContainsFunc(archive.Files, func(f txtar.File) bool { return f.Name == "Kconfig" }) {
			kconfig += "source \"" + dirOf(name) + "/Kconfig\"\n"
		}
	}
	return defects, lay(tree, "drivers", []txtar.File{
		{Name: "Makefile", Data: []byte(makefile)}, {Name: "Kconfig", Data: []byte(kconfig)},
	})
}

// dirOf returns the directory of a description.
func dirOf(name string) string { return "drivers/" + name }

// dirsOf returns the directories of all descriptions.
func dirsOf(defects []defect) []string {
	dirs := []string{dirOf(sound)}
	for _, d := range defects {
		dirs = append(dirs, dirOf(d.rule))
	}
	return dirs
}

// parseDefect reads "FILE:LINE What is wrong.", which a description begins with.
func parseDefect(rule string, archive *txtar.Archive) (defect, error) {
	place, what, _ := strings.Cut(strings.TrimSpace(string(archive.Comment)), " ")
	name, number, _ := strings.Cut(place, ":")
	line, _ := strconv.Atoi(number)
	for _, file := range archive.Files {
		lines := strings.Split(string(file.Data), "\n")
		if file.Name == name && 0 < line && line <= len(lines) {
			return defect{path.Join(dirOf(rule), name), line, rule, what, lines[line-1]}, nil
		}
	}
	return defect{}, fmt.Errorf("%s: %q is no line of its files", rule, place)
}

// lay writes files into a directory of the tree.
func lay(tree, dir string, files []txtar.File) error {
	var failed error
	for _, file := range files {
		name := filepath.Join(tree, filepath.FromSlash(dir), filepath.FromSlash(file.Name))
		failed = cmp.Or(failed, os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, file.Data, 0o644))
	}
	return failed
}
