package main

import (
	"path"

	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
)

// A subject is one build of a kernel as the analyzer sees it: a configuration
// of a tree that it reads in all configurations at once.
type subject struct {
	build         *build
	configuration *eval.Configuration
	// visits are what make had, by directory.
	visits map[string][]*visit
	// parts are the object files that programs for the host or for user space
	// are linked from.
	parts   map[string]bool
	outcome *outcome
}

// newSubject returns a build with its symbols, the text of an auto.conf, and
// with what make had in it.
func newSubject(b *build, symbols string, visits []*visit) *subject {
	s := &subject{
		build:         b,
		configuration: configurationOf(kbuild.ParseAutoConf(symbols), b.configuration.arch),
		visits:        map[string][]*visit{},
		parts:         map[string]bool{},
		outcome:       &outcome{name: b.String()},
	}
	for _, v := range visits {
		dir := path.Clean(v.Dir)
		s.visits[dir] = append(s.visits[dir], v)
	}
	s.outcome.visited = len(s.visits)
	return s
}

// configurationOf returns the one configuration that make was run in. It
// answers for symbols and for the architecture: what tools and generated files
// say stays unknown.
func configurationOf(symbols map[string]string, arch string) *eval.Configuration {
	return &eval.Configuration{
		Choose: func(name string) string {
			if name == "SRCARCH" {
				return kbuild.ArchDir(arch)
			}
			return symbols[name]
		},
		Symbol: func(name string) (string, bool) {
			value, ok := symbols[name]
			return value, ok
		},
	}
}
