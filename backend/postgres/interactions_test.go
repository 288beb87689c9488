package postgres_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/ident"
	"guiche/internal/fictional"
)

var (
	auditor = access.Actor{Role: access.Auditor, ID: 1}
	titular = access.Actor{Role: access.Member, ID: 1}
)

// inTx runs a use case as the engine does, again after a conflict.
func inTx[T any](b *bundle, use func(context.Context, backend.Unit) (T, error)) (got T, err error) {
	b.t.Helper()
	for {
		err = b.db.InTx(b.t.Context(), noon, ana, func(u backend.Unit) (err error) {
			got, err = use(b.t.Context(), u)
			return err
		})
		if !errors.Is(err, backend.ErrConflict) {
			return got, err
		}
	}
}

// message writes a draft of a message about request 1, with a file, ready to be
// sent.
func (b *bundle) message(desk *backend.Service, actor access.Actor, kind backend.InteractionKind, text string, file int64) *backend.Draft {
	b.t.Helper()
	m, err := inTx(b, func(ctx context.Context, u backend.Unit) (*backend.Draft, error) {
		return desk.StartMessage(ctx, u, actor, 1, kind)
	})
	if err != nil {
		b.t.Fatal(err)
	}
	m, err = inTx(b, func(_ context.Context, u backend.Unit) (*backend.Draft, error) {
		if m.Form.Note = text; file != 0 {
			u.AddFile(m.ID, backend.Stored{ID: file, Name: "rx.png", Kind: "png", Blob: "b", Preview: "p"})
			m.Form.Files = []backend.File{{ID: file, Name: "rx.png", Kind: "png"}}
		}
		return desk.KeepDraft(u, actor, m)
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return m
}

func TestMessages(t *testing.T) {
	t.Parallel()
	desk := backend.New(nil, nil, fictional.Operator(), fictional.Audited())
	send := func(b *bundle, actor access.Actor, m *backend.Draft) (backend.Details, error) {
		return inTx(b, func(ctx context.Context, u backend.Unit) (backend.Details, error) {
			d, _, err := desk.SendMessage(ctx, u, actor, m.ID, m.Rev)
			return d, err
		})
	}

	t.Run("join the thread once, with their files", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.sent(desk, 1)
		m := b.message(desk, clinic, backend.Intermediate, "segue o laudo", 77)
		results := make(chan error, 3)
		for range cap(results) {
			go func() { _, err := send(b, clinic, m); results <- err }()
		}
		sent := 0
		for range cap(results) {
			if err := <-results; err == nil {
				sent++
			} else if !errors.Is(err, backend.ErrNotFound) {
				t.Error(err)
			}
		}
		d, err := desk.Request(t.Context(), b.db.Unit(noon), clinic, 1)
		if err != nil || sent != 1 || len(d.Thread) != 2 {
			t.Fatalf("sent %d times, thread %+v, %v", sent, d.Thread, err)
		}
		last := d.Thread[1]
		if last.Seq != 2 || last.Kind != backend.Intermediate || last.Text != "segue o laudo" || last.Files != 1 || last.Contact.Name != "Paula Reis" {
			t.Errorf("entry %+v", last)
		}
		files, err := desk.Attachments(t.Context(), b.db.Unit(noon), clinic, 1)
		for i := range files {
			files[i].At = time.Time{}
		}
		want := []backend.Attachment{{ID: 77, Name: "rx.png", Kind: "png", Blob: "b", Preview: "p", Interaction: 2}}
		if diff := cmp.Diff(want, files); err != nil || diff != "" {
			t.Errorf("files (-want +got)\n%s %v", diff, err)
		}
		if _, err := b.db.Unit(noon).LoadDraft(t.Context(), m.ID); !errors.Is(err, backend.ErrNotFound) {
			t.Errorf("the draft of a sent message: %v", err)
		}
	})

	t.Run("about a denial open it again, and the letter keeps what it said", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.sent(desk, 1)
		var decision *backend.Draft
		_, err := inTx(b, func(ctx context.Context, u backend.Unit) (backend.Details, error) {
			m, d, err := desk.StartDecision(ctx, u, auditor, 1)
			if err != nil {
				return d, err
			}
			for n := range d.Form.Items {
				m.Form.Rule(backend.Ruling{Item: n, Result: backend.Refused, Codes: []string{"1438"}, Text: "Sem indicação."})
			}
			m, err = desk.KeepDraft(u, auditor, m)
			decision = m
			return d, err
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := inTx(b, func(ctx context.Context, u backend.Unit) (backend.Interaction, error) {
			_, i, err := desk.SendDecision(ctx, u, auditor, decision.ID, decision.Rev)
			return i, err
		}); err != nil {
			t.Fatal(err)
		}
		m := b.message(desk, clinic, backend.Review, "a indicação se mantém", 78)
		d, err := send(b, clinic, m)
		if err != nil {
			t.Fatal(err)
		}
		stored, err := desk.Request(t.Context(), b.db.Unit(noon), clinic, 1)
		if diff := cmp.Diff(d, stored, cmpopts.EquateApproxTime(time.Microsecond)); err != nil || diff != "" {
			t.Errorf("stored (-returned +stored)\n%s %v", diff, err)
		}
		if last := stored.Thread[len(stored.Thread)-1]; stored.Situation != backend.InReview || stored.Round != backend.ReviewRound || len(last.Items) == 0 || stored.Result(0) != backend.Pending {
			t.Errorf("%+v %+v", stored.Request, last)
		}
		if l, err := desk.Denial(t.Context(), b.db.Unit(noon), titular, 1, 0); err != nil || l.Head.Phone != fictional.Operator().Phone || len(l.Items) == 0 {
			t.Errorf("the letter %+v %v", l, err)
		}
	})

	t.Run("of an auditor are no draft of the clinic", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.sent(desk, 1)
		m := b.message(desk, auditor, backend.Intermediate, "qual dente?", 0)
		if drafts, err := desk.Drafts(t.Context(), b.db.Unit(noon), clinic); err != nil || len(drafts) != 0 {
			t.Errorf("the clinic sees %+v %v", drafts, err)
		}
		if _, err := send(b, clinic, m); !errors.Is(err, backend.ErrNotFound) {
			t.Errorf("the clinic sends it: %v", err)
		}
		if stored, err := desk.Draft(t.Context(), b.db.Unit(noon), auditor, m.ID); err != nil || stored.Author != auditor || stored.Provider != 0 {
			t.Errorf("stored %+v %v", stored, err)
		}
		if d, err := send(b, auditor, m); err != nil || d.Thread[1].Author != access.Auditor || d.Provider != clinic.ID {
			t.Errorf("sent %+v %v", d.Thread, err)
		}
	})

	t.Run("of a member have a protocol and are hidden from the clinic", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.sent(desk, 1)
		m := b.message(desk, titular, backend.Contestation, "", 0)
		if d, err := send(b, titular, m); err != nil || d.Thread != nil || d.Form.Contact != nil {
			t.Fatalf("the member is handed %+v %v", d, err)
		}
		for actor, want := range map[access.Actor]int{clinic: 1, auditor: 2} {
			if d, err := desk.Request(t.Context(), b.db.Unit(noon), actor, 1); err != nil || len(d.Thread) != want {
				t.Errorf("%s sees %d entries, want %d %v", actor.Role, len(d.Thread), want, err)
			}
		}
		if own, err := desk.OwnRequest(t.Context(), b.db.Unit(noon), titular, 1); err != nil || len(own.Said) != 1 || own.Said[0].Protocol != "99999920261119000002" {
			t.Errorf("the member sees %+v %v", own.Said, err)
		}
	})

	t.Run("of a member keep their files from the clinic", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.sent(desk, 1)
		if _, err := send(b, titular, b.message(desk, titular, backend.Contestation, "não fui eu", 78)); err != nil {
			t.Fatal(err)
		}
		if _, err := send(b, clinic, b.message(desk, clinic, backend.Intermediate, "segue o laudo", 79)); err != nil {
			t.Fatal(err)
		}
		for actor, want := range map[access.Actor][]int64{clinic: {79}, auditor: {78, 79}} {
			files, err := desk.Attachments(t.Context(), b.db.Unit(noon), actor, 1)
			var got []int64
			for _, f := range files {
				got = append(got, f.ID)
			}
			if diff := cmp.Diff(want, got); err != nil || diff != "" {
				t.Errorf("%s opens (-want +got)\n%s %v", actor.Role, diff, err)
			}
		}
	})

	t.Run("are refused once the request is over, but for a member's", func(t *testing.T) {
		t.Parallel()
		b := setup(t)
		b.sent(desk, 1)
		m := b.message(desk, clinic, backend.Intermediate, "tarde", 0)
		if _, err := inTx(b, func(ctx context.Context, u backend.Unit) (backend.Details, error) {
			return desk.Cancel(ctx, u, clinic, 1)
		}); err != nil {
			t.Fatal(err)
		}
		_, err := send(b, clinic, m)
		closed, ok := errors.AsType[*backend.NotOpen](err)
		if !ok || closed.Situation != backend.Cancelled {
			t.Errorf("sent to a cancelled request: %v", err)
		}
		if _, err := send(b, titular, b.message(desk, titular, backend.Contestation, "", 0)); err != nil {
			t.Errorf("a member contests a cancelled request: %v", err)
		}
	})
}

