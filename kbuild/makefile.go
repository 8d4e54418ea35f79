package kbuild

import (
	"errors"
	"io/fs"
	"sync"
	"weak"

	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// A makefile is one that something has asked a folder for.
type makefile struct {
	// parse returns its syntax tree, nil for a file that is not there.
	parse func() *parser.File
	// text is that of a makefile whose syntax tree was forgotten, nil for others.
	text *source.File
}

// A forgotten makefile has a syntax tree as long as something uses it.
type forgotten struct {
	text *source.File
	make eval.Version

	mutex sync.Mutex
	file  weak.Pointer[parser.File]
}

func (f *forgotten) parse() *parser.File {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	file := f.file.Value()
	if file == nil {
		file = f.make.Parse(f.text)
		f.file = weak.Make(file)
	}
	return file
}

// parse returns a makefile of the tree, nil if there is none. What asks for one
// that is being parsed waits for it.
func (f *folder) parse(name string) *parser.File {
	f.mutex.Lock()
	file, ok := f.parsed[name]
	if !ok {
		file.parse = sync.OnceValue(func() *parser.File { return f.readMakefile(name) })
		f.parsed[name] = file
	}
	f.mutex.Unlock()
	return file.parse()
}

// prefetch parses a makefile if nothing has asked for it so far.
func (f *folder) prefetch(name string) {
	if _, ok := f.asked(name); !ok {
		f.parse(name)
	}
}

// asked returns a makefile that something has asked for.
func (f *folder) asked(name string) (makefile, bool) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	file, ok := f.parsed[name]
	return file, ok
}

// known returns a makefile that something has asked for, nil for any other.
func (f *folder) known(name string) *parser.File {
	file, ok := f.asked(name)
	if !ok {
		return nil
	}
	return file.parse()
}

// textOf returns the text of a makefile that something has asked for, nil for
// any other.
func (f *folder) textOf(name string) *source.File {
	file, ok := f.asked(name)
	if !ok {
		return nil
	}
	if file.text != nil {
		return file.text
	}
	if parsed := file.parse(); parsed != nil {
		return parsed.Source
	}
	return nil
}

// forget drops the syntax tree of a makefile, once nothing uses it. Its text
// stays, for that is what places are in.
func (f *folder) forget(name string) {
	asked, ok := f.asked(name)
	if !ok || asked.text != nil {
		return
	}
	file := asked.parse()
	if file == nil || file.Unread != "" {
		return
	}
	kept := &forgotten{text: file.Source, make: f.make}
	f.mutex.Lock()
	defer f.mutex.Unlock()
	f.parsed[name] = makefile{kept.parse, file.Source}
}

// readMakefile reads and parses a makefile. In the place of one that can't be
// read stands one that says so.
func (f *folder) readMakefile(name string) *parser.File {
	if !f.isFile(name) {
		return nil
	}
	text, err := fs.ReadFile(f.fsys, name)
	if err != nil {
		return &parser.File{Source: source.NewFile(name, ""), Unread: unreadable(err)}
	}
	return f.make.Parse(source.NewFile(name, string(text)))
}

// unreadable returns why a file can't be read, without its path.
func unreadable(err error) string {
	if inner, ok := errors.AsType[*fs.PathError](err); ok {
		err = inner.Err
	}
	return err.Error()
}

// forget drops the syntax tree of a makefile, and what evaluation keeps of its
// texts.
func (t *Tree) forget(name string) {
	if text := t.folder.textOf(name); text != nil {
		t.folder.forget(name)
		t.World.Forget(text)
	}
}
