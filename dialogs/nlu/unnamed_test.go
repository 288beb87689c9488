package nlu_test

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"guiche/dialogs/nlu"
)

func TestNothingOfAPersonIsLeft(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	for _, w := range strings.Fields("oi o a meu minha quero saber qual senha da do pedido da dona ana telefone e valor reembolso resina no 26 por que") {
		known[w] = true
	}
	for text, want := range map[string]string{
		"Oi, quero saber o pedido 00000012 da dona Ana Prado":  "oi , quero saber o pedido <pedido> da dona …",
		"meu CPF é 390.533.447-05, matrícula 090216100":        "meu … <cpf> , … <matricula>",
		"me liga no (21) 98888-0004 às 14:30 de 12/04/1958":    "… no <telefone> … <hora> … <data>",
		"a senha da Zuleide Fagundes é 847263":                 "a senha da … <numero>",
		"protocolo 99999920261122000001: por que R$ 1.234,56?": "… <protocolo> por que <valor> ?",
		"moro na Rua das Acácias 1250 apto 32":                 "… <numero> … 32",
		"maria.souza@correio.example":                          "…",
	} {
		if got := nlu.Unnamed(text, func(w string) bool { return known[w] }); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestOnlyKnownWordsAndShortNumbersAreLeft(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		got := nlu.Unnamed(text, func(w string) bool { return w == "senha" })
		for _, w := range strings.Fields(got) {
			digits := strings.TrimFunc(w, func(r rune) bool { return !unicode.IsDigit(r) })
			switch {
			case w == "senha", w == "…", w == "#", strings.HasPrefix(w, "<"), len(w) == 1:
			case len(digits) > 2 || digits == "":
				t.Fatalf("%q is left of %q", w, text)
			}
		}
	})
}
