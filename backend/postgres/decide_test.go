package postgres_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/internal/fictional"
)

var otherAuditor = access.Actor{Role: access.Auditor, ID: 2}

// decision writes a draft of a decision about request 1, ready to be sent.
func (b *bundle) decision(desk *backend.Service, actor access.Actor, now time.Time, say func(*backend.Form)) *backend.Draft {
	b.t.Helper()
	var m *backend.Draft
	err := b.db.InTx(b.t.Context(), now, ana, func(u backend.Unit) (err error) {
		if m, _, err = desk.StartDecision(b.t.Context(), u, actor, 1); err != nil {
			return err
		}
		say(&m.Form)
		m, err = desk.KeepDraft(u, actor, m)
		return err
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return m
}

func authorise(f *backend.Form) { f.Rule(backend.Ruling{Result: backend.Granted}) }

func deny(f *backend.Form) {
	f.Rule(backend.Ruling{Result: backend.Refused, Codes: []string{"3083"}, Text: "Reavalie a indicação."})
}

func TestDecidedAtOnce(t *testing.T) {
	t.Parallel()
	desk := backend.New(nil, nil, fictional.Operator(), fictional.Audited())
	// at is after the first claim lapsed.
	at := noon.Add(time.Hour)
	send := func(b *bundle, actor access.Actor, m *backend.Draft) error {
		for {
			err := b.db.InTx(b.t.Context(), at, ana, func(u backend.Unit) error {
				_, _, err := desk.SendDecision(b.t.Context(), u, actor, m.ID, m.Rev)
				return err
			})
			if !errors.Is(err, backend.ErrConflict) {
				return err
			}
		}
	}

	t.Run("by two auditors counts once, and the other is told who", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.sent(desk, 1)
		first := b.decision(desk, auditor, noon, authorise)
		second := b.decision(desk, otherAuditor, at, deny)
		results := make(chan error, 2)
		go func() { results <- send(b, auditor, first) }()
		go func() { results <- send(b, otherAuditor, second) }()
		sent := 0
		for range cap(results) {
			var (
				held *backend.Claimed
				move *backend.IllegalMove
			)
			switch err := <-results; {
			case err == nil:
				sent++
			case errors.As(err, &held) && held.Name == "Rui Barreto", errors.As(err, &move) && move.From == backend.Denied:
			default:
				t.Error(err)
			}
		}
		d, err := desk.Request(t.Context(), b.db.Unit(noon), auditor, 1)
		if err != nil || sent != 1 || len(d.Thread) != 2 || d.Situation != backend.Denied || d.DeniedBy != 2 || len(d.Releases) != 0 {
			t.Errorf("sent %d times: %+v, %v", sent, d, err)
		}
	})

	t.Run("by the same auditor on two phones counts once", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.sent(desk, 1)
		first, second := b.decision(desk, auditor, noon, authorise), b.decision(desk, auditor, noon, deny)
		results := make(chan error, 4)
		for _, m := range []*backend.Draft{first, second, first, second} {
			go func() { results <- send(b, auditor, m) }()
		}
		sent := 0
		for range cap(results) {
			var move *backend.IllegalMove
			switch err := <-results; {
			case err == nil:
				sent++
			case errors.As(err, &move), errors.Is(err, backend.ErrNotFound):
			default:
				t.Error(err)
			}
		}
		d, err := desk.Request(t.Context(), b.db.Unit(noon), auditor, 1)
		if err != nil || sent != 1 || len(d.Thread) != 2 || len(d.Releases) > 1 {
			t.Errorf("sent %d times: %+v, %v", sent, d, err)
		}
	})

	t.Run("that it is cancelled is either the one or the other", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.sent(desk, 1)
		m := b.decision(desk, auditor, noon, deny)
		decided, cancelled := make(chan error, 1), make(chan error, 1)
		go func() { decided <- send(b, auditor, m) }()
		go func() {
			_, err := inTx(b, func(ctx context.Context, u backend.Unit) (backend.Details, error) {
				return desk.Cancel(ctx, u, clinic, 1)
			})
			cancelled <- err
		}()
		var move *backend.IllegalMove
		errDecided, errCancelled := <-decided, <-cancelled
		if (errDecided == nil) == (errCancelled == nil) || !errors.As(errors.Join(errDecided, errCancelled), &move) {
			t.Fatalf("decided: %v; cancelled: %v", errDecided, errCancelled)
		}
		d, err := desk.Request(t.Context(), b.db.Unit(noon), auditor, 1)
		want := backend.Denied
		if errCancelled == nil {
			want = backend.Cancelled
		}
		if err != nil || d.Situation != want || len(d.Thread) != 2 || move.From != want {
			t.Errorf("%s, want %s; %+v, %v", d.Situation, want, move, err)
		}
	})
}

func TestQuestionsAndAnswersAreStored(t *testing.T) {
	t.Parallel()
	desk := backend.New(nil, nil, fictional.Operator(), fictional.Audited())
	b := setup(t)
	b.sent(desk, 2)
	m := b.decision(desk, auditor, noon, func(f *backend.Form) {
		f.Ask(backend.Question{Wants: backend.WantDocument, Document: backend.RadiographInitial, Text: "Envie a radiografia."})
	})
	page, err := desk.Queue(t.Context(), b.db.Unit(noon), otherAuditor, backend.Cursor{})
	if err != nil || len(page.Lines) != 2 || page.Lines[0].Holder != "Lívia Campos" || page.Lines[1].Holder != "" {
		t.Errorf("the queue: %+v %v", page, err)
	}
	if n, err := desk.NextInQueue(t.Context(), b.db.Unit(noon), otherAuditor, 0); err != nil || n != 2 {
		t.Errorf("next is %s %v", n, err)
	}
	if _, err := inTx(b, func(ctx context.Context, u backend.Unit) (backend.Details, error) {
		d, _, err := desk.SendDecision(ctx, u, auditor, m.ID, m.Rev)
		return d, err
	}); err != nil {
		t.Fatal(err)
	}
	if n, err := desk.AskedLast(t.Context(), b.db.Unit(noon), clinic, noon.Add(-time.Hour)); err != nil || n != 1 {
		t.Errorf("asked about %s %v", n, err)
	}
	answer := b.message(desk, clinic, backend.Intermediate, "segue", 0)
	d, err := inTx(b, func(ctx context.Context, u backend.Unit) (backend.Details, error) {
		d, _, err := desk.SendMessage(ctx, u, clinic, answer.ID, answer.Rev)
		return d, err
	})
	if err != nil || d.Situation != backend.UnderReview {
		t.Fatalf("%s %v", d.Situation, err)
	}
	if d, err = desk.Request(t.Context(), b.db.Unit(noon), auditor, 1); err != nil || d.Asking != 0 || d.Situation != backend.UnderReview || len(d.Thread) != 3 {
		t.Fatalf("%+v %v", d, err)
	}
	if q := d.Thread[1]; len(q.Questions) != 1 || q.Questions[0].Text != "Envie a radiografia." || q.Signed[0].Council != "CRO-RJ 777" || d.Thread[2].Answers != 2 {
		t.Errorf("the thread: %+v", d.Thread)
	}
	if page, err = desk.Queue(t.Context(), b.db.Unit(noon), otherAuditor, backend.Cursor{}); err != nil || !page.Lines[0].Answered() && !page.Lines[1].Answered() {
		t.Errorf("the queue: %+v %v", page, err)
	}
}
