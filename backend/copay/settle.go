package copay

import (
	"slices"

	"guiche/backend/calendar"
	"guiche/backend/money"
)

// settle goes through the base months in order.
func (b *book) settle() (Settlement, error) {
	s := Settlement{
		Titular: b.in.Titular.ID, Readings: b.readings, FinalCarry: b.in.Opening.Carry,
		Sessions: map[string]Count{}, Tax: map[int]Tax{},
	}
	taxes := NewTaxes(b.in.Family, b.in.Opening.Carry)
	num, ends := b.number(0)
	settled := make(map[Month]*Result)
	for m := b.first; m <= b.last && b.first != 0; m++ {
		if len(b.returns[m]) > 0 {
			num, ends = b.number(m)
		}
		r, err := b.base(m, m, num)
		if err != nil {
			return Settlement{}, err
		}
		changes, err := b.adjust(r, settled, num)
		if err != nil {
			return Settlement{}, err
		}
		r.CarryIn = s.FinalCarry
		if err := b.debit(r); err != nil {
			return Settlement{}, err
		}
		s.FinalCarry = r.CarryOut
		taxes.Post(taxMonth(r, changes))
		settled[m] = r
		if b.in.From == 0 || m >= b.in.From {
			s.Months = append(s.Months, *r)
		}
	}
	for key, k := range ends {
		s.Sessions[key] = countOf(key, k.n, k.last)
	}
	s.Tax = taxes.Years()
	return s, nil
}

// base computes what a base month makes due, as known in another month.
func (b *book) base(m, asOf Month, num map[*Event]numbers) (*Result, error) {
	r := &Result{Base: m, Debit: m + 1, readings: &b.readings}
	var err error
	if r.Items, err = b.itemsOf(m, asOf, num); err != nil {
		return nil, err
	}
	for _, i := range r.Items {
		r.Raw += i.Raw
	}
	if err := b.setCap(r); err != nil {
		return nil, err
	}
	b.limit(r.Items, r.Cap)
	for _, i := range r.Items {
		r.Capped += i.Capped
		r.Excess += i.Excess
		r.Deducted += i.Deducted
		r.Due += i.Due
		if n, ok := num[i.Event]; ok && i.Numbered {
			if r.Sessions == nil {
				r.Sessions = map[string]Count{}
			}
			if n.last >= r.Sessions[n.key].Count || i.Reset {
				r.Sessions[n.key] = countOf(n.key, n.last, i.Event.last())
			}
		}
	}
	return r, nil
}

// setCap finds the limit of the month: 500 CH in the value in force in it, or the
// value fixed for it (R12, A29). It is missed only where something is charged.
func (b *book) setCap(r *Result) error {
	for _, c := range b.ch {
		if c.From <= r.Base {
			r.CH = &c.Value
		}
	}
	v := b.versionAt(r.Base.Last())
	if v == nil && r.Raw > 0 { // paid before the text was in force, and under it by its attendance (A12)
		v = &b.versions[0]
	}
	if v != nil {
		r.CapCH = v.CapCH
	}
	if fixed, ok := b.in.CapOverride[r.Base]; ok {
		r.Cap, r.Override = &fixed, true
		return nil
	}
	switch {
	case v == nil:
		return nil
	case r.CH == nil && r.Raw > 0:
		return refuse(MissingCH, "ch."+r.Base.String(), "the value of the CH in this month decides the limit (R12)")
	case r.CH == nil:
		return nil
	}
	const centsPerReal = 100
	ch, ok := money.MulDiv(int64(v.CapCH), int64(*r.CH)*centsPerReal, int64(money.One)*int64(money.One), b.readings.limitRounding())
	if !ok {
		return refuse(BadParams, "ch."+r.Base.String(), "more than can be settled")
	}
	r.Cap = &ch
	return nil
}

// change is what a reversal makes of an item that was settled before.
type change struct {
	item  *Item
	month Month
	// The differences.
	due, deducted, excess int64
}

