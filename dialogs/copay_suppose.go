package dialogs

import (
	"context"
	"strconv"
	"strings"

	"guiche/backend"
	"guiche/backend/copay"
	"guiche/backend/money"
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

// showSuppose asks for procedure and value, then says what the engine makes of them.
func (t *turn) showSuppose(ctx context.Context) (view, error) {
	running := func(s *backend.Statement) copay.Month { return s.Running() }
	a, back := t.s.State.Amount, row(key{label: phrases.BtnBack, verb: verbBack}, key{label: phrases.BtnMenu, verb: verbMenu})
	switch {
	case a.Kind == "":
		var keys []key
		for _, k := range supposable {
			keys = append(keys, key{label: phrases.CareKind(k), verb: verbKind, arg: string(k)})
		}
		return view{ask: phrases.AskSuppose, keys: append(grid(keys, 1), back)}, nil
	case a.Cents == 0:
		var keys []key
		for _, cents := range supposedValues {
			keys = append(keys, key{label: phrases.BtnSuppose(cents), verb: verbValue, arg: strconv.FormatInt(cents, 10)})
		}
		return view{ask: phrases.AskSupposeValue(a.Kind), keys: append(grid(keys, 3), back)}, nil
	}
	return t.amountView(ctx, running, func(s *backend.Statement) (view, error) {
		r, err := s.Suppose(a.Kind, a.Cents)
		if err != nil {
			return view{}, err
		}
		return view{ask: phrases.SupposeResult(r, a.Kind, a.Cents, s.Running(), s.Terms(s.Running())), keys: [][]key{
			row(key{label: phrases.BtnAmountOther, verb: verbKind, arg: string(a.Kind)}, key{label: phrases.BtnAmountKinds, verb: verbSuppose}),
			row(key{label: phrases.BtnAmountBack, verb: verbAmount}),
		}}, nil
	})
}

func (t *turn) supposeKind(k copay.Kind) error {
	if k.Group() == copay.NoGroup {
		return errStale
	}
	t.toAmount(StepSuppose, Amount{Kind: k})
	return nil
}

func (t *turn) supposeValue(cents int64) error {
	k := t.s.State.Amount.Kind
	if k == "" || cents <= 0 || cents > mostSupposed {
		return errStale
	}
	t.toAmount(StepSuppose, Amount{Kind: k, Cents: cents})
	return nil
}

func (t *turn) backFromSuppose() error {
	a := t.s.State.Amount
	switch {
	case a.Cents != 0:
		t.toAmount(StepSuppose, Amount{Kind: a.Kind})
	case a.Kind != "":
		t.toAmount(StepSuppose, Amount{})
	default:
		return t.backToAmount()
	}
	return nil
}

// kindWords are how people call the kinds of care.
var kindWords = map[string]copay.Kind{
	"consulta": "consulta", "medico": "consulta", "medica": "consulta", "exame": "exame", "exames": "exame", "ressonancia": "exame", "tomografia": "exame",
	"raio": "exame", "ultrassom": "exame", "fisioterapia": "fisioterapia", "fisio": "fisioterapia", "escleroterapia": "escleroterapia", "varizes": "escleroterapia",
	"acupuntura": "acupuntura", "rpg": "rpg", "dermatologico": "dermatologia", "dermatologia": "dermatologia", "pele": "dermatologia",
	"psicoterapia": "psicoterapia", "psicologo": "psicoterapia", "psicologa": "psicoterapia", "terapia": "psicoterapia",
	"fonoaudiologia": "fonoaudiologia", "fono": "fonoaudiologia", "ocupacional": "terapia_ocupacional",
	"canal": "odontologia", "canais": "odontologia", "siso": "odontologia", "sisos": "odontologia", "extracao": "odontologia", "resina": "odontologia",
	"restauracao": "odontologia", "obturacao": "odontologia", "limpeza": "odontologia", "aparelho": "odontologia", "protese": "odontologia", "raspagem": "odontologia",
	"gengiva": "odontologia", "faceta": "odontologia", "clareamento": "odontologia", "dentadura": "odontologia", "carie": "odontologia",
	"odontologia": "odontologia", "odontologico": "odontologia", "dentista": "odontologia", "dente": "odontologia", "coroa": "odontologia", "implante": "odontologia",
}

// supposed reads "exame de R$ 300,00": the kind, the value, or both.
func supposed(text string) (k copay.Kind, cents int64) {
	for _, w := range strings.Fields(fold(strings.ReplaceAll(text, "R$", " "))) {
		if kind, ok := kindWords[strings.Trim(w, "?!;:")]; ok && (k == "" || kind == "terapia_ocupacional") {
			k = kind
		}
		if n, err := money.ParseCents(strings.Trim(w, "?!;:")); err == nil && n > 0 && n <= mostSupposed {
			cents = n
		}
	}
	return k, cents
}

// typedSupposed takes what was typed as a supposition; false where it is none.
func (t *turn) typedSupposed(text string) bool {
	k, cents := supposed(text)
	if k == "" && cents > 0 {
		k = t.s.State.Amount.Kind
	}
	if k == "" {
		return false
	}
	t.toAmount(StepSuppose, Amount{Kind: k, Cents: cents})
	return true
}
