package parser

// directive reads a directive other than those of conditionals and defines.
func (p *parser) directive(l line, f *flat, i int) bool {
	end := skipWord(f.text, i)
	at := Line{l.span()}
	word := f.text[i:end]
	switch word {
	case "include", "-include", "sinclude":
		p.add(&Include{Line: at, Keyword: word, Optional: word != "include", Files: p.operand(f, end)})
	case "export", "unexport":
		p.add(&Export{Line: at, Unexport: word == "unexport", Names: p.operand(f, end)})
	case "vpath":
		p.add(&VPath{Line: at, Operand: p.operand(f, end)})
	case "load", "-load":
		p.add(&Load{Line: at, Optional: word == "-load", Files: p.operand(f, end)})
	default:
		return false
	}
	p.rule = noRule
	return true
}

// operand returns the text behind a directive's word, which ends at end.
func (p *parser) operand(f *flat, end int) Text {
	text := p.trimmed(f, end, len(f.text))
	p.expands(&text)
	return text
}
