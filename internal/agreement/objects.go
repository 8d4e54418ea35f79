package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// compareObjects builds every subject with the stub compiler and compares the
// object files.
func (c *comparison) compareObjects(ctx context.Context) error {
	for _, s := range c.subjects {
		built, err := s.build.objects(ctx)
		if err != nil {
			return fmt.Errorf("%s: %w", s.build, err)
		}
		certain, possible := c.objects(s)
		s.outcome.objects = newObjectOutcome(built, certain, possible)
	}
	return nil
}

// newObjectOutcome compares the object files of a build with those that are
// predicted, and with those that are possible besides.
func newObjectOutcome(built, certain, possible map[string]bool) *objectOutcome {
	o := &objectOutcome{predicted: len(certain), surplus: without(certain, built)}
	for name := range built {
		if certain[name] || !isElsewhere(name) {
			o.built++
		}
	}
	o.missing = slices.DeleteFunc(without(built, certain), func(name string) bool {
		return possible[name] || isElsewhere(name)
	})
	return o
}

// objectList is the file with the names of the object files of a build.
const objectList = "stub.list"

// objects returns the object files that kbuild makes in its directories, from
// an earlier build if there was one.
func (b *build) objects(ctx context.Context) (map[string]bool, error) {
	list := b.path(objectList)
	if text, err := os.ReadFile(list); err == nil {
		return namesIn(string(text)), nil
	}
	if err := b.stubBuild(ctx); err != nil {
		return nil, err
	}
	names, err := objectFiles(os.DirFS(b.path("stub")))
	if err != nil {
		return nil, err
	}
	text := strings.Join(names, "\n") + "\n"
	return namesIn(text), replaceFile(list, []byte(text))
}

// stubBuild builds the kernel in a fresh directory. It is not to succeed: empty
// objects make no kernel. It goes on with what does not depend on that.
func (b *build) stubBuild(ctx context.Context) error {
	dir := b.path("stub")
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	config, err := os.ReadFile(b.path("objects", ".config"))
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, ".config"), config, 0o644); err != nil {
		return err
	}
	compiler, err := b.stubCompiler(ctx)
	if err != nil {
		return err
	}
	if err := b.make(ctx, dir, nil, "-s", compiler, "olddefconfig"); err != nil {
		return err
	}
	if err := b.sameConfig(); err != nil {
		return err
	}
	// objtool finds nothing to do in empty objects; as a command that does
	// nothing it need not even be built.
	err = b.make(ctx, dir, nil, "-s", "-k", compiler, "objtool=true", "all")
	if _, failed := errors.AsType[*exec.ExitError](err); failed && ctx.Err() == nil {
		return nil
	}
	return err
}

// stubCompiler returns the setting of CC for a build with this program as the
// compiler.
func (b *build) stubCompiler(ctx context.Context) (string, error) {
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	empty := b.path("empty.o")
	compiler := b.prefix + "gcc"
	if _, err := b.output(ctx, compiler, "-x", "c", "-c", "-o", empty, "/dev/null"); err != nil {
		return "", err
	}
	return fmt.Sprintf("CC=%s %s %s %s", self, stubArgument, empty, compiler), nil
}

// sameConfig checks that the stub compiler leads to the same symbols as the real
// one did.
func (b *build) sameConfig() error {
	var texts [2][]byte
	for i, name := range []string{"objects", "stub"} {
		text, err := os.ReadFile(b.path(name, ".config"))
		if err != nil {
			return err
		}
		texts[i] = text
	}
	if !bytes.Equal(texts[0], texts[1]) {
		return fmt.Errorf("with the stub compiler the configuration is another one: compare %s with %s",
			b.path("objects", ".config"), b.path("stub", ".config"))
	}
	return nil
}

// elsewhere are directories and files that no Kbuild file of a build needs to
// ask for.
var elsewhere = map[string]string{
	"tools/":                   "has a build system of its own",
	"scripts/kconfig/":         "is built to configure the kernel",
	"init/version-timestamp.o": "is made by scripts/Makefile.vmlinux",
}

// elsewhereEndings are endings of such files anywhere.
var elsewhereEndings = map[string]string{
	".mod.o": "is made by scripts/Makefile.modfinal",
	".log.o": "is compiled by a script that tests headers",
}

// isElsewhere reports whether an object file may be there though no Kbuild file
// asks for it. The last links leave theirs at the top, and hidden ones are on
// the way to others.
func isElsewhere(name string) bool {
	for prefix := range elsewhere {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	for ending := range elsewhereEndings {
		if strings.HasSuffix(name, ending) {
			return true
		}
	}
	return path.Dir(name) == "." || strings.HasPrefix(path.Base(name), ".")
}

// objectFiles returns the object files in a tree.
func objectFiles(tree fs.FS) ([]string, error) {
	var names []string
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && path.Ext(name) == ".o" {
			names = append(names, name)
		}
		return err
	})
	return names, err
}

// namesIn returns the lines of a text.
func namesIn(text string) map[string]bool {
	names := map[string]bool{}
	for name := range strings.Lines(text) {
		names[strings.TrimSuffix(name, "\n")] = true
	}
	return names
}
