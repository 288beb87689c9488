package dialogs_test

import (
	"strings"
	"testing"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs"
	"guiche/dialogs/phrases"
	"guiche/internal/fictional"
)

// inside is a beneficiary who has entered.
func (c *counter) inside(t fataler, chat, id int64) *person {
	t.Helper()
	p := c.person(t, chat)
	p.session.Actor = access.Actor{Role: access.Member, ID: id}
	p.says("/menu")
	return p
}

func TestRequestsInOnesName(t *testing.T) {
	c := setup(t)
	clinic := c.sent(t)
	clinic.says("/solicitacoes", "1", "mensagem", "nota do dentista", "enviar")
	ana := c.inside(t, 21, 1)
	ana.taps("Pedidos em meu nome")
	ana.sees("19/11/2026 15h", "00000001", "aguardando resposta", "Ana P.")
	ana.taps("00000001")
	ana.sees("Helena Duarte (Clínica Sorriso Ltda) pediu em seu nome", "Restauração em resina", "no dente 26", "99999920261119000001",
		"responde até segunda-feira, 23/11/2026, às 15h", "Não reconheço", "Copiar prot.")
	ana.doesNotSee("nota do dentista", "anexo", "Paula", "090216100")
	for _, text := range []string{"1", "99999920261119000001", "/s1"} {
		ana.taps("« Voltar")
		ana.says(text)
		ana.sees("pediu em seu nome")
	}
	for id, name := range map[int64]string{2: "the adult dependant", 4: "another family's"} {
		p := c.inside(t, 30+id, id)
		p.taps("Pedidos em meu nome")
		p.sees("Nenhum pedido foi enviado em seu nome")
		for _, text := range []string{"1", "99999920261119000001", "/s1", "77"} {
			p.says(text)
			p.sees("Não encontrei este pedido em seu nome")
			if strings.Contains(p.shown(), "Helena") {
				t.Errorf("%s sees who asked", name)
			}
		}
	}
}

func TestFamilyOfATitular(t *testing.T) {
	c := setup(t)
	p := c.listed(t, 1, 0, 1, 2)
	if p.lists("3", "2", "1"); t.Failed() {
		return
	}
	ana := c.inside(t, 21, 1)
	ana.taps("Pedidos em meu nome")
	ana.sees("Nina P.", "Ana P.")
	ana.doesNotSee("Caio")
	ana.taps("00000003")
	ana.sees("para Nina P.")
	ana.says("/menu")
	ana.taps("Pedidos em meu nome")
	ana.says("2")
	ana.sees("Não encontrei este pedido em seu nome")
	caio := c.inside(t, 22, 2)
	caio.taps("Pedidos em meu nome")
	caio.sees("Caio P.")
	caio.doesNotSee("Ana", "Nina")
}

func TestContest(t *testing.T) {
	c := setup(t)
	clinic := c.sent(t)
	ana := c.inside(t, 21, 1)
	ana.taps("Pedidos em meu nome", "00000001", "Não reconheço")
	ana.sees("A operadora será avisada", "Enviar mensagem")
	ana.taps("« Voltar")
	ana.sees("Não reconheço")
	ana.taps("Não reconheço")
	ana.says("nunca fui a essa clínica")
	ana.sends(dialogs.File{Name: "x.pdf"})
	ana.doesNotSee("x.pdf")
	ana.taps("Enviar mensagem")
	note := ana.replies[0]
	if note.Kind != dialogs.Note || !strings.Contains(note.Text, "99999920261119000002") || note.Rows[0][0].Copy != "99999920261119000002" {
		t.Errorf("the member holds %+v", note)
	}
	last := c.memory.requests[0].Thread[1]
	if last.Kind != backend.Contestation || last.Author != access.Member || last.Text != "nunca fui a essa clínica" {
		t.Errorf("thread %+v", last)
	}
	ana.taps("Pedidos em meu nome", "00000001")
	ana.sees("você avisou que não reconhece", "99999920261119000002", "nunca fui")
	clinic.says("/solicitacoes", "1")
	clinic.doesNotSee("nunca fui", "Não reconhecida", "Interações (2)")
	a := c.auditor(t)
	a.says("/fila", "1")
	a.sees("Não reconhecida · Beneficiário", "nunca fui")
}

// TestWhyItWasDenied: who asks why is shown the one that was denied, or told that none was.
func TestWhyItWasDenied(t *testing.T) {
	t.Parallel()
	for _, said := range []string{"foi negado meu tratamento pq", "quero a carta da negativa"} {
		some := saidIn(t, access.Member)
		some.says(said)
		some.sees("00000002", "A radiografia não mostra a lesão")
		none := newCounter().ana(t)
		none.says(said)
		none.sees(phrases.NoneDenied)
	}
}

func TestNewsOfRequests(t *testing.T) {
	c := setup(t)
	ana := c.inside(t, 21, 1)
	ana.sees("Quer que eu avise por aqui")
	ana.taps("Quanto vou pagar", "« Voltar")
	p := c.sent(t)
	if len(p.pushes) != 0 {
		t.Errorf("told without having said yes: %+v", p.pushes)
	}
	ana.doesNotSee("Quer que eu avise") // asked once
	ana.taps("Ligar avisos")
	ana.sees("Combinado", "Desligar avisos")
	ana.doesNotSee("Quer que eu avise")
	p.says("/nova", "eletivo", "helena", "090216102", "sim", "81000030", "pronto")
	p.taps(phrases.BtnDoneBare, "Enviar")
	p.told(mother, "Pedido em nome de Nina P.")
	if nina := fictional.Beneficiaries()[2].ID; len(p.pushes) != 1 {
		t.Errorf("%d, who was never asked, is told: %+v", nina, p.pushes)
	}
	ana.taps("Desligar avisos")
	ana.sees("não vou avisar", "Ligar avisos")
	p.says("/solicitacoes", "2", "cancelar")
	p.taps("Sim, cancelar")
	for _, push := range p.pushes {
		if push.To.Role == access.Member {
			t.Errorf("told after saying no: %+v", push)
		}
	}
}
