// Package calendar counts days and office hours as the operator does: civil
// dates without an hour, national holidays as they were in each year, and
// terms of business days that run only while the office is open.
//
//	sent ──▶ StartsAt (now, or the next opening) ──▶ Due (n business days on)
//	          └────────── BusinessTime (working time so far) ──────────┘
//
// Every instant is moved to America/Sao_Paulo first, whose rules are embedded,
// with the daylight saving that it had until 2019. Nothing here reads a clock.
package calendar

import (
	"time"
	_ "time/tzdata" // a container without zoneinfo must count the same
)

var saoPaulo = func() *time.Location {
	loc, err := time.LoadLocation("America/Sao_Paulo")
	if err != nil {
		panic("calendar: embedded time zone: " + err.Error())
	}
	return loc
}()

// Zone is where the operator's days turn: America/Sao_Paulo.
func Zone() *time.Location { return saoPaulo }
