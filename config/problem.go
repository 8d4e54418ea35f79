package config

import (
	"fmt"
	"strings"

	"github.com/kbuildlint/kbuildlint/source"
)

// A Problem is a mistake in a file.
type Problem struct {
	At      source.Position
	Message string
}

// Problems are the mistakes in a file, in the order of the text.
type Problems struct {
	// Path is the file as people know it.
	Path string
	List []Problem
}

// Error returns a line for each problem.
func (p *Problems) Error() string {
	lines := make([]string, len(p.List))
	for i, problem := range p.List {
		lines[i] = fmt.Sprintf("%s:%d:%d: %s", p.Path, problem.At.Line, problem.At.Column, problem.Message)
	}
	return strings.Join(lines, "\n")
}
