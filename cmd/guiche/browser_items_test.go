package main

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// dayAndNight writes a screenshot by day and one by night.
func (p *phone) dayAndNight(name string) {
	p.t.Helper()
	if p.shots == "" {
		return
	}
	for _, scheme := range []string{"light", "dark"} {
		p.do("see by "+scheme, emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}))
		p.shot(name + "-" + scheme)
	}
}

// TestBrowserItems picks teeth and faces with a thumb, on the drawings too, and
// changes an item on its own screen.
func TestBrowserItems(t *testing.T) {
	t.Parallel()
	w, url := demoPage(t)
	p := newPhone(t, url)
	for _, text := range []string{"/start", "11222333000181", "sorriso-2026"} {
		p.types(text)
		p.sees(map[string]string{"/start": "CPF ou CNPJ", "11222333000181": "senha de acesso", "sorriso-2026": "Menu"}[text])
	}
	p.taps("Nova solicitação")
	p.taps("Eletivo")
	p.taps("Helena")
	p.sees("Quem é o beneficiário")
	p.types("090216100")
	p.taps("Sim")
	p.sees("Qual é o procedimento")
	p.dayAndNight("items-01-code")
	p.taps("Procurar por tipo")
	p.sees("De que tipo")
	p.dayAndNight("items-02-kinds")
	p.taps("Dentística")
	p.sees("Os mais pedidos")
	p.dayAndNight("items-03-kind")
	p.taps("Resina 3 faces")
	p.sees("Em qual dente")
	p.dayAndNight("items-04-quadrants")
	p.taps("Superior esq.")
	p.dayAndNight("items-05-teeth")
	p.taps("🦷 Odontograma")
	p.sees("Item: Resina 3 faces")
	p.pictured()
	p.dayAndNight("items-06-odontogram")
	p.taps("26")
	p.sees("Quais faces")
	p.taps("M")
	p.sees("26 M")
	p.taps("O")
	p.sees("26 MO")
	p.pictured()
	p.dayAndNight("items-07-faces")
	p.taps("D")
	p.sees("26 MOD")
	p.taps("Pronto")
	p.sees("Toque em um item")
	p.types("repetir 27, 24 e 38")
	p.sees("extraído em 12/03/2025")
	p.dayAndNight("items-08-absent")
	p.taps("Escolher outro")
	p.sees("Faces anotadas: MOD")
	p.types("37")
	p.sees("dente 37 MOD")
	p.dayAndNight("items-09-list")
	p.taps("2. 27 MOD")
	p.sees("Item 2 de 4")
	p.dayAndNight("items-10-own")
	p.taps("☆ Favoritar")
	p.taps("Repetir…")
	p.sees("Repetir em quais dentes")
	p.taps("16")
	p.sees("Marcados: 16")
	p.pictured()
	p.dayAndNight("items-11-repeat")
	p.taps("Repetir em 1 dente")
	p.sees("Item repetido: 16 MOD")
	if got := w.ask(`SELECT count(*) FROM favourites`); got != "1" {
		t.Errorf("%s favourites are stored, want 1", got)
	}
	if got := w.ask(`SELECT count(*) FROM audit WHERE action = 'view_history'`); got != "1" {
		t.Errorf("the history was looked at %s times, want 1", got)
	}
}

// pictured waits until the newest picture of the bot is shown.
func (p *phone) pictured() {
	p.t.Helper()
	p.do("see a picture", chromedp.Poll(`(() => { const all = [...document.querySelectorAll('li[data-from=bot] img')]
		return all.length > 0 && all.at(-1).complete && all.at(-1).naturalWidth > 0 })()`, nil))
}
