package spagonet

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guiche/dialogs/nlu"
)

func TestIntentsAreTold(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]nlu.Intent{
		"bom dia":                            nlu.Greet,
		"muito obrigado, tchau":              nlu.Thank,
		"esqueci minha senha de acesso":      nlu.Recover,
		"resina MO no 26":                    nlu.Ask,
		"o 220071 já saiu?":                  nlu.Status,
		"quanto vem de desconto em dezembro": nlu.CopayAmount,
		"qual a capital do peru":             nlu.OutOfScope,
	} {
		if got := opened(t).Classify(text)[0].Intent; got != want {
			t.Errorf("%q was taken for %s, not %s", text, got, want)
		}
	}
}

func TestGuessesAreOrderedAndShared(t *testing.T) {
	t.Parallel()
	guesses := opened(t).Classify("quanto fica?")
	if len(guesses) != mostGuesses {
		t.Fatalf("%d guesses, not %d", len(guesses), mostGuesses)
	}
	sum := 0
	for i, g := range guesses {
		sum += g.Confidence
		if i > 0 && g.Confidence > guesses[i-1].Confidence {
			t.Errorf("%v is not in order", guesses)
		}
	}
	if sum > 1003 { // each is rounded
		t.Errorf("the confidences add up to %d thousandths", sum)
	}
}

func TestRolesAreGuessedWithinTheirServices(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"quanto vem de desconto esse mês", "resina no 26 MO", "cancela o pedido 220071", "preciso do informe do imposto de renda"} {
		for _, role := range []nlu.Role{nlu.Provider, nlu.Member} {
			for _, g := range opened(t).ClassifyFor(text, role) {
				if !g.Intent.Open(role) {
					t.Errorf("%q: a %s is guessed to want %s", text, role, g.Intent)
				}
			}
		}
	}
}

func TestNothingThatARoleIsServedIsLeftOut(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		role nlu.Role
		text string
		want nlu.Intent
	}{
		{nlu.Member, "quero mandar o raio x que pediram", nlu.Attach},
		{nlu.Member, "não concordo com a negativa, quero que revejam", nlu.Review},
		{nlu.Member, "o que é o código 81000421 que está no papel?", nlu.FindCode},
		{nlu.Member, "quero desistir do pedido do implante", nlu.Withdraw},
		{nlu.Member, "esqueci minha senha de acesso", nlu.Recover},
		{nlu.Provider, "esqueci minha senha de acesso", nlu.Recover},
		{nlu.Provider, "como eu faço pra entrar?", nlu.Enter},
		{nlu.Provider, "o plano da paciente cobre faceta?", nlu.Coverage},
		{nlu.Provider, "quero falar com alguém da auditoria", nlu.Person},
	} {
		if got := opened(t).ClassifyFor(c.text, c.role)[0].Intent; got != c.want {
			t.Errorf("%q of a %s was taken for %s, not %s", c.text, c.role, got, c.want)
		}
	}
}

func TestWhatIsNotOpenToARoleIsNotAmongItsGuesses(t *testing.T) {
	t.Parallel()
	intents := opened(t)
	for _, l := range corpus(t).Dev {
		for _, role := range []nlu.Role{nlu.Provider, nlu.Member} {
			for _, g := range intents.ClassifyFor(l.Text, role) {
				if !g.Intent.Open(role) {
					t.Errorf("%q: a %s is guessed to want %s", l.Text, role, g.Intent)
				}
			}
		}
	}
}

func TestNothingIsActedOnThatSaysNothing(t *testing.T) {
	t.Parallel()
	intents := opened(t)
	for _, text := range []string{"", "   \t ", "...", "\xff\xfe\xfa", "مرحبا كيف حالك", "שלום", "你好，我想查询", "🇧🇷❤️‍🔥", "asdfgh jkl", strings.Repeat("x", 4000), "{\"a\":1}"} {
		if guesses := intents.Classify(text); len(guesses) != mostGuesses || intents.Accepted(guesses) {
			t.Errorf("%.20q is taken for %v", text, guesses)
		}
	}
}

// A keyboard may write an accent after its letter, and letters are stretched.
func TestTheSameWordsAreTheSameMessage(t *testing.T) {
	t.Parallel()
	intents := opened(t)
	want := intents.Classify("não, quanto veio de coparticipação?")
	for _, text := range []string{"na\u0303o, quanto veio de coparticipac\u0327a\u0303o?", "\u202eNÃO, quanto veio de coparticipação?\u202c", "nãaao, quantoo veiooo de coparticipação?"} {
		if diff := cmp.Diff(want, intents.Classify(text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

func TestOutOfScopeIsNeverActedOn(t *testing.T) {
	t.Parallel()
	intents := opened(t)
	if intents.Accepted([]nlu.Guess{{Intent: nlu.OutOfScope, Confidence: 1000}}) || intents.Accepted(nil) {
		t.Error("the counter would act on nothing it serves")
	}
	if !intents.Accepted([]nlu.Guess{{Intent: nlu.Greet, Confidence: 1000}}) {
		t.Error("the counter would not act on what is certain")
	}
}

func TestReadersDoNotDisturbEachOther(t *testing.T) {
	t.Parallel()
	intents := opened(t)
	texts := []string{"bom dia", "quanto vem de desconto esse mês?", strings.Repeat("canal no 36 ", 40), "", "negaram a coroa, quero recorrer"}
	want := make([][]nlu.Guess, len(texts))
	for i, text := range texts {
		want[i] = intents.Classify(text)
	}
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 50 {
				for i, text := range texts {
					if diff := cmp.Diff(want[i], intents.Classify(text)); diff != "" {
						t.Errorf("%q (-want +got):\n%s", text, diff)
						return
					}
				}
			}
		})
	}
	wait.Wait()
}

// The pool of rooms keeps it at a few; the race detector empties pools at random, which
// the bound leaves room for.
func TestAMessageCostsFewAllocations(t *testing.T) {
	intents := opened(t)
	for _, text := range []string{"oi", "quanto que vem de coparticipação esse mês pra minha esposa?", strings.Repeat("palavras desconhecidas 123 ", 200)} {
		if n := testing.AllocsPerRun(20, func() { intents.Classify(text) }); n > 200 {
			t.Errorf("%.0f allocations for %d bytes", n, len(text))
		}
	}
}

func TestFiguresOnDev(t *testing.T) {
	t.Parallel()
	c := corpus(t)
	r := opened(t).Evaluate(c.Dev, time.Now)
	if r.Accuracy < 0.90 || r.Top3 < 0.97 || r.OutOfScopeRecall < 0.90 {
		t.Errorf("accuracy %.3f, top-3 %.3f, out-of-scope recall %.3f", r.Accuracy, r.Top3, r.OutOfScopeRecall)
	}
}

func FuzzClassify(f *testing.F) {
	for _, text := range []string{"", "...", "390.533.447-05", "\xff\xfe", "😀👍", strings.Repeat("a", 5000), "1/2,3.4-", "r$ 30,00 dente46"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		guesses := opened(t).Classify(text)
		if len(guesses) != mostGuesses || guesses[0].Confidence < 0 || guesses[0].Confidence > 1000 {
			t.Errorf("%v", guesses)
		}
	})
}

func BenchmarkClassify(b *testing.B) {
	intents := opened(b)
	b.ReportAllocs()
	for b.Loop() {
		intents.Classify("boa tarde, queria saber quanto vai vir de coparticipação em dezembro da minha esposa")
	}
}
