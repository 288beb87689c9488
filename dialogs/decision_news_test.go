package dialogs_test

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"testing"
	"time"

	"guiche/backend"
	"guiche/backend/ident"
	"guiche/dialogs"
	"guiche/dialogs/phrases"
	"guiche/internal/fictional"
)

// away is a core system that does not answer.
type away struct{ down bool }

func (a *away) Issue(context.Context, string) (ident.Senha, error) {
	if a.down {
		return "", backend.ErrIssuerAway
	}
	return ident.NewSenha(rand.Read)
}

func (a *away) Near() bool { return true }

func TestADecisionWaitsForTheIssuer(t *testing.T) {
	t.Parallel()
	issuer := &away{down: true}
	c := newCounterWith([]backend.Option{fictional.Audited(), backend.WithSenhas(issuer)})
	c.desk(t).files(crown, resin)
	a := c.took(t)
	a.taps("Autorizar todos", "Conferir e enviar", "Confirmar e enviar")
	a.sees(phrases.IssuerAway, "É isto que o dentista recebe")
	if d := c.memory.requests[0]; len(d.Thread) != 1 || len(a.pushes) != 0 {
		t.Errorf("%d entries, pushed %+v", len(d.Thread), a.pushes)
	}
	issuer.down = false
	a.taps("Confirmar e enviar")
	if d := c.memory.requests[0]; d.Situation != backend.Authorised {
		t.Errorf("%s:\n%s", d.Situation, a.shown())
	}
}

func TestALapsedClaimIsToldOnce(t *testing.T) {
	c := waiting(t)
	a := c.took(t)
	a.says("autorizar todos", "conferir")
	c.memory.now = thursday.Add(45 * time.Minute)
	b := c.second(t)
	b.says("/s1")
	b.taps("Assumir")
	a.taps("Confirmar e enviar")
	if n := strings.Count(a.screen.Text, "Rui Barreto assumiu"); n != 1 {
		t.Errorf("it is said %d times:\n%s", n, a.screen.Text)
	}
}

func TestDecisionsInADigest(t *testing.T) {
	c := waiting(t)
	c.desk(t).files(crown, resin)
	a := c.took(t)
	a.says("autorizar 2", "pedir 1 radiografia", "sim", "negar 3 3117", "sim", "conferir", "confirmar")
	var told []dialogs.Reply
	for _, p := range a.pushes {
		told = append(told, p.Reply)
	}
	if dialogs.Digestible(append(slices.Clone(told), told[0])) {
		t.Error("what is all about one request is told as it is")
	}
	a.says("/s2", "assumir", "autorizar todos", "conferir", "confirmar")
	for _, p := range a.pushes {
		told = append(told, p.Reply)
	}
	first, second := c.memory.requests[0].Releases[0], c.memory.requests[1].Releases[0]
	if !dialogs.Digestible(told) {
		t.Fatalf("not told together: %+v", told)
	}
	digest := dialogs.Digest(told)
	sound(t, digest)
	has(t, digest.Text,
		"• ✅ uma parte autorizada até 17/02/2027; o restante aguarda /s1", first.Senha.Format()+"</code>, até 17/02/2027 /s1",
		"• ❓ a auditoria pede documento: responda /s1", "• ✅ autorizada até 17/02/2027: veja a senha de autorização /s2", second.Senha.Format())
}

func TestAnUrgentRequestThatComesBackIsToldOnce(t *testing.T) {
	c := setup(t)
	c.second(t)
	p := c.atReview(t)
	p.says("é urgência")
	p.taps("Urgência: dor", "Enviar")
	c.duties(t, c.memory.now)
	a := c.auditor(t)
	a.says("/s1", "assumir", "pedir 1 radiografia", "sim", "conferir", "confirmar")
	c.memory.now = c.memory.now.Add(time.Hour)
	p.says("/s1", "responder", "Não há como.", "enviar")
	if told := p.toldOf(backend.TopicQuestion, livia); len(told) != 1 || !strings.HasPrefix(told[0], "🔴 <b>URGENTE") {
		t.Errorf("who asked is told %q", told)
	}
	got := warned(c.duties(t, c.memory.now))
	if want := []string{"Rui, at once: 🔴 URGENTE: aguarda análise agora"}; !slices.Equal(got, want) {
		t.Errorf("warned %q, want %q", got, want)
	}
}
