package dialogs_test

import (
	"testing"
	"time"

	"guiche/dialogs/phrases"
)

// TestQuestionsAboutAMessage: a question is answered beside the message, which stays; what
// happened goes into it.
func TestQuestionsAboutAMessage(t *testing.T) {
	t.Parallel()
	ana := newCounter().ana(t)
	ana.says("quero reclamar", "esperei duas horas na recepção da clínica")
	for said, want := range map[string]string{
		"quanto tempo demora a resposta": "7 dias úteis", "qual o telefone?": "0800 000 0000", "pode ser anonimo?": phrases.NotAnonymous,
		"vc é um robo?": phrases.WhoAmI, "vcs vendem meus dados?": phrases.NoDataSold, "quem é a ouvidora?": phrases.OmbudsmanIs,
		"o que é CH": "500 CHs", "por que 10%": "10%",
	} {
		ana.says("continuar", said)
		ana.sees(want)
		ana.doesNotSee("1 dia útil")
		if d := ana.session.Draft; d == nil || d.Form.Note != "esperei duas horas na recepção da clínica" {
			t.Fatalf("%q changed the message to %+v", said, d)
		}
	}
	ana.says("continuar")
	ana.sees("esperei duas horas", "Enviar")
	ana.says("a atendente riu de mim")
	ana.sees("riu de mim")
}

// TestMessageThatNobodyMeant: what a guess began, and is empty, yields to what is asked.
func TestMessageThatNobodyMeant(t *testing.T) {
	t.Parallel()
	ana := newCounter().ana(t)
	ana.says("que atendimento horroroso o de vocês")
	ana.says("/menu", "preciso de um reembolso da consulta")
	ana.sees("Envie o recibo")
	ana.says("quanto vou pagar esse mês?")
	ana.sees("Débito")
	ana.doesNotSee("Envie o recibo")
	ana.says("/menu", "tem reembolso de remedio?")
	ana.sees(phrases.RefundDepends)
	ana.says("/menu", "a atendente me desligou na cara dia 12, quero reclamar")
	ana.sees("“a atendente me desligou na cara dia 12, quero reclamar”", phrases.ContestWords)
}

func TestOmbudsmanByWords(t *testing.T) {
	t.Parallel()
	c := newCounter()
	centre, ana := c.centre(t), c.ana(t)
	ana.says("quero reclamar", "a atendente desligou na minha cara", "enviar")
	for _, where := range []string{"/menu", "quanto vou pagar", "minhas demandas"} {
		ana.says(where, "quero a ouvidoria")
		ana.sees("espera a resposta até", "Reclamação")
		ana.doesNotSee("Escreva o que aconteceu", "Enviar")
	}
	ana.says("/menu", "cade minha reclamaçao")
	ana.sees("desligou na minha cara", "Aguardando a resposta")
	ana.says("meu pedido de reclamação tem novidade?")
	ana.sees("Aguardando a resposta")
	ana.doesNotSee("Enviar mensagem")
	centre.answers("Foi apurado.")
	centre.taps("Improcedente", "Enviar resposta")
	ana.says("/menu", "nao concordo com essa resposta, é uma palhaçada")
	ana.sees("É esta demanda?", "[Levar à ouvidoria]")
	ana.taps("Levar à ouvidoria")
	ana.says("quanto vou pagar este mês?")
	ana.sees("Débito", phrases.BtnWriteOn)
	ana.says("nao ouviram nada, ela foi grossa e eu tenho 68 anos")
	ana.sees("“nao ouviram nada", "ouvidoria")
	ana.says("enviar")
	ana.says("quero ir na ans")
	ana.sees("0800 701 9656")
}

