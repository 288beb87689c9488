package main

import (
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"guiche/bot/simulator"
	"guiche/internal/fictional"
)

// TestBrowserEntry enters on the page as a dentist would, after a slip; looks at
// the page of a forgotten password; and comes back to a link that was used.
func TestBrowserEntry(t *testing.T) {
	t.Parallel()
	w := newWorld(t, withPages(t))
	w.clock.office = fictional.Operator().Office
	page := httptest.NewServer(w.sim.Page(simulator.PageOptions{People: people(), Operator: fictional.Operator().Name, Clock: w.clock}))
	t.Cleanup(func() {
		w.sim.Close()
		page.Close()
	})
	w.start()
	p := newPhone(t, page.URL)
	p.types("/start")
	p.sees("página segura")
	p.shot("30-link")
	var link string
	p.do("find the link", chromedp.Poll(`[...document.querySelectorAll('a[data-button*=Entrar]')].at(-1)?.href`, &link))

	p.do("open it", chromedp.Navigate(link), chromedp.WaitVisible("#password"))
	p.shot("31-entry")
	p.dark(true)
	p.shot("32-entry-dark")
	p.dark(false)
	p.do("enter wrongly", chromedp.SendKeys("#login", "11.222.333/0001-81"), chromedp.SendKeys("#password", "errada-1"),
		chromedp.Click(`[data-show]`), chromedp.Click(`main form [type=submit]`))
	p.says(".bad", "não conferem")
	p.shot("33-refused")
	var login string
	p.do("see what was typed", chromedp.Value("#login", &login))
	if login != "11.222.333/0001-81" {
		t.Errorf("of the login %q is left", login)
	}

	p.do("ask for a code", chromedp.Click(`a[data-app]`), chromedp.WaitVisible(`form[action$="/codigo"]`))
	p.shot("34-code")
	p.do("with the login", chromedp.SendKeys("#login", "auditora"), chromedp.Click(`form[action$="/codigo"] [type=submit]`), chromedp.WaitVisible("#repeat"))
	p.do("type a password", chromedp.SendKeys("#code", "123456"), chromedp.SendKeys("#password", "girassol azul e trem"))
	p.shot("35-new-password")
	p.dark(true)
	p.shot("36-new-password-dark")
	p.dark(false)

	p.do("enter", chromedp.Navigate(link), chromedp.WaitVisible("#login"), chromedp.SendKeys("#login", "11222333000181"),
		chromedp.SendKeys("#password", "sorriso-2026"), chromedp.Click(`main form [type=submit]`))
	p.says("main[data-kind=done]", "Pronto, volte ao Telegram")
	p.shot("37-done")
	p.do("open the link again", chromedp.Navigate(link))
	p.says("main[data-kind=dead]", "Este link já foi usado")
	p.shot("38-used")
	p.do("go back to the chat", chromedp.Navigate(page.URL), chromedp.WaitVisible("#composer"))
	p.sees("Olá, Clínica Sorriso")
	p.shot("39-inside")
}

// says waits until a part of the page is there and reads a text in it.
func (p *phone) says(part, text string) {
	p.t.Helper()
	var all string
	p.do("read "+text, chromedp.WaitVisible(part), chromedp.Text(part, &all))
	if !strings.Contains(all, text) {
		p.t.Fatalf("%s says %q", part, all)
	}
}

// dark has the phone ask for dark pages, or light ones.
func (p *phone) dark(on bool) {
	p.t.Helper()
	scheme := "light"
	if on {
		scheme = "dark"
	}
	p.do("be "+scheme, emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}))
}
