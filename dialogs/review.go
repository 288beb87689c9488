package dialogs

import (
	"context"
	"strings"

	"guiche/backend"
	"guiche/backend/ident"
	"guiche/dialogs/phrases"
)

// verbEdit corrects the field of the argument.
const verbEdit = "edit"

func (t *turn) showReview(ctx context.Context) (view, error) {
	if err := t.foresee(ctx); err != nil {
		return view{}, err
	}
	f := t.s.Draft.Form
	ask, send := t.reviewAsks()
	if t.toTap { // beside the button, which a long review would part it from
		ask = phrases.Paragraphs(ask, phrases.SayToSend)
	}
	v := view{
		head: phrases.Paragraphs(phrases.ReviewTitle, t.filled(f, t.today, t.hinted), t.usualLine(), t.swapLine()),
		ask:  ask,
		keys: append(send,
			t.swapKeys(),
			row(edit(phrases.BtnContact, backend.FieldContact), edit(phrases.BtnUrgency, backend.FieldUrgency)),
			row(edit(phrases.BtnProfessional, backend.FieldProfessional), edit(phrases.BtnBeneficiary, backend.FieldBeneficiary)),
			row(edit(phrases.BtnItems, backend.FieldItems), edit(phrases.BtnFiles, backend.FieldFiles)),
			row(edit(phrases.BtnNote, backend.FieldNote)),
		),
	}
	v.keys = t.foot(v.keys...)
	return v, nil
}

// hinted is what will become of an item, under its line.
func (t *turn) hinted(i int) string {
	if hint := t.hint(i); hint != "" {
		return "\n" + hint
	}
	return ""
}

// reviewAsks is the question of the review and the buttons that send: what the rules
// will refuse, and a document that is missing, are told before.
func (t *turn) reviewAsks() (ask string, send [][]key) {
	if t.s.Draft.Form.FilesComing() {
		return phrases.FileStillComing, [][]key{row(key{label: phrases.BtnSend, verb: verbSend})}
	}
	h := &t.s.State.Hints
	items, docs := t.lacking()
	ask = phrases.ForeseenRemedies(h.Items, t.s.Draft.Form.Urgency.Urgent())
	if h.Blind {
		ask = phrases.Paragraphs(ask, phrases.HintsSlow)
	}
	switch i := t.unsaid(docs); {
	case len(docs) == 0:
		return phrases.Paragraphs(ask, phrases.AskReview), [][]key{row(key{label: phrases.BtnSend, verb: verbSend})}
	case i >= 0:
		question := phrases.AskIsDocument(t.s.Draft.Form.Files[i].Name, docs[0])
		return phrases.Paragraphs(ask, phrases.AskReview, question), [][]key{t.unsaidKeys(i, docs[0]), row(key{label: phrases.BtnSend, verb: verbSend})}
	}
	return phrases.Paragraphs(ask, phrases.AskDocuments(items, docs), phrases.AskReviewWithout(docs)), [][]key{
		row(edit(phrases.BtnSendDocument, backend.FieldFiles), key{label: phrases.BtnSendWithout(docs), verb: verbSend}),
	}
}

// edit is the button that opens an answer for correction.
func edit(label string, field backend.Field) key {
	return key{label: label, verb: verbEdit, arg: string(field)}
}

// tapReview opens an answer for correction; sending is in send.go.
func (t *turn) tapReview(_ context.Context, c Callback) error {
	switch c.Verb {
	case verbSwap:
		return t.swapTapped(c)
	case verbSet:
		return t.unsaidTapped(c)
	}
	field := backend.Field(c.Arg)
	if c.Verb != verbEdit || phrases.Field(field) == "" {
		return errStale
	}
	t.correct(field)
	return nil
}

// withoutSaid are the words of the button that sends without a document.
var withoutSaid = map[string]bool{"enviar sem ela": true, "enviar sem ele": true, "enviar sem eles": true, "sem ela": true, "sem ele": true, "seguir sem ela": true}

// reviewWords are what people type for the lines of the review.
var reviewWords = map[string]backend.Field{
	"contato": backend.FieldContact, "telefone": backend.FieldContact, "e-mail": backend.FieldContact, "email": backend.FieldContact,
	"carater": backend.FieldUrgency, "urgencia": backend.FieldUrgency, "profissional": backend.FieldProfessional,
	"dentista": backend.FieldProfessional, "beneficiario": backend.FieldBeneficiary, "paciente": backend.FieldBeneficiary,
	"itens": backend.FieldItems, "item": backend.FieldItems, "procedimentos": backend.FieldItems, "anexos": backend.FieldFiles,
	"anexo": backend.FieldFiles, "observacao": backend.FieldNote,
}

func (t *turn) typedReview(ctx context.Context, text string) error {
	if t.documentSaid(text) {
		return nil
	}
	if w := spoken(text); w == wordSend || w == wordDone || w == wordYes || w == wordSkip || agrees(text) || withoutSaid[fold(text)] {
		// What leaves the clinic leaves by a tap: words of a yes are said to so much.
		switch {
		case t.joined || t.s.Draft.Form.FilesComing():
			t.warn(phrases.FilesComing)
		case saysSend(text) && t.asksOnceMore():
		default:
			t.toTap = true
		}
		return nil
	}
	if field, ok := reviewWords[fold(text)]; ok {
		t.correct(field)
		return nil
	}
	if verb, i := t.itemNamed(text); verb == verbOpen {
		t.correct(backend.FieldItems)
		t.openItem(i)
		return nil
	}
	if isPerson(text) {
		// Somebody else after all: asked for and confirmed as at first.
		t.correct(backend.FieldBeneficiary)
		return t.typedBeneficiary(ctx, text)
	}
	if t.itemsBeside(text) {
		return nil
	}
	phone, errPhone := ident.ParsePhone(text)
	email, errEmail := ident.ParseEmail(text)
	switch {
	case errPhone == nil:
		t.change(func(f *backend.Form) { f.Contact.Phone = string(phone) })
		t.say(phrases.PhoneChanged)
	case errEmail == nil:
		t.change(func(f *backend.Form) { f.Contact.Email = string(email) })
		t.say(phrases.EmailChanged)
	default:
		return t.notedAtReview(text)
	}
	return nil
}

// notedAtReview takes any other text as observação, but for a greeting and what is
// too short to be one.
func (t *turn) notedAtReview(text string) error {
	if hello, ok := greeting(text); ok {
		t.say(hello)
		return nil
	}
	if len(strings.Fields(text)) < 2 {
		t.warn(phrases.UseButtons)
		return nil
	}
	if t.orderLed(text) || strings.HasSuffix(strings.TrimSpace(text), "?") {
		t.warn(phrases.NotNoted)
		return nil
	}
	t.noteTaken(text)
	return nil
}

func (t *turn) backFromReview() error {
	t.correct(backend.FieldFiles)
	return nil
}
