package nlu

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend/calendar"
)

func TestWhatAMessageNamesIsFound(t *testing.T) {
	t.Parallel()
	today := calendar.Date{Year: 2026, Month: time.November, Day: 22}
	for text, want := range map[string]Slots{
		"o 220071 já saiu?":                                    {Request: "00220071"},
		"status do pedido 00220085":                            {Request: "00220085"},
		"protocolo 32447720210604050216":                       {Protocol: "32447720210604050216"},
		"quanto veio em outubro da matrícula 090216100":        {Month: "2026-10", Beneficiary: "090216100"},
		"o que é o código 85100200?":                           {Code: "85100200"},
		"mês passado":                                          {Month: "2026-10"},
		"bom dia":                                              {},
		"pedido número dois dois zero zero sete um":            {Request: "00220071"},
		"status 220.071":                                       {Request: "00220071"},
		"pedidos 220071 e 220085":                              {Request: "00220071"},
		"protocolo 3244 7720 2610 1500 0123":                   {Protocol: "32447720261015000123"},
		"protocolo: 324477.20261015.000123":                    {Protocol: "32447720261015000123"},
		"mat 090 216 100":                                      {Beneficiary: "090216100"},
		"carteirinha zero nove zero dois um seis um zero zero": {Beneficiary: "090216100"},
		"cpf 390.533.447-05":                                   {Beneficiary: "39053344705"},
		"cpf 111.111.111-11":                                   {},
		"tuss oito cinco um zero zero dois zero zero":          {Code: "85100200"},
		"85.100.200":                                           {Code: "85100200"},
		"senha do pedido 00220085 da 090216102 em agosto":      {Request: "00220085", Beneficiary: "090216102", Month: "2026-08"},
		"código de verificação 482913":                         {},
		"meu código é 123456":                                  {},
		"CEP 20040-002":                                        {},
		"R$ 12345":                                             {},
		"resina no 26 e no 46":                                 {},
		"dentes 111 112":                                       {},
		"me fala qto vem de desconto em dezembro":              {Month: "2026-12"},
	} {
		if diff := cmp.Diff(want, Named(text, today)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

func TestEveryIntentIsOpenToSomebody(t *testing.T) {
	t.Parallel()
	for _, i := range Intents() {
		if !i.Open(Anybody) || !i.Open(Provider) && !i.Open(Member) {
			t.Errorf("nobody can ask for %s", i)
		}
	}
	if Ask.Open(Member) || CopayAmount.Open(Provider) {
		t.Error("a member sends authorisation requests, or a clinic is debited coparticipation")
	}
}
