package dialogs

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"

	"guiche/backend"
	"guiche/backend/copay"
	"guiche/backend/money"
	"guiche/dialogs/phrases"
)

// kindWords are how people call the kinds of care.
var kindWords = map[string]copay.Kind{
	"consulta": "consulta", "consultas": "consulta", "medico": "consulta", "medica": "consulta",
	"exame": "exame", "exames": "exame", "ressonancia": "exame", "tomografia": "exame", "raio": "exame", "ultrassom": "exame",
	"fisioterapia": "fisioterapia", "fisio": "fisioterapia", "escleroterapia": "escleroterapia", "varizes": "escleroterapia",
	"acupuntura": "acupuntura", "rpg": "rpg", "dermatologico": "dermatologia", "dermatologia": "dermatologia", "pele": "dermatologia",
	"psicoterapia": "psicoterapia", "psicologo": "psicoterapia", "psicologa": "psicoterapia", "psicologia": "psicoterapia", "terapia": "psicoterapia",
	"terapias": "psicoterapia", "fonoaudiologia": "fonoaudiologia", "fonoaudiologo": "fonoaudiologia", "fonoaudiologa": "fonoaudiologia", "fono": "fonoaudiologia",
	"ocupacional": "terapia_ocupacional", "odontologia": "odontologia", "odontologico": "odontologia", "dentista": "odontologia", "dente": "odontologia",
	"coroa": "odontologia", "implante": "odontologia",
	"canal": "odontologia", "canais": "odontologia", "siso": "odontologia", "sisos": "odontologia", "extracao": "odontologia", "resina": "odontologia",
	"restauracao": "odontologia", "obturacao": "odontologia", "limpeza": "odontologia", "aparelho": "odontologia", "protese": "odontologia", "raspagem": "odontologia",
	"gengiva": "odontologia", "faceta": "odontologia", "clareamento": "odontologia", "dentadura": "odontologia", "carie": "odontologia",
}

// Words of a supposition: what is counted, that the amount is of each or of all, and
// that it is for the reader.
var (
	timesWords = wordSet(`sessao sessoes vez vezes`)
	eachWords  = wordSet(`cada`)
	totalWords = wordSet(`total tudo todo`)
	selfWords  = wordSet(`eu mim`)
	// dayWords stand before the number of a day, a year or a tooth.
	dayWords = wordSet(`dia dias data no dente numero desde`)
)

// supposition is what a text supposes; what it does not say is zero.
type supposition struct {
	kind     copay.Kind
	cents    int64 // of all sessions
	sessions int64
	words    []string
}

// supposed reads "exame de R$ 300,00", "10 sessões de fono a 80": kind, number and
// value, or some of them. With several, the value is that of each unless the text says
// "por 800" or "no total".
func supposed(text string) supposition {
	var s supposition
	words := strings.Fields(fold(strings.NewReplacer("R$", " ", "r$", " ").Replace(text)))
	for i, w := range words {
		words[i] = strings.Trim(w, "?!;:,.")
	}
	s.words = words
	each := true
	for i, w := range words {
		if kind, ok := kindWords[w]; ok && (s.kind == "" || kind == "terapia_ocupacional") {
			s.kind = kind
		}
		next := ""
		if i+1 < len(words) {
			next = words[i+1]
		}
		if n := number(w); n > 0 && n <= mostTimes && s.sessions == 0 && (timesWords[next] || kindWords[next] != "") {
			s.sessions = int64(n)
			continue
		}
		if i > 0 && dayWords[words[i-1]] {
			continue
		}
		if n, err := money.ParseCents(w); err == nil && n > 0 && n <= mostSupposed {
			s.cents = n
			each = i == 0 || words[i-1] != "por"
		}
	}
	has := func(set map[string]bool) bool {
		return slices.ContainsFunc(words, func(w string) bool { return set[w] })
	}
	if s.sessions > 1 && (each || has(eachWords)) && !has(totalWords) {
		s.cents = min(s.cents*s.sessions, mostSupposed)
	}
	return s
}

// timesSaid is a number that may be how often, which mostAgain bounds: more are reais.
var timesSaid = regexp.MustCompile(`^(?:e )?(?:se )?(?:for|forem|fosse|fossem|fizer)(?: (?:so|em))? (\d+)$`)

const mostAgain = 30

// typedSupposed takes what was typed as a supposition; false where it is none.
func (t *turn) typedSupposed(ctx context.Context, text string) (bool, error) {
	if said := spelled(spokenOf(text)); deniedSaid.MatchString(said) || whySaid.MatchString(said) || costSaid.MatchString(said) {
		return false, nil // which is about what was had
	}
	s, before := supposed(text), Amount{}
	if t.step() == StepSuppose {
		before = t.s.State.Amount
	}
	if m := timesSaid.FindStringSubmatch(spelled(s.words)); m != nil && before.Cents > 0 && s.kind == "" { // "e se for 2?"
		if n := int64(number(m[1])); n > 0 && n <= mostAgain {
			s.sessions, s.cents = n, 0
		}
	}
	if s.kind == "" && (s.cents > 0 || s.sessions > 0) {
		s.kind = before.Kind
		if s.cents == 0 && before.Cents > 0 {
			s.cents = min(before.Cents/max(before.Sessions, 1)*s.sessions, mostSupposed)
		}
		if s.sessions == 0 && before.Cents == 0 {
			s.sessions = before.Sessions // which were asked about
		}
	}
	if s.kind == "" && before.Kind == "" {
		return false, nil
	}
	who, said, err := t.whoSupposed(ctx, s.words)
	switch {
	case err != nil:
		return false, err
	case s.kind == "" && !said:
		return false, nil
	case s.kind == "":
		s.kind, s.cents, s.sessions = before.Kind, before.Cents, before.Sessions
	}
	if !said {
		who = before.Who
	}
	t.toAmount(StepSuppose, Amount{Kind: s.kind, Cents: s.cents, Sessions: s.sessions, Who: who})
	return true, nil
}

// whoSupposed finds whom a text is about: by a name of the family, or as a relative,
// which is asked about where it may be several.
func (t *turn) whoSupposed(ctx context.Context, words []string) (who string, said bool, err error) {
	s, err := t.statement(ctx)
	if errors.Is(err, backend.ErrNotFound) {
		return "", false, nil // the screen says that there are no amounts
	}
	if err != nil {
		return "", false, err
	}
	visible := s.Supposable()
	for _, p := range s.People {
		first, _, _ := strings.Cut(fold(p.Name), " ")
		if p.Own || first == "" || !slices.Contains(words, first) {
			continue
		}
		if !p.Detail {
			t.say(phrases.SupposeHidden)
			return whoAsked, true, nil
		}
		return p.ID, true, nil
	}
	switch {
	case slices.ContainsFunc(words, func(w string) bool { return relatives[w] }):
	case slices.ContainsFunc(words, func(w string) bool { return selfWords[w] }):
		return "", true, nil
	default:
		return "", false, nil
	}
	if !s.Titular {
		t.say(phrases.SupposeOwnOnly)
		return "", true, nil
	}
	others := slices.DeleteFunc(visible, func(p backend.Person) bool { return p.Own })
	if len(others) != 1 {
		if len(s.People) > len(others)+1 {
			t.say(phrases.SupposeHidden)
		}
		return whoAsked, true, nil
	}
	return others[0].ID, true, nil
}
