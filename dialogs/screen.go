package dialogs

import (
	"context"
	"slices"
	"strings"

	"guiche/backend/access"
	"guiche/dialogs/phrases"
)

// view is a step as it is shown.
type view struct {
	// head is what is filled so far, ask the question.
	head, ask string
	keys      [][]key
	protect   bool
	// paper is a picture over the text, which then is short.
	paper *Paper
}

// key is a button of the current step: what it does, what it copies, or the page
// that it opens.
type key struct {
	label, verb, arg string
	copy, url        string
}

func row(keys ...key) []key { return keys }

// grid puts keys in rows of n.
func grid(keys []key, n int) [][]key { return slices.Collect(slices.Chunk(keys, n)) }

// draw adds the current step's screen to the replies. It edits the tapped
// message, unless a message of its own came in between.
func (t *turn) draw(ctx context.Context) error {
	if st := &t.s.State; t.s.Draft == nil && needsDraft(st.Step) {
		// Sent or dropped from another phone of the clinic.
		st.goTo(StepMenu)
		t.warn(phrases.DraftGone)
	}
	step := t.step()
	if t.s.Draft != nil && aboutDraft(step) {
		t.s.State.Shown = t.s.Draft.Rev
		if isForm(step) {
			t.s.State.Asked = t.field()
		}
		if t.elsewhere {
			t.said = append([]string{phrases.ChangedElsewhere}, t.said...)
		}
	}
	v, err := places(step).show(t, ctx)
	if err != nil {
		return err
	}
	switch {
	case len(t.guessing) > 0:
		v = t.guessView()
	case t.onlySaid(step):
		v = t.saidView(step)
	}
	v = t.led(v)
	v.keys = append(v.keys, append(t.undoKeys(), t.helpKeys()...)...)
	if t.s.Actor.Role == access.Visitor {
		t.s.State.Greeted = true
	}
	text := phrases.Screen
	if v.paper != nil {
		text = phrases.Caption
	}
	said := append(t.news(), t.said...) // which may warn
	notice := phrases.Notice(t.warned, said...)
	r := Reply{
		Kind: Screen, Rows: t.rows(step, v.keys), Protect: v.protect, Refresh: t.refresh, Paper: v.paper,
		Text: text(v.head, notice, v.ask),
	}
	if !slices.ContainsFunc(t.replies, func(r Reply) bool { return r.Kind == Note }) {
		r.MessageID = t.tapped
	}
	t.replies = append(t.replies, r)
	return nil
}

func (t *turn) rows(step Step, keys [][]key) [][]Button {
	c := Callback{Step: step}
	if t.s.Draft != nil && aboutDraft(step) {
		c.Draft, c.Rev = t.s.Draft.ID, t.s.Draft.Rev
	}
	rows := make([][]Button, 0, len(keys))
	for _, line := range keys {
		var buttons []Button
		for _, k := range line {
			b := Button{Text: k.label, Copy: k.copy, URL: k.url}
			// A page of ours opens inside Telegram, where that is possible.
			b.App = k.url != "" && inApp(t.pages) && strings.HasPrefix(k.url, t.pages+"/")
			if k.copy+k.url == "" {
				c.Verb, c.Arg = k.verb, k.arg
				b.Data = c.String()
			}
			buttons = append(buttons, b)
		}
		if len(buttons) > 0 {
			rows = append(rows, buttons)
		}
	}
	return rows
}
