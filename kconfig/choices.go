package kconfig

// choice encodes what holds between the members of a choice.
func (c *encoder) choice(choice *Choice) {
	if c.choices[choice] {
		return
	}
	c.choices[choice] = true
	c.oneIsTaken(choice)
	if !c.heeds(claim{kind: oneClaim, choice: choice}) {
		return
	}
	seen := never
	for _, member := range choice.Members {
		if c.exclusive(member) {
			value := c.symbol(member.Symbol.Name).isY
			c.require(-value, -seen)
			seen = c.or(seen, value)
		}
	}
}

// exclusive reports whether a member is y only when the user takes it: nothing
// else gives it a value, and it has no prompt outside of the choice.
func (c *encoder) exclusive(member *Definition) bool {
	symbol := member.Symbol
	if c.anyOn(symbol.SelectedBy) || c.anyOn(symbol.ImpliedBy) {
		return false
	}
	for _, d := range symbol.Definitions {
		elsewhere := d.Choice != member.Choice && d.Prompt != nil
		if d.Arches.Overlaps(c.arch) && (elsewhere || len(d.Defaults) > 0) {
			return false
		}
	}
	return true
}

// anyOn reports whether one of the selections is made on the architecture.
func (c *encoder) anyOn(selections []*Selection) bool {
	for _, s := range selections {
		if s.By.Arches.Overlaps(c.arch) {
			return true
		}
	}
	return false
}

// oneIsTaken demands that a member is y where the choice and a member are
// visible. That holds for choices of bools that must be made.
func (c *encoder) oneIsTaken(choice *Choice) {
	if choice.Optional || choice.Type == Tristate || choice.Prompt == nil || choice.Name != "" {
		return
	}
	for _, member := range choice.Members {
		if c.typeOf(member.Symbol.Name) != Bool || !c.exclusive(member) || member.Prompt == nil {
			return
		}
	}
	if !c.heeds(claim{kind: takenClaim, choice: choice}) {
		return
	}
	taken := make([]literal, 0, len(choice.Members)+1)
	anyVisible := never
	for _, member := range choice.Members {
		taken = append(taken, c.symbol(member.Symbol.Name).isY)
		visible := c.all(member.Depends, member.Prompt.If, member.Prompt.Visible)
		anyVisible = c.or(anyVisible, visible.atLeastM)
	}
	offered := c.all(choice.Depends, choice.Prompt.If, choice.Prompt.Visible).atLeastM
	c.require(append(taken, -c.and(offered, anyVisible))...)
}
