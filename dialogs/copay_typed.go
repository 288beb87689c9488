package dialogs

import (
	"context"
	"errors"
	"slices"
	"strings"

	"guiche/backend"
	"guiche/backend/copay"
	"guiche/dialogs/phrases"
)

// amountMarks say that a text is about what is paid; amountWords may stand in such a
// text beside a month.
var (
	amountMarks = wordSet(`pagar pago paguei paga pagamento coparticipacao coparticipacoes desconto descontado descontaram debito debitado debitaram
		fatura extrato conta cobranca cobrado cobraram valor valores mes meses`)
	amountWords = wordSet(`vou vai vem foi sera ser tenho quanto qual que quanto mes meses passado anterior ultimo este esse atual do da de em no na o a e por meu minha
		devo veio ficou custou deu total mostra mostrar ver quero me`)
)

// debitWords ask for what was debited in a month, comingWords for what will be: it is
// of what the operator paid in the month before.
var (
	debitWords  = wordSet(`paguei descontado descontaram debitado debitaram cobrado cobraram`)
	comingWords = wordSet(`vou vai sera`)
)

// amountSentences lead to a screen wherever a member is at leisure.
var amountSentences = map[string]Step{
	"grafico": StepBillChart, "grafico do ano": StepBillChart, "ver grafico": StepBillChart, "ultimos 12 meses": StepBillChart,
	"qual meu limite": StepBillLimits, "qual o meu limite": StepBillLimits, "qual e o meu limite": StepBillLimits, "quanto falta para o limite": StepBillLimits,
	"pagar no pix": StepAmount, "pix": StepAmount,
	"outros meses": StepBills, "meses anteriores": StepBills, "historico de pagamentos": StepBills, "debitos anteriores": StepBills,
	"e se eu fizer": StepSuppose, "simular": StepSuppose, "simulacao": StepSuppose, "simulador": StepSuppose, "quanto custa": StepSuppose,
	"quanto eu pagaria": StepSuppose, "quanto pagaria": StepSuppose,
	"como funcionam as regras": StepBillRules, "regras": StepBillRules, "regras da coparticipacao": StepBillRules, "como funciona a coparticipacao": StepBillRules,
	"regulamento": StepBillRules,
	"saldo":       StepBillLimits, "limite": StepBillLimits, "limite do mes": StepBillLimits, "sessoes": StepBillLimits, "quantas sessoes": StepBillLimits,
	"saldo, limites e sessoes": StepBillLimits, "quantas sessoes eu fiz": StepBillLimits, "quantas sessoes ja fiz": StepBillLimits,
	"quanto vou pagar": StepAmount, "quanto vou pagar este mes": StepAmount, "quanto vou pagar esse mes": StepAmount, "quanto devo": StepAmount,
	"coparticipacao": StepAmount, "quanto vai ser descontado": StepAmount, "quanto vem de desconto": StepAmount, "proximo debito": StepAmount,
}

// supposingWords begin a question about care that was not given yet.
var supposingWords = []string{"e se ", "se eu fizer ", "quanto custa ", "quanto pago por ", "quanto pagaria ", "quanto eu pagaria "}

// whyWords ask for the reasons of the figure that is shown.
var whyWords = wordSet(`porque pq motivo explica explique`)

// typedAmount takes what is typed at one of these screens.
func (t *turn) typedAmount(ctx context.Context, text string) error {
	if whySaid.MatchString(spelled(spokenOf(text))) {
		return t.whyAmount(ctx)
	}
	if t.step() == StepSuppose {
		if words, running := spokenOf(text), copay.MonthOf(t.today); t.s.State.Amount.Cents > 0 && words[0] == "e" && monthWords[words[len(words)-1]] == int(running+1)%12+1 {
			return t.openBill(ctx, running, 0) // the debit that was just talked about
		}
		if taken, err := t.typedSupposed(ctx, text); taken || err != nil {
			return err
		}
		if t.s.State.Amount.Kind != "" && strings.ContainsAny(text, "0123456789") {
			t.warn(phrases.SupposeWrong)
			return nil
		}
	}
	said := strings.Join(spokenOf(text), " ")
	if whyWords[said] {
		return t.whyAmount(ctx)
	}
	if year := t.yearSaid(spokenOf(text)); t.step() == StepBillTax && year > 0 {
		return t.sendTax(ctx, year)
	}
	if n := number(said); (t.step() == StepBill || t.step() == StepAmount) && n > 0 {
		return t.lineNumber(ctx, n)
	}
	if taken, err := t.amountTyped(ctx, text); taken || err != nil {
		return err
	}
	return t.typedMenu(ctx, text)
}

