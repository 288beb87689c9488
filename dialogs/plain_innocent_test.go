package dialogs_test

import (
	"strings"
	"testing"

	"guiche/dialogs/phrases"
)

// innocent are sentences that share words with a row of the plain table, each with what
// it must not be taken for.
var innocent = []struct {
	not  string
	said []string
}{
	{phrases.RegisterByPeople, []string{
		"precisa de autorização pra tirar siso do meu filho?", "o plano cobre colocar aparelho no meu filho?", "separei os recibos, como peço reembolso?",
		"separei a nota fiscal do reembolso", "quero tirar dúvida do meu filho", "posso tirar o aparelho da minha filha?", "precisa colocar coroa no dente da minha mãe",
		"troquei de celular e perdi o acesso", "mudei de e-mail e não recebo o código", "vou tirar um dente da minha esposa, tem carência?",
	}},
	{"Rede credenciada", []string{
		"qual clínica me atendeu em abril?", "que médico cobrou consulta em outubro?", "o dentista credenciado cobrou por fora", "quero que outro dentista avalie a negativa",
		"quanto paguei pelo atendimento de urgência por dor de dente em setembro?", "o dentista disse que meu dente quebrado custa R$ 300, quanto eu pago?",
		"preciso pagar o dentista?", "que hospital cobrou em agosto?",
	}},
	{phrases.CoverUnknown, []string{
		"cobraram a limpeza outra vez", "me cobraram canal outra vez este mês", "quantas vezes fiz limpeza este ano?", "me envia outra vez a senha de autorização",
		"depois de negado posso pedir outra vez?",
	}},
	{"pelo que a operadora pagou em", []string{
		"minha filha fez 18 anos, ela continua no plano?", "minha esposa teve alta hoje do hospital", "posso usar a conta da minha esposa?", "como declaro o que minha mãe pagou",
		"minha filha fez 18 anos, o que muda?", "meu filho pode ver o que eu gastei?", "minha mulher vai fazer mamografia, quanto vem?",
	}},
	{"Pelo que a operadora pagou em", []string{
		"minha esposa fez aniversário, o que muda?", "quais carteirinhas minha família tem?", "como deduzo o que meu pai pagou",
	}},
	{phrases.NoPix, []string{"o reembolso cai por pix?", "vocês devolvem por pix?", "recebo por pix?", "meu pix não caiu", "a clínica aceita cartão?"}},
	{"O dia é do regulamento", []string{"preciso adiar a data da cirurgia", "quero mudar a data da consulta", "posso trocar o dia do exame?"}},
	{"Outro parcelamento", []string{
		"como se divide o limite entre a família?", "quantas parcelas ainda faltam?", "tenho alguma parcela em aberto?", "posso dividir o plano de tratamento em duas guias", "divide por pessoa o desconto",
	}},
	{phrases.PaidLate, []string{"tem multa se eu faltar na consulta?", "vocês vão me devolver com juros?", "perdi o prazo da autorização", "perdi o prazo pra pedir reembolso"}},
	{"Isso não é daqui: eu cuido", []string{"esse desconto só pode ser piada", "isso é piada? cobraram duas vezes"}},
	{phrases.Mourning, []string{"meu dente morreu", "o nervo do dente morreu", "a polpa do dente da minha filha morreu", "meu celular morreu e perdi o acesso", "a conversa morreu"}},
	{"Quem vê meus atendimentos", []string{
		"posso mostrar a carteirinha digital para o dentista", "como compartilho o extrato com contador", "quero liberar a guia do dentista", "mostra os pedidos da minha mãe",
		"posso mostrar a senha de autorização para a clínica", "quero mostrar pro dentista",
	}},
	{"Últimos 12 meses", []string{
		"quanto posso declarar no imposto de renda este ano", "quanto falta para o limite do ano", "quanto recebi de reembolso este ano", "quantas sessões fiz no ano", "quanto posso abater no imposto do ano",
	}},
	{phrases.CardByPeople, []string{"preciso levar a carteirinha na consulta?", "quero saber se aceitam a carteirinha digital", "onde está o número da carteirinha?", "quero acessar com minha carteirinha"}},
	{phrases.PaidAlready, []string{"eu já paguei essa conta do hospital particular", "eu paguei a conta do dentista particular"}},
	{phrases.PlanLeft, []string{"se eu sair do plano pago o saldo de uma vez?"}},
	{phrases.MonthlyFee, []string{"o desconto é junto com a mensalidade?", "quanto deu de plano esse mês, tirando a mensalidade"}},
	{phrases.Angry, []string{"minha senha de acesso não presta mais"}},
	{phrases.PaymentOwn, []string{"quero meu dinheiro de volta, cobrança indevida", "mandei os recibos semana passada, cadê o dinheiro?"}},
	{"Seu plano:", []string{"qual a carência do meu plano", "qual o valor do meu plano"}},
}

// TestInnocentSentences: what only shares a word with a row of the plain table is not
// answered by that row.
func TestInnocentSentences(t *testing.T) {
	t.Parallel()
	for _, tt := range innocent {
		t.Run(tt.not, func(t *testing.T) {
			t.Parallel()
			ana, caio := newCounter().ana(t), newCounter().caio(t)
			for _, said := range tt.said {
				for _, p := range []*person{ana, caio} {
					p.says("/menu", said)
					if strings.Contains(p.shown(), tt.not) {
						t.Errorf("%q is taken for it:\n%s", said, p.shown())
					}
				}
			}
		})
	}
}

// TestNobodyDiesOfATooth: what a dentist says of a dead tooth at a question of a request.
func TestNobodyDiesOfATooth(t *testing.T) {
	t.Parallel()
	p := newCounter().provider(t)
	p.says("/nova")
	for _, said := range []string{"o dente 26 morreu", "a polpa morreu", "o nervo do dente morreu"} {
		p.says(said)
		p.doesNotSee(phrases.Mourning)
	}
}
