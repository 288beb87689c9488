package dialogs_test

import (
	"strings"
	"testing"

	"guiche/backend"
	"guiche/dialogs"
)

// reviewOfAPhoto is a review that asks whether the photo is the X-ray that is missing.
func reviewOfAPhoto(t *testing.T) *person {
	t.Helper()
	c := newCounterWith([]backend.Option{backend.WithMail(), backend.WithHash(asIs)})
	p := c.types(t, "eletivo", "helena", "090216100", "sim", "82000875 48", "pronto")
	p.sends(dialogs.File{Photo: true})
	p.arrives()
	p.says("pronto")
	p.sees("é <b>a radiografia inicial</b>?")
	return p
}

func TestWhatAFileShowsIsAnsweredInWords(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]backend.FileType{
		"sim é": backend.RadiographInitial, "sim": backend.RadiographInitial, "é sim": backend.RadiographInitial, "isso": backend.RadiographInitial,
		"não": backend.OtherDocument, "é outra coisa": backend.OtherDocument,
	} {
		t.Run(said, func(t *testing.T) {
			t.Parallel()
			p := reviewOfAPhoto(t)
			p.says(said)
			p.doesNotSee("“Foto 1” é <b>a radiografia inicial</b>?")
			if f := p.form(); f.Note != "" || f.Files[0].Type != want {
				t.Errorf("observação %q, the file shows %q, want %q", f.Note, f.Files[0].Type, want)
			}
		})
	}
}

func TestWhatAFileShowsIsAskedOnceMore(t *testing.T) {
	t.Parallel()
	for name, send := range map[string]func(p *person){
		"by the button": func(p *person) { p.taps("Enviar") },
		"in words":      func(p *person) { p.says("ok, pode mandar por favor") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := reviewOfAPhoto(t)
			send(p)
			p.sees("Antes de enviar", "é <b>a radiografia inicial</b>?")
			p.taps("Enviar")
			p.notes("Solicitação enviada")
		})
	}
}

func TestAYesAtTheReviewSendsNothing(t *testing.T) {
	t.Parallel()
	for _, said := range []string{"ok", "isso", "confirma", "está certo", "manda", "pode mandar", "envia", "enviar", "tá certo", "sim é", "ok, tudo certo, pode enviar"} {
		t.Run(said, func(t *testing.T) {
			t.Parallel()
			p := newCounter().types(t, "eletivo", "helena", "090216100", "sim", "81000030", "pronto", "pronto")
			p.says(said)
			p.sees("toque em Enviar")
			if note := p.form().Note; note != "" {
				t.Errorf("observação %q", note)
			}
			p.taps("Enviar")
			p.notes("Solicitação enviada")
		})
	}
}

func TestPlainNumbersAreLines(t *testing.T) {
	t.Parallel()
	const asked = "resina 26 MO, canal 36 e periapical do 36 para 090216100, caráter eletivo, dra helena"
	t.Run("one goes by its number", func(t *testing.T) {
		t.Parallel()
		p := newCounter().types(t, asked)
		p.says("tira o 2")
		p.sees("2. Periapical", "Está certo")
		p.doesNotSee("2. Canal")
	})
	t.Run("a number alone is looked for nowhere", func(t *testing.T) {
		t.Parallel()
		p := newCounter().types(t, asked)
		p.says("o 3 tbm")
		p.sees("Não entendi", "Está certo")
	})
}

func TestUrgencySaidAtTheMenu(t *testing.T) {
	t.Parallel()
	t.Run("outweighs the last request", func(t *testing.T) {
		t.Parallel()
		p := deciding().sent(t)
		p.says("/menu", "a paciente esta com muita dor no 27 preciso fazer urgente hoje")
		p.sees("Urgência (dor)")
	})
	t.Run("keeps the tooth", func(t *testing.T) {
		t.Parallel()
		p := deciding().sent(t)
		p.says("/menu", "quero pedir urgencia dente 36 com abscesso mat 090216100")
		p.sees("Urgência (abscesso)")
		if note := p.form().Note; !strings.Contains(note, "36") {
			t.Errorf("observação %q", note)
		}
	})
}

func TestARadiographNamedAtTheMenu(t *testing.T) {
	t.Parallel()
	p := deciding().sent(t)
	p.says("/menu", "rx panoramica")
	p.sees("Nova solicitação", "Panorâmica")
}
