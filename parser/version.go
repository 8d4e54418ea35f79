package parser

import "github.com/kbuildlint/kbuildlint/source"

// A Version is a release of GNU Make. The zero value stands for
// DefaultVersion.
type Version struct {
	Major, Minor int
}

// DefaultVersion is the version that makefiles are read for unless told
// otherwise.
var DefaultVersion = Version{Major: 4, Minor: 4}

// Before reports whether v is older than major.minor.
func (v Version) Before(major, minor int) bool {
	return v.Major < major || v.Major == major && v.Minor < minor
}

// OrDefault returns v, or DefaultVersion if v is zero.
func (v Version) OrDefault() Version {
	if v == (Version{}) {
		return DefaultVersion
	}
	return v
}

// HasFunction reports whether a name is that of a built-in function. An older
// make takes a call of a newer function for a reference to a variable.
func (v Version) HasFunction(name string) bool {
	known := functions[name]
	return known != nil && !v.Before(known.since.Major, known.since.Minor)
}

// Parse reads a makefile as DefaultVersion does.
func Parse(file *source.File) *File { return DefaultVersion.Parse(file) }

// ParseText reads a part of a file as text that DefaultVersion expands.
func ParseText(file *source.File, span source.Span, mode TextMode) Text {
	return DefaultVersion.ParseText(file, span, mode)
}
