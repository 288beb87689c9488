package dialogs_test

import (
	"testing"

	"guiche/dialogs/phrases"
)

// TestBoletosInPlainWords: what is asked about paying a debit is answered about that, and
// never looked for among procedures.
func TestBoletosInPlainWords(t *testing.T) {
	t.Parallel()
	for said, want := range map[string][]string{
		"ja paguei esse boleto":                   {phrases.PaidAlready, "Dúvida"},
		"o boleto que eu paguei":                  {phrases.PaidAlready},
		"qro o código de barras pra pagar":        {"Boleto de", brunosLine, "Copiar linha digitável"},
		"como eu pago o boleto":                   {brunosLine},
		"posso parcelar?":                         {"10% dos proventos", "Falar com atendente"},
		"não consigo pagar esse mês pode dividir": {"10% dos proventos"},
		"perdi o prazo, tem multa?":               {phrases.PaidLate},
		"paga no pix?":                            {phrases.NoPix, brunosLine},
		"esse boleto ta pago":                     {phrases.PaidAlready},
		"posso pagar com cartão?":                 {phrases.NoPix},
		"quero que desconte dia 10":               {"20</b> para aposentados"},
		"meu boleto nao chegou":                   {brunosLine},
		"quanto gastei esse ano?":                 {"Últimos 12 meses"},
		"qual foi o mês mais caro":                {"O maior mês foi"},
		"o que é coparticipação":                  {"O que se paga", "25% em consultas"},
		"o que é CH?":                             {"500 CHs"},
		"quero mudar o vencimento":                {"20</b> para aposentados", "30</b> para ativos"},
		"cade meu pagamento":                      {phrases.PaymentOwn, "Minhas demandas"},
	} {
		t.Run(said, func(t *testing.T) {
			t.Parallel()
			bruno := newCounter().bruno(t)
			bruno.says("/menu", said)
			bruno.sees(want...)
			bruno.doesNotSee("Barra clipe", "Não entendi")
			if len(bruno.replies) != 1 {
				t.Errorf("%d messages", len(bruno.replies))
			}
		})
	}
}

func TestReimbursementsInPlainWords(t *testing.T) {
	t.Parallel()
	c := newCounter()
	ana := c.ana(t)
	ana.says("cade o reembolso q pedi semana passada")
	ana.sees(phrases.NoRefundAsked, "Reembolso")
	ana.taps("Reembolso")
	ana.says("paguei 300 na consulta", "enviar")
	ana.says("/menu", "cade o reembolso q pedi semana passada")
	ana.sees("Reembolso", "paguei 300 na consulta")
	bruno := c.bruno(t)
	bruno.says("consulta de 300 reais vc me devolve quanto")
	bruno.sees("reembolsar os R$ 300,00", "você recebe <b>R$ 225,00</b>", "R$ 75,00")
}

// TestBillHasRoomForItsFigure: whatever month, the figure is not pushed out of sight.
func TestBillHasRoomForItsFigure(t *testing.T) {
	t.Parallel()
	c := newCounter()
	for who, p := range map[string]*person{"ana": c.ana(t), "bruno": c.bruno(t), "caio": c.caio(t)} {
		p.says("quanto vou pagar")
		if n := len(p.screen.Rows); n > 5 {
			t.Errorf("%s: %d rows of buttons\n%s", who, n, p.shown())
		}
		p.taps("Mais…")
		p.sees("Regras", "Gráfico do ano")
		p.taps("« Quanto vou pagar", "Por quê?", "Mais…")
		p.sees("Extrato em PDF")
		p.taps("« Voltar")
		p.sees("Pago pela operadora em outubro de 2026", "Contestar ou reclamar")
	}
}
