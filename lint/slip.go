package lint

import (
	"slices"
	"strings"
	"unicode"

	"github.com/agnivade/levenshtein"
)

// Slip returns the candidate that a name was meant to be, "" if there is none
// that differs from it by a slip only: Nearest is for people who look at what it
// suggests, Slip for telling names that are wrong from those that are not.
func Slip(name string, candidates []string) string {
	near := ""
	for _, candidate := range candidates {
		if isSlip(name, candidate) && (near == "" || closer(name, candidate, near)) {
			near = candidate
		}
	}
	return near
}

// closer reports whether a name is nearer to one of two candidates than to the
// other.
func closer(name, one, other string) bool {
	return levenshtein.ComputeDistance(name, one) < levenshtein.ComputeDistance(name, other)
}

// minSlip is the shortest name in which one letter more or less is a slip;
// minSlips is the one for two letters.
const (
	minSlip  = 5
	minSlips = 10
)

// isSlip reports whether two names are different only by case, by the kind of
// bars in them, by two letters that changed places, or by a letter: those that
// count by numbers or by their endings are meant to be different.
func isSlip(a, b string) bool {
	shorter := min(len(a), len(b))
	if a == b || shorter < minSlip || max(len(a), len(b)) > shorter+2 || a[0]|' ' != b[0]|' ' {
		return false
	}
	if folded(a) == folded(b) {
		return true
	}
	if a[0] != b[0] || sameStem(a, b) || !isSwapped(a, b) && !isWithin(a, b, 1) &&
		(shorter < minSlips || !isWithin(a, b, 2)) {
		return false
	}
	return digits(a) == digits(b)
}

// isWithin reports whether a number of letters makes one name of another.
func isWithin(a, b string, letters int) bool { return levenshtein.ComputeDistance(a, b) <= letters }

// folded returns a name without what people mix up in it: case and bars.
func folded(name string) string { return strings.ToLower(strings.ReplaceAll(name, "_", "-")) }

func digits(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, name)
}

// sameStem reports whether two names are lists for one thing, such as radio-y
// and radio-m.
func sameStem(a, b string) bool {
	stem := func(name string) (string, bool) {
		i := strings.LastIndexByte(name, '-')
		if i < 0 || !slices.Contains([]string{"", "y", "m", "n"}, name[i+1:]) {
			return "", false
		}
		return name[:i], true
	}
	one, isList := stem(a)
	other, isOther := stem(b)
	return isList && isOther && one == other
}

// isSwapped reports whether two neighboring letters of a name changed places.
func isSwapped(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}
