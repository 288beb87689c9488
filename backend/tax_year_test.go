package backend

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"guiche/backend/calendar"
	"guiche/backend/copay"
	"guiche/backend/ident"
	"guiche/backend/money"
)

func day(year, month, of int) calendar.Date {
	return calendar.Date{Year: year, Month: time.Month(month), Day: of}
}

// The family: titular 1, economic dependent 2, another dependant 3 and one who has
// left, 4.
var taxPeople = []Person{{ID: "1", Name: "Ana", Own: true, Detail: true}, {ID: "2", Name: "Nina", Detail: true}, {ID: "3", Name: "Caio"}}

// books draws a family with two years of care and closes its months one after another,
// each with what was known by then. calm: nothing came late and the board decided
// nothing.
func books(t *rapid.T, calm bool) Account {
	proventos := rapid.Int64Range(0, 900_000).Draw(t, "proventos")
	a := Account{Titular: 1, Care: map[string]Care{}, Settled: map[copay.Month]SettledMonth{}, Decisions: map[copay.Month][]copay.Decision{}}
	a.Input = copay.Input{
		CH:      []copay.CHValue{{Value: money.Decimal(rapid.SampledFrom([]int64{100_000, 250_000, 10_000_000}).Draw(t, "ch"))}},
		Titular: copay.Titular{ID: "1", Categories: []copay.Category{{Name: rapid.SampledFrom([]string{"aposentado", "ativo"}).Draw(t, "category")}}, Default: &proventos},
		Family:  []copay.Beneficiary{{ID: "1", Titular: true}, {ID: "2", Dependent: true}, {ID: "3"}, {ID: "4"}},
	}
	a.Input.Opening.Carry = rapid.Int64Range(0, 40_000).Draw(t, "carry")
	if rapid.Bool().Draw(t, "keeps credits") {
		a.Input.Params.Readings.Negative = copay.KeepCredit
	}
	from, to := copay.MonthOf(day(2024, 1, 1)), copay.MonthOf(day(2025, 12, 1))
	a.First, a.Last = from, to
	late := func(paid copay.Month) copay.Month {
		if calm || rapid.Bool().Draw(t, "in time") {
			return 0
		}
		return paid + copay.Month(rapid.IntRange(0, 4).Draw(t, "known after"))
	}
	for n := range rapid.IntRange(0, 25).Draw(t, "events") {
		e := copay.Event{
			ID: fmt.Sprintf("e%02d", n), Beneficiary: rapid.SampledFrom([]string{"1", "2", "3", "4"}).Draw(t, "who"),
			Kind: rapid.SampledFrom([]copay.Kind{"consulta", "exame", "psicoterapia", "odontologia", "outro"}).Draw(t, "kind"),
			Paid: from + copay.Month(rapid.IntRange(0, int(to-from)).Draw(t, "paid")), Amount: rapid.Int64Range(0, 200_000).Draw(t, "amount"),
			Sessions: 1, Setting: copay.Ambulatory, Reimbursement: rapid.IntRange(0, 4).Draw(t, "reimbursement") == 0,
		}
		e.Attended = e.Paid.First().AddDays(rapid.IntRange(-90, 20).Draw(t, "attended"))
		a.Input.Events = append(a.Input.Events, e)
		known := late(e.Paid)
		a.Care[e.ID] = Care{KnownAfter: known}
		if e.Amount > 0 && rapid.IntRange(0, 3).Draw(t, "taken back") == 0 {
			back := copay.Reversal{ID: "r" + e.ID, Event: e.ID, Amount: rapid.Int64Range(1, e.Amount).Draw(t, "back"), Paid: e.Paid + copay.Month(rapid.IntRange(0, 6).Draw(t, "back after"))}
			a.Input.Reversals = append(a.Input.Reversals, back)
			a.Care[back.ID] = Care{KnownAfter: max(known, late(back.Paid))}
		}
	}
	for m := from; m <= to; m++ {
		if !calm && rapid.IntRange(0, 9).Draw(t, "decided") == 0 {
			a.Decisions[m] = []copay.Decision{{ID: int64(m), Base: m - 1, Amount: rapid.Int64Range(-20_000, 20_000).Draw(t, "decision"), Document: "Ata"}}
		}
		a.closeNext(t, m)
	}
	return a
}

