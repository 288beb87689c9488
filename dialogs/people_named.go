package dialogs

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs/nlu"
	"guiche/dialogs/phrases"
)

// A clinic calls its patients by name. A name is looked for among those whom it sent
// requests for, and among nobody else, and who is found is asked about like anybody.

// called is whom a text names.
type called struct {
	said   string // the name as it was typed
	people []backend.Acquaintance
}

// calledCard stands in a text in the place of a name that was found, so that it is read
// as one with a number.
const calledCard = "000000000"

// leadName finds what stands before words that may be a name.
var leadName = regexp.MustCompile(`(?i)(?:^|[\s,;:(])(?:pr[ao]|para|paciente|pac|pct|pcte|benefici[aá]ri[ao]|segurad[ao]|associad[ao]|cliente|sra?|dona|seu|de|da|do)[.:]?\s+(?:(?:[aoéeh]|eh|minha|meu|nossa|nosso|paciente|dona|sra?|senhora?|cliente)\.?\s+)*`)

// nameWords are the words that follow.
var nameWords = regexp.MustCompile(`^\p{L}[\p{L}']+(?:\s+\p{L}[\p{L}']*\.?){0,5}`)

// nameFillers stand between the parts of a name.
var nameFillers = wordSet("da de do das dos e")

// nameRun is how many of some words, from the first on, are a name's in its order.
func nameRun(words, name []string) int {
	run, at := 0, 0
	for i, w := range words {
		if nameFillers[w] && i > 0 {
			continue
		}
		j := slices.IndexFunc(name[at:], func(n string) bool {
			return n == w || len(w) == 1 && i > 0 && strings.HasPrefix(n, w) || len(w) > 3 && strings.HasPrefix(n, w)
		})
		if j < 0 {
			break
		}
		at += j + 1
		run = i + 1
	}
	return run
}

// longest are those of some people of whose names most of the words are, as far as it
// may be their name.
func longest(words []string, people []backend.Acquaintance, may func(words, name []string) bool) (some []backend.Acquaintance, run int) {
	for _, p := range people {
		name := spokenOf(p.Name)
		switch n := nameRun(words, name); {
		case n == 0 || n < run || !may(words[:n], name):
		case n > run:
			some, run = []backend.Acquaintance{p}, n
		default:
			some = append(some, p)
		}
	}
	return some, run
}

// ledName tells whether words behind a lead are taken as somebody's name. What procedures
// are made of (porcelana, dente de leite) is a surname as well: such a word is none by
// itself, and behind "de" only a first name is one by itself.
func ledName(lead string) func(words, name []string) bool {
	weak := weakLeads[fold(strings.Trim(lead, " ,;:(.\n\t"))]
	return func(words, name []string) bool {
		own, known := 0, 0
		for _, w := range words {
			if nameFillers[w] {
				continue
			}
			if own++; nlu.Standard().Known(w) {
				known++
			}
		}
		first := words[0] == name[0]
		return own > known && (own > 1 || first || !weak) || first && (own > 1 || !weak)
	}
}

var weakLeads = wordSet("de da do")

// anyName takes words where nothing but a name is asked for.
func anyName(_, _ []string) bool { return true }

// mayBeName tells whether a word is worth a look at the names that the clinic knows.
func mayBeName(word, lead string) bool {
	if nameFillers[word] || len(word) < 2 || nlu.NamesProcedure(word) {
		return false
	}
	return !weakLeads[fold(strings.Trim(lead, " ,;:(.\n\t"))] || !nlu.Standard().Known(word)
}

// calling puts a number in the place of a name that is known, and says whose it is; the
// text as it is where none is.
func (t *turn) calling(ctx context.Context, text string) (string, error) {
	if t.s.Actor.Role != access.Provider || idSaid.MatchString(text) || len(text) > mostHeard {
		return text, nil
	}
	for _, m := range leadName.FindAllStringIndex(text, -1) {
		name := nameWords.FindString(text[m[1]:])
		words := spokenOf(name)
		lead := text[m[0]:m[1]]
		if len(words) == 0 || !mayBeName(words[0], lead) {
			continue
		}
		people, err := t.acquaintances(ctx)
		if err != nil {
			return text, err
		}
		some, run := longest(words, people, ledName(lead))
		if run == 0 {
			continue
		}
		parts := strings.Fields(name)[:run]
		end := m[1]
		for _, part := range parts {
			end += strings.Index(text[end:], part) + len(part)
		}
		t.called = called{strings.Join(parts, " "), some}
		return text[:m[1]] + "paciente " + calledCard + " " + text[end:], nil
	}
	return text, nil
}

