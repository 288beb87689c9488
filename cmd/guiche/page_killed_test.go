package main

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os/exec"
	"strings"
	"testing"
)

// browser is somebody's, with a page of a ticket open in it.
type browser struct {
	t    *testing.T
	page string
	// send posts the form, as often as it is called.
	send func(context.Context) (said string, err error)
}

// opens a page in a browser of its own, with its form filled in.
func (w *world) browser(page, fields string) *browser {
	w.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		w.t.Fatal(err)
	}
	client := &http.Client{Jar: jar, Transport: &http.Transport{DisableKeepAlives: true}}
	read := func(resp *http.Response, err error) (string, error) {
		if err != nil {
			return "", err
		}
		body, err := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		return string(body), err
	}
	form, err := url.ParseQuery(fields)
	if err != nil {
		w.t.Fatal(err)
	}
	var shown string
	w.until(func() bool { // the program may still be starting
		shown, err = read(client.Get(page))
		return err == nil
	})
	proof := proofField.FindStringSubmatch(shown)
	if proof == nil {
		w.t.Fatalf("the page has no form:\n%s", markup.ReplaceAllString(shown, " "))
	}
	form.Set("proof", proof[1])
	return &browser{t: w.t, page: page, send: func(ctx context.Context) (string, error) {
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, page, strings.NewReader(form.Encode()))
		if err != nil {
			return "", err
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		said, err := read(client.Do(r))
		return markup.ReplaceAllString(said, " "), err
	}}
}

// told sends the form and wants the page to say so.
func (b *browser) told(pattern string) {
	b.t.Helper()
	said, err := b.send(b.t.Context())
	if err != nil || !matches(pattern, said) {
		b.t.Errorf("the page does not say «%s» but (%v):\n%s", pattern, err, said)
	}
}

// holdTickets lets nobody use a ticket, until what it returns is called.
func (w *world) holdTickets() (release func()) {
	w.t.Helper()
	c := exec.CommandContext(w.t.Context(), "psql", "-qAtX", string(w.cfg.DatabaseURL))
	in, err := c.StdinPipe()
	if err != nil {
		w.t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		w.t.Fatal(err)
	}
	_, err = io.WriteString(in, "BEGIN; LOCK TABLE tickets IN EXCLUSIVE MODE;\n")
	if err != nil {
		w.t.Fatal(err)
	}
	w.until(func() bool {
		return w.ask(`SELECT count(*) FROM pg_locks WHERE relation = 'tickets'::regclass AND mode = 'ExclusiveLock' AND granted`) == "1"
	})
	return func() {
		w.t.Helper()
		_ = in.Close()
		if err := c.Wait(); err != nil {
			w.t.Error(err)
		}
	}
}

const waitingCommits = ` FROM pg_stat_activity
	WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%tickets%'`

// TestKilledOnThePage kills the process while it commits what somebody did on a
// page, an entry and a new password for a forgotten one, and loses the answer of one that was
// committed: the person gets in, once, and no link is good twice.
func TestKilledOnThePage(t *testing.T) {
	t.Parallel()
	w := newWorld(t, withPages(t))
	w.relay = newRelay(t)
	w.cfg.MailURL, w.cfg.MailFrom = Secret("smtp://"+w.relay.addr), "Saúde Exemplo <nao-responda@saudeexemplo.example>"
	w.spawn()
	// held sends the form and strikes while it is being committed.
	held := func(b *browser, strike func(giveUp func())) {
		t.Helper()
		release := w.holdTickets()
		ctx, giveUp := context.WithCancel(t.Context())
		defer giveUp()
		cut := make(chan error, 1)
		go func() {
			_, err := b.send(ctx)
			cut <- err
		}()
		w.until(func() bool { return w.ask(`SELECT count(*)`+waitingCommits) == "1" })
		strike(giveUp)
		if err := <-cut; err == nil {
			t.Error("the page was answered before its commit")
		}
		release()
		w.until(func() bool { return w.ask(`SELECT count(*)`+waitingCommits) == "0" })
	}
	killed := func(func()) {
		w.kill()
		// What PostgreSQL was told before it would still do, or not.
		w.ask(`SELECT pg_terminate_backend(pid, 10000)` + waitingCommits)
	}
	gone := func(giveUp func()) { giveUp() }

	p := w.person(4001, "Paula")
	p.says("/start")
	link := p.link()
	const fields = "login=11222333000181&password=sorriso-2026"
	first := w.browser(link, fields)
	held(first, killed)
	w.spawn()
	second := w.browser(link, fields)
	held(first, gone) // the answer is lost, the entry is not
	p.waits("*Olá, Clínica Sorriso*")
	first.told("*já foi usado*")
	second.told("*já foi usado*")

	// Two browsers at the same moment: one enters.
	p.says("/sair")
	p.waits("*Você saiu*")
	link = p.link()
	release := w.holdTickets()
	said := make(chan string, 2)
	for range 2 {
		b := w.browser(link, fields)
		go func() {
			text, err := b.send(t.Context())
			if err != nil {
				text = err.Error()
			}
			said <- text
		}()
	}
	w.until(func() bool { return w.ask(`SELECT count(*)`+waitingCommits) == "1" })
	release()
	one, other := <-said, <-said
	if strings.Contains(other, "Pronto, volte ao Telegram") {
		one, other = other, one
	}
	if !strings.Contains(one, "Pronto, volte ao Telegram") || !strings.Contains(other, "já foi usado") {
		t.Errorf("two browsers with one link were told:\n%s\n%s", one, other)
	}
	p.waits("*Olá, Clínica Sorriso*")

	p.says("/sair")
	p.waits("*Você saiu*")
	link = p.link()
	w.browser(link+"/codigo", "login=11222333000181").told("*o código chega em instantes*")
	const password = "girassol azul e trem"
	renewal := url.Values{"code": {w.relay.code(w)}, "password": {password}, "repeat": {password}}.Encode()
	renew := w.browser(link+"/nova", renewal)
	held(renew, killed)
	if got := w.ask(`SELECT role || used FROM chats, tickets`); got != "false" {
		t.Errorf("%q of a commit that did not happen", got)
	}
	w.spawn()
	w.browser(link+"/nova", renewal).told("*Pronto, volte ao Telegram*")
	p.sees("*Nova senha de acesso gravada*Olá, Clínica Sorriso*")
	renew.told("*já foi usado*")
	w.nothingLeft(p)
}

// nothingLeft checks that nothing waits for anything, that everybody is answered,
// and that the log tells of nobody.
func (w *world) nothingLeft(people ...*person) {
	w.t.Helper()
	for _, p := range people {
		p.says("/menu")
		p.waits("*Como posso ajudar*")
		p.settled()
	}
	const waiting = `SELECT (SELECT count(*) FROM outbox) || ' ' || (SELECT count(*) FROM fetches) || ' ' || (SELECT count(*) FROM mails) || ' ' ||
		(SELECT count(*) FROM updates_aside) || ' ' || (SELECT count(*) FROM timers WHERE name NOT LIKE 'draft.%')`
	w.until(func() bool { return w.ask(waiting) == "0 0 0 0 0" })
	for _, secret := range []string{"11222333000181", "39053344705", "girassol", "Paula", "Ana", "sorriso", "radiografia"} {
		if strings.Contains(w.log.String(), secret) {
			w.t.Errorf("the log tells %q", secret)
		}
	}
}
