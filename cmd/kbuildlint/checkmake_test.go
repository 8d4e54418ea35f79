package main

import "testing"

// TestCheckmakeConfig judges a plain makefile as a checkmake.ini says, and only
// where that is asked for.
func TestCheckmakeConfig(t *testing.T) {
	r := repository{t, resolve(t.TempDir())}
	r.write("Makefile", ".PHONY: clean\nall: ; ./build\nall: ; ./build again\nclean:\n\trm a\n\trm b\n\trm c\n")
	r.write("checkmake.ini", "[minphony]\nrequired = all, clean\n[maxbodylength]\nmaxBodyLength = 2\n")
	const overridden, required = "Makefile:2 overridden-recipe", "Makefile:2 minphony"
	const unique, long = "Makefile:3 uniquetargets", "Makefile:4 maxbodylength"
	r.want(overridden)
	r.want(required+"\n"+overridden+"\n"+unique+"\n"+long, "--config", "checkmake.ini")
	r.want(unique+"\n"+long, "--config", "checkmake.ini", "--disable", "minphony,make")
	r.write("checkmake.ini", "[uniquetargets]\nignore = all\n[minphony]\ndisabled = true\n")
	r.want(overridden, "--config", "checkmake.ini")
	r.write("checkmake.ini", "[uniquetargets]\nignored = all\n")
	r.want("kbuildlint: checkmake.ini:2:1: unknown key \"ignored\" of uniquetargets; did you mean ignore?\n",
		"--config", "checkmake.ini")
}
