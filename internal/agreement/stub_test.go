package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestParseCompilation tells which calls of a compiler an empty object answers.
func TestParseCompilation(t *testing.T) {
	const flags = "-Wp,-MMD,lib/.a.o.d -nostdinc -I ../include -include ../include/linux/kconfig.h -D__KERNEL__ "
	for args, want := range map[string]struct {
		source, object string
		stubbed        bool
	}{
		flags + "-c -o lib/a.o ../lib/a.c":                       {"../lib/a.c", "lib/a.o", true},
		flags + "-D X=1 -c ../lib/a.S -o lib/a.o":                {"../lib/a.S", "lib/a.o", true},
		flags + "-c -o arch/x86/entry/vdso/vma.o ../vma.c":       {"../vma.c", "arch/x86/entry/vdso/vma.o", false},
		flags + "-c -o scripts/mod/empty.o ../empty.c":           {"../empty.c", "scripts/mod/empty.o", false},
		"-D__KERNEL__ -c -o lib/a.o ../lib/a.c":                  {"../lib/a.c", "lib/a.o", false},
		"-Wp,-MMD,scripts/.a.o.d -c -o tools/a.o ../tools/a.c":   {"../tools/a.c", "tools/a.o", false},
		"-Werror -D__KERNEL__ -mfoo -c -x c /dev/null -o tmp.o":  {"/dev/null", "tmp.o", false},
		flags + "-S -o kernel/bounds.s ../kernel/bounds.c":       {},
		flags + "-c -o lib/a.lst ../lib/a.c":                     {},
		"-E -Wp,-MMD,a.d -P -o arch/x86/kernel/vmlinux.lds a.S":  {},
		flags + "-c -o lib/a.o":                                  {},
		"-print-file-name=plugin":                                {},
		"-Wl,--build-id=sha1 -shared -o vdso64.so.dbg a.o b.o -": {},
	} {
		c, ok := parseCompilation(strings.Fields(args))
		if ok != (want.source != "") || ok && (c.source != want.source || c.object != want.object) {
			t.Errorf("%s\n got %+v, %v", args, c, ok)
		}
		if got := ok && c.isStubbed(); got != want.stubbed {
			t.Errorf("%s\nempty object: got %v, want %v", args, got, want.stubbed)
		}
	}
}

// TestRunCompiler compiles without compiling, and passes other calls on.
func TestRunCompiler(t *testing.T) {
	t.Chdir(plant(t, map[string]string{"empty.o": "empty", "a.c": "no C at all"}))
	flags := []string{"empty.o", "false", "-D__KERNEL__", "-Wp,-MMD,.a.o.d", "-c", "-o", "a.o"}
	if status := runCompiler(append(slices.Clone(flags), "a.c")); status != 0 {
		t.Errorf("status %d", status)
	}
	for name, want := range map[string]string{"a.o": "empty", ".a.o.d": "a.o: a.c\n"} {
		if text, err := os.ReadFile(name); err != nil || string(text) != want {
			t.Errorf("%s: got %q and %v, want %q", name, text, err, want)
		}
	}
	for name, args := range map[string][]string{
		"no source": append(slices.Clone(flags), "none.c"), "no compiler": {"empty.o"},
		"a compiler that is not there": {"empty.o", "./no-such-compiler", "-v"},
	} {
		if status := runCompiler(args); status == 0 {
			t.Errorf("%s: status 0", name)
		}
	}
}

// TestObjectFiles lists what a build left.
func TestObjectFiles(t *testing.T) {
	got, err := objectFiles(mapFS(map[string]string{"lib/a.o": "", "lib/a.c": "", "lib/b.o/c": "", "x.o": ""}))
	if want := []string{"lib/a.o", "x.o"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("got %q and %v, want %q", got, err, want)
	}
}

// TestObjectOutcome compares object files.
func TestObjectOutcome(t *testing.T) {
	built := namesIn("lib/a.o\nlib/tools/t.o\ntools/t.o\ntools/asked.o\nnet/x.mod.o\nvmlinux.o\nlib/.tmp_a.o\n" +
		"scripts/kconfig/conf.o\nscripts/mod/modpost.o\ninit/version-timestamp.o\nlib/test_fortify/r.log.o\n")
	certain := namesIn("lib/a.o\ntools/asked.o\nlib/never.o\n")
	got := newObjectOutcome(built, certain, namesIn("scripts/mod/modpost.o\nlib/perhaps.o\n"))
	want := &objectOutcome{built: 4, predicted: 3, missing: []string{"lib/tools/t.o"}, surplus: []string{"lib/never.o"}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(objectOutcome{})); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestSameConfig wants the symbols of both directories to be the same.
func TestSameConfig(t *testing.T) {
	b := &build{dir: plant(t, map[string]string{"objects/.config": "CONFIG_A=y\n", "stub/.config": "CONFIG_A=y\n"})}
	if err := b.sameConfig(); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(filepath.Join(b.dir, "stub", ".config"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := b.sameConfig(); err == nil {
		t.Error("other symbols are no error")
	}
}
