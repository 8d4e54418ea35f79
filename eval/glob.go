package eval

import (
	"path"
	"sort"
	"strings"
)

// GlobNames expands a pattern of sh over directories that list names. Names
// come sorted; a pattern without wild cards is itself if it exists.
func GlobNames(pattern string, list func(dir string) []string, exists func(name string) bool) []string {
	if !strings.ContainsAny(pattern, `*?[\`) {
		if exists(pattern) {
			return []string{pattern}
		}
		return nil
	}
	g := globber{list: list, exists: exists}
	names := g.match("", pattern)
	sort.Strings(names)
	return names
}

type globber struct {
	list   func(string) []string
	exists func(string) bool
}

// match returns the names under prefix, which ends in a slash or is empty,
// that match the rest of a pattern.
func (g globber) match(prefix, pattern string) []string {
	slashes := len(pattern) - len(strings.TrimLeft(pattern, "/"))
	prefix, pattern = prefix+pattern[:slashes], pattern[slashes:]
	part, rest, more := strings.Cut(pattern, "/")
	if more {
		rest = "/" + rest
	}
	var names []string
	for _, name := range g.children(prefix, part) {
		full := prefix + name
		switch {
		case !more:
			if g.exists(full) {
				names = append(names, full)
			}
		case strings.Trim(rest, "/") == "":
			if g.isDir(full) {
				names = append(names, full+"/")
			}
		case g.isDir(full):
			names = append(names, g.match(full, rest)...)
		}
	}
	return names
}

func (g globber) isDir(name string) bool {
	return name == "." || name == ".." || strings.HasSuffix(name, "/..") || len(g.list(name)) > 0
}

// children returns the entries of a directory that match one part of a
// pattern; a leading dot is matched only by a dot.
func (g globber) children(prefix, part string) []string {
	if !strings.ContainsAny(part, `*?[\`) {
		return []string{part}
	}
	dir := prefix
	if dir == "" {
		dir = "."
	}
	var names []string
	for _, name := range g.list(dir) {
		if strings.HasPrefix(name, ".") && !strings.HasPrefix(part, ".") {
			continue
		}
		if ok, err := path.Match(part, name); err == nil && ok {
			names = append(names, name)
		}
	}
	return names
}
