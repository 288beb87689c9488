package main

import (
	"sync/atomic"
	"time"
)

// clock is the one source of time; the demo and tests can move it.
type clock struct{ ahead atomic.Int64 }

// Now is the time of the machine, moved.
func (c *clock) Now() time.Time { return time.Now().Add(time.Duration(c.ahead.Load())) }

// Move shifts the clock by d.
func (c *clock) Move(d time.Duration) { c.ahead.Add(int64(d)) }
