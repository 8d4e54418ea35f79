package eval

import (
	"bytes"
	gocontext "context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// A setting is a configuration symbol of a test with the values it is given;
// "" is not set.
type setting struct {
	name   string
	kind   SymbolType
	values []string
}

// A program is what the harness gives to make and to evaluation: makefiles
// that are read one after the other, files they may include, and settings.
type program struct {
	makefiles []string // names, in the order of reading
	files     map[string]string
	settings  []setting
	budget    int // of conditions; 0 is the usual one
}

// configurationFile is where the makefiles find the settings.
const configurationFile = "include/config/auto.conf"

// configurations returns settings of all symbols: every combination, or some
// of them, evenly spread, if there are more than limit.
func (g *program) configurations(limit int) []map[string]string {
	total := 1
	for _, s := range g.settings {
		total *= len(s.values)
	}
	count := min(total, limit)
	all := make([]map[string]string, count)
	for i := range all {
		all[i] = map[string]string{}
		// A step that shares no factor with the number of values visits the
		// values of each symbol in turn.
		rest := i * total / count
		for _, s := range g.settings {
			all[i][s.name] = s.values[rest%len(s.values)]
			rest /= len(s.values)
		}
	}
	return all
}

func (g *program) setting(name string) (setting, bool) {
	for _, s := range g.settings {
		if s.name == name {
			return s, true
		}
	}
	return setting{}, false
}

// An observation is what a makefile leaves behind in one configuration: text
// of everything that is compared, by a name for it.
type observation map[string]string

// makeVersion returns the version of the installed make.
var makeVersion = sync.OnceValues(func() (Version, error) {
	out, err := exec.Command("make", "--version").Output()
	if err != nil {
		return Version{}, err
	}
	match := regexp.MustCompile(`^GNU Make (\d+)\.(\d+)`).FindSubmatch(out)
	if match == nil {
		return Version{}, errors.New("make is not GNU Make")
	}
	major, _ := strconv.Atoi(string(match[1]))
	minor, _ := strconv.Atoi(string(match[2]))
	return Version{major, minor}, nil
})

func needMake(t testing.TB) Version {
	t.Helper()
	version, err := makeVersion()
	if err != nil {
		t.Skipf("GNU Make can't be asked: %v", err)
	}
	return version
}

// observeMake runs make in one configuration.
func (g *program) observeMake(dir string, config map[string]string, names [][]string) (observation, error) {
	files := maps.Clone(g.files)
	var conf strings.Builder
	for _, s := range g.settings {
		if value := config[s.name]; value != "" {
			fmt.Fprintf(&conf, "%s=%s\n", s.name, value)
		}
	}
	files[configurationFile] = conf.String()
	args := []string{"-rRpn", "--no-print-directory", "-f", "__pre.mk"}
	files["__pre.mk"] = "include " + configurationFile + "\n"
	for i, makefile := range g.makefiles {
		post := fmt.Sprintf("__post%d.mk", i)
		files[post] = postlude(names[i])
		args = append(args, "-f", makefile, "-f", post)
	}
	files["__end.mk"] = "__goal: ;@:\n"
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return nil, err
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return nil, err
		}
	}
	ctx, cancel := gocontext.WithTimeout(gocontext.Background(), 20*time.Second)
	defer cancel()
	command := exec.CommandContext(ctx, "make", append(args, "-f", "__end.mk", "__goal")...)
	command.Dir, command.Env = dir, []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C"}
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	err := command.Run()
	if exit := new(exec.ExitError); err != nil && !errors.As(err, &exit) {
		return nil, err
	}
	seen := readOutput(stdout.String(), command.ProcessState.ExitCode() == 0)
	seen["~stderr"] = stderr.String()
	return seen, nil
}

