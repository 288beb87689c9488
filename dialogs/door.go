package dialogs

import (
	"regexp"
	"unicode"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs/phrases"
)

// doorSaids are what anybody may be told who is asked for matrícula and CPF.
var doorSaids = []struct {
	said   *regexp.Regexp
	answer func(backend.Operator) string
	// card: it is about the matrícula, which only a beneficiary is asked for.
	card bool
}{
	{said: regexp.MustCompile(`\b(golpe|fraude|fake|falso|virus|confiavel|confiar|verdadeiro|e seguro|estelionato)\b`),
		answer: func(o backend.Operator) string { return phrases.DoorScam(o.Name, o.Phone, o.Hours) }},
	{said: regexp.MustCompile(`\b(por que|porque|para que|precis\w+|pede\w*|querem|tenho que)\b.*\b(cpf|matricula|meus dados|documento)\b`),
		answer: func(backend.Operator) string { return phrases.WhyCPF }},
	{said: regexp.MustCompile(`\b(perdi|nao (tenho|acho|achei|encontro|sei|lembro|estou com)|esqueci|sem|cade|onde|qual|que|roubaram|sumiu)\b.*\b(carteirinha|carteira|cartao|matricula)\b`),
		answer: func(o backend.Operator) string { return phrases.DoorCard(o.Phone, o.Hours) }, card: true},
	{said: regexp.MustCompile(`\b(voces|voce|aqui|isso|isto)( \w+)? (sao|e) (d[oae] )?(inss|sus|governo|unimed|amil|bradesco|hapvida|banco)\b`),
		answer: func(o backend.Operator) string { return phrases.DoorOperator(o.Name) }},
}

// atTheDoor answers what can be answered to anybody who is asked who he is.
func (t *turn) atTheDoor(text string) bool {
	if t.s.Actor.Role != access.Visitor || len(onlyDigits(text)) > mostDigits {
		return false
	}
	said := spelled(spokenOf(text))
	for _, d := range doorSaids {
		if d.said.MatchString(said) && (!d.card || t.step() == StepMember) {
			t.say(d.answer(t.desk.Operator()))
			return true
		}
	}
	return false
}

// mostDigits is how many digits stand in a sentence that tells no document.
const mostDigits = 4

// wordsOnly tells a text that was not meant as a number at all.
func wordsOnly(text string) bool {
	letters := 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters > 1 && len(onlyDigits(text)) <= mostDigits
}
