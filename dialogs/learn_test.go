package dialogs_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/dialogs/phrases"
)

func TestNothingIsKeptUnlessItIsWanted(t *testing.T) {
	t.Parallel()
	c := newCounter()
	ana := c.ana(t)
	ana.says("xaxado da Zuleide no quintal 12345", "quanto vou pagar?", "o gato subiu no telhado")
	if len(c.memory.heard) != 0 {
		t.Fatalf("kept: %+v", c.memory.heard)
	}
}

func TestWhatIsNotUnderstoodIsLearnedFrom(t *testing.T) {
	t.Parallel()
	c := newCounter()
	ana := c.ana(t)
	ana.says("/menu", "o gato da Zuleide subiu no telhado às 14:30, CPF 390.533.447-05")
	ana.sees(phrases.AskLearn)
	ana.taps(phrases.BtnLearnOn)
	ana.sees("sem nomes nem números")
	ana.says("o gato da Zuleide subiu no telhado às 14:30, CPF 390.533.447-05", "queria saber por que veio tão caro no mês passado")
	if len(c.memory.heard) != 2 {
		t.Fatalf("kept: %+v", c.memory.heard)
	}
	missed, understood := c.memory.heard[0], c.memory.heard[1]
	if missed.Text == "" || missed.Role != "member" || len(missed.Guesses) == 0 {
		t.Errorf("kept %+v", missed)
	}
	for _, secret := range []string{"Zuleide", "zuleide", "14:30", "390", "447"} {
		if strings.Contains(missed.Text, secret) {
			t.Errorf("%q is kept: %q", secret, missed.Text)
		}
	}
	if diff := cmp.Diff([]string{string(backend.HeardSure), ""}, []string{string(understood.Outcome), understood.Text}); diff != "" {
		t.Errorf("of what was understood (-want +got)\n%s", diff)
	}
	ana.says("minha conta")
	ana.taps(phrases.BtnLearnOff)
	ana.says("/menu", "o gato subiu outra vez no telhado")
	if len(c.memory.heard) != 2 {
		t.Errorf("kept after it was taken back: %+v", c.memory.heard[2:])
	}
	ana.doesNotSee(phrases.AskLearn) // it is asked once
}
