package report

import (
	"fmt"
	"path/filepath"
	"strings"
)

// unreserved are the characters that a URI has as they are (RFC 3986, section
// 2.3), and the slash between segments. Nothing else needs to be told apart
// here; an escaped colon can't make the first segment look like a scheme.
const unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/"

// relativeURI returns the relative reference for a path with slashes.
func relativeURI(path string) string {
	var out strings.Builder
	for _, b := range []byte(path) {
		if strings.IndexByte(unreserved, b) >= 0 {
			out.WriteByte(b)
		} else {
			fmt.Fprintf(&out, "%%%02X", b)
		}
	}
	return out.String()
}

// fileURI returns the URI of an absolute path.
func fileURI(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // It begins with the drive, on Windows.
	}
	return "file://" + relativeURI(path)
}

// directoryURI returns the URI of an absolute directory, which ends with a
// slash so that relative references can be put behind it.
func directoryURI(path string) string {
	return strings.TrimSuffix(fileURI(path), "/") + "/"
}
