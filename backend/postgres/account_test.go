package postgres_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/copay"
	"guiche/backend/postgres"
)

func TestAccount(t *testing.T) {
	t.Parallel()
	b := books(t)
	b.events(care("e1", anaCard, "consulta", "2026-03-10", 50_000), care("e2", ninaCard, "exame", "2026-04-10", 20_000), care("e3", anaCard, "exame", "2026-05-02", 10_000))
	account := func() backend.Account {
		t.Helper()
		a, err := b.db.Account(t.Context(), 1, month(t, "2026-12"))
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	type view struct {
		Due, Adjustment, CarryIn, Debited, CarryOut int64
		Closed, Assumed                             bool
	}
	look := func(a backend.Account, m string) view {
		t.Helper()
		r, err := a.Month(month(t, m))
		if err != nil {
			t.Fatalf("%s: %v", m, err)
		}
		return view{r.Due, r.Adjustment, r.CarryIn, r.Debited, r.CarryOut, r.Closed, r.Assumed}
	}

	open := account()
	if diff := cmp.Diff(view{12_500, 0, 0, 10_000, 2_500, false, false}, look(open, "2026-03")); diff != "" {
		t.Errorf("before anything is closed (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff(view{2_500, 0, 0, 2_500, 0, false, false}, look(open, "2026-05")); diff != "" {
		t.Errorf("a month on top of open ones (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff(view{0, 0, 0, 0, 0, false, true}, look(open, "2026-12")); diff != "" {
		t.Errorf("a month whose proventos are to come (-want +got)\n%s", diff)
	}
	if care := open.Care["e1"]; care.Provider != "Dra. Inventada" || care.Description != "Consulta em consultório" {
		t.Errorf("%+v", care)
	}
	if len(open.Unconfirmed) != len(open.Input.Params.Readings.Switches()) {
		t.Errorf("nobody confirmed a reading, and %d are not", len(open.Unconfirmed))
	}

	b.close("2026-03")
	b.close("2026-04")
	b.events(care("late", ninaCard, "consulta", "2026-04-20", 8_000), postgres.CareRow{ID: "r1", Reverses: "e1", Amount: 20_000, Paid: month(t, "2026-05")})
	closed := account()
	for m, want := range map[string]view{
		"2026-03": {12_500, 0, 0, 10_000, 2_500, true, false},
		"2026-04": {5_000, 0, 2_500, 7_500, 0, true, false},
		// R$ 300 of e1 are left, which make 7500 due: 5000 less; and late is 2000 more.
		"2026-05": {2_500, -3_000, 0, 0, 0, false, false},
	} {
		if diff := cmp.Diff(want, look(closed, m)); diff != "" {
			t.Errorf("%s, with April closed (-want +got)\n%s", m, diff)
		}
	}
	b.close("2026-05")
	if diff := cmp.Diff(view{2_500, -3_000, 0, 0, 0, true, false}, look(account(), "2026-05")); diff != "" {
		t.Errorf("May, closed as it was foretold (-want +got)\n%s", diff)
	}

	shared, err := b.db.Unit(time.Now()).Account(t.Context(), 1, month(t, "2026-12"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(account(), shared); diff != "" {
		t.Errorf("a turn reads another account (-want +got)\n%s", diff)
	}
	err = b.db.InTx(t.Context(), time.Now(), backend.ChatKey{Bot: 1, Chat: 1}, func(u backend.Unit) error {
		// From here on it reads in its transaction.
		if _, _, err := u.TakeNumbers(t.Context(), calendar.DateOf(u.Now()), 0); err != nil {
			return err
		}
		alone, err := u.Account(t.Context(), 1, month(t, "2026-12"))
		if diff := cmp.Diff(account(), alone); diff != "" {
			t.Errorf("a turn of its own reads another account (-want +got)\n%s", diff)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}

	for _, nobody := range []int64{3, 99} {
		if _, err := b.db.Account(t.Context(), nobody, month(t, "2026-03")); !errors.Is(err, backend.ErrNotFound) {
			t.Errorf("number %d: %v", nobody, err)
		}
	}
	rita, err := b.db.Account(t.Context(), 5, month(t, "2026-03"))
	if err != nil {
		t.Fatal(err)
	}
	rita.Input.Events = []copay.Event{{ID: "x", Beneficiary: "5", Kind: "consulta", Attended: care("", anaCard, "", "2026-03-01", 0).Attended,
		Paid: month(t, "2026-06"), Amount: 1_000, Sessions: 1, Setting: copay.Ambulatory}}
	if _, err := rita.Month(month(t, "2026-06")); err == nil {
		t.Error("a debit without any proventos is foretold")
	}
}
