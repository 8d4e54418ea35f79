package eval

import (
	"math/rand/v2"
	"strconv"
	"strings"
)

// A generator writes random makefiles. Variables have ranks: a recursive value
// refers to variables of a lower rank only, so that few refer to themselves.
type generator struct {
	*rand.Rand

	prefix string
	lines  []string
	depth  int
	text   bool // whether CONFIG_S, a symbol with unknown text, may occur
}

const variableRanks = 7

func (g *generator) pick(texts ...string) string { return texts[g.IntN(len(texts))] }

func (g *generator) chance(percent int) bool { return g.IntN(100) < percent }

// variable returns a name of a rank.
func (g *generator) variable(rank int) string {
	name := g.prefix + string(rune('a'+rank))
	if rank >= 4 {
		name += g.pick("-y", "-y", "-m", "-", "-objs")
	}
	return name
}

// target returns a name to assign to: perhaps a computed one.
func (g *generator) target(rank int) string {
	name := g.prefix + string(rune('a'+rank))
	if rank < 4 {
		return name
	}
	switch g.IntN(6) {
	case 0:
		return name + "-" + g.pick("y", "m", "objs")
	case 1:
		return name + "-$(if $(" + g.choice() + "),y,m)"
	}
	return name + "-$(" + g.choice() + ")"
}

func (g *generator) symbol() string {
	if g.text && g.chance(4) {
		return "CONFIG_S"
	}
	return g.choice()
}

// choice returns a symbol that is bool, tristate or no symbol at all: names
// are made of these only, because unknown text makes an unknown name.
func (g *generator) choice() string {
	return "CONFIG_" + g.pick("A", "A", "B", "B", "C", "D", "NONE")
}

// reference returns a reference to a variable below a rank.
func (g *generator) reference(below int) string {
	if below <= 0 || g.chance(25) {
		return "$(" + g.symbol() + ")"
	}
	rank := g.IntN(below)
	if rank >= 4 && g.chance(30) {
		return "$(" + g.prefix + string(rune('a'+rank)) + "-$(" + g.choice() + "))"
	}
	return g.pick("$("+g.variable(rank)+")", "${"+g.variable(rank)+"}")
}

func (g *generator) word() string {
	return g.pick("a.o", "b.o", "c.o", "d/e.o", "foo.c", "x", "y", "m", "n", "sub/", "./z", "-DX", "a%b", "aa", "b.c.d")
}

func (g *generator) blank() string { return g.pick(" ", " ", " ", " ", "  ", "\t") }

// list returns words, references and calls with blanks between most of them.
func (g *generator) list(below, depth int) string {
	var b strings.Builder
	for i := range g.IntN(5) {
		if i > 0 && g.chance(85) {
			b.WriteString(g.blank())
		}
		switch {
		case g.chance(30):
			b.WriteString(g.reference(below))
		case depth > 0 && g.chance(35):
			b.WriteString(g.call(below, depth-1))
		default:
			b.WriteString(g.word())
		}
	}
	return b.String()
}

func (g *generator) pattern() string {
	return g.pick("%.o", "%.o", "%.c", "a%", "%", "%b", "a.o", "y", "m y", "x", "d/%", "%.o %.c", "./%")
}

