package dialogs_test

import (
	"testing"

	"guiche/dialogs/phrases"
)

// TestWhatOthersSpent: whoever asks for somebody else's amounts gets theirs, or is told
// whose they are; never the own bill as if it were another's.
func TestWhatOthersSpent(t *testing.T) {
	t.Parallel()
	t.Run("a dependant sees only the own", func(t *testing.T) {
		t.Parallel()
		for _, said := range []string{"quanto minha irmã gastou", "o que minha mae gastou?", "quanto a ana pagou", "quero ver o que meu pai gastou"} {
			caio := newCounter().caio(t)
			caio.says(said)
			caio.sees(phrases.OnlyYourOwn)
			caio.doesNotSee("R$")
		}
	})
	t.Run("a titular sees what an adult keeps to himself as a sum", func(t *testing.T) {
		t.Parallel()
		ana := newCounter().ana(t)
		ana.says("quero ver o que o caio gastou")
		ana.sees("<b>Caio P.</b>", "<b>R$ 180,00</b>", "outubro de 2026", "O atendimento é assunto de Caio P.", "[Outubro de 2026]")
		ana.doesNotSee("Psicoterapia")
	})
	t.Run("and a minor's care by its lines", func(t *testing.T) {
		t.Parallel()
		ana := newCounter().ana(t)
		ana.says("quanto a nina gastou em setembro")
		ana.sees("<b>R$ 135,00</b>", "Fonoaudiologia", "Procedimento dermatológico")
		ana.doesNotSee("Ecocardiograma")
	})
	t.Run("and of a relative without a name all there are in the plan", func(t *testing.T) {
		t.Parallel()
		ana := newCounter().ana(t)
		ana.says("quanto minha irmã gastou")
		ana.sees("no seu plano", "Caio P.: R$ 180,00", "De quem não está no seu plano não vejo nada")
	})
	t.Run("what somebody else's care would cost is no such question", func(t *testing.T) {
		t.Parallel()
		ana := newCounter().ana(t)
		ana.says("quanto fica 10 sessoes de fono pra nina")
		ana.sees("Fonoaudiologia")
		ana.doesNotSee("elo que a operadora pagou", "no seu plano")
	})
}

func TestSessionsOfATherapyThatIsNamed(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]string{
		"quantas sessoes de psicologo a nina ainda tem": "Nina P., psicoterapia: nenhuma sessão contada até agora",
		"quantas sessões de fono a nina já fez":         "Nina P., fonoaudiologia: 40 sessões; faltam 161",
		"quantas sessões de fono ainda posso fazer":     "Você, fonoaudiologia: nenhuma sessão",
	} {
		ana := newCounter().ana(t)
		ana.says(said)
		if got := string(ana.session.State.Step); got != "amtc" {
			t.Errorf("%q leads to %q\n%s", said, got, ana.shown())
			continue
		}
		ana.sees(want)
	}
}

func TestASupposedPriceAsTheLast(t *testing.T) {
	t.Parallel()
	ana := newCounter().ana(t)
	ana.says("quanto fica 10 sessoes de fono pra nina")
	ana.sees("Fonoaudiologia, 10 sessões, para Nina P.", "[Como a última: R$ 80 cada]")
	ana.taps("Como a última")
	ana.sees("10 sessões de fonoaudiologia a R$ 80,00, R$ 800,00 ao todo, para Nina P.")
}
