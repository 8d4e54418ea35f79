package kconfig

import (
	"io/fs"
	"math"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// kernel opens a real kernel, which the environment names the place of.
func kernel(tb testing.TB, name string) fs.FS {
	tb.Helper()
	dir := os.Getenv("KBUILDLINT_KERNELS")
	if dir == "" {
		tb.Skip("KBUILDLINT_KERNELS names no directory with kernels")
	}
	return os.DirFS(filepath.Join(dir, name))
}

// archesOf returns the directories below arch that have a Kconfig.
func archesOf(tb testing.TB, fsys fs.FS) []string {
	tb.Helper()
	names, err := fs.Glob(fsys, "arch/*/Kconfig")
	if err != nil || len(names) == 0 {
		tb.Fatalf("no architectures: %v", err)
	}
	var arches []string
	for _, name := range names {
		arches = append(arches, path.Base(path.Dir(name)))
	}
	return arches
}

func TestKernels(t *testing.T) {
	for _, name := range []string{"linux-source-6.1", "linux-source-6.12"} {
		t.Run(name, func(t *testing.T) {
			fsys := kernel(t, name)
			model := Read(fsys, Request{Arches: archesOf(t, fsys)})
			for _, e := range model.Errors {
				t.Errorf("%s: %s %v", e.Place, e.Message, model.Names(e.Arches))
			}
			if !model.Incomplete.Empty() {
				t.Errorf("incomplete on %v", model.Names(model.Incomplete))
			}
			var names []string
			for _, file := range model.Files {
				names = append(names, file.Path)
			}
			scanned := ReadTypes(fsys, names)
			for symbol, typ := range scanned {
				if !model.Defined(symbol) {
					t.Errorf("%s is not defined", symbol)
				} else if got := model.Symbol(symbol).Type(); got != typ {
					t.Errorf("%s has type %v, want %v", symbol, got, typ)
				}
			}
			defined := 0
			for symbol := range model.symbols {
				if _, found := scanned[symbol]; model.Defined(symbol) {
					defined++
					if !found {
						t.Errorf("%s is defined and no line says so", symbol)
					}
				}
			}
			t.Logf("%d files, %d symbols", len(names), defined)
		})
	}
}

// TestDotConfig checks a .config that the real program wrote for x86 of Linux
// 6.12: each symbol in it must be defined and of the right type, and together
// the values must satisfy what is demanded of all symbols.
func TestDotConfig(t *testing.T) {
	written := os.Getenv("KBUILDLINT_DOTCONFIG")
	if written == "" {
		t.Skip("KBUILDLINT_DOTCONFIG names no .config for x86 of Linux 6.12")
	}
	fsys := kernel(t, "linux-source-6.12")
	model := Read(fsys, Request{Arches: archesOf(t, fsys)})
	text, err := os.ReadFile(written)
	if err != nil {
		t.Fatal(err)
	}
	config := parseConfig(string(text))
	c := newEncoder(model, model.Arch("x86"), math.MaxInt)
	for name, value := range config {
		if !model.ArchesOf(name).Overlaps(c.arch) {
			t.Errorf("%s is not defined", name)
		} else if typ := c.typeOf(name); !fits(typ, value) {
			t.Errorf("%s=%s has type %v", name, value, typ)
		}
	}
	for name := range model.symbols {
		if typ := c.typeOf(name); typ == Bool || typ == Tristate {
			c.require(c.is(name, config[name]))
		}
	}
	c.drain()
	if _, found := solve(c.circuit); !found {
		t.Error("the configuration is called impossible")
	}
}

// fits reports whether a .config can hold a value of a type.
func fits(typ Type, value string) bool {
	switch typ {
	case Bool:
		return value == "y"
	case Tristate:
		return value == "y" || value == "m"
	case Int:
		_, err := strconv.ParseInt(value, 10, 64)
		return err == nil
	case Hex:
		_, err := strconv.ParseUint(strings.TrimPrefix(value, "0x"), 16, 64)
		return err == nil
	case String:
		return strings.HasPrefix(value, `"`)
	case Untyped:
	}
	return false
}

// TestKernelQuestions asks what is known of the symbols of a real kernel.
func TestKernelQuestions(t *testing.T) {
	fsys := kernel(t, "linux-source-6.12")
	model := Read(fsys, Request{Arches: archesOf(t, fsys)})
	for _, c := range []struct {
		arch, question string
		want           Verdict
	}{
		{"x86", "USB_STORAGE=m USB=y", Possible},
		{"x86", "USB_STORAGE=y USB=m", Impossible},
		{"x86", "X86_64=y X86_32=y", Impossible},
		{"x86", "PCI=m", Impossible},
		{"x86", "CRC32=m", Possible},
		{"x86", "ARM64=y", Impossible},
		{"arm64", "ARM64=y X86=n", Possible},
		{"x86", "KERNEL_GZIP=y KERNEL_XZ=y", Impossible},
		{"um", "UML_X86=y 64BIT=y", Possible},
		{"um", "UML_X86=y X86=y", Impossible},
	} {
		if got := model.Satisfiable(c.arch, question(c.question)).Verdict; got != c.want {
			t.Errorf("%s: %s: got %v, want %v", c.arch, c.question, got, c.want)
		}
	}
	for name, want := range map[string]string{
		"UML_X86": "um", "X86_64": "um x86", "SUN3": "m68k", "SPARC64": "sparc",
	} {
		if got := strings.Join(model.Names(model.ArchesOf(name)), " "); got != want {
			t.Errorf("%s is defined on %q, want %q", name, got, want)
		}
	}
}

// BenchmarkSatisfiable asks a question with a wide neighborhood.
func BenchmarkSatisfiable(b *testing.B) {
	fsys := kernel(b, "linux-source-6.12")
	model := Read(fsys, Request{Arches: archesOf(b, fsys)})
	for b.Loop() {
		model.Satisfiable("x86", Is("CRC32", "m"))
	}
}

func BenchmarkRead(b *testing.B) {
	fsys := kernel(b, "linux-source-6.12")
	arches := archesOf(b, fsys)
	for b.Loop() {
		Read(fsys, Request{Arches: arches})
	}
}

// BenchmarkReadTypes reads the types alone, of the same files.
func BenchmarkReadTypes(b *testing.B) {
	fsys := kernel(b, "linux-source-6.12")
	var names []string
	for _, file := range Read(fsys, Request{Arches: archesOf(b, fsys)}).Files {
		names = append(names, file.Path)
	}
	for b.Loop() {
		ReadTypes(fsys, names)
	}
}