// postlude returns a makefile that prints flavor, value and expansion of
// variables.
func postlude(names []string) string {
	var b strings.Builder
	for _, name := range names {
		fmt.Fprintf(&b, "$(info \x01%s\x02$(flavor %s) $(origin %s): $(value %s)\x03)\n", name, name, name, name)
	}
	for _, name := range names {
		fmt.Fprintf(&b, "$(info \x01expanded %s\x02$(%s)\x03)\n", name, name)
	}
	return b.String()
}

// readOutput reads what the postludes printed and, if make came that far, its
// database of rules.
//
//nolint:revive // whether make came to its end is a fact, not a choice
func readOutput(out string, complete bool) observation {
	seen := observation{}
	for {
		_, rest, ok := strings.Cut(out, "\x01")
		if !ok {
			break
		}
		entry, after, _ := strings.Cut(rest, "\x03")
		name, text, _ := strings.Cut(entry, "\x02")
		seen[name], out = text, after
	}
	if !complete {
		return seen
	}
	seen["~complete"] = "yes"
	if _, files, ok := strings.Cut(out, "\n# Files\n"); ok {
		files, _, _ = strings.Cut(files, "\n# files hash-table stats")
		for block := range strings.SplitSeq(files, "\n\n") {
			readTarget(seen, strings.Trim(block, "\n"))
		}
	}
	return seen
}

// readTarget reads one target of make's database.
func readTarget(seen observation, block string) {
	lines := strings.Split(block, "\n")
	for len(lines) > 0 && strings.HasPrefix(lines[0], "# makefile") {
		lines = lines[1:]
	}
	for len(lines) > 0 && targetVariable.MatchString(lines[0]) {
		lines = lines[1:]
	}
	if len(lines) == 0 || strings.HasPrefix(lines[0], "#") {
		return
	}
	target, prereqs, ok := strings.Cut(lines[0], ":")
	if !ok || hiddenTarget(target) {
		return
	}
	recipe, phony, stem := "", "", ""
	for _, line := range lines[1:] {
		if strings.HasPrefix(line, "#  recipe to execute") {
			recipe = " recipe"
		}
		if strings.HasPrefix(line, "#  Phony target") {
			phony = " phony"
		}
		if text, ok := strings.CutPrefix(line, "#  Implicit/static pattern stem: "); ok {
			stem = " stem " + text
		}
	}
	if prereqs, ok = strings.CutPrefix(prereqs, ":"); ok {
		target += " ::" + prereqs // each stands for itself
		prereqs = ":" + prereqs
	}
	seen["target "+target] = strings.Join(strings.Fields(prereqs), " ") + recipe + phony + stem
}

var targetVariable = regexp.MustCompile(`^[^#\t]*: \S+ (=|:=|\?=|\+=|::=)( |$)`)

func hiddenTarget(name string) bool {
	return strings.HasPrefix(name, "__") || name == ".SUFFIXES" || name == configurationFile ||
		strings.HasSuffix(name, ".mk") || name == "Makefile"
}

// An evaluated program is what evaluation makes of it.
type evaluated struct {
	process  *Process
	names    [][]string
	values   []map[string]*Variable // by makefile and name
	expanded []map[string]*Value
	live     []map[string]cond.Cond // what is left behind each expansion
}

// evaluate reads the program's makefiles, in all configurations at once.
func (g *program) evaluate(version Version) *evaluated {
	world := NewWorld()
	if g.budget > 0 {
		world.Space.SetBudget(g.budget)
	}
	e := &evaluated{process: NewProcess(Options{
		World: world, Files: memoryFiles(g.files), Version: version, Dir: "/tmp",
		Symbols: func(name string) Symbol {
			s, ok := g.setting(name)
			if !ok {
				return Symbol{}
			}
			return Symbol{Type: s.kind}
		},
		SymbolsFile: configurationFile,
	})}
	p := e.process
	before := map[string]bool{}
	for _, name := range p.Names() {
		before[name] = true
	}
	p.RunAs("__pre.mk", parser.Parse(source.NewFile("__pre.mk", "include "+configurationFile+"\n")))
	for i, makefile := range g.makefiles {
		p.RunAs(makefile, parser.Parse(source.NewFile(makefile, g.files[makefile])))
		p.makefiles = append(p.makefiles, includedFile{fmt.Sprintf("__post%d.mk", i), cond.True, source.Place{}})
		var names []string
		for _, name := range p.Names() {
			if !before[name] && !strings.HasPrefix(name, "CONFIG_") && !strings.HasPrefix(name, ".") {
				names = append(names, name)
				before[name] = true
			}
		}
		e.keep(append(names, ".DEFAULT_GOAL", "MAKEFILE_LIST"))
	}
	return e
}

