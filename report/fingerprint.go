package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/kbuildlint/kbuildlint/lint"
)

// fingerprintBytes is how much of a hash a fingerprint has: 64 bits tell the
// findings of a tree apart.
const fingerprintBytes = 8

// fingerprints returns for each finding what tells it from others, and is the
// same in the next run though lines were inserted above: its rule, its path,
// its line without the blanks around its words, the word itself, and how many
// such findings stand before it in the tree. Neither numbers of lines nor the
// wording of messages is part of it.
func fingerprints(found []*lint.Diagnostic) []string {
	type key struct {
		tree int
		hash string
	}
	seen := map[key]int{}
	all := make([]string, len(found))
	for i, d := range found {
		k := key{d.Tree, fingerprintHash(d)}
		seen[k]++
		all[i] = fmt.Sprintf("%s:%d", k.hash, seen[k])
	}
	return all
}

// fingerprintHash returns a hash of what is stable about a finding.
func fingerprintHash(d *lint.Diagnostic) string {
	line := strings.Join(strings.Fields(d.SourceLine), " ")
	sum := sha256.Sum256([]byte(strings.Join([]string{d.Rule, d.Path, line, d.Word()}, "\x00")))
	return hex.EncodeToString(sum[:fingerprintBytes])
}
