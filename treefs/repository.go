package treefs

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode"
)

// A Repository is one of git, bare or with a working tree. Revisions of it are
// read straight from its objects: nothing is checked out, fetched or written,
// and nothing that its configuration names is run.
type Repository struct {
	// Prefix is the path of the directory it was opened by, relative to the top
	// of the working tree, "." for the top itself and for a bare repository.
	Prefix string

	dir   string
	blobs *blobs
}

// maxEntries is how many files a revision may have: Linux has 90,000.
const maxEntries = 1 << 20

// OpenRepository opens the repository that a directory is in.
func OpenRepository(dir string) (*Repository, error) {
	prefix, err := askGit(dir, "rev-parse", "--show-prefix")
	if err != nil {
		return nil, fmt.Errorf("open repository: %w", err)
	}
	return &Repository{
		Prefix: path.Clean(strings.TrimSuffix(prefix, "\n")), dir: dir,
		blobs: &blobs{dir: dir, kept: map[string]string{}},
	}, nil
}

// Close ends the git process that tells the texts of all revisions, and returns
// the first error that reading one met: who looked for a file may have taken it
// for the absence of that file.
func (r *Repository) Close() error { return r.blobs.close() }

// Err returns the first error that reading the text of a file met.
func (r *Repository) Err() error { return r.blobs.failure() }

// Revision opens a commit, a tag or a tree: all of it, wherever in the working
// tree the repository was opened. It may be used by several goroutines.
func (r *Repository) Revision(name string) (*Revision, error) {
	if err := checkRevision(name); err != nil {
		return nil, err
	}
	tree, err := askGit(r.dir, "rev-parse", "--verify", "--end-of-options", name+"^{tree}")
	if err != nil {
		return nil, fmt.Errorf("revision %s: %w", name, err)
	}
	hash := strings.TrimSpace(tree)
	if !isHash(hash) {
		return nil, fmt.Errorf("revision %s: git answers %q", name, hash)
	}
	listing, err := askGit(r.dir, "ls-tree", "-r", "-z", "--full-tree", "--end-of-options", hash)
	if err != nil {
		return nil, fmt.Errorf("revision %s: %w", name, err)
	}
	store, err := readListing(listing, r.blobs)
	if err != nil {
		return nil, fmt.Errorf("revision %s: %w", name, err)
	}
	return &Revision{storeFS{store, "."}}, nil
}

// checkRevision refuses what can't be one revision, before git sees it.
func checkRevision(name string) error {
	switch {
	case name == "":
		return errors.New("the revision has no name")
	case strings.HasPrefix(name, "-"):
		return fmt.Errorf("revision %s: a name does not begin with -", name)
	case strings.Contains(name, ".."):
		return fmt.Errorf("revision %s: this is a range", name)
	case strings.ContainsFunc(name, unicode.IsControl) || len(name) > 1<<10:
		return fmt.Errorf("revision %q: no name is like this", name[:min(len(name), 100)])
	}
	return nil
}

// isHash reports whether a text is an object's name in full.
func isHash(text string) bool {
	return (len(text) == 40 || len(text) == 64) && strings.Trim(text, "0123456789abcdef") == ""
}

// A Revision is a revision as an fs.FS. As in the door to a directory no link
// leads out; a submodule is an empty directory. The time of a file is unknown.
type Revision struct{ storeFS }

// A listing is what git says about a revision: the entries of each directory,
// sorted by name.
type listing struct {
	dirs map[string][]*node
	blob *blobs
}

// readListing reads the output of ls-tree -r -z.
func readListing(text string, blobs *blobs) (*listing, error) {
	l := &listing{dirs: map[string][]*node{".": nil}, blob: blobs}
	count := 0
	for record := range strings.SplitSeq(text, "\x00") {
		if record == "" {
			continue
		}
		if count++; count > maxEntries {
			return nil, fmt.Errorf("more than %d files", maxEntries)
		}
		head, name, _ := strings.Cut(record, "\t")
		fields := strings.Split(head, " ")
		if len(fields) != 3 || !isHash(fields[2]) {
			return nil, fmt.Errorf("git lists %q", record)
		}
		// A tree of an attacker may have entries such as ..; no other name is
		// like the path of another.
		if !isInside(name) {
			continue
		}
		l.add(name, fields[0], fields[2])
	}
	for dir, entries := range l.dirs {
		slices.SortStableFunc(entries, func(a, b *node) int { return cmp.Compare(a.name, b.name) })
		l.dirs[dir] = slices.CompactFunc(entries, func(a, b *node) bool { return a.name == b.name })
	}
	return l, nil
}

// isInside reports whether a name is that of a file in the tree.
func isInside(name string) bool {
	return path.Clean(name) == name && name != "." && name != ".." &&
		!strings.HasPrefix(name, "/") && !strings.HasPrefix(name, "../")
}

// modes are what entries of a tree are.
var modes = map[string]fs.FileMode{
	"100644": 0o644, "100664": 0o644, "100755": 0o755, "120000": fs.ModeSymlink | 0o777, "160000": fs.ModeDir | 0o755,
}

// add adds a file with its directories.
func (l *listing) add(name, mode, hash string) {
	dir, base := path.Split(name)
	dir = path.Clean(dir)
	l.makeDir(dir)
	e := &node{name: base, mode: modes[mode]}
	if e.mode.IsDir() {
		l.dirs[name] = nil
	} else {
		e.text = blob{l.blob, hash}
	}
	l.dirs[dir] = append(l.dirs[dir], e)
}

// makeDir adds a directory with those around it.
func (l *listing) makeDir(dir string) {
	if _, ok := l.dirs[dir]; ok {
		return
	}
	l.dirs[dir] = nil
	parent := path.Dir(dir)
	l.makeDir(parent)
	l.dirs[parent] = append(l.dirs[parent], &node{name: path.Base(dir), mode: fs.ModeDir | 0o755})
}

func (l *listing) entries(dir string) ([]*node, error) {
	entries, ok := l.dirs[dir]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return entries, nil
}

// A blob is the text of a file in a repository.
type blob struct {
	blobs *blobs
	hash  string
}

func (b blob) read() (string, error) { return b.blobs.read(b.hash) }

// size reads the text: git's listing does not tell it.
func (b blob) size() int64 {
	text, _ := b.read() // whoever reads it next gets the error
	return int64(len(text))
}
