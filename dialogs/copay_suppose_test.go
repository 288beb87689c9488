package dialogs_test

import (
	"testing"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/copay"
	"guiche/dialogs/phrases"
)

// quiet leaves out of the account what was paid in the month that runs.
func quiet(a *backend.Account) {
	var events []copay.Event
	for _, e := range a.Input.Events {
		if e.Paid < copay.MonthOf(calendar.Date{Year: 2026, Month: 11}) {
			events = append(events, e)
		}
	}
	a.Input.Events = events
}

// nearly gives a person sessions before the first month of the books.
func nearly(id, therapy string, n int64) func(*backend.Account) {
	return func(a *backend.Account) {
		quiet(a)
		var events []copay.Event
		for _, e := range a.Input.Events {
			if e.Beneficiary != id || string(e.Kind) != therapy {
				events = append(events, e)
			}
		}
		a.Input.Events = events
		a.Input.Opening.Sessions = append(a.Input.Opening.Sessions,
			copay.Count{Beneficiary: id, Therapy: therapy, Count: n, Last: calendar.Date{Year: 2026, Month: 9, Day: 10}})
	}
}

func TestSupposingForOthers(t *testing.T) {
	t.Parallel()
	t.Run("takes the only relative whose care the reader sees, and names who cannot be", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		c.memory.account = quiet
		ana := c.ana(t)
		ana.says("e se minha filha fizer 10 sessões de fono a 80 reais?")
		ana.sees("10 sessões de fonoaudiologia a R$ 80,00, R$ 800,00 ao todo, para Nina P.", "25%: <b>R$ 200,00</b>", "Cabe no limite do mês, R$ 320,00",
			"<b>R$ 200,00</b>")
		ana.says("e se o Caio fizer 4 sessões de terapia a 120?")
		ana.sees("Para quem?", phrases.SupposeHidden, "Para mim", "Para Nina P.")
		ana.doesNotSee("Para Caio")
	})
	t.Run("says what the 201st session, the limit and the tenth make of it", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		c.memory.account = nearly("3", "fonoaudiologia", 195)
		ana := c.ana(t)
		ana.says("e se a Nina fizer 10 sessões de fono a 100 reais?")
		ana.sees("10 sessões de fonoaudiologia a R$ 100,00, R$ 1.000,00 ao todo, para Nina P.", "Sessões 196 a 205, 5 a 25% e 5 a 50%: <b>R$ 375,00</b>",
			"Acima do limite do mês, R$ 320,00: R$ 55,00, a operadora assume. Você paga <b>R$ 320,00</b>", "21/12/2026 iria de R$ 0,00 para <b>R$ 248,00</b>",
			"<b>R$ 72,00</b> ficariam para os meses seguintes", "(estimativa)")
		ana.opens("4 sessões")
		ana.sees("4 sessões de fonoaudiologia a R$ 100,00, R$ 400,00 ao todo, para Nina P.", "25%: <b>R$ 100,00</b>", "Seria a sessão 199; depois faltam 2 para a 201ª, que passa a 50%")
		ana.says("20 sessões")
		ana.sees("20 sessões de fonoaudiologia a R$ 100,00, R$ 2.000,00 ao todo, para Nina P.")
		ana.opens("Para mim")
		ana.sees("<b>20 sessões de fonoaudiologia a R$ 100,00, R$ 2.000,00 ao todo</b>", "Seria a sessão 20;")
		ana.opens("Para Nina P.")
		ana.opens("Outro valor")
		ana.sees("todas as 20 sessões")
		ana.says("1.000,00")
		ana.sees("20 sessões de fonoaudiologia a R$ 50,00, R$ 1.000,00 ao todo, para Nina P.")
	})
	t.Run("takes a sum for all, and several of what has no sessions", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		c.memory.account = quiet
		ana := c.ana(t)
		for text, want := range map[string]string{
			"e se eu fizer 10 sessões de fisio por 800 reais?":       "10 sessões de fisioterapia a R$ 80,00, R$ 800,00 ao todo",
			"e se eu fizer 10 sessões de rpg por R$ 80,00 cada?":     "10 sessões de RPG a R$ 80,00, R$ 800,00 ao todo",
			"quanto custa 3 consultas de 200":                        "Consulta, 3 vezes a R$ 200,00, R$ 600,00 ao todo",
			"e se eu fizer 3 sessões de psicoterapia, 100 no total?": "3 sessões de psicoterapia, R$ 100,00 ao todo",
			"exame de R$ 1.250,90":                                   "Exame de R$ 1.250,90",
		} {
			ana.says(text)
			ana.sees(want)
		}
	})
	t.Run("is of the own care for a dependant", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		c.memory.account = quiet
		caio := c.caio(t)
		caio.says("e se meu filho fizer 2 sessões de terapia a 100 reais?")
		caio.sees("Aqui faço a conta só dos seus atendimentos", "2 sessões de psicoterapia a R$ 100,00, R$ 200,00 ao todo", "Contei só os seus atendimentos")
		caio.doesNotSee("Para mim", "Nina")
	})
}
