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

// verbDentist corrects the professional from the question for the beneficiary.
const verbDentist = "dentist"

// showBeneficiary offers those whom the provider treated lately.
func (t *turn) showBeneficiary(context.Context) (view, error) {
	v := view{head: t.formHead(), ask: phrases.AskBeneficiary}
	people := t.s.State.Habits.People
	var keys []key
	across := 2
	for _, p := range people {
		label := phrases.BtnKnown(p.Name, p.Year)
		if len([]rune(label)) > phrases.HalfLabel {
			across = 1
		}
		keys = append(keys, key{label: label, verb: verbSet, arg: idArg(p.ID)})
	}
	if len(people) > 0 {
		v.ask = phrases.AskBeneficiaryKnown
	}
	v.keys = grid(keys, across)
	if t.s.Draft.Form.Professional != nil && t.s.State.Editing == backend.FieldNone {
		v.keys = append(v.keys, row(key{label: phrases.BtnOtherDentist, verb: verbDentist}))
	}
	v.keys = t.foot(v.keys...)
	return v, nil
}

// tapBeneficiary reads somebody treated lately anew. It is confirmed like a number
// that was typed: the button beside it is another patient.
func (t *turn) tapBeneficiary(ctx context.Context, c Callback) error {
	if c.Verb == verbDentist {
		t.correct(backend.FieldProfessional)
		return nil
	}
	people := t.s.State.Habits.People
	i := slices.IndexFunc(people, func(p backend.Acquaintance) bool { return p.ID == c.id() })
	if c.Verb != verbSet || i < 0 {
		return errStale
	}
	return t.found(t.desk.BeneficiaryAgain(ctx, t.tx, t.s.Actor, people[i]))
}

const (
	cardDigits = 9
	cpfDigits  = 11
)

// typedBeneficiary takes a matrícula or a CPF; the number of digits tells which.
// The names on the buttons are understood as well; others are not looked for.
func (t *turn) typedBeneficiary(ctx context.Context, text string) error {
	if i := t.acquaintance(text); i >= 0 {
		return t.found(t.desk.BeneficiaryAgain(ctx, t.tx, t.s.Actor, t.s.State.Habits.People[i]))
	}
	if t.itemsTooEarly(text) {
		return nil
	}
	switch digits := onlyDigits(text); len(digits) {
	case cardDigits:
		card, err := ident.ParseCard(digits)
		if err != nil {
			t.warn(phrases.Refused(err))
			return nil
		}
		return t.found(t.desk.BeneficiaryByCard(ctx, t.tx, t.s.Actor, card))
	case cpfDigits:
		cpf, err := ident.ParseCPF(digits)
		if err != nil {
			t.warn(phrases.Refused(err))
			return nil
		}
		return t.found(t.desk.BeneficiaryByCPF(ctx, t.tx, t.s.Actor, cpf))
	case 0:
		if u := urgencyNamed(text); u != "" {
			t.change(func(f *backend.Form) { f.Urgency = u })
			return nil
		}
		if taken, err := t.nameTypedAlone(ctx, text); taken || err != nil {
			return err
		}
		if taken, err := t.menuSaid(ctx, text); taken || err != nil {
			return err
		}
		t.warn(phrases.NoNames)
	default:
		t.warn(phrases.BeneficiaryHint)
	}
	return nil
}

// acquaintance is the only one of the buttons whose label, name or first name a text
// is; -1 for none.
func (t *turn) acquaintance(text string) int {
	only := -1
	for i, p := range t.s.State.Habits.People {
		first, _, _ := strings.Cut(p.Name, " ")
		switch fold(text) {
		case fold(phrases.BtnKnown(p.Name, p.Year)), fold(phrases.ShortName(p.Name)), fold(first):
			if only >= 0 {
				return -1
			}
			only = i
		}
	}
	return only
}

func onlyDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
}

// found takes what a look-up brought, to be confirmed.
func (t *turn) found(b backend.Beneficiary, err error) error {
	var slow *backend.Throttled
	switch {
	case errors.As(err, &slow):
		t.warn(phrases.LookUpsSlow(slow.RetryAfter))
	case errors.Is(err, backend.ErrNotFound):
		t.warn(phrases.NoSuchBeneficiary)
	case err != nil:
		return err
	default:
		t.change(func(f *backend.Form) { f.Beneficiary, f.BeneficiaryOK = &b, false })
	}
	return nil
}

// showConfirm shows just enough to tell the person apart, and what stands in the
// way of a request for her.
func (t *turn) showConfirm(context.Context) (view, error) {
	b := t.s.Draft.Form.Beneficiary
	yes := phrases.BtnYesPerson
	if b.Situation != backend.StandingActive {
		yes = phrases.BtnYesAnyway
	}
	return view{
		head: phrases.Paragraphs(t.formHead(), phrases.Lines(phrases.Person(*b), t.grace(b))),
		ask:  phrases.AskPerson(b.Situation),
		keys: t.foot(row(
			// The person's row, so that a tap never confirms somebody else.
			key{label: yes, verb: verbOK, arg: idArg(b.ID)},
			key{label: phrases.BtnNotPerson, verb: verbNo, arg: idArg(b.ID)},
		)),
	}, nil
}

// grace says what the plan does not cover yet; nothing of a plan that the
// operator's profile does not know.
func (t *turn) grace(b *backend.Beneficiary) string {
	plan, ok := t.desk.Operator().PlanOf(b.Plan)
	switch {
	case !ok || b.Covered.IsZero() || b.Situation.Ended():
		return ""
	case !plan.Dental:
		return phrases.NoDentalCover
	}
	return phrases.Grace(plan.Waits(b.Covered, t.today), t.s.Draft.Form.Urgency.Urgent())
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
	if t.itemsTooEarly(text) {
		return nil
	}
	if strings.ContainsAny(text, "0123456789") {
		return t.typedBeneficiary(ctx, text)
	}
	if taken, err := t.menuSaid(ctx, text); taken || err != nil {
		return err
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
