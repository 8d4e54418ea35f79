package kbuild

import "testing"

func TestHas(t *testing.T) {
	old := ChangedName{Until: Version{6, 1}}
	young := ChangedName{Since: Version{6, 1}, Stable: Version{5, 13}}
	both := ChangedName{Since: Version{5, 9}, Until: Version{6, 1}}
	for _, c := range []struct {
		name    *ChangedName
		version Version
		want    bool
	}{
		{&old, Version{6, 0}, true},
		{&old, Version{6, 1}, false},
		{&old, Version{7, 0}, false},
		{&young, Version{5, 10}, false},
		{&young, Version{5, 15}, true},
		{&young, Version{7, 0}, true},
		{&both, Version{5, 8}, false},
		{&both, Version{5, 9}, true},
		{&both, Version{6, 1}, false},
	} {
		if got := c.name.Has(c.version); got != c.want {
			t.Errorf("%+v: %s has it: %v", *c.name, c.version, got)
		}
	}
}
