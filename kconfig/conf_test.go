package kconfig

import (
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// A conf is the real program of the kernel, scripts/kconfig/conf, in a directory
// of its own.
type conf struct {
	program, dir string
}

// realConf returns the program that the environment names.
func realConf(t *testing.T) conf {
	t.Helper()
	program := os.Getenv("KBUILDLINT_CONF")
	if program == "" {
		t.Skip("KBUILDLINT_CONF names no scripts/kconfig/conf of a kernel")
	}
	return conf{program, t.TempDir()}
}

// run makes a configuration of a Kconfig file from what the user sets, and
// reports whether the program takes the file.
func (c conf) run(t *testing.T, kconfig string, user []Setting) (config map[string]string, valid bool) {
	t.Helper()
	var lines strings.Builder
	for _, s := range user {
		fmt.Fprintln(&lines, s)
	}
	for name, text := range map[string]string{"Kconfig": kconfig, ".config": lines.String()} {
		if err := os.WriteFile(filepath.Join(c.dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	command := exec.Command(c.program, "--olddefconfig", "Kconfig")
	command.Dir = c.dir
	out, err := command.CombinedOutput()
	if err != nil || strings.Contains(string(out), "recursive") {
		return nil, false
	}
	text, err := os.ReadFile(filepath.Join(c.dir, ".config"))
	if err != nil {
		t.Fatal(err)
	}
	return parseConfig(string(text)), true
}

// parseConfig returns the values of a .config by name without CONFIG_.
func parseConfig(text string) map[string]string {
	config := map[string]string{}
	for line := range strings.SplitSeq(text, "\n") {
		name, value, found := strings.Cut(strings.TrimPrefix(line, "CONFIG_"), "=")
		if found {
			config[name] = value
		}
	}
	return config
}

// names are the symbols of random trees, MODULES left out.
var names = []string{"A", "B", "C", "D"}

// TestConf compares random small trees with the real program: what it makes of
// everything a user can set must be possible, and all else of each pair of
// symbols must be impossible.
func TestConf(t *testing.T) {
	program := realConf(t)
	random := rand.New(rand.NewSource(1))
	for tree := range 12 {
		kconfig := randomTree(random)
		reached := reachable(t, program, kconfig, allInputs())
		if reached == nil {
			continue // The program rejects the tree.
		}
		model := Read(fstest.MapFS{"Kconfig": {Data: []byte(kconfig)}}, Request{})
		for _, config := range reached {
			if answer := model.Satisfiable("", whole(config)); answer.Verdict != Possible {
				t.Fatalf("tree %d: %v is not possible:\n%s", tree, config, kconfig)
			}
		}
		comparePairs(t, model, reached, kconfig)
	}
}

// whole is the formula of a configuration.
func whole(config map[string]string) Formula {
	var parts []Formula
	for _, name := range append([]string{"MODULES"}, names...) {
		parts = append(parts, Is(name, config[name]))
	}
	return All(parts...)
}

// comparePairs asks for all values of each two symbols.
func comparePairs(t *testing.T, model *Model, reached []map[string]string, kconfig string) {
	t.Helper()
	values := []string{"y", "m", ""}
	for i := range len(names) * len(names) * 9 {
		x, y := names[i%4], names[i/4%4]
		wantX, wantY := values[i/16%3], values[i/48]
		want := Impossible
		for _, config := range reached {
			if config[x] == wantX && config[y] == wantY {
				want = Possible
			}
		}
		got := model.Satisfiable("", All(Is(x, wantX), Is(y, wantY)))
		if got.Verdict != want {
			t.Errorf("%s=%s and %s=%s: got %v, want %v by\n%s", x, wantX, y, wantY, got, want, kconfig)
			return
		}
	}
}

// TestConfChoices compares random choices with the real program. Versions of
// Linux differ in what they allow, so that only one direction is compared: what
// the program makes must be possible.
func TestConfChoices(t *testing.T) {
	program := realConf(t)
	random := rand.New(rand.NewSource(2))
	inputs := allInputs()
	accepted := 0
	for tree := range 60 {
		kconfig := randomChoice(random)
		random.Shuffle(len(inputs), func(i, j int) { inputs[i], inputs[j] = inputs[j], inputs[i] })
		reached := reachable(t, program, kconfig, inputs[:40])
		model := Read(fstest.MapFS{"Kconfig": {Data: []byte(kconfig)}}, Request{})
		for _, config := range reached {
			accepted++
			if answer := model.Satisfiable("", whole(config)); answer.Verdict != Possible {
				t.Errorf("tree %d: %v is not possible:\n%s", tree, config, kconfig)
				break
			}
		}
	}
	if accepted == 0 {
		t.Error("the program rejects all trees")
	}
}

// allInputs returns everything a user can set: n or y for MODULES, and nothing,
// n, m or y for the other symbols.
func allInputs() [][]Setting {
	var inputs [][]Setting
	values := []string{"", "n", "m", "y"}
	for i := range 512 {
		user := []Setting{{"MODULES", values[1+i/256*2]}}
		for j, name := range names {
			if value := values[i>>(2*j)&3]; value != "" {
				user = append(user, Setting{name, value})
			}
		}
		inputs = append(inputs, user)
	}
	return inputs
}

// reachable returns the configurations that the program makes of inputs; nil if
// it rejects the tree.
func reachable(t *testing.T, program conf, kconfig string, inputs [][]Setting) []map[string]string {
	t.Helper()
	var reached []map[string]string
	seen := map[string]bool{}
	for _, user := range inputs {
		config, valid := program.run(t, kconfig, user)
		if !valid {
			return nil
		}
		if key := fmt.Sprint(config); !seen[key] {
			seen[key] = true
			reached = append(reached, config)
		}
	}
	return reached
}

// randomTree returns a tree of four symbols, whose conditions name those before
// them only, for others are rejected too often.
func randomTree(random *rand.Rand) string {
	tree := "config MODULES\n\tbool \"modules\"\n\tmodules\n\n"
	for i, name := range names {
		tree += randomEntry(random, name, names[:i], names[i+1:])
	}
	return tree
}

func randomEntry(random *rand.Rand, name string, before, after []string) string {
	entry := "config " + name + "\n\t" + pick(random, "bool", "tristate", "tristate")
	if random.Intn(3) > 0 {
		entry += " \"" + name + "\"" + randomIf(random, before)
	}
	entry += "\n"
	if random.Intn(2) == 0 {
		entry += "\tdepends on " + randomExpr(random, before, 2) + "\n"
	}
	for range random.Intn(3) {
		entry += "\tdefault " + randomExpr(random, before, 1) + randomIf(random, before) + "\n"
	}
	if len(after) > 0 && random.Intn(2) == 0 {
		entry += "\t" + pick(random, "select", "select", "imply") + " " + pick(random, after...) +
			randomIf(random, before) + "\n"
	}
	if random.Intn(4) == 0 {
		return "menu \"menu\"\n\tdepends on " + randomExpr(random, before, 1) + "\n\tvisible" +
			" if " + randomExpr(random, before, 1) + "\n" + entry + "endmenu\n\n"
	}
	if random.Intn(4) == 0 {
		return "if " + randomExpr(random, before, 1) + "\n" + entry + "endif\n\n"
	}
	return entry + "\n"
}

func pick(random *rand.Rand, texts ...string) string { return texts[random.Intn(len(texts))] }

func randomIf(random *rand.Rand, names []string) string {
	if random.Intn(2) == 0 {
		return ""
	}
	return " if " + randomExpr(random, names, 1)
}

// randomExpr returns a condition. It never compares with != y, which Linux 6.12
// misreads where the symbol is a bool (expr_transform of scripts/kconfig/expr.c
// takes the symbol for an expression).
func randomExpr(random *rand.Rand, names []string, depth int) string {
	if depth > 0 && random.Intn(2) == 0 {
		operator := pick(random, " && ", " || ")
		return "(" + randomExpr(random, names, depth-1) + operator + randomExpr(random, names, depth-1) + ")"
	}
	operand := pick(random, append([]string{"y", "m", "MODULES"}, names...)...)
	switch random.Intn(5) {
	case 0:
		return "!" + operand
	case 1:
		return operand + pick(random, " = y", " = m", " = n", " != m", " != n", " < y", " < m", " >= m", " >= y")
	}
	return operand
}

// randomChoice returns a tree of a symbol, a choice of two or three members and
// what is left. Members of a tristate choice may be bool.
func randomChoice(random *rand.Rand) string {
	typ := pick(random, "bool", "bool", "tristate")
	tree := "config MODULES\n\tbool \"modules\"\n\tmodules\n\n" + randomEntry(random, "A", nil, names[1:])
	tree += "choice\n\tprompt \"choice\"" + randomIf(random, names[:1]) + "\n"
	if typ == "tristate" {
		tree += "\ttristate\n" + pick(random, "", "\toptional\n")
	}
	if random.Intn(2) == 0 {
		tree += "\tdepends on " + randomExpr(random, names[:1], 1) + "\n"
	}
	if random.Intn(2) == 0 {
		tree += "\tdefault " + pick(random, "B", "C") + randomIf(random, names[:1]) + "\n"
	}
	members := names[1 : 3+random.Intn(2)]
	for _, member := range members {
		tree += "config " + member + "\n\t" + pick(random, "bool", typ) + " \"" + member + "\"" +
			randomIf(random, names[:1]) + "\n"
		if random.Intn(2) == 0 {
			tree += "\tdepends on " + randomExpr(random, names[:1], 1) + "\n"
		}
		if len(members) == 2 && random.Intn(2) == 0 {
			tree += "\tselect D" + randomIf(random, names[:1]) + "\n"
		}
	}
	tree += "endchoice\n"
	if len(members) == 2 {
		tree += randomEntry(random, "D", names[:3], nil)
	}
	return tree
}
