package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path"
	"slices"
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
	goal   string            // of .DEFAULT_GOAL behind the makefile
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
	defer func() { _ = file.Close() }()
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

// newCaseProcess returns a process with the environment and the command line
// of a case, as mkcases.py runs it.
func newCaseProcess(c *makeCase) *Process {
	if c.Kind != "run" {
		c.Files["__post.mk"] = "__o_goal: ;@:\n"
	}
	p := NewProcess(Options{
		World: NewWorld(), Files: memoryFiles(c.Files), Version: release(3), Dir: "#PWD#",
		Symbols: func(string) Symbol { return Symbol{} },
	})
	environment := map[string]string{"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": "/nonexistent"}
	maps.Copy(environment, c.Env)
	origin := OriginEnvironment
	if slices.Contains(c.Args, "-e") {
		origin = OriginEnvOverride
	}
	for name, value := range environment {
		p.DefineRecursive(name, value, origin)
	}
	goals := p.commandLine(c)
	if c.Kind != "run" {
		goals = append(goals, "__o_goal")
	}
	if len(goals) > 0 {
		p.Define("MAKECMDGOALS", strings.Join(goals, " "), OriginDefault)
	}
	return p
}

// commandLine defines the variables of the command line and returns the goals.
func (p *Process) commandLine(c *makeCase) []string {
	var goals []string
	for _, arg := range c.Args {
		name, value, ok := strings.Cut(arg, "=")
		switch simple, isSimple := strings.CutSuffix(name, ":"); {
		case strings.HasPrefix(arg, "-"):
		case !ok:
			goals = append(goals, MakeName(arg))
		case isSimple:
			p.DefineValue(simple, p.expandLine(value), OriginCommandLine)
		default:
			p.DefineRecursive(name, value, OriginCommandLine)
		}
	}
	return goals
}

func (p *Process) expandLine(text string) *Value {
	file := source.NewFile("expression", text)
	parsed := p.options.Version.ParseText(file, source.Span{End: len(text)}, parser.ModeValue)
	return p.expand(&parsed, file, p.live)
}

// readCase reads the makefiles of a case.
func readCase(c *makeCase) *Process {
	p := newCaseProcess(c)
	p.RunAs("Makefile", p.options.Version.Parse(source.NewFile("Makefile", c.Files["Makefile"])))
	if c.Kind == "db" {
		c.goal, _ = p.expression("$(.DEFAULT_GOAL)")
	}
	if post, ok := c.Files["__post.mk"]; ok && p.live != cond.False {
		p.RunAs("__post.mk", p.options.Version.Parse(source.NewFile("__post.mk", post)))
	}
	return p
}

// disagreements lists the cases in which evaluation differs from make on
// purpose, with the reason. One that begins to agree is an error.
var disagreements = map[string]string{
	"origin-001":   "$(shell) is never run",
	"assign-008":   "$(shell) is never run",
	"include-004":  "$(shell) is never run",
	"origin-003":   "make notes -e at a variable only when a makefile assigns to it",
	"implicit-021": "make -n runs the lines with a plus sign",
	"rules-076":    "the reader of the case takes > for a target",
	"rules-058":    "the reader of the case drops the last line of a continued recipe",
}

// check reports the differences of one case, expected or not.
func check(t *testing.T, c *makeCase, differences []string) {
	t.Helper()
	reason, expected := disagreements[c.ID]
	switch {
	case expected && len(differences) == 0:
		t.Errorf("agrees with make, though it is listed as a disagreement: %s", reason)
	case !expected && len(differences) > 0:
		t.Errorf("%s\n--\n%s", c.Files["Makefile"], strings.Join(differences, "\n"))
	}
}

// eachCase runs a comparison for the cases of a kind.
func eachCase(t *testing.T, kind string, compare func(*makeCase) []string) {
	t.Helper()
	count := 0
	for _, c := range readCases(t) {
		if c.Kind == kind {
			count++
			t.Run(c.ID, func(t *testing.T) { check(t, &c, compare(&c)) })
		}
	}
	t.Logf("%d cases of make", count)
}

func TestExpressionCases(t *testing.T) { eachCase(t, "expr", compareExpressions) }

func compareExpressions(c *makeCase) []string {
	p := readCase(c)
	var differences []string
	for i, want := range c.Expect.Values {
		got, ended := p.expression(c.Exprs[i])
		switch {
		case want == nil && !ended:
			differences = append(differences, c.Exprs[i]+": make stops: "+c.Expect.Stderr)
		case want != nil && (ended || got != *want):
			differences = append(differences, fmt.Sprintf("%s\n got %q\nwant %q", c.Exprs[i], got, *want))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.Expect.Vars)) {
		if want := c.Expect.Vars[name]; *want[0] != "undefined" {
			differences = append(differences, p.compareVariable(name, want)...)
		}
	}
	return differences
}

// expression returns what an expression expands to, and whether make stops
// there or has stopped before.
func (p *Process) expression(text string) (string, bool) {
	value := p.expandLine(text)
	if p.live == cond.False {
		return "", true
	}
	got, unknown, ok := p.world.At(value, &Configuration{})
	if !ok {
		got = "unknown: " + unknown
	}
	return got, false
}

func (p *Process) compareVariable(name string, want [4]*string) []string {
	variable := p.Lookup(name)
	if variable == nil {
		return []string{name + " is not defined"}
	}
	flavor := "simple"
	if variable.Recursive != cond.False {
		flavor = "recursive"
	}
	var differences []string
	if flavor != *want[0] || string(variable.Origin()) != *want[1] {
		differences = append(differences, fmt.Sprintf("%s: %s, %s; want %s, %s", name, flavor, variable.Origin(),
			*want[0], *want[1]))
	}
	raw, unknown, ok := p.world.At(variable.Raw(), &Configuration{})
	if !ok {
		raw = "unknown: " + unknown
	}
	if raw != *want[2] {
		differences = append(differences, fmt.Sprintf("value of %s\n got %q\nwant %q", name, raw, *want[2]))
	}
	return differences
}
