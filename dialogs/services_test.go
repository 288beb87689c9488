package dialogs_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs"
	"guiche/dialogs/phrases"
	"guiche/internal/fictional"
)

// ofOperator is a counter of another operator.
func ofOperator(change func(*backend.Operator)) *counter {
	op := fictional.Operator()
	change(&op)
	login := &plain{}
	return &counter{memory: newMemory(thursday), login: login, talk: dialogs.New(backend.New(login, nil, op), hearing())}
}

func (p *person) labels() []string {
	var all []string
	for _, row := range p.screen.Rows {
		var labels []string
		for _, b := range row {
			labels = append(labels, b.Text)
		}
		all = append(all, strings.Join(labels, " | "))
	}
	return all
}

func TestMenuByCategory(t *testing.T) {
	c := setup(t)
	p := c.provider(t)
	want := []string{phrases.BtnNew, phrases.BtnRequests, phrases.BtnReleases, "Odontologia | Médico-hosp.", "TISS | Outros", phrases.BtnTalk}
	if diff := cmp.Diff(want, p.labels()[:len(want)]); diff != "" {
		t.Errorf("the menu (-want +got):\n%s", diff)
	}
	p.taps("TISS", "Recurso de glosa")
	p.sees("<b>Recurso de glosa</b>", "demonstrativo", "0800 000 0000", "das 8h às 18h", phrases.BtnBack)
	p.taps(phrases.BtnBack)
	p.sees("<b>TISS</b>", "Guias e formulários")
	p.taps(phrases.BtnBack, "Odontologia", "Nova solicitação")
	p.sees("caráter")
	p.says("/servicos")
	p.sees("<b>Odontologia</b>: Nova solicitação, Minhas solicitações", "<b>TISS</b>: Guias e formulários")
	a := c.auditor(t)
	a.doesNotSee(phrases.BtnNew)
	a.taps("Odontologia")
	a.doesNotSee(phrases.BtnNew, phrases.BtnRequests)
	a.sees("Prazos de resposta")
}

func TestServicesSayWhereTheyAreFound(t *testing.T) {
	t.Parallel()
	hostile := "<b>&\"" + strings.Repeat("ç", 20)
	c := ofOperator(func(o *backend.Operator) {
		o.Services = []backend.Offering{
			{Key: "portal", Category: backend.CategoryTISS, Name: "Portal <TISS> & lotes", Text: "Linha um\nLinha <dois>", URL: "https://portal.example.org/tiss",
				Download: "https://portal.example.org/manual.pdf", Email: "tiss@example.org", Phone: "(21) 3000-0000", Hours: "24 h", Words: []string{"manual"}},
			{Key: "outro", Category: backend.CategoryTISS, Name: hostile, Text: hostile},
		}
	})
	p := c.provider(t)
	p.doesNotSee("Odontologia", "Outros")
	p.taps("TISS", "Portal")
	p.sees("Portal &lt;TISS&gt; &amp; lotes", "Linha um\nLinha &lt;dois&gt;", "(21) 3000-0000", "24 h", "tiss@example.org")
	p.doesNotSee("0800 000 0000")
	var links []string
	for _, row := range p.screen.Rows {
		for _, b := range row {
			if b.URL != "" {
				links = append(links, b.URL)
			}
		}
	}
	if diff := cmp.Diff([]string{"https://portal.example.org/tiss", "https://portal.example.org/manual.pdf"}, links); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
	p.says("/menu", "manual")
	p.sees("Portal &lt;TISS&gt;")
	c.talk = dialogs.New(backend.New(c.login, nil, fictional.Operator(), fictional.Audited()), hearing())
	p.press(p.screen.Rows[len(p.screen.Rows)-1][0].Data) // voltar, from a service that is no longer listed
	p.sees("Como posso ajudar")
}

func TestTalkToAPerson(t *testing.T) {
	t.Run("says until when the centre is open, and when it opens", func(t *testing.T) {
		c := setup(t)
		p := c.provider(t)
		p.taps(phrases.BtnTalk)
		p.sees("0800 000 0000", "Aberta agora, até as 18h")
		for after, want := range map[time.Duration]string{
			15 * time.Hour: "Abre segunda-feira às 8h", 72*time.Hour + 4*time.Hour: "Abre amanhã às 8h", 88 * time.Hour: "Abre hoje às 8h",
		} {
			c.memory.now = thursday.Add(after)
			p.says("/atendente")
			p.sees("Fechada agora. " + want)
		}
	})
	t.Run("is for visitors too, who may enter from there", func(t *testing.T) {
		c := setup(t)
		p := c.person(t, 1)
		p.says("/start", "obrigada")
		p.sees("De nada", "CPF ou CNPJ")
		p.says("qual o telefone de vocês?")
		p.sees("Falar com atendente", "0800 000 0000")
		p.says("/servicos")
		p.taps("Outros", "Credenciamento")
		p.sees("CRO ou CRM")
		p.says("11222333000181 sorriso-2026")
		p.sees("Clínica Sorriso")
		if p.replies[len(p.replies)-1].Kind != dialogs.Screen || p.kinds()[0] != dialogs.Delete {
			t.Errorf("the password stays in the chat: %v", p.kinds())
		}
	})
}

// A question of the form stays open whatever is asked or said beside it.
func TestAsidesInAForm(t *testing.T) {
	c := setup(t)
	p := c.provider(t)
	p.taps(phrases.BtnNew, "Eletivo", "Helena")
	for typed, want := range map[string]string{
		"qual o telefone de vocês?": "0800 000 0000", "vocês abrem sábado?": "das 8h às 18h", "quanto tempo demora a resposta?": "1 dia útil",
		"obrigada": "De nada", "bom dia": "Bom dia!", "/atendente": "Aberta agora", "/ajuda": "está na carteirinha", "/privacidade": "Quem é o <b>beneficiário</b>",
		"recurso de glosa": "justificativa", "você é um robô?": "guichê virtual", "/xyz": "Não conheço este comando",
	} {
		p.says(typed)
		p.sees(want, "Quem é o <b>beneficiário</b>")
	}
	p.says("090216100")
	p.sees("É esta pessoa?")
	p.says("sim", "85100218 26 MOD", "pronto", "Qual o telefone de retorno da paciente: 2199")
	p.sees("Observação: Qual o telefone")
}

func TestTypedTextFindsTheService(t *testing.T) {
	c := setup(t)
	p := c.provider(t)
	p.says("onde vejo o extrato de faturamento?")
	p.sees("<b>Extrato de Faturamento</b>")
	p.says("glosas")
	p.sees("<b>Recurso de glosa</b>")
	p.says("guia")
	p.sees("uma destas?", "→ Guias e formulários")
	p.taps("→ Guias")
	p.sees("<b>Guias e formulários</b>")
	p.says("bolo de chocolate")
	p.sees(phrases.Missed(access.Provider))
	p.says("valeu")
	p.sees("De nada")
	p.says("00000001")
	p.sees(phrases.Missed(access.Provider)) // a number is looked up at the menu and the list
	p.says("/menu", "00000001")
	p.sees(phrases.RequestGone)
	p.says("que horas vocês fecham?")
	p.sees("Aberta agora")
}
