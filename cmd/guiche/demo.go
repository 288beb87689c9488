package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"path/filepath"
	"syscall"
	"time"

	"guiche/backend"
	"guiche/backend/postgres"
	"guiche/bot/simulator"
	"guiche/internal/fictional"
)

// demoCommand runs everything on this machine.
type demoCommand struct {
	OpenToNetwork bool `help:"Let other machines reach the chat page too: whoever does speaks as any of its people."`
}

// demoToken is the bot of the demo; it opens nothing but its own simulator.
const demoToken = "999999:guiche-demo"

// Run serves the fictional operator behind a Bot API simulator until a signal
// ends it.
func (d demoCommand) Run(ctx context.Context, cfg *Config) (err error) {
	log := cfg.logger()
	if cfg.DatabaseURL+cfg.RedisURL != "" || cfg.KeyFile+cfg.BlobURL != "" {
		log.InfoContext(ctx, "the demo has a database, Redis, key and attachments of its own and leaves yours alone")
		cfg.DatabaseURL, cfg.RedisURL, cfg.KeyFile, cfg.BlobURL = "", "", "", ""
	}
	// Nobody of the fictional operator has an address or a login elsewhere.
	cfg.MailURL, cfg.MailFrom, cfg.LoginURL, cfg.LoginToken = "", "", "", ""
	clk := &clock{office: fictional.Operator().Office}
	sim := simulator.New(simulator.Options{
		Token: demoToken, BotUsername: "guiche_bot", BotName: "Guichê", Now: clk.Now, Logger: log, FirstID: firstID(time.Now()),
	})
	defer sim.Close()
	api, err := serveSimulator(ctx, sim)
	if err != nil {
		return err
	}
	defer api.close()
	cfg.TelegramToken, cfg.TelegramAPIURL, cfg.TelegramMode, cfg.DemoData = demoToken, api.url, "polling", true
	if err := cfg.fill(); err != nil {
		return err
	}
	cfg.DataDir = filepath.Join(cfg.DataDir, "demo")
	if cfg.HTTPAddr, err = d.address(cfg.HTTPAddr); err != nil {
		return err
	}
	// Passwords are typed on a page, as they would be with an operator; other
	// machines could not follow a link to this one.
	cfg.PublicURL = ""
	if host, _, err := net.SplitHostPort(cfg.HTTPAddr); err == nil && isLoopback(host) {
		cfg.PublicURL = "http://" + cfg.HTTPAddr
	}
	a, err := newApp(ctx, cfg, log, clk)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.close(context.WithoutCancel(ctx))) }()
	folk, err := returning(ctx, a.store.db, a.client.ID(), people())
	if err != nil {
		return err
	}
	a.pages = sim.Page(simulator.PageOptions{People: folk, Operator: fictional.Operator().Name, Clock: clk,
		Links: []simulator.Link{{Text: "Correio", Glyph: "✉\ufe0e", URL: mailboxPath}}})
	go func() {
		select {
		case <-a.bound:
			fmt.Printf("\nGuichê is open: http://%s/\nEverybody and everything in it is made up. Ctrl+C ends it. Drafts and requests stay in\n%s; remove that folder to begin afresh.\n\n", reachable(a.addr), cfg.DataDir)
		case <-ctx.Done():
		}
	}()
	if err := a.run(ctx); err != nil || ctx.Err() == nil {
		return err
	}
	fmt.Printf("\nGuichê is closed. Drafts and requests are kept in %s.\n", cfg.DataDir)
	return nil
}

// firstID begins the numbers of a run's messages and updates after those of all
// runs before it, however many people type into it: the bot remembers them.
func firstID(now time.Time) int64 {
	const aSecond = 8
	since := time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)
	return int64(now.Sub(since)/time.Second) * aSecond
}

