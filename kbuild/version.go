package kbuild

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A Version is a release of the kernel whose kbuild is meant, such as 6.12.
type Version struct {
	Major, Minor int
}

// Newest is the newest release whose kbuild is known here.
var Newest = Version{7, 0}

// longterm are the releases that get fixes for years
// (https://www.kernel.org/category/releases.html), as of Newest.
var longterm = []Version{{5, 10}, {5, 15}, {6, 1}, {6, 6}, {6, 12}, {6, 18}}

// Longterm returns the releases that most people have, and the newest one, as
// ParseVersions reads them.
func Longterm() string {
	var list strings.Builder
	for _, version := range longterm {
		list.WriteString(version.String() + ",")
	}
	return list.String() + Newest.String()
}

// ParseVersion reads a version such as 6.12, 6.12.3 or 6.12.3-amd64.
func ParseVersion(text string) (Version, error) {
	parts := strings.SplitN(text, ".", 3)
	if len(parts) < 2 || len(parts) == 3 && !startsWithDigit(parts[2]) {
		return Version{}, fmt.Errorf("%q is no kernel version: write it as 6.12", text)
	}
	major, errMajor := strconv.ParseUint(parts[0], 10, 16)
	minor, errMinor := strconv.ParseUint(parts[1], 10, 16)
	if errMajor != nil || errMinor != nil {
		return Version{}, fmt.Errorf("%q is no kernel version: write it as 6.12", text)
	}
	return Version{int(major), int(minor)}, nil
}

// ParseVersions reads versions that commas separate, and returns each of them
// once, the oldest first.
func ParseVersions(list string) ([]Version, error) {
	var versions []Version
	for text := range strings.SplitSeq(list, ",") {
		version, err := ParseVersion(strings.TrimSpace(text))
		if err != nil {
			return nil, err
		}
		versions = append(versions, version)
	}
	slices.SortFunc(versions, Version.Compare)
	return slices.Compact(versions), nil
}

func startsWithDigit(text string) bool { return text != "" && text[0] >= '0' && text[0] <= '9' }

// String returns the version as people write it.
func (v Version) String() string { return fmt.Sprintf("%d.%d", v.Major, v.Minor) }

// AtLeast reports whether v is major.minor or newer.
func (v Version) AtLeast(major, minor int) bool {
	return v.Major > major || v.Major == major && v.Minor >= minor
}

// Compare returns -1 if v is older than other, 1 if it is newer, else 0.
func (v Version) Compare(other Version) int {
	return cmp.Or(cmp.Compare(v.Major, other.Major), cmp.Compare(v.Minor, other.Minor))
}

// Known returns v, or the newest version that is known here if v is newer: it
// is judged as that one.
func (v Version) Known() Version {
	if v.Compare(Newest) > 0 {
		return Newest
	}
	return v
}
