package treefs

import (
	"bufio"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
	"sync"
)

// maxKept is how many bytes of blobs are kept for the next reader.
const maxKept = 64 << 20

var (
	errMissing = errors.New("the repository lacks its text, and nothing is fetched: a partial clone?")
	errClosed  = errors.New("the repository is closed")
)

// Blobs are the texts of a repository by hash. One git process, which is
// started when the first is wanted, tells all of them.
type blobs struct {
	dir string

	mutex   sync.Mutex // guards what follows
	command *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
	kept    map[string]string
	size    int   // of what is kept
	broken  error // why nothing more can be read
	first   error // the first text that could not be read
}

// read returns the text of a blob.
func (b *blobs) read(name string) (string, error) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if text, ok := b.kept[name]; ok {
		return text, nil
	}
	text, err := b.fetch(name)
	if err != nil {
		if b.first == nil {
			b.first = fmt.Errorf("blob %s: %w", name, err)
		}
		return "", err
	}
	if b.size+len(text) <= maxKept {
		b.kept[name] = text
		b.size += len(text)
	}
	return text, nil
}

// fetch asks git for a blob.
func (b *blobs) fetch(name string) (string, error) {
	if b.broken != nil {
		return "", b.broken
	}
	if b.command == nil {
		if b.broken = b.start(); b.broken != nil {
			return "", b.broken
		}
	}
	if _, err := io.WriteString(b.in, name+"\n"); err != nil {
		b.broken = fmt.Errorf("ask git: %w", err)
		return "", b.broken
	}
	head, err := b.out.ReadString('\n')
	if err != nil {
		b.broken = fmt.Errorf("git ended: %w", err)
		return "", b.broken
	}
	fields := strings.Fields(head)
	if len(fields) != 3 || fields[1] != "blob" {
		return "", b.refuse(fields)
	}
	size, err := strconv.ParseInt(fields[2], 10, 64)
	if err != nil {
		b.broken = fmt.Errorf("git answers %q", head)
		return "", b.broken
	}
	return b.body(size)
}

// refuse returns the error about an answer that is no blob. After one that has
// a text, of a tree for example, nothing can be read any more.
func (b *blobs) refuse(fields []string) error {
	if len(fields) == 2 && fields[1] == "missing" {
		return errMissing
	}
	b.broken = fmt.Errorf("git answers %q", strings.Join(fields, " "))
	return b.broken
}

// body reads the text behind the head of an answer.
func (b *blobs) body(size int64) (string, error) {
	var text strings.Builder
	target := io.Writer(&text)
	if size > maxFile {
		target = io.Discard
	}
	_, err := io.CopyN(target, b.out, size)
	if err == nil {
		_, err = b.out.Discard(len("\n"))
	}
	switch {
	case err != nil:
		b.broken = fmt.Errorf("git ended: %w", err)
		return "", b.broken
	case size > maxFile:
		return "", errTooLarge
	}
	return text.String(), nil
}

// start starts git.
func (b *blobs) start() error {
	command := gitCommand(b.dir, "cat-file", "--batch")
	in, err := command.StdinPipe()
	if err != nil {
		return fmt.Errorf("start git: %w", err)
	}
	out, err := command.StdoutPipe()
	if err != nil {
		return fmt.Errorf("start git: %w", err)
	}
	if err := command.Start(); err != nil {
		return fmt.Errorf("start git: %w", err)
	}
	b.command, b.in, b.out = command, in, bufio.NewReaderSize(out, 64<<10)
	return nil
}

// close ends git and returns the first error that a reader met, who may have
// taken it for the absence of a file.
func (b *blobs) close() error {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if b.command != nil {
		_ = b.in.Close()
		_ = b.command.Wait() // it was only to answer, and has
		b.command = nil
	}
	b.broken = errClosed
	return b.first
}

// failure returns the first error that a reader met.
func (b *blobs) failure() error {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.first
}

// hashOf returns the hash that git gives to a text, as long as those of the
// repository are.
func hashOf(text []byte, length int) string {
	head := fmt.Appendf(nil, "blob %d\x00", len(text))
	sum := sha1.New()
	if length == hex.EncodedLen(sha256.Size) {
		sum = sha256.New()
	}
	_, _ = sum.Write(head)
	_, _ = sum.Write(text)
	return hex.EncodeToString(sum.Sum(nil))
}
