package kconfig

import (
	"maps"
	"strings"
	"testing"
	"testing/fstest"
)

func TestReadTypes(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want map[string]Type
	}{
		"every type": {
			"config A\n\tbool \"a\"\nconfig B\n\ttristate \"b\"\n" +
				"config C\n\tint\nconfig D\n\thex\nconfig E\n\tstring\n",
			map[string]Type{"A": Bool, "B": Tristate, "C": Int, "D": Hex, "E": String},
		},
		"a type with a default": {
			"config A\n\tdef_bool y\nconfig B\n\tdef_tristate m if A\n",
			map[string]Type{"A": Bool, "B": Tristate},
		},
		"menuconfig": {
			"menuconfig A\n\ttristate \"a\"\n\nif A\nconfig B\n\tbool\nendif\n",
			map[string]Type{"A": Tristate, "B": Bool},
		},
		"no blank before the prompt": {
			"config A\n\tbool\"a\"\n",
			map[string]Type{"A": Bool},
		},
		"the type behind other lines": {
			"config A\n\tdepends on B && \\\n\t\tC\n\tselect D\n\ttristate\n",
			map[string]Type{"A": Tristate},
		},
		"no indentation": {
			"config A\nbool \"a\"\nconfig B\nint \"b\"\n",
			map[string]Type{"A": Bool, "B": Int},
		},
		"no type": {
			"config A\n\tdefault y if B\n",
			map[string]Type{"A": Untyped},
		},
		"boolean is no type": {
			"config A\n\tboolean \"a\"\n",
			map[string]Type{"A": Untyped},
		},
		"words that begin like types": {
			"config A\n\tinteger\n\tboolx\n\tstrings\nconfigB\n",
			map[string]Type{"A": Untyped},
		},
		"comments": {
			"# config A\n#config B\nconfig C # config D\n\t# tristate\n\tbool # string\n",
			map[string]Type{"C": Bool},
		},
		"config without a name": {
			"config\n\tbool\nconfig A\n\tint\n",
			map[string]Type{"A": Int},
		},
		"help that names keywords": {
			"config A\n\tbool \"a\"\n\thelp\n\t  config B\n\t  string theory\n\n" +
				"\t  tristate C\n\t    config D\nconfig E\n\tint\n",
			map[string]Type{"A": Bool, "E": Int},
		},
		"help as deep as its keyword": {
			"config A\n\tbool \"a\"\n\thelp\n\tstring theory says\n\tint eresting things\nconfig B\n\thex\n",
			map[string]Type{"A": Bool, "B": Hex},
		},
		"help that starts late": {
			"config A\n\tbool\n\thelp\n\n \t\n\t  config B\n\tconfig C\n\t\tint\n",
			map[string]Type{"A": Bool, "C": Int},
		},
		"help that ends by its indentation": {
			"config A\n\thelp\n\t  text\n\tstring\n",
			map[string]Type{"A": String},
		},
		"help without text": {
			"config A\n\tbool\n\thelp\n\nconfig B\n\tint\n",
			map[string]Type{"A": Bool, "B": Int},
		},
		"help directly before an entry takes its line": {
			"config A\n\tbool\n\thelp\nconfig B\n\tint\nconfig C\n\thex\n",
			map[string]Type{"A": Bool, "C": Hex},
		},
		"old help": {
			"config A\n\tbool\n\t---help---\n\t  config B\nconfig C\n\tint\n",
			map[string]Type{"A": Bool, "C": Int},
		},
		"help in blanks and tabs": {
			"config A\n        bool\n        help\n\t  config B\n          string\nconfig C\n\tint\n",
			map[string]Type{"A": Bool, "C": Int},
		},
		"the type of a choice is not that of the entry before": {
			"config A\n\tbool\nchoice\n\tprompt \"p\"\n\ttristate\nconfig B\n\tbool \"b\"\nendchoice\n",
			map[string]Type{"A": Bool, "B": Bool},
		},
		"what ends an entry": {
			"config A\n\tbool\nmenu \"m\"\n\tstring\n" +
				"config B\ncomment \"c\"\n\tstring\nconfig C\nsource \"x\"\n\tstring\n",
			map[string]Type{"A": Bool, "B": Untyped, "C": Untyped},
		},
		"CRLF": {
			"config A\r\n\tbool\r\n\thelp\r\n\t  config B\r\n\r\nconfig C\r\n\tint\r\n",
			map[string]Type{"A": Bool, "C": Int},
		},
		"no line end": {
			"config A\n\ttristate",
			map[string]Type{"A": Tristate},
		},
	} {
		got := ReadTypes(fstest.MapFS{"Kconfig": {Data: []byte(c.text)}}, []string{"Kconfig"})
		if !maps.Equal(got, c.want) {
			t.Errorf("%s:\n got %v\nwant %v", name, got, c.want)
		}
	}
}

// TestUnionOfTypes types a symbol twice, in both orders: in one file, and in
// those of two architectures.
func TestUnionOfTypes(t *testing.T) {
	for _, c := range []struct {
		types string
		want  Type
	}{
		{"bool tristate", Tristate},
		{"bool string", String},
		{"tristate int", Int},
		{"int hex", Hex},
		{"hex string", String},
		{"bool bool", Bool},
		{"default bool", Bool},
	} {
		one, two, _ := strings.Cut(c.types, " ")
		for _, order := range [][]string{{one, two}, {two, one}} {
			entries := []string{"config A\n\t" + order[0] + "\n", "config A\n\t" + order[1] + "\n"}
			together := fstest.MapFS{"Kconfig": {Data: []byte(entries[0] + entries[1])}}
			apart := fstest.MapFS{
				"arch/x/Kconfig": {Data: []byte(entries[0])},
				"arch/y/Kconfig": {Data: []byte(entries[1])},
			}
			if got := ReadTypes(together, []string{"Kconfig"})["A"]; got != c.want {
				t.Errorf("%v in one file: got %v, want %v", order, got, c.want)
			}
			if got := ReadTypes(apart, []string{"arch/x/Kconfig", "arch/y/Kconfig"})["A"]; got != c.want {
				t.Errorf("%v in two files: got %v, want %v", order, got, c.want)
			}
		}
	}
}

// TestEntryEndsWithItsFile checks that no file goes on with the entry of the
// one before.
func TestEntryEndsWithItsFile(t *testing.T) {
	files := fstest.MapFS{
		"one": {Data: []byte("config A\n\tbool\n\thelp\n\t  text")},
		"two": {Data: []byte("\tstring\nconfig B\n\tint\n")},
		"dir": {Mode: 0o755},
	}
	want := map[string]Type{"A": Bool, "B": Int}
	if got := ReadTypes(files, []string{"one", "absent", "two"}); !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