// adjust recomputes the months that this month's reversals reach back to, and
// posts the differences here (A23).
func (b *book) adjust(r *Result, settled map[Month]*Result, num map[*Event]numbers) ([]change, error) {
	var months []Month
	ids := map[Month][]string{}
	for _, back := range b.returns[r.Base] {
		m := b.byID[back.Event].Paid
		if m == r.Base {
			continue // known in time: the month itself is without it
		}
		if !slices.Contains(months, m) {
			months = append(months, m)
		}
		ids[m] = append(ids[m], back.ID)
	}
	slices.Sort(months)
	var changes []change
	for _, m := range months {
		again, err := b.base(m, r.Base, num)
		if err != nil {
			return nil, err
		}
		before := settled[m]
		a := Adjustment{Base: m, Reversals: ids[m], Amount: again.Due - before.Due}
		for k := range again.Items {
			now, was := &again.Items[k], &before.Items[k]
			c := change{now, m, now.Due - was.Due, now.Deducted - was.Deducted, now.Excess - was.Excess}
			if c.due != 0 || c.deducted != 0 || c.excess != 0 {
				changes = append(changes, c)
			}
		}
		r.Adjustments = append(r.Adjustments, a)
		r.Adjustment += a.Amount
		settled[m] = again
	}
	return changes, nil
}

// debit splits what is open between the debit, the credit and the carry (R17 to
// R22).
func (b *book) debit(r *Result) error {
	total := r.CarryIn + r.Due + r.Adjustment
	if err := b.dayOf(r, total); err != nil {
		return err
	}
	if err := b.limitOf(r, total); err != nil {
		return err
	}
	switch {
	case total < 0 && b.readings.Negative == Refund:
		r.Credited = -total
	case total < 0:
		r.CarryOut = total
	case total > 0:
		room := *r.Limit
		if b.readings.ReimbursementIn10 {
			room = max(room-r.Deducted, 0)
		}
		r.Debited = min(total, room)
		r.CarryOut = total - r.Debited
	}
	return nil
}

// limitOf is the tenth of the proventos (R20, R21); missed only where there is
// something to debit.
func (b *book) limitOf(r *Result, total int64) error {
	of := r.Debit
	if b.readings.ProventosMonth == ProventosOfBase {
		of = r.Base
	}
	r.Proventos = b.in.Titular.Default
	if p, ok := b.in.Titular.Proventos[of]; ok {
		r.Proventos = &p
	}
	v := b.versionAt(r.Base.Last())
	if v == nil {
		v = &b.versions[0]
	}
	if r.Proventos == nil {
		if total > 0 {
			return refuse(MissingProventos, "titular.proventos."+of.String(), "the proventos of this month decide the debit (R20)")
		}
		return nil
	}
	r.Share = v.Share
	limit, ok := v.Share.Of(*r.Proventos, b.readings.limitRounding())
	if !ok {
		return refuse(BadParams, "params.versions.debit_share", "more than can be settled")
	}
	r.Limit = &limit
	return nil
}

// dayOf is the day of the debit, by the category of the debit month (R19, A17 to
// A20).
func (b *book) dayOf(r *Result, total int64) error {
	for _, c := range b.in.Titular.Categories {
		if c.From <= r.Debit {
			r.Category = c.Name
		}
	}
	v := b.versionAt(r.Base.Last())
	if v == nil {
		v = &b.versions[0]
	}
	day, ok := v.DebitDay[r.Category]
	if !ok {
		if total != 0 {
			return refuse(UnknownCategory, "titular.category", "the category of "+r.Debit.String()+" decides the day of the debit (R19)")
		}
		return nil
	}
	r.Day = day
	r.Date = r.Debit.First().AddDays(day - 1)
	if MonthOf(r.Date) != r.Debit {
		r.Date = r.Debit.Last()
		if b.readings.February == NextMonthFirst {
			r.Date = r.Date.AddDays(1)
		}
	}
	r.Effective = b.bankDay(r.Date)
	return nil
}

// bankDay moves a day off weekends and the holidays given (A18).
func (b *book) bankDay(d calendar.Date) calendar.Date {
	step := map[BusinessDay]int{Following: 1, Preceding: -1}[b.readings.BusinessDay]
	const saturday, sunday = 6, 0
	for step != 0 {
		day := int(d.Weekday())
		if day != saturday && day != sunday && !slices.Contains(b.in.Holidays, d) {
			break
		}
		d = d.AddDays(step)
	}
	return d
}
