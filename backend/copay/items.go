package copay

import (
	"math/big"
	"slices"
	"strings"

	"guiche/backend/money"
)

// net is what an event cost the operator, less what was taken back by a month.
func (b *book) net(e *Event, asOf Month) int64 {
	n := e.Amount
	for _, r := range b.reversed[e.ID] {
		if r.Paid <= asOf {
			n -= r.Amount
		}
	}
	return n
}

// takenBack tells whether nothing is left of what was paid for an event.
func (b *book) takenBack(e *Event, asOf Month) bool { return e.Amount > 0 && b.net(e, asOf) == 0 }

// statusOf tells whether an event is charged under the version that it falls under.
func (b *book) statusOf(e *Event, v *Version) Status {
	switch {
	case e.Kind.Group() == NoGroup:
		return NotCovered
	case v == nil:
		return BeforeEffective
	}
	return b.excluded(e)
}

// Statuses tells, without settling anything, what events are under a regulation: for
// who goes through very many of them.
func Statuses(p Params) (func(Beneficiary, Event) Status, error) {
	b := &book{in: Input{Params: p}, readings: p.Readings}
	if err := b.checkParams(); err != nil {
		return nil, err
	}
	return func(who Beneficiary, e Event) Status {
		b.people = map[string]*Beneficiary{e.Beneficiary: &who}
		return b.statusOf(&e, b.versionOf(&e))
	}, nil
}

// excluded tells why an event in a group is not charged; Charged when it is.
func (b *book) excluded(e *Event) Status {
	p := b.people[e.Beneficiary]
	if b.readings.APABEX == APABEXExempt && p.APABEX && !p.Titular {
		return ExcludedAPABEX
	}
	if b.inStay(e, p) && b.exempts(e.Kind) {
		return ExcludedSetting
	}
	return Charged
}

// inStay: the day of attendance lies in a stay, or the event says so (R14).
func (b *book) inStay(e *Event, p *Beneficiary) bool {
	return e.Setting.stays() || slices.ContainsFunc(p.Stays, func(s Stay) bool {
		return s.Setting.stays() && !e.Attended.Before(s.From) && (s.To.IsZero() || !e.Attended.After(s.To))
	})
}

// exempts tells whether a stay exempts a kind of care (A9).
func (b *book) exempts(k Kind) bool {
	switch b.readings.SettingExclusion {
	case Everything:
		return true
	case ExamIIAndIII:
		return k == exame || k.Group() == GroupII || k.Group() == GroupIII
	}
	return k == exame || k.Group() == GroupII
}

// itemsOf computes the items of a base month as known in another: what each is by
// its rate, before any limit.
func (b *book) itemsOf(m, asOf Month, num map[*Event]numbers) ([]Item, error) {
	lo, _ := slices.BinarySearchFunc(b.events, m, func(e *Event, m Month) int { return int(e.Paid - m) })
	var items []Item
	var carried *big.Rat
	for _, e := range b.events[lo:] {
		if e.Paid != m {
			break
		}
		i := Item{Event: e, Group: e.Kind.Group(), Base: b.net(e, asOf)}
		v := b.versionOf(e)
		switch i.Status = b.statusOf(e, v); i.Status {
		case NotCovered:
		case BeforeEffective:
			i.terms = &b.versions[0]
		default:
			i.terms = v
		}
		if n, ok := num[e]; ok && i.Status != BeforeEffective {
			i.Numbered, i.Low, i.High, i.First, i.Last, i.Reset, i.never = true, n.low, n.high, n.first, n.last, n.reset, n.never
		}
		if i.Status == Charged {
			var ok bool
			if b.readings.RoundingScope == RoundMonth {
				if carried == nil {
					carried = new(big.Rat)
				}
				i.Raw, ok = b.rawOfMonth(&i, v, carried), true
			} else {
				i.Raw, ok = i.raw(v, b.readings.Rounding)
			}
			if !ok {
				return nil, refuse(BadAmount, "events["+e.ID+"].amount", "more than can be settled")
			}
			i.Rate = i.rate(v)
		}
		items = append(items, i)
	}
	return items, nil
}

// rate is the one rate of a line; nil where its sessions have two.
func (i *Item) rate(v *Version) *money.Decimal {
	switch rate := v.Rates[i.Group]; {
	case i.High == 0:
		return &rate
	case i.Low == 0:
		return &v.EscalatedRate
	}
	return nil
}

// share is the rate of a line as a fraction: sessions at either rate, over how many
// there are (R7, R8, R9).
func (i *Item) share(v *Version) (num, den int64) {
	if i.Numbered && i.High > 0 {
		n := i.Low + i.High
		return i.Low*int64(v.Rates[i.Group]) + i.High*int64(v.EscalatedRate), n * int64(money.One)
	}
	return int64(v.Rates[i.Group]), int64(money.One)
}

func (i *Item) raw(v *Version, r money.Rounding) (int64, bool) {
	num, den := i.share(v)
	return money.MulDiv(i.Base, num, den, r)
}

// rawOfMonth rounds the month and not the line (A21): each line is what it adds to
// the rounded sum, so that the lines still add up to the total.
func (b *book) rawOfMonth(i *Item, v *Version, sum *big.Rat) int64 {
	num, den := i.share(v)
	before := b.roundRat(sum)
	sum.Add(sum, new(big.Rat).Mul(big.NewRat(i.Base, 1), big.NewRat(num, den)))
	return b.roundRat(sum) - before
}

func (b *book) roundRat(r *big.Rat) int64 {
	q, rest := new(big.Int).QuoRem(r.Num(), r.Denom(), new(big.Int))
	twice := rest.Lsh(rest, 1).Cmp(r.Denom())
	n := q.Int64()
	switch b.readings.Rounding {
	case money.HalfUp:
		if twice >= 0 {
			n++
		}
	case money.HalfEven:
		if twice > 0 || twice == 0 && n%2 == 1 {
			n++
		}
	}
	return n
}

// inCapOrder puts items in the order in which they use the limit up (A15, D7).
func (b *book) inCapOrder(items []Item) []*Item {
	order := make([]*Item, len(items))
	for i := range items {
		order[i] = &items[i]
	}
	slices.SortStableFunc(order, func(x, y *Item) int {
		if b.readings.CapAllocation == ReimbursementFirst && x.Event.Reimbursement != y.Event.Reimbursement {
			if x.Event.Reimbursement {
				return -1
			}
			return 1
		}
		if c := x.Event.Attended.Compare(y.Event.Attended); c != 0 {
			return c
		}
		return strings.Compare(x.Event.ID, y.Event.ID)
	})
	return order
}

// limit applies the limit of the month to its items (R12, R13, R24).
func (b *book) limit(items []Item, monthCap *int64) {
	left := map[string]int64{}
	for _, i := range b.inCapOrder(items) {
		if i.Status != Charged {
			continue
		}
		i.Capped = i.Raw
		if monthCap != nil && (b.readings.CapScope == CapAll || i.Group != GroupIV) {
			unit := ""
			if b.readings.CapUnit == CapOfBeneficiary {
				unit = i.Event.Beneficiary
			}
			room, begun := left[unit]
			if !begun {
				room = *monthCap
			}
			i.Capped = min(i.Raw, room)
			left[unit] = room - i.Capped
		}
		i.Excess = i.Raw - i.Capped
		if i.Event.Reimbursement {
			i.Deducted = i.Capped
		} else {
			i.Due = i.Capped
		}
	}
}
