package dialogs_test

import (
	"context"

	"pgregory.net/rapid"

	"guiche/backend"
	"guiche/backend/access"
)

// appeals begins or sends what the clinic asks for against a denial; sometimes a month
// goes by before.
func (w *decisionWalk) appeals(t *rapid.T) error {
	if len(w.contested) > 0 && rapid.Bool().Draw(t, "send") {
		_, _, err := w.writes(rapid.SampledFrom(w.contested).Draw(t, "appeal"))
		return err
	}
	if rapid.IntRange(0, 9).Draw(t, "a month later") == 0 {
		w.memory.now = w.memory.now.AddDate(0, 1, 1)
	}
	kind := rapid.SampledFrom([]backend.InteractionKind{backend.Review, backend.Junta}).Draw(t, "kind")
	m, err := w.keep(sorriso, func(ctx context.Context, tx backend.Tx) (*backend.Draft, error) {
		m, err := w.StartMessage(ctx, tx, sorriso, 1, kind)
		if err != nil {
			return nil, err
		}
		for i := range m.Form.About.Denied {
			m.Form.About.Denied[i].Out = rapid.IntRange(0, 3).Draw(t, "left out") == 0
		}
		m.Form.Note = rapid.SampledFrom([]string{"", "A indicação se mantém.", "Segue a tomografia."}).Draw(t, "why")
		return m, nil
	})
	if err == nil {
		w.contested = append(w.contested, m)
		if rapid.Bool().Draw(t, "at once") {
			_, _, err = w.writes(m)
		}
	}
	return err
}

// rules decides all that is pending at once, mostly by a denial.
func (w *decisionWalk) rules(t *rapid.T, who access.Actor) error {
	d := w.memory.requests[0]
	m, err := w.decision(who, 1, func(f *backend.Form) {
		for n := range d.Form.Items {
			switch {
			case d.Result(n) != backend.Pending:
			case rapid.IntRange(0, 4).Draw(t, "granted") == 0:
				f.Rule(yes(n))
			default:
				f.Rule(no(n))
			}
		}
	})
	if err == nil {
		_, _, err = w.decides(who, m)
	}
	return err
}

// records begins or sends what a junta decided.
func (w *decisionWalk) records(t *rapid.T, who access.Actor) error {
	if len(w.outcomes) > 0 && rapid.Bool().Draw(t, "record") {
		return w.recorded(rapid.SampledFrom(w.outcomes).Draw(t, "outcome"))
	}
	m, err := w.keep(who, func(ctx context.Context, tx backend.Tx) (*backend.Draft, error) {
		m, err := w.StartMessage(ctx, tx, who, 1, backend.Outcome)
		if err != nil {
			return nil, err
		}
		f := m.Form.About.Junta
		f.Members = []backend.Signature{f.Assisting, f.Operator, {Name: "Carla Mota", Council: "CRO-RJ 4521"}}
		for range m.Form.About.Denied {
			r := backend.Ruling{Result: rapid.SampledFrom([]backend.Result{backend.Granted, backend.Refused}).Draw(t, "word"), Text: "Parecer."}
			f.Rulings = append(f.Rulings, r)
		}
		if rapid.IntRange(0, 4).Draw(t, "half said") == 0 {
			f.Undo()
		}
		return m, nil
	})
	if err == nil {
		w.outcomes = append(w.outcomes, m)
		if rapid.Bool().Draw(t, "recorded at once") {
			err = w.recorded(m)
		}
	}
	return err
}

func (w *decisionWalk) recorded(m *backend.Draft) error {
	return w.do(func(ctx context.Context, tx backend.Tx) error {
		_, _, err := w.SendMessage(ctx, tx, m.Author, m.ID, m.Rev)
		return err
	})
}

// appealsHold: an item is reviewed once, goes to a junta once and only after its
// review, and what a junta decided stays.
func appealsHold(t *rapid.T, d backend.Details) {
	reviewed, heard, bound := map[int]int{}, map[int]int{}, map[int]bool{}
	for _, i := range d.Thread {
		for _, n := range i.Items {
			switch {
			case bound[n]:
				t.Fatalf("item %d is contested after a junta's word", n)
			case i.Kind == backend.Review:
				reviewed[n]++
			case i.Kind == backend.Junta && reviewed[n] == 0:
				t.Fatalf("item %d goes to a junta without a review", n)
			case i.Kind == backend.Junta:
				heard[n]++
			}
		}
		for _, r := range i.Rulings {
			switch {
			case bound[r.Item]:
				t.Fatalf("item %d is decided after a junta's word", r.Item)
			case heard[r.Item] > 0 && !i.ByJunta():
				t.Fatalf("item %d is decided by somebody else than the junta", r.Item)
			}
			bound[r.Item] = bound[r.Item] || i.ByJunta()
		}
		if i.Denies() && i.Head == nil {
			t.Fatalf("entry %d denies and keeps no letterhead", i.Seq)
		}
	}
	for n := range d.Form.Items {
		if reviewed[n] > 1 || heard[n] > 1 {
			t.Fatalf("item %d: %d reviews, %d juntas", n, reviewed[n], heard[n])
		}
	}
	if d.Situation == backend.InJunta && d.Round != backend.JuntaRound || d.Situation == backend.InReview && d.Round != backend.ReviewRound {
		t.Fatalf("%s in round %d", d.Situation, d.Round)
	}
}
