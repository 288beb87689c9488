package dialogs_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/dialogs"
)

// stops are questions of a request and what is typed to come to them.
var stops = map[string][]string{
	"urg":    {"/nova"},
	"pro":    {"/nova", "eletivo"},
	"ben":    {"/nova", "eletivo", "helena"},
	"conf":   {"/nova", "eletivo", "helena", "090216100"},
	"code":   {"/nova", "eletivo", "helena", "090216100", "sim"},
	"place":  {"/nova", "eletivo", "helena", "090216100", "sim", "85100218"},
	"faces":  {"/nova", "eletivo", "helena", "090216100", "sim", "85100218", "26"},
	"items":  {"/nova", "eletivo", "helena", "090216100", "sim", "85100218 26 MOD"},
	"files":  {"/nova", "eletivo", "helena", "090216100", "sim", "85100218 26 MOD", "pronto"},
	"review": {"/nova", "eletivo", "helena", "090216100", "sim", "85100218 26 MOD", "pronto", "seguir"},
}

// TestAskedInTheMiddle: what is asked beside a question of the form is answered, and the
// form goes on as it was.
func TestAskedInTheMiddle(t *testing.T) {
	t.Parallel()
	asides := map[string]string{
		"o plano cobre implante?":                      "82000980",
		"qual o prazo pra vocês responderem?":          "A auditoria responde",
		"preciso mandar radiografia pra canal?":        "85200158",
		"como funciona a autorização mesmo?":           "confiro as regras",
		"e aquele pedido 1, já saiu?":                  "Ver a solicitação 1",
		"como está a solicitação 00000001?":            "Ver a solicitação 1",
		"cadê os meus pedidos que mandei ontem?":       "Minhas solicitações",
		"qual a senha de autorização do pedido 1?":     "Ver a solicitação 1",
		"esqueci a minha senha de acesso, como troco?": "Minha conta",
		"qual o telefone de vocês?":                    "Nossa central",
		"como faço pra falar com uma pessoa aí?":       "Nossa central",
		"até que horas vocês atendem?":                 "Nossa central",
		"quanto a paciente paga de coparticipação?":    "só pelo próprio beneficiário",
	}
	for step, way := range stops {
		t.Run(step, func(t *testing.T) {
			t.Parallel()
			for text, want := range asides {
				if step == "faces" && text == "qual o telefone de vocês?" {
					continue // asked by TestAsides
				}
				c := newCounter()
				p := c.provider(t)
				if step != "urg" && step != "pro" { // which who sent before is not asked for
					p = c.sent(t)
				}
				p.says(way...)
				if got := lastStep(t, p); got != step {
					t.Fatalf("the way leads to %q\n%s", got, p.shown())
				}
				before := p.form()
				p.says(text)
				if !strings.Contains(p.shown(), want) || lastStep(t, p) != step {
					t.Errorf("at %s, %q:\n%s", step, text, p.shown())
				}
				if diff := cmp.Diff(before, p.form()); diff != "" {
					t.Errorf("%q changed the request (-before +after)\n%s", text, diff)
				}
			}
		})
	}
}

// lastStep is the step that the buttons of the screen belong to.
func lastStep(t *testing.T, p *person) string {
	t.Helper()
	for _, row := range p.screen.Rows {
		for _, b := range row {
			if c, ok := dialogs.ParseCallback(b.Data); ok {
				return string(c.Step)
			}
		}
	}
	t.Fatalf("no button on:\n%s", p.shown())
	return ""
}

// An auditor who decides asks too, and decides on.
func TestAskedWhileDeciding(t *testing.T) {
	t.Parallel()
	c := newCounter()
	c.sent(t)
	a := c.auditor(t)
	a.says("/s1", "assumir")
	for text, want := range map[string]string{
		"qual o prazo que a gente tem pra responder?": "A auditoria responde",
		"como eu vejo o pedido 1 de novo?":            "Ver a solicitação 1",
	} {
		before := a.form()
		a.says(text)
		a.sees(want)
		if got := lastStep(t, a); got != "dec" && got != "ver" {
			t.Errorf("%q leads to %q", text, got)
		}
		if diff := cmp.Diff(before, a.form()); diff != "" {
			t.Errorf("%q changed the decision (-before +after)\n%s", text, diff)
		}
	}
}
