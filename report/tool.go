package report

// What formats say about the program that wrote them.
const (
	toolName = "kbuildlint"
	toolURL  = "https://github.com/kbuildlint/kbuildlint"
)

// pageOf returns the address of the page about a rule.
func pageOf(rule string) string { return toolURL + "/blob/main/docs/rules/" + rule + ".md" }
