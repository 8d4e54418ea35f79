package rules

import (
	"strings"

	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

// A missingName is a reference to a function or a variable that the version of
// kbuild does not define, nor does the makefile.
type missingName struct {
	changed *kbuild.ChangedName
	event   *eval.Event
}

// missingNames returns the references of a makefile to names that came or went,
// one for each place. A makefile that also refers to what the version has in
// place of the name is right for several of them, and so is one that only asks
// whether there is a value; what only a build decides may ask for the version.
func missingNames(pass *lint.Pass) []missingName {
	if pass.Unit.Role != kbuild.DirectoryRole || pass.Build != pass.Unit.Builds[0] {
		return nil
	}
	pass.ExpandAll()
	world := pass.Tree.World
	var missing []missingName
	seen := map[source.Place]bool{}
	for _, event := range pass.Events {
		changed := changedName(pass, event)
		if changed == nil || changed.Has(pass.Tree.Version) || seen[event.Place.Written()] {
			continue
		}
		when := world.Lasting(event.When)
		if world.AnyOutcome(when) != when || hasCounterpart(pass, changed) ||
			event.Function == eval.MissingEvent && pass.Tree.IsTested(pass.Process, event.Place) {
			continue
		}
		seen[event.Place.Written()] = true
		missing = append(missing, missingName{changed, event})
	}
	return missing
}

// changedName returns the name that an event is about, nil for other events and
// for names that are defined after all.
func changedName(pass *lint.Pass, event *eval.Event) *kbuild.ChangedName {
	if event.Function != eval.CallEvent && event.Function != eval.MissingEvent {
		return nil
	}
	names := pass.Words(event.Args[0])
	if len(names) != 1 || pass.Process.Lookup(names[0].Text) != nil {
		return nil
	}
	for i := range kbuild.ChangedNames {
		if kbuild.ChangedNames[i].Name == names[0].Text {
			return &kbuild.ChangedNames[i]
		}
	}
	return nil
}

// hasCounterpart reports whether the makefile also refers to another name that
// stands for the one in the version.
func hasCounterpart(pass *lint.Pass, changed *kbuild.ChangedName) bool {
	for i := range kbuild.ChangedNames {
		other := &kbuild.ChangedNames[i]
		counterpart := other.Name == changed.Instead || other.Instead == changed.Name
		if counterpart && other.Has(pass.Tree.Version) && pass.Tree.Uses(pass.Process, other.Name) {
			return true
		}
	}
	return false
}

// report reports a reference; message says what is wrong.
func (m missingName) report(pass *lint.Pass, message string) {
	pass.Report(lint.Finding{
		Place: m.event.Place, When: m.event.When, Builds: pass.Unit.Builds, Message: message,
		Effect: "it expands to nothing", Related: stepNotes(m.event),
	})
}

// isFlagVariable tells variables with flags from the functions of kbuild.
func isFlagVariable(name string) bool { return strings.HasPrefix(name, "DISABLE_") }
