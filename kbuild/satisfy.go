package kbuild

import (
	"slices"
	"strings"

	"github.com/kbuildlint/kbuildlint/cond"
	"github.com/kbuildlint/kbuildlint/kconfig"
)

// Kconfig returns what the Kconfig files of the tree, or of the kernel that a
// module is built against, define; nil without such.
func (t *Tree) Kconfig() *kconfig.Model { return t.model() }

func (t *Tree) readModel() *kconfig.Model {
	if t.kernel == nil || !t.kernel.isFile("Kconfig") {
		return nil
	}
	return kconfig.Read(t.kernel.fsys, kconfig.Request{Arches: t.Architectures()})
}

// A Proof says whether the Kconfig files allow a configuration in which a
// condition holds.
type Proof struct {
	Verdict kconfig.Verdict
	// Witness is such a configuration, as far as it matters: the values of
	// symbols and of SRCARCH by name. It is nil where there is none.
	Witness map[string]string
}

// maxFormula bounds the parts of a condition that is put to the solver.
const maxFormula = 500

// Prove asks the Kconfig files of the tree about a condition. What only a build
// could tell may be either way.
func (t *Tree) Prove(when cond.Cond) Proof {
	proof, known := t.proofs[when]
	if !known {
		proof = t.prove(when)
		t.proofs[when] = proof
	}
	return proof
}

func (t *Tree) prove(when cond.Cond) Proof {
	model := t.Kconfig()
	if model == nil || when == cond.False {
		return Proof{Verdict: kconfig.Undecided}
	}
	verdict := kconfig.Impossible
	for _, arch := range t.askedArches() {
		on := t.World.Space.And(when, t.World.Space.Is(t.archDomain(), arch))
		if on == cond.False {
			continue
		}
		f := formula{tree: t, arch: arch, known: map[cond.Cond]kconfig.Formula{}}
		whole := f.of(on)
		if len(f.known) > maxFormula {
			return Proof{Verdict: kconfig.Undecided}
		}
		answer := model.Satisfiable(arch, whole)
		switch answer.Verdict {
		case kconfig.Possible:
			return Proof{kconfig.Possible, f.witness(answer.Witness)}
		case kconfig.Undecided:
			verdict = kconfig.Undecided
		case kconfig.Impossible:
		}
	}
	return Proof{Verdict: verdict}
}

// askedArches returns the architectures in the order in which a witness is
// looked for: those first that most people can try it on.
func (t *Tree) askedArches() []string {
	arches := slices.Clone(t.Architectures())
	if len(arches) == 0 {
		return []string{""}
	}
	slices.SortStableFunc(arches, func(a, b string) int { return common[b] - common[a] })
	return arches
}

// common ranks architectures by how common machines of them are.
var common = map[string]int{"x86": 4, "arm64": 3, "arm": 2, "riscv": 1}

// A formula translates conditions on one architecture.
type formula struct {
	tree  *Tree
	arch  string
	known map[cond.Cond]kconfig.Formula
}

// of returns a condition as a formula over symbols. Tests whose outcome nobody
// can foresee are whatever suits.
func (f *formula) of(when cond.Cond) kconfig.Formula {
	switch when {
	case cond.True:
		return kconfig.All()
	case cond.False:
		return kconfig.Any()
	}
	if done, ok := f.known[when]; ok || len(f.known) > maxFormula {
		return done
	}
	space := f.tree.World.Space
	domain, branches := space.Branches(when)
	values := space.Values(domain)
	name, isSymbol := strings.CutPrefix(space.Name(domain), "CONFIG_")
	var either []kconfig.Formula
	for i, branch := range branches {
		switch {
		case branch == cond.False:
		case domain == f.tree.archDomain():
			if values[i] == f.arch {
				either = append(either, f.of(branch))
			}
		case isSymbol:
			either = append(either, kconfig.All(kconfig.Is(name, values[i]), f.of(branch)))
		default:
			either = append(either, f.of(branch))
		}
	}
	result := kconfig.Any(either...)
	f.known[when] = result
	return result
}

// witness returns settings under the names that makefiles have for them.
func (f *formula) witness(settings []kconfig.Setting) map[string]string {
	witness := map[string]string{}
	if f.arch != "" {
		witness["SRCARCH"] = f.arch
	}
	for _, setting := range settings {
		value := setting.Value
		if value == "n" {
			value = ""
		}
		witness["CONFIG_"+setting.Symbol] = value
	}
	return witness
}
