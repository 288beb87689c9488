package dialogs_test

import (
	"fmt"
	"strings"
	"testing"

	"guiche/backend"
	"guiche/dialogs"
)

func TestFilesAtAnyMoment(t *testing.T) {
	t.Parallel()
	for name, texts := range map[string][]string{
		"at the first question":     {"/nova"},
		"at the professional":       {"/nova", "eletivo"},
		"at the confirmation":       {"/nova", "eletivo", "helena", "090216100"},
		"at a tooth":                {"/nova", "eletivo", "helena", "090216100", "sim", "85100218"},
		"at the faces":              {"/nova", "eletivo", "helena", "090216100", "sim", "85100218", "26"},
		"while cancelling":          {"/nova", "eletivo", "/cancelar"},
		"in the list of requests":   {"/nova", "eletivo", "/solicitacoes"},
		"at the review":             {"/nova", "eletivo", "helena", "090216100", "sim", "81000030", "pronto", "pronto"},
		"at an item being added":    {"/nova", "eletivo", "helena", "090216100", "sim", "81000030", "outro"},
		"while the items are fixed": {"/nova", "eletivo", "helena", "090216100", "sim", "81000030", "pronto", "pronto", "itens"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newCounter().provider(t)
			p.says(texts...)
			p.sends(dialogs.File{Name: "rx <1>.pdf", Size: 5000, Caption: "inicial & final"})
			files := p.form().Files
			if len(files) != 1 || !files[0].Coming() || files[0].Caption != "inicial & final" {
				t.Fatalf("attached %+v", files)
			}
			p.arrives()
			if files := p.form().Files; files[0].Coming() {
				t.Errorf("still on its way: %+v", files)
			}
			p.sees("Cancelar")
		})
	}
}

func TestFilesWithoutRequest(t *testing.T) {
	c := setup(t)
	p := c.provider(t)
	p.sends(dialogs.File{Photo: true})
	p.sees("não foi guardado", "Nova solicitação")
	a := c.auditor(t)
	a.sends(dialogs.File{Photo: true})
	a.sees("não foi guardado", "Fila de análise")
	v := c.person(t, 3)
	v.sends(dialogs.File{Photo: true})
	v.sees("ainda não entrou", "CPF ou CNPJ")
	if len(c.memory.fetches) != 0 {
		t.Errorf("%d downloads begin", len(c.memory.fetches))
	}
}

func TestPhotoIsToldToBeCompressedOnce(t *testing.T) {
	c := setup(t)
	p := c.provider(t)
	p.says("/nova")
	p.sends(dialogs.File{Photo: true})
	p.sees("comprimida")
	p.sends(dialogs.File{Photo: true})
	p.doesNotSee("comprimida")
	p.sends(dialogs.File{Name: "rx.png"})
	if f := p.form().Files; !f[0].Compressed || !f[1].Compressed || f[2].Compressed || f[1].Name != "Foto 2" {
		t.Errorf("attached %+v", f)
	}
}

func TestFilesRefused(t *testing.T) {
	c := setup(t)
	p := c.provider(t)
	p.says("/nova", "eletivo")
	p.sends(dialogs.File{Name: "grande.pdf", Size: 10<<20 + 1})
	p.sees("passa de 10 MB", "profissional")
	if len(p.form().Files) != 0 {
		t.Error("it was attached")
	}
	p.sends(dialogs.File{Name: "foto.heic", Size: 1000})
	id := p.oldestFetch()
	p.give(dialogs.FileRefused{Fetch: id, DraftID: p.c.memory.fetches[id].DraftID, Name: "foto.heic", Reason: "heic"})
	p.sees("<b>foto.heic</b> é um HEIC", "Envie como Foto", "profissional")
	if len(p.form().Files) != 0 || len(c.memory.fetches) != 0 {
		t.Error("it stays in the list")
	}
	for range backend.MaxFiles {
		p.sends(dialogs.File{Name: "a.png"})
	}
	p.sends(dialogs.File{Name: "b.png"})
	p.sees("20 anexos, o máximo")
	if got := len(p.form().Files); got != backend.MaxFiles {
		t.Errorf("%d files", got)
	}
}

func TestAlbumIsAnsweredTwice(t *testing.T) {
	c := setup(t)
	p := c.provider(t)
	p.says("/nova", "eletivo", "helena", "090216100", "sim", "81000030", "pronto")
	screens := 0
	count := func() {
		for _, r := range p.replies {
			if r.Kind == dialogs.Screen {
				screens++
			}
		}
	}
	for i := range 10 {
		p.sends(dialogs.File{Photo: true, Album: "a1", Remote: fmt.Sprint(i)})
		count()
	}
	for range 10 {
		p.arrives()
		count()
	}
	if screens != 2 || len(p.form().Files) != 10 {
		t.Errorf("%d screens for %d files", screens, len(p.form().Files))
	}
	p.sees("Anexos: 10", "Foto 8", "e mais 2 anexos", "✕ 10. Foto 10")
	p.doesNotSee("recebendo")
}

