package eval

// Fits reports whether a target of a static pattern rule matches the target
// pattern; other rules have none, and all their targets fit. A backslash before
// a "%" is no part of the target.
func (r *Rule) Fits(target *Name) bool {
	return r.Static == nil || target.wild() ||
		parsePattern(string(r.Static.Made)).matches(parsePattern(string(target.Made)).text())
}
