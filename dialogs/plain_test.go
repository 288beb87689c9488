package dialogs_test

import (
	"testing"

	"guiche/dialogs/phrases"
)

// TestWhatAPersonDoes: what only people can do is told in a sentence with a way to them,
// and nothing is left or thrown away.
func TestWhatAPersonDoes(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]string{
		"quero trocar de conta do banco": phrases.BankChange,
		"quero cancelar o plano":         phrases.PlanLeft,
		"meu marido morreu":              phrases.Mourning,
		"apaga meus dados":               phrases.DataErased,
	} {
		t.Run(said, func(t *testing.T) {
			t.Parallel()
			ana := newCounter().ana(t)
			ana.says(said)
			ana.sees(want, "Falar com atendente")
			ana.doesNotSee("Sim, sair")
		})
	}
}

func TestNoticesAndSharingInPlainWords(t *testing.T) {
	t.Parallel()
	c := newCounter()
	ana, caio := c.ana(t), c.caio(t)
	for _, said := range []string{"avisos", "nao quero mais receber aviso", "para de me avisar", "desativa as notificações"} {
		ana.says("/menu", said)
		ana.sees("Avisos", "Menu")
		ana.doesNotSee("Não há nada aberto")
	}
	for _, said := range []string{
		"não quero mais que minha mãe veja", "deixa minha mãe ver meus gastos", "quero mostrar pra ana", "deixa a ana ver",
		"nao quero que ninguem veja meus gastos", "quero parar de compartilhar", "quem pode ver meus atendimentos",
	} {
		caio.says("/menu", said)
		caio.sees("Quem vê meus atendimentos", "Mostrar ao titular")
	}
}

func TestOmbudsmanInWords(t *testing.T) {
	t.Parallel()
	c := newCounter()
	centre := c.centre(t)
	ana := c.crown(t)
	ana.says("/menu", "quero reclamar na ouvidoria")
	ana.sees("revê o que já foi respondido", "Reclamação")
	ana.says("voltar")
	c.crown(t)
	ana.says("/menu", "quanto vou pagar", "abril")
	ana.opens("Coroa total")
	ana.taps("Não reconheço", "Enviar")
	centre.answers("Foi feita.")
	centre.taps("Improcedente", "Enviar resposta")
	for _, said := range []string{"quero reclamar na ouvidoria", "quero levar à ouvidoria", "falar com a ouvidoria"} {
		ana.says("/menu", said)
		ana.sees("É esta demanda?", "Improcedente", "[Levar à ouvidoria]")
	}
}

func TestQuestionIsNoMessage(t *testing.T) {
	t.Parallel()
	c := newCounter()
	ana := c.crown(t)
	ana.taps("Contestar")
	ana.says("a coroa foi refeita pela garantia")
	for said, want := range map[string]string{"quanto paguei mes passado?": "setembro de 2026", "gráfico": "Quanto", "qual meu limite": "limite", "quanto vou pagar": "Débito"} {
		ana.says(said)
		ana.sees(want, phrases.MessageKept)
		ana.taps(phrases.BtnWriteOn)
		ana.sees("“a coroa foi refeita pela garantia”", "Contestar cobrança")
	}
	ana.taps("Enviar")
	ana.says("quanto eu paguei no mês passado?")
	ana.doesNotSee("Enviar mensagem")
	ana.sees("Pago pela operadora")
}

// TestFeelingsAndWhatOthersDo: a kind, short answer with a fitting way, the same wherever
// it is said, and what is being filled in goes on.
func TestFeelingsAndWhatOthersDo(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]string{
		"vcs sao uns ladrao": phrases.Angry, "caralho que demora": phrases.Angry, "vcs sao lerdos": phrases.Angry, "vai se foder": phrases.Angry,
		"vcs nao prestam": phrases.Angry, "perdi meu marido": phrases.Mourning, "minha carteirinha sumiu": phrases.CardByPeople,
		"não quero mais o plano": phrases.PlanLeft, "esqueçam meus dados": phrases.DataErased, "quais dados vcs tem de mim": phrases.DataErased,
		"meu marido morreu o que faço": phrases.Mourning, "perdi minha carteirinha": phrases.CardByPeople,
		"mudei de endereço": phrases.RegisterByPeople, "quero incluir meu filho no plano": phrases.RegisterByPeople, "meu bebê nasceu": phrases.RegisterByPeople,
		"quero trocar de dentista": "Rede credenciada", "sangrou muito depois da extração": phrases.PainFirst,
		"onde tem dentista": "Rede credenciada", "qual dentista atende em copacabana": "Rede credenciada",
		"meu filho esta com dor de dente onde tem dentista": phrases.PainFirst,
		"me conta uma piada": "Isso não é daqui", "reembolso do uber": "Isso não é daqui", "protocolo do INSS": "Isso não é daqui",
	} {
		t.Run(said, func(t *testing.T) {
			t.Parallel()
			ana := newCounter().ana(t)
			for _, where := range []string{"/menu", "xyzzy plugh asdkj", "quanto vou pagar"} {
				ana.says(where, said)
				ana.sees(want)
			}
		})
	}
	t.Run("a clinic asks for its own fees", func(t *testing.T) {
		t.Parallel()
		p := newCounter().provider(t)
		for _, said := range []string{"cade meu pagamento", "quando vcs pagam a produçao de outubro", "qual valor vcs pagam na resina"} {
			p.says("/menu", said)
			p.sees(phrases.ClinicPaid, "Extrato de Faturamento")
		}
	})
	t.Run("in the middle of a request", func(t *testing.T) {
		t.Parallel()
		p := newCounter().provider(t)
		p.says("/nova")
		before := p.session.Draft.Rev
		p.says("vcs sao lerdos demais")
		p.sees(phrases.Angry, "Nova solicitação", "Falar com atendente")
		if p.session.Draft.Rev != before {
			t.Error("the request was changed")
		}
	})
	t.Run("before entering", func(t *testing.T) {
		t.Parallel()
		v := newCounter().person(t, 31)
		v.says("/start", "vcs sao lerdos demais")
		v.sees(phrases.Angry, "Falar com atendente")
	})
	t.Run("an angry question is answered as the question it is", func(t *testing.T) {
		t.Parallel()
		ana := newCounter().ana(t)
		ana.says("porra, quanto vou pagar esse mês?")
		ana.sees("R$ 247,00")
	})
}

// TestNotPlainAfterAll: sentences that only share words with those of the table are
// answered as what they are.
func TestNotPlainAfterAll(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]string{
		"tem atendimento no sábado?":                       "de segunda a sexta",
		"quanto paguei no boleto de agosto?":               "julho de 2026",
		"quanto custa um canal pra minha filha":            "Tratamento odontológico",
		"paguei uma consulta particular, me devolvam":      "eembolso",
		"quanto minha filha pagou de dentista em setembro": "De quem é",
	} {
		t.Run(said, func(t *testing.T) {
			t.Parallel()
			ana := newCounter().ana(t)
			ana.says(said)
			ana.sees(want)
		})
	}
	t.Run("a clinic asks what the patient pays", func(t *testing.T) {
		t.Parallel()
		p := newCounter().provider(t)
		p.says("/menu", "quanto a paciente paga de coparticipação?")
		p.sees("só pelo próprio beneficiário")
		p.doesNotSee(phrases.ClinicPaid)
	})
	t.Run("a dependant asks who sees what", func(t *testing.T) {
		t.Parallel()
		caio := newCounter().caio(t)
		caio.says("minha mãe consegue ver o que eu fiz?")
		caio.sees("Quem vê meus atendimentos")
	})
}
