package dialogs_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend/access"
	"guiche/dialogs"
	"guiche/dialogs/phrases"
)

// removed are the messages that the last turn took out of the chat.
func (p *person) removed() []int {
	var ids []int
	for _, r := range p.replies {
		if r.Kind == dialogs.Delete {
			ids = append(ids, r.MessageID)
		}
	}
	return ids
}

// keeps fails when the stored conversation holds a text.
func (p *person) keepsNothingOf(secret string) {
	p.t.Helper()
	state, err := json.Marshal(p.session.State)
	if err != nil || strings.Contains(string(state), secret) {
		p.t.Fatalf("the conversation keeps the password (%v)", err)
	}
	for _, r := range p.replies {
		if strings.Contains(r.Text, secret) {
			p.t.Fatalf("the password is said aloud")
		}
	}
}

func TestWelcome(t *testing.T) {
	c := setup(t)
	p := c.person(t, 1)
	p.says("/start abc_def-9")
	p.sees("Saúde Exemplo", "Privacidade", "CPF ou CNPJ", "Sou beneficiário")
	if diff := cmp.Diff([]dialogs.ReplyKind{dialogs.Commands, dialogs.Screen}, p.kinds()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	p.says("/start")
	p.sees("Este é o guichê")
	p.doesNotSee("<b>Privacidade</b>")
	p.says("/privacidade")
	if note := p.replies[0]; note.Kind != dialogs.Note || !strings.Contains(note.Text, "<b>Aviso de privacidade</b>") {
		t.Errorf("the notice is %+v", note)
	}
	p.taps("Sou beneficiário")
	p.sees("matrícula", "CPF")
	p.says("obrigado")
	p.sees("De nada", "matrícula")
	p.says("xyz")
	p.sees("preciso saber quem é você")
	p.taps("Sou dentista ou clínica")
	p.sees("Digite seu <b>CPF ou CNPJ</b>")
	p.taps("Ajuda")
	p.sees("Central de atendimento", "0800 000 0000")
}

func TestDocumentsAsTyped(t *testing.T) {
	c := setup(t)
	for _, typed := range []string{"11222333000181", "11.222.333/0001-81", " 11 222 333 0001 81 ", "12abc34501de35", "12.ABC.345/01DE-35", "529.982.247-25"} {
		p := c.person(t, 1)
		p.says("/start", typed)
		p.sees("senha de acesso")
		if got := p.session.State.Step; got != dialogs.StepPassword {
			t.Errorf("%q leads to %s", typed, got)
		}
	}
	said := map[string]bool{}
	for _, typed := range []string{"11222333000182", "52998224726", "11111111111", "5299822472", "5299822472a", "1122233300018x", "CPF?", "olá, tudo bem"} {
		p := c.person(t, 1)
		p.says("/start", typed)
		p.sees("igite seu <b>CPF ou CNPJ</b>")
		said[strings.SplitN(p.screen.Text, "\n", 2)[0]] = true
	}
	if len(said) < 6 {
		t.Errorf("eight kinds of mistakes get only %d sentences: %v", len(said), said)
	}
}

func TestEntering(t *testing.T) {
	c := setup(t)
	p := c.person(t, 1)
	p.says("/start", "11222333000181", "sorriso-2026")
	p.sees("Clínica Sorriso Ltda", "Nova solicitação", "Minhas solicitações")
	p.keepsNothingOf("sorriso-2026")
	// The screen is the message after the password.
	if diff := cmp.Diff([]int{p.message - 1}, p.removed()); diff != "" {
		t.Errorf("removed (-want +got)\n%s", diff)
	}
	if p.session.Actor != (access.Actor{Role: access.Provider, ID: 1}) {
		t.Errorf("entered as %+v", p.session.Actor)
	}
	i := slices.IndexFunc(p.replies, func(r dialogs.Reply) bool { return r.Kind == dialogs.Commands })
	if i < 0 || p.replies[i].Role != access.Provider {
		t.Errorf("the command list is not the provider's: %+v", p.replies)
	}

	t.Run("removes a password typed once more", func(t *testing.T) {
		p.says("sorriso-2026")
		if len(p.removed()) != 1 {
			t.Errorf("removed %v", p.removed())
		}
		p.keepsNothingOf("sorriso-2026")
		p.sees("Apaguei", "Nova solicitação")
	})
}

func TestWrongPassword(t *testing.T) {
	c := setup(t)
	unknown, wrong := c.person(t, 1), c.person(t, 2)
	unknown.says("/start", "12ABC34501DE35", "secret-1")
	wrong.says("/start", "11222333000181", "secret-1")
	first := func(p *person) string { return strings.SplitN(p.screen.Text, "\n", 2)[0] }
	if first(unknown) != first(wrong) || !strings.Contains(first(wrong), "não conferem") {
		t.Errorf("unknown: %q, wrong: %q", first(unknown), first(wrong))
	}
	for _, p := range []*person{unknown, wrong} {
		p.keepsNothingOf("secret-1")
		if len(p.removed()) != 1 {
			t.Errorf("removed %v", p.removed())
		}
	}
	wrong.says("sorriso-2026")
	wrong.sees("Clínica Sorriso Ltda")

	t.Run("is throttled, with the minutes to wait", func(t *testing.T) {
		p := c.person(t, 3)
		p.says("/start", "11222333000181")
		for range 5 {
			p.says("secret-2")
		}
		c.memory.now = c.memory.now.Add(5*time.Minute + time.Second)
		p.says("sorriso-2026")
		p.sees("Foram muitas tentativas", "10 minutos")
		p.keepsNothingOf("sorriso-2026")
		if len(p.removed()) != 1 {
			t.Errorf("removed %v", p.removed())
		}
		c.memory.now = c.memory.now.Add(10 * time.Minute)
		p.says("sorriso-2026")
		p.sees("Clínica Sorriso Ltda")
	})
}

func TestLoginServiceAway(t *testing.T) {
	c := setup(t)
	c.login.down = true
	p := c.person(t, 1)
	p.says("/start", "11222333000181", "sorriso-2026")
	p.sees("não respondeu", "11.222.333/0001-81")
	p.keepsNothingOf("sorriso-2026")
	c.login.down = false
	p.says("sorriso-2026")
	p.sees("Clínica Sorriso Ltda")
}

func TestCorrectingTheLogin(t *testing.T) {
	c := setup(t)
	p := c.person(t, 1)
	p.says("/start", "11222333000181", "12abc34501de35")
	p.sees("12.ABC.345/01DE-35")
	p.says("12.ABC.345/01DE-35")
	p.sees("já anotei")
	p.taps("Trocar CPF/CNPJ")
	p.sees("Digite seu <b>CPF ou CNPJ</b>")
	p.says("11222333000181", "voltar")
	p.sees("Digite seu <b>CPF ou CNPJ</b>")
	p.says("11222333000181 sorriso-2026")
	p.sees("Clínica Sorriso Ltda")
	p.keepsNothingOf("sorriso-2026")
	if len(p.removed()) != 1 {
		t.Errorf("removed %v", p.removed())
	}

	t.Run("removes a password that comes just after going back", func(t *testing.T) {
		p := c.person(t, 2)
		p.says("/start", "11222333000181", "wrong-1")
		p.taps("Trocar CPF/CNPJ")
		p.says("sorriso-2026")
		p.sees("Apaguei", "digite de novo")
		if len(p.removed()) != 1 {
			t.Errorf("removed %v", p.removed())
		}
		p.keepsNothingOf("sorriso-2026")
	})
}

func TestPasswordStepTakesNothingElse(t *testing.T) {
	c := setup(t)
	p := c.person(t, 1)
	p.says("/start", "11222333000181")
	p.give(dialogs.Other{MessageID: 77, Kind: "edited"})
	if diff := cmp.Diff([]int{77}, p.removed()); diff != "" {
		t.Errorf("an edited password stays (-want +got)\n%s", diff)
	}
	p.sees("mensagens editadas", "senha de acesso")
	p.says("/ajuda")
	p.sees("Central de atendimento", "senha de acesso")
	p.sends(dialogs.File{Name: "rx.pdf"})
	p.sees("não foi guardado", "senha de acesso")
	p.says("/cancelar")
	p.sees("Digite seu <b>CPF ou CNPJ</b>")
}

func TestTroubleWithAPassword(t *testing.T) {
	c := setup(t)
	p := c.person(t, 1)
	p.says("/start", "11222333000181")
	p.give(dialogs.Trouble{MessageID: 33})
	if diff := cmp.Diff([]int{33}, p.removed()); diff != "" {
		t.Errorf("a password that failed stays (-want +got)\n%s", diff)
	}
	p.sees("Algo falhou do nosso lado", "senha de acesso")
}

func TestFirstWords(t *testing.T) {
	c := setup(t)
	for _, hello := range []string{"oi", "Olá!", "bom dia", "/menu", "x"} {
		p := c.person(t, 1)
		p.says(hello)
		p.sees("Este é o guichê", "<b>Privacidade</b>", "CPF ou CNPJ")
		p.doesNotSee("Não reconheci", "caracteres")
	}
	p := c.person(t, 1)
	p.says("11222333000181")
	p.sees("<b>Privacidade</b>", "senha de acesso")
}

func TestLeaving(t *testing.T) {
	c := setup(t)
	p := c.provider(t)
	p.says("/nova", "eletivo", "/sair")
	p.sees("guardada como rascunho")
	p.taps("Não, ficar")
	p.sees("profissional")
	p.says("trocar de conta", "sim")
	p.sees("Você saiu", "CPF ou CNPJ")
	if p.session.Actor != (access.Actor{}) || p.session.Draft != nil {
		t.Errorf("left as %+v", p.session.Actor)
	}
	if len(c.memory.drafts) != 1 {
		t.Errorf("%d drafts stay", len(c.memory.drafts))
	}
	if !slices.Contains(p.kinds(), dialogs.Commands) {
		t.Error("the command list stays the provider's")
	}
	p.says("/sair")
	p.sees("ainda não entrou")
	p.says("11222333000181", "sorriso-2026")
	p.taps("Continuar rascunho")
	p.sees("profissional")

	t.Run("asks nothing when nothing is open", func(t *testing.T) {
		p := c.auditor(t)
		p.taps("Sair")
		p.sees("Você saiu")
	})
}

func TestCommands(t *testing.T) {
	t.Parallel()
	for _, role := range []access.Role{access.Visitor, access.Provider, access.Auditor, access.Member} {
		list := dialogs.CommandList(role)
		if len(list) < 3 {
			t.Errorf("%s has %d commands", role, len(list))
		}
		for _, cmd := range list {
			if cmd.Name == "" || len(cmd.Name) > 32 || strings.Trim(cmd.Name, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" ||
				len(cmd.Description) < 3 || len(cmd.Description) > 256 {
				t.Errorf("%s: Telegram refuses %+v", role, cmd)
			}
		}
	}
	t.Run("work with the bot's name and in any case", func(t *testing.T) {
		t.Parallel()
		p := newCounter().provider(t)
		for _, c := range [][2]string{
			{"/NOVA@guiche_bot", "caráter"}, {"eletivo", "profissional"}, {"/cancelar", "Quer parar"}, {"/Solicitacoes", "Minhas solicitações"},
			{"/solicitações", "Minhas solicitações"}, {"/menu", "Como posso ajudar"}, {"/AJUDA agora", "Central"}, {"/atendente", "Aberta agora"}, {"/serviços", "Odontologia"},
			{"/fila", "não está disponível"}, {"/xyz", "Não conheço este comando"}, {"/cancelar", "Quer parar"},
		} {
			p.says(c[0])
			p.sees(c[1])
		}
	})
	t.Run("ask a visitor to enter", func(t *testing.T) {
		t.Parallel()
		p := newCounter().person(t, 1)
		p.says("/start", "/nova")
		p.sees("entre primeiro")
		p.says("/cancelar")
		p.sees(phrases.NothingToCancel)
	})
}

func TestWhatTheCounterDoesNotTake(t *testing.T) {
	c := setup(t)
	p := c.provider(t)
	p.says("/nova", "eletivo")
	for kind, want := range map[string]string{
		"voice": "microfone do teclado", "video": "vídeos", "sticker": "figurinha", "location": "localização", "edited": "mensagens editadas",
		"something_new": "não sei ler",
	} {
		p.give(dialogs.Other{Kind: kind})
		p.sees(want, "profissional")
	}
	p.give(dialogs.Phone{Number: "+5521987654321", Own: true})
	p.sees("não preciso dele agora", "profissional")
	p.give(dialogs.Trouble{})
	p.sees("Algo falhou do nosso lado", "profissional")
}

func TestGroupsAndBlocks(t *testing.T) {
	c := setup(t)
	p := c.person(t, -100)
	p.give(dialogs.Group{})
	if diff := cmp.Diff([]dialogs.ReplyKind{dialogs.Note, dialogs.Leave}, p.kinds()); diff != "" {
		t.Errorf("a group (-want +got)\n%s", diff)
	}
	p.give(dialogs.Group{Channel: true})
	if diff := cmp.Diff([]dialogs.ReplyKind{dialogs.Leave}, p.kinds()); diff != "" {
		t.Errorf("a channel (-want +got)\n%s", diff)
	}
	p.give(dialogs.Blocked{})
	if len(p.replies) != 0 {
		t.Errorf("who blocked is answered: %+v", p.replies)
	}
}

func TestGreetingsAreAnswered(t *testing.T) {
	c := setup(t)
	p := c.person(t, 1)
	p.says("/start")
	for typed, want := range map[string]string{
		"oi, bom dia": "Bom dia!", "Boa tarde!": "Boa tarde!", "olá": "Olá!", "boa noite 🙂": "Boa noite!", "Oi tudo bem?": "Olá!",
	} {
		p.says(typed)
		p.sees(want + " Para começar, digite seu <b>CPF ou CNPJ</b>.")
		p.doesNotSee("⚠️")
	}
	p.says("5299822472ã")
	p.sees("Há um caractere que não existe")
	p = c.provider(t)
	p.says("bom dia")
	p.sees("Bom dia!", "Como posso ajudar")
}

func TestAuditorIsNotTakenForAClinic(t *testing.T) {
	c := setup(t)
	p := c.person(t, 1)
	p.says("/start", "auditora")
	p.sees("Acesso: <b>auditora</b>", "Digite a <b>senha de acesso</b>.", "[Trocar login]")
	p.doesNotSee("Extrato", "CNPJ")
	p.says("errada")
	p.sees("Login e senha de acesso não conferem")
	p.doesNotSee("CNPJ")
	p.taps("Trocar login")
	p.says("11222333000181")
	p.sees("a mesma do Extrato de Faturamento", "[Trocar CPF/CNPJ]")
	p.says("errada")
	p.sees("CPF/CNPJ e senha de acesso não conferem. Esqueceu? Ligue para")
}