// returning marks those who talked to the bot before this run.
func returning(ctx context.Context, db *postgres.DB, bot int64, folk []simulator.Person) ([]simulator.Person, error) {
	keys := make([]backend.ChatKey, len(folk))
	for i, person := range folk {
		keys[i] = backend.ChatKey{Bot: bot, Chat: person.User.ID}
	}
	chats, err := db.Chats(ctx, keys)
	if err != nil {
		return nil, err
	}
	for i := range folk {
		folk[i].Before = chats[i].Rev > 0
	}
	return folk, nil
}

// people are those one can be on the chat page. Their telephones are the same at
// each start, so that a conversation goes on where it was.
func people() []simulator.Person {
	return []simulator.Person{
		{
			User:  simulator.User{ID: 5001, First: "Helena", Last: "Duarte", Phone: "5521988880001"},
			Title: "Dentista · Clínica Sorriso",
			Hint: "Toque em Iniciar, depois em Entrar e use, na página, o CNPJ 11222333000181 e a senha de acesso sorriso-2026.\n" +
				"Escreva ou dite o pedido inteiro, como falaria: a resina sai na hora, com a senha de autorização; a coroa vai para a auditoria.\n" +
				"Depois seja Lívia e decida. Negou? Peça revisão, e Rui decide. Experimente também uma urgência.",
			Suggestions: []string{"/start", "resina MOD no 26 e coroa no mesmo dente, carteirinha 090216100", "e o meu pedido?", "85100218 26 MOD", "/conta"},
		},
		{
			User:  simulator.User{ID: 5002, First: "Paula", Last: "Reis", Phone: "5521988880005"},
			Title: "Recepção · Clínica Sorriso",
			Hint: "A mesma clínica da Helena, em outro telefone: entre com o mesmo CNPJ e a mesma senha de acesso e continue o rascunho dela.\n" +
				"Esqueceu? Na página, peça um código: ele chega no Correio. Em uma janela larga, Dois telefones (no retrato) mostra as duas ao mesmo tempo.",
			Suggestions: []string{"/start", "/conta"},
		},
		{
			User:        simulator.User{ID: 5003, First: "Davi", Last: "Moura", Phone: "5511988880002"},
			Title:       "Recepção · Odonto Nova Era",
			Hint:        "Outra clínica, com CNPJ alfanumérico: 12.ABC.345/01DE-35, senha de acesso novaera-2026. Ela não vê as solicitações da primeira.",
			Suggestions: []string{"/start", "090315200"},
		},
		{
			User:  simulator.User{ID: 5004, First: "Lívia", Last: "Campos", Phone: "5521988880003"},
			Title: "Auditora · Saúde Exemplo",
			Hint: "Entre com o login auditora e a senha de acesso auditoria-2026. Na fila está o que as clínicas enviaram: urgências primeiro.\n" +
				"Assuma um pedido e decida item por item: autorizar, negar com motivo, ou perguntar à clínica.\n" +
				"Antes de enviar, confira o que o dentista vai receber. O que você negar, Rui revê.",
			Suggestions: []string{"/start", "/fila"},
		},
		{
			User:  simulator.User{ID: 5005, First: "Ana", Last: "Prado", Phone: "5521988880004"},
			Title: "Beneficiária",
			Hint: "Toque em Sou beneficiário e digite matrícula 090216100 e CPF 390.533.447-05.\n" +
				"Confirme com o seu telefone, ou com o código que chega no Correio, e ligue os avisos: cada decisão chega aqui.\n" +
				"Pergunte com as suas palavras quanto vai pagar e por quê; peça uma pessoa, e responda como Tiago.",
			Suggestions: []string{"/start", "090216100 390.533.447-05", "quanto vou pagar este mês?", "por quê?", "e no mês passado?"},
		},
		{
			User:  simulator.User{ID: 5006, First: "Rui", Last: "Barreto", Phone: "5521988880006"},
			Title: "Auditor · Saúde Exemplo",
			Hint: "Entre com o login auditor2 e a senha de acesso auditoria-2026.\n" +
				"O que Lívia negou e a clínica pediu para rever é seu: quem negou não decide de novo.\n" +
				"Em Conferir, veja depois o que saiu na hora e as urgências.",
			Suggestions: []string{"/start", "/fila"},
		},
		{
			User:  simulator.User{ID: 5007, First: "Tiago", Last: "Moreira", Phone: "5521988880012"},
			Title: "Atendente · Saúde Exemplo",
			Hint: "Entre com o login central1 e a senha de acesso atendimento-2026.\n" +
				"Em Atendimento estão as conversas e o que beneficiários e clínicas contestam, pedem e reclamam, com o prazo de cada um.\n" +
				"Peça à Ana que escreva em Falar com atendente, assuma e converse.",
			Suggestions: []string{"/start"},
		},
		{
			User:  simulator.User{ID: 5008, First: "Celina", Last: "Barros", Phone: "5521988880013"},
			Title: "Ouvidora · Saúde Exemplo",
			Hint: "Entre com o login ouvidora e a senha de acesso atendimento-2026.\n" +
				"O que a primeira resposta não resolveu, e a pessoa levou à ouvidoria, é seu.",
			Suggestions: []string{"/start"},
		},
		{
			User:  simulator.User{ID: 5009, First: "Bruno", Last: "Lima", Phone: "5511988880009"},
			Title: "Beneficiário ativo",
			Hint: "Toque em Sou beneficiário e digite matrícula 090315200 e CPF 987.654.321-00.\n" +
				"O débito dele é no dia 30. Pergunte quanto vai pagar.",
			Suggestions: []string{"/start", "090315200 987.654.321-00", "quanto vou pagar este mês?"},
		},
	}
}

