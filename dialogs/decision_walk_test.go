package dialogs_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/ident"
)

// Whatever two auditors and two phones of a clinic do with a request, it never stands
// where the table of moves does not lead, no item is released twice, no senha given
// twice, and items and situation agree.
func TestDecisionsWalk(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := newCounter()
		k := c.desk(t)
		k.files(crown, resin, scale)
		w := &decisionWalk{desk: k, senhas: map[ident.Senha]bool{}}
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			w.step(t)
			w.holds(t)
		}
	})
}

// decisionWalk is a request among people who all want something of it.
type decisionWalk struct {
	desk
	decisions, messages []*backend.Draft
	// contested are what the clinic asks for against denials, outcomes what juntas say.
	contested, outcomes []*backend.Draft
	authors             []access.Actor
	before              backend.Situation
	cancelled           bool
	senhas              map[ident.Senha]bool
}

func (w *decisionWalk) step(t *rapid.T) {
	who := rapid.SampledFrom([]access.Actor{livia, rui}).Draw(t, "auditor")
	w.before, w.cancelled = w.memory.requests[0].Situation, false
	var err error
	switch rapid.IntRange(0, 14).Draw(t, "what") {
	case 10, 11:
		err = w.appeals(t)
	case 12:
		err = w.records(t, who)
	case 13, 14:
		err = w.rules(t, who)
	case 0, 1, 2:
		var m *backend.Draft
		m, err = w.decision(who, 1, func(f *backend.Form) {
			for item := range 3 {
				switch rapid.IntRange(0, 5).Draw(t, "ruling") {
				case 0, 1:
					f.Rule(yes(item))
				case 2:
					f.Rule(no(item))
				case 3:
					f.Ask(ask(item, rapid.SampledFrom([]backend.Want{backend.WantDocument, backend.WantJustification}).Draw(t, "wants")))
				}
			}
		})
		if err == nil {
			w.decisions, w.authors = append(w.decisions, m), append(w.authors, who)
		}
	case 3, 4, 5:
		if len(w.decisions) > 0 {
			n := rapid.IntRange(0, len(w.decisions)-1).Draw(t, "decision")
			_, _, err = w.decides(w.authors[n], w.decisions[n])
		}
	case 6:
		var m *backend.Draft
		if m, err = w.reply(1); err == nil {
			w.messages = append(w.messages, m)
		}
	case 7:
		if len(w.messages) > 0 {
			_, _, err = w.writes(rapid.SampledFrom(w.messages).Draw(t, "message"))
		}
	case 8:
		if rapid.IntRange(0, 3).Draw(t, "cancel") == 0 {
			err = w.do(func(ctx context.Context, tx backend.Tx) error { _, err := w.Cancel(ctx, tx, sorriso, 1); return err })
			w.cancelled = err == nil
		}
	case 9:
		w.memory.now = w.memory.now.Add(time.Duration(rapid.IntRange(1, 50).Draw(t, "minutes")) * time.Minute)
	}
	if !w.expected(err) {
		t.Fatalf("%v", err)
	}
}

// expected are the ways in which somebody is told no.
func (w *decisionWalk) expected(err error) bool {
	var (
		held *backend.Claimed
		move *backend.IllegalMove
		over *backend.NotOpen
		no   *backend.NoAppeal
	)
	return err == nil || errors.As(err, &no) || errors.Is(err, backend.ErrOtherAuditor) || errors.As(err, &held) || errors.As(err, &move) || errors.As(err, &over) || errors.Is(err, backend.ErrStale) ||
		errors.Is(err, backend.ErrIncomplete) || errors.Is(err, backend.ErrNotFound)
}

func (w *decisionWalk) holds(t *rapid.T) {
	d := w.memory.requests[0]
	if d.Situation != w.before && !w.before.May(d.Situation) {
		t.Fatalf("from %s to %s", w.before, d.Situation)
	}
	released := map[int]int{}
	for _, r := range d.Releases {
		if w.senhas[r.Senha] && !slices.ContainsFunc(d.Releases, func(o backend.Release) bool { return o.ID == r.ID }) {
			t.Fatalf("a senha twice")
		}
		w.senhas[r.Senha] = true
		for _, g := range r.Items {
			released[g.Item]++
		}
	}
	if len(w.senhas) != len(d.Releases) {
		t.Fatalf("%d senhas for %d releases", len(w.senhas), len(d.Releases))
	}
	pending := 0
	for n := range d.Form.Items {
		switch d.Result(n) {
		case backend.Pending:
			pending++
		case backend.Granted:
			if released[n] != 1 {
				t.Fatalf("item %d is authorised and was released %d times", n, released[n])
			}
		}
		if released[n] > 1 {
			t.Fatalf("item %d was released %d times", n, released[n])
		}
	}
	if (pending > 0) != d.Situation.Open() {
		t.Fatalf("%s with %v", d.Situation, d.Results)
	}
	if pending == 0 && d.Situation != backend.Cancelled && d.Situation != backend.SumUp(d.Situation, d.Results) {
		t.Fatalf("%s with %v", d.Situation, d.Results)
	}
	if d.Situation.Waiting() != (d.Question() != nil) || (d.Asking != 0) != d.Situation.Waiting() {
		t.Fatalf("%s, asking %d", d.Situation, d.Asking)
	}
	if d.Claim.Auditor != 0 && !d.Situation.Open() {
		t.Fatalf("%s is held by %d", d.Situation, d.Claim.Auditor)
	}
	appealsHold(t, d)
}
