package dialogs_test

import (
	"testing"
	"time"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/dialogs"
)

// on is a time of the thursday of the tests, or of a day after.
func on(days, hour, minute int) time.Time {
	return calendar.Date{Year: 2026, Month: time.November, Day: 19}.AddDays(days).At(hour*60 + minute)
}

func TestNotices(t *testing.T) {
	sorriso := access.Actor{Role: access.Provider, ID: 1}
	// writes has the auditor write to the clinic at a time, and is when it leaves.
	writes := func(t *testing.T, c *counter, now time.Time) *dialogs.Push {
		t.Helper()
		c.memory.now = now
		a := c.auditor(t)
		a.says("/s1", "mensagem", "Qual é a data da radiografia?", "enviar")
		for i, p := range a.pushes {
			if p.To == sorriso {
				return &a.pushes[i]
			}
		}
		return nil
	}
	leaves := func(t *testing.T, got *dialogs.Push, want time.Time) {
		t.Helper()
		if got == nil || !got.DueAt.Equal(want) {
			t.Errorf("leaves %+v, want %v", got, want)
		}
	}

	t.Run("are not told between nine in the evening and seven, unless somebody is at the counter", func(t *testing.T) {
		for _, tc := range []struct{ now, want time.Time }{
			{on(0, 20, 59), time.Time{}}, {on(0, 21, 0), on(1, 7, 0)}, {on(1, 0, 0), on(1, 7, 0)}, {on(1, 6, 59), on(1, 7, 0)}, {on(1, 7, 0), time.Time{}},
		} {
			c := newCounter()
			c.sent(t)
			got := writes(t, c, tc.now)
			leaves(t, got, tc.want)
			if got != nil && !tc.want.IsZero() && !got.AwakeSince.Equal(tc.now.Add(-20*time.Minute)) {
				t.Errorf("at %v: at the counter since %v", tc.now, got.AwakeSince)
			}
		}
	})

	t.Run("are told when their person wants it, by tapping or typing", func(t *testing.T) {
		c := setup(t)
		p := c.sent(t)
		p.says("/menu")
		p.says("minha conta")
		p.taps("Avisos")
		p.sees("Silêncio: das <b>21h</b> às <b>7h</b>", "Decisões (o que foi autorizado ou negado): <b>na hora</b>", "Validade (autorizações perto de vencer): <b>na hora</b>")
		p.doesNotSee("Fila e prazos")
		p.says("das 22h30 às 6")
		p.sees("das <b>22h30</b> às <b>6h</b>", "anotado")
		p.says("nunca")
		p.sees("Não entendi o horário")
		leaves(t, writes(t, c, on(0, 22, 0)), time.Time{})
		leaves(t, writes(t, c, on(0, 22, 31)), on(1, 6, 0))
		p.taps("Sem silêncio")
		p.sees("Silêncio: desligado")
		leaves(t, writes(t, c, on(0, 23, 0)), time.Time{})
		p.taps("Mensagens → de manhã")
		p.sees("recados da auditoria): <b>no resumo da manhã</b>")
		leaves(t, writes(t, c, on(1, 10, 0)), on(2, 7, 0))
		p.taps("Mensagens → na hora")
		leaves(t, writes(t, c, on(1, 11, 0)), time.Time{})
		p.says("voltar")
		p.sees("Minha conta")
	})

	t.Run("cannot be switched off where a treatment depends on them", func(t *testing.T) {
		c := setup(t)
		p := c.sent(t)
		p.says("/menu", "minha conta", "avisos")
		for _, data := range []string{"10.0.news.tell.decision.no", "10.0.news.tell.queue.no", "10.0.news.tell.own.now", "10.0.news.hours.9900-0700", "10.0.news.tell.x"} {
			p.press(data)
			if len(c.memory.chosen) > 0 {
				t.Fatalf("%s was taken: %v", data, c.memory.chosen)
			}
		}
		p.taps("Validade → de manhã", "Validade → desligar")
		p.sees("perto de vencer): <b>desligados (só o urgente)</b>")
		if got := c.memory.chosen[preference{sorriso, "tell:validity"}]; got != "no" {
			t.Errorf("stored %q", got)
		}
	})

	t.Run("of the queue can be switched off by an auditor, but for what is urgent", func(t *testing.T) {
		c := setup(t)
		c.sent(t)
		a := c.auditor(t)
		a.says("/menu", "minha conta", "avisos")
		a.taps("Fila e prazos → de manhã", "Fila e prazos → desligar")
		if got := c.duties(t, monday(10, 0)); len(got) != 0 {
			t.Errorf("told all the same: %+v", got)
		}
		c.memory.requests[0].Form.Urgency = backend.Pain
		if got := c.duties(t, monday(13, 0)); len(got) != 1 || !got[0].DueAt.IsZero() {
			t.Errorf("an urgent one: %+v", got)
		}
	})
}

func TestAuditorIsToldOfAClinicThatHearsNothing(t *testing.T) {
	c := setup(t)
	p := c.sent(t)
	a := c.auditor(t)
	a.says("/s1")
	a.doesNotSee("conversa ligada")
	p.says("/sair", "sim")
	a.says("/s1")
	a.sees("A clínica não tem conversa ligada", "avise por telefone, <b>(21) 3000-0001</b>")
}
