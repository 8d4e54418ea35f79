package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/kbuildlint/kbuildlint/config"
	"github.com/kbuildlint/kbuildlint/lint"
)

// A verb is what a flag does with the rules it names.
type verb int

const (
	enable verb = iota
	disable
	only
)

// A selection is what the flags say about the rules to run.
type selection struct {
	steps []step
}

// A step is one name of a flag. Steps are taken in the order of the command
// line, so that the last one about a rule counts.
type step struct {
	verb verb
	name string
}

// errOnlyAlone is why --only takes no company: it names exactly the rules to run.
var errOnlyAlone = errors.New("--only names exactly the rules to run: --enable and --disable have no place beside it")

// addFlags defines --enable, --disable and --only.
func (s *selection) addFlags(flags *pflag.FlagSet) {
	flags.Var(&selector{s, enable}, "enable", "run these rules too")
	flags.Var(&selector{s, disable}, "disable", "don't run these rules")
	flags.Var(&selector{s, only}, "only", "run exactly these rules")
}

// A selector is one of the flags, which all add to one list.
type selector struct {
	selection *selection
	verb      verb
}

// String returns the default, which is nothing.
func (*selector) String() string { return "" }

// Type returns the kind of value.
func (*selector) Type() string { return "RULE|GROUP,..." }

// Set takes names that commas separate.
func (s *selector) Set(names string) error {
	for name := range strings.SplitSeq(names, ",") {
		if name = strings.TrimSpace(name); name != "" {
			s.selection.steps = append(s.selection.steps, step{s.verb, name})
		}
	}
	return nil
}

// apply returns the rules to run, in the order of the list of all rules.
func (s *selection) apply(all []*lint.Rule) ([]*lint.Rule, error) {
	forced, err := s.forced(all)
	if err != nil {
		return nil, err
	}
	return (&config.File{}).Plan(all, forced, ".").Rules, nil
}

// forced returns the rules that the flags speak of, and whether they are to run.
func (s *selection) forced(all []*lint.Rule) (map[*lint.Rule]bool, error) {
	hasOnly := slices.ContainsFunc(s.steps, func(st step) bool { return st.verb == only })
	hasOthers := slices.ContainsFunc(s.steps, func(st step) bool { return st.verb != only })
	if hasOnly && hasOthers {
		return nil, errOnlyAlone
	}
	forced := map[*lint.Rule]bool{}
	for _, rule := range all {
		if hasOnly {
			forced[rule] = false
		}
	}
	for _, st := range s.steps {
		named := lint.RulesNamed(all, st.name)
		if len(named) == 0 {
			return nil, unknown("rule or group", st.name, lint.RuleAndGroupNames(all))
		}
		for _, rule := range named {
			forced[rule] = st.verb != disable
		}
	}
	return forced, nil
}
