package dialogs_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/dialogs"
)

// reminders are when drafts are looked at, by chat.
func (c *counter) reminders() map[int64]string {
	due := map[int64]string{}
	for key, at := range c.memory.timers {
		if _, ok := backend.DraftOfTimer(key.name); ok {
			due[key.chat.Chat] += at.In(thursday.Location()).Format("2 15h04")
		}
	}
	return due
}

func (c *counter) wantReminders(t *testing.T, what string, want map[int64]string) {
	t.Helper()
	if diff := cmp.Diff(want, c.reminders()); diff != "" {
		t.Errorf("%s (-want +got)\n%s", what, diff)
	}
}

// reminded tells whether the last turns said so.
func (p *person) reminded() bool { return strings.Contains(p.screen.Text, "ficou no meio") }

func TestReminder(t *testing.T) {
	c := setup(t)
	c.memory.now = thursday.Add(-6 * time.Hour) // 9h
	p := c.provider(t)
	p.says("/nova")
	c.wantReminders(t, "of what nobody began", map[int64]string{})
	p.says("eletivo")
	c.wantReminders(t, "with the first answer", map[int64]string{7: "19 13h00"})
	c.memory.now = c.memory.now.Add(time.Hour)
	p.says("helena", "090216100", "sim", "81000030", "outro", "85100218")
	c.wantReminders(t, "after more of them, which cost nothing", map[int64]string{7: "19 13h00"})
	p.replies = nil
	p.waits(3 * time.Hour)
	if len(p.replies) != 0 {
		t.Errorf("told although the draft was touched: %+v", p.replies)
	}
	c.wantReminders(t, "touched meanwhile", map[int64]string{7: "19 14h00"})

	p.waits(time.Hour)
	p.sees("ficou no meio", "para <b>Ana P.</b>, 2 itens, há 4 h", "Fica guardada até 19/12/2026", "[Continuar]", "[Agora não] [Descartar]", "[Não lembrar mais]")
	if p.replies[0].Refresh || p.replies[0].MessageID != 0 {
		t.Error("it is no message of its own")
	}
	c.wantReminders(t, "told once", map[int64]string{})
	p.says("26")
	p.sees("Quais <b>faces</b>")
	p.doesNotSee("ficou no meio")
	p.waits(30 * 24 * time.Hour)
	if p.reminded() {
		t.Error("told twice")
	}
}

func TestReminderIsAnswered(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		do   func(*person)
		sees string
	}{
		"by going on":                {func(p *person) { p.taps("Continuar") }, "Qual é o <b>procedimento</b>"},
		"by a word":                  {func(p *person) { p.says("continuar") }, "Qual é o <b>procedimento</b>"},
		"by a yes":                   {func(p *person) { p.says("sim") }, "Qual é o <b>procedimento</b>"},
		"by the next answer":         {func(p *person) { p.says("81000030") }, "Adicionar outro"},
		"later":                      {func(p *person) { p.taps("Agora não") }, "Continuar rascunho"},
		"with a no":                  {func(p *person) { p.says("não") }, "Continuar rascunho"},
		"by a photo":                 {func(p *person) { p.sends(dialogs.File{Name: "rx.pdf"}) }, "Anexos: 1"},
		"by throwing it away":        {func(p *person) { p.taps("Descartar", "Descartar") }, "Rascunho descartado"},
		"by thinking again":          {func(p *person) { p.taps("Descartar", "Continuar preenchendo") }, "Qual é o <b>procedimento</b>"},
		"by throwing it away, typed": {func(p *person) { p.says("descartar", "descartar") }, "Rascunho descartado"},
		"by wanting none":            {func(p *person) { p.says("não lembrar mais") }, "não lembro mais dos rascunhos"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newCounter().atItems(t)
			p.waits(18 * time.Hour)
			if !p.reminded() {
				t.Fatalf("not told:\n%s", p.shown())
			}
			tc.do(p)
			p.sees(tc.sees)
		})
	}
	t.Run("a button of an older one says so", func(t *testing.T) {
		t.Parallel()
		p := newCounter().atItems(t)
		p.waits(18 * time.Hour)
		old, _ := p.button("Continuar")
		p.taps("Continuar")
		p.press(old.Data)
		if p.answer.Text == "" {
			t.Error("not answered")
		}
		p.sees("Qual é o <b>procedimento</b>")
	})
}

