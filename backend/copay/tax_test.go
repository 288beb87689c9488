package copay_test

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"guiche/backend/copay"
)

// account is what one event owes and has been paid, to tell a year a second way: anew
// from all events in every month, with no list that is kept in order.
type account struct {
	event      copay.Event
	owed, paid int64
}

// taxesOf computes the statements of the years from the settled months, where what is
// owed back is paid out.
func taxesOf(in copay.Input, months []copay.Result) map[int]map[string]int64 {
	accounts := map[string]*account{"": {owed: in.Opening.Carry}}
	for _, e := range in.Events {
		accounts[e.ID] = &account{event: e}
	}
	years := map[int]map[string]int64{}
	known := map[copay.Month][]copay.Item{}
	for _, m := range months {
		known[m.Base] = m.Items
		for _, a := range m.Adjustments { // which item it is about follows from settling without what was taken back
			for id, due := range without(in, a.Base, m.Base) {
				accounts[id].owed = due
			}
		}
		for _, i := range m.Items {
			accounts[i.Event.ID].owed = i.Due
		}
		year := years[m.Debit.Year()]
		if year == nil {
			year = map[string]int64{}
			years[m.Debit.Year()] = year
		}
		money := m.Debited - m.Credited
		for _, a := range accounts {
			if over := a.paid - a.owed; over > 0 {
				a.paid, money = a.owed, money+over
				year[a.event.Beneficiary] -= over
			}
		}
		for _, a := range slices.SortedFunc(maps.Values(accounts), func(x, y *account) int {
			return cmp.Or(cmp.Compare(x.event.Paid, y.event.Paid), x.event.Attended.Compare(y.event.Attended), strings.Compare(x.event.ID, y.event.ID))
		}) {
			pay := min(money, a.owed-a.paid)
			a.paid, money = a.paid+pay, money-pay
			year[a.event.Beneficiary] += pay
		}
	}
	return years
}

// without is what the events of a month owe as they stood in a later one.
func without(in copay.Input, base, asOf copay.Month) map[string]int64 {
	taken := map[string]int64{}
	for _, r := range in.Reversals {
		if r.Paid <= asOf {
			taken[r.Event] += r.Amount
		}
	}
	in.Reversals = nil
	in.Events = slices.Clone(in.Events)
	gone := map[string]bool{}
	for i := range in.Events {
		if e := &in.Events[i]; taken[e.ID] > 0 {
			e.Amount -= taken[e.ID]
			gone[e.ID] = e.Amount == 0
		}
	}
	in.Events = slices.DeleteFunc(in.Events, func(e copay.Event) bool { return gone[e.ID] })
	s, err := copay.Settle(in)
	if err != nil {
		panic(err)
	}
	due := map[string]int64{}
	for id := range gone {
		due[id] = 0
	}
	for _, m := range s.Months {
		for _, i := range m.Items {
			if m.Base == base {
				due[i.Event.ID] = i.Due
			}
		}
	}
	for _, e := range in.Events {
		if e.Paid != base {
			delete(due, e.ID)
		}
	}
	return due
}

func TestTaxes(t *testing.T) {
	t.Parallel()
	t.Run("say of each person what a second computation says", rapid.MakeCheck(func(t *rapid.T) {
		in := withReversals(t, anyFamily(t))
		s := settle(t, in)
		got := map[int]map[string]int64{}
		for year, tax := range s.Tax {
			got[year] = maps.Clone(tax.ByBeneficiary)
			got[year][""] = tax.Unattributed
			if deductible := tax.ByBeneficiary["T"] + tax.ByBeneficiary["D"]; deductible != tax.Deductible || tax.ByBeneficiary["N"] != tax.NotDeductible {
				t.Fatalf("%d: %+v", year, tax)
			}
		}
		want := taxesOf(in, s.Months)
		for _, all := range []map[int]map[string]int64{got, want} {
			for year, people := range all {
				maps.DeleteFunc(people, func(_ string, cents int64) bool { return cents == 0 })
				if len(people) == 0 {
					delete(all, year)
				}
			}
		}
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Fatalf("(-want +got)\n%s", diff)
		}
	}))
	t.Run("count a kept credit when it is used", func(t *testing.T) {
		t.Parallel()
		taxes := copay.NewTaxes(family().Family, 0)
		owe := func(who string, cents int64) copay.TaxDue {
			return copay.TaxDue{Base: month("2024-11"), ID: who, Beneficiary: who, Cents: cents}
		}
		taxes.Post(copay.TaxMonth{Debit: month("2024-12"), Debited: 100, Dues: []copay.TaxDue{owe("T", 100)}})
		taxes.Post(copay.TaxMonth{Debit: month("2024-12"), Dues: []copay.TaxDue{owe("T", -80)}})
		taxes.Post(copay.TaxMonth{Debit: month("2025-01"), Dues: []copay.TaxDue{owe("N", 30)}})
		taxes.Post(copay.TaxMonth{Debit: month("2025-02"), Debited: 10, Dues: []copay.TaxDue{owe("D", 60)}})
		want := map[int]copay.Tax{
			2024: {ByBeneficiary: map[string]int64{"T": 100}, Deductible: 100},
			2025: {ByBeneficiary: map[string]int64{"T": -80, "N": 30, "D": 60}, Deductible: -20, NotDeductible: 30},
		}
		if diff := gocmp.Diff(want, taxes.Years()); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
	t.Run("add up to the money that moved, even where it cannot be explained", func(t *testing.T) {
		t.Parallel()
		taxes := copay.NewTaxes(nil, -5)
		taxes.Post(copay.TaxMonth{Debit: month("2025-02"), Debited: 40, Dues: []copay.TaxDue{{ID: "e", Beneficiary: "gone", Cents: 30}}})
		taxes.Post(copay.TaxMonth{Debit: month("2025-03"), Credited: 7})
		if tax := taxes.Years()[2025]; tax.Unattributed != 33 || len(tax.ByBeneficiary) != 0 {
			t.Errorf("%+v", tax)
		}
	})
}
