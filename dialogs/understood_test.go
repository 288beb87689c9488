package dialogs_test

import (
	"strings"
	"testing"

	"guiche/backend"
	"guiche/backend/access"
)

// sentences are what people write, and where it leads: the step, and after a colon what is
// to be seen there. The clinic has request 1, authorised, and request 2, denied.
var sentences = map[access.Role]string{
	access.Provider: `
		bom dia, preciso pedir autorização pra uma paciente            → form
		quero dar entrada num pedido                                   → form
		vou mandar uma guia nova                                       → form
		abre uma solicitação pra mim por favor                         → form
		e aquele pedido 1, já saiu?                                    → req: 00000001
		a solicitação 1 foi aprovada?                                  → req: Autorizada
		o pedido número 1 tá liberado já?                              → req: 00000001
		me fala do protocolo 99999920261119000001                      → req: 00000001
		cadê a resposta do pedido 2                                    → req: Negada
		alguma novidade da 00000002?                                   → req: Negada
		como tá o andamento dos meus pedidos                           → list
		me mostra tudo que eu já mandei                                → list
		quais foram negadas?                                           → list: 🔎 Negada
		tem alguma solicitação minha em aberto?                        → list
		queria ver a lista do que enviei esse mês                      → list
		os pedidos da matrícula 090216100                              → list: Ana P.
		o que a auditoria escreveu no pedido 2                         → req: 00000002
		quero ver as mensagens da solicitação 1                        → req: Interações
		qual a senha do pedido 1                                       → aut: Senha de autorização
		preciso da senha de autorização da solicitação 1               → aut: Senha de autorização
		qual é a senha de autorização da paciente?                     → auts
		até quando vale a senha de autorização?                        → auts
		a guia do pedido 1 ainda tá na validade?                       → aut
		quero cancelar o pedido 1                                      → wdr: cancel
		desisti da solicitação 1, cancela pra mim                      → wdr
		a paciente desistiu, como cancelo a solicitação                → list: Qual delas
		quero contestar a negativa do pedido 2                         → form: Pedido de revisão
		não concordo com a glosa do pedido 2, quero que revejam        → form: Pedido de revisão
		negaram sem motivo, quero recorrer                             → form: Pedido de revisão
		preciso mandar a radiografia que faltou                        → list: envie
		onde eu anexo o laudo da solicitação 1?                        → req: Pode enviar
		qual o código de extração de siso                              → menu: 82001286
		me passa o código tuss de limpeza                              → menu: 84000198
		que codigo eu uso pra canal de molar                           → menu: 85200158
		o que é 85100218?                                              → menu: Restauração em resina
		o plano cobre clareamento?                                     → menu: 85100030
		esse convênio tem cobertura pra implante?                      → menu: 82000980
		a paciente tá na carência?                                     → menu: Depende do plano
		quanto tempo vocês demoram pra responder?                      → menu: A auditoria responde
		em quantos dias sai a autorização                              → menu: A auditoria responde
		preciso mandar raio x pra fazer endodontia?                    → menu: 85200158
		como é que funciona pra autorizar um procedimento?             → menu: confiro as regras
		que documentos vocês pedem pra prótese                         → menu: radiografia
		esqueci minha senha de acesso                                  → acc
		quero mudar a senha que uso pra entrar                         → acc
		quero falar com uma pessoa                                     → talk
		me passa pra um atendente humano                               → talk
		tem algum telefone que eu possa ligar?                         → talk
		quero fazer uma reclamação de vocês                            → form: Reclamação
		estou indignada com o atendimento, péssimo                     → form: Reclamação
		o que você sabe fazer?                                         → menu: Ajuda
		to perdida, me ajuda                                           → menu: Ajuda
		obrigada viu, salvou meu dia                                   → menu: De nada
		boa tarde pessoal da central                                   → menu: Olá
		quero sair da conta                                            → menu: Quer sair
		entrar com outro usuário                                       → menu: Quer sair
		quanto a paciente vai pagar de coparticipação?                 → menu
		protocolo do INSS                                              → menu: não é daqui
		qual a senha do wifi                                           → menu
		me vê o reembolso do uber                                      → menu: não é daqui
		qual a senha do cartão do banco                                → menu: não é daqui
		que horas passa o ônibus pra rodoviária                        → menu: Não entendi
		receita de bolo de fubá                                        → menu: Não entendi
		quem ganhou o jogo ontem?                                      → menu: Não entendi
		vende-se apartamento na praia                                  → menu: Não entendi
		asdkjh qwe                                                     → menu: Não entendi
		onde vejo o pagamento das minhas produções                     → svc: Extrato
		preciso da tabela tuss                                         → svc: Tabela
		quero incluir um dentista na clínica                           → svc: Credenciamento
		como envio os lotes xml                                        → svc: lotes XML`,
	access.Member: `
		quanto vou pagar esse mês?                                     → amt
		oi, queria saber quanto vem de desconto pra mim                → amt
		obrigado, e quanto fica em dezembro?                           → amtm: 21/12/2026
		cancela esse desconto                                          → amtm
		nao quero mais receber aviso                                   → news
		me diz quanto eu vou ter que pagar esse mês                    → amt
		qual o valor da minha coparticipação                           → amt
		quanto deu em outubro?                                         → amtm: outubro de 2026
		me diz quanto foi setembro                                     → amtm: setembro de 2026
		quanto descontaram em julho                                    → amtm: junho de 2026
		por que veio tão caro em outubro                               → amtm: outubro de 2026
		não entendi por que cobraram tanto                             → amtm
		de onde saiu esse valor?                                       → amtm
		o que é que estão me cobrando afinal                           → amtm
		quando desconta                                                → amt: Débito em
		que dia cai o débito na minha conta?                           → amt
		sai no contracheque ou na conta?                               → amt
		o que ficou pro mês que vem?                                   → amtc
		tenho saldo pra pagar ainda?                                   → amtc
		quantas sessões de fono faltam pra aumentar                     → amtc
		quantas sessões de fono ainda posso fazer                      → amtc: fonoaudiologia
		quanto fica se eu fizer um canal                               → amtw: Tratamento odontológico
		e se eu fizer uma ressonância quanto sai pra mim               → amtw: Exame
		simula uma consulta de 300 reais                               → amtw: R$ 300,00
		quanto eu pagaria numa fisioterapia                            → amtw: Fisioterapia
		qual a porcentagem que eu pago em cada coisa                   → amtr
		como funciona essa tal de coparticipação                       → amtr
		tem um limite por mês?                                         → amtr
		não reconheço esse desconto                                    → amtm
		essa cobrança tá errada, eu não fiz isso                       → amtm
		cobraram uma consulta que eu nunca fui                         → amtm
		quero reembolso de uma consulta particular                     → form: eembolso
		como peço o dinheiro de volta do dentista que paguei           → form: eembolso
		informe de rendimentos                                         → amti: imposto de renda
		preciso do comprovante pro imposto de renda                    → amti
		quanto gastei com o plano no ano passado pro IR                → amti
		meu dentista já pediu a autorização?                           → own
		foi autorizado meu tratamento?                                 → own
		quero ver os pedidos que fizeram em meu nome                   → own
		e o pedido 1, já liberaram?                                    → ownreq
		qual a senha de autorização do meu canal                       → own: com o dentista
		o meu plano cobre aparelho?                                    → menu: Aparelho ortodôntico fixo
		já passou a carência?                                          → menu: não tem carência pendente
		o dentista falou que precisa de autorização, como funciona?    → menu: acompanha
		quanto tempo demora pra autorizarem                            → menu: A auditoria responde
		quero pedir autorização pra um tratamento                      → own
		esqueci minha senha de acesso                                  → menu: Beneficiário não tem
		quero falar com uma pessoa                                     → talk
		me liga com um atendente                                       → talk
		quero reclamar                                                 → form: Reclamação
		vou na ANS reclamar de vocês                                   → form: Reclamação
		oi boa noite tudo bem?                                         → menu
		muito obrigado pela ajuda                                      → menu
		me ajuda aqui, não sei mexer nisso                             → menu: Ajuda
		o que dá pra fazer por aqui                                    → menu: Ajuda
		quero sair                                                     → menu: Quer sair
		segunda via da carteirinha                                     → svc: Carteirinha
		onde tem dentista perto de casa                                → svc: Rede
		previsão do tempo pra amanhã                                   → menu: Não entendi
		protocolo do INSS                                              → menu: não é daqui
		reembolso do uber                                              → menu: não é daqui
		minha fatura do cartão de crédito veio errada                  → menu: não é daqui
		segundo turno da eleição é quando                              → menu: Não entendi
		me empresta 50 reais                                           → menu: Não entendi`,
	access.Auditor: `
		o que tem na fila hoje?                                        → queue
		quais casos estão esperando análise                            → queue
		abre o caso do pedido 1                                        → req: 00000001
		quero ver a solicitação 2                                      → req: 00000002
		me mostra as urgências pendentes                               → queue
		conferir as liberações automáticas                             → looks
		qual o código de resina 3 faces                                → menu: 85100218
		esqueci minha senha de acesso                                  → acc
		quero falar com alguém da central                              → talk
		como peço autorização de um procedimento                       → menu
		hoje tem jogo do flamengo?                                     → menu: Não entendi`,
	access.Visitor: `
		quanto vou pagar esse mês                                      → member: Entre primeiro
		quero pedir uma autorização                                    → login: Entre primeiro
		como tá meu pedido 1                                           → login: Entre primeiro
		esqueci minha senha de acesso                                  → login: senha de acesso
		perdi minha senha, como faço pra entrar                        → login: senha de acesso
		como faço pra entrar?                                          → login
		o que vocês fazem aqui?                                        → login: Ajuda
		qual o horário de vocês                                        → talk
		quero falar com uma pessoa                                     → talk
		quero fazer uma reclamação                                     → talk: Sinto muito
		o que vocês fazem com meus dados?                              → login
		protocolo do INSS                                              → login: não é daqui`,
}

