package eval

// BareExports returns where makefiles export without naming a variable: that
// exports all whose names a shell can have.
func (p *Process) BareExports() []Reference { return p.bareExports }
