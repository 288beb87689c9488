package dialogs_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"guiche/dialogs"
	"guiche/dialogs/phrases"
)

// both are Ana and a clinic, in conversation with Tiago, who is at Ana's.
func (c *counter) both(t fataler) (tiago, ana, dentist *person) {
	t.Helper()
	tiago, ana = c.talking(t)
	dentist = c.provider(t)
	dentist.says("/atendente")
	dentist.taps("💬 Conversar por aqui")
	dentist.says("a guia 12 voltou com erro")
	tiago.pressPush(dentist, "💬 Abrir conversa")
	tiago.taps("Assumir e conversar")
	c.passes(time.Minute)
	tiago.says("Bom dia! Qual é o erro?")
	tiago.press(dialogs.Callback{Step: dialogs.StepLive, Verb: "live", Arg: strconv.FormatInt(c.memory.inquiries[0].ID, 36)}.String())
	tiago.sees("vai direto para Ana")
	c.passes(time.Minute)
	return tiago, ana, dentist
}

func TestWhatAnAttendantWritesGoesToNobodyElse(t *testing.T) {
	t.Parallel()
	t.Run("words wait until it is said for whom they are", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		tiago, _, dentist := c.both(t)
		dentist.says("o código 3016, do João")
		c.passes(time.Minute)
		tiago.says("O 3016 do João pede a radiografia.")
		if len(tiago.pushes) != 0 {
			t.Fatalf("it went to %+v", tiago.pushes)
		}
		tiago.sees(phrases.AskLiveWhom)
		tiago.taps("Clínica Sorriso")
		tiago.sees("vai direto para Clínica Sorriso")
		if len(tiago.pushes) != 1 || tiago.pushes[0].To != dentist.session.Actor || !strings.Contains(tiago.pushes[0].Reply.Text, "O 3016 do João pede a radiografia.") {
			t.Fatalf("it went to %+v", tiago.pushes)
		}
		tiago.says("Pode mandar por aqui.")
		if len(tiago.pushes) != 1 || tiago.pushes[0].To != dentist.session.Actor || len(tiago.replies) != 0 {
			t.Errorf("it went to %+v with %v", tiago.pushes, tiago.kinds())
		}
	})
	t.Run("what follows waits with them", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		tiago, _, dentist := c.both(t)
		dentist.says("o código 3016, do João")
		c.passes(time.Minute)
		tiago.says("O 3016 do João pede a radiografia.")
		tiago.says("E o laudo também.")
		tiago.sees(phrases.AskLiveWhom, "O 3016 do João pede a radiografia.", "E o laudo também.")
		tiago.sends(dialogs.File{Photo: true})
		tiago.sees(phrases.AskLiveFileWhom, "E o laudo também.")
		tiago.taps("Clínica Sorriso")
		if got := tiago.pushedTo(dentist.session.Actor); len(tiago.pushes) != 1 || !strings.Contains(got, "O 3016 do João pede a radiografia.") || !strings.Contains(got, "E o laudo também.") {
			t.Errorf("it went to %+v", tiago.pushes)
		}
	})
	t.Run("words that wait are not lost where another conversation is opened", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		tiago, _, dentist := c.both(t)
		dentist.says("o código 3016, do João")
		c.passes(time.Minute)
		tiago.says("O 3016 do João pede a radiografia.")
		tiago.pressPush(dentist, "💬 Abrir conversa")
		tiago.sees(phrases.AskLiveWaits, "O 3016 do João pede a radiografia.")
		tiago.says("E o laudo também.")
		tiago.sees("O 3016 do João pede a radiografia.", "E o laudo também.")
		tiago.taps(phrases.BtnLiveUnsaid)
		tiago.sees(phrases.LiveNotSent)
		tiago.says("Bom dia!")
		if got := tiago.pushedTo(dentist.session.Actor); !strings.Contains(got, "Bom dia!") || strings.Contains(got, "radiografia") {
			t.Errorf("it went to %+v", tiago.pushes)
		}
	})
	t.Run("words may be for whom he was with", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		tiago, _, dentist := c.both(t)
		dentist.says("alô?")
		c.passes(time.Minute)
		tiago.says("Já vejo o seu extrato.")
		tiago.taps("Ana P.")
		if got := tiago.pushedTo(mother); !strings.Contains(got, "Já vejo o seu extrato.") || len(tiago.pushes) != 1 {
			t.Fatalf("it went to %+v", tiago.pushes)
		}
		c.passes(time.Minute)
		tiago.says("Um minuto.")
		if got := tiago.pushedTo(mother); !strings.Contains(got, "Um minuto.") {
			t.Errorf("it went to %+v", tiago.pushes)
		}
	})
	t.Run("files are sent again to whom they are for", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		tiago, _, dentist := c.both(t)
		dentist.says("alô?")
		c.passes(time.Minute)
		tiago.sends(dialogs.File{Photo: true})
		tiago.sees(phrases.AskLiveFileWhom)
		if len(c.memory.fetches) != 0 {
			t.Fatalf("it is fetched: %+v", c.memory.fetches)
		}
		tiago.taps("Clínica Sorriso")
		tiago.sends(dialogs.File{Photo: true})
		tiago.arrives()
		if len(tiago.pushes) != 1 || tiago.pushes[0].To != dentist.session.Actor {
			t.Errorf("it went to %+v", tiago.pushes)
		}
	})
	t.Run("whoever opens a conversation has chosen", func(t *testing.T) {
		t.Parallel()
		c := newCounter()
		tiago, ana, dentist := c.both(t)
		ana.says("alô?")
		dentist.says("alô?")
		c.passes(time.Minute)
		tiago.pressPush(ana, "💬 Abrir conversa")
		tiago.says("Já vejo, Ana.")
		if got := tiago.pushedTo(mother); !strings.Contains(got, "Já vejo, Ana.") {
			t.Errorf("it went to %+v", tiago.pushes)
		}
	})
}
