package dialogs_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs"
	"guiche/dialogs/phrases"
	"guiche/internal/fictional"
)

// attendant is somebody of the centre, in a chat.
func (c *counter) attendant(t fataler) *person {
	t.Helper()
	p := c.person(t, 30)
	p.says("/start", "central1", "atendimento-2026")
	p.sees("Menu do atendimento")
	return p
}

// told are the pushes of the last turn to an actor.
func (p *person) pushedTo(to access.Actor) string {
	p.t.Helper()
	var all []string
	for _, push := range p.pushes {
		sound(p.t, push.Reply)
		if push.To == to {
			all = append(all, push.Reply.Text)
		}
	}
	return strings.Join(all, "\n")
}

// pressPush taps a button below a push of another's last turn.
func (p *person) pressPush(from *person, label string) {
	p.t.Helper()
	for _, push := range from.pushes {
		if push.To != p.session.Actor {
			continue
		}
		for _, row := range push.Reply.Rows {
			for _, b := range row {
				if strings.HasPrefix(b.Text, label) {
					p.press(b.Data)
					return
				}
			}
		}
	}
	p.t.Fatalf("no button %q below what was told", label)
}

// waiting is a member who wants a person, of whom an attendant was told.
func (c *counter) waiting(t fataler) (tiago, ana *person) {
	t.Helper()
	tiago, ana = c.attendant(t), c.ana(t)
	ana.says("atendente")
	ana.taps("💬 Conversar por aqui")
	ana.says("preciso de ajuda")
	tiago.pressPush(ana, "💬 Abrir conversa")
	return tiago, ana
}

// talking is the same once he took the conversation.
func (c *counter) talking(t fataler) (tiago, ana *person) {
	t.Helper()
	tiago, ana = c.waiting(t)
	tiago.taps("Assumir e conversar")
	return tiago, ana
}

// passes the time, since which nobody can have been told what comes.
func (c *counter) passes(d time.Duration) { c.memory.now = c.memory.now.Add(d) }

var tiagoSays = access.Actor{Role: access.Attendant, ID: 1}

func TestConversationWithAPerson(t *testing.T) {
	t.Parallel()
	c := newCounter()
	tiago, ana := c.attendant(t), c.ana(t)
	ana.says("atendente")
	ana.taps("💬 Conversar por aqui")
	ana.sees("Escreva, em uma mensagem, o que você precisa")
	ana.says("Cobraram uma consulta que não fiz")
	ana.sees("Você é a próxima pessoa da fila", "Protocolo <code>999999")
	if got := ana.pushedTo(tiagoSays); !strings.Contains(got, "<b>Ana Prado</b>:\nCobraram uma consulta que não fiz") {
		t.Fatalf("the attendant was told %q", got)
	}

	tiago.pressPush(ana, "💬 Abrir conversa")
	tiago.sees("Conversa com atendente", "Cobraram uma consulta que não fiz")
	tiago.taps("Assumir e conversar")
	tiago.sees("vai direto para Ana")
	if got := tiago.pushedTo(mother); !strings.Contains(got, "<b>Tiago</b>, do atendimento, está com você") {
		t.Fatalf("the member was told %q", got)
	}
	tiago.says("Bom dia, Ana! De qual dia é a consulta?")
	if got := tiago.pushedTo(mother); !strings.Contains(got, "<b>Tiago</b>, do atendimento:\nBom dia, Ana!") || len(tiago.replies) != 0 {
		t.Fatalf("passed on %q with %v", got, tiago.kinds())
	}
	// Words that mean something to the counter mean nothing here, and it is silent.
	for _, text := range []string{"sair", "cancelar", "voltar", "quanto vou pagar?", "12/10", "resina 26 MO"} {
		ana.says(text)
		if got := ana.pushedTo(tiagoSays); !strings.Contains(got, text) || len(ana.replies) != 0 {
			t.Fatalf("%q was passed on as %q with %v", text, got, ana.kinds())
		}
	}
	// A command leaves the conversation open.
	ana.says("menu")
	ana.sees("💬 Voltar à conversa")
	tiago.says("Achei: foi estornada.")
	ana.pressPush(tiago, "Responder")
	ana.sees("<b>Tiago</b>, do atendimento, está com você", "Achei: foi estornada.")
	ana.says("Obrigada!")
	tiago.taps("Encerrar conversa")
	tiago.sees(phrases.LiveEnded(c.memory.inquiries[0].Protocol))
	if got := tiago.pushedTo(mother); !strings.Contains(got, "Conversa encerrada") {
		t.Fatalf("the member was told %q", got)
	}
	ana.says("e outra coisa")
	ana.sees("já foi encerrada", "não foi entregue")
	ana.says("menu")
	ana.doesNotSee("Voltar à conversa")
	var kinds []string
	for _, e := range c.memory.inquiries[0].thread {
		kinds = append(kinds, string(e.Kind))
	}
	if got, want := strings.Join(kinds, " "), "abertura atendimento resposta mensagem mensagem mensagem mensagem mensagem mensagem resposta mensagem encerramento"; got != want {
		t.Errorf("the transcript is %q, want %q", got, want)
	}
}

