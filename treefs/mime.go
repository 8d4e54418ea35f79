package treefs

import (
	"bufio"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/textproto"
	"strings"
)

// maxNested is how deep parts of a mail may be in others: a signed mail with
// attachments that went through a mailing list has three levels.
const maxNested = 8

// fieldsOf returns the fields of a header, with the line before it that a mailbox
// has. Of a header that is broken it returns those before the break.
func fieldsOf(head string) textproto.MIMEHeader {
	if strings.HasPrefix(head, "From ") {
		_, head, _ = strings.Cut(head, "\n")
	}
	header, _ := textproto.NewReader(bufio.NewReader(strings.NewReader(head))).ReadMIMEHeader()
	return header
}

// content returns the text of a mail or of a part of it, without its encoding: of
// one with parts, those that are plain text or patches, in a row.
func content(header textproto.MIMEHeader, body io.Reader, depth int) (string, error) {
	kind, parameters, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err == nil && strings.HasPrefix(kind, "multipart/") && parameters["boundary"] != "" {
		return parts(multipart.NewReader(body, parameters["boundary"]), depth)
	}
	switch strings.ToLower(strings.TrimSpace(header.Get("Content-Transfer-Encoding"))) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	text, err := io.ReadAll(body)
	if err != nil {
		return "", fmt.Errorf("decode %s: %w", kind, err)
	}
	return string(text), nil
}

// parts returns the texts of the parts of a mail that may have patches.
func parts(reader *multipart.Reader, depth int) (string, error) {
	if depth == maxNested {
		return "", fmt.Errorf("more than %d levels of parts", maxNested)
	}
	var texts strings.Builder
	for {
		part, err := reader.NextRawPart()
		if errors.Is(err, io.EOF) {
			return texts.String(), nil
		}
		if err != nil {
			return "", fmt.Errorf("split the parts: %w", err)
		}
		if !mayHavePatch(part.Header) {
			continue
		}
		text, err := content(part.Header, part, depth+1)
		if err != nil {
			return "", err
		}
		texts.WriteString(strings.TrimSuffix(text, "\n"))
		texts.WriteByte('\n')
	}
}

// mayHavePatch tells parts with text, or with parts, from signatures, pages and
// pictures.
func mayHavePatch(header textproto.MIMEHeader) bool {
	kind, _, err := mime.ParseMediaType(header.Get("Content-Type"))
	switch {
	case err != nil || kind == "":
		return true
	case strings.HasPrefix(kind, "text/"):
		return kind != "text/html"
	}
	return strings.HasPrefix(kind, "multipart/") || kind == "application/x-patch"
}
