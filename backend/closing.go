package backend

import (
	"context"
	"errors"
	"time"

	"guiche/backend/calendar"
	"guiche/backend/copay"
)

var (
	// ErrBooksBusy says that a month is being closed, or a file taken, by somebody
	// else.
	ErrBooksBusy = errors.New("backend: the books are in use")
	// ErrMonthOpen says that a month is not over yet.
	ErrMonthOpen = errors.New("backend: the month is not over yet")
	// ErrBooksWrong says that a month's books do not add up: it is not closed.
	ErrBooksWrong = errors.New("backend: the books do not add up")
)

// MonthOrder says that another month comes first, or that later ones are closed.
type MonthOrder struct{ Next copay.Month }

// Error names the month that can be closed.
func (e *MonthOrder) Error() string { return "backend: the month to close is " + e.Next.String() }

// Books is what the closing of a month reads and writes.
type Books interface {
	// BeginClosing takes the books for this process alone, until the release, and
	// notes that the month is being closed. It fails with *MonthOrder and ErrBooksBusy.
	BeginClosing(ctx context.Context, m copay.Month, now time.Time) (ClosingState, func(), error)
	// Families are the next titulares by number that have anything to settle, with
	// the number of the last one looked at; 0 is none left.
	Families(ctx context.Context, s ClosingState, after int64, most int) ([]Family, int64, error)
	// Post writes what became of titulares in one transaction, which is done once.
	Post(ctx context.Context, s ClosingState, now time.Time, all []Posting, after, through int64) error
	// CheckBooks counts what does not add up in a month.
	CheckBooks(ctx context.Context, m copay.Month) (BooksCheck, error)
	// EndClosing notes that the month is closed.
	EndClosing(ctx context.Context, m copay.Month, now time.Time) error
}

// ClosingState is a closing on its way.
type ClosingState struct {
	Month copay.Month
	// First is the first month ever closed here.
	First copay.Month
	// After is the last titular that was done before an interruption.
	After int64
	// Again: the month is closed; only what was refused is tried again.
	Again bool
	// Common has what is the same for all: regulation, CH, limits.
	Common copay.Input
}

// Whole tells that counts of sessions handed over from month to month would not do:
// each titular is settled from the first month on.
func (s ClosingState) Whole() bool {
	r := s.Common.Params.Readings
	return r.Reset == copay.NeverAgain || r.SessionOrder == copay.ByAttendance
}

// Family is a titular with all that a closing needs to know.
type Family struct {
	Titular int64
	// Input is without what is common to all.
	Input copay.Input
	Past  copay.Past
	// Numbers are the stored numbers of the events, by their ids.
	Numbers map[string]int64
	// Reopened: something of an earlier month changed, or was refused.
	Reopened bool
}

// Posting is what became of a titular in a closing: Refused, or settled.
type Posting struct {
	Titular int64
	Closing copay.Closing
	Numbers map[string]int64
	Refused *copay.Refusal
}

// idle tells that nothing happened and nothing is to be handed on.
func (p Posting) idle() bool {
	c := &p.Closing
	return p.Refused == nil && len(c.Items) == 0 && len(c.Changes) == 0 && len(c.Decisions) == 0 && c.CarryIn == 0 && len(c.Ends) == 0
}

// BooksCheck is what a look over the books of a month found; all but the first
// three are faults.
type BooksCheck struct {
	Settled, Refused, Entries int64
	Debited                   int64 // cents
	// Unequal months differ from their entries, Broken ones do not go on from the
	// month before, Missing titulares had care and were neither settled nor refused.
	Unequal, Broken, Missing int64
}

// Sound tells that everything adds up.
func (c BooksCheck) Sound() bool { return c.Unequal == 0 && c.Broken == 0 && c.Missing == 0 }

// closingBatch is how many titulares are settled in one transaction.
const closingBatch = 4000

// CloseMonth settles a base month for all titulares, each once, whatever
// interrupted it before. A month that is closed already is not changed, but for
// titulares that were refused. progress is told how many titulares were looked at.
func CloseMonth(ctx context.Context, b Books, m copay.Month, now time.Time, progress func(done int)) (BooksCheck, error) {
	if !m.Last().Before(calendar.DateOf(now)) {
		return BooksCheck{}, ErrMonthOpen
	}
	s, release, err := b.BeginClosing(ctx, m, now)
	if err != nil {
		return BooksCheck{}, err
	}
	defer release()
	for after := s.After; ; {
		families, through, err := b.Families(ctx, s, after, closingBatch)
		if err != nil {
			return BooksCheck{}, err
		}
		if through == 0 {
			break
		}
		postings, err := settleAll(s, families)
		if err != nil {
			return BooksCheck{}, err
		}
		if err := b.Post(ctx, s, now, postings, after, through); err != nil {
			return BooksCheck{}, err
		}
		after = through
		progress(closingBatch)
	}
	check, err := b.CheckBooks(ctx, m)
	switch {
	case err != nil:
		return check, err
	case !check.Sound():
		return check, ErrBooksWrong
	case s.Again:
		return check, nil
	}
	return check, b.EndClosing(ctx, m, now)
}

func settleAll(s ClosingState, families []Family) ([]Posting, error) {
	var all []Posting
	for _, f := range families {
		p := Posting{Titular: f.Titular, Numbers: f.Numbers}
		var err error
		p.Closing, err = copay.Close(f.Input, s.Month, f.Past)
		if refusal, ok := errors.AsType[*copay.Refusal](err); ok {
			p.Refused = refusal
		} else if err != nil {
			return nil, err
		}
		if f.Reopened || !p.idle() {
			all = append(all, p)
		}
	}
	return all, nil
}
