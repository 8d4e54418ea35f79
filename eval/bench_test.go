package eval

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// mediumMakefile returns a makefile as a directory of drivers has it: a few
// hundred lines of object lists, flags, composite objects and conditions.
func mediumMakefile() string {
	var b strings.Builder
	b.WriteString("ccflags-y := -I $(srctree)/$(src)/include\nccflags-$(CONFIG_DEBUG) += -DDEBUG\n")
	for i := range 100 {
		fmt.Fprintf(&b, "obj-$(CONFIG_DRIVER_%d) += driver%d.o\n", i, i)
		fmt.Fprintf(&b, "driver%d-y := core%d.o main.o\ndriver%d-$(CONFIG_PM) += pm%d.o\n", i, i, i, i)
		if i%5 == 0 {
			fmt.Fprintf(&b, "ifdef CONFIG_BUS_%d\nobj-y += bus%d/\nCFLAGS_core%d.o += -DBUS # why\nendif\n", i%20, i, i)
		}
	}
	b.WriteString(`
suffix-search = $(strip $(foreach s,$3,$($(1:%$(strip $2)=%$s))))
real-search = $(foreach m,$1,$(if $(call suffix-search,$m,$2,$3 -),$(call suffix-search,$m,$2,$3),$m))
obj-m := $(filter-out $(obj-y),$(obj-m))
subdir-ym := $(sort $(patsubst %/,%,$(filter %/,$(obj-y) $(obj-m))))
real-obj-y := $(call real-search,$(obj-y),.o,-objs -y)
real-obj-m := $(call real-search,$(obj-m),.o,-objs -y -m)
targets := $(addprefix $(obj)/,$(real-obj-y) $(real-obj-m))
$(targets): %.o: %.c FORCE
	echo $@
`)
	return b.String()
}

// BenchmarkMakefile evaluates a medium makefile in a world that is new each
// time.
func BenchmarkMakefile(b *testing.B) {
	file := parser.Parse(source.NewFile("Makefile", mediumMakefile()))
	b.SetBytes(int64(len(file.Source.Text)))
	b.ReportAllocs()
	for b.Loop() {
		p := NewProcess(Options{World: NewWorld(), Files: memoryFiles{}})
		p.Define("obj", "drivers/x", OriginFile)
		p.RunAs("Makefile", file)
	}
}

// BenchmarkAgain evaluates it in a world that knows its conditions already, as
// the directories of one tree share theirs.
func BenchmarkAgain(b *testing.B) {
	file := parser.Parse(source.NewFile("Makefile", mediumMakefile()))
	world := NewWorld()
	b.SetBytes(int64(len(file.Source.Text)))
	b.ReportAllocs()
	for b.Loop() {
		p := NewProcess(Options{World: world, Files: memoryFiles{}})
		p.Define("obj", "drivers/x", OriginFile)
		p.RunAs("Makefile", file)
	}
}

// BenchmarkNewProcess is what every directory pays before its first line.
func BenchmarkNewProcess(b *testing.B) {
	world := NewWorld()
	b.ReportAllocs()
	for b.Loop() {
		NewProcess(Options{World: world, Files: memoryFiles{}})
	}
}

// BenchmarkRecipes expands the recipes of the medium makefile.
func BenchmarkRecipes(b *testing.B) {
	p := NewProcess(Options{World: NewWorld(), Files: memoryFiles{}})
	p.RunAs("Makefile", parser.Parse(source.NewFile("Makefile", mediumMakefile())))
	b.ReportAllocs()
	for b.Loop() {
		for _, rule := range p.Rules {
			for _, target := range rule.Targets {
				for _, binding := range p.Bindings(target.Made) {
					p.ExpandRecipe(binding)
				}
			}
		}
	}
}
