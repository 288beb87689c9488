package dialogs_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/dialogs"
)

func TestCaptions(t *testing.T) {
	t.Parallel()
	type read struct {
		Items []string
		Type  backend.FileType
		Note  string
	}
	consult := "81000030" // the item that the request has before
	for caption, want := range map[string]read{
		"":                             {Items: []string{consult}},
		"85100218 26 MOD":              {Items: []string{consult, "85100218 26 MOD"}},
		"85100218 no dente 26 MOD":     {Items: []string{consult, "85100218 26 MOD"}},
		"81000421":                     {Items: []string{consult, "81000421"}},
		"81000421 RMID x2":             {Items: []string{consult, "81000421 RMID"}},
		"resina 3 faces 26 MOD":        {Items: []string{consult}}, // and asked which
		"85100218 16 MOD; 81000421 46": {Items: []string{consult, "85100218 16 MOD", "81000421 46"}},
		"85100218 paciente com dor":    {Items: []string{consult}, Note: "85100218 paciente com dor"},
		"telefone 21987654321":         {Items: []string{consult}, Note: "telefone 21987654321"},
		"21987654":                     {Items: []string{consult}, Note: "21987654"},
		"rx inicial 46":                {Items: []string{consult}, Type: backend.RadiographInitial},
		"RX final do dente 46":         {Items: []string{consult}, Type: backend.RadiographFinal},
		"Raio-X":                       {Items: []string{consult}, Type: backend.RadiographInitial},
		"raio x do 36":                 {Items: []string{consult}, Type: backend.RadiographInitial},
		"panorâmica":                   {Items: []string{consult}, Type: backend.RadiographInitial},
		"periapical 46 pós":            {Items: []string{consult}, Type: backend.RadiographFinal},
		"final":                        {Items: []string{consult}, Type: backend.RadiographFinal},
		"laudo":                        {Items: []string{consult}, Type: backend.Report},
		"laudo da panorâmica":          {Items: []string{consult}, Type: backend.Report},
		"rx e laudo":                   {Items: []string{consult}},
		"foto do 26":                   {Items: []string{consult}, Type: backend.Photo},
		"não tem rx":                   {Items: []string{consult}, Note: "não tem rx"},
		"rx inicial, dor ao mastigar":  {Items: []string{consult}, Type: backend.RadiographInitial, Note: "rx inicial, dor ao mastigar"},
		"dor no 26":                    {Items: []string{consult}, Note: "dor no 26"},
		"abscesso no 26":               {Items: []string{consult}, Note: "abscesso no 26"},
		"cárie no 36; sensibilidade":   {Items: []string{consult}, Note: "cárie no 36; sensibilidade"},
		"já fez canal no 26":           {Items: []string{consult}, Note: "já fez canal no 26"},
		"rx inicial 26\n85100218 26 MOD\nDor ao mastigar\nhá 3 dias": {
			Items: []string{consult, "85100218 26 MOD"}, Type: backend.RadiographInitial, Note: "Dor ao mastigar\nhá 3 dias"},
	} {
		t.Run(caption, func(t *testing.T) {
			t.Parallel()
			p := newCounter().atFiles(t)
			p.sends(dialogs.File{Name: "a.png", Caption: caption})
			f := p.form()
			if diff := cmp.Diff(want, read{p.items(), f.Files[0].Type, f.Note}); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if f.Files[0].Caption != caption {
				t.Errorf("the file keeps %q", f.Files[0].Caption)
			}
		})
	}
}

func TestCaptionIsAskedAbout(t *testing.T) {
	c := setup(t)
	p := c.atReview(t)
	p.sends(dialogs.File{Photo: true, Caption: "85100218 26"})
	p.sees("Usei a legenda como item", "Quais <b>faces</b>", "comprimida")
	p.arrives()
	p.sees("Usei a legenda como item", "comprimida")
	p.says("MOD")
	p.sees("Confira a solicitação", "2. ", "dente 26 MOD", "Anexos: 1")

	t.Run("before the items", func(t *testing.T) {
		p := newCounter().provider(t)
		p.says("/nova", "eletivo")
		p.sends(dialogs.File{Photo: true, Caption: "85100218 26 MOD"})
		p.sees("profissional", "85100218 26 MOD", "Anexos: 1")
	})
	t.Run("after the item that is asked about", func(t *testing.T) {
		p := newCounter().provider(t)
		p.says("/nova", "eletivo", "helena", "090216100", "sim", "82000875")
		p.sees("Em qual <b>dente</b>")
		p.sends(dialogs.File{Photo: true, Caption: "85100218 26 MOD"})
		p.sees("Em qual <b>dente</b>", "85100218 26 MOD")
		p.says("46")
		if diff := cmp.Diff([]string{"82000875 46", "85100218 26 MOD"}, p.items()); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
	t.Run("of an album, for all its files", func(t *testing.T) {
		p := newCounter().atFiles(t)
		p.give(dialogs.File{MessageID: 12, Photo: true, Album: "a"})
		p.give(dialogs.File{MessageID: 11, Photo: true, Album: "a", Caption: "rx final 26\n85100218 26 MOD"})
		p.give(dialogs.File{MessageID: 13, Name: "laudo.pdf", Album: "a"})
		p.waits(2 * time.Second)
		p.sees("1. Foto 1 · Radiografia final – ⏳ recebendo – “rx final 26", "2. Foto 2 · Radiografia final", "3. laudo.pdf · Laudo",
			"Usei a legenda como item", "85100218 26 MOD")
	})
}

func TestCaptionIsTheNote(t *testing.T) {
	c := setup(t)
	p := c.atFiles(t)
	p.sends(dialogs.File{Name: "rx.png", Caption: " cárie <extensa> "})
	p.sees("Usei a legenda como observação", "1. rx.png · Radiografia inicial – ⏳ recebendo – “cárie &lt;extensa&gt;”", "Observação: cárie &lt;extensa&gt;")
	p.arrives()
	p.sees("Usei a legenda como observação")
	p.sends(dialogs.File{Photo: true, Album: "a"})
	p.sends(dialogs.File{Photo: true, Album: "a", Caption: "urgente"})
	p.waits(2 * time.Second)
	p.sees("Acrescentei a legenda à observação")
	p.taps("« Voltar")
	p.sees("Observação: cárie &lt;extensa&gt; urgente")
	p.says("dor ao mastigar")
	p.sees("Acrescentei à observação")
	if got, want := p.form().Note, "cárie <extensa>\nurgente\ndor ao mastigar"; got != want {
		t.Errorf("note %q, want %q", got, want)
	}
	long := strings.Repeat("é", 990)
	p.sends(dialogs.File{Name: "b.png", Caption: long})
	p.sees("A legenda ficou só no anexo")
	if got, want := p.form().Note, "cárie <extensa>\nurgente\ndor ao mastigar"; got != want {
		t.Errorf("note %q, want %q", got, want)
	}
	for range 3 {
		p.arrives()
	}
	p.taps("Anexos", "4. b.png")
	p.sees("Anexo 4 de 4", long)
	p.taps("✕ Retirar")
	p.sees("b.png foi retirado")
	p.taps("Pronto", "Enviar")
	if got := c.memory.requests[0].Form; len(got.Files) != 3 || got.Files[2].Caption != "urgente" {
		t.Errorf("sent %+v", got.Files)
	}
}
