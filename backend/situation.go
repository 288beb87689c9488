package backend

import "slices"

// Situation is where a request stands; the numbers are those of TISS table 45.
type Situation string

// The situations of a request that was sent.
const (
	// UnderReview: em análise (2).
	UnderReview Situation = "em_analise"
	// AwaitingDocument: aguardando documentação (5).
	AwaitingDocument Situation = "aguardando_documentacao"
	// AwaitingJustification: aguardando justificativa do solicitante (4).
	AwaitingJustification Situation = "aguardando_justificativa"
	// Authorised: autorizada (1).
	Authorised Situation = "autorizada"
	// PartlyAuthorised: autorizada parcialmente (7).
	PartlyAuthorised Situation = "autorizada_parcialmente"
	// Denied: negada (3).
	Denied Situation = "negada"
	// InReview: the provider asked for another look at what was denied (2).
	InReview Situation = "em_revisao"
	// InJunta: three professionals decide, and their word binds (2).
	InJunta Situation = "em_junta"
	// Cancelled: withdrawn by the provider (6).
	Cancelled Situation = "cancelada"
	// Expired: the senha ran out before the bill was presented.
	Expired Situation = "expirada"
)

// moves are the situations that may follow one another. Where none follows, the
// request is over.
var moves = map[Situation][]Situation{
	UnderReview:           {AwaitingDocument, AwaitingJustification, Authorised, PartlyAuthorised, Denied, Cancelled, Expired},
	AwaitingDocument:      {UnderReview, InReview, AwaitingJustification, Authorised, PartlyAuthorised, Denied, Cancelled, Expired},
	AwaitingJustification: {UnderReview, InReview, AwaitingDocument, Authorised, PartlyAuthorised, Denied, Cancelled, Expired},
	Authorised:            {PartlyAuthorised, Cancelled, Expired},
	PartlyAuthorised:      {InReview, InJunta, Denied, Cancelled, Expired},
	Denied:                {InReview, InJunta},
	InReview:              {AwaitingDocument, AwaitingJustification, Authorised, PartlyAuthorised, Denied, Cancelled, Expired},
	InJunta:               {Authorised, PartlyAuthorised, Denied, Cancelled, Expired},
	Cancelled:             nil,
	Expired:               {InReview, InJunta},
}

// Situations lists all of them, in the order in which a request goes through.
func Situations() []Situation {
	return []Situation{
		UnderReview, AwaitingDocument, AwaitingJustification, Authorised, PartlyAuthorised, Denied, InReview, InJunta, Cancelled, Expired,
	}
}

// Open tells whether something of the request is still to be decided: it can be
// added to.
func (s Situation) Open() bool { return s.Waiting() || s.WithAudit() }

// WithAudit tells whether it is the operator's turn.
func (s Situation) WithAudit() bool { return s == UnderReview || s == InReview || s == InJunta }

// Waiting tells whether it is the provider's turn.
func (s Situation) Waiting() bool { return s == AwaitingDocument || s == AwaitingJustification }

// Over tells whether nothing can follow.
func (s Situation) Over() bool { return len(moves[s]) == 0 }

// Next are the situations that may follow.
func (s Situation) Next() []Situation { return slices.Clone(moves[s]) }

// May tells whether a request that stands there may come to stand at to.
func (s Situation) May(to Situation) bool { return slices.Contains(moves[s], to) }

// TISS is the number of table 45. The table knows no review, junta or expiry: what
// is looked at again is under review, and what ran out was authorised.
func (s Situation) TISS() int {
	switch s {
	case Authorised, Expired:
		return 1
	case Denied:
		return 3
	case AwaitingJustification:
		return 4
	case AwaitingDocument:
		return 5
	case Cancelled:
		return 6
	case PartlyAuthorised:
		return 7
	}
	return 2
}

// Result is what came of one item of a request.
type Result string

// The results.
const (
	Pending   Result = "em_analise"
	Granted   Result = "autorizado"
	Refused   Result = "negado"
	Withdrawn Result = "cancelado"
)

// Results lists all of them.
func Results() []Result { return []Result{Pending, Granted, Refused, Withdrawn} }

// Result is what came of the n-th item, counted from 0.
func (r Request) Result(n int) Result {
	if n < len(r.Results) {
		return r.Results[n]
	}
	return Pending
}

// SumUp is where a request stands whose items came to this, now that nothing of it
// is pending; while something is, it stays where it is.
func SumUp(now Situation, results []Result) Situation {
	var granted, refused, withdrawn int
	for _, r := range results {
		switch r {
		case Pending:
			return now
		case Granted:
			granted++
		case Refused:
			refused++
		case Withdrawn:
			withdrawn++
		}
	}
	switch {
	case granted > 0 && refused+withdrawn > 0:
		return PartlyAuthorised
	case granted > 0:
		return Authorised
	case refused > 0:
		return Denied
	}
	return Cancelled
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
