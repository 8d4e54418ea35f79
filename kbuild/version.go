package kbuild

import (
	"fmt"
	"strconv"
	"strings"
)

// A Version is a release of the kernel whose kbuild is meant, such as 6.12.
type Version struct {
	Major, Minor int
}

// Newest is the newest release whose kbuild is known here.
var Newest = Version{7, 0}

// ParseVersion reads a version such as 6.12 or 6.12.3.
func ParseVersion(text string) (Version, error) {
	parts := strings.SplitN(text, ".", 3)
	if len(parts) < 2 {
		return Version{}, fmt.Errorf("%q is no kernel version: write it as 6.12", text)
	}
	major, errMajor := strconv.Atoi(parts[0])
	minor, errMinor := strconv.Atoi(parts[1])
	if errMajor != nil || errMinor != nil || major < 0 || minor < 0 {
		return Version{}, fmt.Errorf("%q is no kernel version: write it as 6.12", text)
	}
	return Version{major, minor}, nil
}

// String returns the version as people write it.
func (v Version) String() string { return fmt.Sprintf("%d.%d", v.Major, v.Minor) }

// AtLeast reports whether v is major.minor or newer.
func (v Version) AtLeast(major, minor int) bool {
	return v.Major > major || v.Major == major && v.Minor >= minor
}
