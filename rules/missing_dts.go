package rules

import "github.com/kbuildlint/kbuildlint/lint"

var missingDts = &lint.Rule{
	Name:  "missing-dts",
	Title: "a list names a device tree blob that there is no source of",
	Why: "Kbuild makes `board.dtb` from `board.dts` and the overlay `board.dtbo` from `board.dtso`, unless " +
		"`board-dtbs` says of which blobs it is put together. `make dtbs` stops at a word of `dtb-y` that has " +
		"neither, and with `CONFIG_OF_ALL_DTBS` at one of a list whose symbol is not set.",
	Repair:   "Name the blob of a source that is there, add the source, or remove the word.",
	Needs:    lint.NeedsTree,
	Groups:   []string{"references"},
	Severity: lint.Error,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- drivers/Makefile --
dtb-y := lamp.dtb
-- drivers/lamp-a.dts --
`},
	Good: lint.Example{Files: `-- drivers/Makefile --
dtb-y := lamp.dtb
lamp-dtbs := lamp-a.dtb lamp-dim.dtbo
-- drivers/lamp-a.dts --
-- drivers/lamp-dim.dtso --
`},
	CheckTree: checkMissingDts,
}

func checkMissingDts(pass *lint.TreePass) {
	for _, directory := range pass.Descent.Directories {
		m := missing{pass: pass, directory: directory}
		for i := range directory.Objects {
			if object := &directory.Objects[i]; isBlobList(object.List) {
				m.object(object)
			}
		}
	}
}
