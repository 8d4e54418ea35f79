package kconfig

import (
	"io/fs"
	"runtime"
	"sync"

	"github.com/kbuildlint/kbuildlint/source"
)

// A loader reads files and cuts them into statements. It goes ahead of the
// reader: what a file sources by a plain path is loaded meanwhile.
type loader struct {
	fsys    fs.FS
	parsers sync.Pool // of *lineParser
	group   sync.WaitGroup

	mutex   sync.Mutex // guards what follows
	files   map[string]func() *parsedFile
	queue   []string // the files to load ahead
	workers int
}

func newLoader(fsys fs.FS) *loader {
	return &loader{
		fsys: fsys, files: map[string]func() *parsedFile{},
		parsers: sync.Pool{New: func() any { return &lineParser{} }},
	}
}

// load returns a file, nil if it can't be read. What asks for one that is being
// loaded waits for it.
func (l *loader) load(name string) *parsedFile {
	l.mutex.Lock()
	file := l.file(name)
	l.mutex.Unlock()
	return file()
}

// wait waits until nothing is loaded any more.
func (l *loader) wait() { l.group.Wait() }

// file returns what loads a file, once. The mutex is held.
func (l *loader) file(name string) func() *parsedFile {
	file, known := l.files[name]
	if !known {
		file = sync.OnceValue(func() *parsedFile { return l.parse(name) })
		l.files[name] = file
	}
	return file
}

func (l *loader) parse(name string) *parsedFile {
	text, err := fs.ReadFile(l.fsys, name)
	if err != nil {
		return nil
	}
	parser := l.parsers.Get().(*lineParser) //nolint:forcetypeassert // nothing else is in the pool
	defer l.parsers.Put(parser)
	file := parser.parse(source.NewFile(name, string(text)))
	for i := range file.statements {
		stmt := &file.statements[i]
		if stmt.word != kwSource || stmt.name.macros {
			continue
		}
		if sourced, inside := cleanPath(plainText(file.source, stmt.name)); inside {
			l.ahead(sourced)
		}
	}
	return file
}

// ahead has a file loaded that the reader will ask for.
func (l *loader) ahead(name string) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if _, known := l.files[name]; known {
		return
	}
	l.file(name)
	l.queue = append(l.queue, name)
	if l.workers < runtime.GOMAXPROCS(0) {
		l.workers++
		l.group.Go(l.work)
	}
}

// work loads files until none is left in the queue.
func (l *loader) work() {
	for {
		l.mutex.Lock()
		if len(l.queue) == 0 {
			l.workers--
			l.mutex.Unlock()
			return
		}
		name := l.queue[0]
		l.queue = l.queue[1:]
		file := l.file(name)
		l.mutex.Unlock()
		file()
	}
}
