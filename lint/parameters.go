package lint

// Parameters are what rules of the group generic go by, which a configuration
// file may change.
type Parameters struct {
	// Required are the targets that minphony asks for.
	Required []string
	// MaxBodyLength is the number of lines that maxbodylength allows.
	MaxBodyLength int
	// Ignored are the targets that uniquetargets passes over.
	Ignored []string
}

// DefaultParameters are those of checkmake.
func DefaultParameters() Parameters {
	return Parameters{Required: []string{"all", "clean", "test"}, MaxBodyLength: 5}
}

// Parameters are those of the request, or the default ones.
func (p *Pass) Parameters() Parameters {
	if p.parameters == nil {
		return DefaultParameters()
	}
	return *p.parameters
}
