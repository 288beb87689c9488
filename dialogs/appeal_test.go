package dialogs_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/ident"
	"guiche/dialogs"
	"guiche/dialogs/phrases"
	"guiche/internal/fictional"
)

// signatureOf is how an auditor signs.
func signatureOf(a access.Actor) backend.Signature {
	who := fictional.Auditors()[a.ID-1]
	return backend.Signature{Name: who.Name, Council: who.Council}
}

// ruled decides all that is pending of a request: the items that are named are
// granted, the others denied.
func (c *counter) ruled(t fataler, n ident.RequestNumber, who access.Actor, granted ...int) {
	t.Helper()
	k := c.desk(t)
	request := c.memory.requests[n-1]
	d, err := k.decision(who, n, func(f *backend.Form) {
		for item := range request.Form.Items {
			if request.Result(item) != backend.Pending {
				continue
			}
			if slices.Contains(granted, item) {
				f.Rule(backend.Ruling{Item: item, Result: backend.Granted})
			} else {
				f.Rule(backend.Ruling{Item: item, Result: backend.Refused, Codes: []string{"1438"}, Text: "A radiografia não mostra a lesão."})
			}
		}
	})
	if err == nil {
		_, _, err = k.decides(who, d)
	}
	if err != nil {
		t.Fatalf("deciding request %d: %v", n, err)
	}
}

// sentTwo is a clinic that sent a request of two items.
func (c *counter) sentTwo(t *testing.T) *person {
	p := c.provider(t)
	p.says("/nova", "eletivo", "helena", "090216100", "sim", "81000030", "85100218 26 MOD", "pronto", "pronto")
	p.taps("Enviar")
	if len(c.memory.requests) != 1 {
		t.Fatalf("not sent:\n%s", p.shown())
	}
	return p
}

