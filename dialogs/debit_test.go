package dialogs_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/copay"
	"guiche/backend/ident"
	"guiche/dialogs"
)

// bruno is a titular who pays by boleto.
func (c *counter) bruno(t fataler) *person { t.Helper(); return c.inside(t, 24, 4) }

var october = copay.MonthOf(calendar.Date{Year: 2026, Month: time.October, Day: 1})

const brunosLine = "99990.00004 00000.000000 00000.243220 5 16460000004500"

// handed is the note of the last turn that brings a file, or a text to copy.
func (p *person) handed() dialogs.Reply {
	p.t.Helper()
	for _, r := range p.replies {
		if r.Kind == dialogs.Note {
			return r
		}
	}
	p.t.Fatalf("nothing was handed out, the screen is:\n%s", p.shown())
	return dialogs.Reply{}
}

func TestHowADebitIsPaid(t *testing.T) {
	t.Parallel()
	t.Run("by account: the bank, its next day, and no more of the number than its end", func(t *testing.T) {
		t.Parallel()
		ana := newCounter().ana(t)
		ana.says("quanto vou pagar?")
		ana.sees("na conta corrente: Banco Fictício, final <b>1234</b>.", "Débito em <b>segunda-feira, 23/11/2026</b> (no dia 20 os bancos não abrem)")
		ana.doesNotSee("Linha digitável", "Copiar")
		ana.says("boleto")
		ana.sees("Não tenho boleto para copiar: o seu débito é na conta corrente")
	})
	t.Run("by boleto: its line, to copy", func(t *testing.T) {
		t.Parallel()
		bruno := newCounter().bruno(t)
		bruno.says("quanto vou pagar?")
		bruno.sees("<b>R$ 45,00</b>\nPor boleto, vence em <b>30/11/2026</b>.", "Linha digitável:\n<code>"+brunosLine+"</code>")
		bruno.doesNotSee("os bancos não abrem")
		b, _ := bruno.button("📋 Copiar linha digitável")
		if want := strings.NewReplacer(".", "", " ", "").Replace(brunosLine); b.Copy != want {
			t.Errorf("copies %q, want %q", b.Copy, want)
		}
		bruno.says("setembro")
		bruno.sees("<b>R$ 23,88</b>\nPor boleto, com vencimento em <b>30/10/2026</b>.")
		bruno.doesNotSee("Copiar", "agenda")
		bruno.says("linha digitável")
		bruno.sees(brunosLine)
		if again, _ := bruno.button("📋 Copiar linha digitável"); again.Copy != b.Copy || len(bruno.replies) != 1 {
			t.Errorf("typed, it brings %+v", bruno.replies)
		}
	})
	t.Run("a boleto is not shown before its month is closed, nor where it differs from the books", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		bruno := c.bruno(t)
		bruno.says("quanto vou pagar?", "novembro")
		bruno.sees("R$ 115,00", "A linha digitável aparece aqui depois que o mês fecha")
		for name, change := range map[string]func(*backend.Boleto){
			"another amount": func(b *backend.Boleto) { b.Cents++ },
			"another day":    func(b *backend.Boleto) { b.Due = b.Due.AddDays(-1) },
		} {
			c.memory.account = func(a *backend.Account) {
				b := a.Boletos[october+1]
				change(&b)
				a.Boletos[october+1] = b
			}
			bruno.says("quanto vou pagar?")
			bruno.sees("não confere com este valor", "0800 000 0000")
			bruno.doesNotSee("99990")
			if _, ok := bruno.button("📋"); ok {
				t.Errorf("%s can be copied", name)
			}
		}
		c.memory.account = func(a *backend.Account) { a.Boletos = nil }
		bruno.says("quanto vou pagar?")
		bruno.sees("A linha digitável ainda não chegou aqui")
	})
	t.Run("one that is due when banks open again is told with its own day", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		c.memory.now = november(5, 10)
		c.memory.account = func(a *backend.Account) { // Ana's of the 20th, a holiday
			a.PaidBy[0].Channel = backend.ByBoleto
			due := calendar.Date{Year: 2026, Month: time.November, Day: 23}
			line, err := ident.BankBoleto("999", due, 24_700, strings.Repeat("7", 25))
			if err != nil {
				t.Error(err)
			}
			a.Boletos[october+1] = backend.Boleto{Line: line, Cents: 24_700, Due: due}
		}
		ana := c.ana(t)
		ana.says("quanto vou pagar?")
		ana.sees("Por boleto, vence em <b>23/11/2026</b>.", "Linha digitável")
		ana.doesNotSee("os bancos não abrem")
		ana.says("agenda")
		if e := ana.handed().Paper.Event; e.Day.String() != "2026-11-23" || strings.Contains(e.Notes, "não abrem") {
			t.Errorf("%+v", e)
		}
		c.memory.account = func(a *backend.Account) { a.PaidBy[0].Channel = backend.ByBoleto }
		ana.says("quanto vou pagar?")
		ana.sees("Por boleto, vence em <b>20/11/2026</b>.", "pode ser pago até <b>segunda-feira, 23/11/2026</b>")
	})
	t.Run("nobody but the titular is told", func(t *testing.T) {
		t.Parallel()
		caio := newCounter().caio(t)
		for _, text := range []string{"quanto vou pagar?", "boleto", "por quê?", "pôr na agenda"} {
			caio.says(text)
			caio.doesNotSee("Banco Fictício", "1234", "Linha digitável", "Copiar", "📅", "🔔")
		}
	})
	t.Run("where the operator did not say, both are named", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		c.memory.account = func(a *backend.Account) { a.PaidBy = nil }
		ana := c.ana(t)
		ana.says("quanto vou pagar?")
		ana.sees("na conta corrente ou por boleto")
	})
}

