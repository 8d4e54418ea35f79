package report

// What formats say about the program that wrote them.
const (
	toolName = "kbuildlint"
	toolURL  = "https://github.com/kbuildlint/kbuildlint"
)