func TestSendingWaitsForFiles(t *testing.T) {
	c := setup(t)
	p := c.provider(t)
	p.says("/nova", "eletivo", "helena", "090216100", "sim", "81000030", "pronto")
	p.sends(dialogs.File{Name: "rx.pdf"})
	p.taps("Pronto")
	p.sees("Recebendo anexo", "Enviar")
	p.taps("Enviar")
	p.sees("Ainda estou recebendo")
	if len(c.memory.requests) != 0 {
		t.Fatal("sent without its file")
	}
	p.arrives()
	p.sees("Está tudo certo?")
	p.taps("Enviar")
	if len(c.memory.requests) != 1 || c.memory.requests[0].Form.Files[0].Coming() {
		t.Errorf("sent %+v", c.memory.requests)
	}
}

func TestFileRemovedWhileOnItsWay(t *testing.T) {
	c := setup(t)
	p := c.provider(t)
	p.says("/nova", "eletivo", "helena", "090216100", "sim", "81000030", "pronto")
	p.sends(dialogs.File{Name: "rx.pdf"})
	p.taps("✕ 1. rx.pdf")
	p.sees("rx.pdf foi retirado")
	p.arrives()
	if len(p.replies) != 0 || len(p.form().Files) != 0 || len(c.memory.files) != 0 {
		t.Errorf("replies %+v, files %+v", p.replies, p.form().Files)
	}
}

func TestFileOfADraftPutAway(t *testing.T) {
	c := setup(t)
	p := c.provider(t)
	p.says("/nova", "eletivo")
	p.sends(dialogs.File{Name: "rx.pdf"})
	p.says("/cancelar", "guardar", "/nova", "dor")
	p.arrives()
	if len(p.replies) != 0 {
		t.Errorf("the other request is disturbed: %+v", p.replies)
	}
	for _, d := range c.memory.drafts {
		if d.Form.FilesComing() {
			t.Errorf("a draft waits for ever: %+v", d.Form.Files)
		}
	}
	if len(c.memory.files) != 1 {
		t.Errorf("%d files stored", len(c.memory.files))
	}
	t.Run("is only ended when its draft is gone", func(t *testing.T) {
		p.says("/nova", "trauma")
		p.sends(dialogs.File{Name: "rx.pdf"})
		p.says("/cancelar", "descartar")
		p.arrives()
		if len(p.replies) != 0 || len(c.memory.fetches) != 0 || len(c.memory.files) != 1 {
			t.Errorf("%d fetches, %d files", len(c.memory.fetches), len(c.memory.files))
		}
	})
}

func TestCaptionIsTheNote(t *testing.T) {
	c := setup(t)
	p := c.provider(t)
	p.says("/nova", "eletivo", "helena", "090216100", "sim", "81000030", "pronto")
	p.sends(dialogs.File{Name: "rx.png", Caption: " radiografia <inicial> "})
	p.sees("Usei a legenda como observação", "1. rx.png – recebendo… – “radiografia &lt;inicial&gt;”", "Observação: radiografia &lt;inicial&gt;")
	p.sends(dialogs.File{Photo: true, Album: "a"})
	p.sends(dialogs.File{Photo: true, Album: "a", Caption: "final"})
	p.sees("Acrescentei a legenda à observação")
	p.sends(dialogs.File{Photo: true, Album: "a"})
	if len(p.replies) != 0 {
		t.Errorf("the album is answered for each file: %+v", p.replies)
	}
	p.taps("« Voltar")
	p.sees("Observação: radiografia &lt;inicial&gt; final")
	p.taps("Pronto, anexos")
	p.says("dor ao mastigar")
	p.sees("Acrescentei à observação")
	if got, want := p.form().Note, "radiografia <inicial>\nfinal\ndor ao mastigar"; got != want {
		t.Errorf("note %q, want %q", got, want)
	}
	p.sends(dialogs.File{Name: "b.png", Caption: strings.Repeat("é", 990)})
	p.sees("até 1000")
	if got, want := p.form().Note, "radiografia <inicial>\nfinal\ndor ao mastigar"; got != want {
		t.Errorf("note %q, want %q", got, want)
	}
	for range 5 {
		p.arrives()
	}
	p.taps("✕ 5. b.png")
	p.sees("b.png foi retirado")
	p.taps("Pronto", "Enviar")
	if got := c.memory.requests[0].Form; len(got.Files) != 4 || got.Files[2].Caption != "final" {
		t.Errorf("sent %+v", got.Files)
	}
}
