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

func (t *turn) showReview(context.Context) (view, error) {
	f := t.s.Draft.Form
	edit := func(label string, field backend.Field) key {
		return key{label: label, verb: verbEdit, arg: string(field)}
	}
	v := view{
		head: phrases.Paragraphs(phrases.ReviewTitle, t.filled(f, t.today, nil), t.swapLine()),
		ask:  phrases.AskReview,
		keys: [][]key{
			row(key{label: phrases.BtnSend, verb: verbSend}),
			t.swapKeys(),
			row(edit(phrases.BtnContact, backend.FieldContact), edit(phrases.BtnUrgency, backend.FieldUrgency)),
			row(edit(phrases.BtnProfessional, backend.FieldProfessional), edit(phrases.BtnBeneficiary, backend.FieldBeneficiary)),
			row(edit(phrases.BtnItems, backend.FieldItems), edit(phrases.BtnFiles, backend.FieldFiles)),
			row(edit(phrases.BtnNote, backend.FieldNote)),
		},
	}
	if f.FilesComing() {
		v.ask = phrases.FileStillComing
	}
	v.keys = t.foot(v.keys...)
	return v, nil
}

// tapReview opens an answer for correction; sending is in send.go.
func (t *turn) tapReview(_ context.Context, c Callback) error {
	if c.Verb == verbSwap {
		return t.swapTapped(c)
	}
	field := backend.Field(c.Arg)
	if c.Verb != verbEdit || phrases.Field(field) == "" {
		return errStale
	}
	t.correct(field)
	return nil
}

// reviewWords are what people type for the lines of the review.
var reviewWords = map[string]backend.Field{
	"contato": backend.FieldContact, "telefone": backend.FieldContact, "e-mail": backend.FieldContact, "email": backend.FieldContact,
	"carater": backend.FieldUrgency, "urgencia": backend.FieldUrgency, "profissional": backend.FieldProfessional,
	"dentista": backend.FieldProfessional, "beneficiario": backend.FieldBeneficiary, "paciente": backend.FieldBeneficiary,
	"itens": backend.FieldItems, "item": backend.FieldItems, "procedimentos": backend.FieldItems, "anexos": backend.FieldFiles,
	"anexo": backend.FieldFiles, "observacao": backend.FieldNote,
}

func (t *turn) typedReview(ctx context.Context, text string) error {
	switch spoken(text) {
	case wordSend, wordYes:
		return t.send(ctx)
	case wordDone:
		// "Pronto" ends the attachments elsewhere: here it would send them off.
		t.say(phrases.SayToSend)
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
	say := phrases.NoteTaken
	if t.s.Draft.Form.Note != "" {
		say = phrases.NoteAddedHere
	}
	if t.addNote(text) {
		t.say(say)
	}
	return nil
}

func (t *turn) backFromReview() error {
	t.correct(backend.FieldFiles)
	return nil
}
