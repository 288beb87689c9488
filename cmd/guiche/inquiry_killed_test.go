package main

import "testing"

// TestKilledWhileComplaining kills the process at every step of a complaint, before and
// after its answer: it is opened once, with one protocol, and the centre is told.
func TestKilledWhileComplaining(t *testing.T) {
	t.Parallel()
	for _, early := range []bool{false, true} {
		t.Run(map[bool]string{false: "after every answer", true: "while answering"}[early], func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.spawn()
			centre := w.person(4002, "Tiago")
			for _, s := range []step{
				types("/start", "*CPF ou CNPJ*"), types("central1", "*senha de acesso*"), types("atendimento-2026", "*Menu do atendimento*"),
			} {
				s.do(centre)
				centre.sees(s.shows)
			}
			clinic := w.person(4001, "Paula")
			for _, s := range []step{
				types("/start", "*CPF ou CNPJ*"), types("11222333000181", "*senha de acesso*"), types("sorriso-2026", "*Clínica Sorriso*"),
				types("quero reclamar", "*Escreva o que aconteceu*"), types("O pagamento atrasou.", "*“O pagamento atrasou.”*"),
				taps("Enviar", "*Aguardando a resposta da operadora*"),
				taps("Escrever mensagem", "*Mensagem · Reclamação*"), types("E ninguém explicou.", "*“E ninguém explicou.”*"),
				taps("Enviar", "*Mensagem enviada*"),
			} {
				s.do(clinic)
				if !early {
					clinic.sees(s.shows)
				}
				w.kill()
				w.spawn()
				clinic.sees(s.shows)
			}
			clinic.sees("*Registrado: Reclamação*")
			centre.sees("*Nova demanda: Reclamação*O pagamento atrasou*")
			centre.sees("*Nova mensagem: Reclamação*E ninguém explicou*")
			for query, want := range map[string]string{
				`SELECT kind || ' ' || state || ' ' || entries FROM inquiries`: "reclamacao aguardando 2",
				`SELECT seq || ' ' || kind FROM inquiry_entries ORDER BY seq`:  "1 abertura\n2 mensagem",
				`SELECT id FROM drafts`:               "",
				`SELECT update_id FROM updates_aside`: "",
			} {
				if got := w.ask(query); got != want {
					t.Errorf("%s: %q, want %q", query, got, want)
				}
			}
		})
	}
}
