package dialogs_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What a person has to do for a request, taps and texts counted, once entered.
func TestUpdatesOfARequest(t *testing.T) {
	t.Parallel()
	t.Run("three items typed one by one take at most 14", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		p := c.provider(t)
		p.taps("Nova solicitação", "Eletivo", "Helena Duarte")
		p.says("090216100")
		p.taps("Sim")
		p.says("85100218 26 MOD", "periapical 26")
		p.taps("81000421")
		p.says("85300047 HASD")
		p.taps("Pronto, anexos", "Seguir sem anexos")
		if diff := cmp.Diff([]string{"85100218 26 MOD", "81000421 26", "85300047 HASD"}, p.items()); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		p.taps("Enviar")
		if n := len(c.memory.requests); n != 1 || p.updates > 14 {
			t.Errorf("%d requests by %d updates", n, p.updates)
		}
	})
	t.Run("three teeth of one procedure take one message", func(t *testing.T) {
		t.Parallel()
		p := newCounter().atItems(t)
		before := p.updates
		p.says("82000875 18, 28 e 48")
		p.sees("Adicionar outro")
		if diff := cmp.Diff([]string{"82000875 18", "82000875 28", "82000875 48"}, p.items()); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		if n := p.updates - before; n != 1 {
			t.Errorf("%d updates", n)
		}
	})
}
