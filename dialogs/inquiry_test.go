package dialogs_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/dialogs"
	"guiche/dialogs/phrases"
)

// centre is a person who answers at the operator's centre.
func (c *counter) centre(t fataler) *person {
	t.Helper()
	p := c.person(t, 41)
	p.says("/start", "central1", "atendimento-2026")
	return p
}

// answers the newest inquiry from the button of its push.
func (p *person) answers(texts ...string) {
	p.t.Helper()
	all := p.c.memory.inquiries
	p.press(dialogs.Callback{Step: dialogs.StepInquiryThread, Verb: "ans", Arg: strconv.FormatInt(all[len(all)-1].ID, 36)}.String())
	p.says(texts...)
}

// inquiry is the newest one.
func (c *counter) inquiry(t fataler) heldInquiry {
	t.Helper()
	if len(c.memory.inquiries) == 0 {
		t.Fatalf("nobody turned to the operator")
	}
	return c.memory.inquiries[len(c.memory.inquiries)-1]
}

// crown is the line of a crown that Ana was debited in May.
func (c *counter) crown(t fataler) *person {
	t.Helper()
	ana := c.ana(t)
	ana.says("quanto vou pagar", "abril")
	ana.opens("Coroa total")
	return ana
}

// note is the message of its own among the last replies.
func (p *person) note() dialogs.Reply {
	p.t.Helper()
	for _, r := range p.replies {
		if r.Kind == dialogs.Note {
			return r
		}
	}
	p.t.Fatalf("no message of its own: %+v", p.replies)
	return dialogs.Reply{}
}

var (
	atCentre  = access.Actor{Role: access.Attendant, ID: 1}
	ombudsman = access.Actor{Role: access.Attendant, ID: 2}
)

func TestLineThatNobodyHad(t *testing.T) {
	t.Parallel()
	c := newCounter()
	c.centre(t)
	ana := c.crown(t)
	ana.taps("Não reconheço")
	ana.sees("Não reconheço este atendimento", "Coroa total", "R$ 200,00", "Clínica Sorriso Ltda", "Atendido em 08/04/2026, pago em abril de 2026", "não fica suspenso", "7 dias úteis")
	send, _ := ana.button("Enviar")
	ana.taps("Enviar")
	q := c.inquiry(t)
	note := ana.note()
	for _, text := range []string{"Registrado: Atendimento não reconhecido", string(q.Protocol), "até <b>01/12/2026</b> (7 dias úteis)", "não fica suspenso", "acerto em um mês seguinte"} {
		if !strings.Contains(note.Text, text) {
			t.Errorf("%q is not in what she holds: %s", text, note.Text)
		}
	}
	if note.Rows[0][0].Copy != string(q.Protocol) {
		t.Errorf("the protocol is not copied: %+v", note.Rows)
	}
	ana.told(atCentre, "Nova demanda", "Atendimento não reconhecido", "Ana", "Coroa total", "Responder até")
	if l := q.About.Line; l == nil || l.Event == "" || l.Due != 20000 || l.Paid != 145000 || q.Kind != backend.Unrecognised {
		t.Errorf("it is about %+v", q.About)
	}
	ana.sees("Aguardando a resposta da operadora, até <b>01/12/2026</b>", "<b>Você</b>")
	ana.doesNotSee("ouvidoria")

	t.Run("is sent once", func(t *testing.T) {
		ana.press(send.Data)
		if ana.answer.Text != phrases.SentAlready || len(c.memory.inquiries) != 1 {
			t.Errorf("a second tap: %q, %d inquiries", ana.answer.Text, len(c.memory.inquiries))
		}
	})
	t.Run("leads from the line to what is open about it", func(t *testing.T) {
		ana.says("quanto vou pagar", "abril")
		ana.opens("Coroa total")
		ana.sees("Ver o que contestei")
		ana.doesNotSee("Não reconheço")
		ana.says("contestar")
		ana.sees("já foi contestado", "Aguardando a resposta")
	})
	t.Run("is another one once that is closed", func(t *testing.T) {
		ana.taps("Encerrar")
		ana.sees("não responderá mais")
		ana.taps("Sim, encerrar")
		ana.sees("Demanda encerrada", "Encerrada por você")
		ana.doesNotSee("ouvidoria")
		ana.says("quanto vou pagar", "abril")
		ana.opens("Coroa total")
		ana.says("não reconheço")
		ana.sees("Não reconheço este atendimento", "Enviar")
	})
}

