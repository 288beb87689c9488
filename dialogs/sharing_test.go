package dialogs_test

import (
	"slices"
	"testing"

	"guiche/backend"
	"guiche/backend/access"
)

func TestSharing(t *testing.T) {
	t.Parallel()
	const hers = "Psicóloga Íris Valente"
	t.Run("an adult dependant lets the titular see the care, and takes it back", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		ana, caio := c.ana(t), c.caio(t)
		ana.says("novembro", "quanto vou pagar", "por quê?")
		ana.doesNotSee(hers)
		caio.taps("Minha conta", "Quem vê meus atendimentos")
		caio.sees("vê só <b>o valor</b>", "É assim na operadora, até você escolher", "continuam só com você")
		caio.taps("Mostrar ao titular")
		caio.sees("Vale a partir de agora", "vê <b>os seus atendimentos</b>")
		if last := c.memory.audit[len(c.memory.audit)-1]; last.Action != access.Choose || last.Actor.ID != 2 || last.Code != "share_detail:yes" {
			t.Errorf("the audit ends with %+v", last)
		}
		ana.says("quanto vou pagar", "novembro", "extrato de novembro")
		ana.sees("Psicoterapia")
		ana.doesNotSee("mostro só o valor")
		ana.says("e se o Caio fizer 4 sessões de terapia a 120?")
		ana.sees("4 sessões de psicoterapia a R$ 120,00, R$ 480,00 ao todo, para Caio P.")
		caio.taps("Não mostrar mais")
		caio.sees("Vale a partir de agora", "vê só <b>o valor</b>")
		ana.says("extrato de novembro")
		ana.sees("mostro só o valor")
		ana.doesNotSee("Psicoterapia", hers)
		ana.says("e se o Caio fizer 4 sessões de terapia a 120?")
		ana.sees("Para quem?")
		ana.doesNotSee("206", "Caio P")
	})
	t.Run("the operator's setting shows who said nothing, and no is no", func(t *testing.T) {
		t.Parallel()
		c := newCounter().operator(func(o *backend.Operator) { o.ShareAdults = true })
		ana, caio := c.ana(t), c.caio(t)
		ana.says("quanto vou pagar", "extrato de novembro")
		ana.sees("Psicoterapia")
		caio.taps("Minha conta")
		caio.says("quem vê meus atendimentos")
		caio.sees("vê <b>os seus atendimentos</b>", "É assim na operadora")
		caio.says("só eu")
		caio.sees("vê só <b>o valor</b>")
		ana.says("extrato de novembro")
		ana.doesNotSee("Psicoterapia")
	})
	t.Run("is no choice of a titular, nor does one person's show another", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		ana := c.ana(t)
		ana.taps("Minha conta")
		ana.doesNotSee("Quem vê")
		ana.says("quem vê meus atendimentos")
		ana.doesNotSee("Mostrar ao titular")
		if slices.ContainsFunc(c.memory.audit, func(e backend.Event) bool { return e.Action == access.Choose }) {
			t.Error("something was chosen")
		}
	})
}
