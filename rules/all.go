// Package rules holds what kbuildlint looks for: one rule a file.
package rules

import "github.com/kbuildlint/kbuildlint/lint"

// All are the rules, by name.
var All = []*lint.Rule{
	configTypeMismatch,
	foreignArchConfig,
	missingDirectory,
	missingDts,
	missingSource,
	sharedObject,
	undefinedConfig,
	unnormalizedPath,
	unreachableMakefile,
}
