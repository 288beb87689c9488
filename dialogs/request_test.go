package dialogs_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/dialogs"
)

func TestFirstRequest(t *testing.T) {
	c := setup(t)
	p := c.provider(t)
	p.taps("Nova solicitação")
	p.sees("caráter")
	p.taps("Eletivo")
	p.sees("profissional")
	p.taps("Helena Duarte")
	p.says("090216100")
	p.sees("Ana P.", "1958", "Essencial Odonto")
	p.doesNotSee("Prado")
	p.taps("Sim")
	p.says("85100218")
	p.sees("dente", "46", "Superior dir.")
	p.taps("Superior esq.", "26")
	p.sees("faces")
	p.says("MOD")
	p.sees("dente 26 MOD", "Adicionar outro")
	p.sends(dialogs.File{Photo: true, Size: 200_000})
	p.sees("recebendo", "comprimida")
	p.arrives()
	p.sees("Foto 1 (117 KB)")
	p.sees("Confira", "Paula Reis", "(21) 3000-0001", "Eletivo", "CRO-RJ 12345", "Ana P.", "85100218", "dente 26 MOD", "Enviar")
	p.taps("Enviar")
	if p.updates > 12 {
		t.Errorf("a first request takes %d updates", p.updates)
	}

	if diff := cmp.Diff([]dialogs.ReplyKind{dialogs.Note, dialogs.Screen}, p.kinds()); diff != "" {
		t.Fatalf("(-want +got)\n%s", diff)
	}
	receipt, menu := p.replies[0], p.replies[1]
	for _, want := range []string{
		"<code>00000001</code>", "<code>99999920261119000001</code>", "Em análise", "até segunda-feira, 23/11/2026, às 15h", "A resposta chega aqui",
	} {
		if !strings.Contains(receipt.Text, want) {
			t.Errorf("%q is not in the receipt:\n%s", want, receipt.Text)
		}
	}
	copies := []dialogs.Button{{Text: "Copiar nº", Copy: "00000001"}, {Text: "Copiar prot.", Copy: "99999920261119000001"}}
	if diff := cmp.Diff(copies, receipt.Rows[0]); diff != "" {
		t.Errorf("copy buttons (-want +got)\n%s", diff)
	}
	if menu.MessageID != 0 {
		t.Error("the menu would stand above the receipt")
	}
	p.sees("Nova solicitação", "Minhas solicitações")
	p.doesNotSee("Continuar rascunho")
	if len(c.memory.requests) != 1 || len(c.memory.drafts) != 0 {
		t.Errorf("%d requests, %d drafts", len(c.memory.requests), len(c.memory.drafts))
	}
}

func TestRequestTypedThroughout(t *testing.T) {
	c := setup(t)
	p := c.provider(t)
	p.says("nova", "urgência")
	p.sees("Qual é o motivo")
	p.says("sangramento", "529.982.247-25", "390.533.447-05", "sim", "85100218 26 MOD", "pronto", "Sangra desde ontem", "pronto")
	p.sees("Urgência (sangramento)", "Sangra desde ontem", "dente 26 MOD")
	p.says("enviar")
	p.sees("toque em Enviar") // what leaves the clinic leaves by a tap
	p.taps("Enviar")
	if len(c.memory.requests) != 1 {
		t.Fatalf("%d requests:\n%s", len(c.memory.requests), p.shown())
	}
	got := c.memory.requests[0]
	if got.Form.Urgency != backend.Bleeding || got.Form.Note != "Sangra desde ontem" || got.Form.Items[0].Faces.String() != "MOD" {
		t.Errorf("sent %+v", got.Form)
	}
}

func TestSingleDentistIsNotAskedFor(t *testing.T) {
	c := setup(t)
	p := c.person(t, 1)
	p.says("/start", "12abc34501de35", "novaera-2026", "/nova", "eletivo")
	p.sees("Profissional: Marcos Teles", "beneficiário")
	p.taps("« Voltar")
	p.sees("profissional solicitante", "Manter e seguir")
	p.taps("Manter e seguir")
	p.sees("Quem é o <b>beneficiário</b>")
}

