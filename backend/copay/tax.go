package copay

import (
	"cmp"
	"slices"
	"strings"

	"guiche/backend/calendar"
)

// ledger follows which debt each debit pays, for the statement of the year (R25,
// A28): the oldest base month first, in it by attendance, then id. The sum of a
// year's statement is what was debited in it, less what was credited.
type ledger struct {
	book  *book
	debts []debt
	// kept is what is to be given back and was not yet, oldest first (A24): it counts
	// when it pays another debt, or is credited.
	kept  []debt
	years map[int]*Tax
}

// debt is what is open of an item; without a beneficiary, of the opening carry.
type debt struct {
	base        Month
	attended    calendar.Date
	id          string
	beneficiary string
	open        int64
}

func newLedger(b *book) *ledger {
	l := &ledger{book: b, years: map[int]*Tax{}}
	switch carry := b.in.Opening.Carry; {
	case carry > 0:
		l.debts = []debt{{open: carry}}
	case carry < 0:
		l.kept = []debt{{open: -carry}}
	}
	return l
}

// post takes a settled month in.
func (l *ledger) post(r *Result, changes []change) {
	year := r.Debit.Year()
	for i := range r.Items {
		if item := &r.Items[i]; item.Due > 0 {
			l.owe(debt{r.Base, item.Event.Attended, item.Event.ID, item.Event.Beneficiary, item.Due})
		}
	}
	for _, c := range changes {
		e := c.item.Event
		if c.due > 0 {
			l.owe(debt{c.month, e.Attended, e.ID, e.Beneficiary, c.due})
			continue
		}
		back := -c.due
		for k := range l.debts {
			if d := &l.debts[k]; d.id == e.ID && d.beneficiary == e.Beneficiary {
				less := min(d.open, back)
				d.open -= less
				back -= less
			}
		}
		l.kept = append(l.kept, debt{c.month, e.Attended, e.ID, e.Beneficiary, back})
	}
	var open int64
	for _, d := range l.debts {
		open += d.open
	}
	// What was kept pays first, then the debit; what is left of it is credited.
	l.pay(year, l.giveBack(year, open)+r.Debited)
	l.giveBack(year, r.Credited)
}

// pay settles debts with money, in their order.
func (l *ledger) pay(year int, money int64) {
	for k := range l.debts {
		d := &l.debts[k]
		paid := min(d.open, money)
		d.open -= paid
		money -= paid
		l.attribute(year, d.beneficiary, paid)
	}
	l.debts = slices.DeleteFunc(l.debts, func(d debt) bool { return d.open == 0 })
}

// giveBack takes up to an amount of what is kept and returns how much that was.
func (l *ledger) giveBack(year int, most int64) int64 {
	var sum int64
	for k := range l.kept {
		d := &l.kept[k]
		back := min(d.open, most-sum)
		d.open -= back
		sum += back
		l.attribute(year, d.beneficiary, -back)
	}
	l.kept = slices.DeleteFunc(l.kept, func(d debt) bool { return d.open == 0 })
	return sum
}
func (l *ledger) owe(d debt) {
	at, _ := slices.BinarySearchFunc(l.debts, d, func(a, b debt) int {
		return cmp.Or(cmp.Compare(a.base, b.base), a.attended.Compare(b.attended), strings.Compare(a.id, b.id))
	})
	l.debts = slices.Insert(l.debts, at, d)
}

func (l *ledger) attribute(year int, beneficiary string, cents int64) {
	if cents == 0 {
		return
	}
	t := l.years[year]
	if t == nil {
		t = &Tax{ByBeneficiary: map[string]int64{}}
		l.years[year] = t
	}
	p := l.book.people[beneficiary]
	switch {
	case p == nil:
		t.Unattributed += cents
		return
	case p.Titular || p.Dependent:
		t.Deductible += cents
	default:
		t.NotDeductible += cents
	}
	t.ByBeneficiary[beneficiary] += cents
}

func (l *ledger) statement() map[int]Tax {
	all := make(map[int]Tax, len(l.years))
	for year, t := range l.years {
		all[year] = *t
	}
	return all
}
