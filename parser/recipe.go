package parser

// joinRecipe returns the edits that turn the physical lines of a recipe line
// into what make keeps: inside references a continuation becomes one blank,
// outside only the recipe prefix after it goes away. The brackets that delimit
// a reference here are counted from every "$", even the second of "$$".
func joinRecipe(text string, prefix byte) []edit {
	var edits []edit
	var open, end byte // the brackets of the reference around, if any
	depth, inside := 0, 0
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case open == 0 && c == '$' && i+1 < len(text) && closing(text[i+1]) != 0:
			i++
			open, end, depth, inside = text[i], closing(text[i]), 1, i+1
		case c == open && open != 0:
			depth++
		case c == end && open != 0:
			if depth--; depth == 0 {
				open = 0
			}
		case c == '\n' && open == 0:
			edits = append(edits, keepNewline(text, i, prefix)...)
		case c == '\n':
			edits = foldNewline(text, i, inside, edits)
		}
	}
	return edits
}

// keepNewline returns the edit of the newline at text[i] outside references.
func keepNewline(text string, i int, prefix byte) []edit {
	from, to := i, i+1
	if i > 0 && text[i-1] == '\r' {
		from--
	}
	if to < len(text) && text[to] == prefix {
		to++
	}
	if to-from == 1 {
		return nil
	}
	return []edit{{from, to, '\n'}}
}

// foldNewline adds the edit of the newline at text[i] in the reference whose
// name starts at text[inside].
func foldNewline(text string, i, inside int, edits []edit) []edit {
	end := i
	if end > 0 && text[end-1] == '\r' {
		end--
	}
	from := trimBlanks(text, inside, end-1)
	return addBlank(edits, edit{from, skipSpace(text, i+1), ' '})
}
