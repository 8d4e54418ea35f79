// Package rules holds what kbuildlint looks for: one rule a file.
package rules

import "github.com/kbuildlint/kbuildlint/lint"

// All are the rules, by name.
var All = []*lint.Rule{
	configTypeMismatch,
	duplicateEntry,
	foreignArchConfig,
	malformedFlagKey,
	missingDirectory,
	missingDts,
	missingSource,
	sharedObject,
	staleObjectFlag,
	undefinedConfig,
	unnormalizedPath,
	unreachableMakefile,
}
