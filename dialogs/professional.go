package dialogs

import (
	"context"
	"errors"
	"slices"
	"strings"

	"guiche/backend"
	"guiche/backend/ident"
	"guiche/dialogs/phrases"
)

// maxChoices is how many dentists are offered as buttons.
const maxChoices = 6

func (t *turn) showProfessional(ctx context.Context) (view, error) {
	all, err := t.desk.Professionals(ctx, t.tx, t.s.Actor)
	if err != nil {
		return view{}, err
	}
	v := view{head: t.formHead(), ask: phrases.AskProfessionalDoc}
	if len(all) > 0 && len(all) <= maxChoices {
		v.ask = phrases.AskProfessional
		for _, p := range all {
			v.keys = append(v.keys, row(key{label: phrases.BtnDentist(p.Name, p.Council), verb: verbSet, arg: idArg(p.ID)}))
		}
	}
	v.keys = t.foot(v.keys...)
	return v, nil
}

func (t *turn) tapProfessional(ctx context.Context, c Callback) error {
	if c.Verb != verbSet {
		return errStale
	}
	all, err := t.desk.Professionals(ctx, t.tx, t.s.Actor)
	if err != nil {
		return err
	}
	for _, p := range all {
		if p.ID == c.id() {
			t.setProfessional(p)
			return nil
		}
	}
	return errStale
}

func (t *turn) setProfessional(p backend.Professional) {
	t.change(func(f *backend.Form) { f.Professional = &p })
	t.answered()
}

// typedProfessional takes a CPF or CNPJ, or a name that only one of the
// provider's dentists has.
func (t *turn) typedProfessional(ctx context.Context, text string) error {
	doc, err := ident.ParseDoc(text)
	if err != nil {
		if !strings.ContainsAny(text, "0123456789") {
			return t.professionalByName(ctx, text)
		}
		return t.professionalByCouncil(ctx, text, err)
	}
	p, err := t.desk.Professional(ctx, t.tx, t.s.Actor, doc)
	if errors.Is(err, backend.ErrNotFound) {
		t.warn(phrases.NoSuchProfessional)
		return nil
	}
	if err != nil {
		return err
	}
	t.setProfessional(p)
	return nil
}

func (t *turn) professionalByName(ctx context.Context, text string) error {
	all, err := t.desk.Professionals(ctx, t.tx, t.s.Actor)
	if err != nil {
		return err
	}
	var found []backend.Professional
	for _, p := range all {
		if len(fold(text)) >= 3 && strings.Contains(fold(p.Name), fold(text)) {
			found = append(found, p)
		}
	}
	if words := spokenOf(text); len(found) == 0 && len(words) <= 7 {
		found = dentistsCalled(words, all) // "é o dr marcos"
	}
	switch len(found) {
	case 0:
		t.warn(phrases.NoSuchProfessional)
	case 1:
		t.setProfessional(found[0])
	default:
		t.warn(phrases.ManyProfessionals)
	}
	return nil
}

// professionalByCouncil takes the number of a CRO that only one of the provider's
// dentists has; refused says why the text is no document.
func (t *turn) professionalByCouncil(ctx context.Context, text string, refused error) error {
	all, err := t.desk.Professionals(ctx, t.tx, t.s.Actor)
	if err != nil {
		return err
	}
	found := slices.DeleteFunc(slices.Clone(all), func(p backend.Professional) bool {
		return onlyDigits(p.Council) == "" || onlyDigits(p.Council) != onlyDigits(text)
	})
	if len(found) != 1 {
		t.warn(phrases.Refused(refused))
		return nil
	}
	t.setProfessional(found[0])
	return nil
}

// onlyProfessional answers for a provider with a single dentist: there is
// nothing to ask.
func (t *turn) onlyProfessional(ctx context.Context) error {
	if t.s.State.Editing != backend.FieldNone || t.s.Draft.Form.Missing(t.today) != backend.FieldProfessional {
		return nil
	}
	all, err := t.desk.Professionals(ctx, t.tx, t.s.Actor)
	if err != nil || len(all) != 1 {
		return err
	}
	t.s.Draft.Form.Professional = &all[0]
	return nil
}
