package dialogs

import (
	"context"
	"errors"
	"slices"
	"strings"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/ident"
	"guiche/dialogs/phrases"
)

// The buttons of an appeal against a denial: its review, and then the junta. They
// stand below the push of a denial as well, and there name the request.
const (
	verbReview = "rev"
	verbJunta  = "junta"
	verbLetter = "letter"
	verbChoose = "in" // which items it is about
)

// appealKinds are what the buttons begin.
var appealKinds = map[string]backend.InteractionKind{verbReview: backend.Review, verbJunta: backend.Junta}

// appealKeys are what the clinic can do about what was denied.
func (t *turn) appealKeys(d backend.Details) [][]key {
	var keys [][]key
	if verb, label, _ := t.appealOffered(d); verb != "" {
		if a := t.about(); a != nil && a.Number == d.Number && a.Kind == appealKinds[verb] {
			label = phrases.BtnWriteOn
		}
		keys = append(keys, row(key{label: label, verb: verb}))
	}
	if d.Denied() {
		keys = append(keys, row(key{label: phrases.BtnLetter, verb: verbLetter}))
	}
	return keys
}

// appealOffered is the appeal that is open now, if any, and until when.
func (t *turn) appealOffered(d backend.Details) (verb, label string, until calendar.Date) {
	if a, err := t.desk.Appeal(d, backend.Review, t.tx.Now()); err == nil {
		return verbReview, phrases.BtnReviewDenial, a.Until
	}
	if a, err := t.desk.Appeal(d, backend.Junta, t.tx.Now()); err == nil {
		return verbJunta, phrases.BtnJunta, a.Until
	}
	return "", "", calendar.Date{}
}

// appealHint tells the clinic until when it may contest what was denied, or why not.
func (t *turn) appealHint(d backend.Details) string {
	if t.s.Actor.Role != access.Provider || !d.Denied() || d.Situation.Open() || d.Situation.Over() {
		return ""
	}
	verb, _, until := t.appealOffered(d)
	if verb != "" {
		return phrases.AppealHint(appealKinds[verb], until)
	}
	var no *backend.NoAppeal
	if _, err := t.desk.Appeal(d, backend.Junta, t.tx.Now()); errors.As(err, &no) && no.Why != backend.ReviewFirst {
		return phrases.NoAppeal(*no, t.desk.Operator().Phone)
	}
	if _, err := t.desk.Appeal(d, backend.Review, t.tx.Now()); errors.As(err, &no) {
		return phrases.NoAppeal(*no, t.desk.Operator().Phone)
	}
	return ""
}

// denialKeys are the buttons below the push of a denial.
func (t *turn) denialKeys(d backend.Details, i backend.Interaction) [][]Button {
	data := func(verb string) string {
		return Callback{Step: StepDetails, Verb: verb, Arg: idArg(int64(d.Number))}.String()
	}
	var rows [][]Button
	if verb, label, _ := t.appealOffered(d); verb != "" {
		rows = append(rows, []Button{{Text: label, Data: data(verb)}})
	}
	if i.Denies() {
		rows = append(rows, []Button{{Text: phrases.BtnLetter, Data: data(verbLetter)}})
	}
	return append(rows, pushKeys(d.Number, false)...)
}

// appealed takes the button of a push: from any screen, as often as it is tapped.
func (t *turn) appealTapped(ctx context.Context, c Callback) error {
	n := ident.RequestNumber(c.id())
	if c.Verb == verbLetter {
		return t.denialLetter(ctx, n)
	}
	if t.s.Actor.Role != access.Provider {
		return errStale
	}
	if err := t.openRequest(ctx, n); err != nil || t.loaded.Number != n {
		return err
	}
	return t.write(ctx, n, appealKinds[c.Verb])
}

// wantsReview tells whether somebody asks in words that a denial be looked at again.
func wantsReview(text string) bool {
	switch fold(text) {
	case "pedir revisao", "revisao", "contestar", "contestar negativa", "contestar a negativa", "quero contestar", "recorrer", "pedir reanalise", "quero revisao":
		return true
	}
	return false
}

// wantsJunta is the same for the junta.
func wantsJunta(text string) bool {
	switch fold(text) {
	case "pedir junta", "junta", "junta odontologica", "pedir junta odontologica":
		return true
	}
	return false
}

// reviewAnywhere answers "pedir revisão" where no request is shown: the one that was
// denied, or the list of those.
func (t *turn) reviewAnywhere(ctx context.Context) error {
	var denied []backend.Summary
	situation := backend.Denied
	for _, s := range []backend.Situation{backend.Denied, backend.PartlyAuthorised} {
		page, err := t.desk.Requests(ctx, t.tx, t.s.Actor, backend.Filter{Situation: s}, backend.Cursor{})
		if err != nil {
			return err
		}
		if len(denied) == 0 {
			situation = s
		}
		denied = append(denied, page.Lines...)
	}
	switch len(denied) {
	case 0:
		t.warn(phrases.NothingToReview)
		return nil
	case 1:
		n := denied[0].Number
		if err := t.openRequest(ctx, n); err != nil || t.loaded.Number != n {
			return err
		}
		verb, _, _ := t.appealOffered(t.loaded)
		if verb == "" {
			verb = verbReview // which says why not
		}
		return t.write(ctx, n, appealKinds[verb])
	}
	t.s.State.goTo(StepList)
	t.search(func(f *Search) { f.Filter.Situation = situation })
	t.say(phrases.WhichReview)
	return nil
}

