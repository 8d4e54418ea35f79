package kbuild

// A Removal is a variable that kbuild no longer reads.
type Removal struct {
	Name string
	// Instead is what kbuild reads in its place, since InsteadSince.
	Instead      string
	InsteadSince Version
	// Readers are other variables through which kbuild may get the same words.
	// One that ends in _ is for the name of an object behind it.
	Readers []string
	// Deprecated is the first release in which Instead is what to write, Removed
	// the first one that does not read the variable.
	Deprecated, Removed Version
	// Source is what removed it.
	Source string
}

// cFlags, assemblerFlags and programs are where kbuild looks for the flags of
// compilers and assemblers, and for programs (scripts/Makefile.lib).
var (
	cFlags = []string{
		"ccflags-y", "subdir-ccflags-y", "CFLAGS_", "CFLAGS_MODULE", "KBUILD_CFLAGS_MODULE", "KBUILD_CFLAGS",
		"KBUILD_CPPFLAGS", "NOSTDINC_FLAGS", "LINUXINCLUDE", "USERINCLUDE",
	}
	assemblerFlags = []string{
		"asflags-y", "subdir-asflags-y", "AFLAGS_", "AFLAGS_MODULE", "KBUILD_AFLAGS_MODULE", "KBUILD_AFLAGS",
		"KBUILD_CPPFLAGS", "NOSTDINC_FLAGS", "LINUXINCLUDE", "USERINCLUDE",
	}
	programs = []string{"hostprogs", "hostprogs-always-y", "hostprogs-always-m"}
)

// flagsSource and listsSource are the commits that removed several variables
// at once.
const (
	flagsSource = "e966ad0edd00 (kbuild: remove EXTRA_*FLAGS support); deprecated by f77bf01425b1"
	listsSource = "kbuild: remove deprecated 'always' and 'hostprogs-y/m'; ee066c3ddf7b made kbuild warn in 5.8"
)

// Removals are the variables that kbuild has dropped.
var Removals = []Removal{
	{
		"EXTRA_CFLAGS", "ccflags-y",
		Version{2, 6},
		cFlags,
		Version{2, 6},
		Version{6, 15},
		flagsSource,
	},
	{
		"EXTRA_AFLAGS", "asflags-y",
		Version{2, 6},
		assemblerFlags,
		Version{2, 6},
		Version{6, 15},
		flagsSource,
	},
	{
		"EXTRA_CPPFLAGS", "cppflags-y",
		Version{2, 6},
		[]string{"cppflags-y", "CPPFLAGS_", "KBUILD_CPPFLAGS"},
		Version{2, 6},
		Version{6, 15},
		flagsSource,
	},
	{
		"EXTRA_LDFLAGS", "ldflags-y",
		Version{2, 6},
		[]string{"ldflags-y", "LDFLAGS_", "KBUILD_LDFLAGS"},
		Version{2, 6},
		Version{6, 15},
		flagsSource,
	},
	{
		"always", "always-y",
		Version{5, 6},
		[]string{"always-y", "always-m", "hostprogs-always-y", "extra-y"},
		Version{5, 8},
		Version{5, 12},
		listsSource,
	},
	{"hostprogs-y", "hostprogs", Version{5, 6}, programs, Version{5, 8}, Version{5, 12}, listsSource},
	{"hostprogs-m", "hostprogs", Version{5, 6}, programs, Version{5, 8}, Version{5, 12}, listsSource},
	{
		"clean-dirs", "clean-files",
		Version{2, 6},
		[]string{"clean-files"},
		Version{5, 4},
		Version{5, 4},
		"1634f2bfdb84 (kbuild: remove clean-dirs syntax)",
	},
}

// HasRemoved reports whether the kbuild that a tree is judged for no longer
// reads a variable. A kernel that is at hand is asked itself: others than
// Linux have kept some.
func (t *Tree) HasRemoved(removal *Removal) bool {
	if t.Version.Compare(removal.Removed) < 0 {
		return false
	}
	scripts := t.Scripts()
	return scripts == nil || !t.refers(scripts, removal.Name)
}
