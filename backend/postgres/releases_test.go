package postgres_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/ident"
	"guiche/internal/fictional"
)

// counter is a clinic's desk by the rules of the fictional operator, at a time.
type counter struct {
	*bundle
	desk *backend.Service
	now  time.Time
}

func newCounter(t *testing.T) *counter {
	t.Helper()
	return &counter{bundle: setup(t), desk: backend.New(nil, nil, fictional.Operator()), now: noon}
}

// alone runs a turn in a transaction of its own, again after a conflict.
func (c *counter) alone(do func(backend.Unit) error) {
	c.t.Helper()
	for {
		err := c.db.InTx(c.t.Context(), c.now, ana, do)
		if errors.Is(err, backend.ErrConflict) {
			continue
		}
		if err != nil {
			c.t.Fatal(err)
		}
		return
	}
}

// released sends a request that is released at once, and returns its authorisation.
func (c *counter) released(draft int64) backend.Release {
	c.t.Helper()
	form := filled()
	form.Items = form.Items[:1]
	form.Items[0].Code, form.Items[0].Tooth, form.Items[0].Faces, form.Items[0].Region = "81000030", 0, 0, ""
	c.alone(func(u backend.Unit) error {
		u.SaveDraft(backend.Draft{ID: draft, Provider: 1, CreatedAt: c.now, Form: form})
		return nil
	})
	var r backend.Receipt
	c.alone(func(u backend.Unit) (err error) {
		r, err = c.desk.Send(c.t.Context(), u, clinic, draft, 1)
		return err
	})
	if len(r.Details.Releases) != 1 {
		c.t.Fatalf("not released: %+v", r.Details)
	}
	return r.Details.Releases[0]
}

// validity runs the duty of a release.
func (c *counter) validity(r backend.Release) (l *backend.Lapse) {
	c.t.Helper()
	c.alone(func(u backend.Unit) (err error) {
		l, err = c.desk.Validity(c.t.Context(), u, r.Number, r.Guia)
		return err
	})
	return l
}

func TestReleases(t *testing.T) {
	t.Parallel()
	t.Run("are found by guia, senha and proof, by their clinic only", func(t *testing.T) {
		t.Parallel()
		c := newCounter(t)
		r := c.released(70)
		u := c.db.Unit(c.now)
		d, got, err := c.desk.ReleaseBySenha(t.Context(), u, clinic, r.Senha)
		if diff := cmp.Diff(r, got); err != nil || diff != "" || d.Number != r.Number {
			t.Errorf("by senha: %v, request %s (-want +got)\n%s", err, d.Number, diff)
		}
		_, got, err = c.desk.Release(t.Context(), u, clinic, r.Guia)
		if diff := cmp.Diff(r, got); err != nil || diff != "" {
			t.Errorf("by guia: %v (-want +got)\n%s", err, diff)
		}
		page, err := c.db.Proof(t.Context(), r.Proof)
		if want := r; err != nil || page.Senha != "" || page.Guia != want.Guia || len(page.Items) != len(want.Items) {
			t.Errorf("by proof: %+v, %v", page, err)
		}
		other := access.Actor{Role: access.Provider, ID: 2}
		if _, _, err := c.desk.ReleaseBySenha(t.Context(), u, other, r.Senha); !errors.Is(err, backend.ErrNotFound) {
			t.Errorf("another clinic's senha: %v", err)
		}
		if _, _, err := c.desk.Release(t.Context(), u, other, r.Guia); !errors.Is(err, backend.ErrNotFound) {
			t.Errorf("another clinic's guia: %v", err)
		}
		if _, err := c.db.Proof(t.Context(), "AAAA"); !errors.Is(err, backend.ErrNotFound) {
			t.Errorf("a proof that never was: %v", err)
		}
		err = c.db.InTx(t.Context(), c.now, ana, func(u backend.Unit) error {
			_, _, err := c.desk.Present(t.Context(), u, other, r.Guia)
			return err
		})
		if !errors.Is(err, backend.ErrNotFound) {
			t.Errorf("another clinic presents it: %v", err)
		}
	})

	t.Run("are listed by their end, page by page and back, and only while open", func(t *testing.T) {
		t.Parallel()
		c := newCounter(t)
		var all []ident.Guia
		for n := range int64(7) {
			c.now = noon.AddDate(0, 0, -int(n)) // each ends a day before the one before it
			all = append([]ident.Guia{c.released(70 + n).Guia}, all...)
			c.alone(func(u backend.Unit) error { // the same may be asked for again
				_, _, err := c.desk.Present(t.Context(), u, clinic, all[0])
				return err
			})
		}
		c.sql(`UPDATE releases SET state = 'aberta'`)
		c.now = noon
		list := func(at backend.ReleaseCursor) (guias []ident.Guia, p backend.ReleasePage) {
			t.Helper()
			p, err := c.desk.Releases(t.Context(), c.db.Unit(c.now), clinic, at)
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range p.Lines {
				guias = append(guias, l.Guia)
			}
			return guias, p
		}
		first, p := list(backend.ReleaseCursor{})
		if diff := cmp.Diff(all[:5], first); diff != "" || p.Before || !p.After || p.Lines[0].Beneficiary != "Ana Prado" || p.Lines[0].Items != 1 {
			t.Errorf("first page %+v (-want +got)\n%s", p, diff)
		}
		second, p := list(backend.ReleaseCursor{Guia: all[4]})
		if diff := cmp.Diff(all[5:], second); diff != "" || !p.Before || p.After {
			t.Errorf("second page %+v (-want +got)\n%s", p, diff)
		}
		c.sql(`UPDATE releases SET state = 'apresentada' WHERE guia = ` + all[5].String())
		back, p := list(backend.ReleaseCursor{Guia: all[5], Back: true})
		if diff := cmp.Diff(all[:5], back); diff != "" || p.Before || !p.After {
			t.Errorf("back, from one that is open no more: %+v (-want +got)\n%s", p, diff)
		}
		if none, _ := list(backend.ReleaseCursor{Guia: 999}); len(none) != 5 {
			t.Errorf("a cursor that leads nowhere shows %v", none)
		}
		if p, err := c.desk.Releases(t.Context(), c.db.Unit(c.now), access.Actor{Role: access.Provider, ID: 2}, backend.ReleaseCursor{}); err != nil || len(p.Lines) != 0 {
			t.Errorf("another clinic sees %+v, %v", p, err)
		}
	})

	t.Run("that are given up no longer stand in the way; those that are billed are history", func(t *testing.T) {
		t.Parallel()
		c := newCounter(t)
		asked := func() backend.Registered {
			t.Helper()
			reg, err := c.db.Unit(c.now).Registered(t.Context(), backend.Asker{Provider: 1, Professional: filled().Professional.ID, Beneficiary: filled().Beneficiary.ID})
			if err != nil {
				t.Fatal(err)
			}
			return reg
		}
		before := len(asked().History)
		r := c.released(70)
		if n := len(asked().Open); n != 1 {
			t.Errorf("%d are open", n)
		}
		c.alone(func(u backend.Unit) error {
			d, l, err := c.desk.CancelRelease(t.Context(), u, clinic, r.Guia)
			if err == nil && (d.Situation != backend.Cancelled || l.State != backend.ReleaseCancelled) {
				t.Errorf("%s, %s", d.Situation, l.State)
			}
			return err
		})
		if n := len(asked().Open); n != 0 {
			t.Errorf("%d are open of what was given up", n)
		}
		r = c.released(71)
		c.alone(func(u backend.Unit) error {
			_, _, err := c.desk.Present(t.Context(), u, clinic, r.Guia)
			return err
		})
		if reg := asked(); len(reg.Open) != 0 || len(reg.History) != before+1 {
			t.Errorf("billed: %+v", reg)
		}
		var over *backend.ReleaseOver
		err := c.db.InTx(t.Context(), c.now, ana, func(u backend.Unit) error {
			_, _, err := c.desk.CancelRelease(t.Context(), u, clinic, r.Guia)
			return err
		})
		if !errors.As(err, &over) || over.State != backend.ReleasePresented {
			t.Errorf("what was billed is given up: %v", err)
		}
	})
}