// closeNext posts a month as a closing does.
func (a *Account) closeNext(t *rapid.T, m copay.Month) {
	carry := a.Input.Opening.Carry
	if before, ok := a.Settled[m-1]; ok {
		carry = before.CarryOut
	}
	c, err := copay.Close(a.known(m), m, copay.Past{Carry: carry, Posted: a.posted(m), Decisions: a.Decisions[m]})
	if err != nil {
		t.Fatalf("%s: %v", m, err)
	}
	a.Settled[m] = SettledMonth{
		Raw: c.Raw, Due: c.Due, Deducted: c.Deducted, Assumed: c.Excess, Adjustment: c.Adjustment, CarryIn: c.CarryIn, Debited: c.Debited,
		Credited: c.Credited, CarryOut: c.CarryOut, DebitOn: c.Date, EffectiveOn: c.Effective,
	}
	for i := range c.Items {
		item := &c.Items[i]
		a.Entries = append(a.Entries, BookEntry{m, copay.Entry{Base: m, Event: item.Event.ID}, copay.Amounts{Due: item.Due, Deducted: item.Deducted, Assumed: item.Excess}})
	}
	for _, ch := range c.Changes {
		a.Entries = append(a.Entries, BookEntry{m, ch.Entry, ch.Amounts})
	}
}

func statementOn(a Account, today calendar.Date) *Statement {
	return &Statement{Today: today, Titular: true, People: taxPeople, account: a, bills: map[copay.Month]Bill{}}
}

