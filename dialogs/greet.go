package dialogs

import (
	"slices"
	"strings"
	"unicode"

	"guiche/dialogs/phrases"
)

// greetingWords are those of which a whole message is a greeting.
var greetingWords = map[string]bool{
	"oi": true, "oie": true, "ola": true, "opa": true, "alo": true, "bom": true, "boa": true, "dia": true, "tarde": true, "noite": true,
	"tudo": true, "bem": true, "td": true, "e": true, "ai": true, "pessoal": true, "gente": true,
}

// hailing are those of which one has to be there.
var hailing = map[string]bool{"oi": true, "oie": true, "ola": true, "opa": true, "alo": true, "dia": true, "tarde": true, "noite": true}

// greeting returns a greeting for a message that is nothing else.
func greeting(text string) (back string, ok bool) {
	said := fold(text)
	words := strings.FieldsFunc(said, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for _, w := range words {
		if !greetingWords[w] {
			return "", false
		}
	}
	if !slices.ContainsFunc(words, func(w string) bool { return hailing[w] }) {
		return "", false // "AI" is a region too
	}
	switch {
	case strings.Contains(said, "bom dia"):
		return phrases.GoodMorning, true
	case strings.Contains(said, "boa tarde"):
		return phrases.GoodAfternoon, true
	case strings.Contains(said, "boa noite"):
		return phrases.GoodEvening, true
	}
	return phrases.Hello, true
}
