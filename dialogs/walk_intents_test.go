package dialogs_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs"
	"guiche/dialogs/nlu"
)

// plainly says each intent so that nobody doubts it.
var plainly = map[nlu.Intent]string{
	nlu.Greet: "olá, boa tarde a todos", nlu.Thank: "muito obrigado, até logo", nlu.Help: "o que você consegue fazer por mim?",
	nlu.Person: "quero falar com um atendente humano", nlu.Complain: "quero fazer uma reclamação na ouvidoria",
	nlu.Yes: "sim, pode confirmar", nlu.No: "não, está errado", nlu.Abandon: "deixa pra lá, cancela isso tudo",
	nlu.Enter: "quero fazer o login no sistema", nlu.Recover: "esqueci a minha senha de acesso", nlu.Leave: "quero sair da minha conta agora",
	nlu.Ask: "quero fazer uma nova solicitação de autorização", nlu.Status: "como está o andamento do pedido 1?", nlu.List: "quero ver todas as minhas solicitações",
	nlu.Thread: "o que a auditoria escreveu na solicitação 1?", nlu.Attach: "quero anexar a radiografia que faltou", nlu.Withdraw: "quero cancelar a solicitação 1",
	nlu.Review: "quero pedir revisão da negativa", nlu.Senha: "qual a senha de autorização da solicitação 1?", nlu.Coverage: "o plano cobre implante dentário?",
	nlu.HowTo: "como funciona o pedido de autorização?", nlu.FindCode: "qual o código tuss da extração de siso?",
	nlu.CopayAmount: "quanto vou pagar de coparticipação este mês?", nlu.CopayDetail: "por que a coparticipação veio tão cara?",
	nlu.CopayDate: "que dia a coparticipação é descontada?", nlu.CopayBalance: "quanto ficou de saldo para o próximo mês?",
	nlu.CopayWhatIf: "quanto eu pagaria se fizer um canal?", nlu.CopayRules: "quais são as regras da coparticipação?",
	nlu.Contest: "não reconheço esta cobrança no meu desconto", nlu.Refund: "como peço o reembolso de uma consulta?",
	nlu.IncomeTax: "preciso do informe para o imposto de renda", nlu.OutOfScope: "qual a previsão do tempo para amanhã?",
}

// corners are the kinds of screen of each role, and what leads there.
var corners = map[access.Role][][]string{
	access.Provider: {
		{"/menu"}, {"/solicitacoes"}, {"/s1"}, {"/s1", "anexos"}, {"/autorizacoes"}, {"/s1", "qual a senha dele?"}, {"/s1", "cancelar solicitacao"}, {"/servicos"},
		{"/atendente"}, {"/conta"}, {"/conta", "avisos"}, {"/nova"}, {"/nova", "Ana P"}, {"/nova", "090216100", "sim"}, {"/nova", "090216100", "sim", "85100218"},
		{"/nova", "090216100", "sim", "85100218", "46"}, {"/nova", "090216100", "sim", "85100218 46 MOD"}, {"/nova", "090216100", "sim", "85100218 46 MOD", "pronto"},
		{"/nova", "090216100", "sim", "85100218 46 MOD", "pronto", "pronto"}, {"/nova", "090216100", "/cancelar"}, {"/nova", "090216100", "/sair"}, {"/s2", "pedir revisão"},
	},
	access.Member:  {{"/menu"}, {"pedidos em meu nome"}, {"/s1"}, {"quanto vou pagar"}, {"outubro"}, {"saldo"}, {"simular"}, {"regras"}, {"/servicos"}, {"/atendente"}, {"/conta"}, {"/s1", "não reconheço"}},
	access.Auditor: {{"/menu"}, {"/fila"}, {"/s1"}, {"conferir"}, {"/servicos"}, {"/conta"}, {"/atendente"}},
	access.Attendant: {
		{"/menu"}, {"atendimento"}, {"atendimento", "conversa"}, {"atendimento", "conversa", "assumir"}, {"atendimento", "reclamação"},
		{"atendimento", "reclamação", "responder"}, {"/servicos"}, {"/conta"}, {"/atendente"}, {"/sair"},
	},
	access.Visitor: {{"/start"}, {"/servicos"}, {"/atendente"}, {"beneficiário"}},
}

// TestEverythingIsAskedEverywhere walks the intents, the roles and the kinds of screen:
// each is answered by a sound screen, and whatever is asked, nothing that counts changes
// before somebody taps.
func TestEverythingIsAskedEverywhere(t *testing.T) {
	t.Parallel()
	for role, places := range corners {
		t.Run("as "+string(role), func(t *testing.T) {
			t.Parallel()
			for _, way := range places {
				p := saidIn(t, role)
				for _, intent := range nlu.Intents() {
					askedAt(t, p, way, intent)
				}
			}
		})
	}
}

// askedAt says an intent somewhere.
func askedAt(t *testing.T, p *person, way []string, intent nlu.Intent) {
	t.Helper()
	p.says("/start")
	p.says(way...)
	actor := p.session.Actor
	var draft *backend.Draft
	if p.session.Draft != nil {
		draft = p.session.Draft.Clone()
	}
	before := situations(p.c)
	p.screen.Text = ""
	p.says(plainly[intent])
	if p.screen.Text == "" && p.stepOf() != dialogs.StepLive { // where it is passed on to a person
		t.Errorf("%s after %q: no screen", intent, way)
	}
	if p.session.Actor != actor {
		t.Errorf("%s after %q: somebody else is here", intent, way)
	}
	if diff := cmp.Diff(before, situations(p.c)); diff != "" {
		t.Errorf("%s after %q changed a request (-before +after)\n%s", intent, way, diff)
	}
	if draft != nil {
		if _, kept := p.c.memory.drafts[draft.ID]; !kept && len(draft.Form.Items) > 0 {
			t.Errorf("%s after %q lost the draft", intent, way)
		}
	}
}

func situations(c *counter) []backend.Situation {
	var all []backend.Situation
	for _, d := range c.memory.requests {
		all = append(all, d.Situation)
	}
	return all
}
