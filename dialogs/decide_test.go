package dialogs_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs"
	"guiche/dialogs/phrases"
)

// second is a person who has entered as the other auditor.
func (c *counter) second(t fataler) *person {
	t.Helper()
	p := c.person(t, 19)
	p.says("/start", "auditor2", "auditoria-2026")
	return p
}

// waiting is a counter with a request of a crown, a restoration and three x-rays.
func waiting(t *testing.T) *counter {
	t.Helper()
	c := setup(t)
	c.desk(t).files(crown, resin, scale)
	return c
}

// took is an auditor who has taken request 1.
func (c *counter) took(t fataler) *person {
	t.Helper()
	a := c.auditor(t)
	a.taps("Fila de análise", "00000001", "Assumir")
	a.sees("Decidir", "00000001", "sua até 15h30")
	return a
}

// toldOf are the texts that an actor was pushed about a topic in the last turn.
func (p *person) toldOf(topic backend.Topic, who access.Actor) []string {
	var texts []string
	for _, push := range p.pushes {
		if push.To == who && push.Topic == topic {
			texts = append(texts, push.Reply.Text)
		}
	}
	return texts
}

func has(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%q is not in:\n%s", part, text)
		}
	}
}

func TestTheCaseOfAnAuditor(t *testing.T) {
	c := waiting(t)
	a := c.auditor(t)
	a.taps("Fila de análise", "00000001")
	a.sees("Ana P. · 090216100 · 68 anos · Essencial Odonto", "Sem carência pendente", "Helena Duarte", "Clínica Sorriso", "85400084",
		"⚖️ <code>3059</code>", "Responder até", "Assumir", "Próxima da fila")
	c.memory.now = thursday.Add(5 * 24 * time.Hour)
	a.says("/s1")
	a.sees("🔴 <b>ATRASADA</b>: o prazo era")
	a.says("/fila")
	a.sees("🔴 <b>ATRASADA</b> · ")
}

func TestDecideAllAtOnce(t *testing.T) {
	c := waiting(t)
	a := c.took(t)
	a.taps("Autorizar todos", "Conferir e enviar")
	a.sees("É isto que o dentista recebe", "geradas no envio", "Confirmar e enviar")
	if len(a.pushes) != 0 || len(c.memory.requests[0].Releases) != 0 {
		t.Error("something left before it was confirmed")
	}
	a.taps("Confirmar e enviar")
	a.sees("Decisão enviada: <b>Autorizada</b>", "Próxima da fila")
	told := a.toldOf(backend.TopicDecision, sorriso)
	if len(told) != 2 {
		t.Fatalf("the clinic is told %q", told)
	}
	has(t, told[1], "Senha de autorização", "Guia", "85400084", "81000421")
	if d := c.memory.requests[0]; d.Situation != backend.Authorised || len(d.Releases) != 1 {
		t.Errorf("%s, %d releases", d.Situation, len(d.Releases))
	}
	a.taps("Próxima da fila")
	a.sees("Não há outra solicitação livre na fila")
}

func TestDecideItemByItem(t *testing.T) {
	c := waiting(t)
	a := c.took(t)
	a.taps("1 · 85400084", "⛔ Negar")
	a.sees("Qual é o <b>motivo</b>?", "Indicação", "Repetição")
	a.taps("Indicação", "3117")
	a.sees("dizer ao dentista", "O prognóstico é desfavorável. Para revisão")
	a.taps("Usar este texto")
	a.sees("⛔ negar: 3117", "Toque em um item")
	a.taps("2 · 85100218", "☑️ Autorizar menos", "MO")
	a.says("3056", "Duas faces bastam pela radiografia.")
	a.sees("☑️ menos: <code>85100200</code> · dente 26 MO")
	a.taps("3 · 81000421", "✅ Autorizar", "Conferir e enviar")
	a.sees("3117", "prognóstico", "85100200", "Duas faces bastam pela radiografia.", "Lívia Campos", "CRO-RJ 777", "Confirmar")
	preview := a.screen.Text
	a.taps("Confirmar e enviar")
	told := a.toldOf(backend.TopicDecision, sorriso)
	if len(told) != 2 {
		t.Fatalf("the clinic is told %q", told)
	}
	if !strings.Contains(preview, told[0]) {
		t.Errorf("confirmed was\n%s\nsent is\n%s", preview, told[0])
	}
	has(t, told[1], "fotopolimerizável 2 faces – <code>85100200</code>", "81000421")
	d := c.memory.requests[0]
	if d.Situation != backend.PartlyAuthorised || d.DeniedBy != livia.ID || d.Thread[1].Signed[0].Name != "Lívia Campos" {
		t.Errorf("%s, denied by %d, signed %+v", d.Situation, d.DeniedBy, d.Thread[1].Signed)
	}
}

