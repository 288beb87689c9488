package backend

import (
	"cmp"
	"context"
	"hash/fnv"
	"slices"
	"strconv"

	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/copay"
)

type accountRows interface {
	// Account is all that is known of what a titular is debited, under the regulation
	// as it is read in a month.
	Account(ctx context.Context, titular int64, m copay.Month) (Account, error)
}

// Statement is what a member may know of what the family is debited: the titular all
// amounts, and the detail of those who are not to keep it to themselves; a dependant
// the own care.
type Statement struct {
	Today calendar.Date
	// Titular: the reader is who is debited.
	Titular bool
	// People are those whose amounts the reader sees, the reader first.
	People  []Person
	self    Beneficiary
	account Account
	// bills are the months computed so far: a screen asks for some more than once.
	bills map[copay.Month]Bill
}

// Person is one of a family as its statement names them.
type Person struct {
	// ID by which the account knows the person.
	ID   string
	Name string
	// Own: it is the reader. Detail: the reader may know which care it was.
	Own, Detail bool
}

// Statement opens what a member may know. It reads the account once; months are
// computed when they are asked for.
func (s *Service) Statement(ctx context.Context, tx Tx, actor access.Actor) (*Statement, error) {
	if err := s.open(ctx, tx, actor); err != nil {
		return nil, err
	}
	st, err := s.statementOf(ctx, tx, actor)
	if err == nil {
		tx.Audit(Event{Actor: actor, Action: access.ViewAmounts, Kind: string(access.KindStatement), ID: st.account.Titular, Code: "ok"})
	}
	return st, err
}

// StatementFor is what a member may know, for who hands it out at the operator: as
// the member sees it, also after the plan ended.
func (s *Service) StatementFor(ctx context.Context, tx Tx, member int64) (*Statement, error) {
	st, err := s.statementOf(ctx, tx, access.Actor{Role: access.Member, ID: member})
	if err == nil {
		tx.Audit(Event{Action: access.ViewAmounts, Kind: string(access.KindStatement), ID: st.account.Titular, Code: "by_operator"})
	}
	return st, err
}

func (s *Service) statementOf(ctx context.Context, tx Tx, actor access.Actor) (*Statement, error) {
	self, err := tx.BeneficiaryByID(ctx, actor.ID)
	if err != nil {
		return nil, err
	}
	st := &Statement{Today: calendar.DateOf(tx.Now()), Titular: self.Titular == 0, self: self, bills: map[copay.Month]Bill{}}
	if err := may(actor, access.ViewAmounts, stated(self, st.Today)); err != nil {
		return nil, err
	}
	titular, family := self.Titular, []Beneficiary{self}
	if st.Titular {
		titular = self.ID
		others, err := tx.Dependants(ctx, self.ID)
		if err != nil {
			return nil, err
		}
		family = append(family, others...)
	}
	seen := make([]access.Resource, len(family))
	for i, b := range family {
		seen[i] = stated(b, st.Today)
	}
	if st.Titular {
		if err := s.sharing(ctx, tx, seen); err != nil {
			return nil, err
		}
	}
	for i, b := range family {
		r := seen[i]
		if may(actor, access.ViewAmounts, r) == nil {
			st.People = append(st.People, Person{
				ID: strconv.FormatInt(b.ID, 10), Name: b.Name, Own: b.ID == actor.ID, Detail: may(actor, access.ViewDetail, r) == nil,
			})
		}
	}
	st.account, err = tx.Account(ctx, titular, copay.MonthOf(st.Today))
	return st, err
}

// stated is the statement of a person on a day.
func stated(b Beneficiary, on calendar.Date) access.Resource {
	r := concerning(b, on)
	r.Kind = access.KindStatement
	return r
}

