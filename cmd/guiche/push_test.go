package main

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/bot/simulator"
	"guiche/internal/redistest"
)

// TestPushes has an auditor write to a clinic with two phones, over two replicas that
// take updates in turn: whoever leads a chat delivers there, each message once and
// in order.
func TestPushes(t *testing.T) {
	t.Parallel()
	r := redistest.Run(t)
	balancer := &roundRobin{}
	front := httptest.NewServer(balancer)
	t.Cleanup(front.Close)
	first := newWorld(t, webhookMode(t), func(c *Config) { c.RedisURL = Secret(r.URL) })
	for _, w := range []*world{first, first.sibling(webhookMode(t))} {
		balancer.add(w.cfg.HTTPAddr)
		w.cfg.WebhookURL, w.cfg.KeyFile, w.cfg.BlobURL = front.URL+"/telegram", first.cfg.keyFile(), first.cfg.blobURL()
		w.start()
	}
	enter := func(id int64, name, login, password string) *person {
		p := first.person(id, name)
		for _, step := range [][2]string{{"/start", "*CPF ou CNPJ*"}, {login, "*senha de acesso*"}, {password, "*Menu*"}} {
			p.says(step[0])
			p.waits(step[1])
		}
		return p
	}
	paula := enter(5001, "Paula", "11222333000181", "sorriso-2026")
	for _, step := range [][2]string{{"/nova", "*caráter*"}, {"eletivo", "*profissional*"}, {"helena", "*beneficiário*"}, {"090216100", "*É esta pessoa*"}, {"sim", "*procedimento*"}, {"85400149 26", "*dente 26*"}, {"pronto", "*"}} {
		paula.says(step[0])
		paula.waits(step[1])
	}
	paula.taps("Seguir sem anexos")
	paula.taps("Enviar")
	paula.sees("*Solicitação enviada*")
	davi := enter(5002, "Davi", "11222333000181", "sorriso-2026")
	rita := enter(5003, "Rita", "auditora", "auditoria-2026")
	const messages = 6
	var want []string
	for n := range messages {
		text := fmt.Sprintf("pergunta %c", 'A'+n)
		want = append(want, text)
		rita.says("/s1")
		rita.waits("*Responder até*")
		rita.says("mensagem")
		rita.waits("*Escreva a mensagem*")
		rita.says(text)
		rita.waits("*“" + text + "”*")
		rita.says("enviar")
		rita.waits("*Mensagem enviada ao dentista*" + text + "*")
	}
	for _, phone := range []*person{paula, davi} {
		phone.sees("*Mensagem da auditoria*" + want[messages-1] + "*")
		phone.says("/s1")
		phone.waits("*Interações (7)*")
		var got []string
		for _, m := range first.sim.Messages(phone.chat) {
			if text, ok := pushed(m); ok {
				got = append(got, text)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("chat %d was pushed (-want +got)\n%s", phone.chat, diff)
		}
	}
}

// pushed is the text of the audit in a push.
func pushed(m simulator.Message) (string, bool) {
	if !m.FromBot || !strings.Contains(m.Text, "Mensagem da auditoria") {
		return "", false
	}
	_, rest, _ := strings.Cut(m.Text, "“")
	text, _, _ := strings.Cut(rest, "”")
	return text, true
}
