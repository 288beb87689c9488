package dialogs_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/dental"
	"guiche/dialogs"
	"guiche/dialogs/phrases"
)

func TestReturningDentist(t *testing.T) {
	c := setup(t)
	p := c.sent(t)
	p.taps("Nova solicitação", "« Voltar")
	p.sees("Como posso ajudar")
	p.doesNotSee("começada")
	if len(c.memory.drafts) != 0 {
		t.Errorf("%d drafts stay of a request that nobody began", len(c.memory.drafts))
	}
	p.taps("Nova solicitação", "Outro profissional", "Marcos")
	p.sees("Profissional: Marcos Teles", "beneficiário")
	p.says("090216100", "sim", "81000030", "pronto", "pular")
	p.taps("Enviar")
	p.says("/nova")
	p.sees("Profissional: Marcos Teles")

	t.Run("is asked for a dentist when the last one left", func(t *testing.T) {
		c := newCounter()
		p := c.sent(t)
		c.memory.requests[0].Form.Professional = &backend.Professional{ID: 99}
		p.taps("Nova solicitação")
		p.sees("Quem é o <b>profissional solicitante</b>", "Caráter: Eletivo")
	})
	t.Run("says that it is urgent where something else is asked", func(t *testing.T) {
		c := newCounter()
		p := c.sent(t)
		p.taps("Nova solicitação")
		p.says("dor")
		p.sees("Urgência (dor)", "beneficiário")
		p.doesNotSee("[É urgência]")
	})
	t.Run("whose last beneficiary left the register is told so", func(t *testing.T) {
		c := newCounter()
		p := c.sent(t)
		c.memory.requests[0].Form.Beneficiary = &backend.Beneficiary{ID: 99, Name: "Zoé Reis", Card: "090216100"}
		p.taps("Nova solicitação", "Zoé R.")
		p.sees("Não encontrei este beneficiário")
	})
	t.Run("cannot tap somebody who was not offered", func(t *testing.T) {
		c := newCounter()
		p := c.sent(t)
		p.taps("Nova solicitação")
		p.press(dialogs.Callback{Draft: p.session.Draft.ID, Rev: p.session.Draft.Rev, Step: dialogs.StepBeneficiary, Verb: "set", Arg: "4"}.String())
		if p.answer.Text != phrases.Stale || p.form().Beneficiary != nil {
			t.Errorf("answered %q, %+v", p.answer.Text, p.form().Beneficiary)
		}
	})
}

// Urgency is one tap away on every question, and the question waits as it was.
func TestUrgencyFromAnyQuestion(t *testing.T) {
	t.Parallel()
	for name, texts := range map[string][]string{
		"at the professional":      nil,
		"at the beneficiary":       {"helena"},
		"at the confirmation":      {"helena", "090216100"},
		"at the code":              {"helena", "090216100", "sim"},
		"at what was found":        {"helena", "090216100", "sim", "raspagem"},
		"at the tooth":             {"helena", "090216100", "sim", "85100218"},
		"at the faces":             {"helena", "090216100", "sim", "85100218", "26"},
		"at the items":             {"helena", "090216100", "sim", "81000030"},
		"at an item being added":   {"helena", "090216100", "sim", "81000030", "outro"},
		"at the attachments":       {"helena", "090216100", "sim", "81000030", "pronto"},
		"at a part of the contact": {"helena", "090216100", "sim", "81000030", "pronto", "pular", "contato"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newCounter().provider(t)
			p.says(append([]string{"/nova", "eletivo"}, texts...)...)
			before := p.stepOf()
			p.taps("É urgência")
			p.sees("Qual é o <b>motivo</b> da urgência", "[Urgência: abscesso] \n[Não é urgência]")
			p.taps("« Voltar")
			if got := p.stepOf(); got != before || p.form().Urgency != backend.Elective {
				t.Fatalf("Voltar leads to %s, not %s", got, before)
			}
			p.says("é urgente", "dor")
			if got := p.stepOf(); got != before || p.form().Urgency != backend.Pain {
				t.Errorf("goes on at %s, not %s, with %s", got, before, p.form().Urgency)
			}
			p.doesNotSee("[É urgência]")
		})
	}
	t.Run("and not where nothing is filled in", func(t *testing.T) {
		t.Parallel()
		p := newCounter().provider(t)
		p.press(dialogs.Callback{Step: dialogs.StepMenu, Verb: "urgent"}.String())
		if p.answer.Text != phrases.Stale {
			t.Errorf("answered %q", p.answer.Text)
		}
	})
}

