package hostile

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// doubled is a makefile that --fix repairs.
const doubled = "obj-m += a.o\nobj-m += a.o\n"

// leavesAlone runs a repair of a makefile that can't be written: that is said,
// and the file stays as it is.
func leavesAlone(t *testing.T, makefile, because string, command *exec.Cmd) {
	t.Helper()
	o := finish(t, command)
	o.judged(t, "hostile/Makefile:2:10: ", "kbuildlint: hostile/Makefile: left alone: "+because)
	text, err := os.ReadFile(makefile)
	must(t, err)
	if o.status != 3 || string(text) != doubled {
		t.Errorf("status %d, and the file is now\n%s", o.status, text)
	}
}

// TestReadOnly repairs a tree whose permissions say that it can't be written to.
func TestReadOnly(t *testing.T) {
	dir := plant(t)
	makefile := filepath.Join(dir, "hostile/Makefile")
	write(t, makefile, doubled)
	must(t, os.Chmod(filepath.Dir(makefile), 0o555))
	t.Cleanup(func() { _ = os.Chmod(filepath.Dir(makefile), 0o755) })
	command := unprivileged(start(t, dir, program, "check", "--no-config", "--fix"))
	leavesAlone(t, makefile, "its directory is read-only", command)
}

// TestReadOnlyFileSystem repairs a tree on a file system that nobody can write to.
func TestReadOnlyFileSystem(t *testing.T) {
	const mount = `mount --bind . "$PWD" && mount -o remount,bind,ro "$PWD" && cd "$PWD"`
	if out, err := start(t, t.TempDir(), "unshare", "-rm", "sh", "-c", mount).CombinedOutput(); err != nil {
		t.Skipf("no file system can be mounted here: %v: %s", err, out)
	}
	dir := plant(t)
	makefile := filepath.Join(dir, "hostile/Makefile")
	write(t, makefile, doubled)
	script := mount + ` && exec "$0" check --no-config --fix`
	leavesAlone(t, makefile, "read-only file system", start(t, dir, "unshare", "-rm", "sh", "-c", script, program))
}

// A way to change a file while others may read it.
type changeWay struct {
	name   string
	change func(path, text string)
}

var changeWays = []changeWay{
	{"written anew", func(path, text string) { _ = os.WriteFile(path, []byte(text), 0o644) }},
	{"replaced", func(path, text string) {
		_ = os.WriteFile(path+".new", []byte(text), 0o644)
		_ = os.Rename(path+".new", path)
	}},
	{"cut", func(path, text string) { _ = os.Truncate(path, int64(len(text)/2)) }},
	{"removed", func(path, text string) {
		_ = os.Remove(path)
		_ = os.WriteFile(path, []byte(text), 0o644)
	}},
	{"made another kind of file", func(path, text string) {
		_ = os.Remove(path)
		_ = syscall.Mkfifo(path, 0o644)
		_ = os.Remove(path)
		_ = os.WriteFile(path, []byte(text), 0o644)
	}},
}

// TestChangingFile judges a makefile that grows and shrinks meanwhile.
func TestChangingFile(t *testing.T) {
	for _, way := range changeWays {
		t.Run(way.name, func(t *testing.T) {
			dir := plant(t)
			makefile := filepath.Join(dir, "hostile/Makefile")
			write(t, makefile, strings.Repeat(absent, 5000))
			stop, stopped := make(chan struct{}), make(chan struct{})
			go func() {
				defer close(stopped)
				for i := 0; ; i++ {
					select {
					case <-stop:
						return
					default:
						way.change(makefile, strings.Repeat(absent, i%5000))
					}
				}
			}()
			for range 5 {
				o := check(t, dir)
				o.judged(t)
			}
			close(stop)
			<-stopped
		})
	}
}
