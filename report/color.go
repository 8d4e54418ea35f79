package report

import (
	"github.com/fatih/color"

	"github.com/kbuildlint/kbuildlint/lint"
)

// A Color says whether a text has colors.
type Color int

// The ways to write a text.
const (
	Plain Color = iota
	Colored
)

// A palette has a style for each part of a text. Each style carries its own
// switch, so that two writers of one program can differ.
type palette struct {
	place    *color.Color
	rule     *color.Color
	mark     *color.Color
	label    *color.Color
	severity [lint.Error + 1]*color.Color
}

// newPalette returns the styles for colored or plain text.
func newPalette(c Color) palette {
	style := func(attributes ...color.Attribute) *color.Color {
		s := color.New(attributes...)
		if c == Colored {
			s.EnableColor()
		} else {
			s.DisableColor()
		}
		return s
	}
	p := palette{
		place: style(color.Bold),
		rule:  style(color.Faint),
		mark:  style(color.FgGreen, color.Bold),
		label: style(color.FgBlue),
	}
	p.severity[lint.Info] = style(color.FgCyan, color.Bold)
	p.severity[lint.Warning] = style(color.FgYellow, color.Bold)
	p.severity[lint.Error] = style(color.FgRed, color.Bold)
	return p
}

// ofSeverity returns the style of a severity.
func (p *palette) ofSeverity(s lint.Severity) *color.Color {
	if s < lint.Info || s > lint.Error {
		return p.label
	}
	return p.severity[s]
}
