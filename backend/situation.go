package backend

import "slices"

// Situation is where a request stands; the numbers are those of TISS table 45.
type Situation string

// The situations that a request can have so far.
const (
	// UnderReview: em análise (2).
	UnderReview Situation = "em_analise"
	// Cancelled: withdrawn by the provider (6).
	Cancelled Situation = "cancelada"
)

// moves are the situations that may follow one another. Where none follows, the
// request is over.
var moves = map[Situation][]Situation{
	UnderReview: {Cancelled},
	Cancelled:   nil,
}

// Situations lists all of them, in the order in which a request goes through.
func Situations() []Situation { return []Situation{UnderReview, Cancelled} }

// Open tells whether the request can still be added to: something may follow.
func (s Situation) Open() bool { return len(moves[s]) > 0 }

// May tells whether a request that stands there may come to stand at to.
func (s Situation) May(to Situation) bool { return slices.Contains(moves[s], to) }

// Result is what came of one item of a request.
type Result string

// The results that an item can have so far.
const (
	Pending   Result = "em_analise"
	Withdrawn Result = "cancelado"
)

// Result is what came of the n-th item, counted from 0. As long as nothing is
// decided item by item, it follows from where the request stands.
func (r Request) Result(int) Result {
	if r.Situation == Cancelled {
		return Withdrawn
	}
	return Pending
}

// IllegalMove says that a request stands where what was asked for cannot follow:
// somebody else was first, or the screen was old.
type IllegalMove struct{ From, To Situation }

// Error names the situations.
func (m *IllegalMove) Error() string {
	return "backend: a request does not go from " + string(m.From) + " to " + string(m.To)
}

// NotOpen says that a request takes no further message, since it is over.
type NotOpen struct{ Situation Situation }

// Error names the situation.
func (n *NotOpen) Error() string { return "backend: the request is " + string(n.Situation) }
