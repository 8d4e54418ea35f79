package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestRecordingScript hooks the recorder into scripts of several versions.
func TestRecordingScript(t *testing.T) {
	const hooks = "include /r/before.mk\nLINE\ninclude /r/after.mk\n"
	for name, line := range map[string]string{
		"6.5": "include $(kbuild-file)",
		"6.1": "include $(or $(wildcard $(kbuild-dir)/Kbuild),$(kbuild-dir)/Makefile)",
		"old": "-include $(kbuild-file)",
	} {
		got, err := recordingScript("a :=\n"+line+"\nb :=\n", "/r")
		want := "a :=\n" + strings.Replace(hooks, "LINE", line, 1) + "b :=\n\ninclude /r/end.mk\n"
		if err != nil || got != want {
			t.Errorf("%s: error %v, got\n%s\nwant\n%s", name, err, got, want)
		}
	}
	for name, script := range map[string]string{
		"none": "include $(srctree)/scripts/Makefile.lib\n", "two": "include $(kbuild-file)\ninclude $(kbuild-file)\n",
	} {
		if _, err := recordingScript(script, "/r"); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// walkable is a tree whose directories are visited as a kernel's are.
var walkable = map[string]string{
	"Makefile": `all:
	@$(MAKE) -f scripts/Makefile.build obj=top need-builtin=1 need-modorder=
	@$(MAKE) -f scripts/Makefile.modpost
`,
	"scripts/Makefile.build": `obj-y :=
targets :=
cmd_run = touch run-$(obj)
if_changed = $(cmd_$1)
kbuild-file := $(obj)/Kbuild
include $(kbuild-file)
all $(MAKECMDGOALS): $(addsuffix /.,$(patsubst %/,$(obj)/%,$(filter %/,$(obj-y)))) missing-file
%/.: FORCE
	@$(MAKE) -f scripts/Makefile.build obj=$(@D) goal
missing-file:
	$(call if_changed,run)
FORCE:
`,
	"scripts/Makefile.modpost": "$(error never read)\n",
	"top/Kbuild": `obj-y += one.o	sub/ # a comment
list-y = $(obj-y) "quoted" back\slash a,b $(src)
define lines-y
first
second
endef
simple := $(CURDIR)/x
cmd_never = $(shell touch never-run)
CONFIG_SET := y
`,
	"top/sub/Kbuild": "targets += $(MAKECMDGOALS)\n",
}

// TestRecorder has the real make walk through a small tree.
func TestRecorder(t *testing.T) {
	root, recorder := plant(t, walkable), filepath.Join(t.TempDir(), "recorder")
	b := &build{kernel: root, dir: filepath.Join(t.TempDir(), "none")}
	if err := b.installRecorder(recorder); err != nil {
		t.Fatal(err)
	}
	command := exec.Command("make", "-n", "-k", "--no-print-directory", "MAKE="+recorder+"/make.sh", "all")
	command.Dir = root
	command.Env = append(b.environment(), "RECORDER_DIR="+recorder, "RECORDER_MAKE=make")
	if text, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	got, err := collectVisits(filepath.Join(recorder, "visits"), b.paths())
	if err != nil {
		t.Fatal(err)
	}
	want := []*visit{
		{Dir: "top", Builtin: "1", Variables: map[string]string{
			"obj-y": "one.o\tsub/ ", "list-y": "one.o\tsub/  \"quoted\" back\\slash a,b ", "lines-y": "first\nsecond",
			"simple": "{source}/x", "targets": "",
		}},
		{Dir: "top/sub", From: "top", Goals: "goal", Builtin: "1", Variables: map[string]string{
			"obj-y": "", "targets": "goal",
		}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	for _, name := range []string{"never-run", "run-top", "run-top/sub"} {
		if _, err := os.Stat(filepath.Join(root, name)); err == nil {
			t.Errorf("the dry run made %s", name)
		}
	}
}

// plant writes a tree of files and returns its root.
func plant(t *testing.T, files map[string]string) string {
	t.Helper()
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		full := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}
