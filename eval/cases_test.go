package eval

import (
	"bufio"
	"encoding/json"
	"maps"
	"os"
	"path"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// A makeCase is a makefile with the answers of real GNU Make, one line of the
// file that KBUILDLINT_CASES names.
type makeCase struct {
	ID     string            `json:"id"`
	Kind   string            `json:"kind"`
	Files  map[string]string `json:"files"`
	Args   []string          `json:"args"`
	Exprs  []string          `json:"exprs"`
	Env    map[string]string `json:"env"`
	Old    []string          `json:"old"`
	Expect struct {
		RC      int                   `json:"rc"`
		Values  []*string             `json:"values"`
		Vars    map[string][4]*string `json:"vars"`
		Stdout  string                `json:"stdout"`
		Stderr  string                `json:"stderr"`
		Goal    *string               `json:"goal"`
		Rules   []makeRule            `json:"rules"`
		Pattern []makeRule            `json:"pattern"`
	} `json:"expect"`
}

type makeRule struct {
	Target string   `json:"t"`
	Deps   []string `json:"deps"`
	Order  []string `json:"order"`
	Double bool     `json:"double"`
	Phony  bool     `json:"phony"`
	Stem   *string  `json:"stem"`
	Recipe []string `json:"recipe"`
	Vars   []string `json:"vars"`
}

func readCases(t *testing.T) []makeCase {
	t.Helper()
	name := os.Getenv("KBUILDLINT_CASES")
	if name == "" {
		t.Skip("KBUILDLINT_CASES names no file with the answers of GNU Make")
	}
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var cases []makeCase
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var c makeCase
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		cases = append(cases, c)
	}
	return cases
}

// memoryFiles is a tree in memory.
type memoryFiles map[string]string

func (m memoryFiles) Parse(name string) (*parser.File, Presence) {
	text, ok := m[path.Clean(name)]
	if !ok {
		return nil, Absent
	}
	return parser.Parse(source.NewFile(name, text)), Present
}

func (m memoryFiles) Read(name string) (string, Presence) {
	text, ok := m[path.Clean(name)]
	if !ok {
		return "", Absent
	}
	return text, Present
}

func (m memoryFiles) Glob(pattern string) ([]string, Presence) {
	names := map[string]bool{}
	for name := range m {
		for ; name != "."; name = path.Dir(name) {
			names[name] = true
		}
	}
	return GlobNames(pattern, func(dir string) []string {
		children := map[string]bool{}
		for name := range names {
			if path.Dir(name) == path.Clean(dir) {
				children[path.Base(name)] = true
			}
		}
		return slices.Sorted(maps.Keys(children))
	}, func(name string) bool { return names[path.Clean(name)] || path.Clean(name) == "." }), Present
}

func newCaseProcess(c *makeCase) *Process {
	version := Version{4, 3}
	p := NewProcess(Options{
		World: NewWorld(), Files: memoryFiles(c.Files), Version: version, Dir: "#PWD#",
		Symbols: func(string) Symbol { return Symbol{} },
	})
	for name, value := range c.Env {
		p.DefineRecursive(name, value, OriginEnvironment)
	}
	for _, arg := range c.Args {
		if name, value, ok := strings.Cut(arg, "="); ok {
			if simple, isSimple := strings.CutSuffix(name, ":"); isSimple {
				p.Define(simple, value, OriginCommandLine)
				continue
			}
			p.DefineRecursive(name, value, OriginCommandLine)
		}
	}
	return p
}

func TestCases(t *testing.T) {
	failed := map[string]int{}
	for _, c := range readCases(t) {
		if c.Kind != "expr" {
			continue
		}
		t.Run(c.ID, func(t *testing.T) {
			defer func() {
				if t.Failed() {
					failed[c.ID]++
				}
			}()
			checkExpressions(t, &c)
		})
	}
}

func checkExpressions(t *testing.T, c *makeCase) {
	p := newCaseProcess(c)
	p.RunAs("Makefile", parser.Parse(source.NewFile("Makefile", c.Files["Makefile"])))
	if strings.Contains(c.Expect.Stderr, "***") && !strings.Contains(c.Expect.Stderr, "#POST#") && p.live != cond.False {
		t.Errorf("make stops: %s", c.Expect.Stderr)
	}
	configuration := &Configuration{}
	for i, want := range c.Expect.Values {
		text := c.Exprs[i]
		file := source.NewFile("expression", text)
		parsed := parser.ParseText(file, source.Span{End: len(text)}, parser.ModeValue)
		value := p.expand(&parsed, file, p.live)
		if want == nil {
			if p.live != cond.False {
				t.Errorf("%s: make stops, eval does not", text)
			}
			continue
		}
		got, unknown, ok := p.world.At(value, configuration)
		if !ok {
			got = "unknown: " + unknown
		}
		if got != *want {
			t.Errorf("%s\n got %q\nwant %q", text, got, *want)
		}
	}
	var names []string
	for name := range c.Expect.Vars {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		checkVariable(t, p, name, c.Expect.Vars[name])
	}
}

func checkVariable(t *testing.T, p *Process, name string, want [4]*string) {
	variable := p.Lookup(name)
	if variable == nil {
		t.Errorf("%s is not defined", name)
		return
	}
	flavor := "simple"
	if variable.Recursive != cond.False {
		flavor = "recursive"
	}
	if flavor != *want[0] || string(variable.Origin()) != *want[1] {
		t.Errorf("%s: %s, %s; want %s, %s", name, flavor, variable.Origin(), *want[0], *want[1])
	}
	raw, unknown, ok := p.world.At(variable.Raw(), &Configuration{})
	if !ok {
		raw = "unknown: " + unknown
	}
	if raw != *want[2] {
		t.Errorf("value of %s\n got %q\nwant %q", name, raw, *want[2])
	}
}