func TestReview(t *testing.T) {
	t.Parallel()
	t.Run("is asked for with a reason and files, and what it is about is open again", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		c.memory.chosen[preference{mother, backend.RequestNews}] = backend.Yes
		p := c.sentTwo(t)
		c.ruled(t, 1, livia, 0)
		p.says("/s1")
		p.sees("Autorizada em parte", "Até 19/12/2026 você pode pedir revisão", "Pedir revisão", "Carta de negativa")
		p.taps("Pedir revisão")
		p.sees("Pedido de revisão", "2. <code>85100218</code>", "Escreva a justificativa")
		p.doesNotSee("81000030", "Enviar pedido")
		p.sends(dialogs.File{Name: "laudo.pdf"})
		p.arrives()
		p.doesNotSee("Enviar pedido")
		p.says("enviar")
		p.sees("Falta a justificativa")
		p.says("A fratura aparece na tomografia.")
		p.taps("Enviar pedido")
		p.sees("Revisão pedida", "Em revisão", "Pedido de revisão", "1 anexo")
		p.doesNotSee("Pedir revisão", "Enviar pedido")
		d := c.memory.requests[0]
		last := d.Thread[len(d.Thread)-1]
		if d.Situation != backend.InReview || d.Round != backend.ReviewRound || d.Result(1) != backend.Pending || d.Result(0) != backend.Granted ||
			d.DeniedBy != 1 || last.Kind != backend.Review || !slices.Equal(last.Items, []int{1}) {
			t.Errorf("the request is %+v, its entry %+v", d.Request, last)
		}
		if due := fictionalDue(c); !d.DueAt.Equal(due) || !d.ClockAt.Equal(c.memory.now) {
			t.Errorf("due %s, from %s", d.DueAt, d.ClockAt)
		}
		if _, ok := c.memory.timers[timerKey{backend.Duty(1), backend.DutyHalf}]; !ok {
			t.Error("nobody is warned of its term")
		}
		p.told(mother, "pediu à operadora que reveja a negativa", "00000001", "Ana P.")
	})

	t.Run("takes the items that are chosen", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		p := c.sentTwo(t)
		c.ruled(t, 1, livia)
		p.says("/s1", "pedir revisão")
		p.sees("☑ 1. 81000030", "☑ 2. 85100218")
		p.taps("☑ 1.")
		p.sees("☐ 1. 81000030")
		p.taps("☑ 2.")
		p.sees("Marque pelo menos um")
		p.taps("☐ 2.")
		p.says("Há fratura.", "enviar")
		d := c.memory.requests[0]
		if d.Result(0) != backend.Refused || d.Result(1) != backend.Pending || d.Situation != backend.InReview {
			t.Errorf("%v %s", d.Results, d.Situation)
		}
		c.ruled(t, 1, rui, 1)
		p.says("/s1", "contestar")
		p.sees("1. <code>81000030</code>", "Escreva a justificativa")
	})

	t.Run("begun on two phones and tapped twice is asked for once", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		p := c.sentTwo(t)
		c.ruled(t, 1, livia)
		q := c.another(t)
		push := dialogs.Callback{Step: dialogs.StepDetails, Verb: "rev", Arg: "1"}.String()
		p.says("/nova")
		p.press(push)
		p.sees("Pedido de revisão")
		p.press(push)
		p.says("Primeiro telefone.")
		q.press(push)
		q.sees("Primeiro telefone.")
		q.says("Segundo telefone.")
		p.press(push)
		p.sees("Primeiro telefone.", "Segundo telefone.")
		send, _ := p.button("Enviar pedido")
		other, _ := q.button("Enviar pedido")
		p.press(send.Data)
		p.press(send.Data)
		q.press(other.Data)
		q.sees("não está mais aberto")
		q.press(push)
		q.sees("A revisão já foi pedida")
		if n := len(c.memory.requests[0].Thread); n != 3 {
			t.Errorf("%d entries", n)
		}
		if n := len(c.memory.drafts); n > 1 { // the request that was begun before
			t.Errorf("%d drafts are left", n)
		}
	})

	t.Run("is refused kindly after its time, and on the last day is not", func(t *testing.T) {
		t.Parallel()
		for days, want := range map[int]string{30: "Escreva a justificativa", 31: "terminou em 19/12/2026"} {
			c := newCounter()
			p := c.sentTwo(t)
			c.ruled(t, 1, livia)
			c.memory.now = c.memory.now.AddDate(0, 0, days)
			p.press(dialogs.Callback{Step: dialogs.StepDetails, Verb: "rev", Arg: "1"}.String())
			p.sees(want)
		}
	})

	t.Run("that comes too late while it is written changes nothing", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		p := c.sentTwo(t)
		c.ruled(t, 1, livia)
		p.says("/s1", "pedir revisão", "Vou pensar.")
		c.memory.now = c.memory.now.AddDate(0, 0, 31)
		p.taps("Enviar pedido")
		p.sees("terminou em 19/12/2026", "Negada")
		if d := c.memory.requests[0]; len(d.Thread) != 2 || d.Situation != backend.Denied || len(c.memory.drafts) != 0 {
			t.Errorf("%s %+v, drafts %v", d.Situation, d.Thread, c.memory.drafts)
		}
	})

	t.Run("of what a rule refused is a person's", func(t *testing.T) {
		t.Parallel()
		c := deciding()
		c.memory.chosen[preference{access.Actor{Role: access.Member, ID: 4}, backend.RequestNews}] = backend.Yes
		p := c.provider(t)
		p.says("/nova", "eletivo", "helena", "090315200", "sim", "85400114 11", "pronto", "pronto")
		p.taps("Enviar")
		d := c.memory.requests[0]
		if d.Situation != backend.Denied || d.Thread[1].Author != access.Rules || d.Thread[1].Head == nil {
			t.Fatalf("%s %+v", d.Situation, d.Thread)
		}
		note := p.replies[0]
		if !slices.ContainsFunc(note.Rows, func(row []dialogs.Button) bool { return row[0].Text == "Pedir revisão" }) {
			t.Errorf("the receipt has %+v", note.Rows)
		}
		p.told(access.Actor{Role: access.Member, ID: 4}, "por escrito")
		p.says("/menu", "pedir revisão")
		p.sees("Pedido de revisão")
		p.says("O contrato anterior já cumpriu a carência.", "enviar")
		if d = c.memory.requests[0]; d.Situation != backend.InReview || d.DeniedBy != 0 {
			t.Errorf("%+v", d.Request)
		}
	})

	t.Run("is refused where nothing was denied, all is not decided or it is over", func(t *testing.T) {
		t.Parallel()
		for s, want := range map[backend.Situation]string{
			backend.UnderReview: "Ainda há procedimento em análise", backend.Cancelled: "está encerrada (Cancelada)", backend.Authorised: "nada foi negado",
			backend.Expired: "não há negativa para contestar", backend.InJunta: "já foi pedida",
		} {
			c := newCounter()
			p := c.sentTwo(t)
			c.memory.requests[0].Situation = s
			p.says("/s1")
			p.doesNotSee("Pedir revisão")
			p.says("pedir revisão")
			p.sees(want)
			if len(c.memory.drafts) != 0 {
				t.Errorf("%s: a draft is left", s)
			}
		}
	})

	t.Run("of another's request is not told from none", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		c.sentTwo(t)
		c.ruled(t, 1, livia)
		q := c.person(t, 30)
		q.says("/start", "12ABC34501DE35", "novaera-2026")
		for _, verb := range []string{"rev", "junta", "letter"} {
			q.press(dialogs.Callback{Step: dialogs.StepDetails, Verb: verb, Arg: "1"}.String())
			if len(c.memory.drafts) != 0 || slices.ContainsFunc(q.replies, func(r dialogs.Reply) bool { return r.Paper != nil || strings.Contains(r.Text, "Ana") }) {
				t.Errorf("%s: %+v", verb, q.replies)
			}
		}
	})
}

