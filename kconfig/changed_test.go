package kconfig

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// TestChanged compares which symbols may have other values after a change.
func TestChanged(t *testing.T) {
	const before = `config BUS
	bool "bus"
config NET
	tristate "net"
	depends on BUS
	select HELPER
	select CHOSEN
config WIFI
	bool
	default y if NET
config HELPER
	bool
config CHOSEN
	bool "chosen"
choice
	prompt "which"
config ONE
	bool "one"
config TWO
	bool "two"
endchoice
`
	for _, test := range []struct{ name, old, new, want string }{
		{"nothing", "", "", ""},
		{"a text for people", `"net"`, `"network"`, ""},
		{"lines that moved", "config BUS", "# more\n\nconfig BUS", ""},
		{"an entry that others depend on", "bool \"bus\"", "bool", "BUS NET WIFI"},
		{"what selects", "\ttristate \"net\"", "\tbool \"net\"", "HELPER NET WIFI"},
		{"a new symbol", "config BUS", "config NEW\n\tbool\nconfig BUS", "NEW"},
		{"a name", "config WIFI", "config WLAN", "WIFI WLAN"},
		{"the members of a choice", "config TWO", "config THREE", "ONE THREE TWO"},
		{"an error", "choice", "choise", "?"},
	} {
		read := func(text string) *Model {
			return Read(fstest.MapFS{"Kconfig": {Data: []byte(text)}}, Request{})
		}
		names, ok := read(strings.Replace(before, test.old, test.new, 1)).Changed(read(before))
		got := strings.Join(slices.Sorted(maps.Keys(names)), " ")
		if !ok {
			got = "?"
		}
		if got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}
