package main

import (
	"fmt"
	"io"
	"time"

	"github.com/kbuildlint/kbuildlint/report"
)

const (
	// progressAfter is how long a run may take before it says what it does, and
	// progressEvery how long a line stays at least.
	progressAfter = time.Second
	progressEvery = 100 * time.Millisecond
	// progressWidth is how many characters of a path are shown, so that the line
	// fits a terminal.
	progressWidth = 40
)

// A progress tells who waits at a terminal which directory is being read, on
// one line that is overwritten. It is called from one goroutine, and silent
// until the run has taken a while.
type progress struct {
	out         io.Writer // nil where nobody looks
	now         func() time.Time
	next        time.Time
	directories int
	shown       bool
}

// progress returns what shows the progress of a command that begins now.
func (s *session) progress() *progress {
	p := &progress{now: time.Now}
	if isTerminal(s.stderr) && s.getenv("TERM") != "dumb" {
		p.out = s.stderr
	}
	p.next = p.now().Add(progressAfter)
	return p
}

// show takes the directory that is about to be read.
func (p *progress) show(dir string) {
	p.directories++
	if p.out == nil {
		return
	}
	now := p.now()
	if now.Before(p.next) {
		return
	}
	p.next, p.shown = now.Add(progressEvery), true
	dir = report.Escape(dir)
	if len(dir) > progressWidth {
		dir = "..." + dir[len(dir)-progressWidth+3:]
	}
	_, _ = fmt.Fprintf(p.out, "%sreading %s (directory %d)", eraseLine, dir, p.directories)
}

// clear removes the line, if there is one.
func (p *progress) clear() {
	if p.shown {
		_, _ = io.WriteString(p.out, eraseLine)
		p.shown = false
	}
}

// eraseLine empties the line that the cursor is on (ECMA-48, EL).
const eraseLine = "\r\x1b[K"