func TestDisputeUpToTheOmbudsman(t *testing.T) {
	t.Parallel()
	c := newCounter().operator(func(op *backend.Operator) { op.Ombudsman = []string{"ouvidora"} })
	centre := c.centre(t)
	ana := c.crown(t)
	ana.taps("Contestar")
	ana.sees("Contestar cobrança", "Escreva o que está errado")
	if _, ok := ana.button("Enviar"); ok {
		t.Error("a dispute without words can be sent")
	}
	ana.says("enviar")
	ana.sees("antes de enviar")
	ana.says("A coroa foi refeita <de graça>", "pela garantia")
	ana.sees("de graça&gt;\npela garantia", "Confira")
	ana.sends(dialogs.File{Name: "recibo.pdf"})
	ana.says("enviar")
	ana.sees("Ainda estou recebendo")
	ana.arrives()
	ana.taps("Enviar")
	ana.sees("📎 1. ")
	if q := c.inquiry(t); len(q.thread) != 1 || q.thread[0].Files != 1 || q.thread[0].Text != "A coroa foi refeita <de graça>\npela garantia" {
		t.Errorf("it holds %+v", q.thread)
	}
	ana.opens("📎")
	if len(ana.replies) == 0 || ana.replies[0].Paper == nil {
		t.Errorf("the file is not handed out: %+v", ana.replies)
	}

	centre.answers("A garantia cobre só a prótese.")
	centre.sees("Resposta", "Contestação de cobrança", "Procedente", "Improcedente")
	centre.taps("Improcedente")
	centre.sees("✓ Improcedente")
	centre.taps("Enviar resposta")
	centre.told(mother, "A operadora respondeu", "Contestação de cobrança", "Improcedente</b>: a operadora não concorda", "só a prótese", "Não concorda?")
	news := centre.pushes[0].Reply
	if got := news.Rows[0][0].Text + news.Rows[0][1].Text; got != "ResponderVer" || news.Rows[1][0].Text != "Levar à ouvidoria" {
		t.Errorf("its buttons are %q", got)
	}

	ana.press(news.Rows[0][1].Data)
	ana.sees("✅ Respondida", "Improcedente", "“A garantia cobre só a prótese.”", "Levar à ouvidoria")
	ana.taps("Levar à ouvidoria")
	ana.sees("segunda instância", "Se quiser, escreva")
	ana.taps("Levar à ouvidoria")
	if note := ana.note(); !strings.Contains(note.Text, "Levado à ouvidoria") || !strings.Contains(note.Text, "01/12/2026") {
		t.Errorf("she holds %q", note.Text)
	}
	ana.told(ombudsman, "Na ouvidoria", "Contestação de cobrança")
	for _, push := range ana.pushes {
		if push.To == atCentre {
			t.Error("the centre is told what is for the ouvidoria alone")
		}
	}
	ana.sees("Aguardando a resposta da ouvidoria", "levou à ouvidoria")
	ana.doesNotSee("Levar à ouvidoria]")

	o := c.person(t, 42)
	o.says("/start", "ouvidora", "atendimento-2026")
	o.answers("Você tem razão: o valor volta no próximo débito.")
	o.taps("Procedente", "Enviar resposta")
	o.told(mother, "A ouvidoria respondeu", "concorda com você", "A correção aparece como acerto em um dos próximos meses.")
	ana.says("minhas demandas")
	ana.sees("Minhas demandas", "1. ✅ <b>Contestação de cobrança</b>", "Coroa total", "ouvidoria, respondida")
	ana.says("1")
	ana.sees("concorda com você", "A correção aparece como acerto")
	ana.doesNotSee("0800 701 9656", "Não concorda?") // who was right has nothing to take further
	ana.says("encerrar", "sim")
	ana.sees("Demanda encerrada")
	ana.says(string(c.inquiry(t).Protocol))
	ana.sees("▫️ Encerrada")
	if q := c.inquiry(t); q.State != backend.InquiryClosed || len(q.thread) != 5 {
		t.Errorf("it stands %s after %+v", q.State, q.thread)
	}
}

