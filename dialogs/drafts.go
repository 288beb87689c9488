package dialogs

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"guiche/backend"
	"guiche/backend/ident"
	"guiche/dialogs/phrases"
)

// drafts lists the provider's open drafts. The list is as last committed, so
// the chat's own stands in it as this turn has it, and what was just sent or
// dropped does not.
func (t *turn) drafts(ctx context.Context) ([]backend.Draft, error) {
	stored, err := t.desk.Drafts(ctx, t.tx, t.s.Actor)
	if err != nil {
		return nil, err
	}
	var all []backend.Draft
	if t.s.Draft != nil && !blank(t.s.Draft) {
		all = append(all, *t.s.Draft)
	}
	for _, d := range stored {
		if d.ID != t.gone && !slices.Contains(t.cleared, d.ID) && !blank(&d) && (t.s.Draft == nil || d.ID != t.s.Draft.ID) {
			all = append(all, d)
		}
	}
	return all, nil
}

// newRequest starts a draft. One that holds no answer yet is taken again.
func (t *turn) newRequest(ctx context.Context) error {
	if t.message() {
		if err := t.putDown(); err != nil {
			return err
		}
	}
	if d := t.s.Draft; d != nil && (blank(d) || untouched(d.Form)) {
		t.s.State.goTo(StepForm)
		return nil
	} else if d != nil {
		t.say(phrases.DraftBefore)
	}
	d, habits, err := t.desk.StartDraft(ctx, t.tx, t.s.Actor, t.s.Key)
	if err != nil {
		return err
	}
	t.open(d)
	t.s.State.Habits = habits
	t.asUsual()
	return nil
}

// asUsual notes what a new draft has from the last request.
func (t *turn) asUsual() {
	d := t.s.Draft
	t.s.State.Usual = Usual{Draft: d.ID, Urgency: d.Form.Urgency.Valid(), Professional: d.Form.Professional != nil}
}

// usualLine says which answers are those of the last request, "" for none.
func (t *turn) usualLine() string {
	f, u := &t.s.Draft.Form, t.s.State.Usual
	if u.Draft != t.s.Draft.ID {
		return ""
	}
	urgency, name := backend.Urgency(""), ""
	if u.Urgency && f.Urgency == backend.Elective {
		urgency = f.Urgency
	}
	if p := f.Professional; u.Professional && p != nil && p.ID == t.s.State.Habits.Professional {
		name = p.Name
	}
	return phrases.AsLastTime(urgency, name)
}

// again starts a draft of what a request asked for, for somebody else or for the
// same beneficiary.
func (t *turn) again(ctx context.Context, n ident.RequestNumber, same bool) error {
	d, habits, err := t.desk.StartAgain(ctx, t.tx, t.s.Actor, t.s.Key, n, same)
	if errors.Is(err, backend.ErrNotFound) {
		t.warn(phrases.RequestGone)
		return nil
	}
	if err != nil {
		return err
	}
	if err := t.putDown(); err != nil {
		return err
	}
	t.open(d)
	t.s.State.Habits = habits
	t.say(phrases.AgainStarted(n.String()))
	return nil
}

// untouched: nothing but the contact, which comes with the provider.
func untouched(f backend.Form) bool { return f.Urgency == "" && f.Professional == nil && empty(f) }

func empty(f backend.Form) bool {
	return f.Beneficiary == nil && len(f.Items)+len(f.Waiting)+len(f.Files)+len(f.Rulings)+len(f.Questions) == 0 && f.Note == ""
}

// blank: it holds no more than it began with.
func blank(d *backend.Draft) bool { return d.Rev <= 1 && empty(d.Form) }

