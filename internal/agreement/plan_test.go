package main

import (
	"errors"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// TestParseArgs reads command lines.
func TestParseArgs(t *testing.T) {
	dirs := []string{plant(t, walkable), plant(t, walkable)}
	p, err := parseArgs([]string{
		"--jobs", "3", "--unknown=4", "--work", "w", dirs[0], "x86_64/defconfig", "arm64/allyesconfig", dirs[1],
		"x86_64/kvm_guest.config",
	})
	if err != nil {
		t.Fatal(err)
	}
	if p.jobs != 3 || p.unknown != 4 || !strings.HasSuffix(p.work, "/w") || len(p.kernels) != 2 {
		t.Fatalf("got %+v", p)
	}
	for i, want := range [][]configuration{
		{{"x86_64", "defconfig"}, {"arm64", "allyesconfig"}}, {{"x86_64", "kvm_guest.config"}},
	} {
		if k := p.kernels[i]; k.dir != dirs[i] || !slices.Equal(k.configurations, want) {
			t.Errorf("kernel %d: got %+v, want %s with %v", i, k, dirs[i], want)
		}
	}
	for name, args := range map[string][]string{
		"nothing":                 {},
		"no configuration":        {dirs[0]},
		"none for the second":     {dirs[0], "x86_64/defconfig", dirs[1]},
		"no kernel":               {"x86_64/defconfig"},
		"a kernel that is none":   {t.TempDir(), "x86_64/defconfig"},
		"a misspelt one":          {dirs[0], "x86_64-defconfig"},
		"no jobs":                 {"--jobs=0", dirs[0], "x86_64/defconfig"},
		"no such flag":            {"--none", dirs[0], "x86_64/defconfig"},
		"nowhere to write":        {"--work=", dirs[0], "x86_64/defconfig"},
		"a blank in the way":      {"--work", "a b", dirs[0], "x86_64/defconfig"},
		"less than nothing known": {"--unknown=-1", dirs[0], "x86_64/defconfig"},
	} {
		if _, err := parseArgs(args); !errors.Is(err, errUsage) {
			t.Errorf("%s: got %v, want %v", name, err, errUsage)
		}
	}
}

// TestMissing names what a host lacks.
func TestMissing(t *testing.T) {
	got := missingCommands([]tool{{"sh", "dash"}, {"no-such-command", "its-package"}})
	if want := []string{"no-such-command (Debian package its-package)"}; !slices.Equal(got, want) {
		t.Errorf("commands: got %q, want %q", got, want)
	}
	p := &plan{kernels: []*kernel{{configurations: []configuration{{"m68k", "defconfig"}}}}}
	if err := p.checkHost(); !errors.Is(err, errUsage) || !strings.Contains(err.Error(), "m68k/defconfig") {
		t.Errorf("an architecture without a compiler: got %v", err)
	}
}

// TestCrossPrefix knows which compiler serves an architecture.
func TestCrossPrefix(t *testing.T) {
	if runtime.GOARCH != "amd64" {
		t.Skip("these are the compilers of amd64")
	}
	for arch, want := range map[string]string{"x86_64": "", "i386": "", "arm64": "aarch64-linux-gnu-"} {
		if got, ok := (configuration{arch: arch}).crossPrefix(); !ok || got != want {
			t.Errorf("%s: got %q and %v, want %q", arch, got, ok, want)
		}
	}
}