// acquaintances are those whom the clinic sent requests for, read once a turn.
func (t *turn) acquaintances(ctx context.Context) ([]backend.Acquaintance, error) {
	if t.acquainted == nil {
		people, err := t.desk.Acquaintances(ctx, t.tx, t.s.Actor)
		if err != nil {
			return nil, err
		}
		t.acquainted = append([]backend.Acquaintance{}, people...)
	}
	return t.acquainted, nil
}

// calledTaken takes who was called by a name: one is confirmed like a number that was
// typed, of several one is chosen.
func (t *turn) calledTaken(ctx context.Context) error {
	c, had := t.called, t.s.Draft.Form.Beneficiary
	if len(c.people) == 1 {
		t.say(phrases.NameFound(c.said, c.people[0].Name, c.people[0].Year))
		b, err := t.desk.BeneficiaryAgain(ctx, t.tx, t.s.Actor, c.people[0])
		return t.personFound(had, b, err)
	}
	t.change(func(f *backend.Form) { f.Beneficiary, f.BeneficiaryOK = nil, false })
	t.s.State.Habits.People = c.people[:min(len(c.people), mostCalled)]
	t.say(phrases.NamesFound(c.said, len(c.people)))
	return nil
}

// mostCalled is how many of one name are offered.
const mostCalled = 6

// nameTypedAlone takes a name where a beneficiary is asked for.
func (t *turn) nameTypedAlone(ctx context.Context, text string) (bool, error) {
	const most = 7
	words := spokenOf(text)
	for len(words) > 1 && besideName[words[0]] {
		words = words[1:]
	}
	if len(words) == 0 || len(words) > most || len(words[0]) < 2 || interrogative(text) || nlu.NamesProcedure(text) {
		return false, nil
	}
	people, err := t.acquaintances(ctx)
	if err != nil {
		return true, err
	}
	some, run := longest(words, people, anyName)
	if run != len(words) {
		return false, nil
	}
	t.called = called{strings.TrimSpace(text), some}
	return true, t.calledTaken(ctx)
}

// whoTyped takes "a paciente é a Ana Prado" where somebody else stands, and a no to who
// stands there.
func (t *turn) whoTyped(ctx context.Context, text string) (bool, error) {
	said := strings.Join(spokenOf(text), " ")
	if t.s.Draft.Form.Beneficiary == nil || idSaid.MatchString(text) {
		return false, nil
	}
	if notThisPerson[said] {
		return true, t.otherPerson()
	}
	if !whoSaid.MatchString(said) || nlu.NamesProcedure(text) {
		return false, nil
	}
	if _, err := t.calling(ctx, text); err != nil || len(t.called.people) == 0 {
		return false, err
	}
	t.beforehand()
	t.undoable()
	return true, t.calledTaken(ctx)
}

var (
	whoSaid       = regexp.MustCompile(`^(?:nao |na verdade |ops |o certo |entao )*(?:(?:a |o )?(?:paciente|beneficiari[ao])\b|(?:e|eh) (?:pra|para|da|do|a paciente|o paciente)\b|(?:troca|muda|altera)\w* (?:a |o )?(?:paciente|beneficiari[ao])\b)`)
	notThisPerson = map[string]bool{"nao e essa pessoa": true, "nao e esta pessoa": true, "nao e ela": true, "nao e ele": true, "pessoa errada": true, "outra pessoa": true, "paciente errado": true, "paciente errada": true, "nao e essa paciente": true, "nao e esse paciente": true}
)

var besideName = wordSet("e eh a o pra para paciente dona sra sr senhora senhor beneficiaria beneficiario quero na verdade nao")
