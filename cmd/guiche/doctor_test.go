package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"guiche/backend"
)

func TestDoctorTellsWhatPeopleHaveNotGot(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		is   backend.Delivery
		sick bool
		want string
	}{
		"all is delivered": {backend.Delivery{}, false, "✓ delivery: 0 messages wait"},
		"a night's worth":  {backend.Delivery{Held: 12}, false, "12 for the end of silent hours"},
		"a moment ago":     {backend.Delivery{Waiting: 3, Oldest: time.Now().Add(-time.Minute)}, false, "✓ delivery: 3 messages wait"},
		"for an hour":      {backend.Delivery{Waiting: 3, Oldest: time.Now().Add(-time.Hour)}, true, "✗ delivery: 3 messages wait, the oldest since"},
		"blocked": {
			backend.Delivery{Blocked: 2, Parked: 9, BlockedSince: time.Date(2026, 11, 19, 15, 0, 0, 0, time.UTC)}, false,
			"2 chats blocked the bot while messages wait for them, the first since 2026-11-19T15:00:00Z: call them; 9 messages are set aside",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			c := &checkup{out: &out}
			c.delivery(tc.is, nil)
			if c.sick != tc.sick || !strings.Contains(out.String(), tc.want) {
				t.Errorf("sick %v: %s", c.sick, &out)
			}
		})
	}
}
