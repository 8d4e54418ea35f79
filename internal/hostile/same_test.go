package hostile

import (
	"os"
	"path/filepath"
	"testing"
)

// TestSameBytes judges trees with different numbers of processors, orders of
// arguments and runs: the bytes that come out are the same.
func TestSameBytes(t *testing.T) {
	dir := plant(t)
	write(t, filepath.Join(dir, "hostile/Makefile"), each(300, "obj-$(CONFIG_S%d) += a%d.o\n", absent)())
	orders := [][]string{{"hostile", "other"}, {"other", "hostile"}, {"other", "hostile", "other"}}
	for _, format := range formats {
		first := ""
		for _, processors := range []string{"1", "2", "8", "8"} {
			for _, paths := range orders {
				args := append([]string{program, "check", "--no-config", "--format", format}, paths...)
				command := start(t, dir, args...)
				command.Env = append(os.Environ(), "GOMAXPROCS="+processors)
				o := finish(t, command)
				if first == "" {
					first = o.stdout
				}
				if o.stdout != first || first == "" {
					t.Fatalf("%s with %s processors, %v:\n%s\nfirst:\n%s", format, processors, paths, o.stdout, first)
				}
			}
		}
	}
}
