package parser

import "github.com/kbuildlint/kbuildlint/source"

// JSON returns the tree of a makefile as values for encoding/json. Every node
// has a kind and a span; lines are 1-based, columns are 1-based and in bytes.
func JSON(f *File) any {
	e := encoder{file: f.Source}
	out := jsonFile{Path: f.Source.Path, Statements: e.stmts(f.Stmts), Errors: []jsonError{}}
	for _, err := range f.Errors {
		out.Errors = append(out.Errors, jsonError{Span: e.span(err.Span), Message: err.Message, Warning: err.Warning})
	}
	return out
}

type (
	jsonFile struct {
		Path       string      `json:"path"`
		Statements []*jsonNode `json:"statements"`
		Errors     []jsonError `json:"errors"`
	}

	jsonError struct {
		Span    jsonSpan `json:"span"`
		Message string   `json:"message"`
		Warning bool     `json:"warning,omitempty"`
	}

	jsonSpan struct {
		Start     int `json:"start"`
		End       int `json:"end"`
		Line      int `json:"line"`
		Column    int `json:"column"`
		EndLine   int `json:"endLine"`
		EndColumn int `json:"endColumn"`
	}

	// A jsonWord is a keyword or an operator with its place.
	jsonWord struct {
		Text string   `json:"text"`
		Span jsonSpan `json:"span"`
	}

	jsonText struct {
		Kind string   `json:"kind"`
		Span jsonSpan `json:"span"`
		// Raw is the unexpanded text; it is absent inside references, unless
		// the text is one literal, because it would be quadratic there.
		Raw   *string     `json:"raw,omitempty"`
		Parts []*jsonNode `json:"parts"`
		Error string      `json:"error,omitempty"`
	}

	// A jsonNode is a statement, an arm or a part; it has the fields of its
	// kind. Name is a text, but a string for a function.
	jsonNode struct {
		Kind          string      `json:"kind"`
		Span          jsonSpan    `json:"span"`
		Keyword       string      `json:"keyword,omitempty"`
		Else          bool        `json:"else,omitempty"`
		Optional      bool        `json:"optional,omitempty"`
		Bad           bool        `json:"bad,omitempty"`
		Message       string      `json:"message,omitempty"`
		Modifiers     []jsonWord  `json:"modifiers,omitempty"`
		Targets       *jsonText   `json:"targets,omitempty"`
		Separator     *jsonWord   `json:"separator,omitempty"`
		TargetPattern *jsonText   `json:"targetPattern,omitempty"`
		Prerequisites *jsonText   `json:"prerequisites,omitempty"`
		OrderOnly     *jsonText   `json:"orderOnly,omitempty"`
		Assignment    *jsonNode   `json:"assignment,omitempty"`
		Name          any         `json:"name,omitempty"`
		Operator      *jsonWord   `json:"operator,omitempty"`
		Value         any         `json:"value,omitempty"`
		Left          *jsonText   `json:"left,omitempty"`
		Right         *jsonText   `json:"right,omitempty"`
		Directive     *jsonSpan   `json:"directive,omitempty"`
		Operand       *jsonText   `json:"operand,omitempty"`
		Text          *jsonText   `json:"text,omitempty"`
		Recipe        *jsonText   `json:"recipe,omitempty"`
		Pattern       *jsonText   `json:"pattern,omitempty"`
		Replacement   *jsonText   `json:"replacement,omitempty"`
		Args          []*jsonText `json:"args,omitempty"`
		Arms          []*jsonNode `json:"arms,omitempty"`
		Body          []*jsonNode `json:"body,omitempty"`
		End           *jsonSpan   `json:"end,omitempty"`
	}
)

// An encoder turns nodes of one file into their JSON form.
type encoder struct{ file *source.File }

func (e encoder) span(span source.Span) jsonSpan {
	start, end := e.file.Position(span.Start), e.file.Position(span.End)
	return jsonSpan{
		Start: span.Start, End: span.End,
		Line: start.Line, Column: start.Column,
		EndLine: end.Line, EndColumn: end.Column,
	}
}

func (e encoder) place(span source.Span) *jsonSpan {
	out := e.span(span)
	return &out
}

func (e encoder) word(text string, span source.Span) *jsonWord {
	return &jsonWord{Text: text, Span: e.span(span)}
}

func (e encoder) modifiers(list []Modifier) []jsonWord {
	var out []jsonWord
	for _, m := range list {
		out = append(out, jsonWord{Text: m.Word, Span: e.span(m.Span)})
	}
	return out
}

// text returns a text, nil for nil.
func (e encoder) text(t *Text) *jsonText {
	if t == nil {
		return nil
	}
	out := e.inner(t)
	out.Raw = &t.Raw
	return out
}

// inner returns a text inside a reference.
func (e encoder) inner(t *Text) *jsonText {
	out := &jsonText{Kind: "text", Span: e.span(t.Span), Parts: []*jsonNode{}, Error: t.Err}
	for _, part := range t.Parts {
		out.Parts = append(out.Parts, e.part(part))
	}
	if isPlain(t) {
		out.Raw = &t.Raw
	}
	return out
}

func (e encoder) part(part Part) *jsonNode {
	out := &jsonNode{Kind: partKind(part), Span: e.span(part.Pos())}
	switch n := part.(type) {
	case *Literal:
		out.Value = n.Value
	case *Ref:
		out.Name = e.inner(&n.Name)
	case *Subst:
		out.Name, out.Pattern, out.Replacement = e.inner(&n.Name), e.inner(&n.Pattern), e.inner(&n.Replacement)
	case *Function:
		out.Name = n.Name
		args := n.Args
		if n.Name == "call" {
			out.Name, args = e.inner(&args[0]), args[1:]
		}
		for i := range args {
			out.Args = append(out.Args, e.inner(&args[i]))
		}
	}
	return out
}

func (e encoder) stmts(list []Stmt) []*jsonNode {
	out := make([]*jsonNode, len(list))
	for i, stmt := range list {
		out[i] = e.stmt(stmt)
	}
	return out
}