func TestCancel(t *testing.T) {
	t.Parallel()
	desk := backend.New(nil, nil, fictional.Operator(), fictional.Audited())
	b := setup(t)
	b.sent(desk, 2)
	results := make(chan error, 4)
	for range cap(results) {
		go func() {
			_, err := inTx(b, func(ctx context.Context, u backend.Unit) (backend.Details, error) {
				return desk.Cancel(ctx, u, clinic, 1)
			})
			results <- err
		}()
	}
	won := 0
	for range cap(results) {
		err := <-results
		if move, ok := errors.AsType[*backend.IllegalMove](err); err == nil {
			won++
		} else if !ok || move.From != backend.Cancelled {
			t.Error(err)
		}
	}
	u := b.db.Unit(noon)
	d, err := desk.Request(t.Context(), u, clinic, 1)
	if err != nil || won != 1 || d.Situation != backend.Cancelled || len(d.Thread) != 2 {
		t.Errorf("%d cancelled it: %s %+v %v", won, d.Situation, d.Thread, err)
	}
	if end := d.Closing(); end == nil || end.Author != access.Provider || !end.At.Equal(noon) || end.Contact.Name == "" {
		t.Errorf("closed by %+v", end)
	}
	if p, err := desk.Queue(t.Context(), u, auditor, backend.Cursor{}); err != nil || len(p.Lines) != 1 || p.Lines[0].Number != 2 {
		t.Errorf("the queue has %+v %v", p.Lines, err)
	}
	for _, stranger := range []access.Actor{{Role: access.Provider, ID: 2}, auditor, titular, {}} {
		for _, n := range []ident.RequestNumber{1, 2, 99} { // over, open, and none
			_, err := inTx(b, func(ctx context.Context, u backend.Unit) (backend.Details, error) {
				return desk.Cancel(ctx, u, stranger, n)
			})
			if !errors.Is(err, backend.ErrNotFound) {
				t.Errorf("%s cancels %d: %v", stranger.Role, n, err)
			}
		}
	}
}