// simulatorServer is the Bot API simulator on loopback.
type simulatorServer struct {
	url   string
	close func()
}

func serveSimulator(ctx context.Context, sim *simulator.Server) (*simulatorServer, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen on loopback: %w", err)
	}
	server := &http.Server{Handler: sim.Handler(), ReadHeaderTimeout: 10 * time.Second}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = server.Serve(l)
	}()
	return &simulatorServer{url: "http://" + l.Addr().String(), close: func() { _ = server.Close(); <-done }}, nil
}

// address is where the chat page is served. The usual port gives way to any free
// one, since a demo must come up beside whatever runs there; a port that was
// asked for does not.
func (d demoCommand) address(addr string) (string, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return "", err // Config.fill has looked
	}
	if !isLoopback(host) && !d.OpenToNetwork {
		return "", refuse("whoever reaches the demo's page speaks as any of its people, so it is for this machine only and GUICHE_HTTP_ADDR names another address than 127.0.0.1: add --open-to-network if you mean it")
	}
	if port == "0" {
		return freePort(host)
	}
	l, err := net.Listen("tcp", addr)
	switch {
	case err == nil:
		return addr, l.Close()
	case addr == defaultHTTPAddr:
		return freePort(host)
	case errors.Is(err, syscall.EADDRINUSE):
		return "", refuse("another program listens on %s already: end it, or give the demo another port with --http-addr", addr)
	}
	return "", fmt.Errorf("listen on GUICHE_HTTP_ADDR: %w", err)
}

// freePort is an address whose port is free now: links to it are made before it is
// listened on.
func freePort(host string) (string, error) {
	l, err := net.Listen("tcp", net.JoinHostPort(host, "0"))
	if err != nil {
		return "", fmt.Errorf("find a free port: %w", err)
	}
	_, port, err := net.SplitHostPort(l.Addr().String())
	return net.JoinHostPort(host, port), errors.Join(err, l.Close())
}

// reachable is the address as this machine's browser reaches it.
func reachable(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if ip := net.ParseIP(host); err == nil && (host == "" || ip != nil && ip.IsUnspecified()) {
		return net.JoinHostPort("localhost", port)
	}
	return addr
}
