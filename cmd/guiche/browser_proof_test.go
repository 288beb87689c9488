package main

import (
	"bytes"
	"compress/zlib"
	"io"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/rogpeppe/go-internal/txtar"

	"guiche/bot/simulator"
	"guiche/internal/fictional"
)

// TestBrowserProof has a request released, opens the page that its paper names on a
// telephone, and once more after the clinic gave the authorisation up.
func TestBrowserProof(t *testing.T) {
	t.Parallel()
	s := newScript(t, txtar.Parse([]byte("-- pages --\n")))
	w := s.w
	page := httptest.NewServer(w.sim.Page(simulator.PageOptions{People: people(), Operator: fictional.Operator().Name, Clock: w.clock}))
	t.Cleanup(func() {
		w.sim.Close()
		page.Close()
	})
	w.start()
	s.run(released)
	paula := s.who
	address := w.paperAddress(paula.chat)

	p := newPhone(t, page.URL)
	p.do("open the paper's page", chromedp.Navigate(address))
	p.says("main[data-kind=proof]", "Autorização verdadeira")
	p.says("main[data-kind=proof]", "0000000001")
	p.shot("50-proof")
	var wide bool
	p.do("measure", chromedp.Evaluate(`document.documentElement.scrollWidth > innerWidth`, &wide))
	if wide {
		t.Error("the page is wider than the telephone")
	}
	p.dark(true)
	p.shot("51-proof-dark")
	p.dark(false)
	paula.taps("Cancelar autorização")
	paula.sees("*Quer mesmo*")
	paula.taps("Sim, cancelar")
	paula.sees("*Autorização cancelada*")
	p.do("look again", chromedp.Reload())
	p.says("main[data-kind=proof]", "Autorização cancelada")
	p.shot("52-proof-cancelled")
	p.do("misread it", chromedp.Navigate(address[:len(address)-1]))
	p.says("main[data-kind=dead]", "Não reconhecemos este documento")
	p.shot("53-proof-unknown")
}

// released is what a clinic does until it holds an authorisation on paper.
const released = `
> /start
< *página segura*
link entry
form entry . login=11222333000181&password=sorriso-2026
page *Pronto, volte ao Telegram*
<< *Clínica Sorriso*
> /nova
[Eletivo]
[Helena]
> 090216100
< *Ana P*
> sim
> 81000030
< *Itens*
> pronto
< *Anexos*
> pular
< *Confira*
[Enviar]
<< *00000001*
settled
> /autorizacoes
< *Minhas autorizações*faltam 90 dias*
> 1
< *Senha de autorização*
[PDF]
filed autorizacao-0000000001.pdf
`

var (
	pdfStreams = regexp.MustCompile(`(?s)stream\n(.*?)\nendstream`)
	pdfTexts   = regexp.MustCompile(`(?s)\(((?:[^\\)]|\\.)*)\) ?Tj`)
	proofPages = regexp.MustCompile(`http://[0-9.:]+/verificar/[A-Z2-7]{32}`)
)

// paperAddress reads the address of its page off the newest document of a chat.
func (w *world) paperAddress(chat int64) string {
	w.t.Helper()
	var content []byte
	for _, m := range w.sim.Messages(chat) {
		if m.FromBot && m.File != nil {
			content, _ = w.sim.Content(m.File.FileID)
		}
	}
	var words strings.Builder
	for _, m := range pdfStreams.FindAllSubmatch(content, -1) {
		r, err := zlib.NewReader(bytes.NewReader(m[1]))
		if err != nil {
			continue
		}
		text, _ := io.ReadAll(r)
		for _, s := range pdfTexts.FindAllSubmatch(text, -1) {
			for _, b := range s[1] {
				if b > ' ' && b < 0x7f && b != '\\' {
					words.WriteByte(b)
				}
			}
		}
	}
	found := proofPages.FindString(words.String())
	if found == "" {
		w.t.Fatalf("no address on the paper: %s", words.String())
	}
	return found
}
