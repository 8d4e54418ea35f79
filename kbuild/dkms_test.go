package kbuild

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// conf is a dkms.conf with what such files have of the shell.
const conf = `PACKAGE_NAME="radio"
PACKAGE_VERSION=1.0 # the newest
name=$PACKAGE_NAME
MAKE[0]="make -C ${dkms_tree}/$PACKAGE_NAME/${PACKAGE_VERSION}/build/src KVER=$kernelver \
    all && make -C $kernel_source_dir M=x"
BUILT_MODULE_NAME[0]="${name}_core"
BUILT_MODULE_LOCATION[0]='src/'
i=1
BUILT_MODULE_NAME[$i]=$(echo tuner)
i=$((i+1))
BUILT_MODULE_NAME[i]="mixer"
BUILT_MODULE_LOCATION[2]=src
if [ "$arch" = x86_64 ]; then
    BUILT_MODULE_NAME[$i]="pci"
    i=$((i+1))
fi
BUILT_MODULE_NAME[$i]="late-${name:-x}"
`

func openDKMS(t *testing.T, text string) *Tree {
	t.Helper()
	tree, err := Open(fstest.MapFS{"dkms.conf": {Data: []byte(text)}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func TestDKMS(t *testing.T) {
	tree := openDKMS(t, conf)
	dkms := tree.DKMS()
	type record struct {
		name, written, location string
		numbered                bool
	}
	var got []record
	for _, module := range dkms.Modules {
		r := record{name: module.Name.Text, written: module.Name.Place.Text(), numbered: module.Numbered}
		if module.Location != nil {
			r.location = module.Location.Text
		}
		got = append(got, r)
		if _, own := tree.Resolve(module.Name.Place); !own {
			t.Errorf("the name %s is in no file of the tree", r.name)
		}
	}
	want := []record{
		{"radio_core", "${name}_core", "src/", true},
		{"${}", "$(echo tuner)", "", true},
		{"mixer", "mixer", "src", true},
		{"pci", "pci", "", false},
		{"late-${name}", "late-${name:-x}", "", false},
	}
	if difference := cmp.Diff(want, got, cmp.AllowUnexported(record{})); difference != "" {
		t.Errorf("modules (-want +got):\n%s", difference)
	}
	if dkms.Scripted {
		t.Error("it runs no programs")
	}
}

func TestDKMSCalls(t *testing.T) {
	type given = map[string]string
	tests := []struct {
		text string
		want []DKMSCall
	}{
		{conf, []DKMSCall{
			{Dir: "src", Goals: []string{"all"}, given: given{"KVER": "${kernelver}", "KERNELRELEASE": "${kernelver}"}},
			{Goals: nil, given: given{"M": "x"}},
		}},
		{`MAKE="make"`, []DKMSCall{{Dir: ".", given: given{"KERNELRELEASE": "${kernelver}"}}}},
		{`MAKE='(make -j4 KDIR=/a modules; make)'`, []DKMSCall{
			{Dir: ".", Goals: []string{"modules"}, given: given{"KDIR": "/a"}}, {Dir: ".", given: given{}},
		}},
		{`MAKE="cd src && make"`, []DKMSCall{{given: given{}}}},
		{`MAKE="'make -C /usr/src/x all'"`, nil},
		{`PACKAGE_NAME=x`, nil},
	}
	for _, test := range tests {
		got := openDKMS(t, test.text).DKMS().Calls()
		if difference := cmp.Diff(test.want, got, cmp.AllowUnexported(DKMSCall{})); difference != "" {
			t.Errorf("%s (-want +got):\n%s", test.text, difference)
		}
	}
}

func TestBrokenDKMS(t *testing.T) {
	if dkms := openDKMS(t, `MAKE="make`).DKMS(); dkms != nil {
		t.Errorf("an open quote was read as %+v", dkms)
	}
}