func TestDecideByTyping(t *testing.T) {
	c := waiting(t)
	a := c.took(t)
	a.says("autorizar 1", "negar 2 3016", "sim", "reduzir 3", "x2", "1423", "Bastam duas tomadas.")
	a.sees("✅ autorizar", "⛔ negar: 3016", "☑️ menos")
	a.says("conferir", "enviar")
	a.sees("toque em Confirmar e enviar", "É isto que o dentista recebe")
	a.says("confirmar")
	if d := c.memory.requests[0]; d.Situation != backend.PartlyAuthorised || len(d.Releases[0].Items) != 2 {
		t.Errorf("%s %+v", d.Situation, d.Releases)
	}
}

func TestWordsForAReason(t *testing.T) {
	c := waiting(t)
	a := c.took(t)
	a.says("negar 1", "banana")
	a.sees("Não reconheci o motivo")
	a.says("0000")
	a.sees("Não reconheci o motivo")
	a.says("radiografia")
	a.sees("3085", "3124", "« Grupos", "<code>3085</code> "+phrases.Reason("3085"))
	a.taps("« Grupos")
	a.sees("Indicação")
	a.says("3016 e 1433")
	a.sees("dizer ao dentista")
	a.says(strings.Repeat("x", backend.MaxReason+1))
	a.sees("cabem até 600")
	a.taps("« Voltar")
	a.sees("Qual é o <b>motivo</b>?")
	a.taps("« Voltar")
	a.sees("O que decidir deste item?")
	a.taps("« Voltar")
	a.sees("Toque em um item")
	if f := a.form(); len(f.Rulings) != 0 {
		t.Errorf("left over: %+v", f.Rulings)
	}
}

func TestAskAndAnswer(t *testing.T) {
	c := waiting(t)
	clinic, a := c.provider(t), c.took(t)
	a.taps("1 · 85400084", "❓ Pedir ao dentista", "Radiografia inicial")
	a.sees("Por favor, envie a radiografia inicial do dente 26")
	a.taps("Usar este texto", "Conferir e enviar", "Confirmar e enviar")
	a.sees("Aguardando documento", "o prazo está parado")
	told := a.toldOf(backend.TopicQuestion, sorriso)
	if len(told) != 1 || len(a.toldOf(backend.TopicDecision, sorriso)) != 0 {
		t.Fatalf("the clinic is told %+v", a.pushes)
	}
	has(t, told[0], "00000001", "85400084", "Radiografia inicial", "Por favor, envie", "Responda por aqui")
	if rows := a.pushes[0].Reply.Rows; rows[0][0].Text != phrases.BtnReply {
		t.Errorf("its buttons are %+v", rows)
	}
	c.memory.now = thursday.Add(time.Hour)
	clinic.sends(dialogs.File{Name: "rx.png"}) // right there
	clinic.arrives()
	clinic.sees("Anotei como resposta à solicitação", "rx.png")
	clinic.taps("Enviar mensagem")
	clinic.sees("Resposta enviada", "Em análise")
	if told := clinic.toldOf(backend.TopicQuestion, livia); len(told) != 1 || !strings.Contains(told[0], "O dentista respondeu") || !strings.Contains(told[0], "Responder até") {
		t.Errorf("the auditor is told %+v", clinic.pushes)
	}
	a.says("/fila")
	a.sees("respondeu")
	a.taps("00000001", "Assumir")
	a.sees("1 anexo")
	a.taps("Autorizar todos", "Conferir", "Confirmar")
	if d := c.memory.requests[0]; d.Situation != backend.Authorised || d.Thread[2].Answers != 2 {
		t.Errorf("%s %+v", d.Situation, d.Thread)
	}
}