// chooseKeys are the denied items that an appeal is about, to be taken out or in.
func chooseKeys(about backend.About) [][]key {
	if !about.Kind.Appeals() || len(about.Denied) < 2 {
		return nil
	}
	var keys []key
	for _, c := range about.Denied {
		in := "1"
		if !c.Out {
			in = "0"
		}
		keys = append(keys, key{label: phrases.BtnContested(c), verb: verbChoose, arg: idArg(int64(c.Item)) + "." + in})
	}
	return grid(keys, 2)
}

// chooseItem takes a denied item into an appeal, or out of it.
func (t *turn) chooseItem(c Callback) error {
	item, in, ok := c.pair()
	n := slices.IndexFunc(t.about().Denied, func(d backend.Contested) bool { return idArg(int64(d.Item)) == item })
	if !ok || n < 0 || in != "0" && in != "1" {
		return errStale
	}
	t.change(func(f *backend.Form) { f.About.Denied[n].Out = in == "0" })
	return nil
}

// noAppeal tells why a denial is not looked at again.
func (t *turn) noAppeal(err error) bool {
	var (
		move *backend.IllegalMove
		no   *backend.NoAppeal
		op   = t.desk.Operator()
	)
	switch {
	case errors.As(err, &move):
		t.warn(phrases.NoAppealNow(move.From, move.To))
	case errors.As(err, &no):
		t.warn(phrases.NoAppeal(*no, op.Phone))
	default:
		return false
	}
	return true
}

// overtakenAppeal: somebody was first, or the time is over.
func overtakenAppeal(err error) bool {
	var (
		move *backend.IllegalMove
		no   *backend.NoAppeal
	)
	return errors.As(err, &move) || errors.As(err, &no)
}

// incomplete says what a message still needs.
func (t *turn) incomplete() string {
	f := &t.s.Draft.Form
	switch {
	case f.Inquiry != nil && f.Inquiry.Outcome != "":
		return phrases.OutcomeNeedsText
	case f.About == nil:
		return phrases.MessageEmpty
	case f.About.Kind == backend.Outcome:
		return phrases.JuntaIncomplete
	case !f.About.Kind.Appeals():
		return phrases.MessageEmpty
	case f.Missing(t.today) == backend.FieldItems:
		return phrases.AskAppealItems
	}
	return phrases.AppealNeedsText
}

// appealSent shows the request that is looked at again, and tells the operator and
// the beneficiary.
func (t *turn) appealSent(ctx context.Context, d backend.Details, i backend.Interaction) error {
	t.say(phrases.AppealSent(i, d))
	if err := t.tellQueue(ctx, d, phrases.PushAppeal(d, i)); err != nil {
		return err
	}
	t.pushAbout(backend.TopicDecision, d.Form.Urgency.Urgent(), access.Actor{Role: access.Provider, ID: d.Provider},
		Reply{Text: phrases.PushAppealSent(d, i), About: d.Number, Rows: pushKeys(d.Number, false)})
	return t.tellOwn(ctx, d, phrases.PushOwnAppeal(d, i))
}

// tellQueue tells the auditors of something that waits for them.
func (t *turn) tellQueue(ctx context.Context, d backend.Details, text string) error {
	who, err := t.desk.QueueListeners(ctx, t.tx, d)
	for _, a := range who {
		t.pushAbout(backend.TopicQueue, d.Form.Urgency.Urgent(), a, Reply{Text: text, About: d.Number, Rows: pushKeys(d.Number, false)})
	}
	return err
}

// tellOwn tells the beneficiary what became of a request in his name.
func (t *turn) tellOwn(ctx context.Context, d backend.Details, text string) error {
	listeners, err := t.listeners(ctx, d.Form.Beneficiary)
	for _, a := range listeners {
		t.pushAbout(backend.TopicOwn, d.Form.Urgency.Urgent(), a, Reply{Text: text, About: d.Number, Rows: ownKeys(d.Number, false)})
	}
	return err
}

// denialLetter hands out the written denial of a request.
func (t *turn) denialLetter(ctx context.Context, n ident.RequestNumber) error {
	l, err := t.desk.Denial(ctx, t.tx, t.s.Actor, n, 0)
	if errors.Is(err, backend.ErrNotFound) {
		t.warn(phrases.NoLetter)
		return nil
	}
	if err != nil {
		return err
	}
	t.note(Reply{Text: phrases.LetterHere(l, t.s.Actor.Role), Paper: &Paper{Denial: &l}})
	return nil
}

// typedAppeal takes the words for an appeal where a request is shown.
func (t *turn) typedAppeal(ctx context.Context, text string) (bool, error) {
	if t.s.Actor.Role == access.Provider {
		switch {
		case wantsReview(text):
			return true, t.write(ctx, t.s.State.Request, backend.Review)
		case wantsJunta(text):
			return true, t.write(ctx, t.s.State.Request, backend.Junta)
		}
	}
	switch strings.TrimPrefix(fold(text), "a ") {
	case "carta", "carta de negativa", "negativa", "negativa por escrito":
		return true, t.denialLetter(ctx, t.s.State.Request)
	}
	return false, nil
}
