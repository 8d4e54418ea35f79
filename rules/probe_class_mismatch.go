package rules

import (
	"path"
	"strings"

	"github.com/kbuildlint/kbuildlint/eval"
	"github.com/kbuildlint/kbuildlint/kbuild"
	"github.com/kbuildlint/kbuildlint/lint"
	"github.com/kbuildlint/kbuildlint/source"
)

var probeClassMismatch = &lint.Rule{
	Name:  "probe-class-mismatch",
	Title: "cc-option, ld-option or cc-disable-warning is asked of an option that it can't tell about",
	Why: "Each of these macros runs one tool with the option and looks at its exit status. `cc-option` compiles: gcc " +
		"accepts every `-Wno-x` there, whether it knows the warning or not, unless the kernel tries `-Wx` instead as " +
		"it does since 6.16; and it passes over `-Wl,x`, which is for linking. `ld-option` runs the linker itself, " +
		"which does not know `-Wl,x`, so that the option is never used. `cc-disable-warning` puts `-Wno-` before " +
		"its argument.",
	Repair: "Write `$(call cc-disable-warning,x)` for `-Wno-x`, and `$(call ld-option,x)` without `-Wl,` for " +
		"flags of the linker.",
	Where:    "`-Wno-x` with cc-option: before 6.16, but for the stable releases that try `-Wx` too",
	Needs:    lint.NeedsMakefile,
	Groups:   []string{"flags"},
	Severity: lint.Warning,
	Since:    "0.1.0",
	Bad: lint.Example{Files: `-- Makefile --
obj-m := radio.o

ccflags-y += $(call cc-disable-warning,-Wno-address)
-- radio.c --
`},
	Good: lint.Example{Files: `-- Makefile --
obj-m := radio.o

ccflags-y += $(call cc-disable-warning,address)
-- radio.c --
`},
	Check: checkProbeClassMismatch,
}

func checkProbeClassMismatch(pass *lint.Pass) {
	pass.ExpandAll()
	for _, event := range pass.Events {
		macro := probeMacro(pass, event)
		if macro == "" {
			continue
		}
		for _, option := range pass.Words(event.Args[1]) {
			reportProbe(pass, event, macro, option)
		}
	}
}

// probeMacro returns the macro that an event asks a tool with, "" if it is
// another event, or kbuild's own.
func probeMacro(pass *lint.Pass, event *eval.Event) string {
	if event.Function != eval.CallEvent || len(event.Args) < 2 {
		return ""
	}
	macros := pass.Words(event.Args[0])
	if len(macros) != 1 || !kbuild.ProbeMacros[macros[0].Text] || isOfKbuild(pass, event.Place) {
		return ""
	}
	return macros[0].Text
}

// isOfKbuild reports whether a place is in the scripts that define the macros.
func isOfKbuild(pass *lint.Pass, place source.Place) bool {
	file, own := pass.Tree.Resolve(place)
	return !own || pass.Tree.Dialect == kbuild.Linux && path.Dir(file.Path()) == "scripts"
}

// reportProbe reports an option that the tool behind a macro does not judge.
func reportProbe(pass *lint.Pass, event *eval.Event, macro string, option eval.Word) {
	message, effect := misjudged(pass, macro, option.Text)
	if message == "" {
		return
	}
	place := event.Place
	var related []lint.Note
	if _, own := pass.Tree.Resolve(option.Place); own {
		place = option.Place
	}
	if place.File != event.Place.File || place.Span.End > event.Place.Span.End {
		related = append(related, lint.Note{Place: event.Place, Message: "asked here"})
	}
	pass.Report(lint.Finding{
		Place: place, When: pass.Space().And(event.When, option.When), Message: message, Effect: effect,
		Related: append(related, stepNotes(event)...), Fixes: probeRepair(event, macro, option),
	})
}

// misjudged says what is wrong with asking a macro of an option, and what comes
// of it; "" if nothing is.
func misjudged(pass *lint.Pass, macro, option string) (message, effect string) {
	compiles := macro == "cc-option" || macro == "cc-option-yn"
	switch {
	case compiles && isNegativeWarning(option) && pass.Tree.TriesAsGiven():
		return macro + " can't tell whether gcc knows " + option + ": gcc accepts every -Wno-",
			"gcc is given the option if it does not know it too, and complains of it beside any other warning"
	case compiles && strings.HasPrefix(option, "-Wl,"):
		return macro + " can't tell whether the linker knows " + option + ": it compiles and does not link",
			"gcc accepts it whatever it is"
	case macro == "ld-option" && strings.HasPrefix(option, "-Wl,"):
		return "ld-option never succeeds for " + option + ": it runs the linker itself, which does not know -Wl",
			"the option is never used"
	case macro == "cc-disable-warning" && strings.HasPrefix(option, "-W"):
		return "cc-disable-warning never succeeds for " + option + ": it puts -Wno- before it",
			"the warning stays on"
	}
	return "", ""
}

// isNegativeWarning tells -Wno-x from -Wno-error=x, of which gcc wants to know
// the warning.
func isNegativeWarning(option string) bool {
	return strings.HasPrefix(option, "-Wno-") && !strings.HasPrefix(option, "-Wno-error")
}

// probeRepair returns the repair of a call that is written with the option
// alone.
func probeRepair(event *eval.Event, macro string, option eval.Word) []lint.Repair {
	place := event.Place
	written := strings.ReplaceAll(strings.TrimSuffix(place.Text(), ",)"), " ", "")
	bare := strings.TrimPrefix(strings.TrimPrefix(option.Text, "-Wno-"), "-W")
	call := "$(call cc-disable-warning," + bare + ")"
	negative := isNegativeWarning(option.Text) && macro == "cc-option"
	if place.Written() != place || !negative && macro != "cc-disable-warning" ||
		strings.TrimSuffix(written, ")") != "$(call"+macro+","+option.Text {
		return nil
	}
	return []lint.Repair{{Title: "write " + call, Edits: []source.Edit{{Place: place, Text: call}}}}
}