func TestLateAnswer(t *testing.T) {
	c := waiting(t)
	clinic, a := c.provider(t), c.took(t)
	a.says("pedir 1 justificativa", "sim", "conferir", "confirmar")
	clinic.says("/s1")
	clinic.taps("Responder")
	clinic.says("Fratura da cúspide.")
	a.says("assumir", "negar 1 3034", "sim", "autorizar 2", "autorizar 3", "conferir", "confirmar")
	clinic.taps("Enviar mensagem")
	clinic.sees("a pergunta já não estava aberta", "Autorizada em parte")
	if d := c.memory.requests[0]; d.Situation != backend.PartlyAuthorised || d.Thread[len(d.Thread)-1].Answers != 0 {
		t.Errorf("%s %+v", d.Situation, d.Thread)
	}
	t.Run("to what was cancelled is refused", func(t *testing.T) {
		c := waiting(t)
		clinic, a := c.provider(t), c.took(t)
		other := c.another(t)
		a.says("pedir 1 justificativa", "sim", "conferir", "confirmar")
		clinic.says("/s1")
		clinic.taps("Responder")
		clinic.says("Fratura da cúspide.")
		other.says("/s1", "cancelar solicitação")
		other.taps("Sim, cancelar")
		clinic.taps("Enviar mensagem")
		clinic.sees("encerrada (Cancelada)")
	})
	t.Run("goes on in view of the question when its writer comes back", func(t *testing.T) {
		c := waiting(t)
		clinic, a := c.provider(t), c.took(t)
		clinic.says("/s1", "mensagem", "Fratura da cúspide.")
		a.says("pedir 1 justificativa", "sim", "conferir", "confirmar")
		clinic.says("/s1", "responder", "enviar")
		clinic.sees("Resposta enviada")
	})
	t.Run("that was begun before the question is none", func(t *testing.T) {
		c := waiting(t)
		clinic, a := c.provider(t), c.took(t)
		clinic.says("/s1", "mensagem", "Fratura da cúspide.")
		a.says("pedir 1 justificativa", "sim", "conferir", "confirmar")
		clinic.says("enviar")
		if d := c.memory.requests[0]; d.Situation == backend.AwaitingJustification {
			clinic.sees("a auditoria fez uma pergunta")
		} else {
			// The message came first: the decision was overtaken by it.
			t.Errorf("%s", d.Situation)
		}
	})
}

func TestTwoAuditors(t *testing.T) {
	c := waiting(t)
	a, b := c.took(t), c.second(t)
	b.taps("Fila de análise")
	b.sees("🔒 Lívia C. até 15h30")
	b.taps("🔒 00000001")
	b.sees("🔒 Com Lívia Campos até 15h30.")
	b.doesNotSee("Assumir")
	b.says("assumir")
	b.sees("Lívia Campos assumiu esta solicitação até 15h30.")
	a.says("autorizar todos", "conferir")
	c.memory.now = thursday.Add(31 * time.Minute)
	b.says("/s1")
	b.taps("Assumir")
	a.taps("Confirmar e enviar")
	a.sees("Rui Barreto assumiu esta solicitação até 16h01.")
	b.says("negar 1 3083", "sim", "negar item 2 3083", "sim", "nega o item 3 3083", "sim", "conferir", "confirmar")
	a.says("/menu")
	a.taps("Continuar decisão")
	if d := c.memory.requests[0]; d.Situation != backend.Denied || d.DeniedBy != rui.ID {
		t.Errorf("%s by %d", d.Situation, d.DeniedBy)
	}
	a.sees("Nenhum item desta solicitação aguarda decisão")
	a.taps("Liberar")
	a.sees("Quer descartar esta decisão")
	a.taps("Descartar")
	a.sees("Negada", "Rui Barreto")
}