// keep remembers variables and their expansions.
func (e *evaluated) keep(names []string) {
	values, expanded, live := map[string]*Variable{}, map[string]*Value{}, map[string]cond.Cond{}
	for _, name := range names {
		values[name] = e.process.Lookup(name)
		live[name] = e.process.live
	}
	for _, name := range names {
		expanded["expanded "+name] = e.process.expandLine("$(" + name + ")")
		live["expanded "+name] = e.process.live
	}
	e.names = append(e.names, names)
	e.values, e.expanded, e.live = append(e.values, values), append(e.expanded, expanded), append(e.live, live)
}

// observe returns what make should be seen to do in one configuration.
func (e *evaluated) observe(config map[string]string) observation {
	c := &Configuration{
		Choose: func(name string) string { return config[name] },
		Symbol: func(name string) (string, bool) { value := config[name]; return value, value != "" },
	}
	world := e.process.world
	seen := observation{}
	if world.HoldsAt(e.process.Lost(), c) {
		seen["~lost"] = "yes"
	}
	for i := range e.names {
		for name, variable := range e.values[i] {
			if world.HoldsAt(e.live[i][name], c) {
				seen[name] = e.variable(variable, c)
			}
		}
		for name, value := range e.expanded[i] {
			if world.HoldsAt(e.live[i][name], c) {
				seen[name] = e.text(value, c)
			}
		}
	}
	if world.HoldsAt(e.process.live, c) {
		seen["~complete"] = "yes"
		e.targets(seen, c)
	}
	return seen
}

func (e *evaluated) text(value *Value, c *Configuration) string {
	text, unknown, ok := e.process.world.At(value, c)
	if !ok {
		return "\x00" + unknown
	}
	return text
}

func (e *evaluated) variable(variable *Variable, c *Configuration) string {
	world := e.process.world
	switch {
	case variable == nil || !world.HoldsAt(variable.Defined, c):
		return "undefined undefined: "
	case world.HoldsAt(variable.Recursive, c):
		return "recursive " + e.origin(variable, c) + ": " + e.text(variable.Raw(), c)
	}
	return "simple " + e.origin(variable, c) + ": " + e.text(variable.Raw(), c)
}

func (e *evaluated) origin(variable *Variable, c *Configuration) string {
	for _, o := range variable.origins {
		if e.process.world.HoldsAt(o.when, c) {
			return string(o.origin)
		}
	}
	return "undefined"
}

// targets adds the explicit rules.
func (e *evaluated) targets(seen observation, c *Configuration) {
	p := e.process
	done := map[MadeName]bool{}
	for _, rule := range p.Rules {
		targets := rule.Targets
		if p.world.HoldsAt(rule.targets(p.space, ".PHONY"), c) {
			targets = slices.Concat(targets, rule.Prereqs)
		}
		for _, target := range targets {
			if rule.Pattern || done[target.Made] || hiddenTarget(string(target.Made)) {
				continue
			}
			done[target.Made] = true
			if hasUnknown(target.Text) {
				seen["~lost"] = "yes"
				continue
			}
			if p.world.HoldsAt(p.phony(target.Made), c) {
				seen["target "+string(target.Made)] = " phony"
			}
			for _, b := range p.Bindings(target.Made) {
				if p.world.HoldsAt(b.When, c) {
					e.target(seen, b, c)
				}
			}
		}
	}
}