// whyAmount explains the month that is shown, or the debit that comes.
func (t *turn) whyAmount(ctx context.Context) error {
	s, err := t.statement(ctx)
	if errors.Is(err, backend.ErrNotFound) {
		return nil // the screen says it
	}
	if err != nil {
		return err
	}
	return t.openBill(ctx, t.shownMonth(s), 0)
}

// lineNumber opens the nth line of the month that is shown, in the order of its
// screen.
func (t *turn) lineNumber(ctx context.Context, n int) error {
	s, err := t.statement(ctx)
	if err != nil {
		return err
	}
	m := t.shownMonth(s)
	b, err := s.Bill(m)
	if err == nil && n <= len(b.Lines) {
		t.toAmount(StepBillLine, Amount{Month: m, Line: b.Lines[n-1].Key})
		return nil
	}
	t.warn(phrases.AmountNoLine(n, len(b.Lines)))
	return nil
}

// amountTyped takes a text about what is paid: a screen's name, the month before, a
// month by name.
func (t *turn) amountTyped(ctx context.Context, text string) (bool, error) {
	words := spokenOf(text)
	said := strings.Join(words, " ")
	if step, ok := amountSentences[said]; ok {
		t.toAmount(step, Amount{})
		return true, nil
	}
	if taken, err := t.debitTyped(ctx, said); taken || err != nil {
		return taken, err
	}
	here := slices.Contains(amountSteps, t.step())
	asks := slices.ContainsFunc(supposingWords, func(begin string) bool { return strings.HasPrefix(said, begin) })
	if sp := supposed(text); asks || here && sp.kind != "" && sp.cents > 0 {
		if taken, err := t.typedSupposed(ctx, text); taken || err != nil {
			return true, err
		}
	}
	if taken, err := t.paperTyped(ctx, words); taken || err != nil {
		return taken, err
	}
	m, ok := monthSaid(words, copay.MonthOf(t.today), here)
	if !ok {
		return false, nil
	}
	if m == monthBefore {
		s, err := t.statement(ctx)
		if errors.Is(err, backend.ErrNotFound) {
			t.toAmount(StepAmount, Amount{}) // which says so
			return true, nil
		}
		if err != nil {
			return true, err
		}
		m = t.shownMonth(s) - 1
	}
	return true, t.openBill(ctx, m, 0)
}

var monthWords = map[string]int{
	"janeiro": 1, "fevereiro": 2, "marco": 3, "abril": 4, "maio": 5, "junho": 6, "julho": 7, "agosto": 8, "setembro": 9, "outubro": 10, "novembro": 11, "dezembro": 12,
}

// monthBefore stands for the month before the one that is talked about.
const monthBefore copay.Month = 0

// monthSaid reads "e no mês passado?", "quanto paguei em outubro": the latest month of
// that name, unless a year is said. Where money is not being talked about a word of it
// has to be among the others.
func monthSaid(words []string, running copay.Month, here bool) (copay.Month, bool) {
	named, year, last, marked := 0, 0, false, here
	debited, coming := false, false
	for _, w := range words {
		n := number(w)
		debited, coming = debited || debitWords[w], coming || comingWords[w]
		switch {
		case monthWords[w] != 0:
			named = monthWords[w]
		case n >= 2000 && n < 2200:
			year = n
		case w == "passado" || w == "anterior":
			last = true
		case amountMarks[w]:
			marked = true
		case !amountWords[w]:
			return 0, false
		}
	}
	before := copay.Month(0) // a debit is of the month before it
	if debited || coming {
		before = 1
	}
	m := copay.Month(running.Year()*12 + named - 1)
	switch {
	case !marked:
		return 0, false
	case named != 0 && year != 0:
		return copay.Month(year*12+named-1) - before, true
	case named != 0 && coming && m < running:
		return m + 12 - before, true
	case named != 0 && !coming && m > running:
		return m - 12 - before, true
	case named != 0:
		return m - before, true
	case last && before > 0 && slices.Contains(words, "mes"):
		return running - 1 - before, true
	case last && slices.Contains(words, "mes"):
		return monthBefore, true
	}
	return 0, false
}
