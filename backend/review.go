package backend

import (
	"context"
	"slices"
	"time"

	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/dental"
)

// What was denied is looked at again when the provider says why: once by another
// auditor (revisão), and where he denies as well, by three professionals (junta
// odontológica, RN 424/2017), whose word binds.
//
//	denied ──Review──▶ em revisão ──denied──▶ ──Junta──▶ em junta ──▶ decided for good

// Contested is a denied item that an appeal may be about.
type Contested struct {
	// Item is its position in the request, from 0.
	Item      int         `json:"item"`
	Procedure dental.Item `json:"procedure"`
	// Out: the appeal leaves it as it is.
	Out bool `json:"out,omitempty"`
}

// Appeals tells whether a message of the kind asks for another decision.
func (k InteractionKind) Appeals() bool { return k == Review || k == Junta }

// appealTo is where a request stands after such a message, and its round.
func (k InteractionKind) appealTo() (Situation, int) {
	if k == Junta {
		return InJunta, JuntaRound
	}
	return InReview, ReviewRound
}

// Appeal is what may be asked for against a denial.
type Appeal struct {
	Items []Contested
	// Until is the last day for it.
	Until calendar.Date
}

// NoAppeal says why nothing of a request can be looked at again.
type NoAppeal struct {
	Why Hindrance
	// Until was the last day, of what comes too late.
	Until calendar.Date
}

// Hindrance is what stands against an appeal.
type Hindrance string

// The hindrances.
const (
	NothingDenied Hindrance = "nothing_denied"
	TooLate       Hindrance = "too_late"
	// ReviewedBefore: there is one review of an item, and the junta after it.
	ReviewedBefore Hindrance = "reviewed_before"
	// JuntaBefore: what a junta decided stays.
	JuntaBefore Hindrance = "junta_before"
	// ReviewFirst: a junta settles a divergence that outlived the review.
	ReviewFirst Hindrance = "review_first"
	// NoJunta: urgency, and what the plan does not give, is no matter for one.
	NoJunta Hindrance = "no_junta"
)

// Error names the hindrance.
func (n *NoAppeal) Error() string { return "backend: no appeal: " + string(n.Why) }

// noDivergence are reasons of table 38 that tell of the register and the contract: no
// professional opinion differs about them (RN 424/2017, art. 3).
var noDivergence = []string{"1001", "1014", "1016", "1018", "1025", "1207", "1407", "1410", "1418"}

// Appeal tells what of a request may be reviewed, or go to a junta. It fails with
// *IllegalMove where the request stands elsewhere, and else with *NoAppeal.
func (s *Service) Appeal(d Details, kind InteractionKind, now time.Time) (Appeal, error) {
	to, _ := kind.appealTo()
	if d.Situation.Open() || !d.Situation.May(to) {
		return Appeal{}, &IllegalMove{From: d.Situation, To: to}
	}
	var a Appeal
	against := &NoAppeal{Why: NothingDenied}
	for n, item := range d.Form.Items {
		if d.Result(n) != Refused {
			continue
		}
		until, why := s.appealable(d, n, kind, calendar.DateOf(now))
		if why != "" {
			if against.Why == NothingDenied {
				against = &NoAppeal{Why: why, Until: until}
			}
			continue
		}
		a.Items = append(a.Items, Contested{Item: n, Procedure: item})
		if a.Until.IsZero() || until.Before(a.Until) {
			a.Until = until
		}
	}
	if len(a.Items) == 0 {
		return Appeal{}, against
	}
	return a, nil
}

// appealable tells until when a denied item may be appealed, or what is against it.
func (s *Service) appealable(d Details, n int, kind InteractionKind, today calendar.Date) (calendar.Date, Hindrance) {
	r, at := d.Ruling(n)
	if r == nil {
		return calendar.Date{}, NothingDenied
	}
	reviewed, settled := d.appealed(n, Review, at.Seq), d.appealed(n, Junta, at.Seq)
	denied := at.At
	if d.DecidedAt.After(denied) { // until then nothing could be asked
		denied = d.DecidedAt
	}
	until := calendar.DateOf(denied).AddDays(s.operator.reviewDays())
	switch {
	case settled:
		return until, JuntaBefore
	case kind == Review && reviewed:
		return until, ReviewedBefore
	case kind == Junta && !reviewed:
		return until, ReviewFirst
	case kind == Junta && (d.Form.Urgency.Urgent() || slices.ContainsFunc(r.Codes, func(c string) bool { return slices.Contains(noDivergence, c) })):
		return until, NoJunta
	case today.After(until):
		return until, TooLate
	}
	return until, ""
}

