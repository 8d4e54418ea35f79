package lint

// An Example is a small tree, in txtar form, that a rule is executed on.
type Example struct {
	// Files is the txtar archive: each file of the tree.
	Files string
}

// A Rule is one thing that kbuildlint looks for, with all that is to be said
// about it. Documentation, explain and the tests follow from this value.
type Rule struct {
	// Name is a noun of the defect, such as unnormalized-path.
	Name string
	// Title says in one line what the rule reports.
	Title string
	// Why says why that matters, in Markdown, wrapped.
	Why string
	// Repair says what to write instead.
	Repair string
	// Where names the versions of the kernel or of make and the kinds of build
	// that the defect matters in, "" for all.
	Where string
	// Needs is what the rule looks at.
	Needs Need
	// Groups are the names that select the rule together with others.
	Groups   []string
	Severity Severity
	// OptIn tells that the rule runs only where it is enabled.
	OptIn bool
	// Since is the first version of kbuildlint that has the rule.
	Since string
	// Bad and Good are executed by the tests: the rule reports the first and
	// not the second.
	Bad, Good Example
	// Check looks at one makefile in one kind of build, CheckTree at the whole
	// tree, CheckIgnores at the comments that silence rules, when these are done;
	// a rule has one of them.
	Check        func(*Pass)
	CheckTree    func(*TreePass)
	CheckIgnores func(*IgnorePass)
}
