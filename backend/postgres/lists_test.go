package postgres_test

import (
	"context"
	"errors"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/ident"
	"guiche/internal/fictional"
)

// sentFor sends a request on a day for a beneficiary of the fictional operator.
func (b *bundle) sentFor(desk *backend.Service, person int, at time.Time) {
	b.t.Helper()
	form := filled()
	form.Beneficiary = &fictional.Beneficiaries()[person].Beneficiary
	var id int64
	b.commit(func(u backend.Unit) {
		id = u.NewID()
		u.SaveDraft(backend.Draft{ID: id, Provider: 1, CreatedAt: at, Form: form})
	})
	err := b.db.InTx(b.t.Context(), at, ana, func(u backend.Unit) error {
		_, err := desk.Send(b.t.Context(), u, clinic, id, 1)
		return err
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

func TestFilters(t *testing.T) {
	t.Parallel()
	b := setup(t)
	desk := backend.New(nil, nil, fictional.Operator(), fictional.Audited())
	for i := range 14 { // 1 to 14, two a day
		b.sentFor(desk, i%3, noon.AddDate(0, 0, i/2))
	}
	for _, n := range []ident.RequestNumber{2, 3, 5, 9, 11, 13, 14} {
		if _, err := inTx(b, func(ctx context.Context, u backend.Unit) (backend.Details, error) {
			return desk.Cancel(ctx, u, clinic, n)
		}); err != nil {
			t.Fatal(err)
		}
	}
	day := calendar.DateOf(noon)
	for name, tc := range map[string]struct {
		filter backend.Filter
		want   []ident.RequestNumber
	}{
		"those cancelled":         {backend.Filter{Situation: backend.Cancelled}, []ident.RequestNumber{14, 13, 11, 9, 5, 3, 2}},
		"those of a person":       {backend.Filter{Beneficiary: 2}, []ident.RequestNumber{14, 11, 8, 5, 2}},
		"those of a day":          {backend.Filter{From: day.AddDays(1), To: day.AddDays(1)}, []ident.RequestNumber{4, 3}},
		"those of four days":      {backend.Filter{From: day.AddDays(1), To: day.AddDays(4)}, []ident.RequestNumber{10, 9, 8, 7, 6, 5, 4, 3}},
		"those of nobody":         {backend.Filter{Beneficiary: 4}, nil},
		"what all of it narrows":  {backend.Filter{Situation: backend.Cancelled, Beneficiary: 2, From: day, To: day.AddDays(5)}, []ident.RequestNumber{11, 5, 2}},
		"those of before it all":  {backend.Filter{From: day.AddDays(-9), To: day.AddDays(-1)}, nil},
		"those cancelled of days": {backend.Filter{Situation: backend.Cancelled, From: day.AddDays(1), To: day.AddDays(6)}, []ident.RequestNumber{14, 13, 11, 9, 5, 3}},
	} {
		t.Run(name, func(t *testing.T) {
			page := func(at backend.Cursor) backend.Page {
				p, err := desk.Requests(t.Context(), b.db.Unit(noon), clinic, tc.filter, at)
				if err != nil {
					t.Fatal(err)
				}
				return p
			}
			var on, back []ident.RequestNumber
			p := page(backend.Cursor{})
			for on = numbers(p); p.After; on = append(on, numbers(p)...) {
				p = page(backend.Cursor{Number: p.Lines[len(p.Lines)-1].Number})
			}
			if diff := cmp.Diff(tc.want, on); diff != "" {
				t.Errorf("going on (-want +got)\n%s", diff)
			}
			for back = numbers(p); p.Before; back = slices.Concat(numbers(p), back) {
				p = page(backend.Cursor{Number: p.Lines[0].Number, Back: true})
			}
			if diff := cmp.Diff(tc.want, back); diff != "" {
				t.Errorf("going back (-want +got)\n%s", diff)
			}
		})
	}
	t.Run("a patient of another clinic looks like nobody", func(t *testing.T) {
		u := b.db.Unit(noon)
		if got, err := desk.PatientByCard(t.Context(), u, clinic, "090216101"); err != nil || got.ID != 2 {
			t.Errorf("own patient: %+v %v", got, err)
		}
		_, known := desk.PatientByCPF(t.Context(), u, clinic, "98765432100") // registered, never treated here
		_, unknown := desk.PatientByCPF(t.Context(), u, clinic, "52998224725")
		_, other := desk.PatientByCard(t.Context(), u, access.Actor{Role: access.Provider, ID: 2}, "090216101")
		for _, err := range []error{known, unknown, other} {
			if !errors.Is(err, backend.ErrNotFound) {
				t.Error(err)
			}
		}
	})
}

// The family: Ana is the titular of Caio, who is of age, and of Nina, who is not.
func TestOwnRequests(t *testing.T) {
	t.Parallel()
	b := setup(t)
	desk := backend.New(nil, nil, fictional.Operator(), fictional.Audited())
	for i := range 16 { // in turn for Ana, Caio, Nina and Bruno
		b.sentFor(desk, i%4, noon)
	}
	member := func(id int64) access.Actor { return access.Actor{Role: access.Member, ID: id} }
	for id, want := range map[int64][]ident.RequestNumber{
		1: {15, 13, 11, 9, 7, 5, 3, 1}, 2: {14, 10, 6, 2}, 3: {15, 11, 7, 3}, 4: {16, 12, 8, 4},
	} {
		var got []ident.RequestNumber
		at, more := backend.Cursor{}, true
		for more {
			p, err := desk.OwnRequests(t.Context(), b.db.Unit(noon), member(id), at)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, numbers(p)...)
			if more = p.After; more {
				at.Number = p.Lines[len(p.Lines)-1].Number
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("member %d (-want +got)\n%s", id, diff)
		}
		for n := ident.RequestNumber(1); n <= 17; n++ {
			own, err := desk.OwnRequest(t.Context(), b.db.Unit(noon), member(id), n)
			if slices.Contains(want, n) {
				if err != nil || own.Clinic != "Clínica Sorriso Ltda" || own.Professional != "Helena Duarte" || own.Own != ((int64(n)-1)%4+1 == id) {
					t.Errorf("member %d, request %d: %+v %v", id, n, own, err)
				}
			} else if !errors.Is(err, backend.ErrNotFound) {
				t.Errorf("member %d sees request %d: %v", id, n, err)
			}
			if _, err := desk.Request(t.Context(), b.db.Unit(noon), member(id), n); !errors.Is(err, backend.ErrNotFound) {
				t.Errorf("member %d sees the notes of request %d: %v", id, n, err)
			}
		}
	}
}

func TestAskingAgainForTheSameIsNotedAsALookUp(t *testing.T) {
	t.Parallel()
	b := setup(t)
	desk := backend.New(nil, nil, fictional.Operator(), fictional.Audited())
	b.sentFor(desk, 0, noon)
	again := func(same bool) (known int) {
		t.Helper()
		b.commit(func(u backend.Unit) {
			if _, _, err := desk.StartAgain(t.Context(), u, clinic, ana, 1, same); err != nil {
				t.Fatal(err)
			}
		})
		out, err := exec.CommandContext(t.Context(), "psql", "-qAtX", "-c",
			`SELECT count(*) FROM audit WHERE action = 'look_up' AND kind = 'beneficiary' AND ref = 1 AND code = 'known'`, b.url).Output()
		if err != nil {
			t.Fatal(err)
		}
		if known, err = strconv.Atoi(strings.TrimSpace(string(out))); err != nil {
			t.Fatal(err)
		}
		return known
	}
	if n := again(false); n != 0 {
		t.Errorf("%d look-ups for somebody else, want none", n)
	}
	if n := again(true); n != 1 {
		t.Errorf("%d look-ups are noted, want 1", n)
	}
}

func TestListeners(t *testing.T) {
	t.Parallel()
	b := setup(t)
	desk := backend.New(nil, nil, fictional.Operator(), fictional.Audited())
	people := fictional.Beneficiaries()
	listeners := func(i int) []int64 {
		t.Helper()
		who, err := desk.Listeners(t.Context(), b.db.Unit(noon), people[i].Beneficiary)
		if err != nil {
			t.Fatal(err)
		}
		var ids []int64
		for _, a := range who {
			ids = append(ids, a.ID)
		}
		return ids
	}
	if got := listeners(0); got != nil {
		t.Errorf("%v listen and were never asked", got)
	}
	b.commit(func(u backend.Unit) {
		for id, c := range map[int64]backend.Choice{1: backend.Yes, 2: backend.No, 3: backend.Yes} {
			if err := desk.Choose(u, access.Actor{Role: access.Member, ID: id}, backend.RequestNews, c); err != nil {
				t.Fatal(err)
			}
		}
	})
	for i, want := range map[int][]int64{0: {1}, 1: nil, 2: {1, 3}, 3: nil} {
		if diff := cmp.Diff(want, listeners(i)); diff != "" {
			t.Errorf("%d (-want +got)\n%s", people[i].ID, diff)
		}
	}
	// A request remembers who the titular was when it was written.
	enrolment := people[2]
	enrolment.Titular = 4
	if err := b.db.SaveBeneficiary(t.Context(), enrolment); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]int64{3}, listeners(2)); diff != "" {
		t.Errorf("after the family changed (-want +got)\n%s", diff)
	}
	enrolment.Situation = backend.StandingExcluded
	if err := b.db.SaveBeneficiary(t.Context(), enrolment); err != nil {
		t.Fatal(err)
	}
	if got := listeners(2); got != nil {
		t.Errorf("%v listen for who is no longer on the contract", got)
	}
}
