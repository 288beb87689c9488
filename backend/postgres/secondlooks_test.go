package postgres_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/dental"
	"guiche/backend/ident"
	"guiche/internal/fictional"
)

func TestSecondLooks(t *testing.T) {
	t.Parallel()
	b := setup(t)
	operator := fictional.Operator()
	operator.SamplePercent = 100
	all, none := backend.New(nil, nil, operator), backend.New(nil, nil, fictional.Operator())
	send := func(desk *backend.Service, draft int64, urgency backend.Urgency, items ...dental.Item) backend.Receipt {
		t.Helper()
		form := filled()
		form.Urgency, form.Items = urgency, items
		b.commit(func(u backend.Unit) {
			u.SaveDraft(backend.Draft{ID: draft, Provider: 1, CreatedAt: noon, Form: form})
		})
		var r backend.Receipt
		err := b.db.InTx(t.Context(), noon, ana, func(u backend.Unit) (err error) {
			r, err = desk.Send(t.Context(), u, clinic, draft, 1)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	filling := dental.Item{Code: "85100200", Tooth: 26, Faces: dental.FacesIn(dental.Mesial, dental.Occlusal)}
	crown := dental.Item{Code: "85400114", Tooth: 11}
	canal := dental.Item{Code: "85200158", Tooth: 46}
	send(none, 100, backend.Elective, filling)       // no sample
	send(all, 101, backend.Elective, crown, filling) // 2: the filling, of which one is open already, waits too
	sampled := send(all, 102, backend.Elective, dental.Item{Code: "85100200", Tooth: 27, Faces: filling.Faces})
	urgent := send(none, 103, backend.Pain, canal, crown)

	auditor, other := access.Actor{Role: access.Auditor, ID: 1}, access.Actor{Role: access.Auditor, ID: 2}
	due := func() []ident.RequestNumber {
		t.Helper()
		p, err := none.SecondLooks(t.Context(), b.db.Unit(noon), auditor, backend.Cursor{})
		if err != nil {
			t.Fatal(err)
		}
		return numbers(p)
	}
	if diff := cmp.Diff([]ident.RequestNumber{sampled.Number, urgent.Number}, due()); diff != "" {
		t.Fatalf("(-want +got):\n%s", diff)
	}
	looks, err := none.LooksAt(t.Context(), b.db.Unit(noon), auditor, urgent.Details)
	want := []backend.SecondLook{{Item: 0, Reason: backend.LookUrgency, Checks: []string{"documents"}}}
	if diff := cmp.Diff(want, looks); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}

	give := func(who access.Actor, n ident.RequestNumber, l backend.SecondLook) error {
		return b.db.InTx(t.Context(), noon.Add(time.Hour), ana, func(u backend.Unit) error {
			_, err := none.GiveOpinion(t.Context(), u, who, n, l)
			return err
		})
	}
	if err := give(auditor, urgent.Number, backend.SecondLook{Opinion: backend.Disagreed}); !errors.Is(err, backend.ErrIncomplete) {
		t.Errorf("against it without a reason: %v", err)
	}
	if err := give(clinic, urgent.Number, backend.SecondLook{Opinion: backend.Agreed}); !errors.Is(err, backend.ErrNotFound) {
		t.Errorf("by the clinic: %v", err)
	}
	if err := give(auditor, urgent.Number, backend.SecondLook{Item: 1, Opinion: backend.Agreed}); !errors.Is(err, backend.ErrNotFound) {
		t.Errorf("of an item that waits: %v", err)
	}
	if err := give(auditor, urgent.Number, backend.SecondLook{Opinion: backend.Disagreed, Codes: []string{backend.NotUrgent}, Text: "sem dor relatada"}); err != nil {
		t.Fatal(err)
	}
	if err := give(other, urgent.Number, backend.SecondLook{Opinion: backend.Agreed}); !errors.Is(err, backend.ErrStale) {
		t.Errorf("a second opinion: %v", err)
	}
	looks, err = none.LooksAt(t.Context(), b.db.Unit(noon), auditor, urgent.Details)
	if err != nil || looks[0].Opinion != backend.Disagreed || looks[0].Text != "sem dor relatada" || looks[0].Auditor != 1 || !looks[0].At.Equal(noon.Add(time.Hour)) {
		t.Errorf("%+v %v", looks, err)
	}
	if diff := cmp.Diff([]ident.RequestNumber{sampled.Number}, due()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	reasons, codes, checks, err := b.db.Agreement(t.Context(), noon.Add(-time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]backend.Agreement{{Name: "urgencia", Looked: 1}, {Name: "amostra", Waiting: 1}}, reasons); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]backend.Agreement{{Name: "85200158", Looked: 1}, {Name: "85100200", Waiting: 1}}, codes); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]backend.Agreement{{Name: "documents", Looked: 1}}, checks); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
