package main

import (
	"strings"
	"testing"
	"time"
)

// TestProgress checks what is shown at which time, with the clock in hand.
func TestProgress(t *testing.T) {
	var out strings.Builder
	now := time.Unix(0, 0)
	p := &progress{out: &out, now: func() time.Time { return now }, next: now.Add(progressAfter)}
	steps := []struct {
		after time.Duration
		dir   string
		want  string
	}{
		{0, "early", ""},
		{progressAfter, "drivers/net", "\r\x1b[Kreading drivers/net (directory 2)"},
		{progressEvery / 2, "too/soon", ""},
		{progressEvery, "evil\x1b[2J", "\r\x1b[Kreading evil\\x1b[2J (directory 4)"},
		{
			progressEvery, strings.Repeat("x/", 30),
			"\r\x1b[Kreading ..." + strings.Repeat("/x", 18) + "/ (directory 5)",
		},
	}
	for _, step := range steps {
		now = now.Add(step.after)
		out.Reset()
		if p.show(step.dir); out.String() != step.want {
			t.Errorf("%s: wrote %q, want %q", step.dir, out.String(), step.want)
		}
	}
	out.Reset()
	p.clear()
	p.clear()
	if want := "\r\x1b[K"; out.String() != want {
		t.Errorf("cleared with %q, want %q", out.String(), want)
	}
}

// TestNoProgress checks that nothing is written where nobody looks, or before
// there was anything to show.
func TestNoProgress(t *testing.T) {
	var out strings.Builder
	s := &session{process: process{stderr: &out, getenv: func(string) string { return "" }}}
	p := s.progress()
	p.next = time.Time{}
	p.show("drivers")
	p.clear()
	quick := &progress{out: &out, now: time.Now, next: time.Now().Add(time.Hour)}
	quick.show("drivers")
	quick.clear()
	if out.Len() > 0 {
		t.Errorf("wrote %q", out.String())
	}
}
