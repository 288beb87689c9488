package backend

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"
	"time"

	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/copay"
	"guiche/backend/ident"
)

// ErrTitularOnly says that the titular alone is told: who is debited declares it.
var ErrTitularOnly = errors.New("backend: that is for the titular")

// TaxYear is what was debited of a titular in a calendar year, for the declaration of
// income tax (R25). It comes from the books alone: months that are not closed, and
// debits whose day is not over, are not in it.
type TaxYear struct {
	Year int        `json:"y"`
	Name string     `json:"n"`
	Card ident.Card `json:"c"`
	CPF  ident.CPF  `json:"cpf,omitempty"`
	At   time.Time  `json:"at"`
	// People are those attended, the titular first. What they were debited for adds up,
	// with Unattributed, to the debits less what was given back.
	People                                  []TaxPerson `json:"p,omitempty"`
	Deductible, NotDeductible, Unattributed int64
	Debits                                  []TaxDebit `json:"d,omitempty"`
	// Running: the year is not over, or a debit of it. Since is the first debit that the books can have,
	// where that is within the year.
	Running bool          `json:"r,omitempty"`
	Since   copay.Month   `json:"s,omitempty"`
	Today   calendar.Date `json:"t"`
	// Missing are months whose day of debit is over and that are not in the books.
	Missing []copay.Month `json:"m,omitempty"`
}

// TaxPerson is what was debited for somebody, less what was given back.
type TaxPerson struct {
	// Name is empty for who is no longer of the family.
	Name       string    `json:"n,omitempty"`
	CPF        ident.CPF `json:"cpf,omitempty"`
	Titular    bool      `json:"t,omitempty"`
	Deductible bool      `json:"d,omitempty"`
	Cents      int64     `json:"c"`
	// Deducted was taken off reimbursements that the operator paid in the year (A27):
	// no debit, and so no part of Cents.
	Deducted int64 `json:"r,omitempty"`
}

// TaxDebit is a debit of the year, or what was given back.
type TaxDebit struct {
	Base              copay.Month   `json:"m"`
	On                calendar.Date `json:"d,omitzero"`
	Debited, Credited int64
}

// Total is what was debited in the year less what was given back.
func (y TaxYear) Total() int64 { return y.Deductible + y.NotDeductible + y.Unattributed }

// TaxYears are the years in which something was debited or given back, the latest
// first.
func (s *Statement) TaxYears() []int {
	var years []int
	for m, b := range s.account.Settled {
		if year := (m + 1).Year(); b.moved() && s.debited(m, b) && !slices.Contains(years, year) {
			years = append(years, year)
		}
	}
	slices.Sort(years)
	slices.Reverse(years)
	return years
}

func (s SettledMonth) moved() bool { return s.Debited != 0 || s.Credited != 0 }

// debited tells whether the day of a month's debit is over, for banks too.
func (s *Statement) debited(m copay.Month, b SettledMonth) bool {
	if b.DebitOn.IsZero() {
		return (m + 1).Last().Before(s.Today)
	}
	return b.DebitOn.Before(s.Today) && bankDay(b.DebitOn, b.EffectiveOn).Before(s.Today)
}

// TaxYearOf opens the statement of a year for the titular: ErrTitularOnly for anybody
// else, ErrNotFound for a year without debits.
func (s *Service) TaxYearOf(ctx context.Context, tx Tx, actor access.Actor, st *Statement, year int) (TaxYear, error) {
	switch {
	case !st.Titular:
		return TaxYear{}, ErrTitularOnly
	case !slices.Contains(st.TaxYears(), year):
		return TaxYear{}, ErrNotFound
	}
	cpf := map[string]ident.CPF{}
	for _, p := range st.account.Input.Family {
		// Nobody declares who is no economic dependent: that number is not needed.
		if id, err := strconv.ParseInt(p.ID, 10, 64); err == nil && p.Deductible() && st.sees(p.ID) {
			m, err := tx.Member(ctx, id)
			if err != nil {
				return TaxYear{}, err
			}
			cpf[p.ID] = m.CPF
		}
	}
	y := st.taxYear(year, cpf)
	y.At = tx.Now()
	tx.Audit(Event{Actor: actor, Action: access.ViewAmounts, Kind: string(access.KindStatement), ID: st.account.Titular, Code: "year_on_paper"})
	return y, nil
}

