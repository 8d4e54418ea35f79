package main

import (
	"slices"
	"strings"
)

// namedLists are the lists that kbuild gives a meaning by their whole name.
var namedLists = []string{
	"obj-y", "obj-m", "lib-y", "lib-m", "always-y", "always-m", "extra-y", "extra-m", "subdir-y", "subdir-m",
	"hostprogs", "hostprogs-always-y", "hostprogs-always-m", "userprogs", "userprogs-always-y", "userprogs-always-m",
	"targets", "dtb-y", "dtbo-y",
}

// compositeEndings are the endings of the lists that composite objects and
// host programs are made from.
var compositeEndings = []string{"-y", "-m", "-objs", "-cxxobjs"}

// flagEndings are those of the names of variables for flags, as far as they end
// like composite lists: ccflags-y, cflags-y, ccflags-remove-y.
var flagEndings = []string{"flags", "flags-remove"}

// isList reports whether a variable is compared. A name with the ending of a
// composite list counts as one whether or not an object of that name is there:
// such lists are parts of others, too.
func isList(name string) bool {
	if slices.Contains(namedLists, name) {
		return true
	}
	for _, ending := range compositeEndings {
		if stem, ok := strings.CutSuffix(name, ending); ok {
			return !slices.ContainsFunc(flagEndings, func(flags string) bool { return strings.HasSuffix(stem, flags) })
		}
	}
	return false
}

// same reports whether two texts have the same words. aliases are names that
// the analyzer may have where make's words have the path of the sources or of
// the objects.
func same(got, want string, aliases []*strings.Replacer) bool {
	words := strings.Fields(got)
	if slices.Equal(words, strings.Fields(want)) {
		return true
	}
	return strings.Contains(want, "{") && slices.ContainsFunc(aliases, func(alias *strings.Replacer) bool {
		return slices.Equal(words, strings.Fields(alias.Replace(want)))
	})
}
