package dialogs_test

import (
	"strings"
	"testing"
	"time"

	"guiche/backend/access"
)

// TestWhatFollows: a question that says only what is other goes on from the one before.
func TestWhatFollows(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		role  access.Role
		talk  []string
		step  string
		shows string
	}{
		{access.Member, []string{"quanto vou pagar esse mês?", "e no mês passado?"}, "amtm", "setembro de 2026"},
		{access.Member, []string{"por que veio tão caro em outubro", "e em setembro?"}, "amtm", "setembro de 2026"},
		{access.Member, []string{"quanto deu em outubro?", "/menu", "e agosto?"}, "amtm", "agosto de 2026"},
		{access.Member, []string{"quanto vou pagar?", "/menu", "por quê?"}, "amtm", "outubro de 2026"},
		{access.Member, []string{"quanto deu em setembro?", "/menu", "por quê?"}, "amtm", "setembro de 2026"},
		{access.Member, []string{"quanto vou pagar esse mês?", "e o da minha filha?"}, "amtm", "De quem é"},
		{access.Member, []string{"quanto vou pagar?", "e da nina?"}, "amt", "Nina P.</b>, pelo que a operadora pagou em outubro"},
		{access.Member, []string{"quanto deu em setembro?", "/menu", "e a do caio?"}, "menu", "Caio P.</b>, pelo que a operadora pagou em setembro"},
		{access.Member, []string{"q dia cai o desconto", "pq veio tao caro esse mes"}, "amtm", "R$ 247,00"},
		{access.Member, []string{"quanto vou pagar?", "vou ser descontado em quanto mes q vem"}, "amtm", "R$ 248,00"},
		{access.Member, []string{"e o pedido 1, já saiu?", "e o 2?"}, "ownreq", "00000002"},
		{access.Member, []string{"quanto vou pagar?", "e o meu pedido?"}, "own", ""},
		{access.Member, []string{"e o pedido 1, já saiu?", "e o da minha filha?"}, "own", ""},
		{access.Provider, []string{"e aquele pedido 2, já saiu?", "e o 1?"}, "req", "00000001"},
		{access.Provider, []string{"e aquele pedido 2, já saiu?", "e o pedido 1?"}, "req", "00000001"},
		{access.Provider, []string{"como está o pedido 1?", "/menu", "e a senha dele?"}, "aut", "Senha de autorização"},
		{access.Provider, []string{"como está o pedido 2?", "e a senha dele?"}, "req", "não tem senha de autorização"},
		{access.Provider, []string{"qual a senha do pedido 2?", "e a do 1?"}, "aut", "Senha de autorização"},
		{access.Provider, []string{"como está o pedido 2?", "/menu", "por quê?"}, "req", "00000002"},
		{access.Provider, []string{"como está o pedido 1?", "/menu", "quero cancelar esse pedido"}, "wdr", "cancel"},
		{access.Provider, []string{"como está o pedido 1?", "/menu", "quero cancelar esse aí"}, "wdr", "cancel"},
		{access.Provider, []string{"e o meu pedido?"}, "list", "00000001"},
		{access.Provider, []string{"cadê meu pedido"}, "list", "00000001"},
		{access.Provider, []string{"como está o pedido 1?", "/menu", "e o meu pedido?"}, "req", "00000001"},
		{access.Provider, []string{"como está o pedido 1?", "e o outro?"}, "req", "00000002"},
		{access.Provider, []string{"como está o pedido 2?", "/menu", "e a outra solicitação?"}, "req", "00000001"},
		{access.Provider, []string{"como está o pedido 2?", "não concordo, quero contestar essa negativa"}, "form", "Pedido de revisão"},
		{access.Auditor, []string{"abre o caso do pedido 1", "e o 2?"}, "req", "00000002"},
	} {
		t.Run(strings.Join(tt.talk, " "), func(t *testing.T) {
			p := saidAt(t, tt.role)
			p.says(tt.talk...)
			if got := string(p.session.State.Step); got != tt.step {
				t.Fatalf("at %q, want %q\n%s", got, tt.step, p.shown())
			}
			p.sees(tt.shows)
		})
	}
	t.Run("but not after a while", func(t *testing.T) {
		p := saidAt(t, access.Provider)
		p.says("como está o pedido 1?", "/menu")
		p.c.memory.now = p.c.memory.now.Add(25 * time.Minute)
		p.says("e a senha dele?")
		p.doesNotSee("Senha de autorização <code>")
	})
	t.Run("nor after other things were said", func(t *testing.T) {
		p := saidAt(t, access.Provider)
		p.says("como está o pedido 1?", "/menu", "obrigada", "oi", "valeu", "bom dia", "tudo bem?", "tchau", "e a senha dele?")
		p.doesNotSee("Senha de autorização <code>")
	})
	t.Run("and of nothing is no follow-up", func(t *testing.T) {
		p := saidAt(t, access.Member)
		p.says("e o 2?")
		p.doesNotSee("00000002")
	})
}
