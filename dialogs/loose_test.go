package dialogs_test

import (
	"strings"
	"testing"
	"time"

	"guiche/backend"
	"guiche/dialogs"
)

// sentBare is a provider who sent requests without the X-ray that they ask for.
func sentBare(t *testing.T, c *counter, teeth ...string) *person {
	t.Helper()
	p := c.types(t, "eletivo", "helena", "090216100", "sim", "82000875 "+teeth[0], "pronto", "pronto")
	p.taps("Enviar sem ela")
	for _, tooth := range teeth[1:] {
		p.says("/nova", "eletivo", "helena", "090216100", "sim", "82000875 "+tooth, "pronto", "pronto")
		p.taps("Enviar sem ela")
	}
	return p
}

// notedButton is the data of a button of the messages of their own, by its label.
func (p *person) notedButton(label string) string {
	p.t.Helper()
	for _, r := range p.replies {
		for _, row := range r.Rows {
			for _, b := range row {
				if strings.HasPrefix(b.Text, label) && b.Data != "" {
					return b.Data
				}
			}
		}
	}
	p.t.Fatalf("no button %q in %v", label, p.replies)
	return ""
}

func TestPictureAfterTheReceipt(t *testing.T) {
	t.Parallel()
	t.Run("is for the one request that lacks it, and counts as what was missing", func(t *testing.T) {
		t.Parallel()
		c := deciding()
		p := sentBare(t, c, "48")
		p.sends(dialogs.File{Photo: true})
		p.arrives()
		p.sees("Entendi que é para a solicitação <code>00000001</code> (Ana P.)", "é <b>a radiografia inicial</b>?", "[Enviar mensagem]")
		p.taps("Enviar mensagem")
		p.notes("saiu na hora")
		if got := c.memory.requests[0].Result(0); got != backend.Granted {
			t.Errorf("the item is %s", got)
		}
	})
	t.Run("is something else when that was said", func(t *testing.T) {
		t.Parallel()
		c := deciding()
		p := sentBare(t, c, "48")
		p.sends(dialogs.File{Photo: true})
		p.arrives()
		p.taps("É outra coisa")
		p.taps("Enviar mensagem")
		if got := c.memory.requests[0].Result(0); got != backend.Pending {
			t.Errorf("the item is %s", got)
		}
	})
	t.Run("the button of the receipt begins the message, later too", func(t *testing.T) {
		t.Parallel()
		p := sentBare(t, deciding(), "48")
		data := p.notedButton("📎 Enviar radiografia")
		p.says("/menu")
		p.press(data)
		p.sees("Para sair na hora falta <b>a radiografia inicial</b>", "<code>00000001</code>")
	})
	t.Run("of several requests it is asked for which, and it is not lost", func(t *testing.T) {
		t.Parallel()
		p := sentBare(t, deciding(), "48", "28")
		p.sends(dialogs.File{Photo: true, Remote: "a"})
		p.notes("Recebi 1 arquivo e o guardei", "Para qual solicitação")
		p.press(p.notedButton("00000001 · Ana P."))
		p.arrives()
		p.sees("“Foto 1” é <b>a radiografia inicial</b>?", "<code>00000001</code>")
		if n := len(p.form().Files); n != 1 {
			t.Errorf("%d files", n)
		}
	})
	t.Run("days later it is not guessed", func(t *testing.T) {
		t.Parallel()
		c := deciding()
		p := sentBare(t, c, "48")
		c.memory.now = c.memory.now.Add(73 * time.Hour)
		p.sends(dialogs.File{Photo: true})
		p.sees("não foi guardado")
	})
}

func TestCanalsAreAskedAbout(t *testing.T) {
	t.Parallel()
	t.Run("and taken as usual", func(t *testing.T) {
		t.Parallel()
		p := deciding().types(t, "eletivo", "helena", "090216100", "sim", "85200166 46")
		p.sees("No dente 46 o canal costuma ser multirradicular (<code>85200158</code>). Trocar?", "[Trocar] [Manter]")
		p.taps("Trocar")
		p.doesNotSee("costuma ser")
		if got := p.form().Items[0].Code; got != "85200158" {
			t.Errorf("it is %s", got)
		}
	})
	t.Run("or kept, for the audit", func(t *testing.T) {
		t.Parallel()
		p := deciding().types(t, "eletivo", "helena", "090216100", "sim", "85200166 46")
		p.taps("Manter")
		p.doesNotSee("costuma ser")
		p.sees("🔎 vai para auditoria: o número de canais não combina com este dente")
	})
}
