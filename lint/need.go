package lint

// A Need is what a rule has to know to judge a makefile. Each has those before
// it.
type Need int

// A rule looks at a makefile with what it includes, at the files and lists of
// its directory, at the other directories of the tree, at the Kconfig files, or
// at the texts of sources.
const (
	NeedsMakefile Need = iota + 1
	NeedsDirectory
	NeedsTree
	NeedsKconfig
	NeedsSources
)

func (n Need) String() string {
	return [...]string{"nothing", "makefile", "directory", "tree", "Kconfig", "sources"}[n]
}
