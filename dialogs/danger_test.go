package dialogs_test

import (
	"strings"
	"testing"

	"guiche/dialogs/phrases"
)

// TestDangerComesFirst: who needs help at once is told where it is, wherever it is said,
// and what was open stays as it was.
func TestDangerComesFirst(t *testing.T) {
	t.Parallel()
	cries := map[string]string{
		"to com muita dor no peito": phrases.DangerFirst, "minha filha caiu e ta sangrando": phrases.DangerFirst, "não consigo respirar": phrases.DangerFirst,
		"meu pai desmaiou": phrases.DangerFirst, "to sangrando muito": phrases.DangerFirst,
		"quero me matar": phrases.LifeFirst, "n quero mais viver": phrases.LifeFirst, "não quero mais viver, chega": phrases.LifeFirst,
	}
	for said, want := range cries {
		t.Run(said, func(t *testing.T) {
			t.Parallel()
			c := newCounter()
			v := c.person(t, 31)
			for _, where := range []string{"/start", "sou beneficiário", "090216100"} {
				v.says(where, said)
				v.sees(want, "Falar com atendente")
				v.doesNotSee("Não reconheci")
			}
			ana := c.ana(t)
			for _, where := range []string{"/menu", "quanto vou pagar", "quero reclamar"} {
				ana.says(where, said)
				ana.sees(want, "Falar com atendente")
			}
			if d := ana.session.Draft; d == nil || d.Form.Note != "" {
				t.Error("the complaint is not as it was")
			}
		})
	}
}

func TestDangerAtAClinic(t *testing.T) {
	t.Parallel()
	p := newCounter().provider(t)
	p.says("não consigo respirar")
	p.sees(phrases.DangerFirst)
	for _, said := range []string{"36 sangrando muito, precisa de curativo", "trauma, caiu da escada e fraturou o 11", "paciente com muita dor no 27"} {
		p.says("/menu", said)
		p.doesNotSee("192")
	}
	a := newCounter().auditor(t)
	a.says("a paciente disse que quer se matar e que não consigo respirar")
	a.doesNotSee("192", "188")
}

// TestDangerIsNotWhatIsOver: what was, what a dentist treats and what is only said so is
// answered as what it is.
func TestDangerIsNotWhatIsOver(t *testing.T) {
	t.Parallel()
	ana := newCounter().ana(t)
	for _, said := range []string{"quero morrer de rir", "a ligação caiu", "quando cai o reembolso", "o plano cobre infarto?", "gengiva sangrando", "essa demora vai me matar"} {
		ana.says("/menu", said)
		ana.doesNotSee("188", phrases.DangerFirst)
	}
}

// TestStoryOfDangerIsAMessage: what tells more is not lost.
func TestStoryOfDangerIsAMessage(t *testing.T) {
	t.Parallel()
	ana := newCounter().ana(t)
	ana.says("quero reclamar")
	story := "a minha mãe desmaiou na sala de espera da clínica e ninguém da recepção fez nada por ela"
	ana.says(story)
	ana.sees(phrases.DangerFirst, story)
	ana.says("meu pai faleceu")
	ana.sees(phrases.Condolence)
	if !strings.Contains(ana.form().Note, "meu pai faleceu") {
		t.Error("the words are lost")
	}
}

func TestGriefAndPainAtTheDoor(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]string{
		"meu marido faleceu": phrases.Mourning, "tem dentista 24h? to com muita dor": phrases.PainFirst, "quero cancelar meu plano": phrases.PlanLeft,
	} {
		t.Run(said, func(t *testing.T) {
			t.Parallel()
			v := newCounter().person(t, 31)
			for _, where := range []string{"/start", "sou beneficiário"} {
				v.says(where, said)
				v.sees(want)
				v.doesNotSee("Não reconheci")
			}
		})
	}
}
