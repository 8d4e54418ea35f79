package kconfig

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/source"
)

// Bounds of what is read, so that files that source each other end. Linux 6.12
// follows 1,911 times a source and has 118,469 statements.
const (
	maxSourceDepth = 100
	maxSources     = 20_000
	maxStatements  = 1_000_000
	maxNesting     = 500 // of menus, ifs and choices; 10 in Linux 6.12
)

// A Request says what is to be read.
type Request struct {
	// Root is the path of the first file, "" for Kconfig.
	Root string
	// Arches are the architectures to read for, at most 64: directories below
	// arch in Linux, none for trees without such.
	Arches []string
	// Env is what an environment variable holds on an architecture; nil means
	// LinuxEnv.
	Env func(arch, name string) (value string, known bool)
}

// Read reads the Kconfig files of a tree, all architectures at once. It never
// fails: what is wrong is in Model.Errors, and the rest is read as usual.
func Read(fsys fs.FS, request Request) *Model {
	r := newReader(fsys, request)
	defer r.loader.wait()
	root := request.Root
	if root == "" {
		root = "Kconfig"
	}
	all := r.model.All()
	if file := r.load(root); file != nil {
		r.read(file, all)
	} else {
		r.miss(source.Place{File: source.NewFile(root, "")}, all, "the file can't be read")
	}
	return r.model
}

func newReader(fsys fs.FS, request Request) *reader {
	arches := slices.Clone(request.Arches)
	if len(arches) == 0 {
		arches = []string{""}
	}
	arches = arches[:min(len(arches), maxArches)]
	env := request.Env
	if env == nil {
		env = LinuxEnv
	}
	model := &Model{
		Arches: arches, symbols: map[string]*Symbol{}, choiceNames: map[string]ArchSet{},
		partly: map[*source.File]bool{},
	}
	r := &reader{
		fsys: fsys, model: model, loader: newLoader(fsys), files: map[string]*parsedFile{}, errors: map[errorKey]int{},
	}
	r.macros = &macros{
		arches: arches, env: env, variables: map[string][]binding{}, fuel: maxExpanded, report: r.note,
	}
	return r
}

// A reader gives statements their meaning: it expands macros, follows source
// and knows what surrounds an entry.
type reader struct {
	fsys       fs.FS
	model      *Model
	macros     *macros
	loader     *loader
	files      map[string]*parsedFile // by path; nil for one that can't be read
	open       []string               // the files that source each other
	errors     map[errorKey]int       // indices of Model.Errors
	sources    int
	statements int

	file   *parsedFile
	arches ArchSet // on which the file is being read
	frames []frame // the blocks around the next statement
	entry  entry   // the entry whose options come next
}

// load returns the statements of a file, nil if it can't be read.
func (r *reader) load(name string) *parsedFile {
	if file, known := r.files[name]; known {
		return file
	}
	file := r.loader.load(name)
	r.files[name] = file
	if file != nil {
		r.model.Files = append(r.model.Files, file.source)
	}
	return file
}

// fail notes an error by which part of a file is lost.
func (r *reader) fail(place source.Place, arches ArchSet, message string) {
	r.model.partly[place.File] = true
	r.miss(place, arches, message)
}

// miss notes an error by which a file is missing.
func (r *reader) miss(place source.Place, arches ArchSet, message string) {
	r.model.Incomplete |= arches
	r.note(place, arches, message)
}

// note notes an error, once for all architectures it is met on.
func (r *reader) note(place source.Place, arches ArchSet, message string) {
	key := errorKey{place.File, place.Span, message}
	i, known := r.errors[key]
	switch {
	case known:
		r.model.Errors[i].Arches |= arches
	case len(r.model.Errors) < maxErrors:
		r.errors[key] = len(r.model.Errors)
		r.model.Errors = append(r.model.Errors, Error{place, message, arches})
	}
}

// An errorKey tells errors from each other.
type errorKey struct {
	file    *source.File
	span    source.Span
	message string
}

// maxErrors is how many errors are kept; files that are no Kconfig have one a
// line.
const maxErrors = 1000