func TestContactIsAskedForWhereThereIsNone(t *testing.T) {
	c := setup(t)
	c.memory.clinics[0].Contact = backend.Contact{}
	p := c.provider(t)
	p.says("/nova")
	p.sees("responsável pelo contato")
	p.says("1")
	p.sees("pelo menos duas letras")
	p.says("Marina <Souza>")
	p.sees("telefone")
	p.says("8765-4321")
	p.sees("DDD")
	p.says("(20) 98765-4321")
	p.sees("Este DDD não existe")
	p.taps("« Voltar")
	p.sees("responsável pelo contato")
	p.says("Marina <Souza>")
	p.give(dialogs.Phone{Number: "+5521987654321"})
	p.sees("e-mail")
	p.says("marina@")
	p.sees("incompleto")
	p.says("Marina@Clinica.com.br")
	p.sees("caráter")
	want := &backend.Contact{Name: "Marina <Souza>", Phone: "21987654321", Email: "marina@clinica.com.br"}
	if diff := cmp.Diff(want, p.form().Contact); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}

	t.Run("all of it in one message", func(t *testing.T) {
		p := c.provider(t)
		p.says("/nova", "Marina Souza, 21 98765-4321, marina@clinica.com.br")
		p.sees("caráter")
	})
}

func TestProfessional(t *testing.T) {
	c := setup(t)
	p := c.provider(t)
	p.says("/nova", "eletivo")
	for typed, want := range map[string]string{
		"52998224726": "dígitos finais não conferem", "39053344705": "Não encontrei este profissional", "zulmira": "Não encontrei este profissional", "123": "CPF tem 11",
	} {
		p.says(typed)
		p.sees(want, "Helena Duarte")
	}
	p.says("teles")
	p.sees("Profissional: Marcos Teles")
}

func TestBeneficiary(t *testing.T) {
	c := setup(t)
	p := c.provider(t)
	p.says("/nova", "eletivo", "helena")
	for typed, want := range map[string]string{
		"1234": "A matrícula tem 9 números", "000000000": "Não encontrei este beneficiário", "39053344706": "dígitos finais não conferem",
		"11111111111": "repete o mesmo número", "52998224725": "Não encontrei este beneficiário",
	} {
		p.says(typed)
		p.sees(want, "Quem é o <b>beneficiário</b>")
	}
	p.says("matrícula 090.216-100")
	p.sees("Ana P.")
	p.taps("Não confere")
	p.sees("vamos procurar de novo")
	p.says("098765432", "98765432100")
	p.sees("Bruno L.")
	p.says("não", "090216100", "090315200")
	p.sees("Bruno L.", "É esta pessoa?")
	p.says("hum")
	p.sees("Escolha um dos botões")
	p.says("Sim, confere")
	p.sees("procedimento")

	t.Run("is confirmed by a tap only as long as it is the one shown", func(t *testing.T) {
		p := c.provider(t)
		p.says("/nova", "eletivo", "helena", "090216100")
		yes, _ := p.button("Sim")
		p.says("090315200")
		p.press(yes.Data)
		if p.form().BeneficiaryOK {
			t.Error("the yes to Ana confirmed Bruno")
		}
		p.sees("Bruno L.")
	})
}

func TestBackAndForth(t *testing.T) {
	c := setup(t)
	p := c.provider(t)
	p.says("/nova", "dor", "helena", "090216100", "sim", "81000030", "pronto")
	p.sees("Anexos e observação")
	for _, want := range []string{"Adicionar outro", "Quem é o <b>beneficiário</b>", "Quem é o <b>profissional", "Qual é o <b>caráter</b>", "corrigir no contato"} {
		p.taps("« Voltar")
		p.sees(want)
	}
	p.taps("« Voltar")
	p.sees("Rascunho guardado", "Continuar rascunho")
	p.taps("Continuar rascunho")
	p.sees("Anexos e observação", "Ana P.", "Helena Duarte", "Urgência (dor)")
}

