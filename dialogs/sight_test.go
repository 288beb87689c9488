package dialogs_test

import (
	"strings"
	"testing"

	"guiche/backend"
	"guiche/dialogs"
)

// A receipt stays in sight: what follows it is short.
func TestShortScreenAfterAReceipt(t *testing.T) {
	c := setup(t)
	p := c.atReview(t)
	p.taps("Enviar")
	p.sees("O que mais posso fazer", "Nova solicitação", "Minhas solicitações", "Menu")
	p.doesNotSee("Sair", "Minha conta")
	p.taps("Menu")
	p.sees("Como posso ajudar", "Sair")
}

// So does a document that a tap asked for: its screen is not posted once more.
func TestDocumentStaysLast(t *testing.T) {
	c := setup(t)
	p := c.atReview(t)
	p.taps("Enviar", "Minhas solicitações", "00000001")
	screen := p.screen
	p.taps("Resumo em PDF")
	if n := len(p.replies); n != 1 || p.replies[0].Kind != dialogs.Note || p.replies[0].Paper == nil {
		t.Fatalf("a document is answered with %+v", p.replies)
	}
	if p.screen.Text != screen.Text {
		t.Error("the screen above it is another")
	}
	p.taps("Menu")
	p.sees("Como posso ajudar")
}

func TestOpenedFileStaysLast(t *testing.T) {
	c := setup(t)
	p := c.atFiles(t)
	p.sends(dialogs.File{Name: "rx.png"})
	p.stores(backend.Stored{Kind: "png", Size: 9000, Blob: "b1", Preview: "p1"})
	p.taps("1. rx.png", "Ver anexo")
	if n := len(p.replies); n != 1 {
		t.Errorf("an opened file comes with %d replies", n)
	}
}

func TestVisitorIsGreetedOnce(t *testing.T) {
	c := withPages(t)
	p := c.person(t, 1)
	p.says("oi")
	if n := strings.Count(p.screen.Text, "Olá"); n != 1 {
		t.Errorf("greeted %d times:\n%s", n, p.screen.Text)
	}
	p.says("bom dia")
	p.sees("Bom dia!")
}
