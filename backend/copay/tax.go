package copay

import (
	"cmp"
	"slices"
	"strings"

	"guiche/backend/calendar"
)

// Taxes follow which debt each debit pays, for the statement of a year (R25, A28): the
// oldest base month first, in it by attendance, then id. What is given back counts in
// the year in which the money moves, be it paid out or, where a credit is kept, taken
// off a later debit. So a year's statement always adds up to what was debited in it
// less what was given back.
type Taxes struct {
	people map[string]*Beneficiary
	// debts are what is open of events, the oldest first; claims what is to be given
	// back.
	debts, claims []TaxDue
	years         map[int]*Tax
}

// TaxMonth is what a month posted, and the money that moved for it.
type TaxMonth struct {
	// Debit is the month in which it moved (A26).
	Debit             Month
	Debited, Credited int64
	// Dues are what events owe since; less than zero is taken back of them.
	Dues []TaxDue
}

// TaxDue is what is owed of an event. Without a beneficiary nobody is known to have
// been attended: the balance of an earlier time, a decision of the board.
type TaxDue struct {
	Base        Month
	Attended    calendar.Date
	ID          string
	Beneficiary string
	Cents       int64
}

// NewTaxes begins with what was open before the first month; less than zero is a
// credit.
func NewTaxes(family []Beneficiary, carry int64) *Taxes {
	t := &Taxes{people: map[string]*Beneficiary{}, years: map[int]*Tax{}}
	for i := range family {
		t.people[family[i].ID] = &family[i]
	}
	t.owe(TaxDue{Cents: carry})
	return t
}

// Post takes the next month in.
func (t *Taxes) Post(m TaxMonth) {
	for _, d := range m.Dues {
		t.owe(d)
	}
	year, cash := m.Debit.Year(), m.Debited-m.Credited
	owed, back := open(t.debts), open(t.claims)
	pays := max(0, min(owed, cash+back))
	used := max(0, min(back, pays-cash))
	t.debts = t.move(t.debts, pays, year, 1)
	t.claims = t.move(t.claims, used, year, -1)
	t.attribute(year, "", cash-pays+used) // nothing, where the books add up
}

// owe notes a debt, in its place; what is taken back lowers the event's own debt, and
// is a claim as far as that is paid.
func (t *Taxes) owe(d TaxDue) {
	if d.Cents > 0 {
		at, _ := slices.BinarySearchFunc(t.debts, d, func(a, b TaxDue) int {
			return cmp.Or(cmp.Compare(a.Base, b.Base), a.Attended.Compare(b.Attended), strings.Compare(a.ID, b.ID))
		})
		t.debts = slices.Insert(t.debts, at, d)
		return
	}
	d.Cents = -d.Cents
	for k := range t.debts {
		if o := &t.debts[k]; o.ID == d.ID && o.Beneficiary == d.Beneficiary {
			less := min(o.Cents, d.Cents)
			o.Cents, d.Cents = o.Cents-less, d.Cents-less
		}
	}
	if d.Cents > 0 {
		t.claims = append(t.claims, d)
	}
}

func open(all []TaxDue) (sum int64) {
	for _, d := range all {
		sum += d.Cents
	}
	return sum
}

// move settles the first of some dues in a year and returns those that stay open.
func (t *Taxes) move(all []TaxDue, cents int64, year int, sign int64) []TaxDue {
	for k := range all {
		d := &all[k]
		part := min(d.Cents, cents)
		d.Cents, cents = d.Cents-part, cents-part
		t.attribute(year, d.Beneficiary, sign*part)
	}
	return slices.DeleteFunc(all, func(d TaxDue) bool { return d.Cents == 0 })
}

func (t *Taxes) attribute(year int, beneficiary string, cents int64) {
	if cents == 0 {
		return
	}
	y := t.years[year]
	if y == nil {
		y = &Tax{ByBeneficiary: map[string]int64{}}
		t.years[year] = y
	}
	p := t.people[beneficiary]
	switch {
	case p == nil:
		y.Unattributed += cents
		return
	case p.Deductible():
		y.Deductible += cents
	default:
		y.NotDeductible += cents
	}
	y.ByBeneficiary[beneficiary] += cents
}

// Deductible tells whether what was paid for a person counts in the titular's
// declaration: the titular (A25) and who depends economically (R25).
func (p *Beneficiary) Deductible() bool { return p.Titular || p.Dependent }

// Years are the statements of the years in which money moved.
func (t *Taxes) Years() map[int]Tax {
	all := make(map[int]Tax, len(t.years))
	for year, y := range t.years {
		all[year] = *y
	}
	return all
}

// taxMonth is what a settled month posts.
func taxMonth(r *Result, changes []change) TaxMonth {
	m := TaxMonth{Debit: r.Debit, Debited: r.Debited, Credited: r.Credited}
	for i := range r.Items {
		if item := &r.Items[i]; item.Due != 0 {
			e := item.Event
			m.Dues = append(m.Dues, TaxDue{r.Base, e.Attended, e.ID, e.Beneficiary, item.Due})
		}
	}
	for _, c := range changes {
		if e := c.item.Event; c.due != 0 {
			m.Dues = append(m.Dues, TaxDue{c.month, e.Attended, e.ID, e.Beneficiary, c.due})
		}
	}
	return m
}
