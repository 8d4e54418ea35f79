package config_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/kbuildlint/kbuildlint/config"
)

// FuzzConfigFile reads any text: what is wrong with it has a place in it.
func FuzzConfigFile(f *testing.F) {
	for _, text := range []string{
		"", "enable = ['rebuild']\n[paths.'drivers/**']\nseverities.missing-force = 'info'\n", "[[paths]]\n[paths.a]\n",
		"paths = {a = {enable = [[]]}}", "a.b.c = 1\n[a.b]\n", "\"\\u0000\" = '''\n'''", "[a]\r\nb = 1979-05-27\n",
		"\xff = 1",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		file, err := config.Read("f", text, rules)
		if err == nil {
			file.Plan(rules, nil, "a").Severity(rules[0], "b/c")
			return
		}
		var problems *config.Problems
		if !errors.As(err, &problems) || len(problems.List) == 0 {
			t.Fatalf("%q: %v", text, err)
		}
		lines := strings.Split(text, "\n")
		for _, problem := range problems.List {
			at := problem.At
			if at.Line < 1 || at.Line > len(lines) || at.Column < 1 || at.Column > len(lines[at.Line-1])+1 {
				t.Errorf("%q has no %d:%d: %s", text, at.Line, at.Column, problem.Message)
			}
		}
	})
}
