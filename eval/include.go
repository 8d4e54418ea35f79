package eval

import (
	"path"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// An includedFile is a makefile that some configurations read.
type includedFile struct {
	name  string
	when  cond.Cond
	place source.Place
	file  *parser.File
}

// maxIncludes bounds how many makefiles one process reads.
const maxIncludes = 5000

// makefileList is the value of MAKEFILE_LIST: every makefile read so far, by
// the name that make has for it.
func (p *Process) makefileList() *Value {
	var b builder
	for i, file := range p.makefiles {
		if i == 0 && !p.options.Version.Before(4, 3) {
			b.add(Piece{Text: file.name, When: file.when, Made: true, Place: file.place})
			continue
		}
		b.add(Piece{Text: " " + file.name, When: file.when, Made: true, Place: file.place})
	}
	return b.value()
}

// Includes returns the names of the makefiles that were read, in order.
func (p *Process) Includes() []string {
	names := make([]string, len(p.makefiles))
	for i, file := range p.makefiles {
		names[i] = file.name
	}
	return names
}

// include reads makefiles where they are included, under the conditions of
// their names.
func (p *Process) include(stmt *parser.Include, c context) {
	names := p.expand(&stmt.Files, c.file, c.when)
	for _, word := range p.world.wordsUnder(names, c.when) {
		if p.ended || len(p.makefiles) > maxIncludes {
			return
		}
		under := p.space.And(word.When, p.live)
		if hasUnknown(word.Text) && p.options.StopAtUnknown {
			p.ended = true
			return
		}
		if hasUnknown(word.Text) || under == cond.False {
			p.lose(under)
			continue
		}
		for _, name := range p.includeNames(word.Text, under) {
			p.includeFile(name, stmt, Word{Text: name, When: under, Place: word.Place})
		}
	}
}

// includeNames expands a pattern; a pattern that matches nothing is a name.
func (p *Process) includeNames(text string, when cond.Cond) []string {
	if !strings.ContainsAny(text, "*?[") {
		return []string{MakeName(text)}
	}
	names, _ := p.glob(text)
	if len(names) == 0 {
		return []string{MakeName(text)}
	}
	if len(names) > 1 && p.options.Version.Before(4, 3) {
		p.lose(when) // they are read in an unknown order
	}
	for i := range names {
		names[i] = MakeName(names[i])
	}
	return names
}

func (p *Process) includeFile(name string, stmt *parser.Include, word Word) {
	if p.isSymbolsFile(name) {
		p.symbols = p.space.Or(p.symbols, word.When)
		p.listMakefile(name, word, nil)
		p.included(name)
		return
	}
	if p.including(name) >= maxSelfIncludes || !p.spend(100) {
		return
	}
	var file *parser.File
	presence := Generated
	if p.options.Files != nil {
		file, presence = p.options.Files.Parse(name)
	}
	switch presence {
	case Present:
		p.listMakefile(name, word, file)
		p.includeStack = append(p.includeStack, name)
		p.runFile(file, word.When)
		p.includeStack = p.includeStack[:len(p.includeStack)-1]
		p.closeRules(word.When)
		p.included(name)
	case Absent:
		if !stmt.Optional {
			message := name + ": No such file or directory"
			missing := Problem{Fatal: true, Late: true, Cause: CauseFile, Message: message}
			missing.Place, missing.When = word.Place, word.When
			p.problem(missing)
		}
	case Generated:
		if !stmt.Optional {
			p.unread = append(p.unread, Inclusion{Name: name, When: word.When, Place: word.Place})
		}
		p.included(name)
	}
}

// load fails for an object that does not exist; evaluation loads none.
func (p *Process) load(stmt *parser.Load, c context) {
	for _, name := range p.names(&stmt.Files, c) {
		file, _, _ := strings.Cut(name.Text, "(")
		names, presence := p.glob(file)
		if stmt.Optional || hasUnknown(file) || len(names) > 0 || presence == Generated {
			continue
		}
		message := name.Text + ": failed to load"
		p.problem(Problem{Fatal: true, Cause: CauseFile, Message: message, Place: name.Place, When: name.When})
	}
}

// isSymbolsFile reports whether a makefile brings the configuration symbols in:
// it is in the directory that nothing else is included from.
func (p *Process) isSymbolsFile(name string) bool {
	file := p.options.SymbolsFile
	return file != "" && path.Dir(name) == path.Dir(file) && !strings.HasSuffix(name, ".cmd")
}

func (p *Process) listMakefile(name string, word Word, file *parser.File) {
	p.makefiles = append(p.makefiles, includedFile{name, p.relative(word.When, p.live), word.Place, file})
}

// maxSelfIncludes bounds how often a makefile may be open at the same time.
const maxSelfIncludes = 50

func (p *Process) including(name string) int {
	count := 0
	for _, open := range p.includeStack {
		if open == name {
			count++
		}
	}
	return count
}

func (p *Process) included(name string) {
	if p.options.AfterInclude != nil && !p.options.AfterInclude(name) {
		p.ended = true
	}
}

// MakeName returns the name GNU Make gives to a file that is written as text:
// each leading "./", with the slashes behind it, is gone. A name of nothing
// else keeps its last part.
func MakeName(text string) string {
	for strings.HasPrefix(text, "./") {
		rest := strings.TrimLeft(text[2:], "/")
		if rest == "" {
			return "./"
		}
		text = rest
	}
	return text
}