// fictionalDue is when something that comes in now is due.
func fictionalDue(c *counter) time.Time { return fictional.Operator().DueAt(c.memory.now) }

// denied twice, the way to a junta is open.
func deniedTwice(t *testing.T) (*counter, *person) {
	c := newCounter()
	p := c.sentTwo(t)
	c.ruled(t, 1, livia, 0)
	p.says("/s1", "pedir revisão", "Há fratura.", "enviar")
	c.ruled(t, 1, rui)
	return c, p
}

func TestJunta(t *testing.T) {
	t.Parallel()
	t.Run("follows a review that denied too, and its outcome is final", func(t *testing.T) {
		t.Parallel()
		c, p := deniedTwice(t)
		c.memory.chosen[preference{mother, backend.RequestNews}] = backend.Yes
		a := c.auditor(t)
		p.says("/s1")
		p.sees("Negado também na revisão", "Pedir junta odontológica")
		p.doesNotSee("Pedir revisão")
		p.says("pedir revisão")
		p.sees("já passou por revisão")
		p.taps("Pedir junta odontológica")
		p.sees("Pedido de junta odontológica", "Três profissionais decidem")
		p.says("A tomografia mostra a linha de fratura.")
		p.taps("Enviar pedido")
		p.sees("Em junta odontológica", "Junta odontológica pedida. Resposta até sexta-feira, 04/12/2026, às 15h")
		p.told(mother, "três profissionais decidam")
		p.told(livia, "Junta odontológica pedida", "A tomografia mostra", "85100218")

		a.says("/s1")
		a.taps("Registrar decisão da junta")
		a.sees("dentista assistente")
		a.taps("Helena Duarte")
		a.says("Lívia Campos cro rj 777")
		a.says("Helena, CRO-RJ 12345")
		a.sees("já está na junta")
		a.says("sem registro")
		a.sees("Não encontrei nome e CRO")
		a.says("Carla Mota, CRO-RJ 4521")
		a.sees("Terceiro profissional: Carla Mota · CRO-RJ 4521", "O que a junta decidiu")
		a.taps("Autorizar", "Corrigir a última", "Manter a negativa")
		a.sees("Escreva o <b>parecer</b>")
		a.says("A lesão não compromete a polpa; indicada restauração direta.")
		a.sees("Confira", "compromete a polpa")
		b, _ := a.button("Registrar decisão")
		a.press(b.Data)
		a.sees("Decisão da junta registrada", "Autorizada em parte")
		a.sees("registrada por Lívia Campos")
		a.told(sorriso, "compromete a polpa", "A junta odontológica manteve a negativa do item 2", "Participaram: Helena Duarte", "A decisão é final")
		a.told(mother, "não autorizado", "compromete a polpa")
		a.press(b.Data)
		if a.answer.Text != phrases.SentAlready {
			t.Errorf("a second tap is answered %q", a.answer.Text)
		}
		d := c.memory.requests[0]
		last := d.Thread[len(d.Thread)-1]
		want := []backend.Signature{{Name: "Helena Duarte", Council: "CRO-RJ 12345"}, signatureOf(livia), {Name: "Carla Mota", Council: "CRO-RJ 4521"}}
		if !last.ByJunta() || !slices.Equal(last.Signed, want) || !slices.Equal(last.Rulings[0].Codes, []string{backend.ReasonJunta}) || len(d.Thread) != 6 {
			t.Errorf("recorded %+v", last)
		}
		p.says("/s1", "pedir revisão")
		p.sees("a decisão dela é final")
		p.says("/s1", "pedir junta")
		p.sees("a decisão dela é final")
		if len(c.memory.drafts) != 0 {
			t.Errorf("drafts %+v", c.memory.drafts)
		}
	})

	t.Run("may authorise, with a guia and senha of its own", func(t *testing.T) {
		t.Parallel()
		c, p := deniedTwice(t)
		p.says("/s1", "pedir junta", "Segue a tomografia.", "enviar")
		a := c.auditor(t)
		a.says("/s1")
		a.taps("Registrar decisão da junta", "Helena", "Lívia")
		a.says("Carla Mota, CRO-RJ 4521", "autorizar", "Indicação confirmada.", "registrar")
		d := c.memory.requests[0]
		if d.Situation != backend.Authorised || len(d.Releases) != 2 || d.Releases[1].Items[0].Item != 1 || d.Releases[1].Senha == d.Releases[0].Senha {
			t.Errorf("%s %+v", d.Situation, d.Releases)
		}
		if _, ok := c.memory.timers[timerKey{backend.Duty(1), backend.DutyHalf}]; ok {
			t.Error("its term still runs")
		}
		a.told(sorriso, d.Releases[1].Senha.Format())
		a.told(sorriso, "⚖️ <b>A junta odontológica autorizou o item 2</b>", "Parecer: “Indicação confirmada.”", "Carla Mota (CRO-RJ 4521)", "A decisão é final")
	})

	t.Run("is not for urgency, nor for what the plan does not give", func(t *testing.T) {
		t.Parallel()
		for name, change := range map[string]func(*backend.Details){
			"urgency": func(d *backend.Details) { d.Form.Urgency = backend.Pain },
			"carência": func(d *backend.Details) {
				r := &d.Thread[len(d.Thread)-1].Rulings[0]
				r.Codes = []string{"1410"}
			},
		} {
			c, p := deniedTwice(t)
			change(&c.memory.requests[0])
			p.says("/s1")
			p.sees("não se aplica a urgência")
			p.doesNotSee("Pedir junta")
			p.says("pedir junta")
			p.sees("não se aplica a urgência")
			if len(c.memory.drafts) != 0 {
				t.Errorf("%s: a draft is left", name)
			}
		}
	})

	t.Run("before a review is told to begin there", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		p := c.sentTwo(t)
		c.ruled(t, 1, livia)
		p.says("/s1", "pedir junta")
		p.sees("Antes da junta vem a revisão")
	})
}

