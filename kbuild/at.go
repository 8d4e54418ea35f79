package kbuild

import "github.com/kbuildlint/kbuildlint/eval"

// At returns an external module as it is judged for another version, without
// the kernel that it is built against; a kernel is what it is. Nothing of the
// one tree can be compared with the other but paths and places in files.
func (t *Tree) At(version Version) *Tree {
	if t.Dialect != Modules {
		return t
	}
	options := t.options
	options.Kernel, options.KernelFS = version, nil
	return t.with(options)
}

// WithMake returns the tree as another release of GNU Make reads it.
func (t *Tree) WithMake(version eval.Version) *Tree {
	options := t.options
	options.Make = version
	return t.with(options)
}

// An otherKey tells the ways to judge one tree apart.
type otherKey struct {
	kernel Version
	make   eval.Version
}

// with returns the tree under other options, the same one each time.
func (t *Tree) with(options Options) *Tree {
	key := otherKey{options.Kernel, options.Make}
	other, ok := t.others[key]
	if !ok {
		var err error
		if other, err = Open(t.folder.fsys, options); err != nil {
			return t
		}
		if t.others == nil {
			t.others = map[otherKey]*Tree{}
		}
		t.others[key] = other
	}
	return other
}
