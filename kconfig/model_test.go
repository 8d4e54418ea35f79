package kconfig

import (
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite what the cases expect")

// TestModel reads the small trees of testdata, whose file want is what the model
// says of them.
func TestModel(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			want := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == "want" })
			if want < 0 {
				t.Fatal("the case has no want")
			}
			got := dump(readArchive(t, archive))
			if *update {
				archive.Files[want].Data = []byte(got)
				if err := os.WriteFile(path, txtar.Format(archive), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(string(archive.Files[want].Data), got); diff != "" {
				t.Errorf("model (-want +got):\n%s", diff)
			}
		})
	}
}

// readArchive reads a tree whose root is Config.in where it has one, and whose
// architectures are the directories below arch.
func readArchive(t *testing.T, archive *txtar.Archive) *Model {
	t.Helper()
	fsys, err := txtar.FS(archive)
	if err != nil {
		t.Fatal(err)
	}
	var request Request
	entries, err := fs.ReadDir(fsys, "arch")
	for _, entry := range entries {
		request.Arches = append(request.Arches, entry.Name())
	}
	if _, errRoot := fs.Stat(fsys, "Config.in"); err != nil && errRoot == nil {
		request.Root = "Config.in"
	}
	return Read(fsys, request)
}

// dump prints a model, symbols by name.
func dump(m *Model) string {
	var out strings.Builder
	for _, name := range slices.Sorted(maps.Keys(m.symbols)) {
		dumpSymbol(&out, m, m.symbols[name])
	}
	for _, menu := range m.Menus {
		fmt.Fprintf(&out, "menu %q at %v%s\n", menu.Text, menu.Place, dependsText(menu.Depends))
	}
	for _, comment := range m.Comments {
		fmt.Fprintf(&out, "comment %q at %v%s\n", comment.Text, comment.Place, dependsText(comment.Depends))
	}
	for _, choice := range m.Choices {
		dumpChoice(&out, choice)
	}
	for _, e := range m.Errors {
		fmt.Fprintf(&out, "error at %v%s: %s\n", e.Place, onArches(m, e.Arches), e.Message)
	}
	if !m.Incomplete.Empty() {
		fmt.Fprintf(&out, "incomplete%s\n", onArches(m, m.Incomplete))
	}
	return out.String()
}

func onArches(m *Model, arches ArchSet) string {
	if arches == m.All() {
		return ""
	}
	return " on " + strings.Join(m.Names(arches), " ")
}

func dependsText(e *Expr) string {
	if e == nil {
		return ""
	}
	return " depends on " + e.String()
}

func ifText(e *Expr) string {
	if e == nil {
		return ""
	}
	return " if " + e.String()
}

var typeNames = map[Type]string{
	Untyped: "untyped", Bool: "bool", Tristate: "tristate", Int: "int", Hex: "hex", String: "string",
}

func dumpSymbol(out *strings.Builder, m *Model, s *Symbol) {
	fmt.Fprintf(out, "%s %s", s.Name, typeNames[s.Type()])
	for _, by := range s.SelectedBy {
		fmt.Fprintf(out, ", selected by %s", by.By.Symbol.Name)
	}
	for _, by := range s.ImpliedBy {
		fmt.Fprintf(out, ", implied by %s", by.By.Symbol.Name)
	}
	out.WriteByte('\n')
	for _, d := range s.Definitions {
		fmt.Fprintf(out, "    %v to line %d%s ", d.Place, d.Entry.End().Line, onArches(m, d.Arches))
		fmt.Fprintf(out, "%s%s\n", typeNames[d.Type], flags(d))
		dumpDefinition(out, d)
	}
}

func flags(d *Definition) string {
	text := ""
	for name, set := range map[string]bool{
		"help": d.Help, "modules": d.Modules, "transitional": d.Transitional, "menuconfig": d.Menuconfig,
	} {
		if set {
			text += " " + name
		}
	}
	return strings.Join(append([]string{""}, slices.Sorted(slices.Values(strings.Fields(text)))...), " ")
}

func dumpDefinition(out *strings.Builder, d *Definition) {
	line := func(format string, args ...any) { fmt.Fprintf(out, "        "+format+"\n", args...) }
	if p := d.Prompt; p != nil {
		visible := strings.Replace(ifText(p.Visible), "if", "visible if", 1)
		line("prompt %q at %v%s%s", p.Text, p.Place.Start(), ifText(p.If), visible)
	}
	if d.Depends != nil {
		line("depends on %v", d.Depends)
	}
	for _, own := range d.DependsOn {
		line("itself %v at %v", own.On.String()+ifText(own.If), own.Place.Start())
	}
	for _, v := range d.Defaults {
		line("default %v%s at %v", v.Value, ifText(v.If), v.Place.Start())
	}
	for _, v := range d.Ranges {
		line("range %v %v%s", v.Low, v.High, ifText(v.If))
	}
	for _, v := range d.Selects {
		line("select %s at %v%s", v.Symbol, v.Place.Start(), ifText(v.If))
	}
	for _, v := range d.Implies {
		line("imply %s at %v%s", v.Symbol, v.Place.Start(), ifText(v.If))
	}
	for _, v := range d.Options {
		line("option %s=%v", v.Name, v.Value)
	}
	if d.Menu != nil {
		line("in menu %q", d.Menu.Text)
	}
	if d.Choice != nil {
		line("in choice at %v", d.Choice.Place.Start())
	}
}

func dumpChoice(out *strings.Builder, c *Choice) {
	fmt.Fprintf(out, "choice %s at %v%s", typeNames[c.Type], c.Place, dependsText(c.Depends))
	if c.Prompt != nil {
		fmt.Fprintf(out, " prompt %q%s", c.Prompt.Text, ifText(c.Prompt.If))
	}
	for _, d := range c.Defaults {
		fmt.Fprintf(out, " default %v%s", d.Value, ifText(d.If))
	}
	for _, d := range c.Members {
		fmt.Fprintf(out, " member %s", d.Symbol.Name)
	}
	if c.Optional {
		out.WriteString(" optional")
	}
	out.WriteByte('\n')
}