func TestDenialLetter(t *testing.T) {
	t.Parallel()
	c := newCounter()
	c.memory.chosen[preference{mother, backend.RequestNews}] = backend.Yes
	p := c.sentTwo(t)
	c.ruled(t, 1, livia, 0)
	p.says("/s1")
	p.taps("Carta de negativa")
	first := p.replies[0].Paper.Denial
	if first.Beneficiary != "Ana Prado" || len(first.Items) != 1 || first.Others != 1 || !slices.Equal(first.Signed, []backend.Signature{signatureOf(livia)}) {
		t.Errorf("the letter is %+v", first)
	}
	t.Run("is the same for the beneficiary, who never sees the senha", func(t *testing.T) {
		m := c.inside(t, 21, 1)
		m.taps("Pedidos em meu nome", "00000001")
		m.sees("<b>não autorizado</b>", "A radiografia não mostra a lesão", "Lívia Campos, CRO-RJ 777", "Carta de negativa", "<b>autorizado</b>")
		m.doesNotSee("enha")
		m.taps("Carta de negativa")
		second := m.replies[0].Paper.Denial
		if (&dialogs.Paper{Denial: first}).Key() != (&dialogs.Paper{Denial: second}).Key() {
			t.Errorf("%+v is not %+v", second, first)
		}
	})
	t.Run("is history once all of it was authorised after all", func(t *testing.T) {
		c := newCounter()
		p := c.sentTwo(t)
		c.ruled(t, 1, livia, 0)
		p.says("/s1")
		p.taps("Pedir revisão")
		p.says("A fratura aparece na tomografia.")
		p.taps("Enviar pedido")
		p.sees("Carta de negativa") // it holds until it is answered
		c.ruled(t, 1, rui, 1)
		p.says("/s1")
		p.doesNotSee("Carta de negativa")
		p.says("carta")
		if got := p.replies[0].Text; !strings.Contains(got, "revista em 19/11/2026: <b>autorizada</b>") {
			t.Errorf("the letter comes with %q", got)
		}
		m := c.inside(t, 21, 1)
		m.taps("Pedidos em meu nome", "00000001")
		m.doesNotSee("Carta de negativa", "pedir revisão")
		m.sees("resultado da revisão: 1 procedimento autorizado")
		if n := strings.Count(m.shown(), "<b>autorizado</b> até 17/02/2027"); n != 2 {
			t.Errorf("%d items have their date:\n%s", n, m.shown())
		}
		m.says("carta")
		if got := m.replies[0].Text; !strings.Contains(got, "revista em 19/11/2026: <b>autorizada</b>") {
			t.Errorf("the letter comes with %q", got)
		}
	})
	t.Run("leaves out what was authorised since", func(t *testing.T) {
		c := newCounter()
		p := c.sentTwo(t)
		c.ruled(t, 1, livia)
		p.says("/s1", "pedir revisão")
		p.taps("☑ 1.")
		p.says("Há fratura.", "enviar")
		c.ruled(t, 1, rui, 1)
		p.says("/s1")
		p.taps("Carta de negativa")
		if l := p.replies[0].Paper.Denial; len(l.Items) != 1 || l.Items[0].Item != 0 || len(l.Rulings) != 1 || !l.Revised.IsZero() {
			t.Errorf("the letter is %+v", l)
		}
	})
	t.Run("is no matter of what the clinic gave up", func(t *testing.T) {
		c := newCounter()
		p := c.sentTwo(t)
		c.ruled(t, 1, livia, 0)
		p.says("/s1")
		p.taps("Pedir revisão")
		p.says("A fratura aparece na tomografia.")
		p.taps("Enviar pedido")
		c.ruled(t, 1, rui, 1)
		p.says("/autorizacoes", "1")
		p.taps("Cancelar autorização", "Sim, cancelar")
		p.says("/s1")
		p.sees("Autorizada; 1 guia cancelada pela clínica", "continua valendo")
		p.doesNotSee("e outra não")
		m := c.inside(t, 21, 1)
		m.taps("Pedidos em meu nome", "00000001")
		m.sees("a clínica cancelou em 19/11/2026; combine com o seu dentista")
		m.doesNotSee("pedir revisão")
	})
	t.Run("stays the same when the operator moves", func(t *testing.T) {
		d := deciding()
		p := d.provider(t)
		p.says("/nova", "eletivo", "helena", "090315200", "sim", "85400114 11", "pronto", "pronto")
		p.taps("Enviar")
		p.says("/s1", "carta")
		if p.replies[0].Paper == nil {
			t.Fatal(p.shown())
		}
		before := (&dialogs.Paper{Denial: p.replies[0].Paper.Denial}).Key()
		d.operator(func(o *backend.Operator) { o.Phone, o.Name = "0800 999 9999", "Outra" })
		p.says("carta de negativa")
		if after := (&dialogs.Paper{Denial: p.replies[0].Paper.Denial}).Key(); after != before {
			t.Errorf("%+v", p.replies[0].Paper.Denial)
		}
	})
}
