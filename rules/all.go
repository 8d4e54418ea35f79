// Package rules holds what kbuildlint looks for: one rule a file.
package rules

import "github.com/kbuildlint/kbuildlint/lint"

// All are the rules, by name.
var All = []*lint.Rule{
	builtinUnderModuleDirectory,
	configTypeMismatch,
	duplicateEntry,
	forceFirst,
	foreignArchConfig,
	leakingForce,
	malformedFlagKey,
	missingDepfile,
	missingDirectory,
	missingDts,
	missingForce,
	missingSource,
	moduleInSubdirY,
	modulePartOfBuiltin,
	needlessForce,
	orphanSource,
	paddedCommandName,
	prefixedListEntry,
	repeatedIfChanged,
	sharedObject,
	staleObjectFlag,
	undeclaredPhony,
	undefinedCommand,
	undefinedConfig,
	unnormalizedPath,
	unreachableMakefile,
	untrackedTarget,
	unusedComposite,
}
