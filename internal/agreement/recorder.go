package main

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// recorderFiles are the parts of the recorder: what the copy of
// scripts/Makefile.build includes, and what stands in for make.
//
//go:embed recorder
var recorderFiles embed.FS

// includesKbuildFile is the line of scripts/Makefile.build that reads the
// Kbuild file of the directory (kbuild-dir before 6.5).
var includesKbuildFile = regexp.MustCompile(`(?m)^-?include .*\$\(kbuild-(?:file|dir)\).*$`)

// visits returns what make had in each directory, from an earlier dry run if
// there was one.
func (b *build) visits(ctx context.Context) ([]*visit, error) {
	h, err := b.header(ctx)
	if err != nil {
		return nil, err
	}
	name := b.path("visits.jsonl")
	if file, err := os.Open(name); err == nil {
		defer file.Close() //nolint:errcheck // nothing was written to it
		if visits, ok, err := readRecords(file, h); ok || err != nil {
			return visits, err
		}
	}
	visits, err := b.record(ctx)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", b, err)
	}
	var text bytes.Buffer
	if err := writeRecords(&text, h, visits); err != nil {
		return nil, err
	}
	return visits, replaceFile(name, text.Bytes())
}

// replaceFile writes a file so that it is never there in part.
func replaceFile(name string, text []byte) error {
	if err := os.WriteFile(name+".new", text, 0o644); err != nil {
		return err
	}
	return os.Rename(name+".new", name)
}

// header returns the header that records made now would have.
func (b *build) header(ctx context.Context) (header, error) {
	h := header{Format: recordFormat, Kernel: b.version, Configuration: b.configuration.String()}
	for command, line := range map[string]*string{"make": &h.Make, b.prefix + "gcc": &h.Compiler} {
		text, err := b.output(ctx, command, "--version")
		if err != nil {
			return h, err
		}
		*line, _, _ = strings.Cut(text, "\n")
	}
	return h, nil
}

// record configures the kernel and walks through it in a dry run.
func (b *build) record(ctx context.Context) ([]*visit, error) {
	objects, recorder := b.path("objects"), b.path("recorder")
	// What is left of earlier builds may be of another compiler, and files there
	// would change what $(wildcard) finds.
	for _, name := range []string{objects, b.path(objectList)} {
		if err := os.RemoveAll(name); err != nil {
			return nil, err
		}
	}
	if err := b.configure(ctx, "objects"); err != nil {
		return nil, err
	}
	if err := b.installRecorder(recorder); err != nil {
		return nil, err
	}
	environment := []string{"RECORDER_DIR=" + recorder, "RECORDER_MAKE=make"}
	err := b.make(ctx, objects, environment, "-n", "-k", "MAKE="+filepath.Join(recorder, "make.sh"), "all")
	if err != nil {
		return nil, fmt.Errorf("dry run: %w", err)
	}
	visits, err := collectVisits(filepath.Join(recorder, "visits"), b.paths())
	if err == nil && len(visits) == 0 {
		err = errors.New("make visited no directory")
	}
	if err != nil {
		return nil, fmt.Errorf("dry run: %w", err)
	}
	return visits, os.RemoveAll(recorder)
}

// paths replaces the paths that belong to one machine, the longer ones first:
// one may be below another.
func (b *build) paths() *strings.Replacer {
	objects := b.path("objects")
	if strings.HasPrefix(b.kernel, objects) {
		return strings.NewReplacer(b.kernel, "{source}", objects, "{objects}")
	}
	return strings.NewReplacer(objects, "{objects}", b.kernel, "{source}")
}

// installRecorder puts the recorder into a directory of its own.
func (b *build) installRecorder(dir string) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(dir, "visits"), 0o755); err != nil {
		return err
	}
	for _, name := range []string{"before.mk", "after.mk", "end.mk", "make.sh"} {
		text, err := recorderFiles.ReadFile("recorder/" + name)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o755); err != nil {
			return err
		}
	}
	script, err := os.ReadFile(filepath.Join(b.kernel, "scripts", "Makefile.build"))
	if err != nil {
		return err
	}
	recording, err := recordingScript(string(script), dir)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "Makefile.build"), []byte(recording), 0o644)
}

// recordingScript returns the text of scripts/Makefile.build with the recorder
// in a directory hooked into it.
func recordingScript(script, dir string) (string, error) {
	if n := len(includesKbuildFile.FindAllString(script, -1)); n != 1 {
		return "", fmt.Errorf("scripts/Makefile.build has %d lines that read the Kbuild file, not one", n)
	}
	hooked := includesKbuildFile.ReplaceAllStringFunc(script, func(line string) string {
		return "include " + dir + "/before.mk\n" + line + "\ninclude " + dir + "/after.mk"
	})
	return hooked + "\ninclude " + dir + "/end.mk\n", nil
}
