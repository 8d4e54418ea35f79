package parser

import "strings"

// A ruleText is a line that may be a rule, comment gone: text[:end] is what
// stands before a recipe, at semicolon if there is one.
type ruleText struct {
	flat
	end       int
	semicolon bool
}

// cutRecipe finds the semicolon or comment that ends the rule of a line. No
// version of GNU Make looks for them inside references.
func cutRecipe(full *flat) ruleText {
	at, edits := findUnquoted(full.text, ";#$")
	r := ruleText{flat: full.rewrite(edits)}
	r.end = len(r.text)
	if at >= 0 {
		r.end = shift(at, edits)
		r.semicolon = r.text[r.end] == ';'
	}
	return r
}

// ruleLine reads a line that is nothing but a rule or text that expands to one.
func (p *parser) ruleLine(l line, full *flat) {
	r := cutRecipe(full)
	head := r.text[:r.end]
	from, to := trim(head, 0, len(head))
	if from == to {
		p.bad(l, "missing rule before recipe")
		return
	}
	colon := findTopLevel(head, 0, ':')
	if colon < 0 {
		p.expansion(l, &r, from, to)
		return
	}
	start, end := colon, colon+1
	if start > 0 && head[start-1] == '&' && !p.version.Before(4, 3) {
		start--
	}
	if end < len(head) && head[end] == ':' {
		end++
	}
	d, found := p.findDefinition(&flat{text: head, base: r.base, folds: r.folds}, skipSpace(head, end), targetScope)
	switch {
	case found && d.nameEnd == d.at:
		p.bad(l, "empty variable name")
	case found:
		p.targetAssign(l, &r, start, end, d)
	default:
		p.plainRule(l, &r, start, end)
	}
}

// targetAssign adds an assignment behind the separator at text[start:end]. A
// semicolon and what follows belong to its value.
func (p *parser) targetAssign(l line, r *ruleText, start, end int, d definition) {
	node := &TargetAssign{Line: Line{l.span()}}
	node.Targets = p.trimmed(&r.flat, 0, start)
	p.expands(&node.Targets)
	node.Separator, node.SeparatorSpan = r.text[start:end], r.span(start, end)
	if !r.semicolon {
		r.text = r.text[:r.end]
	}
	p.assign(&node.Assign, &r.flat, d)
	node.Assign.Span = r.span(d.at, len(r.text))
	if len(d.modifiers) > 0 {
		node.Assign.Span.Start = d.modifiers[0].Span.Start
	}
	p.rule = noRule
	p.add(node)
}

// plainRule adds a rule whose separator is text[start:end].
func (p *parser) plainRule(l line, r *ruleText, start, end int) {
	node := p.nodes.rules.one()
	node.Span = l.span()
	node.Targets = p.trimmed(&r.flat, 0, start)
	node.Separator, node.SeparatorSpan = r.text[start:end], r.span(start, end)
	head := r.text[:r.end]
	if colon := findTopLevel(head, end, ':'); colon >= 0 {
		pattern := p.trimmed(&r.flat, end, colon)
		if message := checkPattern(pattern); message != "" {
			p.bad(l, message)
			return
		}
		node.TargetPattern = &pattern
		p.expands(&pattern)
		end = colon + 1
	}
	bar := findTopLevel(head, end, '|')
	if bar < 0 {
		node.Prereqs = p.trimmed(&r.flat, end, r.end)
	} else {
		node.Prereqs = p.trimmed(&r.flat, end, bar)
		orderOnly := p.trimmed(&r.flat, bar+1, r.end)
		node.OrderOnly = &orderOnly
		p.expands(&orderOnly)
	}
	p.expands(&node.Targets, &node.Prereqs)
	node.Recipe = p.inlineRecipe(l, r)
	p.rule = openRule
	p.add(node)
}

// inlineRecipe returns the recipe behind the semicolon, if there is one.
func (p *parser) inlineRecipe(l line, r *ruleText) *Text {
	if !r.semicolon {
		return nil
	}
	at := r.offset(r.end + 1)
	f := flat{text: p.src[at:l.end], base: at}
	f = f.rewrite(joinRecipe(f.text, p.prefix))
	recipe := p.text(&f, 0, len(f.text))
	return &recipe
}

// checkPattern returns what make says about a target pattern that is known
// without expansion, or "".
func checkPattern(pattern Text) string {
	for _, part := range pattern.Parts {
		if _, ok := part.(*Literal); !ok {
			return ""
		}
	}
	switch words := strings.Fields(pattern.Raw); {
	case len(words) == 0:
		return "missing target pattern"
	case len(words) > 1:
		return "multiple target patterns"
	case !strings.Contains(words[0], "%"):
		return "target pattern contains no '%'"
	}
	return ""
}

// expansion adds a line without a colon, text[from:to] of r.
func (p *parser) expansion(l line, r *ruleText, from, to int) {
	text := p.text(&r.flat, from, to)
	mayBeRule, quiet := false, true
	for _, part := range text.Parts {
		switch part := part.(type) {
		case *Literal:
			quiet = quiet && strings.TrimSpace(part.Value) == ""
		case *Function:
			mayBeRule = mayBeRule || !silent[part.Name]
		default:
			mayBeRule = true
		}
	}
	if text.Err != "" {
		p.bad(l, text.Err)
		return
	}
	if !mayBeRule && !quiet {
		p.bad(l, p.missingSeparator(l))
		return
	}
	p.add(&Expansion{Line: Line{l.span()}, Text: text, Recipe: p.inlineRecipe(l, r)})
	p.rule = noRule
	if mayBeRule {
		p.rule = maybeRule
	}
}

// missingSeparator returns make's words for a line that is no rule.
func (p *parser) missingSeparator(l line) string {
	if p.prefix == '\t' && strings.HasPrefix(p.src[l.text:], "        ") {
		return "missing separator (did you mean TAB instead of 8 spaces?)"
	}
	return "missing separator"
}
