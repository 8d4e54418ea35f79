// Command kbuildlint reports defects in kbuild makefiles without running them.
package main

import (
	"os"
	"runtime/debug"
)

// A run is short and keeps most of what it allocates: collecting less often
// saves time. Above the limit, in bytes, memory counts more.
const (
	collectPercent = 200
	memoryLimit    = 340 << 20
)

func main() {
	debug.SetGCPercent(collectPercent)
	debug.SetMemoryLimit(memoryLimit)
	os.Exit(int(run(os.Args[1:], systemProcess(), newEngine())))
}

// collectSeldom is for a person who waits for what is said about one file: such
// a run needs less memory than the limit, and hardly any of it can be collected.
func collectSeldom() { debug.SetGCPercent(4 * collectPercent) }
