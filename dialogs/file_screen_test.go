package dialogs_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/dialogs"
)

// stores ends the oldest download well, with what was stored.
func (p *person) stores(s backend.Stored) {
	p.t.Helper()
	id := p.oldestFetch()
	p.give(dialogs.FileReady{Fetch: id, DraftID: p.c.memory.fetches[id].DraftID, Stored: s})
}

func TestTypeOfADocument(t *testing.T) {
	c := setup(t)
	p := c.atFiles(t)
	p.sends(dialogs.File{Name: "IMG_2031.png"})
	p.sees("1. IMG_2031.png – ⏳")
	p.taps("1. IMG_2031.png")
	p.sees("Anexo 1 de 1", "⏳ recebendo", "O que este anexo mostra?", "Radiografia final", "Outro")
	p.doesNotSee("Ver anexo")
	open := p.screen
	p.arrives()
	p.sees("Anexo 1 de 1", "117 KB", "Ver anexo")
	p.taps("Radiografia final")
	p.sees("1. IMG_2031.png · Radiografia final (117 KB)", "Pronto")
	p.taps("1. IMG_2031.png")
	p.sees("✓ Radiografia final")
	p.says("laudo")
	p.sees("1. IMG_2031.png · Laudo")
	p.taps("1. IMG_2031.png", "Outro")
	p.sees("1. IMG_2031.png · Outro")
	p.taps("1. IMG_2031.png", "« Voltar")
	p.sees("Pronto", "Outro")
	p.press(open.Rows[0][0].Data)
	if p.answer.Text == "" || p.form().Files[0].Type != backend.OtherDocument {
		t.Errorf("an old button did something: %+v", p.form().Files)
	}
	p.taps("1. IMG_2031.png")
	p.says("cárie extensa no 26")
	p.sees("Observação: cárie extensa no 26", "Pronto")
	p.taps("Pronto")
	p.sees("1. IMG_2031.png · Outro (117 KB)")
	p.taps("Enviar")
	if got := c.memory.requests[0].Form.Files[0].Type; got != backend.OtherDocument {
		t.Errorf("sent as %q", got)
	}
}

func TestFileIsShown(t *testing.T) {
	c := setup(t)
	p := c.atFiles(t)
	p.sends(dialogs.File{Name: "rx.png", Caption: "rx inicial 46"})
	p.stores(backend.Stored{Name: "rx.png", Kind: "png", Size: 9000, Blob: "b1", Preview: "p1"})
	p.taps("1. rx.png", "Ver anexo")
	note := p.replies[0]
	if diff := cmp.Diff(&dialogs.Paper{Attachment: &dialogs.Attachment{Name: "rx.png", Kind: "png", Preview: "p1", Blob: "b1"}}, note.Paper); diff != "" || note.Kind != dialogs.Note || !note.Protect {
		t.Errorf("%+v (-want +got)\n%s", note, diff)
	}
	p.sees("Anexo 1 de 1")
}

func TestSheetOfThumbnails(t *testing.T) {
	c := setup(t)
	p := c.atFiles(t)
	for n := range backend.MaxFiles {
		p.sends(dialogs.File{Name: fmt.Sprintf("f%d.png", n)})
	}
	p.stores(backend.Stored{Kind: "png", Size: 9000, Blob: "b1", Preview: "p1"})
	p.stores(backend.Stored{Kind: "pdf", Size: 9000, Blob: "b2"})
	p.taps("Ver anexos")
	thumbs := p.screen.Paper.Thumbs
	if diff := cmp.Diff([]dialogs.Thumb{{Name: "f0.png", Kind: "png", Preview: "p1"}, {Name: "f1.pdf", Kind: "pdf"}, {Name: "f2.png"}}, thumbs[:3]); diff != "" || len(thumbs) != 20 {
		t.Errorf("%d (-want +got)\n%s", len(thumbs), diff)
	}
	p.taps("✕ 1")
	p.sees("f0.png foi retirado", "✕ 19")
	p.doesNotSee("✕ 20")
	p.says("remover 19")
	p.sees("f19.png foi retirado", "✕ 18")
	p.taps("« Voltar")
	p.sees("Anexos: 18", "Pronto")
	p.taps("Ver anexos")
	for range 18 {
		p.taps("✕ 1")
	}
	p.sees("Seguir sem anexos")
}

func TestCompressedPictureIsReplaced(t *testing.T) {
	c := setup(t)
	p := c.atFiles(t)
	p.sends(dialogs.File{Photo: true, Caption: "rx final 26"})
	p.stores(backend.Stored{Kind: "jpg", Size: 9000, Look: 0xf0f0_1234_5678_9abc})
	p.sends(dialogs.File{Name: "outra.png"})
	p.stores(backend.Stored{Kind: "png", Size: 90000, Look: 0x0f0f_1234_5678_9abc})
	p.doesNotSee("Trocar")
	p.sends(dialogs.File{Name: "boa.png"})
	p.stores(backend.Stored{Kind: "png", Size: 90000, Look: 0xf0f0_1234_5678_9abf})
	p.sees("“boa.png” parece ser a Foto 1 sem compressão", "Trocar a Foto 1")
	old := p.screen
	p.taps("Trocar a Foto 1")
	p.sees("Troquei Foto 1 por “boa.png”", "2. boa.png · Radiografia final", "“rx final 26”")
	p.doesNotSee("Trocar a Foto 1")
	if len(c.memory.files) != 2 {
		t.Errorf("%d files stored", len(c.memory.files))
	}
	for _, row := range old.Rows {
		for _, b := range row {
			if b.Text == "Trocar a Foto 1" {
				p.press(b.Data)
			}
		}
	}
	if p.answer.Text == "" || len(p.form().Files) != 2 {
		t.Errorf("swapped twice: %+v", p.form().Files)
	}
}

func TestAttachmentsOfASentRequest(t *testing.T) {
	c := setup(t)
	p := c.atFiles(t)
	p.sends(dialogs.File{Name: "rx.png", Caption: "rx inicial 46"})
	p.stores(backend.Stored{Kind: "png", Size: 9000, Blob: "b1", Preview: "p1"})
	p.sends(dialogs.File{Name: "laudo.pdf"})
	p.stores(backend.Stored{Kind: "pdf", Size: 9000, Blob: "b2"})
	p.taps("Pronto", "Enviar")
	p.says("/solicitacoes", "1")
	p.taps("Ver anexos")
	p.sees("Anexos da solicitação", "1. rx.png · Radiografia inicial", "2. laudo.pdf · Laudo")
	if len(p.screen.Paper.Thumbs) != 2 {
		t.Errorf("thumbs %+v", p.screen.Paper)
	}
	before := len(c.memory.audit)
	p.taps("2")
	if note := p.replies[0]; note.Kind != dialogs.Note || note.Paper.Attachment.Blob != "b2" {
		t.Errorf("opened %+v", note)
	}
	if got := c.memory.audit[len(c.memory.audit)-1]; len(c.memory.audit) == before || got.Kind != "attachments" || got.ID != 1 {
		t.Errorf("audited %+v", got)
	}
	p.says("1")
	if note := p.replies[0]; note.Kind != dialogs.Note || note.Paper.Attachment.Preview != "p1" {
		t.Errorf("opened %+v", note)
	}
	p.says("3")
	p.sees("Não entendi")
	p.taps("« Voltar")
	p.sees("Protocolo", "Ver anexos")
	a := c.auditor(t)
	a.says("/fila", "1")
	a.taps("Ver anexos")
	a.sees("2. laudo.pdf")
}
