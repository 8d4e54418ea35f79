package lint

import (
	"cmp"
	"runtime/metrics"
	"slices"
	"time"
)

// Costs are what the stages of checks take, for those who make the program
// faster. A nil one counts nothing. Checks that run at the same time need one
// each.
type Costs struct {
	stages map[string]*Stage
	now    string // the stage that is being worked on
	since  time.Time
	bytes  uint64
}

// A Stage is a part of the work of a check: what it took without the stages
// inside of it.
type Stage struct {
	Name string
	// Times is how often it was begun.
	Times int
	Time  time.Duration
	// Bytes is what the program allocated meanwhile, also for the makefiles that
	// are read ahead.
	Bytes uint64
}

// of does the work of a stage.
func (c *Costs) of(stage string, work func()) {
	if c == nil {
		work()
		return
	}
	around := c.now
	c.turn(stage)
	c.stages[stage].Times++
	work()
	c.turn(around)
}

// turn ends the stage that is being worked on and goes on with another one.
func (c *Costs) turn(stage string) {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	now, bytes := time.Now(), sample[0].Value.Uint64()
	if known := c.stages[c.now]; known != nil {
		known.Time += now.Sub(c.since)
		known.Bytes += bytes - c.bytes
	}
	if c.stages == nil {
		c.stages = map[string]*Stage{}
	}
	if c.stages[stage] == nil && stage != "" {
		c.stages[stage] = &Stage{Name: stage}
	}
	c.now, c.since, c.bytes = stage, now, bytes
}

// Stages returns the stages, the one that took longest first.
func (c *Costs) Stages() []Stage {
	stages := make([]Stage, 0, len(c.stages))
	for _, stage := range c.stages {
		stages = append(stages, *stage)
	}
	slices.SortFunc(stages, func(a, b Stage) int {
		return cmp.Or(cmp.Compare(b.Time, a.Time), cmp.Compare(a.Name, b.Name))
	})
	return stages
}

// The stages beside the rules, which have their own names.
const (
	stageTree     = "(tree)"     // which directories there are, and what they list
	stageEvaluate = "(evaluate)" // makefiles
	stageRecipes  = "(recipes)"  // are expanded
	stageReport   = "(report)"   // findings get their configurations
)
