package lint

import "github.com/agnivade/levenshtein"

// Meant returns the hint that a name was meant.
func Meant(name string) string { return "did you mean " + name + "?" }

// Nearest returns the candidate that was perhaps meant by a word, or "". Two
// letters may be wrong, so that they may be swapped, or a third of a long word;
// in a short word only one, for nearly every short word is two letters away.
func Nearest(word string, candidates []string) string {
	allowed := 1
	if len(word) >= 4 {
		allowed = max(2, len(word)/3)
	}
	best, shortest := "", allowed+1
	for _, candidate := range candidates {
		if distance := levenshtein.ComputeDistance(word, candidate); distance < shortest {
			best, shortest = candidate, distance
		}
	}
	return best
}
