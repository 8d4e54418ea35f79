module github.com/kbuildlint/kbuildlint

go 1.26

require (
	github.com/agnivade/levenshtein v1.2.2
	github.com/aymanbagabas/go-udiff v0.4.1
	github.com/bmatcuk/doublestar/v4 v4.10.4
	github.com/cpuguy83/go-md2man/v2 v2.0.7
	github.com/crillab/gophersat v1.4.0
	github.com/fatih/color v1.19.0
	github.com/google/go-cmp v0.7.0
	github.com/google/jsonschema-go v0.4.3
	github.com/pelletier/go-toml/v2 v2.4.3
	github.com/rogpeppe/go-internal v1.16.0
	github.com/spf13/pflag v1.1.0
	golang.org/x/sys v0.42.0
	golang.org/x/tools v0.26.0
	gopkg.in/ini.v1 v1.67.3
	mvdan.cc/sh/v3 v3.10.0
)

require github.com/russross/blackfriday/v2 v2.1.0 // indirect

require (
	github.com/bluekeyes/go-gitdiff v0.9.0
	github.com/mattn/go-colorable v0.1.14 // indirect
	github.com/mattn/go-isatty v0.0.20 // indirect
)