func TestCancelledWhileDecided(t *testing.T) {
	c := waiting(t)
	clinic, a := c.provider(t), c.took(t)
	a.says("autorizar todos", "conferir")
	clinic.says("/s1", "cancelar solicitação")
	clinic.taps("Sim, cancelar")
	a.taps("Confirmar e enviar")
	a.sees("já está <b>Cancelada</b>", "Clínica Sorriso")
	if d := c.memory.requests[0]; d.Situation != backend.Cancelled || len(d.Releases) != 0 || len(c.memory.drafts) != 0 {
		t.Errorf("%s, %d releases, %d drafts", d.Situation, len(d.Releases), len(c.memory.drafts))
	}
}

func TestSomethingCameWhileDeciding(t *testing.T) {
	c := waiting(t)
	clinic, a := c.provider(t), c.took(t)
	a.says("negar 1 3034", "sim", "conferir")
	clinic.says("/s1", "mensagem", "O dente fraturou.", "enviar")
	a.taps("Confirmar e enviar")
	a.sees("Enquanto você decidia, Clínica Sorriso", "escreveu", "Nada foi enviado", "O dente fraturou.")
	if d := c.memory.requests[0]; len(d.Thread) != 2 {
		t.Errorf("%d entries", len(d.Thread))
	}
	a.taps("Conferir e enviar", "Confirmar e enviar")
	if d := c.memory.requests[0]; len(d.Thread) != 3 || d.Result(0) != backend.Refused {
		t.Errorf("%d entries, %v", len(d.Thread), d.Results)
	}
}

func TestConfirmedTwice(t *testing.T) {
	c := waiting(t)
	a := c.took(t)
	a.taps("Autorizar todos", "Conferir e enviar")
	send, _ := a.button("Confirmar e enviar")
	a.press(send.Data)
	a.press(send.Data)
	if d := c.memory.requests[0]; len(d.Thread) != 2 || len(d.Releases) != 1 || a.answer.Text != phrases.SentAlready {
		t.Errorf("%d entries, %d releases, answered %q", len(d.Thread), len(d.Releases), a.answer.Text)
	}
	t.Run("of an older screen is not sent", func(t *testing.T) {
		c := waiting(t)
		a := c.took(t)
		a.taps("Autorizar todos", "Conferir e enviar")
		send, _ := a.button("Confirmar e enviar")
		a.taps("« Voltar")
		a.says("negar 1 3083", "sim", "conferir")
		a.press(send.Data)
		a.sees("A decisão mudou depois desta tela")
		if len(c.memory.requests[0].Thread) != 1 {
			t.Error("it was sent")
		}
	})
}

func TestLettingGo(t *testing.T) {
	c := waiting(t)
	a := c.took(t)
	a.taps("Liberar")
	a.sees("Assumir")
	if held := c.memory.requests[0].Claim; held != (backend.Claim{}) || len(c.memory.drafts) != 0 {
		t.Errorf("held by %+v, %d drafts", held, len(c.memory.drafts))
	}
	a.taps("Assumir")
	a.says("/menu", "/s1")
	a.taps("Continuar decisão")
	a.sees("Toque em um item")
	a.says("autorizar 1", "/menu")
	a.taps("Continuar decisão")
	a.sees("✅ autorizar")
	a.taps("Liberar", "Continuar decisão")
	a.sees("✅ autorizar")
	actions := []string{}
	for _, e := range c.memory.audit {
		if e.Action == access.DecideRequest {
			actions = append(actions, e.Code)
		}
	}
	if want := []string{"claimed", "unclaimed", "claimed"}; !slices.Equal(actions, want) {
		t.Errorf("audited %v, want %v", actions, want)
	}
}

func TestAClaimIsRenewedByDeciding(t *testing.T) {
	c := waiting(t)
	a := c.took(t)
	c.memory.now = thursday.Add(20 * time.Minute)
	a.says("autorizar 1")
	a.sees("sua até 15h50")
	if held := c.memory.requests[0].Claim; !held.Until.Equal(thursday.Add(50 * time.Minute)) {
		t.Errorf("held until %s", held.Until)
	}
}

func TestADecisionTakesNoFiles(t *testing.T) {
	c := waiting(t)
	a := c.took(t)
	a.sends(dialogs.File{Name: "rx.png"})
	a.sees("A decisão não leva arquivos")
	if len(c.memory.fetches) != 0 {
		t.Error("it is fetched")
	}
}
