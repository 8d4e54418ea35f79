package kconfig

import "math/bits"

// maxArches is how many architectures an ArchSet can hold; Linux 6.12 has 21.
const maxArches = 64

// An ArchSet is a set of the architectures of a Request. Bit i stands for
// Request.Arches[i]; Model.Names turns it into names.
type ArchSet uint64

// allArches returns the set of the first count architectures.
func allArches(count int) ArchSet {
	if count >= maxArches {
		return ^ArchSet(0)
	}
	return ArchSet(1)<<count - 1
}

// archAt returns the set of one architecture.
func archAt(index int) ArchSet { return ArchSet(1) << index }

// Empty reports whether no architecture is in the set.
func (s ArchSet) Empty() bool { return s == 0 }

// Len returns the number of architectures in the set.
func (s ArchSet) Len() int { return bits.OnesCount64(uint64(s)) }

// Overlaps reports whether an architecture is in both sets.
func (s ArchSet) Overlaps(other ArchSet) bool { return s&other != 0 }

// Contains reports whether all architectures of other are in s.
func (s ArchSet) Contains(other ArchSet) bool { return s&other == other }

// first returns the index of the first architecture of a set that is not
// empty.
func (s ArchSet) first() int { return bits.TrailingZeros64(uint64(s)) }
