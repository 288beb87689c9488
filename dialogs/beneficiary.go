package dialogs

import (
	"context"
	"errors"
	"strings"

	"guiche/backend"
	"guiche/backend/ident"
	"guiche/dialogs/phrases"
)

func (t *turn) showBeneficiary(context.Context) (view, error) {
	return view{head: t.formHead(), ask: phrases.AskBeneficiary, keys: t.foot()}, nil
}

const (
	cardDigits = 9
	cpfDigits  = 11
)

// typedBeneficiary takes a matrícula or a CPF; the number of digits tells which.
func (t *turn) typedBeneficiary(ctx context.Context, text string) error {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
	var b backend.Beneficiary
	var err error
	switch len(digits) {
	case cardDigits:
		var card ident.Card
		if card, err = ident.ParseCard(digits); err == nil {
			b, err = t.desk.BeneficiaryByCard(ctx, t.tx, t.s.Actor, card)
		}
	case cpfDigits:
		var cpf ident.CPF
		if cpf, err = ident.ParseCPF(digits); err == nil {
			b, err = t.desk.BeneficiaryByCPF(ctx, t.tx, t.s.Actor, cpf)
		}
	case 0:
		t.warn(phrases.NoNames)
		return nil
	default:
		t.warn(phrases.BeneficiaryHint)
		return nil
	}
	var refused *ident.Error
	switch {
	case errors.As(err, &refused):
		t.warn(phrases.Refused(err))
	case errors.Is(err, backend.ErrNotFound):
		t.warn(phrases.NoSuchBeneficiary)
	case err != nil:
		return err
	default:
		t.change(func(f *backend.Form) { f.Beneficiary, f.BeneficiaryOK = &b, false })
	}
	return nil
}

// showConfirm shows just enough to tell the person apart.
func (t *turn) showConfirm(context.Context) (view, error) {
	b := t.s.Draft.Form.Beneficiary
	return view{
		head: phrases.Paragraphs(t.formHead(), phrases.Person(b.Name, b.Birth.Year, b.Plan)),
		ask:  phrases.AskPerson,
		keys: t.foot(row(
			// The person's row, so that a tap never confirms somebody else.
			key{label: phrases.BtnYesPerson, verb: verbOK, arg: idArg(b.ID)},
			key{label: phrases.BtnNotPerson, verb: verbNo, arg: idArg(b.ID)},
		)),
	}, nil
}

func (t *turn) tapConfirm(_ context.Context, c Callback) error {
	switch {
	case c.id() != t.s.Draft.Form.Beneficiary.ID:
		return errStale
	case c.Verb == verbOK:
		t.confirmPerson()
		return nil
	case c.Verb == verbNo:
		return t.otherPerson()
	}
	return errStale
}

// typedConfirm takes yes and no; a number is another person.
func (t *turn) typedConfirm(ctx context.Context, text string) error {
	switch spoken(text) {
	case wordYes:
		t.confirmPerson()
		return nil
	case wordNo:
		return t.otherPerson()
	}
	if strings.ContainsAny(text, "0123456789") {
		return t.typedBeneficiary(ctx, text)
	}
	t.warn(phrases.UseButtons)
	return nil
}

func (t *turn) confirmPerson() {
	t.change(func(f *backend.Form) { f.BeneficiaryOK = true })
	t.answered()
}

func (t *turn) otherPerson() error {
	t.change(func(f *backend.Form) { f.Beneficiary, f.BeneficiaryOK = nil, false })
	t.say(phrases.AskOtherBeneficiary)
	return nil
}
