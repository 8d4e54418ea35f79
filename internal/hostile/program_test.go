package hostile

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"syscall"
	"testing"
	"time"
)

const (
	// watchdog is ten times what an input may take.
	watchdog = 20 * time.Second
	// moreMemory is twice what an input may take beyond a small tree, in KB: how
	// much garbage waits to be collected depends on the machine.
	moreMemory = 2 * 256 << 10
)

var (
	// program is the path of the built program.
	program string
	// usual is what the program takes for a small tree, in KB, once it is known.
	usual int64
)

func TestMain(m *testing.M) { os.Exit(runTests(m)) }

// runTests builds the program into a directory that other users can look into.
func runTests(m *testing.M) int {
	dir, err := os.MkdirTemp("", "hostile")
	if err != nil {
		panic(err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if err := os.Chmod(dir, 0o755); err != nil {
		panic(err)
	}
	program = filepath.Join(dir, "kbuildlint")
	// As it is released: without the libraries of C, which have files of their own.
	build := exec.Command("go", "build", "-o", program, "../../cmd/kbuildlint")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		panic(fmt.Sprintf("%v: %s", err, out))
	}
	return m.Run()
}

// An outcome is what became of a run.
type outcome struct {
	status         int
	stdout, stderr string
	took           time.Duration
	memory         int64 // the peak, in KB
}

// start returns a command that runs the program in a directory, stopped when it
// takes too long.
func start(tb testing.TB, dir string, args ...string) *exec.Cmd {
	tb.Helper()
	ctx, cancel := context.WithTimeout(tb.Context(), watchdog)
	tb.Cleanup(cancel)
	command := exec.CommandContext(ctx, args[0], args[1:]...)
	command.Dir = dir
	return command
}

// finish runs a command.
func finish(tb testing.TB, command *exec.Cmd) outcome {
	tb.Helper()
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	debug.FreeOSMemory() // the peak of a child is at least that of its parent
	began := time.Now()
	err := command.Run()
	took := time.Since(began)
	if _, ok := errors.AsType[*exec.ExitError](err); err != nil && !ok {
		tb.Fatal(err)
	}
	if took > watchdog {
		tb.Fatalf("not done within %v", watchdog)
	}
	return outcome{
		command.ProcessState.ExitCode(), stdout.String(), stderr.String(), took,
		command.ProcessState.SysUsage().(*syscall.Rusage).Maxrss, //nolint:forcetypeassert // Linux has it
	}
}

// check judges a directory.
func check(tb testing.TB, dir string, args ...string) outcome {
	tb.Helper()
	return finish(tb, start(tb, dir, append([]string{program, "check", "--no-config"}, args...)...))
}

// witness is a defect in a directory of its own, which is to be found whatever
// stands beside it.
const witness = "other/Makefile:1:10: error: nothere.o has nothing to be made from"

// plant makes an external module of two directories, of which the other one has
// the witness.
func plant(tb testing.TB) (dir string) {
	tb.Helper()
	dir = tb.TempDir()
	if err := os.Chmod(filepath.Dir(dir), 0o755); err != nil {
		tb.Fatal(err)
	}
	write(tb, filepath.Join(dir, "Kbuild"), "obj-m += hostile/ other/\n")
	write(tb, filepath.Join(dir, "other/Makefile"), "obj-m := nothere.o\n")
	return dir
}

func write(tb testing.TB, name, text string) {
	tb.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		tb.Fatal(err)
	}
}

// judged reports what is wrong with an outcome: the witness is to be found, and
// what is to be said of the input.
func (o *outcome) judged(tb testing.TB, wants ...string) {
	tb.Helper()
	for _, want := range append(wants, witness) {
		if !strings.Contains(o.stdout+o.stderr, want) {
			tb.Errorf("nothing says %q:\n%.1000s\n%.1000s", want, o.stdout, o.stderr)
		}
	}
	o.survived(tb)
}

// survived reports a panic and a run that took too much memory.
func (o *outcome) survived(tb testing.TB) {
	tb.Helper()
	if o.status < 0 || strings.Contains(o.stderr, "internal error") || strings.Contains(o.stderr, "goroutine ") {
		tb.Errorf("status %d: %.3000s", o.status, o.stderr)
	}
	if usual == 0 {
		small := check(tb, plant(tb))
		usual = small.memory
	}
	if o.memory > usual+moreMemory {
		tb.Errorf("took %d MB, and a small tree %d MB", o.memory>>10, usual>>10)
	}
}