func TestGlanceAtABeneficiary(t *testing.T) {
	c := setup(t)
	p := c.provider(t)
	p.says("/nova", "eletivo", "helena", "090216100")
	p.sees("Ana P.", "1958", "Essencial Odonto", "Situação: ativo", "Sem carência pendente", "É esta pessoa?")
	p.doesNotSee("Prado", "090216100", "12/04", "39053344705")
	p.says("0903 15200")
	p.sees("Bruno L.", "Carência até 27/02/2027 para próteses (o plano cobre a partir de 28/02)")
	p.doesNotSee("urgência\n", "canais")
	p.says("é urgente", "dor")
	p.sees("Sem carência pendente para urgência")

	for card, want := range map[string][2]string{
		"090418300": {"suspenso", "Rita N."}, "090519400": {"cancelado", "Otto F."},
	} {
		p := c.provider(t)
		p.says("/nova", "eletivo", "helena", card)
		p.sees(want[0], want[1], "quer seguir mesmo assim", "[Seguir assim]", "[Não confere]")
		p.taps("Seguir assim")
		p.sees("procedimento")
		p.says("81000030", "pronto", "pular")
		p.taps("Enviar")
	}
	if n := len(c.memory.requests); n != 2 {
		t.Errorf("%d requests: who is not active keeps nobody from sending", n)
	}

	t.Run("of a plan without dental cover", func(t *testing.T) {
		c := newCounter().operator(func(o *backend.Operator) { o.Plans[0].Dental = false })
		p := c.provider(t)
		p.says("/nova", "eletivo", "helena", "090216100")
		p.sees("não tem cobertura odontológica")
	})
	t.Run("of a plan that the profile does not know", func(t *testing.T) {
		c := newCounter().operator(func(o *backend.Operator) { o.Plans = nil })
		p := c.provider(t)
		p.says("/nova", "eletivo", "helena", "090216100")
		p.sees("Situação: ativo")
		p.doesNotSee("arência")
	})
}

// A photo sent where a beneficiary is asked for is most likely the card.
func TestPhotoOfACard(t *testing.T) {
	t.Parallel()
	for name, texts := range map[string][]string{
		"at the question":     {"/nova", "eletivo", "helena"},
		"at the confirmation": {"/nova", "eletivo", "helena", "090216100"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCounter()
			p := c.provider(t)
			p.says(texts...)
			before := p.stepOf()
			p.sends(dialogs.File{Photo: true})
			p.sees("Guardar este arquivo como <b>anexo</b>?", "dados pessoais")
			if len(c.memory.fetches) != 0 || len(p.form().Files) != 0 {
				t.Fatal("it is fetched before anybody said so")
			}
			p.taps("Não guardar")
			p.sees("Não guardei a foto")
			if p.stepOf() != before || len(c.memory.fetches) != 0 {
				t.Errorf("at %s, %d fetches", p.stepOf(), len(c.memory.fetches))
			}
			p.sends(dialogs.File{Photo: true})
			p.sends(dialogs.File{Name: "rx.pdf"})
			p.sees("Guardar estes arquivos")
			p.says("talvez")
			p.sees("Escolha um dos botões")
			p.says("sim")
			if got := len(p.form().Files); got != 2 || len(c.memory.fetches) != 2 || p.stepOf() != before {
				t.Errorf("%d files, %d fetches, at %s", got, len(c.memory.fetches), p.stepOf())
			}
			p.arrives()
			p.arrives()
			p.sends(dialogs.File{Photo: true})
			p.says("090315200")
			p.sees("Bruno L.", "Não guardei a foto")
			if got := len(p.form().Files); got != 2 {
				t.Errorf("%d files", got)
			}
		})
	}
	t.Run("an album is asked about once", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		p := c.provider(t)
		p.says("/nova", "eletivo", "helena")
		p.album("a", 1, 2, 3)
		if len(p.replies) != 0 {
			t.Errorf("the third photo of an album is answered: %+v", p.replies)
		}
		p.sees("Guardar")
		p.taps("Sim, anexar")
		if got := len(p.form().Files); got != 3 {
			t.Errorf("%d files", got)
		}
	})
	t.Run("is forgotten with the question", func(t *testing.T) {
		t.Parallel()
		p := newCounter().provider(t)
		p.says("/nova", "eletivo", "helena")
		p.sends(dialogs.File{Photo: true})
		p.says("/menu", "continuar")
		p.sees("Quem é o <b>beneficiário</b>")
		p.doesNotSee("Guardar")
	})
}

