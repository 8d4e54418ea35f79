package kconfig

// A keyword is the word that a statement begins with.
type keyword string

// The keywords (scripts/kconfig/lexer.l; rsource, osource, orsource and gsource
// are those of kconfiglib, which trees besides Linux use).
const (
	kwConfig      keyword = "config"
	kwMenuconfig  keyword = "menuconfig"
	kwChoice      keyword = "choice"
	kwEndchoice   keyword = "endchoice"
	kwMenu        keyword = "menu"
	kwEndmenu     keyword = "endmenu"
	kwIf          keyword = "if"
	kwEndif       keyword = "endif"
	kwComment     keyword = "comment"
	kwMainmenu    keyword = "mainmenu"
	kwSource      keyword = "source"
	kwRsource     keyword = "rsource"
	kwOsource     keyword = "osource"
	kwOrsource    keyword = "orsource"
	kwGsource     keyword = "gsource"
	kwPrompt      keyword = "prompt"
	kwDefault     keyword = "default"
	kwDefBool     keyword = "def_bool"
	kwDefTristate keyword = "def_tristate"
	kwDepends     keyword = "depends"
	kwVisible     keyword = "visible"
	kwSelect      keyword = "select"
	kwImply       keyword = "imply"
	kwRange       keyword = "range"
	kwHelp        keyword = "help"
	kwModules     keyword = "modules"
	kwTransit     keyword = "transitional"
	kwOptional    keyword = "optional"
	kwOption      keyword = "option"
	kwType        keyword = ""  // of any of the types
	kwAssign      keyword = "=" // NAME = value and its like
	kwExpand      keyword = "$" // a line that a macro begins
)

// An entryKind is a kind of entry that lines below it give options to.
type entryKind uint8

// The kinds are bits, so that a form can name several.
const (
	inConfig entryKind = 1 << iota
	inChoice
	inMenu
	inComment
	inNone entryKind = 0
)

// A form is how the statement of a keyword is written, and where it may stand.
type form struct {
	word  keyword
	shape func(*lineParser, *statement)
	in    entryKind // the entries it is an option of; inNone for one that ends them
}

// forms has the form of every keyword.
var forms = map[string]form{
	"config":       {kwConfig, (*lineParser).symbol, inNone},
	"menuconfig":   {kwMenuconfig, (*lineParser).symbol, inNone},
	"choice":       {kwChoice, (*lineParser).optionalName, inNone},
	"endchoice":    {kwEndchoice, (*lineParser).nothing, inNone},
	"menu":         {kwMenu, (*lineParser).text, inNone},
	"endmenu":      {kwEndmenu, (*lineParser).nothing, inNone},
	"if":           {kwIf, (*lineParser).expression, inNone},
	"endif":        {kwEndif, (*lineParser).nothing, inNone},
	"comment":      {kwComment, (*lineParser).text, inNone},
	"mainmenu":     {kwMainmenu, (*lineParser).text, inNone},
	"source":       {kwSource, (*lineParser).path, inNone},
	"rsource":      {kwRsource, (*lineParser).path, inNone},
	"osource":      {kwOsource, (*lineParser).path, inNone},
	"orsource":     {kwOrsource, (*lineParser).path, inNone},
	"gsource":      {kwGsource, (*lineParser).path, inNone},
	"prompt":       {kwPrompt, (*lineParser).promptText, inConfig | inChoice},
	"bool":         {kwType, (*lineParser).typeLine, inConfig | inChoice},
	"tristate":     {kwType, (*lineParser).typeLine, inConfig | inChoice},
	"int":          {kwType, (*lineParser).typeLine, inConfig},
	"hex":          {kwType, (*lineParser).typeLine, inConfig},
	"string":       {kwType, (*lineParser).typeLine, inConfig},
	"def_bool":     {kwDefBool, (*lineParser).value, inConfig},
	"def_tristate": {kwDefTristate, (*lineParser).value, inConfig},
	"default":      {kwDefault, (*lineParser).value, inConfig | inChoice},
	"depends":      {kwDepends, (*lineParser).depends, inConfig | inChoice | inMenu | inComment},
	"visible":      {kwVisible, (*lineParser).visible, inMenu},
	"select":       {kwSelect, (*lineParser).selection, inConfig},
	"imply":        {kwImply, (*lineParser).selection, inConfig},
	"range":        {kwRange, (*lineParser).bounds, inConfig},
	"help":         {kwHelp, (*lineParser).nothing, inConfig | inChoice},
	"---help---":   {kwHelp, (*lineParser).nothing, inConfig | inChoice},
	"modules":      {kwModules, (*lineParser).nothing, inConfig},
	"transitional": {kwTransit, (*lineParser).nothing, inConfig},
	"optional":     {kwOptional, (*lineParser).nothing, inChoice},
	"option":       {kwOption, (*lineParser).option, inConfig},
}

// typeWords are the keywords that give a symbol its type. The "boolean" of old
// trees is none any more (scripts/kconfig/lexer.l).
var typeWords = map[string]Type{
	"bool": Bool, "def_bool": Bool,
	"tristate": Tristate, "def_tristate": Tristate,
	"int": Int, "hex": Hex, "string": String,
}
