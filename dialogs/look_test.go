package dialogs_test

import (
	"strings"
	"testing"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs/phrases"
)

// urgency is a request of pain whose canal lacks its radiograph: released, and to be
// looked at afterwards.
func (c *counter) urgency(t fataler) {
	t.Helper()
	p := c.provider(t)
	p.says("/nova", "dor", "helena", "090216100", "sim", "85200158 46", "85100200 27 MO", "pronto", "pular")
	p.taps("Enviar")
	if len(c.memory.requests) != 1 {
		t.Fatalf("nothing was sent:\n%s", p.shown())
	}
}

func TestSecondLook(t *testing.T) {
	t.Parallel()
	c := deciding()
	c.urgency(t)
	p := c.auditor(t)
	p.taps("Conferir liberações")
	p.sees("00000001", "Conferir liberações")
	p.taps("🔴 00000001")
	p.sees("liberado por urgência", "Você teria autorizado?", "✓ 1 Concordo", "✗ 2 Discordo")
	p.taps("✗ 1 Discordo")
	p.sees("Por que você não autorizaria o item 1?", "3086", "3081")
	p.taps("« Voltar")
	p.sees("Você teria autorizado?")
	p.taps("✗ 1 Discordo", "3086")
	p.sees(phrases.LookKept, "conferido: discordo", "3086", "✓ 2 Concordo")
	p.doesNotSee("✓ 1 Concordo")
	p.says("discordo", "3016")
	p.sees(phrases.LookDone)
	looks := c.memory.secondLooks[c.memory.requests[0].ID]
	if len(looks) != 2 || looks[0].Opinion != backend.Disagreed || looks[0].Codes[0] != backend.NotUrgent || looks[1].Codes[0] != "3016" || looks[1].Auditor != 1 {
		t.Errorf("%+v", looks)
	}
	p.taps("« Voltar")
	p.sees(phrases.LooksEmpty)

	t.Run("is given once", func(t *testing.T) {
		c := deciding()
		c.urgency(t)
		one, two := c.auditor(t), c.person(t, 10)
		two.says("/start", "auditor2", "auditoria-2026")
		one.taps("Conferir liberações", "🔴 00000001")
		two.taps("Conferir liberações", "🔴 00000001")
		one.taps("✓ 1 Concordo")
		two.taps("✗ 1 Discordo")
		two.sees("conferiu este item antes", "conferido: concordo")
	})
	t.Run("is nobody else's", func(t *testing.T) {
		c := deciding()
		c.urgency(t)
		clinic := c.provider(t)
		clinic.says("conferir liberações")
		clinic.doesNotSee(phrases.LooksTitle)
		_, err := backend.New(nil, nil, backend.Operator{}).SecondLooks(t.Context(), c.memory.begin(false), access.Actor{Role: access.Provider, ID: 1}, backend.Cursor{})
		if err == nil || !strings.Contains(err.Error(), "not found") {
			t.Errorf("a clinic: %v", err)
		}
	})
}
