// Package report writes the outcome of a run: one file an output format.
//
// Formats know diagnostics and nothing of rules. What comes from a tree is
// escaped here, in one place each for text and JSON.
package report
