package copay_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"math/big"
	"pgregory.net/rapid"

	"guiche/backend/calendar"
	"guiche/backend/copay"
	"guiche/backend/money"
)

func month(s string) copay.Month {
	m, ok := copay.ParseMonth(s)
	if !ok {
		panic(s)
	}
	return m
}

func date(s string) calendar.Date {
	d, err := calendar.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

var kinds = []copay.Kind{"consulta", "exame", "fisioterapia", "rpg", "psicoterapia", "fonoaudiologia", "odontologia", "outro"}

// family is a titular with two dependents, nothing done yet.
func family() copay.Input {
	proventos := int64(1_000_000)
	return copay.Input{
		CH:      []copay.CHValue{{From: month("2022-08"), Value: 250_000}},
		Titular: copay.Titular{ID: "TIT", Categories: []copay.Category{{Name: "aposentado"}}, Default: &proventos},
		Family:  []copay.Beneficiary{{ID: "T", Titular: true}, {ID: "D", Dependent: true}, {ID: "N"}},
	}
}

// anyFamily draws a family with up to two years of care; sessions come in numbers
// that reach the mark.
func anyFamily(t *rapid.T) copay.Input {
	in := family()
	in.CH[0].Value = money.Decimal(rapid.SampledFrom([]int64{250_000, 333_333, 10_000_000, 1}).Draw(t, "ch"))
	proventos := rapid.Int64Range(0, 2_000_000).Draw(t, "proventos")
	in.Titular.Default = &proventos
	in.Opening.Carry = rapid.Int64Range(0, 50_000).Draw(t, "carry")
	if rapid.Bool().Draw(t, "sessions before") {
		in.Opening.Sessions = []copay.Count{{
			Beneficiary: "T", Therapy: "psicoterapia", Count: rapid.Int64Range(150, 250).Draw(t, "count"), Last: date("2023-06-15"),
		}}
	}
	for n := range rapid.IntRange(0, 25).Draw(t, "events") {
		attended := date("2023-01-01").AddDays(rapid.IntRange(0, 800).Draw(t, "day"))
		in.Events = append(in.Events, copay.Event{
			ID: fmt.Sprintf("e%02d", n), Beneficiary: rapid.SampledFrom([]string{"T", "D", "N"}).Draw(t, "who"), Kind: rapid.SampledFrom(kinds).Draw(t, "kind"),
			Attended: attended, Paid: copay.MonthOf(attended) + copay.Month(rapid.IntRange(0, 4).Draw(t, "later")),
			Amount: rapid.Int64Range(0, 200_000).Draw(t, "amount"), Sessions: rapid.Int64Range(1, 60).Draw(t, "sessions"),
			Setting: copay.Ambulatory, Reimbursement: rapid.Bool().Draw(t, "reimbursement"),
		})
	}
	return in
}

func settle(t interface{ Fatalf(string, ...any) }, in copay.Input) copay.Settlement {
	s, err := copay.Settle(in)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return s
}

// amounts are the figures of a settlement that are settled, month by month.
func amounts(s copay.Settlement) []oracleMonth {
	var all []oracleMonth
	for _, m := range s.Months {
		all = append(all, oracleMonth{m.Raw, m.Capped, m.Deducted, m.Due, m.Debited, m.CarryOut})
	}
	return all
}

var unexported = cmp.AllowUnexported(oracleMonth{})

func TestSettlements(t *testing.T) {
	t.Parallel()

	t.Run("agree with a computation session by session in fractions", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			in := anyFamily(t)
			s := settle(t, in)
			o := &oracle{in: in, carry: big.NewRat(in.Opening.Carry, 1), count: map[string]int64{}, last: map[string]calendar.Date{}}
			for _, c := range in.Opening.Sessions {
				o.count[c.Beneficiary+c.Therapy], o.last[c.Beneficiary+c.Therapy] = c.Count, c.Last
			}
			var want []oracleMonth
			for _, m := range s.Months {
				want = append(want, o.month(m.Base))
			}
			if diff := cmp.Diff(want, amounts(s), unexported); diff != "" {
				t.Fatalf("(-oracle +engine):\n%s", diff)
			}
		})
	})

	t.Run("lose no cent, whatever the readings", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) { conserved(t, anyReading(t, withReversals(t, anyFamily(t)))) })
	})

	t.Run("do not depend on the order of events, nor on one that stands there twice", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			in := anyReading(t, withReversals(t, anyFamily(t)))
			other := in
			other.Events = slices.Concat(in.Events, in.Events)
			other.Reversals = slices.Concat(in.Reversals, in.Reversals)
			r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
			r.Shuffle(len(other.Events), func(i, j int) { other.Events[i], other.Events[j] = other.Events[j], other.Events[i] })
			if diff := cmp.Diff(settle(t, in), settle(t, other), cmpopts.EquateEmpty(), cmpopts.IgnoreUnexported(copay.Item{}, copay.Result{})); diff != "" {
				t.Fatalf("(-one order +another):\n%s", diff)
			}
		})
	})

	t.Run("give the same in two parts as at once", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			in := anyFamily(t)
			whole := settle(t, in)
			if len(whole.Months) < 2 {
				return
			}
			cut := whole.Months[rapid.IntRange(1, len(whole.Months)-1).Draw(t, "cut")].Base
			first, second := in, in
			first.Events, second.Events = nil, nil
			for _, e := range in.Events {
				if e.Paid < cut {
					first.Events = append(first.Events, e)
				} else {
					second.Events = append(second.Events, e)
				}
			}
			first.Through, second.From = cut, cut
			a := settle(t, first)
			second.Opening = copay.Opening{Carry: a.FinalCarry}
			for _, c := range a.Sessions {
				second.Opening.Sessions = append(second.Opening.Sessions, c)
			}
			b := settle(t, second)
			if diff := cmp.Diff(amounts(whole), slices.Concat(amounts(a), amounts(b)), unexported); diff != "" {
				t.Fatalf("(-at once +in parts):\n%s", diff)
			}
			if whole.FinalCarry != b.FinalCarry {
				t.Fatalf("carry %d at once, %d in parts", whole.FinalCarry, b.FinalCarry)
			}
		})
	})

	t.Run("charge no more for less care", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			in := anyFamily(t)
			if len(in.Events) == 0 {
				return
			}
			n := rapid.IntRange(0, len(in.Events)-1).Draw(t, "left out")
			less := in
			less.Events = slices.Delete(slices.Clone(in.Events), n, n+1)
			if in.Events[n].Kind.Group() == copay.GroupIII {
				return // the break that is left may be long enough to count anew
			}
			if a, b := dueOf(settle(t, in)), dueOf(settle(t, less)); b > a {
				t.Fatalf("%d with all, %d with one less", a, b)
			}
		})
	})
}