func TestADebitForTheCalendar(t *testing.T) {
	t.Parallel()
	c := newCounter()
	ana := c.ana(t)
	ana.taps("Quanto vou pagar", "📅 Pôr na agenda")
	first := *ana.handed().Paper.Event
	if first.Day.String() != "2026-11-23" || !first.At.Equal(thursday) || first.File != "debito-2026-11-23.ics" || strings.Contains(first.Title+first.Alarm, "R$") {
		t.Errorf("%+v", first)
	}
	for _, want := range []string{"R$ 247,00", "outubro de 2026", "Banco Fictício, final 1234", "vale segunda-feira, 23/11/2026"} {
		if !strings.Contains(first.Notes, want) {
			t.Errorf("%q is not in %q", want, first.Notes)
		}
	}
	if slices.ContainsFunc(ana.replies, func(r dialogs.Reply) bool { return r.Kind == dialogs.Screen }) {
		t.Error("the screen is drawn anew below the file")
	}
	c.memory.now = c.memory.now.Add(time.Hour)
	ana.says("pôr na agenda")
	again := *ana.handed().Paper.Event
	if again.UID != first.UID || again.At.Equal(first.At) {
		t.Errorf("again it is %+v", again)
	}
	ana.says("novembro")
	ana.taps("Mais…", "📅 Pôr na agenda")
	if other := ana.handed().Paper.Event; other.UID == first.UID || !strings.Contains(other.Notes, "Estimativa") {
		t.Errorf("another month is %+v", other)
	}
	bruno := c.bruno(t)
	bruno.says("agenda")
	if his := bruno.handed().Paper.Event; his.UID == first.UID || !strings.Contains(his.Notes, brunosLine) {
		t.Errorf("his is %+v", his)
	}
	bruno.press("10.0.amt.ics." + "24309")
	bruno.sees("Não há débito por vir neste mês")
	c.memory.account = func(a *backend.Account) { a.Input.Events, a.Input.Reversals = nil, nil }
	ana.says("agenda")
	ana.sees("Não há débito por vir neste mês")
}

func TestDebitsInOnesOwnWords(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"boleto": "Boleto de", "Me manda o boleto": "Boleto de", "qual é a linha digitável?": "Boleto de", "quero o código de barras por favor": "Boleto de",
		"Pôr na agenda": "note 📅", "coloca o débito na minha agenda": "note 📅", "agenda": "note 📅", "anota no calendário": "note 📅",
		"me avisa quando fechar o mês": "Avisos", "quero ser avisado do débito": "Avisos", "avisos de débito": "Avisos",
		"quando vence o boleto?": "vence em", "agendar uma consulta": "", "segunda via do boleto": "Carteirinha e boleto",
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			bruno := newCounter().bruno(t)
			bruno.says(text)
			got := bruno.shown()
			for _, r := range bruno.replies {
				if r.Kind == dialogs.Note {
					got = "note " + r.Text
				}
			}
			if !strings.Contains(got, want) || want == "" && (strings.Contains(got, "📅") || strings.HasPrefix(got, "note")) {
				t.Errorf("it is answered with\n%s", got)
			}
		})
	}
}

