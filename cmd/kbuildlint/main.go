// Command kbuildlint reports defects in kbuild makefiles without running them.
package main

import "os"

func main() {
	os.Exit(int(run(os.Args[1:], systemProcess(), newEngine())))
}
