package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestRecords writes a file of records and reads it again.
func TestRecords(t *testing.T) {
	h := header{Format: recordFormat, Kernel: "6.12.1", Configuration: "x86_64/defconfig", Make: "4.3", Compiler: "12"}
	visits := []*visit{
		{Dir: "a", From: ".", Goals: "all", Builtin: "1", Variables: map[string]string{"obj-y": "<b>.o \"c\"\t\\"}},
		{Dir: "b", Modules: "1", Variables: map[string]string{}},
	}
	var text bytes.Buffer
	if err := writeRecords(&text, h, visits); err != nil {
		t.Fatal(err)
	}
	if lines := strings.Count(text.String(), "\n"); lines != 3 {
		t.Errorf("%d lines, want one for the header and each visit:\n%s", lines, &text)
	}
	got, ok, err := readRecords(bytes.NewReader(text.Bytes()), h)
	if err != nil || !ok {
		t.Fatalf("read: %v, %v", ok, err)
	}
	if diff := cmp.Diff(visits, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	h.Compiler = "13"
	if _, ok, err := readRecords(bytes.NewReader(text.Bytes()), h); ok || err != nil {
		t.Errorf("records of another compiler: got %v, %v", ok, err)
	}
	if _, ok, _ := readRecords(strings.NewReader(""), h); ok {
		t.Error("an empty file has records")
	}
	h.Compiler = "12"
	if _, _, err := readRecords(strings.NewReader(text.String()[:text.Len()-9]), h); err == nil {
		t.Error("a file that was cut off is no error")
	}
}

// TestCollectVisits reads what a recorder left.
func TestCollectVisits(t *testing.T) {
	paths := strings.NewReplacer("/w/objects", "{objects}", "/src", "{source}")
	write := func(files map[string]string) string {
		dir := t.TempDir()
		for name, text := range files {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		return dir
	}
	got, err := collectVisits(write(map[string]string{
		"x": `{"obj": "b", "from": "", "goals": "", "need-builtin": "1", "need-modorder": "", "variables": {"": ""}}`,
		"y": `{"obj": "a", "from": "b", "goals": "g", "need-builtin": "", "need-modorder": "1", "variables": {` +
			`"obj-y": "/src/c.o /w/objects/d.o", "": ""}}`,
		"x.messages": "make: what it says", "x.arguments": "obj=b",
	}), paths)
	if err != nil {
		t.Fatal(err)
	}
	want := []*visit{
		{Dir: "a", From: "b", Goals: "g", Modules: "1", Variables: map[string]string{
			"obj-y": "{source}/c.o {objects}/d.o",
		}},
		{Dir: "b", Builtin: "1", Variables: map[string]string{}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	for name, text := range map[string]string{"empty": "", "cut off": `{"obj": "b", `, "no directory": "{}"} {
		left := map[string]string{"x": text, "x.messages": "a.mk:1: *** stop", "x.arguments": "obj=b"}
		_, err := collectVisits(write(left), paths)
		if err == nil || !strings.Contains(err.Error(), "obj=b\na.mk:1: *** stop") {
			t.Errorf("%s: got error %v", name, err)
		}
	}
}