// TestContestingSupposesNothing: who denies what stands in the account is no asker of
// prices.
func TestContestingSupposesNothing(t *testing.T) {
	t.Parallel()
	c := newCounter()
	for _, said := range []string{"ta errado isso ai, eu nao fiz acupuntura", "pq 540 se da 320", "foram duas sessoes de fono no mesmo dia 12 e ela só foi em uma", "pq so 45", "mas quanto custou a ressonancia entao"} {
		for name, p := range map[string]*person{"ana": c.ana(t), "bruno": c.bruno(t)} {
			for _, where := range []string{"quanto vou pagar", "exame 300"} {
				p.says("/menu", "quanto vou pagar", where, said)
				if p.session.State.Step == "whatif" {
					t.Errorf("%s, %q after %q:\n%s", name, said, where, p.shown())
				}
				p.doesNotSee("Quanto a operadora pagaria", "iria de")
			}
		}
	}
	bruno := c.bruno(t)
	bruno.says("quanto vou pagar", "simular", "exame 800")
	bruno.sees("R$ 800,00")
	bruno.says("e se for 2 ?")
	bruno.sees("2 vezes", "R$ 1.600,00")
	bruno.says("e em dezembro?")
	bruno.sees("vence em <b>30/12/2026</b>")
	ana := c.ana(t)
	ana.says("quero contestar o valor do caio")
	ana.sees("assunto de Caio")
	ana.says("/menu", "ta errado, meu beneficio é 2100 nao 2480")
	ana.sees("“ta errado, meu beneficio é 2100 nao 2480”", "Enviar")
}

func TestPlanAndNoticesInWords(t *testing.T) {
	t.Parallel()
	c := newCounter()
	bruno := c.bruno(t)
	for said, want := range map[string]string{
		"e se eu for demitido": phrases.JobChange, "vou me aposentar muda algo?": phrases.JobChange, "troca meu email": phrases.RegisterByPeople,
		"quanto a Ana Prado paga?": "No seu plano vejo só você",
		"quero ser avisada":        phrases.NewsOn, "liga os avisos": phrases.NewsOn, "so me avisa se for da nina": "Avisos",
	} {
		bruno.says("/menu", said)
		bruno.sees(want)
	}
}

// TestWordsInTheQueue: as long as nobody reads it the counter answers who waits.
func TestWordsInTheQueue(t *testing.T) {
	t.Parallel()
	c := newCounter()
	_, ana := c.waiting(t)
	for _, said := range []string{"quantos tem na minha frente?", "vai demorar?"} {
		ana.says(said)
		ana.sees(phrases.LiveQueued, "próxima pessoa da fila")
	}
	for _, said := range []string{"desisto", "cancela", "sair"} {
		ana.says(said)
		ana.sees(phrases.LiveGiveUp, "Encerrar conversa")
	}
	ana.says("cobraram duas vezes")
	if n := len(ana.replies); n != 0 {
		t.Errorf("%d replies", n)
	}
	c.memory.now = time.Date(2026, time.November, 21, 23, 0, 0, 0, c.memory.now.Location())
	ana.says("entao me liguem amanha")
	if len(ana.replies) != 1 || ana.replies[0].Text != phrases.LiveAddedClosed {
		t.Errorf("replies %+v", ana.replies)
	}
	ana.says("alo")
	if n := len(ana.replies); n != 0 {
		t.Errorf("%d replies", n)
	}
}

// TestRequestDeniedInWords: who denies the request on the screen contests that one.
func TestRequestDeniedInWords(t *testing.T) {
	t.Parallel()
	for _, said := range []string{"nao fui eu que pedi isso", "eu nao fiz isso, nunca fui nessa clinica"} {
		c := newCounter()
		c.sent(t)
		ana := c.ana(t)
		ana.taps("Pedidos em meu nome")
		ana.says(said)
		ana.sees(phrases.PickUnknown)
		ana.says("00000001", said)
		ana.sees("“"+said, "Enviar")
	}
	ana := newCounter().ana(t)
	ana.says("cobre implante?", "e aparelho ortodontico?")
	ana.sees("Menu")
	ana.doesNotSee("Onde estou conectado")
	ana.says("/menu", "reembolso", "a acupuntura de agosto nao fui eu")
	ana.doesNotSee("Pedir reembolso")
}
