package eval

import (
	"testing"

	"github.com/kbuildlint/kbuildlint/parser"
	"github.com/kbuildlint/kbuildlint/source"
)

// TestTargetAssign checks what is known of an assignment without a target's
// recipe.
func TestTargetAssign(t *testing.T) {
	p := NewProcess(Options{World: NewWorld()})
	p.Run(parser.Parse(source.NewFile("Makefile", "NAME := FLAGS\na b: private $(NAME) += -x\n")))
	if len(p.Assigns) != 2 {
		t.Fatalf("%d assignments, want one for each target", len(p.Assigns))
	}
	for i, target := range []MadeName{"a", "b"} {
		assign := p.Assigns[i]
		if assign.Targets[0].Made != target || assign.Variable() != "FLAGS" || !assign.Private {
			t.Errorf("%s: %s of %s", target, assign.Variable(), assign.Targets[0].Made)
		}
		if got, want := assign.Place.String()+" "+assign.Place.Text(), "Makefile:2:14 $(NAME)"; got != want {
			t.Errorf("%s: %s, want %s", target, got, want)
		}
	}
}
