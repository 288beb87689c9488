package backend

import (
	"slices"

	"guiche/backend/copay"
)

// supposedID is the line of care that does not exist.
const supposedID = "supposed"

// Supposition is care that somebody thinks of (D8).
type Supposition struct {
	Kind copay.Kind
	// Cents that the operator would pay for all Sessions of it together.
	Cents, Sessions int64
	// Who would be treated, by the ID of a Person; empty is the reader.
	Who string
}

// Supposed is what a supposition would make of the month that runs.
type Supposed struct {
	Item copay.Item
	Who  Person
	Cap  *int64
	// Before and After are the family's month; nothing for a dependant, whose figure is
	// of the own care alone.
	Titular       bool
	Before, After copay.Closing
	Unsure        []string
}

// Supposable are those for whom the reader may suppose care: whose sessions and
// amounts the reader may know anyway, the reader first.
func (s *Statement) Supposable() []Person {
	return slices.DeleteFunc(slices.Clone(s.People), func(p Person) bool { return !p.Detail })
}

// LastPrice is what the operator paid for each of the last sessions of a kind of care
// that somebody had whom the reader may suppose care for; 0 for none.
func (s *Statement) LastPrice(kind copay.Kind, who string) int64 {
	if who == "" {
		who = s.People[0].ID
	}
	if !slices.ContainsFunc(s.Supposable(), func(p Person) bool { return p.ID == who }) {
		return 0
	}
	var last *copay.Event
	for i, e := range s.account.Input.Events {
		if e.Beneficiary == who && e.Kind == kind && e.Amount > 0 && (last == nil || !e.Attended.Before(last.Attended)) {
			last = &s.account.Input.Events[i]
		}
	}
	if last == nil {
		return 0
	}
	return last.Amount / max(last.Sessions, 1)
}

// Suppose asks the engine what care would make due: a line that the operator would pay
// in the month that runs. It fails with ErrNotFound where the reader may not suppose
// for that person.
func (s *Statement) Suppose(p Supposition) (Supposed, error) {
	if p.Who == "" {
		p.Who = s.People[0].ID
	}
	all := s.Supposable()
	i := slices.IndexFunc(all, func(one Person) bool { return one.ID == p.Who })
	if i < 0 {
		return Supposed{}, ErrNotFound
	}
	m := s.Running()
	e := copay.Event{
		ID: supposedID, Beneficiary: p.Who, Kind: p.Kind, Attended: s.Today, Paid: m, Amount: p.Cents, Sessions: max(p.Sessions, 1),
		Setting: copay.Ambulatory,
	}
	other := *s
	other.account.Input.Events = append(slices.Clone(s.account.Input.Events), e)
	if !s.Titular {
		alone, err := other.supposeAlone(m)
		alone.Who = all[i]
		return alone, err
	}
	before, err := s.account.Month(m)
	if err != nil {
		return Supposed{}, err
	}
	after, err := other.account.Month(m)
	if err != nil {
		return Supposed{}, err
	}
	return Supposed{
		Titular: true, Item: supposedItem(&after.Closing), Who: all[i], Cap: after.Cap, Before: before.Closing, After: after.Closing,
		Unsure: other.unsure(m, after),
	}, nil
}

// supposeAlone looks at the reader's care only, so that nothing is told of the rest
// of the family.
func (s *Statement) supposeAlone(m copay.Month) (Supposed, error) {
	in := unlimited(upTo(s.account.Input, m))
	in.Events = slices.DeleteFunc(in.Events, func(e copay.Event) bool { return e.Beneficiary != s.People[0].ID })
	in.Reversals = slices.DeleteFunc(in.Reversals, func(r copay.Reversal) bool {
		return !slices.ContainsFunc(in.Events, func(e copay.Event) bool { return e.ID == r.Event })
	})
	c, err := copay.Close(in, m, copay.Past{})
	if err != nil {
		return Supposed{}, err
	}
	return Supposed{Item: supposedItem(&c), Cap: c.Cap, Unsure: s.unsure(m, AccountMonth{Closing: c})}, nil
}

func supposedItem(c *copay.Closing) copay.Item {
	for _, i := range c.Items {
		if i.Event.ID == supposedID {
			return i
		}
	}
	return copay.Item{Event: &copay.Event{}}
}
