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
		"o 220071 já saiu?":                             {Request: "00220071"},
		"status do pedido 00220085":                     {Request: "00220085"},
		"protocolo 32447720210604050216":                {Protocol: "32447720210604050216"},
		"quanto veio em outubro da matrícula 090216100": {Month: "2026-10", Beneficiary: "090216100"},
		"o que é o código 85100200?":                    {Code: "85100200"},
		"mês passado":                                   {Month: "2026-10"},
		"bom dia":                                       {},
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