// read reads a file on the architectures of a set.
func (r *reader) read(file *parsedFile, arches ArchSet) {
	outerFile, outerArches, base := r.file, r.arches, len(r.frames)
	r.file, r.arches = file, arches
	r.open = append(r.open, file.source.Path)
	for _, e := range file.errorsOn(arches) {
		r.fail(e.Place, arches, e.Message)
	}
	for i := range file.statements {
		if r.statements++; r.statements > maxStatements {
			r.fail(r.place(file.statements[i].span), arches, "the files have too many statements")
			break
		}
		r.statement(&file.statements[i], base)
	}
	r.finish()
	for len(r.frames) > base {
		frame := r.frames[len(r.frames)-1]
		r.fail(frame.place, arches, string(frame.word)+" has no "+string(ends[frame.word]))
		r.frames = r.frames[:len(r.frames)-1]
	}
	r.open = r.open[:len(r.open)-1]
	r.file, r.arches = outerFile, outerArches
}

func (r *reader) place(span source.Span) source.Place {
	return source.Place{File: r.file.source, Span: span}
}

// source follows a source statement: for each path that the architectures give.
func (r *reader) source(stmt *statement) {
	place := r.place(stmt.name.span)
	for _, v := range r.expandToken(stmt.name, r.arches) {
		if isUnknown(v.text) {
			r.model.Incomplete |= v.arches
			continue
		}
		name := v.text
		if stmt.word == kwRsource || stmt.word == kwOrsource {
			name = path.Join(path.Dir(r.file.source.Path), name)
		}
		r.sourcePath(stmt, place, variant{v.arches, name})
	}
}

// optionalSources are the statements that a missing file is no error for.
var optionalSources = map[keyword]bool{kwOsource: true, kwOrsource: true, kwGsource: true}

// sourcePath reads the files that a path or a pattern names.
func (r *reader) sourcePath(stmt *statement, place source.Place, v variant) {
	name, inside := cleanPath(v.text)
	if !inside {
		r.miss(place, v.arches, "the path leaves the tree: "+v.text)
		return
	}
	names := []string{name}
	if stmt.word != kwSource && strings.ContainsAny(name, "*?[") {
		names, _ = fs.Glob(r.fsys, name) // A bad pattern matches nothing.
	}
	found := false
	for _, name := range names {
		file := r.load(name)
		if file == nil {
			continue
		}
		found = true
		if r.mayRead(place, v.arches, name) {
			r.read(file, v.arches)
		}
	}
	if !found && !optionalSources[stmt.word] {
		r.miss(place, v.arches, "the file can't be read: "+v.text)
	}
}

// mayRead reports whether a file may be read where the reader is: files that
// source each other must end.
func (r *reader) mayRead(place source.Place, arches ArchSet, name string) bool {
	r.sources++
	switch {
	case slices.Contains(r.open, name):
		r.miss(place, arches, "the file sources itself: "+name)
	case len(r.open) >= maxSourceDepth || r.sources > maxSources:
		r.miss(place, arches, "too many files source others")
	default:
		return true
	}
	return false
}

// expandToken returns the text of a token on the architectures of a set.
func (r *reader) expandToken(t token, arches ArchSet) []variant {
	if !t.macros {
		return []variant{{arches, plainText(r.file.source, t)}}
	}
	text, place := r.file.source.Slice(t.span), r.place(t.span)
	if t.kind == tokenQuoted {
		return r.macros.quotedVariants(text, place, arches)
	}
	return r.macros.variants(text, place, arches)
}

// textOf returns the text of a token on all architectures of the file, its
// source where they differ, and whether the text is known.
func (r *reader) textOf(t token) (text string, known bool) {
	variants := r.expandToken(t, r.arches)
	if len(variants) != 1 || isUnknown(variants[0].text) {
		return r.file.source.Slice(t.span), false
	}
	return variants[0].text, true
}

// resolve returns an expression with its macros expanded.
func (r *reader) resolve(e *Expr) *Expr {
	if e == nil || !e.macros {
		return e
	}
	resolved := *e
	resolved.macros = false
	if e.X != nil {
		resolved.X, resolved.Y = r.resolve(e.X), r.resolve(e.Y)
		return &resolved
	}
	expand := r.macros.variants
	if e.Op == Text {
		expand = r.macros.quotedVariants
	}
	variants := expand(e.Name, e.Place, r.arches)
	resolved.Name = variants[0].text
	if len(variants) > 1 || isUnknown(resolved.Name) {
		resolved.Op = Unknown
	}
	if e.Op == Word && resolved.Name == "" {
		r.fail(e.Place, variants[0].arches, "nothing is left of "+e.Name)
	}
	for _, v := range variants[1:] {
		resolved.Name += unknownMark + v.text
	}
	return &resolved
}
