package copay

import (
	"cmp"
	"slices"
	"strings"

	"guiche/backend/calendar"
)

// Entry names what the books hold amounts for: an event in its base month.
type Entry struct {
	Base  Month
	Event string
}

// Amounts are what an event makes due, deducts from a reimbursement and leaves to
// the operator (R13).
type Amounts struct{ Due, Deducted, Assumed int64 }

// Plus adds amounts up.
func (a Amounts) Plus(b Amounts) Amounts {
	return Amounts{a.Due + b.Due, a.Deducted + b.Deducted, a.Assumed + b.Assumed}
}

func (a Amounts) less(b Amounts) Amounts {
	return Amounts{a.Due - b.Due, a.Deducted - b.Deducted, a.Assumed - b.Assumed}
}

// Past is what the closing of earlier months left in the books.
type Past struct {
	Carry int64
	// Posted is the sum of what was posted so far; needed only where a month before
	// may have changed.
	Posted map[Entry]Amounts
	// Decisions of the board that are posted with this month (R28).
	Decisions []Decision
}

// Decision is an amount that the board decided to charge, or with a sign to credit,
// in a case that no rule has.
type Decision struct {
	// ID in the books.
	ID     int64
	Base   Month
	Amount int64
	// On is the day of the decision, Document says which it is.
	On       calendar.Date
	Document string
}

// Change is what the books lack of an earlier month, since something came late or
// was taken back.
type Change struct {
	Entry
	Amounts
}

// Closing is a base month as it goes into the books.
type Closing struct {
	Result
	Changes []Change
	// Decisions that were posted with it.
	Decisions []Decision
	// Ends are the counts of sessions when the month ends, by key.
	Ends map[string]Count
}

// Close settles one base month on top of what is in the books. The input either has
// every event since the first month in the books, with past.Posted, and then what
// came late, or was taken back, is posted as an adjustment (A23); or it has the
// month's own events alone, and the counts of sessions as its opening. What was
// debited before is never touched. It fails with *Refusal.
func Close(in Input, m Month, past Past) (Closing, error) {
	in.From, in.Through = 0, 0
	in.Opening.Carry = 0
	b, err := prepare(in)
	if err != nil {
		return Closing{}, err
	}
	r, books, ends, err := b.through(m)
	if err != nil {
		return Closing{}, err
	}
	c := Closing{Result: *r, Ends: map[string]Count{}}
	c.post(books, past.Posted, b.returns[m], b.byID)
	for _, d := range past.Decisions {
		c.Adjustments = append(c.Adjustments, Adjustment{Base: d.Base, Amount: d.Amount, Decision: d.Document, On: d.On})
		c.Adjustment += d.Amount
	}
	c.Decisions = past.Decisions
	c.CarryIn = past.Carry
	if err := b.debit(&c.Result); err != nil {
		return Closing{}, err
	}
	for key, k := range ends {
		c.Ends[key] = countOf(key, k.n, k.last)
	}
	return c, nil
}

// through computes all base months up to one, as each was known in its time but for
// what came late, and adds up what the books should hold.
func (b *book) through(m Month) (*Result, map[Entry]Amounts, map[string]*counter, error) {
	first := b.first
	if first == 0 || first > m {
		first = m
	}
	num, ends := b.number(0)
	books, settled := map[Entry]Amounts{}, map[Month]*Result{}
	for k := first; ; k++ {
		if len(b.returns[k]) > 0 {
			num, ends = b.number(k)
		}
		r, err := b.base(k, k, num)
		if err != nil {
			return nil, nil, nil, err
		}
		changes, err := b.adjust(r, settled, num)
		if err != nil {
			return nil, nil, nil, err
		}
		r.Adjustments, r.Adjustment = nil, 0 // what the books lack says it
		for i := range r.Items {
			item := &r.Items[i]
			if a := (Amounts{item.Due, item.Deducted, item.Excess}); a != (Amounts{}) {
				books[Entry{k, item.Event.ID}] = a
			}
		}
		for _, c := range changes {
			e := Entry{c.month, c.item.Event.ID}
			books[e] = books[e].Plus(Amounts{c.due, c.deducted, c.excess})
		}
		if k == m {
			return r, books, ends, nil
		}
		settled[k] = r
	}
}

// post finds what the books lack of the months before.
func (c *Closing) post(books, posted map[Entry]Amounts, returns []Reversal, byID map[string]*Event) {
	lack := func(e Entry, a Amounts) {
		if e.Base < c.Base && a != (Amounts{}) {
			c.Changes = append(c.Changes, Change{e, a})
		}
	}
	for e, a := range books {
		lack(e, a.less(posted[e]))
	}
	for e, a := range posted {
		if _, ok := books[e]; !ok {
			lack(e, Amounts{}.less(a))
		}
	}
	slices.SortFunc(c.Changes, func(x, y Change) int {
		return cmp.Or(cmp.Compare(x.Base, y.Base), strings.Compare(x.Event, y.Event))
	})
	for _, ch := range c.Changes {
		last := len(c.Adjustments) - 1
		if last < 0 || c.Adjustments[last].Base != ch.Base {
			c.Adjustments = append(c.Adjustments, Adjustment{Base: ch.Base})
			last++
			for _, r := range returns {
				if byID[r.Event].Paid == ch.Base {
					c.Adjustments[last].Reversals = append(c.Adjustments[last].Reversals, r.ID)
				}
			}
		}
		c.Adjustments[last].Amount += ch.Due
		c.Adjustment += ch.Due
	}
}