// dropBlank lets go of an open request that holds nothing.
func (t *turn) dropBlank() error {
	if t.s.Draft == nil || !blank(t.s.Draft) || t.s.State.Away && t.forwards() {
		return nil
	}
	if err := t.desk.DropDraft(t.tx, t.s.Actor, t.s.Draft); err != nil {
		return err
	}
	t.gone, t.s.Draft = t.s.Draft.ID, nil
	if t.s.State.Step == StepForm {
		t.s.State.goTo(StepMenu)
	}
	return nil
}

// open points the chat at a draft.
func (t *turn) open(d *backend.Draft) {
	d.Chat = t.s.Key
	t.s.Draft = d
	t.s.State.goTo(StepForm)
	t.s.State.Shown, t.s.State.Guessed = 0, false
	t.s.State.ToldPhoto, t.s.State.ToldDeleted, t.s.State.Album = false, false, ""
}

// resume goes on with the only draft, or asks which.
func (t *turn) resume(ctx context.Context) error {
	drafts, err := t.drafts(ctx)
	if err != nil {
		return err
	}
	switch len(drafts) {
	case 0:
		t.say(phrases.NoDrafts)
	case 1:
		return t.openDraft(ctx, drafts[0].ID)
	default:
		t.s.State.goTo(StepDrafts)
	}
	return nil
}

// openDraft goes on with a draft as it is stored, unless this chat holds a later
// revision.
func (t *turn) openDraft(ctx context.Context, id int64) error {
	held := t.s.Draft
	if held != nil && held.ID != id {
		held = nil
	}
	d, err := t.desk.Draft(ctx, t.tx, t.s.Actor, id)
	gone := errors.Is(err, backend.ErrNotFound)
	if err != nil && !gone {
		return err
	}
	switch {
	case gone && held == nil:
		t.warn(phrases.DraftGone)
		return nil
	case gone || held != nil && d.Rev <= held.Rev:
		t.s.State.goTo(StepForm)
		return nil
	}
	t.elsewhere = held != nil && d.Chat != t.s.Key
	t.open(d)
	if d.Form.Missing(t.today) == backend.FieldNone {
		return nil
	}
	t.s.State.Habits, err = t.desk.Habits(ctx, t.tx, t.s.Actor)
	return err
}

// perPage is how many drafts a page of the list shows.
const perPage = 5

// page is the part of the list that is shown, and how many there are.
func (t *turn) draftsPage(all []backend.Draft) (from, to int) {
	st := &t.s.State
	st.DraftsPage = min(st.DraftsPage, max(len(all)-1, 0)/perPage)
	from = st.DraftsPage * perPage
	return from, min(from+perPage, len(all))
}

func (t *turn) showDrafts(ctx context.Context) (view, error) {
	drafts, err := t.drafts(ctx)
	if err != nil {
		return view{}, err
	}
	choice, err := t.desk.Preference(ctx, t.tx, t.s.Actor, backend.DraftReminders)
	if err != nil {
		return view{}, err
	}
	if t.s.State.Dropping > 0 {
		return t.askDropAll(drafts), nil
	}
	op := t.desk.Operator()
	v := view{head: phrases.DraftsTitle, ask: phrases.AskDraft(draftDays(op))}
	if len(drafts) == 0 {
		v.ask = phrases.NoDrafts
	}
	var removes []key
	from, to := t.draftsPage(drafts)
	for i, d := range drafts[from:to] {
		n, facts := from+i+1, t.draftFacts(&d)
		v.head = phrases.Lines(v.head, phrases.DraftLine(n, facts))
		v.keys = append(v.keys, row(key{label: phrases.BtnDraft(n, facts), verb: verbOpen, arg: idArg(d.ID)}))
		removes = append(removes, key{label: phrases.BtnDiscard(n), verb: verbDel, arg: idArg(d.ID)})
	}
	var pages []key
	if from > 0 {
		pages = append(pages, key{label: phrases.BtnPrevious, verb: verbPage, arg: strconv.Itoa(t.s.State.DraftsPage - 1)})
	}
	if to < len(drafts) {
		pages = append(pages, key{label: phrases.BtnNext, verb: verbPage, arg: strconv.Itoa(t.s.State.DraftsPage + 1)})
	}
	v.keys = append(v.keys, removes, pages)
	if n := len(requestsAmong(drafts)); n > 1 {
		v.keys = append(v.keys, row(key{label: phrases.BtnDropAll, verb: verbDropAll}))
	}
	if choice == backend.No && !t.reminding {
		v.keys = append(v.keys, row(key{label: phrases.BtnReminders, verb: verbRemind}))
	}
	v.keys = append(v.keys, row(key{label: phrases.BtnBack, verb: verbBack}))
	return v, nil
}