func dueOf(s copay.Settlement) (sum int64) {
	for _, m := range s.Months {
		sum += m.Capped
	}
	return sum
}

// withReversals takes some of it back later.
func withReversals(t *rapid.T, in copay.Input) copay.Input {
	for n := range rapid.IntRange(0, 4).Draw(t, "reversals") {
		if len(in.Events) == 0 {
			break
		}
		e := in.Events[rapid.IntRange(0, len(in.Events)-1).Draw(t, "of")]
		left := e.Amount
		for _, r := range in.Reversals {
			if r.Event == e.ID {
				left -= r.Amount
			}
		}
		if left == 0 {
			continue
		}
		amount := left
		if rapid.Bool().Draw(t, "in part") {
			amount = rapid.Int64Range(1, left).Draw(t, "back")
		}
		in.Reversals = append(in.Reversals, copay.Reversal{
			ID: fmt.Sprintf("r%d", n), Event: e.ID, Amount: amount, Paid: e.Paid + copay.Month(rapid.IntRange(0, 6).Draw(t, "back after")),
		})
	}
	return in
}

// anyReading turns some switches.
func anyReading(t *rapid.T, in copay.Input) copay.Input {
	for _, s := range (copay.Readings{}).Switches() {
		for _, value := range readings[s.Name] {
			if rapid.IntRange(0, 3).Draw(t, s.Name) == 0 {
				if err := in.Params.Readings.Set(s.Name, value); err != nil {
					t.Fatalf("%v", err)
				}
			}
		}
	}
	return in
}