func TestKindsOfInquiries(t *testing.T) {
	t.Parallel()
	t.Run("a reimbursement asks for the receipt and tells what is deducted", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		ana := c.ana(t)
		ana.taps(phrases.BtnInquireMenu)
		ana.sees("protocolo na hora", "Falar com", "0800")
		ana.taps("Reembolso")
		ana.sees("recibo ou a nota fiscal", "25%, ou 30% na odontologia")
		ana.says("Consulta de 10/11, R$ 300")
		ana.sends(dialogs.File{Photo: true})
		ana.arrives()
		ana.taps("Enviar")
		ana.sees("📎 1.", "Consulta de 10/11")
		if q := c.inquiry(t); q.Kind != backend.Reimbursement || q.From != mother {
			t.Errorf("it is %+v", q)
		}
	})
	t.Run("what is about a line begins at the line", func(t *testing.T) {
		t.Parallel()
		ana := newCounter().ana(t)
		ana.says("não reconheço")
		ana.sees("Toque no atendimento que você não reconhece", "Pago pela operadora em outubro")
		ana.says("contestar")
		ana.sees("Contestar cobrança", "Sobre o mês de outubro de 2026")
		ana.taps("« Voltar", "« Voltar")
		ana.sees("Pago pela operadora em outubro")
		ana.taps(phrases.BtnInquireMonth, "Contestar cobrança")
		ana.says("o mês todo está errado", "enviar")
		ana.sees("Sobre o mês de outubro", "Aguardando")
	})
	t.Run("a dependant disputes the own line, and sees no other's", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		caio := c.caio(t)
		caio.says("quanto vou pagar", "abril")
		caio.opens("R$ 120,00")
		caio.taps("Contestar")
		caio.says("não fui nesse dia", "enviar")
		q := c.inquiry(t)
		if q.From.ID != 2 || q.About.Line.Who == "" {
			t.Errorf("it is %+v", q.Inquiry)
		}
		ana := c.ana(t)
		ana.says(string(q.Protocol))
		ana.doesNotSee("não fui nesse dia")
		ana.press(dialogs.Callback{Step: dialogs.StepInquiryThread, Verb: "see", Arg: strconv.FormatInt(q.ID, 36)}.String())
		ana.sees("Não encontrei essa demanda")
		ana.press(dialogs.Callback{Step: dialogs.StepInquiryThread, Verb: "ans", Arg: strconv.FormatInt(q.ID, 36)}.String())
		ana.sees("Não encontrei essa demanda")
	})
	t.Run("a clinic complains and asks, from both of its phones", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		p := c.provider(t)
		p.taps(phrases.BtnTalk)
		p.sees("Dúvida", "Reclamação", "Minhas demandas")
		p.doesNotSee("Reembolso", "Contestar cobrança")
		p.says("quero reclamar")
		p.sees("Escreva o que aconteceu")
		p.says("O pagamento atrasou")
		q := c.another(t)
		q.sees("mensagem à operadora")
		q.taps(phrases.BtnResume)
		q.sees("O pagamento atrasou")
		p.taps("Enviar")
		q.taps("Enviar")
		q.sees("foi enviado ou descartado")
		if len(c.memory.inquiries) != 1 || c.inquiry(t).Name != "Clínica Sorriso Ltda" {
			t.Errorf("there are %+v", c.memory.inquiries)
		}
		q.says("minhas demandas", "1")
		q.sees("O pagamento atrasou", "Aguardando")
	})
}

