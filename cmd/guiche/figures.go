package main

import (
	"fmt"
	"strings"
	"time"

	"guiche/backend"
)

// figuresOf is over how long the doctor counts.
const figuresOf = 30 * 24 * time.Hour

// requestsNote tells how the counter works, in a line.
func requestsNote(f backend.Figures) string {
	if f.Sent == 0 && len(f.Open) == 0 {
		return "none was sent"
	}
	parts := []string{
		fmt.Sprintf("%d sent, %.0f%% decided at once (and %.0f%% released in part)", f.Sent, backend.Share(f.AtOnce, f.Sent), backend.Share(f.InPart, f.Sent)),
		fmt.Sprintf("from sending to the last decision %s in the middle, %s at p95 (%d decided)", rounded(f.Median), rounded(f.P95), f.Decided),
	}
	pending := 0
	for _, n := range f.Open {
		pending += n
	}
	waits := fmt.Sprintf("%d pending", pending)
	if f.Oldest > 0 {
		waits += ", the oldest with the audit for " + rounded(f.Oldest)
	}
	parts = append(parts, waits)
	if f.Late > 0 {
		parts = append(parts, fmt.Sprintf("%d PAST THEIR TERM", f.Late))
	}
	if f.LooksDue > 0 {
		parts = append(parts, fmt.Sprintf("%d released items wait for a second look", f.LooksDue))
	}
	return strings.Join(parts, "; ")
}

// inquiriesNote tells how many of those who turned to the operator's people wait.
func inquiriesNote(f backend.Figures) string {
	parts := []string{fmt.Sprintf("%d waiting", f.Inquiries)}
	if f.InquiriesLate > 0 {
		parts = append(parts, fmt.Sprintf("%d PAST THEIR TERM", f.InquiriesLate))
	}
	if f.Talks > 0 {
		parts = append(parts, fmt.Sprintf("%d waiting to talk to somebody", f.Talks))
	}
	return strings.Join(parts, "; ")
}

// rounded is a duration as people say it: "0s", "42s", "3h5m", "2d1h".
func rounded(d time.Duration) string {
	switch {
	case d < time.Minute:
		return d.Round(time.Second).String()
	case d < 24*time.Hour:
		return strings.TrimSuffix(d.Round(time.Minute).String(), "0s")
	}
	hours := int(d.Round(time.Hour).Hours())
	return fmt.Sprintf("%dd%dh", hours/24, hours%24)
}