// readings are the values beside the default of each switch.
var readings = map[string][]string{
	"session_scope": {"beneficiary", "titular_therapy"}, "session_order": {"attendance"}, "reset": {"never_again"},
	"count_excluded_sessions": {"false"}, "cap_unit": {"beneficiary"}, "cap_scope": {"exclude_IV"}, "cap_allocation": {"chronological"},
	"setting_exclusion": {"exam_II_III", "all"}, "apabex": {"exempt"}, "effective_by": {"attendance"}, "proventos_month": {"base"},
	"reimbursement_counts_in_10pct": {"true"}, "rounding": {"half_even", "down"}, "rounding_scope": {"month"}, "limit_rounding": {"half_up"},
	"february": {"next_month_first"}, "business_day": {"following", "preceding"}, "negative": {"carry"},
}

// conserved checks the sums that hold in every settlement.
func conserved(t *rapid.T, in copay.Input) {
	s := settle(t, in)
	carry := in.Opening.Carry
	debits := map[int]int64{}
	for _, m := range s.Months {
		var raw, capped, due int64
		for _, i := range m.Items {
			if i.Raw != i.Capped+i.Excess || i.Capped != i.Deducted+i.Due || min(i.Raw, i.Capped, i.Excess, i.Deducted, i.Due) < 0 {
				t.Fatalf("%s: item %+v", m.Base, i)
			}
			raw, capped, due = raw+i.Raw, capped+i.Capped, due+i.Due
		}
		switch {
		case raw != m.Raw || capped != m.Capped || due != m.Due:
			t.Fatalf("%s: the items add up to %d, %d, %d: %+v", m.Base, raw, capped, due, m)
		case m.CarryIn != carry || m.CarryIn+m.Due+m.Adjustment != m.Debited-m.Credited+m.CarryOut:
			t.Fatalf("%s: %+v, carry before %d", m.Base, m, carry)
		case m.Debited < 0 || m.Credited < 0 || m.Debited > 0 && m.Debited > *m.Limit:
			t.Fatalf("%s: %+v", m.Base, m)
		case in.Params.Readings.CapUnit == copay.CapOfTitular && in.Params.Readings.CapScope == copay.CapAll && m.Cap != nil && m.Capped > *m.Cap:
			t.Fatalf("%s: %d above the limit of %d", m.Base, m.Capped, *m.Cap)
		}
		carry = m.CarryOut
		debits[m.Debit.Year()] += m.Debited - m.Credited
	}
	if s.FinalCarry != carry {
		t.Fatalf("final carry %d, want %d", s.FinalCarry, carry)
	}
	for year, want := range debits {
		tax := s.Tax[year]
		var people int64
		for _, cents := range tax.ByBeneficiary {
			people += cents
		}
		if people != tax.Deductible+tax.NotDeductible || people+tax.Unattributed != want {
			t.Fatalf("%d: the statement adds up to %d and %d, debited %d", year, people, tax.Unattributed, want)
		}
	}
}

func TestEverySwitchHasItsValues(t *testing.T) {
	t.Parallel()
	for _, s := range (copay.Readings{}).Switches() {
		if len(readings[s.Name]) == 0 {
			t.Errorf("%s is not drawn", s.Name)
		}
		var r copay.Readings
		for _, value := range append(readings[s.Name], s.Value) {
			if err := r.Set(s.Name, value); err != nil {
				t.Errorf("%s %s: %v", s.Name, value, err)
			}
			i := slices.IndexFunc(r.Switches(), func(other copay.Switch) bool { return other.Name == s.Name })
			if got := r.Switches()[i].Value; got != value {
				t.Errorf("%s set to %s is %s", s.Name, value, got)
			}
		}
	}
	var r copay.Readings
	for _, bad := range [][2]string{{"reset", "maybe"}, {"resett", "restart"}} {
		err := r.Set(bad[0], bad[1])
		if refusal, ok := errors.AsType[*copay.Refusal](err); !ok || refusal.Code != copay.UnknownReading {
			t.Errorf("%v: %v", bad, err)
		}
	}
}

func BenchmarkSettleAYear(b *testing.B) {
	in := family()
	for n := range 1200 {
		attended := date("2024-01-01").AddDays(n * 365 / 1200)
		in.Events = append(in.Events, copay.Event{
			ID: fmt.Sprintf("e%04d", n), Beneficiary: []string{"T", "D", "N"}[n%3], Kind: kinds[n%len(kinds)], Attended: attended,
			Paid: copay.MonthOf(attended), Amount: int64(1000 + n), Sessions: 1, Setting: copay.Ambulatory,
		})
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := copay.Settle(in); err != nil {
			b.Fatal(err)
		}
	}
}