func TestInquiriesThatCannotGoOn(t *testing.T) {
	t.Parallel()
	complains := func(c *counter, t *testing.T) *person {
		t.Helper()
		ana := c.ana(t)
		ana.says("reclamar", "esperei duas horas", "enviar")
		ana.sees("Aguardando")
		return ana
	}
	t.Run("one that ended while somebody wrote opens another with the same words", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		ana := complains(c, t)
		ana.taps("Escrever mensagem")
		ana.says("e ainda cobraram a mais")
		other := c.inside(t, 22, 1)
		other.says("minhas demandas", "1", "encerrar", "sim")
		other.sees("Demanda encerrada")
		ana.taps("Enviar")
		ana.sees("encerrada enquanto você escrevia", "cobraram a mais", "Reclamação")
		ana.taps("Enviar")
		ana.sees("Aguardando", "cobraram a mais")
		if len(c.memory.inquiries) != 2 || len(c.memory.drafts) != 0 {
			t.Errorf("%d inquiries, drafts %+v", len(c.memory.inquiries), c.memory.drafts)
		}
	})
	t.Run("ten that wait are enough", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		ana := complains(c, t)
		for range 9 {
			ana.says("/menu", "dúvida", "posso parcelar?", "enviar")
		}
		ana.says("/menu", "dúvida")
		ana.sees("já tem várias demandas à espera")
		ana.doesNotSee("Escreva a sua dúvida")
		ana.says("minhas demandas")
		ana.taps("▶")
		ana.sees("10. ", "<b>Reclamação</b>")
	})
	t.Run("the last protocol of the day was given", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		ana := c.ana(t)
		ana.says("reclamar", "esperei duas horas")
		c.memory.sequences[calendar.DateOf(c.memory.now)] = 1_000_000
		ana.says("enviar")
		ana.sees("números de protocolo de hoje acabaram", "esperei duas horas")
	})
	t.Run("a second phone took it to the ouvidoria first", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		ana := complains(c, t)
		c.centre(t).answers("Sentimos muito.", "enviar resposta")
		ana.says("minhas demandas", "1")
		ana.taps("Levar à ouvidoria")
		ana.says("não resolve")
		other := c.inside(t, 22, 1)
		other.says("minhas demandas", "1", "ouvidoria", "levar à ouvidoria")
		ana.taps("Levar à ouvidoria")
		ana.sees("já está na ouvidoria", "não resolve", "Enviar")
		ana.taps("Enviar")
		ana.sees("Antes da sua mensagem chegou outra", "não resolve")
	})
	t.Run("a thread that is full says so", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		ana := complains(c, t)
		c.memory.inquiries[0].Entries = backend.MaxInquiryEntries
		ana.taps("Escrever mensagem")
		ana.sees("0800 000 0000")
		if len(c.memory.drafts) != 0 {
			t.Errorf("drafts %+v", c.memory.drafts)
		}
	})
	t.Run("one message is finished before another", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		ana := c.ana(t)
		ana.says("reclamar", "esperei duas horas", "/menu")
		ana.taps("Continuar mensagem")
		ana.sees("esperei duas horas")
		ana.says("/menu", "tenho uma dúvida")
		ana.sees("ainda não foi enviada", "esperei duas horas")
		ana.taps("Descartar")
		ana.sees("Mensagem descartada", "Falar com")
		if len(c.memory.drafts) != 0 {
			t.Errorf("drafts %+v", c.memory.drafts)
		}
	})
}

func TestTermOfAnInquiry(t *testing.T) {
	t.Parallel()
	c := newCounter()
	c.centre(t)
	ana := c.ana(t)
	ana.says("tenho uma dúvida", "a coroa é coberta?", "enviar")
	q := c.inquiry(t)
	ana.sees("até <b>01/12/2026</b>")
	ana.doesNotSee("Levar à ouvidoria")
	pushes := c.duties(t, q.DueAt.Add(time.Minute))
	i := slices.IndexFunc(pushes, func(p dialogs.Push) bool { return p.To == mother })
	if i < 0 || !strings.Contains(pushes[i].Reply.Text, "O prazo da resposta acabou") {
		t.Fatalf("who waits is not told: %+v", pushes)
	}
	ana.press(pushes[i].Reply.Rows[0][0].Data)
	ana.sees("Levar à ouvidoria", "segunda instância")
	ana.taps("« Voltar")
	ana.sees("🔴 O prazo acabou", "Você já pode levá-la à ouvidoria")
}
