// Command kbuildlint reports defects in kbuild makefiles without running them.
package main

import (
	"os"
	"runtime/debug"
)

// A run is short and keeps most of what it allocates: collecting seldom saves
// a third of its time. Above the limit, in bytes, memory counts more.
const (
	collectPercent = 400
	memoryLimit    = 512 << 20
)

func main() {
	debug.SetGCPercent(collectPercent)
	debug.SetMemoryLimit(memoryLimit)
	os.Exit(int(run(os.Args[1:], systemProcess(), newEngine())))
}
