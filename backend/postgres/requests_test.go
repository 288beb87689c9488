package postgres_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/ident"
	"guiche/internal/fictional"
)

// sent are n requests, a minute after one another, every third of them urgent.
func (b *bundle) sent(desk *backend.Service, n int64) {
	b.t.Helper()
	for i := range n {
		form := filled()
		if i%3 == 2 {
			form.Urgency = backend.Pain
		}
		at := noon.Add(time.Duration(i) * time.Minute)
		b.commit(func(u backend.Unit) {
			u.SaveDraft(backend.Draft{ID: 100 + i, Provider: 1, CreatedAt: at, Form: form})
		})
		err := b.db.InTx(b.t.Context(), at, ana, func(u backend.Unit) error {
			_, err := desk.Send(b.t.Context(), u, clinic, 100+i, 1)
			return err
		})
		if err != nil {
			b.t.Fatal(err)
		}
	}
}

func numbers(p backend.Page) []ident.RequestNumber {
	var all []ident.RequestNumber
	for _, s := range p.Lines {
		all = append(all, s.Number)
	}
	return all
}

func TestPages(t *testing.T) {
	t.Parallel()
	b := setup(t)
	desk := backend.New(nil, nil, fictional.Operator(), fictional.Audited())
	b.sent(desk, 12)
	auditor := access.Actor{Role: access.Auditor, ID: 1}
	for name, list := range map[string]struct {
		read func(backend.Cursor) (backend.Page, error)
		want []ident.RequestNumber
	}{
		"a provider's, newest first": {func(at backend.Cursor) (backend.Page, error) {
			return desk.Requests(t.Context(), b.db.Unit(noon), clinic, backend.Filter{}, at)
		}, []ident.RequestNumber{12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1}},
		"the queue, urgency first, then by due time": {func(at backend.Cursor) (backend.Page, error) {
			return desk.Queue(t.Context(), b.db.Unit(noon), auditor, at)
		}, []ident.RequestNumber{3, 6, 9, 12, 1, 2, 4, 5, 7, 8, 10, 11}},
	} {
		page := func(at backend.Cursor) backend.Page {
			t.Helper()
			p, err := list.read(at)
			if err != nil {
				t.Fatal(err)
			}
			return p
		}
		var on, back []ident.RequestNumber
		p := page(backend.Cursor{})
		if p.Before {
			t.Errorf("%s: something stands before the first page", name)
		}
		for on = numbers(p); p.After; on = append(on, numbers(p)...) {
			p = page(backend.Cursor{Number: p.Lines[len(p.Lines)-1].Number})
		}
		if diff := cmp.Diff(list.want, on); diff != "" {
			t.Errorf("%s, going on (-want +got)\n%s", name, diff)
		}
		for back = numbers(p); p.Before; back = slices.Concat(numbers(p), back) {
			p = page(backend.Cursor{Number: p.Lines[0].Number, Back: true})
		}
		if diff := cmp.Diff(list.want, back); diff != "" {
			t.Errorf("%s, going back (-want +got)\n%s", name, diff)
		}
		for _, nowhere := range []backend.Cursor{{Number: 99}, {Number: -1}, {Number: 99, Back: true}, {Back: true}, {Number: list.want[11]}, {Number: list.want[2], Back: true}} {
			if diff := cmp.Diff(list.want[:5], numbers(page(nowhere))); diff != "" {
				t.Errorf("%s, at %+v (-want +got)\n%s", name, nowhere, diff)
			}
		}
	}
	t.Run("of another clinic's list cannot be reached by a number", func(t *testing.T) {
		p, err := desk.Requests(t.Context(), b.db.Unit(noon), access.Actor{Role: access.Provider, ID: 2}, backend.Filter{}, backend.Cursor{Number: 6})
		if err != nil || len(p.Lines) != 0 {
			t.Errorf("%+v %v", p, err)
		}
	})
	t.Run("of the queue go on from a request that waits no longer", func(t *testing.T) {
		b.sql(`UPDATE requests SET situation = 'decidida' WHERE number = 12`)
		p, err := desk.Queue(t.Context(), b.db.Unit(noon), auditor, backend.Cursor{Number: 12})
		if diff := cmp.Diff([]ident.RequestNumber{1, 2, 4, 5, 7}, numbers(p)); err != nil || diff != "" {
			t.Errorf("(-want +got)\n%s %v", diff, err)
		}
	})
}

// Whoever was switched off while a chat is linked is refused by what shows or
// changes something of the operator's.
func TestUseCasesOfWhoWasSwitchedOff(t *testing.T) {
	t.Parallel()
	b := setup(t)
	desk := backend.New(nil, nil, fictional.Operator(), fictional.Audited())
	b.sent(desk, 1)
	b.commit(func(u backend.Unit) {
		u.SaveDraft(backend.Draft{ID: 50, Provider: 1, CreatedAt: noon, Form: filled()})
	})
	b.sql(`UPDATE providers SET active = false WHERE id = 1`, `UPDATE auditors SET active = false WHERE id = 1`)
	auditor := access.Actor{Role: access.Auditor, ID: 1}
	for name, use := range map[string]func(context.Context, backend.Tx) error{
		"StartDraft": func(ctx context.Context, tx backend.Tx) error {
			_, _, err := desk.StartDraft(ctx, tx, clinic, ana)
			return err
		},
		"Draft":  func(ctx context.Context, tx backend.Tx) error { _, err := desk.Draft(ctx, tx, clinic, 50); return err },
		"Drafts": func(ctx context.Context, tx backend.Tx) error { _, err := desk.Drafts(ctx, tx, clinic); return err },
		"Send": func(ctx context.Context, tx backend.Tx) error {
			_, err := desk.Send(ctx, tx, clinic, 50, 1)
			return err
		},
		"Requests": func(ctx context.Context, tx backend.Tx) error {
			_, err := desk.Requests(ctx, tx, clinic, backend.Filter{}, backend.Cursor{})
			return err
		},
		"Request": func(ctx context.Context, tx backend.Tx) error { _, err := desk.Request(ctx, tx, clinic, 1); return err },
		"BeneficiaryByCPF": func(ctx context.Context, tx backend.Tx) error {
			_, err := desk.BeneficiaryByCPF(ctx, tx, clinic, "39053344705")
			return err
		},
		"Queue": func(ctx context.Context, tx backend.Tx) error {
			_, err := desk.Queue(ctx, tx, auditor, backend.Cursor{})
			return err
		},
		"Request of an auditor": func(ctx context.Context, tx backend.Tx) error {
			_, err := desk.Request(ctx, tx, auditor, 1)
			return err
		},
	} {
		err := b.db.InTx(t.Context(), noon, ana, func(u backend.Unit) error { return use(t.Context(), u) })
		if diff := cmp.Diff(backend.ErrClosed.Error(), errorText(err)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
	}
}

func errorText(err error) string {
	if err == nil {
		return "nothing"
	}
	return err.Error()
}
