package treefs

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// maxMail is how large a mailbox may be.
const maxMail = 64 << 20

var (
	errMail  = fmt.Errorf("more than %d MB of mail", maxMail>>20)
	errEmpty = errors.New("there is no patch in it")
)

// A message is one mail of a series, or the one diff that came without mail.
type message struct {
	// line is the number of its first line in the mailbox, 1-based; in text, the
	// encoding of the mail is undone.
	line int
	text string
}

// readMail splits a mailbox into its messages.
func readMail(r io.Reader) ([]message, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxMail+1))
	if err != nil {
		return nil, fmt.Errorf("read the patch: %w", err)
	}
	if len(data) > maxMail {
		return nil, errMail
	}
	var messages []message
	start, number, line, before := 0, 1, 0, ""
	text := string(data)
	at := 0
	for current := range strings.Lines(text) {
		line++
		if at > 0 && isSeparator(current) && strings.TrimSpace(before) == "" {
			messages = append(messages, message{number, text[start:at]})
			start, number = at, line
		}
		at += len(current)
		before = current
	}
	messages = append(messages, message{number, text[start:]})
	for i := range messages {
		if messages[i].text, err = decode(messages[i].text); err != nil {
			return nil, fmt.Errorf("line %d: the mail from there: %w", messages[i].line, err)
		}
	}
	return messages, nil
}

// isSeparator reports whether a line of a mailbox begins a mail: From, a word,
// and a date that ends with the year.
func isSeparator(line string) bool {
	fields := strings.Fields(line)
	return strings.HasPrefix(line, "From ") && len(fields) >= 7 && len(fields[len(fields)-1]) == 4 &&
		strings.Count(line, ":") == 2
}

// decode undoes the encoding of a mail, as its header tells it, and the line
// ends that a mail may have got on its way.
func decode(text string) (string, error) {
	head, body, isMail := cutHeader(text)
	if !isMail {
		return text, nil
	}
	if first, _, _ := strings.Cut(text, "\n"); strings.HasSuffix(first, "\r") {
		head, body = strings.ReplaceAll(head, "\r\n", "\n"), strings.ReplaceAll(body, "\r\n", "\n")
	}
	header := fieldsOf(head)
	if header.Get("Content-Type") == "" && header.Get("Content-Transfer-Encoding") == "" {
		return head + body, nil
	}
	decoded, err := content(header, strings.NewReader(body), 0)
	if err != nil {
		return "", fmt.Errorf("its encoding is broken: %w", err)
	}
	return head + strings.ReplaceAll(decoded, "\r\n", "\n"), nil
}

// cutHeader splits a mail at the empty line behind its header. What does not
// begin with a header is no mail.
func cutHeader(text string) (head, body string, isMail bool) {
	at := 0
	for line := range strings.Lines(text) {
		name, _, isField := strings.Cut(line, ":")
		at += len(line)
		switch {
		case strings.TrimRight(line, "\r\n") == "":
			return text[:at], text[at:], isMail
		case isMail && strings.Trim(line[:1], " \t") == "":
			continue
		case !isSeparator(line) && (!isField || strings.ContainsAny(name, " \t@+")):
			return "", text, false
		}
		isMail = true
	}
	return "", text, false
}
