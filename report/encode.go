package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// WriteJSON writes a value as indented JSON that is safe to show on a
// terminal and to print in a job of a CI system: what Escape would escape is
// escaped here the way of JSON. Only bytes that are not UTF-8 are lost; JSON
// can't hold them.
func WriteJSON(w io.Writer, value any) error {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(value); err != nil {
		return fmt.Errorf("encode JSON: %w", err)
	}
	if _, err := w.Write(escapeJSON(buffer.String())); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	return nil
}

// escapeJSON escapes the characters that the encoder leaves as they are though
// they don't print or make up a command. They can only stand in strings.
func escapeJSON(encoded string) []byte {
	out := make([]byte, 0, len(encoded))
	for i, r := range encoded {
		if isCommand(encoded, i) || r != '\n' && !strconv.IsPrint(r) {
			out = appendUnicodeEscape(out, r)
		} else {
			out = utf8.AppendRune(out, r)
		}
	}
	return out
}

// appendUnicodeEscape appends a character as \uXXXX, or as two of them where it
// takes more than 16 bits.
func appendUnicodeEscape(out []byte, r rune) []byte {
	for _, unit := range utf16.Encode([]rune{r}) {
		out = fmt.Appendf(out, `\u%04x`, unit)
	}
	return out
}