// call returns a call of a function.
func (g *generator) call(below, depth int) string {
	list := func() string { return g.list(below, depth) }
	small := func() string { return g.pick("1", "2", "3", "$(if $("+g.symbol()+"),1,2)") }
	switch g.IntN(22) {
	case 0:
		return "$(subst " + g.pick("a", ".o", "o", "b.", " ", "/", "aa", "") + "," + g.pick("b", "", ".c", " ", "xy",
			"$("+g.symbol()+")") + "," + list() + ")"
	case 1:
		return "$(patsubst " + g.pattern() + "," + g.pick("%.c", "%", "", "x%y", "p/%", "fix", "%$("+g.symbol()+")") +
			"," + list() + ")"
	case 2:
		return "$(strip " + list() + ")"
	case 3:
		return "$(findstring " + g.pick("a", ".o", "y", "b c", "$("+g.symbol()+")") + "," + list() + ")"
	case 4, 5:
		return "$(" + g.pick("filter", "filter-out") + " " + g.pick(g.pattern(), list()) + "," + list() + ")"
	case 6:
		return "$(sort " + list() + ")"
	case 7:
		return "$(word " + small() + "," + list() + ")"
	case 8:
		return "$(words " + list() + ")"
	case 9:
		return "$(wordlist " + small() + "," + g.pick("1", "2", "4", "$(words "+list()+")") + "," + list() + ")"
	case 10:
		return "$(" + g.pick("firstword", "lastword") + " " + list() + ")"
	case 11:
		return "$(" + g.pick("dir", "notdir", "suffix", "basename") + " " + list() + ")"
	case 12:
		return "$(" + g.pick("addsuffix", "addprefix") + " " +
			g.pick(".x", "p/", "", "$("+g.symbol()+")", "a b") + "," +
			list() + ")"
	case 13:
		return "$(join " + list() + "," + list() + ")"
	case 14, 15:
		return "$(if " + g.pick("", " ") + g.pick(g.reference(below), list()) + "," + list() + g.pick("",
			","+list()) + ")"
	case 16:
		return "$(" + g.pick("or", "and") + " " + list() + "," + g.pick("", " ") + list() + g.pick("", ","+list()) + ")"
	case 17:
		return "$(foreach i," + list() + "," + g.pick("$(i)", "<$(i)>", "$(i:.o=.c) ",
			"$(if $(filter "+g.pattern()+",$(i)),$(i))", g.looked(), "$(i)$("+g.symbol()+")") + ")"
	case 18, 19:
		return "$(call " + g.prefix + "f" + strconv.Itoa(g.IntN(5)) + "," + list() + g.pick("", ","+list()) + ")"
	case 20:
		return "$(" + g.variable(g.IntN(max(below, 1))) + ":" + g.pick(".o", "%.o", "b", "", "a%") + "=" + g.pick(".c",
			"%.d", "", "x", "%$("+g.symbol()+")") + ")"
	}
	return "$(" + g.pick("origin", "flavor", "value") + " " + g.variable(g.IntN(max(below, 1))) + ")"
}

// looked returns a reference to a variable whose name the word of a loop is
// part of; unknown words make unknown names.
func (g *generator) looked() string {
	if g.text {
		return "$(i)"
	}
	return "$(" + g.prefix + "$(i))"
}

func (g *generator) line(text string) {
	g.lines = append(g.lines, strings.Repeat(" ", g.depth)+text)
}

// assign writes one assignment.
func (g *generator) assign() {
	rank := g.IntN(variableRanks)
	operator := g.pick(":=", ":=", "+=", "+=", "+=", "=", "?=", "::=")
	below := rank
	if strings.HasSuffix(operator, ":=") {
		below = variableRanks
	}
	modifier := g.pick("", "", "", "", "", "", "", "override ", "export ")
	value := g.list(below, 2)
	g.line(modifier + g.target(rank) + g.pick(" ", "", "\t") + operator + g.pick(" ", " ", "") + value + g.pick("",
		"", "", " ", " # note"))
}

// conditional writes a conditional with its arms.
func (g *generator) conditional() {
	g.line(g.test())
	g.depth++
	g.statements(1 + g.IntN(3))
	if g.chance(30) {
		g.depth--
		g.line("else " + g.test())
		g.depth++
		g.statements(1 + g.IntN(2))
	}
	if g.chance(40) {
		g.depth--
		g.line("else")
		g.depth++
		g.statements(1 + g.IntN(2))
	}
	g.depth--
	g.line("endif")
}