func TestTaxYears(t *testing.T) {
	t.Parallel()
	t.Run("add up to the debits less what was given back, month by month, on any day", rapid.MakeCheck(func(t *rapid.T) {
		a := books(t, rapid.Bool().Draw(t, "calm"))
		today := day(2024, 2, 1).AddDays(rapid.IntRange(0, 900).Draw(t, "today"))
		s := statementOn(a, today)
		var cash, unsettled int64
		want := map[int]int64{}
		for m, b := range a.Settled {
			if calendar.BankDay(b.DebitOn).Before(today) {
				want[(m + 1).Year()] += b.Debited - b.Credited
			} else {
				unsettled += b.Debited - b.Credited
			}
			cash += b.Debited - b.Credited
		}
		var all int64
		for year, sum := range want {
			y := s.taxYear(year, nil)
			var people, debits, other int64
			for _, p := range y.People {
				people += p.Cents
				if !p.Deductible {
					other += p.Cents
				}
			}
			for _, d := range y.Debits {
				if !d.On.Before(today) {
					t.Fatalf("a debit of %s on %s", d.On, today)
				}
				debits += d.Debited - d.Credited
			}
			if y.Total() != sum || people+y.Unattributed != sum || debits != sum || other != y.NotDeductible {
				t.Fatalf("%d: %d in all, %d of people, %d of debits, want %d: %+v", year, y.Total(), people, debits, sum, y)
			}
			all += sum
		}
		if all+unsettled != cash {
			t.Fatalf("%d and %d of %d", all, unsettled, cash)
		}
	}))
	t.Run("say what the engine alone says of the same care", rapid.MakeCheck(func(t *rapid.T) {
		a := books(t, true)
		s := statementOn(a, day(2027, 1, 1))
		in := a.Input
		in.Through = a.Last + 1
		in.Events = append(in.Events, copay.Event{ // the engine begins with the first line of care
			ID: "first", Beneficiary: "1", Kind: "outro", Attended: a.First.First(), Paid: a.First, Sessions: 1, Setting: copay.Ambulatory,
		})
		in.Reversals = nil
		for _, r := range a.Input.Reversals {
			if r.Paid <= a.Last {
				in.Reversals = append(in.Reversals, r)
			}
		}
		settled, err := copay.Settle(in)
		if err != nil {
			t.Fatalf("%v", err)
		}
		for _, year := range []int{2024, 2025, 2026} {
			y := s.taxYear(year, nil)
			got := copay.Tax{ByBeneficiary: map[string]int64{}, Deductible: y.Deductible, NotDeductible: y.NotDeductible, Unattributed: y.Unattributed}
			ids := map[string]string{"Ana": "1", "Nina": "2", "Caio": "3", "": "4"}
			for _, p := range y.People {
				if p.Cents != 0 {
					got.ByBeneficiary[ids[p.Name]] = p.Cents
				}
			}
			want := settled.Tax[year]
			for id, cents := range want.ByBeneficiary {
				if cents == 0 {
					delete(want.ByBeneficiary, id)
				}
			}
			if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("%d (-want +got)\n%s", year, diff)
			}
		}
	}))
	t.Run("say where the books begin, and which months they lack", func(t *testing.T) {
		t.Parallel()
		proventos := int64(500_000)
		a := Account{Titular: 1, Care: map[string]Care{}, Settled: map[copay.Month]SettledMonth{}, First: copay.MonthOf(day(2025, 5, 1)), Last: copay.MonthOf(day(2025, 8, 1))}
		a.Input = copay.Input{
			CH: []copay.CHValue{{Value: 250_000}}, Family: []copay.Beneficiary{{ID: "1", Titular: true}},
			Titular: copay.Titular{ID: "1", Categories: []copay.Category{{Name: "aposentado"}}, Default: &proventos},
		}
		for m := a.First; m <= a.Last+2; m++ {
			a.Input.Events = append(a.Input.Events, copay.Event{
				ID: m.String(), Beneficiary: "1", Kind: "consulta", Attended: m.First(), Paid: m, Amount: 10_000, Sessions: 1, Setting: copay.Ambulatory,
			})
			if m <= a.Last && m != a.First+1 {
				a.Settled[m] = SettledMonth{Raw: 2_500, Due: 2_500, Debited: 2_500, DebitOn: (m + 1).First().AddDays(19), EffectiveOn: (m + 1).First().AddDays(19)}
				a.Entries = append(a.Entries, BookEntry{m, copay.Entry{Base: m, Event: m.String()}, copay.Amounts{Due: 2_500}})
			}
		}
		a.Refused = map[copay.Month]copay.Refusal{a.First + 1: {}}
		// The 20th is a holiday, and banks debit on the 21st.
		before, after := statementOn(a, day(2025, 11, 21)).taxYear(2025, nil), statementOn(a, day(2025, 11, 22)).taxYear(2025, map[string]ident.CPF{"1": "39053344705"})
		if diff := cmp.Diff([]copay.Month{a.First + 1, a.Last + 1}, before.Missing); diff != "" {
			t.Errorf("on the day of a debit (-want +got)\n%s", diff)
		}
		if diff := cmp.Diff([]copay.Month{a.First + 1, a.Last + 1, a.Last + 2}, after.Missing); diff != "" {
			t.Errorf("after it (-want +got)\n%s", diff)
		}
		if after.Since != a.First+1 || !after.Running || len(after.Debits) != 3 || after.Deductible != 7_500 || after.People[0].CPF != "39053344705" {
			t.Errorf("%+v", after)
		}
		late := statementOn(a, day(2026, 1, 1))
		december := a.Last + 3
		late.account.Settled[december] = SettledMonth{Raw: 2_500, Due: 2_500, Debited: 2_500, DebitOn: day(2025, 12, 31), EffectiveOn: day(2026, 1, 2)}
		if y := late.taxYear(2025, nil); !y.Running || len(y.Debits) != 3 {
			t.Errorf("a debit of the year is on its way: %+v", y)
		}
		delete(late.account.Settled, december)
		if years := statementOn(a, day(2025, 6, 20)).TaxYears(); len(years) != 0 {
			t.Errorf("%v before the first debit is over", years)
		}
		if years := statementOn(a, day(2026, 2, 1)).TaxYears(); !cmp.Equal(years, []int{2025}) {
			t.Errorf("%v", years)
		}
	})
}
