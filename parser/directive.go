package parser

// directive reads a directive other than those of conditionals and defines.
func (p *parser) directive(l line, f *flat, i int) bool {
	end := skipWord(f.text, i)
	at := Line{l.span()}
	word := f.text[i:end]
	switch word {
	case "include", "-include", "sinclude":
		p.add(&Include{Line: at, Keyword: word, Optional: word != "include", Files: p.trimmed(f, end, len(f.text))})
	case "export", "unexport":
		p.add(&Export{Line: at, Unexport: word == "unexport", Names: p.trimmed(f, end, len(f.text))})
	case "vpath":
		p.add(&VPath{Line: at, Operand: p.trimmed(f, end, len(f.text))})
	case "load", "-load":
		p.add(&Load{Line: at, Optional: word == "-load", Files: p.trimmed(f, end, len(f.text))})
	default:
		return false
	}
	p.rule = noRule
	return true
}
