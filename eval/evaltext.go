package eval

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// expandEval is $(eval): each text that the argument can be is read as a
// makefile, under its condition.
func expandEval(p *Process, args []parser.Text, s site) *Value {
	if len(args) == 0 {
		return emptyValue
	}
	value := p.expand(&args[0], s.file, s.when)
	alternatives, ok := p.world.Alternatives(value, s.when)
	if !ok {
		p.lose(s.when)
		return emptyValue
	}
	for _, alternative := range alternatives {
		if hasUnknown(alternative.Text) {
			p.lose(alternative.When)
			continue
		}
		if alternative.When == cond.False || !p.spend(evalSteps+len(alternative.Text)/bytesPerFuel) {
			continue
		}
		if p.evals >= maxEvals {
			p.fuel = 0
			return emptyValue
		}
		p.evals++
		file := p.options.Version.Parse(p.derive(value, alternative, s.place))
		p.run(file.Stmts, context{file.Source, alternative.When})
		p.evals--
	}
	return emptyValue
}

// maxEvals bounds how deeply texts that are read with $(eval) nest. Each costs
// evalSteps, and a step more for bytesPerFuel of it.
const (
	maxEvals     = 100
	evalSteps    = 50
	bytesPerFuel = 64
)

// derive returns the text of a value in some configurations as a file whose
// parts know where they were written.
func (p *Process) derive(value *Value, alternative Alternative, place source.Place) *source.File {
	d := deriver{space: p.space, when: alternative.When}
	d.scope(value, cond.True)
	text := d.text.String()
	if text != alternative.Text {
		whole := source.Segment{Span: source.Span{End: len(alternative.Text)}, Place: place}
		return source.Derive(alternative.Text, []source.Segment{whole})
	}
	return source.Derive(text, d.segments)
}

// A deriver writes a value's text with the places of its pieces.
type deriver struct {
	space    *cond.Space
	when     cond.Cond
	text     strings.Builder
	segments []source.Segment
}

func (d *deriver) scope(v *Value, when cond.Cond) {
	filled, pending := false, false
	for i := range v.Pieces {
		piece := &v.Pieces[i]
		pending = pending || piece.Sep && filled
		under := d.space.And(piece.When, when)
		if d.space.Disjoint(under, d.when) || piece.Template != nil {
			continue
		}
		if pending {
			d.write(" ", source.Place{})
			pending = false
		}
		if piece.Value != nil {
			d.scope(piece.Value, under)
		} else {
			d.write(piece.Text, piece.Place)
		}
		filled = true
	}
}

func (d *deriver) write(text string, place source.Place) {
	if text == "" {
		return
	}
	start := d.text.Len()
	d.text.WriteString(text)
	if place.File == nil && len(d.segments) > 0 {
		place = d.segments[len(d.segments)-1].Place
	}
	d.segments = append(d.segments, source.Segment{Span: source.Span{Start: start, End: d.text.Len()}, Place: place})
}
