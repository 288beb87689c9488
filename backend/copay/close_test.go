package copay_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"guiche/backend/copay"
)

// ledgerOf closes month after month with what was known by the end of each.
type ledgerOf struct {
	past   copay.Past
	counts []copay.Count
	months []copay.Closing
	total  int64 // due and adjusted
}

func (l *ledgerOf) close(t *rapid.T, in copay.Input, m copay.Month) copay.Closing {
	c, err := copay.Close(in, m, l.past)
	if err != nil {
		t.Fatalf("%s: %v", m, err)
	}
	if c.CarryIn+c.Due+c.Adjustment != c.Debited-c.Credited+c.CarryOut || c.Raw != c.Due+c.Deducted+c.Excess {
		t.Fatalf("%s is not conserved: %+v", m, c.Result)
	}
	l.past.Carry = c.CarryOut
	post := func(e copay.Entry, a copay.Amounts) {
		before := l.past.Posted[e]
		l.past.Posted[e] = copay.Amounts{Due: before.Due + a.Due, Deducted: before.Deducted + a.Deducted, Assumed: before.Assumed + a.Assumed}
	}
	for i := range c.Items {
		item := &c.Items[i]
		post(copay.Entry{Base: m, Event: item.Event.ID}, copay.Amounts{Due: item.Due, Deducted: item.Deducted, Assumed: item.Excess})
	}
	for _, ch := range c.Changes {
		post(ch.Entry, ch.Amounts)
	}
	l.counts = nil
	for _, n := range c.Ends {
		l.counts = append(l.counts, n)
	}
	l.total += c.Due + c.Adjustment
	l.months = append(l.months, c)
	return c
}

// known is what of an input had arrived by a month.
func known(in copay.Input, m copay.Month, arrived func(id string, paid copay.Month) bool) copay.Input {
	out := in
	out.Events, out.Reversals = nil, nil
	ids := map[string]bool{}
	for _, e := range in.Events {
		if e.Paid <= m && arrived(e.ID, e.Paid) {
			out.Events = append(out.Events, e)
			ids[e.ID] = true
		}
	}
	for _, r := range in.Reversals {
		if r.Paid <= m && ids[r.Event] && arrived(r.ID, r.Paid) {
			out.Reversals = append(out.Reversals, r)
		}
	}
	return out
}

type figures struct{ Raw, Due, Adjustment, CarryIn, Debited, Credited, CarryOut int64 }

func figuresOf(r *copay.Result) figures {
	return figures{r.Raw, r.Due, r.Adjustment, r.CarryIn, r.Debited, r.Credited, r.CarryOut}
}

func TestClosings(t *testing.T) {
	t.Parallel()
	inTime := func(string, copay.Month) bool { return true }

	t.Run("one after another are the settlement of the whole", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			in := withReversals(t, anyFamily(t))
			whole := settle(t, in)
			l := &ledgerOf{past: copay.Past{Carry: in.Opening.Carry, Posted: map[copay.Entry]copay.Amounts{}}}
			for i := range whole.Months {
				want := &whole.Months[i]
				got := l.close(t, known(in, want.Base, inTime), want.Base)
				if diff := cmp.Diff(figuresOf(want), figuresOf(&got.Result)); diff != "" {
					t.Fatalf("%s (-settled +closed)\n%s", want.Base, diff)
				}
			}
		})
	})

	t.Run("need no more than the month's own events and the counts, where nothing is taken back", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			in := anyFamily(t)
			whole := settle(t, in)
			l := &ledgerOf{past: copay.Past{Carry: in.Opening.Carry, Posted: map[copay.Entry]copay.Amounts{}}, counts: in.Opening.Sessions}
			for i := range whole.Months {
				want := &whole.Months[i]
				own := in
				own.Events, own.Opening.Sessions = nil, l.counts
				for _, e := range in.Events {
					if e.Paid == want.Base {
						own.Events = append(own.Events, e)
					}
				}
				l.past.Posted = map[copay.Entry]copay.Amounts{}
				got := l.close(t, own, want.Base)
				if diff := cmp.Diff(figuresOf(want), figuresOf(&got.Result)); diff != "" {
					t.Fatalf("%s (-settled +closed)\n%s", want.Base, diff)
				}
			}
		})
	})

	t.Run("come to the same in the end, whatever comes late", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			in := withReversals(t, anyFamily(t))
			whole := settle(t, in)
			late := map[string]copay.Month{}
			last := copay.Month(0)
			if n := len(whole.Months); n > 0 {
				last = whole.Months[n-1].Base + 1
			}
			for _, e := range in.Events {
				late[e.ID] = min(e.Paid+copay.Month(rapid.IntRange(0, 5).Draw(t, "late")), last)
			}
			l := &ledgerOf{past: copay.Past{Carry: in.Opening.Carry, Posted: map[copay.Entry]copay.Amounts{}}}
			for i := range whole.Months {
				m := whole.Months[i].Base
				l.close(t, known(in, m, func(id string, paid copay.Month) bool { return late[id] <= m }), m)
			}
			if last != 0 {
				l.close(t, known(in, last, inTime), last)
			}
			want := int64(0)
			for _, m := range whole.Months {
				want += m.Due + m.Adjustment
			}
			if l.total != want {
				t.Fatalf("%d were charged in all, and would have been %d in time", l.total, want)
			}
		})
	})
}

// TestClosingCountsAnew: sessions that were taken back are no longer counted.
func TestClosingCountsAnew(t *testing.T) {
	t.Parallel()
	in := family()
	line := func(id, day string, sessions int64) copay.Event {
		return copay.Event{ID: id, Beneficiary: "T", Kind: "psicoterapia", Attended: date(day), Paid: copay.MonthOf(date(day)), Amount: 1_000, Sessions: sessions, Setting: copay.Ambulatory}
	}
	in.Events = []copay.Event{line("e1", "2024-03-05", 195), line("e2", "2024-05-06", 10)}
	in.Reversals = []copay.Reversal{{ID: "r", Event: "e1", Amount: 1_000, Paid: month("2024-04")}}
	c, err := copay.Close(in, month("2024-05"), copay.Past{})
	if err != nil || c.Items[0].First != 1 || c.Due != 250 || c.Ends["T/psicoterapia"].Count != 10 {
		t.Errorf("%v: sessions from %d, %d due, %v at the end", err, c.Items[0].First, c.Due, c.Ends)
	}
}
