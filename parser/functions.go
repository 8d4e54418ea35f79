package parser

// A function is a built-in function of GNU Make as its arguments are read.
type function struct {
	// least and most are how many arguments the function takes; 0 for most
	// means any number.
	least, most int
	// eager is how many of the arguments are expanded whatever the others
	// hold; 0 means all.
	eager int
	// since is the release that brought the function; zero stands for those
	// that all of GNU Make 4 have.
	since Version
}

// functions are the built-in functions of GNU Make 4.4.1.
var functions = map[string]*function{
	"abspath":    {least: 0, most: 1},
	"addprefix":  {least: 2, most: 2},
	"addsuffix":  {least: 2, most: 2},
	"and":        {least: 1, eager: 1},
	"basename":   {least: 0, most: 1},
	"call":       {least: 1},
	"dir":        {least: 0, most: 1},
	"error":      {least: 0, most: 1},
	"eval":       {least: 0, most: 1},
	"file":       {least: 1, most: 2},
	"filter":     {least: 2, most: 2},
	"filter-out": {least: 2, most: 2},
	"findstring": {least: 2, most: 2},
	"firstword":  {least: 0, most: 1},
	"flavor":     {least: 0, most: 1},
	"foreach":    {least: 3, most: 3, eager: 2},
	"guile":      {least: 0, most: 1},
	"if":         {least: 2, most: 3, eager: 1},
	"info":       {least: 0, most: 1},
	"intcmp":     {least: 2, most: 5, eager: 2, since: Version{4, 4}},
	"join":       {least: 2, most: 2},
	"lastword":   {least: 0, most: 1},
	"let":        {least: 3, most: 3, eager: 2, since: Version{4, 4}},
	"notdir":     {least: 0, most: 1},
	"or":         {least: 1, eager: 1},
	"origin":     {least: 0, most: 1},
	"patsubst":   {least: 3, most: 3},
	"realpath":   {least: 0, most: 1},
	"shell":      {least: 0, most: 1},
	"sort":       {least: 0, most: 1},
	"strip":      {least: 0, most: 1},
	"subst":      {least: 3, most: 3},
	"suffix":     {least: 0, most: 1},
	"value":      {least: 0, most: 1},
	"warning":    {least: 0, most: 1},
	"wildcard":   {least: 0, most: 1},
	"word":       {least: 2, most: 2},
	"wordlist":   {least: 3, most: 3},
	"words":      {least: 0, most: 1},
}

// silent are the functions that always expand to nothing.
var silent = map[string]bool{"error": true, "eval": true, "info": true, "warning": true}

// functionName returns the name of the built-in function that text, the
// inside of a reference, calls, or "". White space or the end must follow it.
func (t *texts) functionName(text string) string {
	i := 0
	for i < len(text) && (text[i] >= 'a' && text[i] <= 'z' || text[i] == '-') {
		i++
	}
	if i == 0 || i < len(text) && !isSpace(text[i]) {
		return ""
	}
	if !t.version.HasFunction(text[:i]) {
		return ""
	}
	return text[:i]
}