func TestCorrectingFromTheReview(t *testing.T) {
	c := setup(t)
	p := c.provider(t)
	review := func() {
		p.t.Helper()
		p.sees("Confira a solicitação", "Enviar")
	}
	p.says("/nova", "eletivo", "helena", "090216100", "sim", "85100218 26 MOD", "pronto", "pular")
	review()

	p.taps("Contato")
	p.taps("Telefone")
	p.says("21 98888-7777")
	review()
	p.sees("(21) 98888-7777")

	p.taps("Contato")
	p.says("nova@clinica.example")
	review()
	p.sees("nova@clinica.example")

	p.taps("Caráter", "Urgência: trauma")
	review()
	p.sees("Urgência (trauma)")

	p.taps("Profissional", "Marcos")
	review()
	p.sees("Marcos Teles (CRO-SP 54321)")

	p.taps("Beneficiário")
	p.taps("« Voltar")
	review()
	p.taps("Beneficiário")
	p.says("090315200")
	p.taps("Sim")
	review()
	p.sees("Bruno L.")

	p.taps("Itens")
	p.says("81000030")
	p.taps("1. 26 MOD", "✕ Remover")
	p.taps("Pronto")
	review()
	p.sees("81000030")
	p.doesNotSee("85100218")

	p.taps("Observação")
	p.says("Obs. nova")
	review()
	p.sees("Observação: Obs. nova")
	p.taps("Observação", "Sem observação")
	review()
	p.sees("Observação: nenhuma")

	p.taps("Anexos")
	p.sends(dialogs.File{Name: "laudo.pdf", Size: 9000})
	p.arrives()
	p.taps("Pronto")
	review()
	p.sees("laudo.pdf · Laudo (117 KB)")
	p.says("anexos")
	p.taps("1. laudo.pdf", "✕ Retirar")
	p.sees("foi retirado")
	p.taps("Seguir sem anexos")
	review()
	p.sees("Anexos: nenhum")

	p.says("itens", "remover 1")
	p.sees("procedimento")
	p.says("81000030", "pronto")
	review()
	p.taps("« Voltar")
	p.sees("Anexos e observação")
	p.taps("Seguir sem anexos", "Enviar")
	if len(c.memory.requests) != 1 {
		t.Errorf("%d requests", len(c.memory.requests))
	}
}

func TestNoteIsNeverCut(t *testing.T) {
	c := setup(t)
	p := c.provider(t)
	p.says("/nova", "eletivo", "helena", "090216100", "sim", "81000030", "pronto", strings.Repeat("é", 1001))
	p.sees("1001 caracteres", "até 1000")
	if p.form().Note != "" {
		t.Error("a note that is too long was kept")
	}
	p.says(strings.Repeat("&", 1000))
	if got := len(p.form().Note); got != 1000 {
		t.Errorf("%d characters kept", got)
	}
	p.taps("Pronto")
	p.sees("Confira")
}

func TestCancelling(t *testing.T) {
	c := setup(t)
	p := c.provider(t)
	p.says("/nova", "eletivo", "helena")
	p.taps("Cancelar")
	p.sees("[Guardar]", "Descartar")
	p.taps("Continuar preenchendo")
	p.sees("beneficiário")
	p.says("cancelar", "guardar")
	p.sees("Rascunho guardado", "Continuar rascunho")
	p.taps("Continuar rascunho")
	p.taps("Cancelar", "Descartar")
	p.sees("Rascunho descartado")
	p.doesNotSee("Continuar rascunho")
	if len(c.memory.drafts) != 0 {
		t.Errorf("%d drafts stay", len(c.memory.drafts))
	}

	t.Run("drops only the revision that was shown", func(t *testing.T) {
		p := c.provider(t)
		p.says("/nova", "eletivo")
		p.taps("Cancelar")
		drop, _ := p.button("Descartar")
		p.taps("Continuar preenchendo")
		p.says("helena", "cancelar")
		p.press(drop.Data)
		if p.answer.Text == "" || len(c.memory.drafts) != 1 {
			t.Errorf("%d drafts, answered %q", len(c.memory.drafts), p.answer.Text)
		}
		p.says("descartar")
		p.sees("Rascunho descartado")
	})
}

func TestSeveralDrafts(t *testing.T) {
	c := setup(t)
	p := c.provider(t)
	p.says("/nova", "eletivo", "helena", "090216100", "sim", "/nova")
	p.sees("ficou guardada como rascunho", "caráter")
	p.says("/nova")
	if len(c.memory.drafts) != 2 {
		t.Errorf("an untouched draft is taken again, not added: %d", len(c.memory.drafts))
	}
	p.says("dor", "/menu")
	p.taps("Continuar rascunho (2)")
	p.sees("1. Sem paciente · há pouco", "2. Ana P. · há pouco", "[✕ 2]")
	p.taps("2. Ana P.")
	p.sees("Beneficiário: Ana P.", "procedimento")
	p.says("/menu")
	p.taps("Continuar")
	p.says("2")
	p.sees("Urgência (dor)")
}

func TestDraftsSurvive(t *testing.T) {
	c := setup(t)
	p := c.provider(t)
	p.says("/nova", "eletivo", "helena", "090216100", "sim", "85100218")
	// Everything that the chat remembers is lost, the draft is not.
	p.session.State, p.session.Draft = dialogs.State{}, nil
	p.says("/start")
	p.taps("Continuar rascunho")
	p.sees("Em qual <b>dente</b>", "Ana P.")
}
