package dialogs_test

import (
	"testing"

	"guiche/backend/access"
	"guiche/dialogs/phrases"
)

// TestCoverOfAProcedure: a question about cover that names a procedure is answered about
// it, by the rules of the fictional operator.
func TestCoverOfAProcedure(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		said  string
		shows []string
	}{
		{"precisa de perícia pra canal?", []string{"85200166", "85200158", "✅ Coberto", "Carência de 60 dias: já cumprida", "sai na hora", "a radiografia inicial", "24 meses", "Lei 9.656"}},
		{"meu plano cobre implante?", []string{"82000980", "a auditoria confirma a cobertura", "até 1 dia útil"}},
		{"o plano paga aparelho?", []string{"86000098", "⛔ Não coberto", "RN 465/2021"}},
		{"qual o código da profilaxia?", []string{"84000198", "✅ Coberto"}},
		{"tem carência pra ortodontia?", []string{"Ortodontia", "Aparelho fixo", "⛔ Não coberto", "Manutenção ortodôntica", "Diga um deles"}},
		{"meu filho tem carência pra canal?", []string{"Carência: 60 dias desde o início no plano; em urgência, 24 horas"}},
		{"meu plano cobre ressonância?", []string{phrases.CoverMedical(true), "Falar com atendente"}},
		{"cobre consulta com cardiologista?", []string{phrases.CoverMedical(true)}},
		{"cobre botox?", []string{phrases.CoverUnknown}},
		{"cobre aparelho invisível?", []string{phrases.CoverNotThat, "[Aparelho fixo]"}},
		{"de quanto em quanto tempo posso fazer limpeza?", []string{"84000198", "só depois de 6 meses"}},
	} {
		t.Run(tt.said, func(t *testing.T) {
			t.Parallel()
			ana := deciding().ana(t)
			ana.says(tt.said)
			ana.sees(tt.shows...)
		})
	}
}

func TestCoverWhileItRuns(t *testing.T) {
	t.Parallel()
	bruno := deciding().bruno(t)
	bruno.says("tem carência pra coroa metálica?")
	bruno.sees("⏳ Em carência até", "o plano cobre a partir de")
}

func TestCarenciaOfWhoAsks(t *testing.T) {
	t.Parallel()
	c := deciding()
	for _, said := range []string{"tenho carência?", "quanto tempo falta de carência"} {
		ana, bruno := c.ana(t), c.bruno(t)
		ana.says(said)
		ana.sees("não tem carência pendente")
		bruno.says(said)
		bruno.sees("arência até", "para próteses", "Em urgência", "24 horas")
	}
}

// TestCoverOfAnother: of somebody else the plan alone is told, never what has run for who
// asks, whether asked in words or by a button.
func TestCoverOfAnother(t *testing.T) {
	t.Parallel()
	for _, said := range []string{"a nina tem carência pra canal?", "minha irmã tem carência pra canal?"} {
		ana := deciding().ana(t)
		ana.says(said)
		ana.sees("85200166", "Carência: 60 dias desde o início no plano")
		ana.doesNotSee("cumprida")
	}
	ana := deciding().ana(t)
	ana.says("minha filha pode tirar siso, tem carência?")
	ana.sees(phrases.AskCover)
	ana.taps("Siso incluso")
	ana.sees("desde o início no plano")
	ana.doesNotSee("cumprida")
	ana.says("/menu", "a nina tem carência?")
	ana.doesNotSee("não tem carência pendente")
	ana.says("/menu", "cobre siso?")
	ana.taps("Siso incluso")
	ana.sees("cumprida")
}

// TestMedicineBesideADentistsProcedure: a paper of a physician's asks about the procedure
// that it is for.
func TestMedicineBesideADentistsProcedure(t *testing.T) {
	t.Parallel()
	p := deciding().provider(t)
	for _, said := range []string{"precisa de laudo médico pra exodontia do siso?", "indicação médica pra frenectomia, cobre?", "o paciente faz fono, cobre frenectomia?"} {
		p.says("/menu", said)
		p.doesNotSee(phrases.CoverMedical(false), phrases.CoverMedical(true), phrases.CoverUnknown)
	}
	p.says("/menu", "o plano cobre ressonância?")
	p.sees(phrases.CoverMedical(false))
}

func TestCoverOfSeveralIsChosen(t *testing.T) {
	t.Parallel()
	ana := deciding().ana(t)
	ana.says("cobre siso?")
	ana.sees(phrases.AskCover, "[Siso incluso]")
	ana.taps("Exodontia")
	ana.sees("82000875", "Uma vez só no mesmo dente")
}

func TestCoverAskedByAClinic(t *testing.T) {
	t.Parallel()
	for role, said := range map[access.Role]string{access.Provider: "o plano cobre canal?", access.Auditor: "qual o código de profilaxia"} {
		t.Run(string(role), func(t *testing.T) {
			p := saidAt(t, role)
			p.says(said)
			p.sees("Carência: ", "plano Essencial Odonto")
		})
	}
	t.Run("at a question, which goes on", func(t *testing.T) {
		t.Parallel()
		p := deciding().provider(t)
		p.says("/nova")
		at := p.session.State.Step
		p.says("canal precisa de perícia?")
		p.sees("85200166", "Carência: 60 dias", "Nova solicitação")
		if p.session.State.Step != at {
			t.Errorf("at %q, not %q", p.session.State.Step, at)
		}
	})
}