// choosesDebits has Ana switch both notices on.
func choosesDebits(t *testing.T, c *counter) *person {
	t.Helper()
	ana := c.ana(t)
	ana.says("quanto vou pagar?")
	ana.taps("🔔 Avisos")
	ana.sees("Pedidos em meu nome (o que pediram em seu nome, e a resposta): <b>desligados</b>", "Respostas da operadora (ao que você escreveu por aqui): <b>na hora</b>")
	ana.sees("Mês fechado (quanto será debitado, quando o mês fecha): <b>desligados</b>", "Débito próximo (três dias antes do débito): <b>desligados</b>")
	ana.taps("Mês fechado → na hora", "Débito próximo → na hora")
	ana.sees("o mês fecha): <b>na hora</b>", "antes do débito): <b>na hora</b>")
	return ana
}

// closes leaves what the closing of October leaves for a titular.
func (c *counter) closes(titular int64) {
	c.memory.timers[timerKey{backend.DebitDuty(titular), backend.ClosedDuty(october)}] = c.memory.now
}

// day is the tenth of November or another, at an hour.
func november(day, hour int) time.Time {
	return calendar.Date{Year: 2026, Month: time.November, Day: day}.At(hour * 60)
}

func TestNewsOfDebits(t *testing.T) {
	t.Parallel()
	t.Run("tell of a closed month and, three days before, of its debit, once each", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		c.memory.now = november(5, 10)
		ana := choosesDebits(t, c)
		c.closes(1)
		told := c.duties(t, november(6, 11))
		if len(told) != 1 || told[0].To != (access.Actor{Role: access.Member, ID: 1}) || told[0].Topic != backend.TopicClosed || !told[0].DueAt.IsZero() {
			t.Fatalf("%+v", told)
		}
		has(t, told[0].Reply.Text, "Fechou o mês de outubro de 2026", "<b>R$ 247,00</b> de coparticipação", "Débito em <b>segunda-feira, 23/11/2026</b> (no dia 20 os bancos não abrem), na conta corrente: Banco Fictício, final <b>1234</b>")
		if strings.Contains(told[0].Reply.Text, "Caio") || strings.Contains(told[0].Reply.Text, "sicoter") {
			t.Errorf("it tells of care: %s", told[0].Reply.Text)
		}
		for _, before := range []time.Time{november(16, 23), november(17, 8)} {
			if early := c.duties(t, before); len(early) != 0 {
				t.Errorf("told at %v: %+v", before, early)
			}
		}
		told = c.duties(t, november(17, 9).Add(time.Minute))
		if len(told) != 1 || told[0].Topic != backend.TopicDebit {
			t.Fatalf("%+v", told)
		}
		has(t, told[0].Reply.Text, "Débito da coparticipação em 3 dias", "<b>R$ 247,00</b> pelo mês de <b>outubro de 2026</b>")
		if again := c.duties(t, november(20, 12)); len(again) != 0 {
			t.Errorf("told again: %+v", again)
		}
		keys := told[0].Reply.Rows
		ana.says("/menu")
		ana.press(keys[0][0].Data)
		ana.sees("<b>R$ 247,00</b>", "Pôr na agenda")
		ana.says("/menu")
		ana.press(keys[0][1].Data)
		ana.sees("Pago pela operadora em outubro de 2026", "Como se chega ao valor")
		ana.press(keys[1][0].Data)
		if ana.handed().Paper.Event == nil {
			t.Error("no file for the calendar")
		}
		c.memory.now = november(28, 12)
		ana.press(keys[0][0].Data)
		ana.sees("Pago pela operadora em outubro de 2026")
	})
	t.Run("are off until they are chosen, each by itself", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		c.memory.now = november(5, 10)
		c.closes(1)
		c.ana(t)
		if told := append(c.duties(t, november(5, 11)), c.duties(t, november(18, 12))...); len(told) != 0 {
			t.Errorf("told unasked: %+v", told)
		}
		ana := c.ana(t)
		c.memory.now = november(10, 10)
		ana.says("/menu", "minha conta", "avisos")
		ana.taps("Débito próximo → na hora") // after October was closed
		told := append(c.duties(t, november(11, 11)), c.duties(t, november(17, 12))...)
		if len(told) != 1 || told[0].Topic != backend.TopicDebit {
			t.Errorf("%+v", told)
		}
		c.memory.now = november(18, 12)
		ana.taps("Débito próximo → desligar", "Débito próximo → na hora") // too late for this debit
		if again := c.duties(t, november(20, 12)); len(again) != 0 {
			t.Errorf("told again: %+v", again)
		}
	})
	t.Run("wait for the end of quiet hours", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		c.memory.now = november(5, 10)
		ana := choosesDebits(t, c)
		ana.says("das 22h às 10h")
		c.closes(1)
		told := append(c.duties(t, november(5, 23)), c.duties(t, november(17, 9).Add(time.Minute))...)
		if len(told) != 2 || !told[0].DueAt.Equal(november(6, 10)) || !told[1].DueAt.Equal(november(17, 10)) {
			t.Errorf("%+v", told)
		}
	})
	t.Run("of a month that is closed late are one", func(t *testing.T) {
		t.Parallel()
		for _, both := range []bool{true, false} {
			c := newCounter()
			c.memory.now = november(5, 10)
			ana := choosesDebits(t, c)
			want := backend.TopicClosed
			if !both {
				ana.taps("Mês fechado → de manhã", "Mês fechado → desligar")
				want = backend.TopicDebit
			}
			delete(c.memory.timers, timerKey{backend.DebitDuty(1), "debito.2026-10"}) // not closed when it was chosen
			c.memory.now = november(19, 10)
			c.closes(1)
			told := append(c.duties(t, november(19, 11)), c.duties(t, november(20, 11))...)
			if len(told) != 1 || told[0].Topic != want {
				t.Errorf("both %v: %+v", both, told)
			}
		}
	})
	t.Run("are nothing without a debit, without a plan, or of something else", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		c.memory.now = november(5, 10)
		choosesDebits(t, c)
		c.memory.account = func(a *backend.Account) { a.Input.Events, a.Input.Reversals = nil, nil }
		c.closes(1)
		told := c.duties(t, november(5, 11))
		if len(told) != 1 || !strings.Contains(told[0].Reply.Text, "Nada a debitar em novembro de 2026") {
			t.Errorf("%+v", told)
		}
		for _, name := range []string{"debito.2026-10", "mes.2026-13", "mes.", "debito.2031-01"} {
			c.memory.timers[timerKey{backend.DebitDuty(1), name}] = c.memory.now
		}
		if told := c.duties(t, november(17, 12)); len(told) != 0 {
			t.Errorf("%+v", told)
		}
	})
	t.Run("bring the boleto", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		c.memory.now = november(5, 10)
		bruno := c.bruno(t)
		bruno.says("/menu", "minha conta", "avisos")
		bruno.taps("Débito próximo → na hora")
		told := c.duties(t, november(27, 12))
		if len(told) != 1 || told[0].Reply.Rows[1][0].Copy == "" {
			t.Fatalf("%+v", told)
		}
		has(t, told[0].Reply.Text, "Boleto da coparticipação vence em 3 dias", "Por boleto, vence em <b>30/11/2026</b>", brunosLine)
	})
	t.Run("cannot be chosen by a dependant", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		caio := c.caio(t)
		caio.says("/menu", "minha conta", "avisos")
		caio.sees("Pedidos em meu nome")
		caio.doesNotSee("Mês fechado", "Débito próximo")
		caio.press("10.0.news.tell.debit.now")
		caio.press("10.0.news.tell.closed.now")
		if len(c.memory.chosen) != 0 {
			t.Errorf("stored %v", c.memory.chosen)
		}
	})
	t.Run("open nothing for somebody else", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		for _, verb := range []string{"see", "why", "ics"} {
			data := dialogs.Callback{Step: dialogs.StepAmount, Verb: verb, Arg: "24321"}.String()
			p := c.person(t, 31)
			p.says("/start")
			p.press(data)
			p.sees("entre primeiro")
			a := c.auditor(t)
			a.press(data)
			a.doesNotSee("R$ 247,00")
			caio := c.caio(t)
			caio.press(data)
			caio.doesNotSee("R$ 247,00", "Banco Fictício")
		}
	})
}
