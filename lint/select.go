package lint

import "slices"

// RuleNamed returns the rule of a name, nil if there is none.
func RuleNamed(rules []*Rule, name string) *Rule {
	for _, rule := range rules {
		if rule.Name == name {
			return rule
		}
	}
	return nil
}

// RulesNamed returns the rules that have a name or are in the group of that name.
func RulesNamed(rules []*Rule, name string) []*Rule {
	var named []*Rule
	for _, rule := range rules {
		if rule.Name == name || slices.Contains(rule.Groups, name) {
			named = append(named, rule)
		}
	}
	return named
}

// RuleNames returns the names of rules.
func RuleNames(rules []*Rule) []string {
	var names []string
	for _, rule := range rules {
		names = append(names, rule.Name)
	}
	return names
}

// RuleAndGroupNames returns all that can be selected.
func RuleAndGroupNames(rules []*Rule) []string {
	names := RuleNames(rules)
	for _, rule := range rules {
		for _, group := range rule.Groups {
			if !slices.Contains(names, group) {
				names = append(names, group)
			}
		}
	}
	return names
}
