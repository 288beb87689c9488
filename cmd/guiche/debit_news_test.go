package main

import (
	"io"
	"strings"
	"testing"
	"time"

	"guiche/backend/calendar"
)

// TestDebitNews closes a month beside two replicas that run: whoever wants it is told of
// it once, and once more three days before the debit, over a restart of both; a titular
// who did not choose it, and a dependant, are told nothing.
func TestDebitNews(t *testing.T) {
	t.Parallel()
	first := newWorld(t)
	at := func(month time.Month, day, hour int) {
		target := calendar.Date{Year: 2026, Month: month, Day: day}.At(hour * 60)
		first.clock.Advance(target.Sub(first.clock.Now()))
	}
	at(time.December, 5, 10)
	first.start()
	second := first.sibling()
	second.cfg.KeyFile, second.cfg.BlobURL = first.cfg.keyFile(), first.cfg.blobURL()
	second.start()
	enter := func(id int64, name, login, phone string) *person {
		p := first.person(id, name)
		p.says("/start")
		p.taps("Sou beneficiário")
		p.says(login)
		p.waits("*Falta confirmar*")
		first.sim.SendOtherContact(p.chat, "Eu", phone, p.chat)
		p.sees("*Olá, " + name + "*")
		return p
	}
	ana := enter(6001, "Ana", "090216100 39053344705", "5521988880004")
	bruno := enter(6002, "Bruno", "090315200 98765432100", "5511988880009")
	ana.says("quanto vou pagar?")
	ana.taps("🔔 Avisos")
	ana.taps("Mês fechado → na hora")
	ana.waits("*o mês fecha): na hora*")
	ana.taps("Débito próximo → na hora")
	ana.waits("*antes do débito): na hora*")

	m, err := monthArg("2026-11")
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time changes nothing
		if err := closeMonth(t.Context(), first.app.store.db, m, first.clock.Now(), io.Discard, func(int, int) {}); err != nil {
			t.Fatal(err)
		}
	}
	ana.sees("*Fechou o mês de novembro de 2026*R$ 248,00*Débito em segunda-feira, 21/12/2026*na conta corrente: Banco Fictício, final 1234*")
	ana.taps("Por quê?")
	ana.waits("*Pago pela operadora em novembro de 2026*")
	at(time.December, 16, 23)
	first.end()
	second.end()
	at(time.December, 17, 11)
	first.start()
	second.start()
	ana.sees("*Débito da coparticipação em 3 dias*R$ 248,00*")
	ana.taps("📅 Pôr na agenda")
	ana.sees("*na sua agenda*")
	ana.filed("debito-2026-12-21.ics")
	at(time.December, 18, 11)
	first.until(func() bool {
		return first.ask(`SELECT count(*) FROM timers WHERE bot = 0`)+first.ask(`SELECT count(*) FROM outbox`) == "00"
	})
	for pattern, want := range map[string]int{"Fechou o mês": 1, "em 3 dias": 1, "Banco": 2} {
		n := 0
		for _, msg := range first.sim.Messages(ana.chat) {
			if msg.FromBot && strings.Contains(msg.Text, pattern) && !strings.Contains(msg.Text, "O que mais pesou") && !strings.Contains(msg.Text, "Como se chega") {
				n++
			}
		}
		if n != want {
			t.Errorf("%q was told %d times, want %d", pattern, n, want)
		}
	}
	for _, msg := range first.sim.Messages(bruno.chat) {
		if strings.Contains(msg.Text, "Fechou") || strings.Contains(msg.Text, "Boleto") {
			t.Errorf("Bruno was told unasked: %s", msg.Text)
		}
	}
}
