// Package hostile has what a tree of a stranger may hold, and tests that the
// program comes through it: each input with what is to be said of it, in which
// time and memory. See SECURITY.md.
package hostile
