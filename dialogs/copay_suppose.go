package dialogs

import (
	"context"
	"errors"
	"strconv"

	"guiche/backend"
	"guiche/backend/copay"
	"guiche/dialogs/phrases"
)

// supposable are the kinds of care that can be supposed, in the order of the
// regulation.
var supposable = []copay.Kind{
	"consulta", "exame", "fisioterapia", "acupuntura", "rpg", "escleroterapia", "dermatologia", "psicoterapia", "fonoaudiologia", "terapia_ocupacional", "odontologia",
}

// supposedValues are offered as buttons.
var supposedValues = []int64{10_000, 20_000, 50_000, 100_000, 200_000, 500_000}

// mostSupposed bounds a supposition: a million reais.
const mostSupposed = 100_000_000

// supposedTimes are the numbers of sessions offered as buttons, mostTimes bounds them.
var supposedTimes = []int64{1, 4, 10, 20}

const mostTimes = 500

// whoAsked stands for a person who is to be chosen.
const whoAsked = "?"

// showSuppose asks for procedure and value, then says what the engine makes of them.
func (t *turn) showSuppose(ctx context.Context) (view, error) {
	running := func(s *backend.Statement) copay.Month { return s.Running() }
	a, back := t.s.State.Amount, row(key{label: phrases.BtnBack, verb: verbBack}, key{label: phrases.BtnMenu, verb: verbMenu})
	switch {
	case a.Who == whoAsked:
		return t.amountView(ctx, running, func(s *backend.Statement) (view, error) {
			return view{ask: phrases.AskSupposeWho, keys: append(grid(whomKeys(s, whoAsked), 1), back)}, nil
		})
	case a.Kind == "":
		var keys []key
		for _, k := range supposable {
			keys = append(keys, key{label: phrases.CareKind(k), verb: verbKind, arg: string(k)})
		}
		return view{ask: phrases.AskSuppose, keys: append(grid(keys, 1), back)}, nil
	case a.Cents == 0:
		return t.amountView(ctx, running, func(s *backend.Statement) (view, error) { return t.valueView(s, a, back), nil })
	}
	return t.amountView(ctx, running, func(s *backend.Statement) (view, error) { return t.supposeView(s, a) })
}

// valueView asks what it would cost; what such care cost last is offered first.
func (t *turn) valueView(s *backend.Statement, a Amount, back []key) view {
	p := a.supposition()
	value := func(label string, cents int64) key {
		return key{label: label, verb: verbValue, arg: strconv.FormatInt(cents, 10)}
	}
	var keys []key
	for _, cents := range supposedValues {
		keys = append(keys, value(phrases.BtnSuppose(cents), cents))
	}
	whose := backend.Person{}
	for _, one := range s.Supposable() {
		if one.ID == a.Who && !one.Own {
			whose = one
		}
	}
	v := view{ask: phrases.AskSupposeValue(p, whose), keys: grid(keys, 3)}
	if last := s.LastPrice(a.Kind, a.Who); last > 0 && last*p.Sessions <= mostSupposed {
		v.keys = append([][]key{row(value(phrases.BtnSupposeLast(last, p.Sessions), last*p.Sessions))}, v.keys...)
	}
	v.keys = append(v.keys, back)
	return v
}

func (a Amount) supposition() backend.Supposition {
	return backend.Supposition{Kind: a.Kind, Cents: a.Cents, Sessions: max(a.Sessions, 1), Who: a.Who}
}

// supposeView is the answer, with buttons for more sessions and other persons.
func (t *turn) supposeView(s *backend.Statement, a Amount) (view, error) {
	p := a.supposition()
	r, err := s.Suppose(p)
	if errors.Is(err, backend.ErrNotFound) {
		// somebody who took back what was shared, or left the family
		p.Who = ""
		r, err = s.Suppose(p)
	}
	if err != nil {
		return view{}, err
	}
	if b, err := s.Bill(s.Running()); err == nil && b.BankDay.After(b.Debit) && b.Payment.Channel != backend.ByBoleto && r.After.Date == b.Debit {
		r.After.Date = b.BankDay // as the account says it
	}
	v := view{ask: phrases.SupposeResult(r, p, s.Running(), s.Terms(s.Running()))}
	if g := a.Kind.Group(); g == copay.GroupII || g == copay.GroupIII {
		var times []key
		for _, n := range supposedTimes {
			if n != p.Sessions {
				times = append(times, key{label: phrases.BtnSupposeTimes(n), verb: verbTimes, arg: strconv.FormatInt(n, 10)})
			}
		}
		v.keys = append(v.keys, grid(times, 2)...)
	}
	if whom := whomKeys(s, r.Who.ID); len(s.Supposable()) > 1 {
		v.keys = append(v.keys, grid(whom, 1)...)
	}
	v.keys = append(v.keys,
		row(key{label: phrases.BtnAmountOther, verb: verbKind, arg: string(a.Kind)}, key{label: phrases.BtnAmountKinds, verb: verbSuppose}),
		row(key{label: phrases.BtnAmountBack, verb: verbAmount}))
	return v, nil
}

// mostWhom bounds the buttons of a family.
const mostWhom = 8

// whomKeys are buttons of those for whom it may be supposed, but for one.
func whomKeys(s *backend.Statement, but string) []key {
	var keys []key
	for _, p := range s.Supposable() {
		if p.ID != but && len(keys) < mostWhom {
			keys = append(keys, key{label: phrases.BtnSupposeWho(p), verb: verbWhom, arg: p.ID})
		}
	}
	return keys
}

// tapSuppose takes kind, value, number of sessions or person.
func (t *turn) tapSuppose(c Callback) error {
	a := t.s.State.Amount
	switch c.Verb {
	case verbKind:
		a.Kind, a.Cents = copay.Kind(c.Arg), 0
		if a.Kind.Group() == copay.NoGroup {
			return errStale
		}
	case verbValue:
		cents, err := strconv.ParseInt(c.Arg, 10, 64)
		if err != nil || a.Kind == "" || cents <= 0 || cents > mostSupposed {
			return errStale
		}
		a.Cents = cents
	case verbTimes:
		n := int64(number(c.Arg))
		if n < 1 || n > mostTimes || a.Cents == 0 {
			return errStale
		}
		each := a.Cents / max(a.Sessions, 1)
		if each*n > mostSupposed || each == 0 {
			return errStale
		}
		a.Cents, a.Sessions = each*n, n
	case verbWhom:
		if c.Arg == "" || c.Arg == whoAsked {
			return errStale
		}
		a.Who = c.Arg
	}
	t.toAmount(StepSuppose, Amount{Kind: a.Kind, Cents: a.Cents, Sessions: a.Sessions, Who: a.Who})
	return nil
}

func (t *turn) backFromSuppose() error {
	a := t.s.State.Amount
	switch {
	case a.Who == whoAsked:
		t.toAmount(StepSuppose, Amount{Kind: a.Kind, Cents: a.Cents, Sessions: a.Sessions})
	case a.Cents != 0:
		t.toAmount(StepSuppose, Amount{Kind: a.Kind, Sessions: a.Sessions, Who: a.Who})
	case a.Kind != "":
		t.toAmount(StepSuppose, Amount{})
	default:
		return t.backToAmount()
	}
	return nil
}