// saidAt is somebody of a role at the counter of the sentences; saidIn is the same in a
// test that walks.
func saidAt(t *testing.T, role access.Role) *person {
	t.Helper()
	t.Parallel()
	return saidIn(t, role)
}

func saidIn(t *testing.T, role access.Role) *person {
	t.Helper()
	c := deciding()
	p := c.sent(t)
	c.operator(func(*backend.Operator) {}) // from here on nothing is decided at once
	p.says("/menu", "/nova")
	p.taps("Ana P.")
	p.says("sim", "85100200 36 MO", "pronto")
	p.taps("Seguir sem anexos", "Enviar")
	c.ruled(t, 2, livia)
	switch role {
	case access.Provider:
		p.says("/menu")
		return p
	case access.Member:
		return c.ana(t)
	case access.Auditor:
		a := c.auditor(t)
		a.says("/menu")
		return a
	case access.Attendant:
		p.says("/menu", "quero reclamar", "O pagamento atrasou", "enviar", "/atendente")
		p.taps("💬 Conversar por aqui")
		p.says("a guia 12 voltou com erro")
		return c.attendant(t)
	}
	v := c.person(t, 31)
	v.says("/start")
	return v
}

func TestSaidInOnesOwnWords(t *testing.T) {
	t.Parallel()
	cases := 0
	for role, table := range sentences {
		for line := range strings.Lines(strings.TrimSpace(table)) {
			text, want, ok := strings.Cut(strings.TrimSpace(line), "→")
			if !ok {
				t.Fatalf("not a line of the table: %q", line)
			}
			cases++
			text = strings.TrimSpace(text)
			step, sees, _ := strings.Cut(strings.TrimSpace(want), ": ")
			t.Run(string(role)+"/"+text, func(t *testing.T) {
				p := saidAt(t, role)
				p.says(text)
				if got := string(p.session.State.Step); got != step {
					t.Errorf("%s: %q leads to %q, want %q\n%s", role, text, got, step, p.shown())
					return
				}
				p.sees(sees)
			})
		}
	}
	if cases < 150 {
		t.Errorf("only %d sentences", cases)
	}
}