// Bill is a month as the reader may see it.
type Bill struct {
	Month   copay.Month
	Titular bool
	// Closed: it is in the books. Over: the month has ended. Assumed: it counts with the
	// last known proventos.
	Closed, Over, Assumed bool
	// Debit is when it is debited; zero where that is not known.
	Debit calendar.Date
	// BankDay is when a bank debits it: another day where banks do not work on that one.
	BankDay calendar.Date
	// Past: both are over.
	Past bool
	// Payment is how it is paid; nothing of it for a dependant.
	Payment Payment
	// Own is the reader's part of what becomes due.
	Own int64
	// OwnDeducted was taken from the reader's reimbursements.
	OwnDeducted int64
	// Whole is the month of the family; nothing of it for a dependant.
	Whole copay.Closing
	// Lines of care that the reader may see, the most that becomes due first.
	Lines []BillLine
	// Shares are the amounts of each person.
	Shares []BillShare
	// Cap of the month, nil where none was needed; CapCH is what it is made of.
	Cap *int64
	// Unsure are the readings that nobody at the operator confirmed and that would
	// change it; without a name where that would tell too much.
	Unsure []string
}

// BillLine is a line of care.
type BillLine struct {
	// Key names the line in a button.
	Key string
	copay.Item
	Care Care
	Who  Person
}

// BillShare is what a month makes of one person.
type BillShare struct {
	Person
	Due, Deducted int64
}

// Running is the month in which the operator pays now.
func (s *Statement) Running() copay.Month { return copay.MonthOf(s.Today) }

// Next is the month whose debit comes next.
func (s *Statement) Next() copay.Month {
	m := s.Running() - 1
	if b, err := s.Bill(m); err == nil && !b.Debit.IsZero() && !b.Past {
		return m
	}
	return m + 1
}

// Months that can be shown, the latest first: at most a year and a half.
func (s *Statement) Months() []copay.Month {
	const most = 18
	first, last := s.account.first(s.Running()), s.Running()
	for m := range s.account.Settled {
		first = min(first, m)
	}
	for _, e := range s.account.Input.Events {
		first = min(first, e.Paid)
	}
	var all []copay.Month
	for m := last; m >= first && len(all) < most; m-- {
		all = append(all, m)
	}
	return all
}

// Bill computes a month. It fails with *copay.Refusal.
func (s *Statement) Bill(m copay.Month) (Bill, error) {
	if b, ok := s.bills[m]; ok {
		return b, nil
	}
	b, err := s.bill(m)
	if err == nil {
		s.bills[m] = b
	}
	return b, err
}

func (s *Statement) bill(m copay.Month) (Bill, error) {
	r, err := s.account.Month(m)
	if err != nil {
		return Bill{}, err
	}
	b := Bill{
		Month: m, Titular: s.Titular, Closed: r.Closed, Over: m.Last().Before(s.Today), Cap: r.Cap,
		Debit: r.Date,
	}
	if !r.Date.IsZero() {
		b.BankDay = bankDay(r.Date, r.Effective)
		b.Past = r.Date.Before(s.Today) && b.BankDay.Before(s.Today)
	}
	if s.Titular {
		b.Whole, b.Assumed, b.Payment = r.Closing, r.Assumed, s.account.payment(m, r)
	}
	for _, p := range s.People {
		share := BillShare{Person: p}
		for i := range r.Items {
			item := &r.Items[i]
			if item.Event.Beneficiary != p.ID {
				continue
			}
			share.Due, share.Deducted = share.Due+item.Due, share.Deducted+item.Deducted
			if p.Detail {
				b.Lines = append(b.Lines, BillLine{Key: lineKey(item.Event.ID), Item: *item, Care: s.account.Care[item.Event.ID], Who: p})
			}
		}
		if p.Own {
			b.Own, b.OwnDeducted = share.Due, share.Deducted
		}
		b.Shares = append(b.Shares, share)
	}
	slices.SortStableFunc(b.Lines, func(x, y BillLine) int {
		return cmp.Or(cmp.Compare(y.Due, x.Due), cmp.Compare(y.Deducted, x.Deducted), cmp.Compare(y.Base, x.Base))
	})
	b.Unsure = s.unsure(m, r)
	return b, nil
}

// Line finds a line of the month.
func (b *Bill) Line(key string) (BillLine, bool) {
	for _, l := range b.Lines {
		if l.Key == key {
			return l, true
		}
	}
	return BillLine{}, false
}

// lineKey is short and says nothing of the care.
func lineKey(id string) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(id)) // it never fails
	return strconv.FormatUint(h.Sum64(), 36)
}