// draftDays is how long a draft may lie untouched.
func draftDays(op backend.Operator) int {
	const day = 24 * time.Hour
	return int(op.DraftLife() / day)
}

// draftFacts is what tells one draft from another.
func (t *turn) draftFacts(d *backend.Draft) phrases.DraftFacts {
	f := phrases.DraftFacts{Items: len(d.Form.Items), Age: phrases.Ago(d.UpdatedAt, t.tx.Now()), Elsewhere: d.Chat != t.s.Key && d.Chat != (backend.ChatKey{})}
	if a := d.Form.About; a != nil {
		f.About = a.Number.String()
	}
	if q := d.Form.Inquiry; q != nil {
		f.Inquiry = q.Kind
	}
	if b := d.Form.Beneficiary; b != nil {
		f.Who = phrases.ShortName(b.Name)
	}
	if p := d.Form.Professional; p != nil {
		f.Dentist = p.Name
	}
	return f
}

// draftOffer tells, beside the menu, what was begun.
func (t *turn) draftOffer(drafts []backend.Draft) string {
	switch len(drafts) {
	case 0:
		return ""
	case 1:
		return phrases.DraftOffer(t.draftFacts(&drafts[0]))
	}
	return phrases.DraftsOffer(len(drafts))
}

func (t *turn) tapDrafts(ctx context.Context, c Callback) error {
	switch {
	case c.Verb == verbPage && number(c.Arg) >= 0:
		t.s.State.DraftsPage = number(c.Arg)
		return nil
	case c.Verb == verbRemind:
		t.reminding = true
		t.say(phrases.RemindersOn)
		return t.desk.Choose(t.tx, t.s.Actor, backend.DraftReminders, backend.Yes)
	case c.Verb == verbNo && t.s.State.Dropping > 0:
		t.s.State.Dropping = 0
		return nil
	case c.Verb == verbDropAll, c.Verb == verbOK && t.s.State.Dropping > 0:
		return t.dropAllTapped(ctx, c)
	case c.id() == 0:
	case c.Verb == verbOpen:
		return t.openDraft(ctx, c.id())
	case c.Verb == verbDel:
		return t.discard(ctx, c.id())
	}
	return errStale
}

// typedDrafts takes the position of a draft in the list, "descartar 2", or an entry
// of the menu.
func (t *turn) typedDrafts(ctx context.Context, text string) error {
	drafts, err := t.drafts(ctx)
	if err != nil {
		return err
	}
	if t.typedDropAll(text, drafts) {
		return nil
	}
	verb, rest, _ := strings.Cut(fold(text), " ")
	switch verb {
	case "descartar", "remover", "apagar", "excluir":
		if n := number(rest); n >= 1 && n <= len(drafts) {
			return t.discard(ctx, drafts[n-1].ID)
		}
	}
	if n := chosenOf(text, len(drafts)); n > 0 {
		return t.openDraft(ctx, drafts[n-1].ID)
	}
	return t.typedMenu(ctx, text)
}

// discard asks whether a draft of the list is to go.
func (t *turn) discard(ctx context.Context, id int64) error {
	if err := t.openDraft(ctx, id); err != nil || t.s.Draft == nil || t.s.Draft.ID != id {
		return err
	}
	t.s.State.Step = StepCancel
	return nil
}
