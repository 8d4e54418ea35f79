package lint

// A Pass gives a rule what it may look at.
type Pass struct{}
