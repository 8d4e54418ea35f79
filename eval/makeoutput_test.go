package eval

import (
	"regexp"
	"strings"
)

// readOutput reads what the postludes printed and, if make came that far, its
// database of rules.
//
//nolint:revive // whether make came to its end is a fact, not a choice
func readOutput(out string, complete bool) observation {
	seen := observation{}
	for {
		_, rest, ok := strings.Cut(out, "\x01")
		if !ok {
			break
		}
		entry, after, _ := strings.Cut(rest, "\x03")
		name, text, _ := strings.Cut(entry, "\x02")
		seen[name], out = text, after
	}
	if !complete {
		return seen
	}
	seen["~complete"] = "yes"
	if _, files, ok := strings.Cut(out, "\n# Files\n"); ok {
		files, _, _ = strings.Cut(files, "\n# files hash-table stats")
		for block := range strings.SplitSeq(files, "\n\n") {
			readTarget(seen, strings.Trim(block, "\n"))
		}
	}
	return seen
}

// readTarget reads one target of make's database.
func readTarget(seen observation, block string) {
	lines := strings.Split(block, "\n")
	for len(lines) > 0 && strings.HasPrefix(lines[0], "# makefile") {
		lines = lines[1:]
	}
	for len(lines) > 0 && targetVariable.MatchString(lines[0]) {
		lines = lines[1:]
	}
	if len(lines) == 0 || strings.HasPrefix(lines[0], "#") {
		return
	}
	target, prereqs, ok := strings.Cut(lines[0], ":")
	if !ok || hiddenTarget(target) {
		return
	}
	recipe, phony, stem := "", "", ""
	for _, line := range lines[1:] {
		if strings.HasPrefix(line, "#  recipe to execute") {
			recipe = " recipe"
		}
		if strings.HasPrefix(line, "#  Phony target") {
			phony = " phony"
		}
		if text, ok := strings.CutPrefix(line, "#  Implicit/static pattern stem: "); ok {
			stem = " stem " + text
		}
	}
	if prereqs, ok = strings.CutPrefix(prereqs, ":"); ok {
		target += " ::" + prereqs // each stands for itself
		prereqs = ":" + prereqs
	}
	seen["target "+target] = strings.Join(strings.Fields(prereqs), " ") + recipe + phony + stem
}

var targetVariable = regexp.MustCompile(`^[^#\t]*: \S+ +(=|:=|\?=|\+=|::=)( |$)`)

func hiddenTarget(name string) bool {
	return strings.HasPrefix(name, "__") || name == ".SUFFIXES" || name == configurationFile ||
		strings.HasSuffix(name, ".mk") || name == "Makefile"
}
