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
	return Version{Major: major, Minor: minor}, nil
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
		fmt.Fprintf(&b, "__name := $(__nothing)%s\n", name) // with the blanks around it
		fmt.Fprintf(&b, "$(info \x01%s\x02$(flavor $(__name)) $(origin $(__name)): $(value $(__name))\x03)\n", name)
	}
	for _, name := range names {
		fmt.Fprintf(&b, "$(info \x01expanded %s\x02$(%s)\x03)\n", name, name)
	}
	return b.String()
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
