package backend

import (
	"maps"
	"slices"

	"guiche/backend/calendar"
	"guiche/backend/copay"
)

// Account is all that is known of what a titular is debited.
type Account struct {
	Titular int64
	// Input has every event since the first month closed here, whenever it came, and
	// what stood before as its opening. The ids of beneficiaries are their numbers.
	Input copay.Input
	// Care is what people want to know of an event or reversal, by its id.
	Care map[string]Care
	// First and Last are the months closed here; 0 before the first closing.
	First, Last copay.Month
	// Settled are the months of this titular as they were closed.
	Settled map[copay.Month]SettledMonth
	// Entries are the books of the titular about events.
	Entries []BookEntry
	// Refused are the months that could not be closed, and why.
	Refused map[copay.Month]copay.Refusal
	// Decisions of the board by the month in which they were posted; 0 is not yet.
	Decisions map[copay.Month][]copay.Decision
	// Unconfirmed are the readings that the operator did not confirm.
	Unconfirmed []copay.Switch
	// PaidBy says how the titular pays, and Boletos are those of months of debits.
	PaidBy  []PaidBy
	Boletos map[copay.Month]Boleto
}

// Care is what people want to know of a line of care, and no rule asks.
type Care struct {
	Provider, Description string
	// KnownAfter is the last month that was closed when the line came.
	KnownAfter copay.Month
}

// SettledMonth is what the books say of a closed month.
type SettledMonth struct {
	Raw, Due, Deducted, Assumed, Adjustment, CarryIn, Debited, Credited, CarryOut int64
	// DebitOn is the day of the debit, EffectiveOn the one on which the bank makes it;
	// zero where there was nothing to debit.
	DebitOn, EffectiveOn calendar.Date
}

// BookEntry is what was posted about an event.
type BookEntry struct {
	Posted copay.Month
	copay.Entry
	copay.Amounts
}

// AccountMonth is a month of an account.
type AccountMonth struct {
	copay.Closing
	// Closed: it is in the books, exactly so. Else it is an estimate of what is known.
	Closed bool
	// Assumed: proventos of a month to come are taken to be the last known.
	Assumed bool
}

// Month computes a month: one that is closed as it was known then, an open one from
// what is known now, on top of those before it. It fails with *copay.Refusal.
func (a *Account) Month(m copay.Month) (AccountMonth, error) {
	if s, ok := a.Settled[m]; ok {
		c, err := copay.Close(a.known(m), m, copay.Past{Carry: s.CarryIn, Posted: a.posted(m), Decisions: a.Decisions[m]})
		return AccountMonth{Closing: c, Closed: err == nil && s.is(&c)}, err
	}
	past := copay.Past{Carry: a.Input.Opening.Carry, Posted: a.posted(m)}
	first := a.first(m)
	if last := a.lastSettled(m); last != 0 {
		past.Carry = a.Settled[last].CarryOut
		first = max(first, a.Last+1)
	}
	in, assumed := a.assuming()
	var c copay.Closing
	for k := min(first, m); k <= m; k++ {
		var err error
		past.Decisions = nil
		if k == max(first, a.Last+1) {
			past.Decisions = a.Decisions[0] // they go with the next closing
		}
		if c, err = copay.Close(upTo(in, k), k, past); err != nil {
			return AccountMonth{}, err
		}
		past.Carry = c.CarryOut
		post(past.Posted, &c)
	}
	_, given := a.Input.Titular.Proventos[m+1]
	return AccountMonth{Closing: c, Assumed: assumed && !given}, nil
}

// is tells whether the books have exactly what was computed.
func (s SettledMonth) is(c *copay.Closing) bool {
	s.DebitOn, s.EffectiveOn = calendar.Date{}, calendar.Date{}
	return s == SettledMonth{
		Raw: c.Raw, Due: c.Due, Deducted: c.Deducted, Assumed: c.Excess, Adjustment: c.Adjustment, CarryIn: c.CarryIn, Debited: c.Debited,
		Credited: c.Credited, CarryOut: c.CarryOut,
	}
}

// first is the first open month in which anything happened.
func (a *Account) first(m copay.Month) copay.Month {
	if a.Last != 0 {
		return a.Last + 1
	}
	for _, e := range a.Input.Events {
		m = min(m, e.Paid)
	}
	return m
}

func (a *Account) lastSettled(m copay.Month) copay.Month {
	var last copay.Month
	for k := range a.Settled {
		if k < m {
			last = max(last, k)
		}
	}
	return last
}

// known is the input as it was when a month was closed.
func (a *Account) known(m copay.Month) copay.Input {
	in := upTo(a.Input, m)
	late := func(id string) bool { return a.Care[id].KnownAfter >= m }
	in.Events = slices.DeleteFunc(in.Events, func(e copay.Event) bool { return late(e.ID) })
	in.Reversals = slices.DeleteFunc(in.Reversals, func(r copay.Reversal) bool { return late(r.ID) })
	return in
}

// upTo is the input without what was paid after a month.
func upTo(in copay.Input, m copay.Month) copay.Input {
	in.Events = slices.DeleteFunc(slices.Clone(in.Events), func(e copay.Event) bool { return e.Paid > m })
	in.Reversals = slices.DeleteFunc(slices.Clone(in.Reversals), func(r copay.Reversal) bool { return r.Paid > m })
	in.Titular.Categories = slices.Clone(in.Titular.Categories)
	return in
}

// assuming takes the last known proventos for months that have none yet.
func (a *Account) assuming() (copay.Input, bool) {
	in := a.Input
	if months := slices.Collect(maps.Keys(in.Titular.Proventos)); in.Titular.Default == nil && len(months) > 0 {
		last := in.Titular.Proventos[slices.Max(months)]
		in.Titular.Default = &last
		return in, true
	}
	return in, false
}

// posted adds up what was in the books before a month was closed.
func (a *Account) posted(m copay.Month) map[copay.Entry]copay.Amounts {
	sum := map[copay.Entry]copay.Amounts{}
	for _, e := range a.Entries {
		if e.Posted < m {
			sum[e.Entry] = sum[e.Entry].Plus(e.Amounts)
		}
	}
	return sum
}

func post(posted map[copay.Entry]copay.Amounts, c *copay.Closing) {
	for i := range c.Items {
		item := &c.Items[i]
		posted[copay.Entry{Base: c.Base, Event: item.Event.ID}] = copay.Amounts{Due: item.Due, Deducted: item.Deducted, Assumed: item.Excess}
	}
	for _, ch := range c.Changes {
		posted[ch.Entry] = posted[ch.Entry].Plus(ch.Amounts)
	}
}
