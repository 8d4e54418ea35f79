package config_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/kbuildlint/kbuildlint/config"
	"github.com/kbuildlint/kbuildlint/lint"
)

// generic are rules with the names of checkmake's, and one of another group.
var generic = []*lint.Rule{
	{Name: "maxbodylength", Severity: lint.Warning, Groups: []string{"generic"}, OptIn: true},
	{Name: "minphony", Severity: lint.Warning, Groups: []string{"generic"}, OptIn: true},
	{Name: "missing-source", Severity: lint.Error, Groups: []string{"references"}},
	{Name: "phonydeclared", Severity: lint.Warning, Groups: []string{"generic"}, OptIn: true},
	{Name: "uniquetargets", Severity: lint.Warning, Groups: []string{"generic"}, OptIn: true},
}

// TestCheckmake reads what rules run, and their parameters.
func TestCheckmake(t *testing.T) {
	const all = "maxbodylength minphony missing-source phonydeclared uniquetargets"
	cases := []struct{ text, rules, parameters string }{
		{"", all, "[all clean test] 5 []"},
		{"format = {{.Rule}}\n", all, "[all clean test] 5 []"},
		{"[default]\nformat = \"{{.Rule}}: {{.Violation}}\"\n", all, "[all clean test] 5 []"},
		{
			"[phonydeclared]\ndisabled = true\n[minphony]\ndisabled=false\n",
			"maxbodylength minphony missing-source uniquetargets", "[all clean test] 5 []",
		},
		{
			"# c\n[minphony]\nrequired = all, check ,\n; d\n[maxbodylength]\n maxBodyLength: 8\n",
			all, "[all check] 8 []",
		},
		{"[minphony]\nrequired =\n[uniquetargets]\nignore = a,b c\n", all, "[] 5 [a b c]"},
	}
	for _, c := range cases {
		file, err := config.ReadCheckmake("checkmake.ini", c.text, generic)
		if err != nil {
			t.Errorf("%q: %v", c.text, err)
			continue
		}
		plan := file.Plan(generic, nil, ".")
		if got := strings.Join(lint.RuleNames(plan.Rules), " "); got != c.rules {
			t.Errorf("%q: runs %q, want %q", c.text, got, c.rules)
		}
		p := file.Parameters
		if got := fmt.Sprint(p.Required, p.MaxBodyLength, p.Ignored); got != c.parameters {
			t.Errorf("%q: parameters %q, want %q", c.text, got, c.parameters)
		}
	}
}

// TestCheckmakeMistakes reads files with mistakes, all of which are told of.
func TestCheckmakeMistakes(t *testing.T) {
	cases := []struct{ text, want string }{
		{
			"[minphony]\nrequired = a\n\n[minphoney]\nrequired = b\n",
			`f:4:1: unknown section "minphoney"; did you mean minphony?`,
		},
		{"[missing-source]\n", `f:1:1: unknown section "missing-source"`},
		{
			"[maxbodylength]\n  maxbodylength = 3\n[minphony]\nmaxBodyLength = 2\n",
			"f:2:3: unknown key \"maxbodylength\" of maxbodylength; did you mean maxBodyLength?\n" +
				`f:4:1: unknown key "maxBodyLength" of minphony`,
		},
		{
			"form = x\n[minphony]\nform = y\n",
			"f:1:1: unknown key \"form\"; did you mean format?\nf:3:1: unknown key \"form\" of minphony",
		},
		{
			"[maxbodylength]\nmaxBodyLength = many\ndisabled = yes\n",
			"f:2:1: maxBodyLength is \"many\", it has to be a number of lines\n" +
				`f:3:1: disabled is "yes", it has to be true or false`,
		},
		{
			"[minphony]\nrequired = a\nclean\n",
			`f:3:1: this is no INI file: key-value delimiter not found: clean`,
		},
		{"[default]\n [minphony\n", `f:2:2: this is no INI file: unclosed section: [minphony`},
	}
	for _, c := range cases {
		_, err := config.ReadCheckmake("f", c.text, generic)
		problems, ok := errors.AsType[*config.Problems](err)
		if !ok || problems.Error() != c.want {
			t.Errorf("%q: got\n%v\nwant\n%s", c.text, err, c.want)
		}
	}
}