// appealed tells whether a message of the kind was about item n, and answered by the
// entry that ruled last: one that was taken back with the rest of the request was not.
func (d Details) appealed(n int, kind InteractionKind, ruled int) bool {
	return slices.ContainsFunc(d.Thread, func(i Interaction) bool {
		return i.Kind == kind && i.Seq < ruled && slices.Contains(i.Items, n)
	})
}

// Contesting is the last message that asked for another decision of item n while it
// waits for one; nil where none did.
func (d Details) Contesting(n int) *Interaction {
	if d.Result(n) != Pending {
		return nil
	}
	for i := len(d.Thread) - 1; i >= 0; i-- {
		if d.Thread[i].Kind.Appeals() && slices.Contains(d.Thread[i].Items, n) {
			return &d.Thread[i]
		}
	}
	return nil
}

// AnswersReview tells whether an entry is an auditor's answer to a review.
func (d Details) AnswersReview(i Interaction) bool {
	return i.Author == access.Auditor && i.Kind == Decision && !i.ByJunta() && slices.ContainsFunc(d.Thread, func(asked Interaction) bool {
		return asked.Kind == Review && asked.Seq < i.Seq &&
			slices.ContainsFunc(i.Rulings, func(r Ruling) bool { return slices.Contains(asked.Items, r.Item) })
	})
}

// beginAppeal puts into a message what it may be about; or returns the one that a
// phone of the clinic has begun already.
func (s *Service) beginAppeal(ctx context.Context, tx Tx, d Details, m *Draft) (*Draft, error) {
	a, err := s.Appeal(d, m.Form.About.Kind, tx.Now())
	if err != nil {
		return nil, err
	}
	begun, err := tx.DraftsOf(ctx, m.Provider, maxDrafts)
	if err != nil {
		return nil, err
	}
	for _, b := range begun {
		if about := b.Form.About; about != nil && about.Request == d.ID && about.Kind == m.Form.About.Kind {
			return &b, nil
		}
	}
	m.Form.About.Denied = a.Items
	return m, nil
}

// appeal takes a message that asks for another decision: what it is about is open
// again, with a term of its own.
func (s *Service) appeal(tx Tx, d *Details, i *Interaction, about About) error {
	a, err := s.Appeal(*d, i.Kind, tx.Now())
	if err != nil {
		return err
	}
	for _, c := range about.Denied {
		if c.Out || !slices.ContainsFunc(a.Items, func(may Contested) bool { return may.Item == c.Item }) {
			continue
		}
		i.Items = append(i.Items, c.Item)
		d.setResult(c.Item, Pending)
	}
	if len(i.Items) == 0 {
		return ErrIncomplete
	}
	d.Situation, d.Round = i.Kind.appealTo()
	d.Claim, d.Asking = Claim{}, 0
	d.ClockAt, d.DueAt = tx.Now(), s.operator.DueAt(tx.Now())
	if i.Kind == Junta {
		d.DueAt = s.operator.Office.Due(tx.Now(), s.operator.juntaDays())
	}
	s.watch(tx, d)
	tx.SaveRequest(d.Request)
	return nil
}

// mayAppeal guards a message that asks for another decision.
func (s *Service) mayAppeal(actor access.Actor, d Details, kind InteractionKind, now time.Time) error {
	if actor.Role != access.Provider {
		return ErrNotFound
	}
	_, err := s.Appeal(d, kind, now)
	return err
}

// QueueListeners are the auditors who are told that something waits for them: not who
// denied, where another can review.
func (s *Service) QueueListeners(ctx context.Context, tx Tx, d Details) ([]access.Actor, error) {
	return s.audience(ctx, tx, d, false)
}