func (g *generator) test() string {
	switch g.IntN(6) {
	case 0:
		return g.pick("ifdef ", "ifndef ") + g.symbol()
	case 1:
		return g.pick("ifdef ", "ifndef ") + g.variable(g.IntN(variableRanks))
	case 2, 3:
		return g.pick("ifeq", "ifneq") + " ($(" + g.symbol() + "),y)"
	case 4:
		return g.pick("ifeq", "ifneq") + " (" + g.list(variableRanks, 1) + "," + g.pick("", "y",
			"$("+g.symbol()+")") + ")"
	}
	return g.pick("ifeq", "ifneq") + " ($(" + g.pick("filter", "filter-out") + " " + g.pick("y m", "y", "%.o") + "," +
		g.reference(variableRanks) + "),)"
}

// rule writes a rule with recipe lines, some of them under a condition.
func (g *generator) rule() {
	if g.text || g.depth > 0 && g.chance(60) {
		return // names of unknown text are unknown names
	}
	// A newline would be part of a name here.
	stripped := func(depth int) string {
		return "$(strip " + strings.ReplaceAll(g.list(variableRanks, depth), "%", "") + ")"
	}
	names := "$(addprefix " + g.prefix + "t/," + g.list(variableRanks, 0) + ")"
	prereqs := stripped(1)
	switch g.IntN(7) {
	case 0:
		g.lines = append(g.lines, g.prefix+"t"+g.pick("1", "2")+g.pick(":: ", "::")+prereqs)
	case 1:
		g.lines = append(g.lines, strings.ReplaceAll(names, "a%b", "q")+": %: %.c "+prereqs)
	case 2:
		g.lines = append(g.lines, ".PHONY: "+g.prefix+"t/x $(addprefix "+g.prefix+"t/,"+g.list(variableRanks, 0)+")")
		return
	case 3:
		g.lines = append(g.lines, g.prefix+"t/x "+g.prefix+"t/a.o: "+g.variable(3)+" "+g.pick("=", ":=", "+=",
			"?=")+" "+g.list(3, 0))
		return
	default:
		g.lines = append(g.lines, strings.ReplaceAll(names, "a%b", "q")+g.pick(":", " : ")+prereqs+g.pick("", "",
			" | "+stripped(0)))
	}
	if g.chance(50) {
		g.lines = append(g.lines, "\techo $@ $<")
	}
	if g.chance(25) {
		g.lines = append(g.lines, g.test(), "\techo more", "endif")
	}
}

// statements writes n statements.
func (g *generator) statements(n int) {
	for range n {
		switch k := g.IntN(20); {
		case k < 11:
			g.assign()
		case k < 14 && g.depth < 3:
			g.conditional()
		case (k == 14 || k == 15 || k > 18) && g.text:
			g.assign()
		case k == 14:
			g.line("$(eval " + g.target(g.IntN(4)) + " " + g.pick(":=", "+=", "=") + " " +
				strings.ReplaceAll(g.list(0, 1),
					"#", "") + ")")
		case k == 15:
			g.line("$(foreach i," + g.list(variableRanks, 1) + ",$(eval " + g.prefix + g.pick("$(i)", "d",
				"e-$(i)") + " " +
				g.pick("+=", ":=") + " <$(i)>))")
		case k == 16 && (g.text || g.chance(60)):
			g.define()
		case k == 16:
			g.line("$(eval $(call " + g.prefix + "f" + g.pick("5", "6", "7") + "," + g.pick("x", "y",
				"$("+g.choice()+")",
				"a.o") + "," + g.list(variableRanks, 1) + "))")
		case k == 17:
			g.line(g.pick("undefine ", "override undefine ", "undefine ", "export ") +
				g.variable(g.IntN(variableRanks)))
		case k == 18:
			g.line(g.pick("-include ", "include ") + g.pick(g.prefix+"inc.mk",
				"$(wildcard "+g.prefix+"inc$("+g.choice()+").mk)", g.prefix+"incy.mk"))
		default:
			g.rule()
		}
	}
}

func (g *generator) define() {
	rank := g.IntN(4)
	name := g.prefix + string(rune('a'+rank))
	g.line("define " + name + g.pick("", " =", " :=", " +="))
	for range g.IntN(3) {
		g.line(strings.ReplaceAll(g.list(rank, 1), "#", ""))
	}
	g.line("endef")
}
