package dialogs

import (
	"context"
	"errors"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs/phrases"
)

// check goes to the confirmation. From here on the decision is about the request as
// it is now: what comes later has to be seen before it is sent.
func (t *turn) check(ctx context.Context) error {
	if !t.s.Draft.Form.Decides() {
		t.warn(phrases.NothingSaid)
		return nil
	}
	t.s.State.Request = t.deciding()
	d, err := t.request(ctx)
	if err != nil && !errors.Is(err, backend.ErrNotFound) {
		return err
	}
	t.see(d)
	t.s.State.settle()
	t.s.State.Task = TaskConfirm
	return nil
}

// see notes the last entry that the auditor saw, and takes out of the decision what
// others decided.
func (t *turn) see(d backend.Details) {
	last := 0
	if n := len(d.Thread); n > 0 {
		last = d.Thread[n-1].Seq
	}
	decided := false
	for n := range d.Form.Items {
		f := &t.s.Draft.Form
		decided = decided || d.Result(n) != backend.Pending && (f.Ruling(n) != nil || f.Question(n) != nil)
	}
	if a := *t.about(); a.Seen != last || decided {
		t.change(func(f *backend.Form) {
			a.Seen = last
			f.About = &a
			for n := range d.Form.Items {
				if d.Result(n) != backend.Pending {
					f.Unrule(n)
				}
			}
		})
	}
}

// showSure shows exactly what the provider will be sent.
func (t *turn) showSure(ctx context.Context) (view, error) {
	foot := row(key{label: phrases.BtnBack, verb: verbBack}, key{label: phrases.BtnLetGo, verb: verbStop})
	d, i, err := t.desk.PreviewDecision(ctx, t.tx, t.s.Actor, t.s.Draft)
	if t.notDecided(d, err) {
		return view{ask: phrases.AskSureNot, keys: [][]key{foot}}, nil
	}
	if errors.Is(err, backend.ErrIncomplete) {
		return view{ask: phrases.NothingSaid, keys: [][]key{foot}}, nil
	}
	if err != nil {
		return view{}, err
	}
	var parts []string
	if len(i.Rulings) > 0 {
		parts = append(parts, phrases.Decided(d, i, t.names(d)))
	}
	if i.Authorises() {
		parts = append(parts, phrases.SenhaComes)
	}
	if len(i.Questions) > 0 {
		parts = append(parts, phrases.PushQuestion(d, i, t.names(d)))
	}
	return view{head: phrases.Paragraphs(parts...), ask: phrases.Lines(phrases.LeftOpen(d, i), phrases.AskSure), keys: [][]key{row(key{label: phrases.BtnConfirm, verb: verbSend}), foot}}, nil
}

func (t *turn) typedSure(ctx context.Context, text string) error {
	switch fold(text) {
	case "confirmar", "confirmo", "confirmar e enviar":
		return t.sendDecision(ctx, t.s.Draft.ID, t.s.State.Shown)
	}
	t.warn(phrases.TapToConfirm)
	return nil
}

func (t *turn) backFromSure() error {
	t.s.State.settle()
	return nil
}

// decisionTapped sends the revision that the confirmation showed; a second tap finds
// it sent.
func (t *turn) decisionTapped(ctx context.Context, c Callback) error {
	switch {
	case c.Draft != 0 && c.Draft == t.s.State.Sent:
		t.answer, t.silent = Answer{Text: phrases.SentAlready}, true
		return nil
	case t.step() != StepSure || t.s.Draft.ID != c.Draft:
		return errStale
	case t.s.Draft.Rev != c.Rev:
		t.warn(phrases.DecisionChanged)
		return nil
	}
	return t.sendDecision(ctx, c.Draft, c.Rev)
}

// sendDecision comes first in its turn: it has to commit alone.
func (t *turn) sendDecision(ctx context.Context, id, rev int64) error {
	n := t.deciding()
	d, i, err := t.desk.SendDecision(ctx, t.tx, t.s.Actor, id, rev)
	var (
		move *backend.IllegalMove
		news *backend.Overtaken
	)
	switch {
	case err == nil:
		t.s.Draft, t.gone, t.s.State.Sent = nil, id, id
		return t.decisionSent(ctx, d, i)
	case errors.As(err, &news):
		t.notDecided(d, err)
		t.s.State.settle() // back to the items, with what is new
		t.see(d)
		return nil
	case errors.As(err, &move):
		if err := t.dropMessage(); err != nil {
			return err
		}
		t.said = nil
		t.notDecided(d, err)
		return nil
	case errors.Is(err, backend.ErrStale):
		t.warn(phrases.DecisionChanged)
		return t.reload(ctx)
	case errors.Is(err, backend.ErrNotFound):
		t.s.Draft, t.gone = nil, id
		t.toRequest(n)
		t.warn(phrases.DecisionGone)
		return nil
	case errors.Is(err, backend.ErrIncomplete):
		t.s.State.settle()
		t.warn(phrases.NothingSaid)
		return nil
	case errors.Is(err, backend.ErrIssuerAway):
		t.warn(phrases.IssuerAway)
		return nil
	case t.notDecided(d, err):
		return nil
	}
	return err
}

// decisionSent shows the request as it stands now, and tells whom it concerns.
func (t *turn) decisionSent(ctx context.Context, d backend.Details, i backend.Interaction) error {
	t.toRequest(d.Number)
	t.loaded, t.known = d, nil
	t.say(phrases.DecisionSent(d))
	if len(i.Rulings) > 0 {
		if err := t.tellDecision(ctx, d, i); err != nil {
			return err
		}
		t.tellDenier(d, i)
	}
	if len(i.Questions) > 0 {
		t.pushAbout(backend.TopicQuestion, d.Form.Urgency.Urgent(), access.Actor{Role: access.Provider, ID: d.Provider},
			Reply{Text: phrases.PushQuestion(d, i, t.names(d)), Line: phrases.AskedLine(d), About: d.Number, Rows: pushKeys(d.Number, true)})
	}
	return nil
}

// tellDenier tells the auditor whose denial was reviewed what it came to.
func (t *turn) tellDenier(d backend.Details, i backend.Interaction) {
	if !d.AnswersReview(i) {
		return
	}
	told := map[int64]bool{0: true, i.AuthorID: true}
	for _, before := range d.Thread {
		if before.Seq >= i.Seq || before.Author != access.Auditor || told[before.AuthorID] || !before.DeniesAny(i.Rulings) {
			continue
		}
		told[before.AuthorID] = true
		t.pushAbout(backend.TopicQueue, false, access.Actor{Role: access.Auditor, ID: before.AuthorID},
			Reply{Text: phrases.PushReviewed(d, i, t.names(d)), About: d.Number, Rows: pushKeys(d.Number, false)})
	}
}
