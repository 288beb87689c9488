package backend

import (
	"cmp"
	"slices"
	"strings"

	"guiche/backend/calendar"
	"guiche/backend/copay"
	"guiche/backend/money"
)

// Terms are the regulation's figures in a month.
func (s *Statement) Terms(m copay.Month) copay.Version { return s.account.Input.Params.At(m.Last()) }

// ConfirmedAll tells whether the operator confirmed every reading.
func (s *Statement) ConfirmedAll() bool { return len(s.account.Unconfirmed) == 0 }

// BillStanding is what a member asks about beside a month: balance, limits, sessions.
type BillStanding struct {
	Bill Bill
	// CH in reais and the limit of the month that runs; 0 where it is not known.
	CH  money.Decimal
	Cap int64
	// PerPerson: the limit is of each person.
	PerPerson bool
	// Pace is what a month made due, on average of the last three.
	Pace int64
	// Left is in how many months the balance ends at that pace; 0 is never.
	Left int
	// Deducted from reimbursements in the last twelve months.
	Deducted int64
	Sessions []SessionCount
	Terms    copay.Version
}

// SessionCount is how many sessions of a therapy somebody had.
type SessionCount struct {
	Who     Person
	Therapy copay.Kind
	Count   int64
	Last    calendar.Date
}

// mostMonths bounds a forecast: beyond five years it says nothing.
const mostMonths = 60

// Standing computes it. It fails with *copay.Refusal.
func (s *Statement) Standing() (BillStanding, error) {
	m := s.Running()
	b, err := s.Bill(m)
	if err != nil {
		return BillStanding{}, err
	}
	r, err := s.account.Month(m)
	if err != nil {
		return BillStanding{}, err
	}
	st := BillStanding{Bill: b, Terms: s.Terms(m), PerPerson: s.account.Input.Params.Readings.CapUnit == copay.CapOfBeneficiary}
	st.CH, st.Cap = s.cap(m)
	for _, c := range r.Ends {
		i := slices.IndexFunc(s.People, func(p Person) bool { return p.ID == c.Beneficiary && p.Detail })
		if i >= 0 && c.Count > 0 {
			st.Sessions = append(st.Sessions, SessionCount{Who: s.People[i], Therapy: copay.Kind(c.Therapy), Count: c.Count, Last: c.Last})
		}
	}
	slices.SortFunc(st.Sessions, func(x, y SessionCount) int {
		return cmp.Or(cmp.Compare(y.Count, x.Count), strings.Compare(x.Who.ID, y.Who.ID), strings.Compare(string(x.Therapy), string(y.Therapy)))
	})
	st.pace(s, m)
	return st, nil
}

// pace looks back, and foretells from it.
func (st *BillStanding) pace(s *Statement, m copay.Month) {
	var sum, months int64
	for k := m; k > m-12; k-- {
		r, err := s.account.Month(k)
		if err != nil {
			continue
		}
		for i := range r.Items {
			if s.sees(r.Items[i].Event.Beneficiary) {
				st.Deducted += r.Items[i].Deducted
			}
		}
		if k < m && k >= m-3 {
			sum, months = sum+r.Due, months+1
		}
	}
	if !s.Titular || months == 0 {
		return
	}
	st.Pace = sum / months
	carry, limit := st.Bill.Whole.CarryOut, st.Bill.Whole.Limit
	if carry <= 0 || limit == nil {
		return
	}
	for left := 1; left <= mostMonths; left++ {
		if carry = carry + st.Pace - *limit; carry <= 0 {
			st.Left = left
			return
		}
	}
}

func (s *Statement) sees(id string) bool {
	return slices.ContainsFunc(s.People, func(p Person) bool { return p.ID == id })
}

// cap is the value of a CH and the limit of a month, 0 where it is not known. It asks
// the engine, with a line that costs nothing to anybody.
func (s *Statement) cap(m copay.Month) (money.Decimal, int64) {
	in := upTo(s.account.Input, m)
	in.Events, in.Reversals = []copay.Event{{
		ID: supposedID, Beneficiary: s.People[0].ID, Kind: "consulta", Attended: m.First(), Paid: m, Amount: 1, Sessions: 1, Setting: copay.Ambulatory,
	}}, nil
	c, err := copay.Close(unlimited(in), m, copay.Past{})
	if err != nil || c.Cap == nil || c.CH == nil {
		return 0, 0
	}
	return *c.CH, *c.Cap
}

// unlimited leaves the tenth of the proventos out.
func unlimited(in copay.Input) copay.Input {
	most := int64(copay.MaxAmount)
	in.Titular.Proventos, in.Titular.Default = nil, &most
	return in
}

// MonthGroups is what a month made of each group of care, for a chart.
type MonthGroups struct {
	Month copay.Month
	// ByGroup is in cents; Hidden is care whose kind the reader is not to know.
	ByGroup map[copay.Group]int64
	Hidden  int64
	Closed  bool
}

// Year is the last twelve months, the earliest first. Months that cannot be computed
// are without amounts.
func (s *Statement) Year() []MonthGroups {
	last := s.Running()
	all := make([]MonthGroups, 0, 12)
	for m := last - 11; m <= last; m++ {
		g := MonthGroups{Month: m, ByGroup: map[copay.Group]int64{}}
		if r, err := s.account.Month(m); err == nil {
			g.Closed = r.Closed
			for i := range r.Items {
				g.add(s, &r.Items[i])
			}
		}
		all = append(all, g)
	}
	return all
}

func (g *MonthGroups) add(s *Statement, i *copay.Item) {
	for _, p := range s.People {
		switch {
		case p.ID != i.Event.Beneficiary:
		case p.Detail:
			g.ByGroup[i.Group] += i.Due + i.Deducted
		default:
			g.Hidden += i.Due + i.Deducted
		}
	}
}
