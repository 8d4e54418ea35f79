package hostile

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// TestIncludeBomb judges makefiles that include each other: ten times the next
// one, twelve deep, and two in a circle.
func TestIncludeBomb(t *testing.T) {
	dir := plant(t)
	for depth := range 12 {
		text := strings.Repeat(fmt.Sprintf("include $(src)/f%d.mk\n", depth+1), 10)
		write(t, filepath.Join(dir, "hostile", fmt.Sprintf("f%d.mk", depth)), text)
	}
	write(t, filepath.Join(dir, "hostile/f12.mk"), "X += a\n")
	write(t, filepath.Join(dir, "hostile/Makefile"), "include $(src)/f0.mk\n"+absent)
	o := check(t, dir)
	o.judged(t, "hostile/f11.mk:10:1: "+tooMuch)

	dir = plant(t)
	write(t, filepath.Join(dir, "hostile/a.mk"), "include $(src)/Makefile\n")
	write(t, filepath.Join(dir, "hostile/Makefile"), "include $(src)/a.mk\n"+absent)
	o = check(t, dir)
	o.judged(t, foundAbsent)
}
