package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"path/filepath"
	"time"

	"guiche/bot/simulator"
	"guiche/internal/fictional"
)

// demoCommand runs everything on this machine.
type demoCommand struct{}

// demoToken is the bot of the demo; it opens nothing but its own simulator.
const demoToken = "999999:guiche-demo"

// Run serves the fictional operator behind a Bot API simulator until a signal
// ends it.
func (demoCommand) Run(ctx context.Context, cfg *Config) (err error) {
	log := cfg.logger()
	clk := &clock{office: fictional.Operator().Office}
	sim := simulator.New(simulator.Options{
		Token: demoToken, BotUsername: "guiche_bot", BotName: "Guichê", Now: clk.Now, Logger: log,
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
	cfg.HTTPAddr = freeAddress(cfg.HTTPAddr)
	a, err := newApp(ctx, cfg, log, clk)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.close(context.WithoutCancel(ctx))) }()
	a.pages = sim.Page(simulator.PageOptions{People: people(clk.Now()), Operator: fictional.Operator().Name, Clock: clk})
	go func() {
		select {
		case <-a.bound:
			fmt.Printf("\nGuichê is open: http://%s/\nEverybody and everything in it is made up. Ctrl+C ends it; what was sent stays in %s.\n\n", a.addr, cfg.DataDir)
		case <-ctx.Done():
		}
	}()
	return a.run(ctx)
}

// people are those one can be on the chat page. Each start gives them new
// telephones, since the messages of the last one are gone; what they sent is in
// the database.
func people(now time.Time) []simulator.Person {
	chat := func(n int64) int64 { return now.Unix()*10 + n }
	return []simulator.Person{
		{
			User:  simulator.User{ID: chat(1), First: "Helena", Last: "Duarte", Phone: "5521988880001"},
			Title: "Dentista · Clínica Sorriso",
			Hint: "Envie /start, entre com o CNPJ e a senha abaixo e peça uma autorização.\n" +
				"Beneficiária: matrícula 090216100. Procedimento: 85100218 26 MOD.",
			Suggestions: []string{"/start", "11222333000181", "sorriso-2026", "090216100", "85100218 26 MOD"},
		},
		{
			User:        simulator.User{ID: chat(2), First: "Davi", Last: "Moura", Phone: "5511988880002"},
			Title:       "Recepção · Odonto Nova Era",
			Hint:        "Outra clínica, com CNPJ alfanumérico. Ela não vê as solicitações da primeira.",
			Suggestions: []string{"/start", "12.ABC.345/01DE-35", "novaera-2026", "090315200"},
		},
		{
			User:        simulator.User{ID: chat(3), First: "Lívia", Last: "Campos", Phone: "5521988880003"},
			Title:       "Auditora · Saúde Exemplo",
			Hint:        "Veja na fila o que as clínicas enviaram: urgências primeiro.\nA decisão pelo chat chega em uma próxima versão.",
			Suggestions: []string{"/start", "auditora", "auditoria-2026"},
		},
		{
			User:        simulator.User{ID: chat(4), First: "Ana", Last: "Prado", Phone: "5521988880004"},
			Title:       "Beneficiária",
			Hint:        "O atendimento ao beneficiário chega em uma próxima versão; por enquanto, veja o que o guichê responde.",
			Suggestions: []string{"/start"},
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

// freeAddress keeps the address if it is free, and takes any port of the same
// host otherwise: a demo must come up beside whatever runs on 8080.
func freeAddress(addr string) string {
	l, err := net.Listen("tcp", addr)
	if err == nil {
		_ = l.Close()
		return addr
	}
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return addr
	}
	return net.JoinHostPort(host, "0")
}
