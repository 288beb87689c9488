package dialogs_test

import (
	"testing"

	"guiche/dialogs"
	"guiche/dialogs/phrases"
)

func TestLinks(t *testing.T) {
	t.Parallel()
	t.Run("lead whoever has entered there at once", func(t *testing.T) {
		c := setup(t)
		p := c.sent(t)
		for link, want := range map[string]string{
			"nova": "Escolha um dos últimos", "solicitacoes": "<b>Minhas solicitações</b>", "rascunhos": phrases.NoDrafts, "r00000001": "<b>Solicitação</b> <code>00000001</code>",
			"r00000009": phrases.RequestGone, "s-glosa": "<b>Recurso de glosa</b>", "s-nada": phrases.ServiceGone, "servicos": "<b>Serviços</b>",
			"atendente": "Aberta agora", "ajuda": "<b>Ajuda</b>", "fila": phrases.NotHere, "xyz": phrases.LinkUnknown, "a.b": phrases.LinkUnknown, "r1": phrases.LinkUnknown,
		} {
			p.says("/start " + link)
			p.sees(want)
		}
	})
	t.Run("are kept until their person has entered", func(t *testing.T) {
		for link, want := range map[string]string{"nova": "caráter", "solicitacoes": phrases.NoRequests, "r00000012": phrases.RequestGone, "s-glosa": "<b>Recurso de glosa</b>"} {
			t.Run(link, func(t *testing.T) {
				p := setup(t).person(t, 1)
				p.says("/start " + link)
				p.sees(phrases.LinkKept, "CPF ou CNPJ")
				p.says("11222333000181", "errada", "sorriso-2026")
				p.sees(want)
				p.says("/sair", "sim", "11222333000181", "sorriso-2026")
				p.sees("Como posso ajudar") // once
			})
		}
	})
	t.Run("need no entry for what is everybody's", func(t *testing.T) {
		for link, want := range map[string]string{"s-ouvidoria": "<b>Ouvidoria", "atendente": "Falar com atendente", "xyz": "Este é o guichê"} {
			p := newCounter().person(t, 1)
			p.says("/start " + link)
			p.sees(want)
			p.says("/start")
			p.sees("CPF ou CNPJ")
		}
	})
	t.Run("leave a request that is open as it is", func(t *testing.T) {
		c := setup(t)
		p := c.provider(t)
		p.taps(phrases.BtnNew, "Eletivo")
		p.says("/start ajuda")
		p.sees("<b>Ajuda</b>", "profissional solicitante")
		p.says("/start s-glosa", "/menu")
		p.taps(phrases.BtnResume)
		p.sees("profissional solicitante")
	})
}

// sent is a provider who has sent a request.
func (c *counter) sent(t fataler) *person {
	t.Helper()
	p := c.provider(t)
	p.taps(phrases.BtnNew, "Eletivo", "Helena")
	p.says("090216100", "sim", "85100218 26 MOD", "pronto")
	if _, ok := p.button("Pronto"); ok {
		p.taps("Pronto")
	} else {
		p.taps(phrases.BtnDoneBare)
	}
	p.taps(phrases.BtnSend)
	if n := len(p.replies); n == 0 || p.replies[n-1].Kind != dialogs.Screen {
		t.Fatalf("nothing was sent:\n%s", p.shown())
	}
	return p
}
