package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"guiche/bot/simulator"
	"guiche/internal/fictional"
)

// phone is a headless browser as large as a telephone, on the demo's chat page.
type phone struct {
	t   *testing.T
	ctx context.Context
	// shots is where screenshots go; empty for none.
	shots string
}

// newPhone opens the page as the first of the demo's people.
func newPhone(t *testing.T, url string) *phone {
	t.Helper()
	var browser string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			browser = path
			break
		}
	}
	if browser == "" {
		t.Fatal("no browser: apt-get install chromium, or brew install --cask chromium")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(browser), chromedp.NoSandbox,
		chromedp.WindowSize(390, 844), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("force-device-scale-factor", "2"), chromedp.UserDataDir(profileFolder(t)))
	alloc, stopAlloc := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stopAlloc)
	ctx, stop := chromedp.NewContext(alloc)
	t.Cleanup(stop)
	ctx, cancel := context.WithTimeout(ctx, 4*patience)
	t.Cleanup(cancel)
	p := &phone{t: t, ctx: ctx, shots: os.Getenv("GUICHE_SCREENSHOTS")}
	p.do("open the page", chromedp.EmulateViewport(390, 844, chromedp.EmulateScale(2)), chromedp.Navigate(url),
		chromedp.WaitVisible("#composer"))
	return p
}

// profileFolder is removed as far as a browser that is still ending lets it.
func profileFolder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "guiche-browser-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

func (p *phone) do(what string, actions ...chromedp.Action) {
	p.t.Helper()
	if err := chromedp.Run(p.ctx, actions...); err != nil {
		p.shot("failed")
		var log string
		_ = chromedp.Run(p.ctx, chromedp.Text("#log", &log))
		p.t.Fatalf("%s: %v; the page shows:\n%s", what, err, log)
	}
}

// types sends a text by the keyboard.
func (p *phone) types(text string) {
	p.t.Helper()
	p.do("type "+text, chromedp.SendKeys("#composer", text), chromedp.Click("#send"))
}

// sees waits until a message of the bot shows the text.
func (p *phone) sees(text string) {
	p.t.Helper()
	p.do("see "+text, chromedp.Poll(fmt.Sprintf(
		`[...document.querySelectorAll('li[data-from=bot]')].some(m => m.innerText.includes(%q))`, text), nil))
}

// taps presses a button under a message.
func (p *phone) taps(label string) {
	p.t.Helper()
	p.do("tap "+label, chromedp.Poll(fmt.Sprintf(`(() => {
		const all = [...document.querySelectorAll('[data-button^=%q]')].filter(b => b.offsetParent)
		if (!all.length) return false
		all.at(-1).click(); return true })()`, label), nil))
}

// shot writes a screenshot, when they are wanted.
func (p *phone) shot(name string) {
	if p.shots == "" {
		return
	}
	// What fades in has to stand before it is looked at.
	_ = chromedp.Run(p.ctx, chromedp.Poll(`document.getAnimations().every(a => a.playState != 'running' || a.effect.getTiming().iterations == Infinity)`, nil))
	var png []byte
	if err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot(&png)); err != nil {
		return
	}
	_ = os.MkdirAll(p.shots, 0o755)
	if err := os.WriteFile(filepath.Join(p.shots, name+".png"), png, 0o644); err != nil {
		p.t.Error(err)
	}
}

// demoPage is guiche in this process with the demo's chat page.
func demoPage(t *testing.T) (*world, string) {
	t.Helper()
	w := newWorld(t)
	w.clock.office = fictional.Operator().Office
	mux := http.NewServeMux()
	mux.Handle("/", w.sim.Page(simulator.PageOptions{People: people(), Operator: fictional.Operator().Name, Clock: w.clock}))
	page := httptest.NewServer(mux)
	t.Cleanup(func() {
		w.sim.Close() // ends the page's streams
		page.Close()
	})
	w.start()
	return w, page.URL
}

// TestBrowser does the whole request on the demo's page as a dentist would, with
// a photo from the picker, and looks it up as the auditor.
func TestBrowser(t *testing.T) {
	t.Parallel()
	w, url := demoPage(t)
	p := newPhone(t, url)
	p.shot("01-start")
	p.types("/start")
	p.sees("CPF ou CNPJ")
	p.shot("02-welcome")
	p.types("11222333000181")
	p.sees("senha de acesso")
	p.types("sorriso-2026")
	p.sees("Menu")
	p.shot("03-menu")
	p.taps("Nova solicitação")
	p.sees("caráter do atendimento")
	p.shot("04-urgency")
	p.taps("Eletivo")
	p.taps("Helena")
	p.sees("Quem é o beneficiário")
	p.types("090216100")
	p.sees("É esta pessoa")
	p.shot("05-beneficiary")
	p.taps("Sim")
	p.sees("Qual é o procedimento")
	p.types("restauração resina")
	p.sees("85100218")
	p.shot("06-search")
	p.taps("85100218")
	p.sees("Em qual dente")
	p.shot("07-tooth")
	p.taps("Superior esq.")
	p.taps("26")
	p.sees("Quais faces")
	p.taps("M")
	p.sees("dente 26 M")
	p.taps("O")
	p.sees("dente 26 MO")
	p.taps("D")
	p.sees("dente 26 MOD")
	p.shot("08-faces")
	p.taps("Pronto")
	p.sees("1. Restauração")
	p.taps("Adicionar outro")
	p.sees("Qual é o procedimento")
	p.types("85300039")
	p.sees("Em qual região")
	p.shot("09-region")
	p.taps("HASD")
	p.sees("2. Raspagem")
	p.shot("10-items")
	p.uploads("radiografia.png", radiograph())
	p.sees("1. ")
	p.sees("Anexos: 1")
	p.sees("Confira a solicitação")
	p.shot("11-files")
	p.types("Paciente com dor ao mastigar.")
	p.sees("Observação: Paciente com dor")
	p.shot("12-review")
	p.taps("Sim, é") // else sending asks for it once more
	p.sees("Radiografia inicial")
	p.taps("Enviar")
	p.sees("Solicitação enviada")
	p.shot("13-receipt")
	p.taps("Minhas solicitações")
	p.sees("00000001")
	p.shot("14-list")
	p.taps("00000001")
	p.sees("Interações")
	p.shot("15-details")
	if got := w.ask(`SELECT number || ' ' || left(protocol, 8) FROM requests`); got != "1 99999920" {
		t.Errorf("the database holds the request %q", got)
	}
	if got := w.ask(`SELECT code || ' ' || tooth || faces || region FROM request_items ORDER BY seq`); got != "85100218 26MOD\n85300039 HASD" {
		t.Errorf("the database holds the items %q", got)
	}
	if got := w.ask(`SELECT count(*) FROM files`); got != "1" {
		t.Errorf("%s files are stored, want 1", got)
	}
}

// uploads picks a file, as a photo.
func (p *phone) uploads(name string, content []byte) {
	p.t.Helper()
	path := filepath.Join(p.t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		p.t.Fatal(err)
	}
	p.do("pick a file", chromedp.SetUploadFiles("#file", []string{path}), chromedp.WaitVisible("#attach-send"))
	p.shot("10b-attach")
	p.do("send the file", chromedp.Click("#attach-send"))
}
