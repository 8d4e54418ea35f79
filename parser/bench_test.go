package parser

import (
	"strings"
	"testing"

	"github.com/kbuildlint/kbuildlint/source"
)

// sample is what most lines of kernel makefiles look like.
const sample = `# SPDX-License-Identifier: GPL-2.0
#
# Makefile for the sample drivers
#
ccflags-y := -I $(srctree)/$(src)/include
ccflags-$(CONFIG_SAMPLE_DEBUG) += -DDEBUG

obj-$(CONFIG_SAMPLE_CORE)	+= sample-core.o
obj-$(CONFIG_SAMPLE_PCI)	+= sample-pci.o sample-msi.o \
				   sample-dma.o
sample-core-y := core.o bus.o \
	device.o driver.o
sample-core-$(CONFIG_OF) += of.o

ifeq ($(CONFIG_SAMPLE_TRACE),y)
CFLAGS_trace.o := -I$(src)
obj-y += trace.o
endif

quiet_cmd_table = GEN     $@
      cmd_table = $(PERL) $< $(filter-out FORCE,$^) > $@

$(obj)/table.h: $(src)/table.pl $(src)/table.txt FORCE
	$(call if_changed,table)
`

func BenchmarkParse(b *testing.B) {
	file := source.NewFile("Makefile", strings.Repeat(sample, 16))
	b.SetBytes(int64(len(file.Text)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(file)
	}
}
