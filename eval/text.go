package eval

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
)

// A textFunction is a function of GNU Make on plain text (GNU Make manual,
// "Functions for Transforming Text"). An error is one that ends make; its text
// is make's.
type textFunction struct {
	name  string
	min   int
	apply func(args []string) (string, error)
}

// textFunctions holds the functions whose result is text of their arguments'
// texts and of nothing else, by name.
var textFunctions = indexText()

func indexText() map[string]textFunction {
	index := make(map[string]textFunction, len(tableOfText))
	for _, function := range tableOfText {
		index[function.name] = function
	}
	return index
}

func sure(f func(args []string) string) func([]string) (string, error) {
	return func(args []string) (string, error) { return f(args), nil }
}

// tableOfText lists the text functions; textFunctions indexes it.
var tableOfText = []textFunction{
	{"subst", 3, sure(func(a []string) string { return substText(a[0], a[1], a[2]) })},
	{"patsubst", 3, sure(func(a []string) string { return patsubstText(a[0], a[1], a[2]) })},
	{"strip", 0, sure(func(a []string) string { return strings.Join(fields(a[0]), " ") })},
	{"findstring", 2, sure(findstringText)},
	{"filter", 2, sure(filterText(func(matches bool) bool { return matches }))},
	{"filter-out", 2, sure(filterText(func(matches bool) bool { return !matches }))},
	{"sort", 0, sure(sortText)},
	{"word", 2, wordText},
	{"words", 0, sure(func(a []string) string { return strconv.Itoa(len(fields(a[0]))) })},
	{"wordlist", 3, wordlistText},
	{"firstword", 0, sure(firstwordText)},
	{"lastword", 0, sure(lastwordText)},
	{"dir", 0, sure(mapText(dirOf, keepAll))},
	{"notdir", 0, sure(mapText(notdirOf, keepAll))},
	{"suffix", 0, sure(mapText(suffixOf, keepFilled))},
	{"basename", 0, sure(mapText(basenameOf, keepAll))},
	{"addsuffix", 2, sure(func(a []string) string {
		return mapText(func(w string) string { return w + a[0] }, keepAll)(a[1:])
	})},
	{"addprefix", 2, sure(func(a []string) string {
		return mapText(func(w string) string { return a[0] + w }, keepAll)(a[1:])
	})},
	{"join", 2, sure(joinText)},
}

func findstringText(a []string) string {
	if strings.Contains(a[1], a[0]) {
		return a[0]
	}
	return ""
}

// sortText compares bytes as signed numbers, as GNU Make does on x86.
func sortText(a []string) string {
	words := fields(a[0])
	slices.SortFunc(words, compareWords)
	return strings.Join(slices.Compact(words), " ")
}

func compareWords(a, b string) int {
	for i := 0; i < len(a) && i < len(b); i++ {
		if a[i] != b[i] {
			return int(int8(a[i])) - int(int8(b[i]))
		}
	}
	return len(a) - len(b)
}

// errNumber builds GNU Make's message for an argument that is no number.
func errNumber(which, function, text string) error {
	return fmt.Errorf("non-numeric %s argument to '%s' function: '%s'", which, function, text)
}

// errRange is the error for a number that is too large. Before GNU Make 4.4 it
// is a position behind the last word.
var errRange = errors.New("numerical result out of range")

// parseNumber reads a number as make's check_numeric does.
func parseNumber(which, function, text string) (int, error) {
	trimmed := strings.TrimSpace(text)
	digits := strings.TrimLeft(trimmed, "0123456789")
	if trimmed == "" || digits != "" {
		return 0, errNumber(which, function, text)
	}
	n, err := strconv.Atoi(trimmed)
	if err != nil {
		return 0, fmt.Errorf("%w: '%s'", errRange, trimmed)
	}
	return n, nil
}

func wordText(a []string) (string, error) {
	n, err := parseNumber("first", "word", a[0])
	if err != nil {
		return "", err
	}
	if n == 0 {
		return "", errors.New("first argument to 'word' function must be greater than 0")
	}
	words := fields(a[1])
	if n > len(words) {
		return "", nil
	}
	return words[n-1], nil
}

// wordlistText keeps the blanks between the words it returns.
func wordlistText(a []string) (string, error) {
	first, err := parseNumber("first", "wordlist", a[0])
	if err != nil {
		return "", err
	}
	if first < 1 {
		return "", fmt.Errorf("invalid first argument to 'wordlist' function: '%d'", first)
	}
	last, err := parseNumber("second", "wordlist", a[1])
	if err != nil {
		return "", err
	}
	begin, end, n := -1, 0, 0
	text := a[2]
	for pos := 0; pos < len(text); {
		if isBlank(text[pos]) {
			pos++
			continue
		}
		start := pos
		for pos < len(text) && !isBlank(text[pos]) {
			pos++
		}
		n++
		if n == first {
			begin = start
		}
		if n <= last {
			end = pos
		}
	}
	if begin < 0 || end <= begin {
		return "", nil
	}
	return text[begin:end], nil
}

func firstwordText(a []string) string {
	if words := fields(a[0]); len(words) > 0 {
		return words[0]
	}
	return ""
}

func lastwordText(a []string) string {
	if words := fields(a[0]); len(words) > 0 {
		return words[len(words)-1]
	}
	return ""
}

func joinText(a []string) string {
	left, right := fields(a[0]), fields(a[1])
	var out []string
	for i := 0; i < len(left) || i < len(right); i++ {
		word := ""
		if i < len(left) {
			word = left[i]
		}
		if i < len(right) {
			word += right[i]
		}
		out = append(out, word)
	}
	return strings.Join(out, " ")
}

// A keep says which results of a function on words are joined to its result.
type keep func(string) bool

func keepAll(string) bool           { return true }
func keepFilled(result string) bool { return result != "" }

func mapText(f func(string) string, kept keep) func([]string) string {
	return func(a []string) string {
		var out []string
		for _, word := range fields(a[0]) {
			if result := f(word); kept(result) {
				out = append(out, result)
			}
		}
		return strings.Join(out, " ")
	}
}

func dirOf(word string) string {
	if slash := strings.LastIndexByte(word, '/'); slash >= 0 {
		return word[:slash+1]
	}
	return "./"
}

func notdirOf(word string) string { return word[strings.LastIndexByte(word, '/')+1:] }

// suffixOf returns the text from the last dot behind the last slash.
func suffixOf(word string) string {
	dot := strings.LastIndexByte(word, '.')
	if dot < strings.LastIndexByte(word, '/') || dot < 0 {
		return ""
	}
	return word[dot:]
}

func basenameOf(word string) string { return word[:len(word)-len(suffixOf(word))] }

// abspathOf is $(abspath) on one name, relative to the directory dir.
func abspathOf(dir, word string) string {
	if !strings.HasPrefix(word, "/") {
		word = dir + "/" + word
	}
	return path.Clean(word)
}