func TestConversationOutOfHours(t *testing.T) {
	t.Parallel()
	c := newCounter()
	c.memory.now = time.Date(2026, time.November, 20, 22, 0, 0, 0, c.memory.now.Location()) // a Friday night
	tiago, dentist := c.attendant(t), c.provider(t)
	dentist.says("/atendente")
	dentist.taps("💬 Conversar por aqui")
	dentist.sees("O atendimento está fechado e abre")
	dentist.says("A guia 12 não abre")
	dentist.sees("🌙 O atendimento abre")
	for _, push := range dentist.pushes {
		if push.Urgent {
			t.Errorf("the attendant is woken at night: %+v", push)
		}
	}
	key := backend.InquiryDuty(c.memory.inquiries[0].ID)
	due := c.memory.timers[timerKey{key, backend.DutyTalk}]
	if open, _ := fictional.Operator().Office.OpenAt(due); !open || due.Sub(c.memory.now) > 4*24*time.Hour {
		t.Fatalf("somebody is told at %v", due)
	}
	c.memory.now = due
	delete(c.memory.timers, timerKey{key, backend.DutyTalk})
	tx := c.memory.begin(true)
	out, err := c.talk.Turn(t.Context(), tx, dialogs.Session{Key: key}, dialogs.Alarm{Name: backend.DutyTalk})
	if err != nil || tx.commit() != nil {
		t.Fatal(err)
	}
	if len(out.Pushes) == 0 || !strings.Contains(out.Pushes[0].Reply.Text, "quer falar com uma pessoa") {
		t.Fatalf("at the opening nobody is told: %+v", out.Pushes)
	}
	tiago.says("/menu")
	tiago.taps("📨 Atendimento")
	tiago.sees("1 demanda", "Conversa com atendente")
}

// celina is somebody else who answers, in a chat.
func (c *counter) celina(t fataler) *person {
	t.Helper()
	p := c.person(t, 31)
	p.says("/start", "ouvidora", "atendimento-2026")
	return p
}

func TestTwoAttendantsAndOneConversation(t *testing.T) {
	t.Parallel()
	c := newCounter()
	celina := c.celina(t)
	tiago, ana := c.waiting(t)
	celina.pressPush(ana, "💬 Abrir conversa")
	tiago.taps("Assumir e conversar")
	// She reaches for it on a screen that still says that nobody has it.
	celina.taps("Assumir e conversar")
	celina.sees("<b>Tiago</b> já assumiu", "Assumir no lugar")
	if q := c.inquiry(t); q.Holder != tiagoSays || len(celina.pushes) != 0 {
		t.Fatalf("held by %v, told %+v", q.Holder, celina.pushes)
	}
	celina.says("Bom dia, Ana!")
	celina.sees("<b>Tiago</b> já assumiu", "não foi entregue")
	if q := c.inquiry(t); q.Holder != tiagoSays || len(celina.pushes) != 0 {
		t.Fatalf("who does not have it speaks: held by %v, told %+v", q.Holder, celina.pushes)
	}
	ana.says("alô?")
	celina.taps("Assumir no lugar")
	if got := celina.pushedTo(tiagoSays); !strings.Contains(got, "Celina assumiu") {
		t.Fatalf("who had it was told %q", got)
	}
	ana.says("alô?")
	if got := ana.pushedTo(tiagoSays); got != "" {
		t.Errorf("who has it no more is told %q", got)
	}
	// His screen still says that he has it.
	tiago.says("Já vejo.")
	tiago.sees("<b>Celina</b> já assumiu", "não foi entregue", "Assumir no lugar")
	for _, at := range []dialogs.Step{dialogs.StepAtDesk, dialogs.StepLive} {
		tiago.press(dialogs.Callback{Step: at, Verb: "end", Arg: strconv.FormatInt(c.inquiry(t).ID, 36)}.String())
		tiago.sees("<b>Celina</b> já assumiu")
	}
	if q := c.inquiry(t); !q.Open() || len(tiago.pushes) != 0 {
		t.Fatalf("whoever was taken over from ended it: %+v, told %+v", q, tiago.pushes)
	}
	if q := c.inquiry(t); q.Holder == tiagoSays || tiago.pushedTo(mother) != "" {
		t.Errorf("held by %v, told %+v", q.Holder, tiago.pushes)
	}
	celina.taps("Devolver à fila")
	celina.sees(phrases.DeskLeft, "Assumir e conversar")
	ana.says("ninguém?")
	if len(ana.pushes) != 0 {
		t.Errorf("told again: %+v", ana.pushes)
	}
	tiago.says("voltei")
	if q := c.inquiry(t); q.Holder != tiagoSays {
		t.Errorf("held by %v", q.Holder)
	}
}

