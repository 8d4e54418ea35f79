package kbuild

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/kbuildlint/kbuildlint/eval"
)

// A visit is what real make had in its variables after one Kbuild file: flavor,
// origin and expanded value, by name.
type visit struct {
	Obj string               `json:"obj"`
	Pre map[string][3]string `json:"pre"`
}

// TestFacts compares the values of all configurations, taken in the one that
// make was run in, with what make had. KBUILDLINT_FACTS is FACTS:AUTO_CONF:ARCH,
// the facts being a line of JSON for each visit of a directory of Linux 6.12.
func TestFacts(t *testing.T) {
	spec := strings.Split(os.Getenv("KBUILDLINT_FACTS"), ":")
	if len(spec) != 3 {
		t.Skip("KBUILDLINT_FACTS names no facts of make: FACTS:AUTO_CONF:ARCH")
	}
	text, err := os.ReadFile(spec[1])
	if err != nil {
		t.Fatal(err)
	}
	config := ParseAutoConf(string(text))
	c := factCheck{
		t: t, tree: openKernel(t, "linux-source-6.12"), unknown: map[string]int{},
		configuration: &eval.Configuration{
			Choose: func(name string) string {
				if name == "SRCARCH" {
					return spec[2]
				}
				return config[name]
			},
			Symbol: func(name string) (string, bool) { value, ok := config[name]; return value, ok },
		},
	}
	for _, v := range readVisits(t, spec[0]) {
		c.visit(v)
	}
	for reason, count := range c.unknown {
		t.Logf("%d unknown: %s", count, reason)
	}
	t.Logf("%d values compared", c.compared)
}

func readVisits(t *testing.T, name string) []visit {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	var visits []visit
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<26)
	for lines.Scan() {
		var v visit
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		visits = append(visits, v)
	}
	return visits
}

type factCheck struct {
	t             *testing.T
	tree          *Tree
	configuration *eval.Configuration
	compared      int
	unknown       map[string]int
}

func (c *factCheck) visit(v visit) {
	unit, err := c.tree.UnitOf(v.Obj)
	if err != nil {
		c.t.Errorf("%s: %v", v.Obj, err)
		return
	}
	process := c.tree.Evaluate(unit, InTree, nil)
	for name, want := range v.Pre {
		text := want[2]
		outside := want[1] == "environment" || want[1] == "default" || strings.HasPrefix(name, "CONFIG_")
		if outside || strings.ContainsAny(text, "%") && strings.Contains(text, "%S%") || text == "<self-reference>" {
			continue
		}
		if process.Lookup(name) == nil {
			if strings.TrimSpace(text) != "" && name != "MAKEFILE_LIST" {
				c.t.Errorf("%s: %s is not defined, make has %q", v.Obj, name, text)
			}
			continue
		}
		c.compare(v.Obj, name, process.ValueOf(name), text)
	}
}

func (c *factCheck) compare(obj, name string, value *eval.Value, want string) {
	if name == "MAKEFILE_LIST" || name == "MAKECMDGOALS" {
		return
	}
	c.compared++
	got, reason, ok := c.tree.World.At(value, c.configuration)
	if !ok {
		c.unknown[reason]++
		return
	}
	if got != want {
		c.t.Errorf("%s: %s\n got %.300q\nwant %.300q", obj, name, got, want)
	}
}