func (s *Statement) taxYear(year int, cpf map[string]ident.CPF) TaxYear {
	y := TaxYear{Year: year, Name: s.self.Name, Card: s.self.Card, CPF: cpf[s.People[0].ID], Today: s.Today, Running: year >= s.Today.Year}
	taxes := copay.NewTaxes(s.account.Input.Family, s.account.Input.Opening.Carry)
	for _, m := range slices.Sorted(maps.Keys(s.account.Settled)) {
		b := s.account.Settled[m]
		if !s.debited(m, b) {
			y.Running = y.Running || (m+1).Year() == year && b.moved()
			continue
		}
		taxes.Post(s.account.taxMonth(m))
		if (m+1).Year() == year && b.moved() {
			y.Debits = append(y.Debits, TaxDebit{Base: m, On: b.DebitOn, Debited: b.Debited, Credited: b.Credited})
		}
	}
	tax := taxes.Years()[year]
	y.Deductible, y.NotDeductible, y.Unattributed = tax.Deductible, tax.NotDeductible, tax.Unattributed
	y.people(s, tax.ByBeneficiary, s.account.deductedIn(year), cpf)
	if first := s.account.First + 1; s.account.First != 0 && first.Year() == year && first.First().Month != time.January {
		y.Since = first
	}
	y.Missing = s.missing(year)
	return y
}

// people are named as far as they are of the family today.
func (y *TaxYear) people(s *Statement, cents, deducted map[string]int64, cpf map[string]ident.CPF) {
	var others TaxPerson
	for _, p := range s.account.Input.Family {
		i := slices.IndexFunc(s.People, func(k Person) bool { return k.ID == p.ID })
		one := TaxPerson{CPF: cpf[p.ID], Titular: p.Titular, Deductible: p.Deductible(), Cents: cents[p.ID], Deducted: deducted[p.ID]}
		switch {
		case one.Cents == 0 && one.Deducted == 0:
		case i < 0 && !one.Deductible:
			others.Cents, others.Deducted = others.Cents+one.Cents, others.Deducted+one.Deducted
		default:
			if i >= 0 {
				one.Name = s.People[i].Name
			}
			y.People = append(y.People, one)
		}
	}
	slices.SortStableFunc(y.People, func(a, b TaxPerson) int { return rank(a) - rank(b) })
	if others != (TaxPerson{}) {
		y.People = append(y.People, others)
	}
}

func rank(p TaxPerson) int {
	switch {
	case p.Titular:
		return 0
	case p.Deductible:
		return 1
	}
	return 2
}

// missing are months with care whose debit lies in the year, before today, and that
// were not closed, or not for this family.
func (s *Statement) missing(year int) []copay.Month {
	var all []copay.Month
	note := func(m copay.Month) {
		_, settled := s.account.Settled[m]
		if settled || m < s.account.First || (m+1).Year() != year || m+1 > s.Running() || slices.Contains(all, m) {
			return
		}
		if b, err := s.Bill(m); m+1 < s.Running() || err == nil && b.Past {
			all = append(all, m)
		}
	}
	for _, e := range s.account.Input.Events {
		if e.Paid > s.account.Last {
			note(e.Paid)
		}
	}
	for m := range s.account.Refused {
		note(m)
	}
	slices.Sort(all)
	return all
}

// taxMonth is what the books posted in a month, with whom and what it was for.
func (a *Account) taxMonth(m copay.Month) copay.TaxMonth {
	b := a.Settled[m]
	t := copay.TaxMonth{Debit: m + 1, Debited: b.Debited, Credited: b.Credited}
	events := a.events()
	for _, e := range a.Entries {
		if e.Posted != m || e.Due == 0 {
			continue
		}
		due := copay.TaxDue{Base: e.Base, ID: e.Event, Cents: e.Due}
		if ev, ok := events[e.Event]; ok {
			due.Beneficiary, due.Attended = ev.Beneficiary, ev.Attended
		}
		t.Dues = append(t.Dues, due)
	}
	for _, d := range a.Decisions[m] {
		t.Dues = append(t.Dues, copay.TaxDue{Base: d.Base, ID: "decision " + strconv.FormatInt(d.ID, 10), Cents: d.Amount})
	}
	return t
}

// deductedIn is what was taken off reimbursements that were paid in a year, by person.
func (a *Account) deductedIn(year int) map[string]int64 {
	sum, events := map[string]int64{}, a.events()
	for _, e := range a.Entries {
		if e.Posted.Year() == year && e.Deducted != 0 {
			sum[events[e.Event].Beneficiary] += e.Deducted
		}
	}
	return sum
}

func (a *Account) events() map[string]copay.Event {
	all := make(map[string]copay.Event, len(a.Input.Events))
	for _, e := range a.Input.Events {
		all[e.ID] = e
	}
	return all
}
