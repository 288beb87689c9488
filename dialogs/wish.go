package dialogs

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"guiche/backend/copay"
	"guiche/backend/ident"
	"guiche/dialogs/nlu"
)

// wish is what somebody asks for, with what the words name.
type wish struct {
	intent nlu.Intent
	text   string
	named  nlu.Slots
	// request is the one that is named, or that was being talked about; 0 for none.
	request ident.RequestNumber
}

// numberSaid finds the number of a request that is called by less than its name:
// "o protocolo 12", "nº 13", "a de número 14".
var numberSaid = regexp.MustCompile(`\b(?:protocolo|numero|n[º°]|guia do pedido) ?0*([1-9][0-9]{0,7})\b`)

// wishOf reads what a text names.
func (t *turn) wishOf(i nlu.Intent, text string) wish {
	w := wish{intent: i, text: text, named: nlu.Named(text, t.today)}
	if w.named.Month == "" { // "mes q vem"
		w.named.Month = nlu.Named(spelled(spokenOf(text)), t.today).Month
	}
	if n, _, ok := requestNamed(text); ok {
		w.request = n
	} else if n, err := ident.ParseRequestNumber(w.named.Request); err == nil && w.named.Request != "" {
		w.request = n
	} else if m := numberSaid.FindStringSubmatch(fold(text)); m != nil {
		w.request = ident.RequestNumber(number(m[1]))
	} else if w.named.Protocol == "" && w.named.Beneficiary == "" {
		w.request = t.talkedOf(text)
	}
	return w
}

// wished is the wish in words, where there is no text of it.
func (w wish) words() []string { return spokenOf(w.text) }

// says tells whether one of some words is among those of the wish.
func (w wish) says(words map[string]bool) bool {
	return slices.ContainsFunc(w.words(), func(s string) bool { return words[s] })
}

// aheadWords speak of what is to come, if the month is one of the next few.
var aheadWords = wordSet(`fica vem`)

const fewMonths = 2

// month is the month that a wish names, as the months of a statement are counted: a
// debit is of what was paid in the month before. 0 for none.
func (w wish) month(running copay.Month) copay.Month {
	m, ok := copay.ParseMonth(w.named.Month)
	if !ok {
		return 0
	}
	switch words := w.words(); {
	case m > running: // what is still to come can only be a debit
		return m - 1
	case w.says(aheadWords) && m < running && m+12-running <= fewMonths:
		return m + 12 - 1
	case slices.ContainsFunc(words, func(s string) bool { return comingWords[s] }):
		if m < running {
			m += 12
		}
		return m - 1
	case slices.ContainsFunc(words, func(s string) bool { return debitWords[s] }):
		return m - 1
	}
	return m
}

// remembered is what was asked for by who had still to enter, or was asked back about.
type remembered struct {
	Intent nlu.Intent `json:"i,omitempty"`
	Text   string     `json:"t,omitempty"`
	At     int64      `json:"a,omitempty"` // seconds
	// More is what else was asked for before the door.
	More string `json:"m,omitempty"`
}

const (
	// rememberedText is how much of a text is kept, in characters.
	rememberedText = 300
	// wishLife is how long a wish waits for its person to enter, in seconds.
	wishLife = 30 * 60
)

// grant does what is wished, where nothing is being asked that it would interrupt.
func (t *turn) grant(ctx context.Context, w wish) error {
	r := routeOf(w.intent, t.s.Actor.Role)
	t.granted, t.worded = w.intent, r.words
	err := r.do(t, ctx, w)
	if t.s.Draft != nil && t.message() && t.inForm() && untouched(t.s.Draft.Form) && t.step() != t.began {
		t.s.State.Guessed = true
	}
	return err
}

// searchedFor is what a text asks the catalogue for: what is left without the words of
// the asking.
func searchedFor(text string) string {
	var kept []string
	for _, w := range strings.Fields(text) {
		if !codeWords[fold(w)] {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " ")
}

var codeWords = wordSet(`qual quais o a os as codigo codigos cod tuss numero de do da dos das para pra pro um uma uns umas e eh que me eu ver ve passa passe fala diz diga manda mande dizer informar informe
	saber sabe queria quero preciso gostaria por favor pf pfv procedimento tabela voces vcs voce vc tem ai como acho encontro achar procurar busca buscar procura ser seria mesmo oi ola bom boa dia tarde noite existe usa uso lanca lanco lancar pedir peco`)
