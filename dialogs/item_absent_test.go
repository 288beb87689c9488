package dialogs_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/access"
)

func TestAMissingToothIsAskedAbout(t *testing.T) {
	t.Parallel()
	const asked = "O dente <b>38</b> consta como extraído em 12/03/2025. Usar mesmo assim?"
	t.Run("and used after a yes", func(t *testing.T) {
		t.Parallel()
		p := newCounter().atItems(t)
		p.says("82000875 38")
		p.sees(asked)
		p.taps("Sim, usar o 38")
		p.sees("Adicionar outro")
		p.says("85100196 38 O")
		p.sees("Adicionar outro") // once is enough
		if diff := cmp.Diff("38 38O", p.places()); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
	t.Run("before its faces are", func(t *testing.T) {
		t.Parallel()
		p := newCounter().atItems(t)
		p.says("85100218 38")
		p.sees(asked)
		p.says("sim")
		p.sees("Quais <b>faces</b>")
	})
	t.Run("or changed for another, faces kept", func(t *testing.T) {
		t.Parallel()
		p := newCounter().atItems(t)
		p.says("85100218 38 MOD")
		p.sees(asked)
		p.taps("Escolher outro")
		p.sees("Em qual <b>dente</b>", "Faces anotadas: MOD")
		p.says("37")
		if diff := cmp.Diff("37MOD", p.places()); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
	t.Run("or changed at once", func(t *testing.T) {
		t.Parallel()
		p := newCounter().atItems(t)
		p.says("85100218 38 MOD; 82000875 46", "36")
		p.sees("Adicionar outro")
		if diff := cmp.Diff("36MOD 46", p.places()); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
	t.Run("but not for what is done in a gap", func(t *testing.T) {
		t.Parallel()
		p := newCounter().atItems(t)
		p.says("82000980 38", "81000421 38")
		p.sees("Adicionar outro")
	})
	t.Run("and only of the beneficiary", func(t *testing.T) {
		t.Parallel()
		p := newCounter().provider(t)
		p.says("/nova", "eletivo", "helena", "090315200", "sim", "82000875 38")
		p.sees("Adicionar outro")
	})
}

// The history is looked at once a request, only when an item is complete or a
// procedure on a tooth was named; each look is noted; who looks too often is shown
// nothing, and told nothing.
func TestLooksAtAHistory(t *testing.T) {
	c := setup(t).operator(func(o *backend.Operator) { o.LookUpsPerHour = 1000 })
	look := func() int { return len(c.memory.looks) }
	p := c.atItems(t)
	p.says("xyzzy plugh", "82000034")
	if look() != 0 {
		t.Error("looked at before an item was complete")
	}
	p.says("HASD", "81000030")
	p.says("82000875", "46", "85100218 26 MOD", "/menu", "continuar", "82000875 38")
	p.sees("consta como extraído")
	if look() != 1 {
		t.Errorf("looked at %d times in a request", look())
	}
	last := c.memory.audit[len(c.memory.audit)-1]
	want := backend.Event{Actor: access.Actor{Role: access.Provider, ID: 1}, Chat: p.session.Key, Action: access.ViewHistory, Kind: "beneficiary", ID: 1, Code: "ok"}
	if diff := cmp.Diff(want, last); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for range 80 {
		p.says("/cancelar", "descartar", "/nova", "eletivo", "helena", "090216100", "sim", "82000875 38")
	}
	p.sees("Adicionar outro")
	p.doesNotSee("extraído")
	c.memory.now = c.memory.now.Add(2 * time.Hour)
	p.says("/cancelar", "descartar", "/nova", "eletivo", "helena", "090216100", "sim", "82000875 38")
	p.sees("consta como extraído")
}