func TestValidity(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	r := c.released(70)
	day := func(n, minute int) time.Time { return calendar.DateOf(noon).AddDays(n).At(minute) }
	due := func(want time.Time) {
		t.Helper()
		var at time.Time
		timers, err := c.db.Timers(t.Context(), noon.AddDate(1, 0, 0), 10)
		if err != nil {
			t.Fatal(err)
		}
		for _, timer := range timers {
			if timer.Chat == backend.Duty(r.Number) {
				at = timer.DueAt
			}
		}
		if !at.Equal(want) {
			t.Errorf("next at %s, want %s", at, want)
		}
	}
	due(day(60, 540))
	for _, step := range []struct {
		at   time.Time
		left int
		next time.Time
	}{{day(60, 540), 30, day(83, 540)}, {day(84, 100), 6, day(89, 540)}, {day(89, 540), 1, day(91, 0)}, {day(90, 1439), 0, day(91, 0)}} {
		c.now = step.at
		if l := c.validity(r); l == nil || l.Left != step.left || l.Over || l.Details.Number != r.Number {
			t.Fatalf("at %s: %+v", step.at, l)
		}
		due(step.next)
	}
	c.now = day(91, 0)
	if l := c.validity(r); l == nil || !l.Over || l.Details.Situation != backend.Expired {
		t.Fatalf("on day 91: %+v", l)
	}
	if l := c.validity(r); l != nil {
		t.Errorf("told again: %+v", l)
	}
	d, err := c.desk.Request(t.Context(), c.db.Unit(c.now), clinic, r.Number)
	if err != nil {
		t.Fatal(err)
	}
	last := d.Thread[len(d.Thread)-1]
	if d.Situation != backend.Expired || d.Releases[0].State != backend.ReleaseExpired || last.Kind != backend.Expiry || last.Author != access.Rules || last.Text != r.Guia.String() {
		t.Errorf("%s, %s, %+v", d.Situation, d.Releases[0].State, last)
	}
	if l := c.validity(backend.Release{Number: 4711, Guia: r.Guia}); l != nil {
		t.Errorf("a request that is not there: %+v", l)
	}
}
