package spagonet

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMessagesAreTakenApart(t *testing.T) {
	t.Parallel()
	r := reader{lex: readLexicon(lexiconText)}
	for text, want := range map[string]string{
		"Não É isso!":                    "nao e isso #!",
		"vc tá aí, q horas?":             "voce esta ai que horas #?",
		"protocolo 32447720210604050216": "protocolo #protocolo",
		"mat 090216100 no 46":            "matricula #9 no #dente",
		"85100200 e 00220071":            "#tuss e #8",
		"390.533.447-05":                 "#cpf",
		"R$ 184,30 em 10/12/2026":        "r #reais #valor em #data",
		"300reais dente46":               "#3 reais dente #dente",
		"5% em 2026":                     "#n #porcento em #ano",
		"👍":                              "#bom",
		"oiii siimm naaao okk":           "oi sim nao ok",
		"reembolso voo massa carro":      "reembolso vo massa carro",
		"kkkkk kk":                       "#riso kk",
		"cpf 390 533 447 05":             "cpf #cpf",
		"prot 3244 7720 2610 1500 0123":  "protocolo #protocolo",
		"mat 090 216 100 dentes 36 37":   "matricula #9 dentes #dente #dente",
		"2 000 33":                       "#n #3 #dente",
		"ac\u0327a\u0303o\u200b":         "acao",
		"":                               "",
	} {
		if diff := cmp.Diff(want, strings.Join(r.read(text), " ")); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

func TestLongMessagesAreReadToABound(t *testing.T) {
	t.Parallel()
	r := reader{lex: readLexicon(lexiconText)}
	if n := len(r.read(strings.Repeat("canal ", 5000))); n != mostTokens {
		t.Errorf("%d words were read, not %d", n, mostTokens)
	}
}

func TestWordsWithASlipAreKnown(t *testing.T) {
	t.Parallel()
	l := readLexicon("um: desconto reembols*\ndois: senha\n")
	for word, want := range map[string]int{"desconto": 1, "descono": 1, "descontto": 1, "desocnto": 1, "desxonto": 1, "reembolsaram": 1, "senha": 1, "senho": 0, "abacaxi": 0} {
		if got := l.of(word, nil); len(got) != want {
			t.Errorf("%q has the concepts %v", word, got)
		}
	}
}

func TestSlotsAreFilled(t *testing.T) {
	t.Parallel()
	n := newNoise(1, 2)
	seen := map[string]bool{}
	for range 200 {
		seen[n.chosen("{a|b {c|d}|}x")] = true
	}
	want := map[string]bool{"ax": true, "b cx": true, "b dx": true, "x": true}
	if diff := cmp.Diff(want, seen); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := n.chosen("{open"); got != "{open" {
		t.Errorf("a slot without end became %q", got)
	}
}

func TestNoiseIsTheSameForTheSameSeed(t *testing.T) {
	t.Parallel()
	l := Line{Text: "quero saber o andamento do pedido 00220071 do paciente"}
	a, b := newNoise(3, 4), newNoise(3, 4)
	for range 50 {
		if x, y := a.say(l), b.say(l); x != y {
			t.Fatalf("%q and %q", x, y)
		}
	}
}
