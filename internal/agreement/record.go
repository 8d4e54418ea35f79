package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A header is the first line of a file of records: what they were made of. A
// file with another header is out of date.
type header struct {
	// Format is the version of the recorder and of this layout.
	Format        int    `json:"format"`
	Kernel        string `json:"kernel"`
	Configuration string `json:"configuration"`
	Make          string `json:"make"`
	Compiler      string `json:"compiler"`
}

// recordFormat is the present version of header and visit.
const recordFormat = 1

// A visit is what make had when it visited one directory. Each line of a file
// of records but the first is one; they are sorted by directory and goals.
type visit struct {
	// Dir is the variable obj; From is that of the directory whose process
	// started this one, "" for the top makefile.
	Dir  string `json:"obj"`
	From string `json:"from"`
	// Goals is MAKECMDGOALS, Builtin and Modules are need-builtin and
	// need-modorder.
	Goals   string `json:"goals"`
	Builtin string `json:"need-builtin"`
	Modules string `json:"need-modorder"`
	// Variables are the expanded values right after the Kbuild file. The paths
	// of the sources and of the objects stand there as {source} and {objects}.
	Variables map[string]string `json:"variables"`
}

// readRecords reads a file of records. It reports false if there is none of
// that header.
func readRecords(in io.Reader, want header) ([]*visit, bool, error) {
	lines := json.NewDecoder(bufio.NewReader(in))
	var have header
	if err := lines.Decode(&have); err != nil || have != want {
		return nil, false, nil //nolint:nilerr // what can't be read is made again
	}
	var visits []*visit
	for {
		v := &visit{}
		err := lines.Decode(v)
		if errors.Is(err, io.EOF) {
			return visits, true, nil
		}
		if err != nil {
			return nil, false, fmt.Errorf("record %d: %w", len(visits)+1, err)
		}
		visits = append(visits, v)
	}
}

// writeRecords writes a file of records.
func writeRecords(out io.Writer, h header, visits []*visit) error {
	buffered := bufio.NewWriter(out)
	lines := json.NewEncoder(buffered)
	lines.SetEscapeHTML(false)
	err := lines.Encode(h)
	for _, v := range visits {
		err = errors.Join(err, lines.Encode(v))
	}
	return errors.Join(err, buffered.Flush())
}

// parseVisit reads what the recorder wrote about one visit. paths replaces the
// paths that belong to one machine.
func parseVisit(text []byte, paths *strings.Replacer) (*visit, error) {
	v := &visit{}
	if err := json.Unmarshal(text, v); err != nil {
		return nil, err
	}
	if v.Dir == "" {
		return nil, errors.New("it names no directory")
	}
	delete(v.Variables, "") // the end of the list as make writes it
	for name, value := range v.Variables {
		v.Variables[name] = paths.Replace(value)
	}
	return v, nil
}

// collectVisits reads what the recorder left in a directory.
func collectVisits(dir string, paths *strings.Replacer) ([]*visit, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var visits []*visit
	for _, entry := range entries {
		if filepath.Ext(entry.Name()) != "" {
			continue
		}
		name := filepath.Join(dir, entry.Name())
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		v, err := parseVisit(text, paths)
		if err != nil {
			return nil, fmt.Errorf("a visit left no record that can be read: %w\nmake %s\n%s",
				err, tail(name+".arguments"), tail(name+".messages"))
		}
		visits = append(visits, v)
	}
	slices.SortFunc(visits, func(a, b *visit) int {
		return strings.Compare(a.Dir+"\x00"+a.Goals+"\x00"+a.From, b.Dir+"\x00"+b.Goals+"\x00"+b.From)
	})
	return visits, nil
}
