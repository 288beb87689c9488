package backend

import "time"

// Figures are the numbers by which an operator sees how its counter works.
type Figures struct {
	// Since and Now are what they were counted over.
	Since, Now time.Time
	// Sent are the requests that were sent since, AtOnce those of which nothing
	// waited for a person, InPart those of which something was released at once.
	Sent, AtOnce, InPart int
	// Decided are those of them that are decided; Median and P95 are the times from
	// sending to the last decision of it.
	Decided     int
	Median, P95 time.Duration
	// Open counts what is pending now, by situation; Late is how many of those that
	// are with the audit are past their term, Oldest for how long the oldest waits.
	Open   map[Situation]int
	Late   int
	Oldest time.Duration
	// Releases are the authorisations that are valid and not billed yet.
	Releases int
	// LooksDue are items that wait for a second look.
	LooksDue int
	// Inquiries wait for an answer of the operator's people, InquiriesLate of them past
	// their term; Talks are people who wait for somebody to talk to.
	Inquiries, InquiriesLate, Talks int
	// Aside are updates that could not be handled, ever.
	Aside int
}

// Share is n of all in percent, 0 of nothing.
func Share(n, all int) float64 {
	if all == 0 {
		return 0
	}
	return 100 * float64(n) / float64(all)
}
