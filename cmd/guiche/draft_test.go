package main

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"guiche/backend/calendar"
	"guiche/bot/simulator"
)

// advanceTo moves the clock on to when clocks in São Paulo next show a time of day,
// such as 17:30.
func (c *clock) advanceTo(hour, minute int) {
	now := c.Now()
	at := calendar.DateOf(now).At(60*hour + minute)
	if !at.After(now) {
		at = calendar.DateOf(now).AddDays(1).At(60*hour + minute)
	}
	c.Advance(at.Sub(now))
}

// clock moves by a span, 26h, on to a time of day, 17:30, or to the next business day's
// opening.
func (s *script) clock(to string) bool {
	if to == "opening" {
		s.w.clock.office = calendar.Commercial()
		s.w.clock.NextBusinessDay()
		return true
	}
	if day, at, ok := strings.Cut(to, " "); ok {
		if strings.Contains(day, "-") {
			return s.w.clock.until(day, at) == nil
		}
		for s.w.clock.Now().In(calendar.Zone()).Weekday().String() != day {
			s.w.clock.Advance(24 * time.Hour)
		}
		to = at
	}
	if h, m, ok := strings.Cut(to, ":"); ok {
		hour, errHour := strconv.Atoi(h)
		minute, errMinute := strconv.Atoi(m)
		s.w.clock.advanceTo(hour, minute)
		return errHour == nil && errMinute == nil
	}
	d, err := time.ParseDuration(to)
	s.w.clock.Advance(d)
	return err == nil
}

// TestReturningDentist counts what reaches the bot of a request: one item, one
// photo, the beneficiary by matrícula.
func TestReturningDentist(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.start()
	p := w.atItems(1)
	p.says("81000030")
	p.waits("*1. Consulta*")
	p.taps("Pronto")
	p.taps("Seguir sem anexos")
	p.taps("Enviar")
	p.sees("*Solicitação enviada*")
	p.settled()
	updates := func() int {
		n, err := strconv.Atoi(w.ask(`SELECT count(*) FROM updates`))
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := updates()
	p.taps("Nova solicitação")
	p.waits("*Caráter: Eletivo*Profissional: Helena Duarte*Quem é o beneficiário*")
	p.says("090216101")
	p.waits("*Caio P.*É esta pessoa*")
	p.taps("Sim")
	p.waits("*procedimento*")
	p.says("85100218 26 MOD")
	p.waits("*dente 26 MOD*")
	if _, err := w.sim.SendPhoto(p.chat, picture("rx"), ""); err != nil {
		t.Fatal(err)
	}
	p.waits("*Confira*Foto 1 (*Está tudo certo*")
	p.taps("Enviar")
	p.sees("*00000002*")
	p.settled()
	if n := updates() - before; n > 6 {
		t.Errorf("%d updates, want 6 at most", n)
	}
	if got := w.ask(`SELECT number FROM requests ORDER BY number`); got != "1\n2" {
		t.Errorf("requests %q", got)
	}
}

func TestDraftsExpire(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.start()
	p := w.atItems(1)
	w.sim.SendDocument(p.chat, "rx.png", "image/png", picture("rx"), "")
	p.waits("*Anexos: 1*")
	w.until(func() bool { return w.ask(`SELECT count(*) FROM files`) == "1" })
	w.clock.Advance(29 * 24 * time.Hour)
	w.end()
	w.start() // where the janitor begins
	p.says("/start")
	p.waits("*começada para Ana P.*há 29 dias*")
	w.clock.Advance(2 * 24 * time.Hour)
	w.end()
	w.start()
	w.until(func() bool { return w.ask(`SELECT count(*) FROM drafts`) == "0" })
	if got := w.ask(`SELECT count(*) FROM files`); got != "0" {
		t.Errorf("%s files of it are left", got)
	}
	p.says("/menu")
	p.until("a menu that no longer offers it", func(ms []simulator.Message) bool {
		i := lastFromBot(ms)
		return i >= 0 && matches("*Menu*", ms[i].Text) && !strings.Contains(ms[i].Text, "começada")
	})
}

// A button of an earlier version of the program, still on somebody's screen.
func TestButtonOfAnotherVersion(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.start()
	p := w.atItems(1)
	p.says("85100218 26 MOD")
	m := p.waits("*1. *dente 26 MOD*")
	for _, data := range []string{"0" + m.Buttons[0][0].Data[1:], "9.x", "old"} {
		w.sim.TapStale(p.chat, m.ID, data)
		p.settled()
		p.waits("*1. *dente 26 MOD*")
	}
	p.taps("Pronto")
	p.waits("*Anexos e observação*")
}