func TestNobodyIsRemindedOf(t *testing.T) {
	t.Parallel()
	for name, leave := range map[string]func(*person){
		"a request that was sent":  func(p *person) { p.says("81000030", "pronto", "pular"); p.taps("Enviar") },
		"a draft that was dropped": func(p *person) { p.says("cancelar", "descartar") },
		"a draft after leaving":    func(p *person) { p.says("/sair", "sim") },
		"a draft, who wants none": func(p *person) {
			p.c.memory.chosen[preference{p.session.Actor, backend.DraftReminders}] = backend.No
		},
		"a draft, of a clinic that is closed": func(p *person) { p.c.memory.off[p.session.Actor] = true },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newCounter().atItems(t)
			leave(p)
			p.replies = nil
			p.waits(18 * time.Hour)
			if len(p.replies) != 0 || len(p.c.reminders()) != 0 {
				t.Errorf("%+v; %v", p.replies, p.c.reminders())
			}
		})
	}
	t.Run("a draft, where the operator wants none", func(t *testing.T) {
		t.Parallel()
		c := newCounter().operator(func(o *backend.Operator) { o.ReminderHours = -1 })
		c.atItems(t)
		c.wantReminders(t, "none", map[int64]string{})
	})
}

func TestReminderWaits(t *testing.T) {
	t.Parallel()
	t.Run("for the morning", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		c.memory.now = thursday.Add(2 * time.Hour) // 17h
		c.atItems(t)
		c.wantReminders(t, "at night", map[int64]string{7: "20 09h00"})
	})
	t.Run("while another request is being filled in", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		c.memory.now = thursday.Add(-6 * time.Hour) // 9h
		p := c.atItems(t)
		c.memory.now = c.memory.now.Add(230 * time.Minute)
		p.says("/nova", "eletivo", "helena")
		p.waits(10 * time.Minute)
		if p.reminded() {
			t.Error("interrupted")
		}
		p.says("090315200", "sim")
		c.memory.now = c.memory.now.Add(59 * time.Minute)
		p.says("81000030")
		p.waits(time.Minute)
		if p.reminded() {
			t.Error("interrupted an hour later")
		}
		p.waits(time.Hour)
		p.sees("ficou no meio", "Ana P.")
		p.taps("Continuar")
		p.sees("Beneficiário: Ana P.")
	})
}

// A draft has one timer, which goes to the phone that touched it last.
func TestReminderOfTwoPhones(t *testing.T) {
	c := setup(t)
	c.memory.now = thursday.Add(-6 * time.Hour)
	one := c.atItems(t)
	two := c.provider(t)
	two.session.Key.Chat++
	two.warm = true
	two.taps("Continuar rascunho")
	c.memory.now = c.memory.now.Add(time.Hour)
	two.says("81000030")
	c.wantReminders(t, "one for both", map[int64]string{7: "19 13h00"})
	one.replies, two.replies = nil, nil
	both := func(d time.Duration) {
		c.memory.now = c.memory.now.Add(d)
		one.alarms()
		two.alarms()
		one.alarms()
	}
	both(3 * time.Hour)
	c.wantReminders(t, "moved to the other phone", map[int64]string{8: "19 14h00"})
	both(time.Hour)
	both(24 * time.Hour)
	if len(one.replies) != 0 || !two.reminded() {
		t.Errorf("the first phone is told %+v, the second sees\n%s", one.replies, two.shown())
	}
	c.wantReminders(t, "told once", map[int64]string{})
}

func TestRemindersAreSwitched(t *testing.T) {
	c := setup(t)
	p := c.atItems(t)
	p.waits(18 * time.Hour)
	p.taps("Não lembrar mais")
	p.sees("não lembro mais", "Continuar rascunho")
	p.says("/nova", "eletivo")
	p.replies = nil
	p.waits(28 * time.Hour)
	if len(p.replies) != 0 {
		t.Errorf("told all the same: %+v", p.replies)
	}
	p.says("/menu")
	p.taps("Continuar rascunho (2)", "Voltar a lembrar")
	p.sees("volto a lembrar")
	p.doesNotSee("[Voltar a lembrar]")
	p.says("/nova", "dor")
	p.waits(28 * time.Hour)
	if !p.reminded() {
		t.Errorf("not told:\n%s", p.shown())
	}
}