func TestLookUpsHaveAPace(t *testing.T) {
	c := setup(t)
	p := c.provider(t)
	p.says("/nova", "eletivo", "helena")
	walk := func(n int) {
		for range n {
			p.says("000000000")
			p.sees("Não encontrei este beneficiário")
		}
	}
	walk(20)
	p.says("000000000")
	p.sees("muitas buscas", "aguarde 60 s")
	c.memory.now = c.memory.now.Add(59 * time.Second)
	p.says("090216100")
	p.sees("aguarde 1 s")
	c.memory.now = c.memory.now.Add(time.Second)
	p.says("090216100")
	p.sees("Ana P.")
	p.says("não", "090315200")
	p.sees("muitas buscas")
	c.memory.now = c.memory.now.Add(time.Hour)
	p.says("090315200")
	p.sees("Bruno L.")

	codes := map[string]int{}
	for _, e := range c.memory.audit {
		if e.Action == access.LookUp {
			codes[e.Code]++
			if e.Kind != "beneficiary" || e.Actor.ID != 1 {
				t.Errorf("noted %+v", e)
			}
		}
	}
	if diff := cmp.Diff(map[string]int{"not_found": 20, "throttled": 3, "ok": 2}, codes); diff != "" {
		t.Errorf("noted (-want +got)\n%s", diff)
	}
	t.Run("of sixty an hour for who finds people", func(t *testing.T) {
		c := newCounter()
		p := c.provider(t)
		p.says("/nova", "eletivo", "helena")
		for range 60 {
			p.says("090216100", "não")
		}
		p.says("090216100")
		p.sees("muitas buscas")
		t.Run("which another clinic does not feel", func(t *testing.T) {
			other := c.person(t, 8)
			other.says("/start", "12abc34501de35", "novaera-2026", "/nova", "eletivo", "090216100")
			other.sees("Ana P.")
		})
	})
	t.Run("that known people are not counted in", func(t *testing.T) {
		c := newCounter()
		p := c.sent(t)
		p.taps("Nova solicitação")
		for range 70 {
			p.taps("Ana P.", "Não confere")
		}
		p.taps("Ana P.")
		p.sees("É esta pessoa?")
	})
}

func TestContactForLater(t *testing.T) {
	c := setup(t)
	p := c.atReview(t)
	p.taps("Contato")
	p.doesNotSee("Usar sempre")
	c.operator(func(o *backend.Operator) { o.KeepContact = true })
	p.says("21 97777-6666")
	p.taps("Contato", "Usar sempre")
	p.sees("próximas solicitações", "Confira")
	if got := c.memory.clinics[0].Contact; got.Phone != "21977776666" || got.Name != "Paula Reis" {
		t.Errorf("registered %+v", got)
	}
	p.taps("Enviar")
	p.taps("Nova solicitação")
	if got := p.form().Contact.Phone; got != "21977776666" {
		t.Errorf("the next request begins with %s", got)
	}
}

func TestAgain(t *testing.T) {
	c := setup(t)
	p := c.provider(t)
	p.says("/nova", "dor", "helena", "090216100", "sim", "85100218 26 MOD", "82000034 HASD", "pronto")
	p.sends(dialogs.File{Name: "rx.pdf", Caption: "Sangra muito"})
	p.arrives()
	p.taps("Enviar")
	p.says("/solicitacoes", "1")
	p.taps("Refazer para outro")
	p.sees("itens da nº 00000001", "Qual é o <b>caráter</b>") // that it was urgent then says nothing of today
	f := p.form()
	if f.Beneficiary != nil || len(f.Files) != 0 || f.Note != "" || f.Professional == nil || f.Contact == nil {
		t.Errorf("begins with %+v", f)
	}
	p.taps("Eletivo")
	p.says("090315200", "sim")
	p.sees("Anexos e observação", "85100218 26 MOD", "82000034 HASD")
	p.taps("Seguir sem anexos", "Enviar")
	got := c.memory.requests[1].Form
	if diff := cmp.Diff(c.memory.requests[0].Form.Items, got.Items); diff != "" || got.Beneficiary.ID != 4 {
		t.Errorf("%+v (-want +got)\n%s", got.Beneficiary, diff)
	}

	t.Run("asks for a code that is not to be used any more", func(t *testing.T) {
		c.memory.requests[0].Form.Items = []dental.Item{{Code: "81000030"}, {Code: "99999994"}}
		p.says("/solicitacoes", "1")
		p.taps("Refazer para outro", "Eletivo")
		p.says("090216100", "sim")
		p.sees("Não há procedimento com esse código", "Qual é o <b>procedimento</b>")
	})
	t.Run("of another clinic's request is not possible", func(t *testing.T) {
		other := c.person(t, 8)
		other.says("/start", "12abc34501de35", "novaera-2026")
		other.press(dialogs.Callback{Step: dialogs.StepDetails, Verb: "again"}.String())
		if len(other.c.memory.drafts) > 1 || other.session.Draft != nil {
			t.Errorf("started %+v", other.session.Draft)
		}
	})
	t.Run("for the same person asks whether it is the one", func(t *testing.T) {
		c := newCounter()
		p := c.sent(t)
		c.memory.requests[0].Situation = backend.Cancelled
		p.says("/solicitacoes", "1")
		p.taps("Pedir de novo")
		p.sees("Ana P.", "É esta pessoa?")
		p.taps("Sim")
		p.sees("Anexos e observação")
	})
}
