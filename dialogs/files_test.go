package dialogs_test

import (
	"testing"

	"guiche/backend"
	"guiche/dialogs"
)

func TestFilesAtAnyMoment(t *testing.T) {
	t.Parallel()
	for name, texts := range map[string][]string{
		"at the first question":     {"/nova"},
		"at the professional":       {"/nova", "eletivo"},
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
	p.sees("comprimida", "📎 › Arquivo")
	p.arrives()
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
	p.sees("Cabem 20 anexos em uma solicitação: 1 arquivo ficou de fora")
	if got := len(p.form().Files); got != backend.MaxFiles {
		t.Errorf("%d files", got)
	}
}

func TestSendingWaitsForFiles(t *testing.T) {
	c := setup(t)
	p := c.provider(t)
	p.says("/nova", "eletivo", "helena", "090216100", "sim", "81000030", "pronto")
	p.sends(dialogs.File{Name: "rx.pdf"})
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
	p.taps("Anexos", "1. rx.pdf", "✕ Retirar")
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
