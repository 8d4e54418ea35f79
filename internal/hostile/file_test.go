package hostile

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A trap makes something odd of the name of a makefile.
type trap struct {
	name string
	set  func(t *testing.T, path string)
	want string
}

const noMakefile = "Kbuild:1:10: warning: hostile/ names a directory that has neither"

var traps = []trap{
	{"directory", func(t *testing.T, path string) { write(t, filepath.Join(path, "x"), "") }, noMakefile},
	{"pipe", func(t *testing.T, path string) { must(t, syscall.Mkfifo(path, 0o644)) }, noMakefile},
	{"socket", func(t *testing.T, path string) {
		listener, err := net.Listen("unix", path)
		must(t, err)
		t.Cleanup(func() { _ = listener.Close() })
	}, noMakefile},
	{"device", func(t *testing.T, path string) {
		if err := syscall.Mknod(path, syscall.S_IFCHR|0o666, 1<<8|5); err != nil {
			t.Skipf("mknod: %v", err) // /dev/zero: only root makes one
		}
	}, noMakefile},
	{"link to itself", link("Makefile"), noMakefile},
	{"link to the directory above", link(".."), noMakefile},
	{"link out of the tree", link("/etc/passwd"), ""},
	{"link to a pipe", func(t *testing.T, path string) {
		must(t, syscall.Mkfifo(path+".pipe", 0o644))
		must(t, os.Symlink("Makefile.pipe", path))
	}, noMakefile},
	{"link to a device", link("/dev/zero"), ""},
}

func link(target string) func(*testing.T, string) {
	return func(t *testing.T, path string) { must(t, os.Symlink(target, path)) }
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestOddFiles sets each trap where a makefile, a Kconfig file and the file of the
// settings are looked for.
func TestOddFiles(t *testing.T) {
	for _, trap := range traps {
		t.Run(trap.name, func(t *testing.T) {
			dir := plant(t)
			must(t, os.MkdirAll(filepath.Join(dir, "hostile"), 0o755))
			trap.set(t, filepath.Join(dir, "hostile/Makefile"))
			o := check(t, dir)
			o.judged(t, trap.want)
			o = check(t, dir, "hostile/Makefile")
			o.survived(t)
			if o.status == 0 && trap.name != "directory" {
				t.Errorf("nothing is said of it: %s%s", o.stdout, o.stderr)
			}
		})
	}
}

// TestOddKconfig sets the traps where a kernel has its Kconfig file.
func TestOddKconfig(t *testing.T) {
	for _, trap := range traps {
		t.Run(trap.name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, filepath.Join(dir, "Makefile"), "VERSION = 6\nPATCHLEVEL = 12\n")
			write(t, filepath.Join(dir, "scripts/Kbuild.include"), "")
			write(t, filepath.Join(dir, "Kbuild"), "obj-y += other/\n")
			trap.set(t, filepath.Join(dir, "Makefile.odd"))
			must(t, os.Rename(filepath.Join(dir, "Makefile.odd"), filepath.Join(dir, "Kconfig")))
			o := check(t, dir)
			o.survived(t)
			if !strings.Contains(o.stdout, "Kbuild:1:10: warning: ") {
				t.Errorf("the rest is not judged: %.1000s%.1000s", o.stdout, o.stderr)
			}
		})
	}
}

// unprivileged makes a command run as nobody where the test is root, whom no
// permission stops.
func unprivileged(command *exec.Cmd) *exec.Cmd {
	if os.Getuid() == 0 {
		command.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	return command
}

// TestUnreadable judges a tree with a makefile that may not be read.
func TestUnreadable(t *testing.T) {
	dir := plant(t)
	write(t, filepath.Join(dir, "hostile/Makefile"), absent)
	must(t, os.Chmod(filepath.Join(dir, "hostile/Makefile"), 0))
	o := finish(t, unprivileged(start(t, dir, program, "check", "--no-config")))
	o.judged(t, "hostile/Makefile:1:1: warning: can't read this makefile: permission denied")
}

// TestFewDescriptors judges a wide tree with few open files allowed.
func TestFewDescriptors(t *testing.T) {
	dir := plant(t)
	for i := range 500 {
		write(t, filepath.Join(dir, "hostile", "d"+strconv.Itoa(i), "Makefile"), absent)
	}
	write(t, filepath.Join(dir, "hostile/Makefile"), "obj-m += $(addsuffix /,$(notdir $(wildcard $(src)/d*)))\n")
	o := finish(t, start(t, dir, "sh", "-c", `ulimit -n 64; exec "$0" check --no-config`, program))
	o.judged(t, "d499/Makefile:1:10: error: "+foundAbsent)
}

// TestClosedOutput writes where nobody reads.
func TestClosedOutput(t *testing.T) {
	dir := plant(t)
	write(t, filepath.Join(dir, "hostile/Makefile"), each(10_000, "obj-m += absent%d.o # %d\n", "")())
	for _, script := range []string{
		`exec "$0" check --no-config >&-`, `"$0" check --no-config | head -1 >/dev/null`,
		`exec "$0" check --no-config >&- 2>&-`, `exec "$0" check --no-config >/dev/full`,
	} {
		o := finish(t, start(t, dir, "sh", "-c", script, program))
		o.survived(t)
	}
}

// TestInterrupt ends a run at once.
func TestInterrupt(t *testing.T) {
	dir := plant(t)
	write(t, filepath.Join(dir, "hostile/Makefile"), repeat("obj-m := ", "absent.o ", 22_000, "\n")())
	command := start(t, dir, program, "check", "--no-config")
	must(t, command.Start())
	time.Sleep(100 * time.Millisecond)
	must(t, command.Process.Signal(os.Interrupt))
	began := time.Now()
	_ = command.Wait() // its status is asked for below
	if status := command.ProcessState.ExitCode(); status != 130 || time.Since(began) > time.Second {
		t.Errorf("status %d after %v", status, time.Since(began))
	}
}
