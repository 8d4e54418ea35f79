package kbuild

import (
	"slices"
	"testing"
)

func TestParseVersion(t *testing.T) {
	for text, want := range map[string]Version{
		"6.12": {6, 12}, "6.1": {6, 1}, "6.12.3": {6, 12}, "6.12.3-amd64": {6, 12}, "5.4.0+": {5, 4}, "7.0": {7, 0},
	} {
		if got, err := ParseVersion(text); err != nil || got != want {
			t.Errorf("%s: got %v, %v; want %v", text, got, err, want)
		}
	}
	for _, text := range []string{
		"", "6", "6.", ".12", "6.x", "v6.12", "6.12.", "6.12.x", "-6.12", "6.-1", "+6.12", " 6.12", "6,12",
		"6.99999999999999999999",
	} {
		if got, err := ParseVersion(text); err == nil {
			t.Errorf("%q is no version, got %v", text, got)
		}
	}
}

func TestParseVersions(t *testing.T) {
	for list, want := range map[string][]Version{
		"6.12": {{6, 12}}, "7.0,6.12, 5.10": {{5, 10}, {6, 12}, {7, 0}}, "6.9.1,6.10,6.9": {{6, 9}, {6, 10}},
	} {
		if got, err := ParseVersions(list); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: got %v, %v; want %v", list, got, err, want)
		}
	}
	for _, list := range []string{"", ",", "6.12,", "6.12,,7.0", "6.12;7.0", "6.12 7.0", "6.12,new"} {
		if got, err := ParseVersions(list); err == nil {
			t.Errorf("%q is no list of versions, got %v", list, got)
		}
	}
}

func TestKnown(t *testing.T) {
	newer := Version{Newest.Major, Newest.Minor + 1}
	for version, want := range map[Version]Version{newer: Newest, Newest: Newest, {5, 4}: {5, 4}, {99, 0}: Newest} {
		if got := version.Known(); got != want {
			t.Errorf("%v is known as %v, want %v", version, got, want)
		}
	}
}

func TestVersionString(t *testing.T) {
	if got := (Version{6, 10}).String(); got != "6.10" {
		t.Errorf("got %s", got)
	}
}

func TestAtLeast(t *testing.T) {
	for _, c := range []struct {
		version      Version
		major, minor int
		want         bool
	}{
		{Version{6, 12}, 6, 12, true},
		{Version{6, 12}, 6, 13, false},
		{Version{6, 12}, 6, 9, true},
		{Version{6, 9}, 6, 10, false},
		{Version{7, 0}, 6, 13, true},
		{Version{5, 19}, 6, 1, false},
		{Version{6, 0}, 5, 19, true},
	} {
		if got := c.version.AtLeast(c.major, c.minor); got != c.want {
			t.Errorf("%v is at least %d.%d: got %v", c.version, c.major, c.minor, got)
		}
	}
}
