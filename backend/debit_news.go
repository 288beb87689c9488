package backend

import (
	"context"
	"errors"
	"strings"
	"time"

	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/copay"
)

// A titular who wants it is told when a month is closed, and some days before its
// debit. The first is a duty that the closing leaves, of a titular in the place of a
// request; its turn sets the second.

// DebitDuty is the place of a titular's duties. An inquiry of that number has the same:
// their names tell them apart.
func DebitDuty(titular int64) ChatKey { return ChatKey{Chat: -titular} }

// DebitDuty tells whether a duty is a titular's, by its name, and of which.
func (k ChatKey) DebitDuty(name string) (titular int64, ok bool) {
	mine := strings.HasPrefix(name, dutyClosed) || strings.HasPrefix(name, dutyDebit)
	return -k.Chat, mine && k.Bot == 0 && k.Chat < 0
}

// The duties of a titular, with the base month behind them.
const (
	dutyClosed = "mes."
	dutyDebit  = "debito."
)

// ClosedDuty names the duty that the closing of a month leaves.
func ClosedDuty(m copay.Month) string { return dutyClosed + m.String() }

// ChoseDebits are the preferences of which one, other than TellNever, has somebody told
// of debits.
func ChoseDebits() []Preference {
	return []Preference{tellOf + Preference(TopicClosed), tellOf + Preference(TopicDebit)}
}

func ofDebits(topic Topic) bool { return topic == TopicClosed || topic == TopicDebit }

// debitWarning is how many days before a debit its titular is told.
const debitWarning = 3

// spreadOver is the span over which those of one day are told: they are many, and
// nobody waits for the minute.
const spreadOver = time.Hour

// debitMoment is when a titular is told of a debit on a day.
func debitMoment(titular int64, on calendar.Date) time.Time {
	return on.AddDays(-debitWarning).At(tellAt).Add(time.Duration(titular%int64(spreadOver/time.Second)) * time.Second)
}

type debitRows interface {
	// ClosedDebit is what a closed month makes of a titular; ErrNotFound where it has
	// nothing in it.
	ClosedDebit(ctx context.Context, titular int64, m copay.Month) (ClosedDebit, error)
}

// ClosedDebit is what a month that was closed debits or gives back.
type ClosedDebit struct {
	Debited, Credited, CarryOut int64
	// On is the nominal day, Effective the one to which the regulation's reading moves it.
	On, Effective calendar.Date
	PaidBy        PaidBy
	Boleto        Boleto
}

// first is the first day on which it may be debited.
func (d ClosedDebit) first() calendar.Date {
	if !d.Effective.IsZero() && d.Effective.Before(d.On) {
		return d.Effective
	}
	return d.On
}

// DebitNews is what a titular is told: by its topic, that a month was closed, or that
// its debit is near.
type DebitNews struct {
	Topic Topic
	Month copay.Month
	ClosedDebit
	Payment Payment
	// BankDay is when a bank debits it; Days are those until it can be.
	BankDay calendar.Date
	Days    int
}

// DebitDue is what a titular's duty has to tell, nil for nothing any more. What is
// wanted is asked when it is scheduled.
func (s *Service) DebitDue(ctx context.Context, tx Tx, titular int64, duty string) (*DebitNews, error) {
	name, text, _ := strings.Cut(duty, ".")
	m, ok := copay.ParseMonth(text)
	if name += "."; !ok || name != dutyClosed && name != dutyDebit {
		return nil, nil
	}
	actor := access.Actor{Role: access.Member, ID: titular}
	if err := s.open(ctx, tx, actor); errors.Is(err, ErrClosed) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	d, err := tx.ClosedDebit(ctx, titular, m)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	news := newsOf(d, m, calendar.DateOf(tx.Now()))
	if name == dutyDebit {
		return news.near(), nil
	}
	if at := debitMoment(titular, d.first()); d.Debited > 0 && at.After(tx.Now()) {
		tx.SetTimer(Timer{Chat: DebitDuty(titular), Name: dutyDebit + m.String(), DueAt: at})
		return news, nil
	}
	// Closed so late that the warning comes with it: told once, by whichever is wanted.
	chosen, err := s.Notices(ctx, tx, actor)
	if err == nil && chosen.Tell[TopicClosed] == TellNever {
		return news.near(), nil
	}
	return news, err
}

func newsOf(d ClosedDebit, m copay.Month, today calendar.Date) *DebitNews {
	return &DebitNews{
		Topic: TopicClosed, Month: m, ClosedDebit: d, Payment: paymentOf(d.PaidBy, d.Boleto, d.Debited, d.On, d.Effective),
		BankDay: bankDay(d.On, d.Effective), Days: today.DaysUntil(d.first()),
	}
}

// near makes it a warning, nil where there is nothing to warn of: no debit, or a day
// that is over.
func (n *DebitNews) near() *DebitNews {
	if n.Debited <= 0 || n.Days < 0 {
		return nil
	}
	n.Topic = TopicDebit
	return n
}

// chooseDebits lets a titular alone choose, and sets the warning of a debit that was
// closed before it was wanted.
func (s *Service) chooseDebits(ctx context.Context, tx Tx, actor access.Actor, topic Topic, t Telling) error {
	titular, err := s.titular(ctx, tx, actor)
	if err != nil {
		return err
	}
	if !titular {
		return ErrNotFound
	}
	if topic != TopicDebit || t == TellNever {
		return nil
	}
	m := copay.MonthOf(calendar.DateOf(tx.Now())) - 1
	d, err := tx.ClosedDebit(ctx, actor.ID, m)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if at := debitMoment(actor.ID, d.first()); d.Debited > 0 && at.After(tx.Now()) {
		tx.SetTimer(Timer{Chat: DebitDuty(actor.ID), Name: dutyDebit + m.String(), DueAt: at})
	}
	return nil
}

// titular tells whether a member is who is debited.
func (s *Service) titular(ctx context.Context, tx Tx, actor access.Actor) (bool, error) {
	b, err := tx.BeneficiaryByID(ctx, actor.ID)
	return b.Titular == 0, err
}
