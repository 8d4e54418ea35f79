package kbuild

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/kbuildlint/kbuildlint/source"
)

// dkmsConf is the name of the file that tells DKMS how to build a module.
const dkmsConf = "dkms.conf"

// A DKMS is what the dkms.conf of an external module says (dkms(8), "DKMS.CONF").
// DKMS has the shell run that file; here it is only read: a value that the shell
// would have to compute is not known.
type DKMS struct {
	// Modules are the records, in the order of the file.
	Modules []DKMSModule
	// Make is MAKE[0], the command that builds them, nil for DKMS's own.
	Make *DKMSValue
	// Scripted tells that programs run around the build, or that Make is not the
	// only command.
	Scripted bool

	file *source.File
}

// A DKMSModule is a record: the module, and the directory in the tree where DKMS
// looks for it when it is built, nil where nobody names one.
type DKMSModule struct {
	Name, Location *DKMSValue
	// Numbered tells that the number of the record is known, so that the two
	// belong together.
	Numbered bool
}

// A DKMSValue is the value of a variable. An expansion that is not known stands
// in it as "${NAME}", and that of a command as "${}".
type DKMSValue struct {
	Text  string
	Place source.Place
}

// Known reports whether the text has no expansion in it.
func (v *DKMSValue) Known() bool { return !strings.Contains(v.Text, "${") }

// DKMS returns what the dkms.conf at the root of an external module says, nil
// where there is none that can be read.
func (t *Tree) DKMS() *DKMS { return t.dkms() }

func (t *Tree) readDKMS() *DKMS {
	if t.Dialect != Modules || !t.folder.isFile(dkmsConf) {
		return nil
	}
	text, err := fs.ReadFile(t.folder.fsys, dkmsConf)
	if err != nil {
		return nil
	}
	file := source.NewFile(dkmsConf, string(text))
	script, err := syntax.NewParser().Parse(strings.NewReader(file.Text), dkmsConf)
	if err != nil {
		return nil
	}
	reader := dkmsReader{conf: &DKMS{file: file}, variables: map[string]string{}, records: map[int]*DKMSModule{}}
	for _, statement := range script.Stmts {
		reader.statement(statement)
	}
	for _, module := range reader.order {
		reader.conf.Modules = append(reader.conf.Modules, *module)
	}
	return reader.conf
}

// mentions reports whether the command that builds the modules has the name of
// a file: it may make it, or get it from elsewhere.
func (d *DKMS) mentions(files []string) bool {
	return d.Make != nil && slices.ContainsFunc(files, func(file string) bool {
		return strings.Contains(d.Make.Text, path.Base(file))
	})
}

// isDKMS reports whether a file is the dkms.conf of the tree.
func (t *Tree) isDKMS(file *source.File) bool {
	return file.Path == dkmsConf && t.DKMS() != nil && t.DKMS().file == file
}