func TestAConversationKeepsWhatWasBeingFilledIn(t *testing.T) {
	t.Parallel()
	c := newCounter()
	dentist := c.provider(t)
	dentist.says("/nova", "eletivo", "helena")
	draft := dentist.session.Draft.ID
	dentist.says("/menu")
	dentist.says("atendente")
	dentist.taps("💬 Conversar por aqui")
	dentist.says("qual a matrícula da Ana?")
	dentist.taps("Encerrar conversa")
	dentist.sees("Conversa encerrada", "matrícula")
	if dentist.session.Draft == nil || dentist.session.Draft.ID != draft || dentist.session.State.Step != dialogs.StepForm {
		t.Errorf("the draft is lost: %+v", dentist.session.State)
	}
}

func TestAPhotoInAConversation(t *testing.T) {
	t.Parallel()
	c := newCounter()
	dentist := c.provider(t)
	dentist.says("/nova", "eletivo", "helena")
	draft := dentist.session.Draft.ID
	dentist.says("/menu", "atendente")
	dentist.taps("💬 Conversar por aqui")
	dentist.sends(dialogs.File{Photo: true})
	dentist.sees(phrases.LiveFileFirst)
	dentist.says("esta guia voltou com erro")
	tiago := c.attendant(t)
	tiago.says("/menu")
	tiago.taps("📨 Atendimento")
	tiago.opens("conversa")
	tiago.taps("Assumir e conversar")
	// What was begun elsewhere and forgotten is no place for it either.
	dentist.sends(dialogs.File{Photo: true, Caption: "olhem"})
	if len(dentist.replies) != 0 {
		t.Fatalf("the counter speaks: %+v", dentist.replies)
	}
	dentist.arrives()
	if f := c.memory.drafts[draft].Form.Files; len(f) != 0 {
		t.Fatalf("the photo went into the request: %+v", f)
	}
	if len(dentist.pushes) != 1 || dentist.pushes[0].To != tiagoSays || dentist.pushes[0].Reply.Paper == nil || !strings.Contains(dentist.pushes[0].Reply.Text, "olhem") {
		t.Fatalf("the attendant was told %+v", dentist.pushes)
	}
	if n := len(c.memory.drafts); n != 1 {
		t.Errorf("%d drafts are left", n)
	}
	tiago.pressPush(dentist, "💬 Abrir conversa")
	tiago.taps("📎 1")
	if n := len(tiago.replies); n == 0 || tiago.replies[0].Paper == nil {
		t.Errorf("the photo is not handed out again: %+v", tiago.replies)
	}
	tiago.sends(dialogs.File{Name: "guia.pdf"})
	tiago.arrives()
	if len(tiago.pushes) != 1 || tiago.pushes[0].To.Role != access.Provider || tiago.pushes[0].Reply.Paper == nil {
		t.Errorf("the clinic was told %+v", tiago.pushes)
	}
	dentist.says("viram?")
	if got := dentist.pushedTo(tiagoSays); !strings.Contains(got, "viram?") {
		t.Errorf("the conversation does not go on: %q", got)
	}
	dentist.sends(dialogs.File{Photo: true})
	dentist.give(dialogs.FileRefused{Fetch: dentist.oldestFetch(), DraftID: c.memory.fetches[dentist.oldestFetch()].DraftID, Name: "x", Reason: "heic"})
	if n := len(dentist.replies); n == 0 || len(c.memory.drafts) != 1 {
		t.Errorf("a refused file: %+v, %d drafts", dentist.replies, len(c.memory.drafts))
	}
}

func TestWritingToWhoWaitsTakesTheConversation(t *testing.T) {
	t.Parallel()
	c := newCounter()
	tiago, _ := c.waiting(t)
	tiago.says("Bom dia, Ana! Me manda uma foto do extrato?")
	if got := tiago.pushedTo(mother); !strings.Contains(got, "Me manda uma foto do extrato?") {
		t.Fatalf("the member was told %q", got)
	}
	if q := c.memory.inquiries[0]; q.Holder != tiagoSays {
		t.Errorf("held by %v", q.Holder)
	}
}

func TestWhoHadAConversationIsSwitchedOff(t *testing.T) {
	t.Parallel()
	c := newCounter()
	celina := c.celina(t)
	_, ana := c.talking(t)
	c.memory.off[tiagoSays] = true
	ana.says("alô?")
	if got := ana.pushedTo(celina.session.Actor); !strings.Contains(got, "alô?") {
		t.Errorf("her colleague is told %q", got)
	}
	if got := ana.pushedTo(tiagoSays); got != "" {
		t.Errorf("who is switched off is told %q", got)
	}
}

func TestAnAttendantGoesBackToAConversation(t *testing.T) {
	t.Parallel()
	c := newCounter()
	tiago, ana := c.talking(t)
	tiago.says("/menu")
	tiago.taps("💬 Voltar à conversa")
	tiago.sees("vai direto para Ana")
	tiago.says("/menu")
	ana.says("/menu")
	ana.taps("💬 Voltar à conversa")
	ana.taps("Encerrar conversa")
	tiago.taps("💬 Voltar à conversa")
	tiago.doesNotSee("vai direto para Ana")
	tiago.says("/menu")
	tiago.doesNotSee("Voltar à conversa")
}
