package parser

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kbuildlint/kbuildlint/source"
)

// lookUp returns the value under a path of keys and indices.
func lookUp(t *testing.T, value any, path ...any) any {
	t.Helper()
	for _, key := range path {
		switch key := key.(type) {
		case string:
			value = value.(map[string]any)[key]
		case int:
			value = value.([]any)[key]
		}
	}
	return value
}

func TestJSON(t *testing.T) {
	file := source.NewFile("drivers/Makefile", "all:\n\t@$(call f,a b,$(strip c))\nX = 1\n\tbad\n")
	data, err := json.Marshal(JSON(Parse(file)))
	if err != nil {
		t.Fatal(err)
	}
	var tree any
	if err := json.Unmarshal(data, &tree); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		want any
		path []any
	}{
		{"drivers/Makefile", []any{"path"}},
		{"rule", []any{"statements", 0, "kind"}},
		{":", []any{"statements", 0, "separator", "text"}},
		{"recipeLine", []any{"statements", 1, "kind"}},
		{"call", []any{"statements", 1, "text", "parts", 1, "kind"}},
		{"f", []any{"statements", 1, "text", "parts", 1, "name", "raw"}},
		{"a b", []any{"statements", 1, "text", "parts", 1, "args", 0, "raw"}},
		{"function", []any{"statements", 1, "text", "parts", 1, "args", 1, "parts", 0, "kind"}},
		{"strip", []any{"statements", 1, "text", "parts", 1, "args", 1, "parts", 0, "name"}},
		{"=", []any{"statements", 2, "operator", "text"}},
		{"bad", []any{"statements", 3, "kind"}},
		{"recipe commences before first target", []any{"errors", 0, "message"}},
		{
			map[string]any{"start": 16.0, "end": 19.0, "line": 2.0, "column": 12.0, "endLine": 2.0, "endColumn": 15.0},
			[]any{"statements", 1, "text", "parts", 1, "args", 0, "span"},
		},
	} {
		if diff := cmp.Diff(c.want, lookUp(t, tree, c.path...)); diff != "" {
			t.Errorf("%v (-want +got):\n%s", c.path, diff)
		}
	}
}

// TestJSONKinds checks that every node of every kind has a kind and a span.
func TestJSONKinds(t *testing.T) {
	for _, file := range makefiles(t) {
		data, err := json.Marshal(JSON(Parse(file)))
		if err != nil {
			t.Fatal(err)
		}
		var tree map[string]any
		if err := json.Unmarshal(data, &tree); err != nil {
			t.Fatal(err)
		}
		checkNodes(t, tree["statements"])
	}
}

func checkNodes(t *testing.T, value any) {
	t.Helper()
	switch value := value.(type) {
	case []any:
		for _, element := range value {
			checkNodes(t, element)
		}
	case map[string]any:
		_, isSpan := value["endLine"]
		_, isWord := value["text"].(string)
		if !isSpan && !isWord && (value["kind"] == nil || value["span"] == nil) {
			t.Errorf("no kind or span: %v", value)
		}
		for _, element := range value {
			checkNodes(t, element)
		}
	}
}
