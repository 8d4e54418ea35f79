package main

// An outcome is what came of comparing one build.
type outcome struct {
	// name is the version of the kernel and the configuration.
	name string
	// visited counts the directories that make visited, predicted those that
	// it should have. missing are those that only make has, surplus those that
	// only the prediction has.
	visited, predicted int
	missing, surplus   []string
	// lists counts those compared that hold something, words what make has in
	// them.
	lists, words  int
	disagreements []disagreement
	unknowns      []unknown
	// objects is nil where object files were not compared.
	objects *objectOutcome
}

// A place is a variable in the process of a directory. goals are those that
// make visited the directory for, if any.
type place struct {
	dir, goals, variable string
}

// A disagreement is a list that is not what make has.
type disagreement struct {
	place
	got, want []string
}

// An unknown is a list that the analyzer says it can't know, and why.
type unknown struct {
	place
	reason string
}

// An objectOutcome compares object files.
type objectOutcome struct {
	// built and predicted count object files. missing are those that were built
	// and that the prediction does not even have as possible, surplus those
	// that were predicted and not built.
	built, predicted int
	missing, surplus []string
}

// wrong counts what disagrees.
func (o *outcome) wrong() int {
	count := len(o.missing) + len(o.surplus) + len(o.disagreements)
	if o.objects != nil {
		count += len(o.objects.missing) + len(o.objects.surplus)
	}
	return count
}
