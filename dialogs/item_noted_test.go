package dialogs_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What reads as an item is one, at the attachments and at the review too.
func TestItemsTypedBesideAnotherQuestion(t *testing.T) {
	t.Parallel()
	for name, at := range map[string]func(*counter) *person{
		"at the attachments": func(c *counter) *person {
			p := c.atItems(t)
			p.says("81000030", "pronto")
			return p
		},
		"at the review": func(c *counter) *person { return c.atReview(t) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := at(newCounter())
			had, step := p.items(), p.stepOf()
			p.says("85100218 14 MOD")
			p.sees("Acrescentei o item")
			p.says("82000875 46\n81000421 RMID")
			p.sees("Acrescentei 2 itens")
			if got := p.stepOf(); got != step {
				t.Errorf("at %s, not %s", got, step)
			}
			want := append(had, "85100218 14 MOD", "82000875 46", "81000421 RMID")
			if diff := cmp.Diff(want, p.items()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			p.says("82000034")
			p.sees("Em qual <b>região</b>")
			p.says("HASD")
			if got := p.stepOf(); got != step {
				t.Errorf("after a question at %s, not %s", got, step)
			}
			p.says("canal 11")
			p.sees("Qual destes")
			p.taps("85200166")
			p.sees("85200166</code> · dente 11")
			if note := p.form().Note; note != "" {
				t.Errorf("note %q", note)
			}
		})
	}
	p := newCounter().atFiles(t)
	had := p.items()
	p.says("85100218 14 MOD\ndor ao mastigar há 3 dias")
	if diff := cmp.Diff(had, p.items()); diff != "" || p.form().Note == "" {
		t.Errorf("a text that says more is the observação, %q (-want +got)\n%s", p.form().Note, diff)
	}
}

func TestItemsTypedBeforeThePerson(t *testing.T) {
	t.Parallel()
	c := newCounter()
	p := c.provider(t)
	p.says("/nova", "eletivo", "helena", "85100218 26 MOD")
	p.sees("Anotei o item. Primeiro preciso do beneficiário.", "Quem é o <b>beneficiário</b>", "Falta 1 item da sua mensagem")
	p.says("090216100", "resina 3 faces")
	p.sees("Anotei o item. Primeiro confirme a pessoa.", "É esta pessoa?", "Faltam 2 itens")
	p.says("sim")
	p.sees("Qual destes", "85100218 26 MOD")
	p.taps("85100218")
	p.says("36 MOD")
	if diff := cmp.Diff([]string{"85100218 26 MOD", "85100218 36 MOD"}, p.items()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for said, want := range map[string]string{
		"rascunhos": "Rascunho", "nova": "rascunho", "Maria Ponte": "Pelo nome, só conheço", "Ana": "Pelo nome, só conheço",
		"390.533.447-05": "É esta pessoa?", "09021610": "A matrícula tem 9 números",
	} {
		p := c.provider(t)
		p.says("/nova", "eletivo", "helena", said)
		p.sees(want)
	}
}
