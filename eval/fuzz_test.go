package eval

import "testing"

// FuzzEval compares random makefiles with what make computes from them: seed
// tells them from others, more how many there are.
func FuzzEval(f *testing.F) {
	for seed := range uint64(4) {
		f.Add(seed, uint8(seed))
	}
	f.Fuzz(func(t *testing.T, seed uint64, more uint8) {
		needMake(t)
		const most, configurations = 3, 4
		g := randomProgram(seed, 1+int(more%most))
		differences, _, _ := g.compare(t, g.configurations(configurations))
		if len(differences) > 0 {
			t.Errorf("seed %d:\n%s", seed, g.explain(t, differences))
		}
	})
}
