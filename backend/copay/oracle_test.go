package copay_test

import (
	"math/big"
	"slices"
	"strings"

	"guiche/backend/calendar"
	"guiche/backend/copay"
)

// oracle computes the amounts of a settlement a second way: with fractions all
// through, session by session, under the default readings and the standard
// regulation. It knows no versions, no reversals and no stays.
type oracle struct {
	in    copay.Input
	carry *big.Rat
	count map[string]int64
	last  map[string]calendar.Date
}

type oracleMonth struct{ raw, capped, deducted, due, debited, carry int64 }

func cents(r *big.Rat) int64 {
	if !r.IsInt() {
		panic("not whole: " + r.String())
	}
	return r.Num().Int64()
}

func floor(r *big.Rat) *big.Rat {
	return new(big.Rat).SetInt(new(big.Int).Quo(r.Num(), r.Denom()))
}

func halfUp(r *big.Rat) *big.Rat { return floor(new(big.Rat).Add(r, big.NewRat(1, 2))) }

// month settles one base month.
func (o *oracle) month(m copay.Month) oracleMonth {
	var events []copay.Event
	for _, e := range o.in.Events {
		if e.Paid == m {
			events = append(events, e)
		}
	}
	slices.SortFunc(events, func(a, b copay.Event) int {
		if c := a.Attended.Compare(b.Attended); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	raws := make([]*big.Rat, len(events))
	total := new(big.Rat)
	for i, e := range events {
		raws[i] = halfUp(o.raw(e))
		total.Add(total, raws[i])
	}
	room := floor(new(big.Rat).Mul(big.NewRat(500*100, 1), big.NewRat(int64(o.in.CH[0].Value), 1_000_000)))
	deducted, due := new(big.Rat), new(big.Rat)
	for _, reimbursements := range []bool{true, false} {
		for i, e := range events {
			if e.Reimbursement != reimbursements {
				continue
			}
			take := raws[i]
			if take.Cmp(room) > 0 {
				take = room
			}
			room = new(big.Rat).Sub(room, take)
			if reimbursements {
				deducted.Add(deducted, take)
			} else {
				due.Add(due, take)
			}
		}
	}
	open := new(big.Rat).Add(o.carry, due)
	debited := floor(big.NewRat(*o.in.Titular.Default, 10))
	if open.Cmp(debited) < 0 {
		debited = open
	}
	o.carry = new(big.Rat).Sub(open, debited)
	return oracleMonth{
		raw: cents(total), capped: cents(new(big.Rat).Add(deducted, due)), deducted: cents(deducted), due: cents(due),
		debited: cents(debited), carry: cents(o.carry),
	}
}

// raw adds up an event's sessions one by one.
func (o *oracle) raw(e copay.Event) *big.Rat {
	amount := big.NewRat(e.Amount, 1)
	switch e.Kind.Group() {
	case copay.NoGroup:
		return new(big.Rat)
	case copay.GroupIV:
		return amount.Mul(amount, big.NewRat(3, 10))
	case copay.GroupI, copay.GroupII:
		return amount.Mul(amount, big.NewRat(1, 4))
	}
	key := e.Beneficiary + string(e.Kind)
	if last, ok := o.last[key]; ok {
		year := calendar.Date{Year: last.Year + 1, Month: last.Month, Day: last.Day}
		if last.Month == 2 && last.Day == 29 {
			year = calendar.Date{Year: last.Year + 1, Month: 3, Day: 1}
		}
		if !e.Attended.Before(year) {
			o.count[key] = 0
		}
	}
	sum, each := new(big.Rat), new(big.Rat).Quo(amount, big.NewRat(e.Sessions, 1))
	for range e.Sessions {
		o.count[key]++
		rate := big.NewRat(1, 4)
		if o.count[key] >= 201 {
			rate = big.NewRat(1, 2)
		}
		sum.Add(sum, new(big.Rat).Mul(each, rate))
	}
	if last := o.last[key]; e.Attended.After(last) {
		o.last[key] = e.Attended
	}
	return sum
}
