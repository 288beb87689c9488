package main

import "testing"

// wholeDecision is every step of an auditor, from taking a request to the message
// that it is decided.
func wholeDecision() []step {
	return []step{
		types("/start", "*CPF ou CNPJ*"), types("auditora", "*senha de acesso*"), types("auditoria-2026", "*Menu da auditoria*"),
		taps("Fila de análise", "*00000001*2 itens*"),
		taps("00000001", "*Ana P.*Responder até*"),
		taps("Assumir", "*Decidir a solicitação 00000001*"),
		taps("1 · 85400084 26", "*O que decidir deste item*"),
		taps("⛔ Negar", "*Qual é o motivo*"),
		taps("Indicação", "*Qual é o motivo*"),
		taps("3117", "*O que dizer ao dentista*"),
		types("Raiz curta demais.", "*⛔ negar: 3117*"),
		types("autorizar 2", "*✅ autorizar*"),
		taps("Conferir e enviar", "*É isto que o dentista recebe*"),
		taps("Confirmar e enviar", "*Decisão enviada*"),
	}
}

// TestKilledWhileDeciding kills the process at every step of a decision, before and
// after its answer: it is decided once, with one senha, and the clinic is told.
func TestKilledWhileDeciding(t *testing.T) {
	t.Parallel()
	for _, early := range []bool{false, true} {
		t.Run(map[bool]string{false: "after every answer", true: "while answering"}[early], func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.spawn()
			clinic := w.person(4001, "Paula")
			for _, s := range []step{
				types("/start", "*CPF ou CNPJ*"), types("11222333000181", "*senha de acesso*"), types("sorriso-2026", "*Clínica Sorriso*"),
				types("/nova", "*caráter*"), types("eletivo", "*Eletivo*"), types("helena", "*beneficiário*"), types("090216100", "*É esta pessoa*"),
				types("sim", "*procedimento*"), types("85400084 26", "*85400084*"), types("85400084 27", "*dente 27*"), types("pronto", "*Anexos*"),
				types("pular", "*Confira*"), taps("Enviar", "*Protocolo*"),
			} {
				s.do(clinic)
				clinic.sees(s.shows)
			}
			auditor := w.person(4002, "Livia")
			for _, s := range wholeDecision() {
				s.do(auditor)
				if !early {
					auditor.sees(s.shows)
				}
				w.kill()
				w.spawn()
				auditor.sees(s.shows)
			}
			clinic.sees("*00000001*Raiz curta demais*Lívia Campos*")
			clinic.sees("*Senha de autorização:*dente 27*")
			for query, want := range map[string]string{
				`SELECT situation || ' ' || denied_by FROM requests`:                 "autorizada_parcialmente 1",
				`SELECT result FROM request_items ORDER BY seq`:                      "negado\nautorizado",
				`SELECT kind || ' ' || author FROM interactions ORDER BY seq`:        "solicitacao provider\ndecisao auditor",
				`SELECT count(*) FROM releases`:                                      "1",
				`SELECT id FROM drafts`:                                              "",
				`SELECT update_id FROM updates_aside`:                                "",
				`SELECT code FROM audit WHERE action = 'decide_request' ORDER BY id`: "claimed\nautorizada_parcialmente",
			} {
				if got := w.ask(query); got != want {
					t.Errorf("%s: %q, want %q", query, got, want)
				}
			}
			w.senhasOnce()
		})
	}
}