func (e *evaluated) target(seen observation, b *Binding, c *Configuration) {
	world := e.process.world
	prereqs, order := e.held(b.Prereqs, c), e.held(b.OrderOnly, c)
	if len(order) > 0 {
		prereqs = append(append(prereqs, "|"), order...)
	}
	text := strings.Join(prereqs, " ")
	name := "target " + string(b.Target)
	if b.Rule.double() {
		name += " ::"
		if text != "" {
			name += " " + text
		}
		text = strings.TrimSpace(": " + text)
	}
	if slices.ContainsFunc(b.Rule.Recipe, func(r RecipeText) bool { return world.HoldsAt(r.When, c) }) {
		text += " recipe"
	}
	if world.HoldsAt(e.process.phony(b.Target), c) {
		text += " phony"
	}
	if b.Stem != "" {
		text += " stem '" + b.Stem + "'"
	}
	seen[name] = text
}

func (e *evaluated) held(names []Name, c *Configuration) []string {
	var out []string
	for _, name := range names {
		if !e.process.world.HoldsAt(name.When, c) {
			continue
		}
		if !hasUnknown(name.Text) {
			out = append(out, string(name.Made))
			continue
		}
		filled := e.text(textValue(name.Text, noPlace), c)
		for _, word := range fields(filled) {
			out = append(out, MakeName(word))
		}
	}
	return out
}

// A difference is a disagreement in one configuration.
type difference struct {
	config map[string]string
	name   string
	text   string
}

func (d difference) String() string { return describe(d.config) + ": " + d.name + d.text }

// compare asks make about the program in some configurations and returns what
// differs, with the number of answers and of unknown ones.
func (g *program) compare(t testing.TB, configs []map[string]string) (differences []difference, answers, unknown int) {
	t.Helper()
	e := g.evaluate(needMake(t))
	seen := make([]observation, len(configs))
	failed := make([]error, len(configs))
	base := t.TempDir()
	var group sync.WaitGroup
	slots := make(chan struct{}, 2)
	for i, config := range configs {
		group.Go(func() {
			slots <- struct{}{}
			dir := filepath.Join(base, strconv.Itoa(i))
			seen[i], failed[i] = g.observeMake(dir, config, e.names)
			_ = os.RemoveAll(dir)
			<-slots
		})
	}
	group.Wait()
	for i, config := range configs {
		if failed[i] != nil {
			t.Fatal(failed[i])
		}
		found, count, open := diff(e.observe(config), seen[i])
		answers, unknown = answers+count, unknown+open
		for _, d := range found {
			d.config = config
			differences = append(differences, d)
		}
	}
	return differences, answers, unknown
}

func describe(config map[string]string) string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(config)) {
		parts = append(parts, strings.TrimPrefix(name, "CONFIG_")+"="+config[name])
	}
	return strings.Join(parts, " ")
}

// diff compares what evaluation says with what make did.
func diff(got, want observation) (differences []difference, answers, unknown int) {
	names := map[string]bool{}
	for name := range got {
		names[name] = true
	}
	for name := range want {
		names[name] = true
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if name == "~stderr" || name == "~lost" {
			continue
		}
		answers++
		g, inGot := got[name]
		w, inWant := want[name]
		switch {
		case strings.Contains(g, "\x00") || got["~lost"] != "" && (g != w || inGot != inWant):
			unknown++
		case inGot != inWant:
			text := fmt.Sprintf(": eval has it: %v %q, make: %v %q\n%s", inGot, g, inWant, w, want["~stderr"])
			differences = append(differences, difference{name: name, text: text})
		case g != w:
			differences = append(differences, difference{name: name, text: fmt.Sprintf("\n eval %q\n make %q", g, w)})
		}
	}
	return differences, answers, unknown
}
