package lint_test

import (
	"io/fs"
	"maps"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/kbuildlint/kbuildlint/lint"
)

// The two places that Linux 6.13 changed, and what it made of them.
const (
	prerequisite = "$(KBUILD_BUILTIN),vmlinux)"
	argument     = "if_changed_except,ld_ko_o,vmlinux)"
	newVmlinux   = "$(objtree)/vmlinux"
)

// founding are the two edits together: the defect.
var founding = map[string]string{
	prerequisite: "$(KBUILD_BUILTIN)," + newVmlinux + ")",
	argument:     "if_changed_except,ld_ko_o," + newVmlinux + ")",
}

// defectLine is what stands before the word of the defect in its line.
const defectLine = "\t+$(call if_changed_except,ld_ko_o,"

func TestFoundingDefect(t *testing.T) {
	c := openCorpus(t, "linux-source-6.12")
	edited := c.edit(t, modfinal, founding)
	door := newOverlay(os.DirFS(c.dir), map[string]string{modfinal: edited})
	isFounding(t, checkByDefault(t, door, modfinal), place{modfinal, edited, defectLine, newVmlinux})
}

// A place is a word in a makefile, with the text of its line before it.
type place struct {
	path, makefile string
	before, word   string
}

// isFounding fails unless a report is the founding defect at a place.
func isFounding(t *testing.T, found *lint.Report, want place) {
	t.Helper()
	head, _, ok := strings.Cut(want.makefile, want.before+want.word)
	if !ok {
		t.Fatalf("%s has no %q", want.path, want.before+want.word)
	}
	line, column := strings.Count(head, "\n")+1, len(want.before)+1
	if len(found.Diagnostics) != 1 {
		t.Fatalf("%d findings, want one:\n%s", len(found.Diagnostics), text(t, found))
	}
	d := &found.Diagnostics[0]
	if d.Rule != "unnormalized-path" || d.Path != want.path || d.Line != line || d.Column != column ||
		d.Word() != want.word {
		t.Errorf("want unnormalized-path at %s:%d:%d, %s; got\n%s", want.path, line, column, want.word, text(t, found))
	}
	if !strings.Contains(d.When, "CONFIG_DEBUG_INFO_BTF_MODULES") {
		t.Errorf("when is %q, want the symbol CONFIG_DEBUG_INFO_BTF_MODULES in it", d.When)
	}
}

// renames are new names for the macros, variables and files that the makefile
// uses. Each is replaced in all makefiles wherever it stands as a whole name.
var renames = map[string]string{
	"__modfinal":           "__zz_link",
	"ARCH_MODULE_LDS":      "ZZ_LDS",
	"FORCE":                "ZZ_ALWAYS",
	"KBUILD_BUILTIN":       "ZZ_BUILTIN",
	"MODORDER":             "ZZ_ORDER",
	"PHONY":                "ZZ_NOFILES",
	"btf_ko":               "zz_types",
	"cc_o_c":               "zz_compile",
	"cmd":                  "zz-do",
	"cmd-check":            "zz-differs",
	"cmd_btf_ko":           "cmd_zz_types",
	"cmd_cc_o_c":           "cmd_zz_compile",
	"cmd_ld_ko_o":          "cmd_zz_link",
	"dot-target":           "zz-hidden",
	"existing-targets":     "zz-old",
	"extmod_prefix":        "zz_prefix",
	"if_changed":           "zz_made",
	"if_changed_dep":       "zz_made_dep",
	"if_changed_except":    "zz_made_but",
	"ld_ko_o":              "zz_link",
	"make-cmd":             "zz-text",
	"modules":              "zz_modules",
	"newer-prereqs":        "zz-newer",
	"newer_prereqs_except": "zz_newer_but",
	"objtree":              "zz_out",
	"read-file":            "zz-read",
	"srctree":              "zz_in",
	"vmlinux":              "zz_kernel",
	// The files.
	"Kbuild.include":    "Zz.include",
	"Makefile.lib":      "Makefile.zzlib",
	"Makefile.modfinal": "Makefile.zzfinal",
}

// name is a whole name in a makefile, of a variable or of a file.
var name = regexp.MustCompile(`[A-Za-z_][A-Za-z0-9_-]*(\.(include|lib|modfinal))?`)

// rename gives a text its new names.
func rename(text string) string {
	return name.ReplaceAllStringFunc(text, func(old string) string {
		if renamed, ok := renames[old]; ok {
			return renamed
		}
		return old
	})
}

// renamed returns the makefiles that a build of modules reads with their new
// names. The old files are left empty: a kernel is known by one of them.
func (c corpus) renamed(t *testing.T, edited string) map[string]string {
	t.Helper()
	files := map[string]string{}
	patterns := []string{"Makefile", "Kbuild", "scripts/Kbuild.*", "scripts/Makefile.*", "arch/*/Makefile"}
	for _, pattern := range patterns {
		found, err := fs.Glob(os.DirFS(c.dir), pattern)
		if err != nil || len(found) == 0 {
			t.Fatalf("no %s: %v", pattern, err)
		}
		for _, old := range found {
			text := c.read(t, old)
			if old == modfinal {
				text = edited
			}
			files[old] = ""
			files[rename(old)] = rename(text)
		}
	}
	return files
}

func TestFoundingDefectRenamed(t *testing.T) {
	c := openCorpus(t, "linux-source-6.12")
	files := c.renamed(t, c.edit(t, modfinal, founding))
	renamedFinal := rename(modfinal)
	found := checkByDefault(t, newOverlay(os.DirFS(c.dir), files), renamedFinal)
	isFounding(t, found, place{renamedFinal, files[renamedFinal], rename(defectLine), rename(newVmlinux)})
}

// repairs are edits that make the defect go away.
var repairs = map[string]map[string]string{
	"both spellings": {argument: "if_changed_except,ld_ko_o," + newVmlinux + " vmlinux)"},
	"no filter":      {"$(call newer_prereqs_except,$(2))": "$(newer-prereqs)"},
	"raw side":       {argument: "if_changed_except,ld_ko_o,$(patsubst ./%,%," + newVmlinux + "))"},
}

func TestFoundingDefectRepaired(t *testing.T) {
	for title, repair := range repairs {
		t.Run(title, func(t *testing.T) {
			c := openCorpus(t, "linux-source-6.12")
			edits := maps.Clone(founding)
			maps.Copy(edits, repair)
			door := newOverlay(os.DirFS(c.dir), map[string]string{modfinal: c.edit(t, modfinal, edits)})
			if found := checkByDefault(t, door, modfinal); len(found.Diagnostics) > 0 {
				t.Errorf("want silence, got\n%s", text(t, found))
			}
		})
	}
}
