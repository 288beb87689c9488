package main

import (
	"sync/atomic"
	"time"

	"guiche/backend/calendar"
)

// clock is the one source of time; the demo and tests can move it.
type clock struct {
	ahead atomic.Int64
	// office is when the demo's business days begin.
	office calendar.Office
}

// Now is the time of the machine, moved.
func (c *clock) Now() time.Time { return time.Now().Add(time.Duration(c.ahead.Load())) }

// Advance moves the clock by d.
func (c *clock) Advance(d time.Duration) { c.ahead.Add(int64(d)) }

// NextBusinessDay moves the clock to the next opening of the office.
func (c *clock) NextBusinessDay() {
	now := c.Now()
	opening := c.office.NextBusinessDay(calendar.DateOf(now)).At(c.office.Opens)
	c.Advance(opening.Sub(now))
}
