package fictional_test

import (
	"testing"
	"time"

	"guiche/backend/calendar"
	"guiche/backend/copay"
	"guiche/backend/postgres"
	"guiche/backend/seal"
	"guiche/internal/fictional"
	"guiche/internal/pgtest"
)

func TestMain(m *testing.M) { pgtest.Main(m, postgres.Migrate) }

// TestBooksShowTheRules: a member of the demonstration meets every rule that a
// person would ask about.
func TestBooksShowTheRules(t *testing.T) {
	t.Parallel()
	box, err := seal.Ephemeral()
	if err != nil {
		t.Fatal(err)
	}
	db, err := postgres.Open(t.Context(), pgtest.New(t), box)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	now := time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)
	if err := fictional.Load(t.Context(), db, now); err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	for range 2 {
		if err := fictional.LoadBooks(t.Context(), db, now); err != nil {
			t.Fatal(err)
		}
	}
	t.Log("loading the books took", time.Since(begun))
	november := copay.MonthOf(calendar.DateOf(now))
	var capped, carried, deducted, escalated, excluded, reversed, uncovered bool
	for titular, least := range map[int64]int{1: 18, 4: 13} {
		a, err := db.Account(t.Context(), titular, november)
		if err != nil {
			t.Fatal(err)
		}
		if len(a.Settled) < least {
			t.Errorf("titular %d has %d closed months", titular, len(a.Settled))
		}
		for m := november - 18; m <= november; m++ {
			r, err := a.Month(m)
			if err != nil {
				t.Fatalf("%s: %v", m, err)
			}
			if _, closed := a.Settled[m]; closed != r.Closed {
				t.Errorf("titular %d, %s: what is computed is not what is in the books: %+v and %+v", titular, m, r.Result, a.Settled[m])
			}
			capped = capped || r.Excess > 0
			carried = carried || r.CarryIn > 0 && r.CarryOut > 0
			deducted = deducted || r.Deducted > 0
			reversed = reversed || r.Adjustment < 0
			for i := range r.Items {
				escalated = escalated || r.Items[i].High > 0 && r.Items[i].Low > 0
				excluded = excluded || r.Items[i].Status == copay.ExcludedSetting
				uncovered = uncovered || r.Items[i].Status == copay.NotCovered
			}
		}
	}
	for what, shown := range map[string]bool{"the limit": capped, "a balance over several months": carried, "a reimbursement": deducted,
		"the 201st session": escalated, "a stay": excluded, "a reversal": reversed, "what is not covered": uncovered} {
		if !shown {
			t.Errorf("%s is not to be seen", what)
		}
	}
}
