package dialogs

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"guiche/backend"
	"guiche/backend/copay"
	"guiche/dialogs/phrases"
)

// Buttons of what is paid, on paper.
const (
	verbExtract = "pdf"
	verbTax     = "ir"
	verbTaxYear = "iry"
)

// showTax offers the statement for the income tax, a button a year; a dependant is
// told who gets it.
func (t *turn) showTax(ctx context.Context) (view, error) {
	running := func(s *backend.Statement) copay.Month { return s.Running() }
	return t.amountView(ctx, running, func(s *backend.Statement) (view, error) {
		back := row(key{label: phrases.BtnAmountBack, verb: verbAmount})
		if !s.Titular {
			return view{ask: phrases.TaxTitularOnly, keys: [][]key{row(key{label: phrases.BtnExtract, verb: verbExtract}), back}}, nil
		}
		years := s.TaxYears()
		v := view{ask: phrases.AskTaxYear(len(years) > 0)}
		for _, year := range years[:min(len(years), mostTaxYears)] {
			v.keys = append(v.keys, row(key{label: phrases.BtnTaxYear(year, year >= s.Today.Year), verb: verbTaxYear, arg: strconv.Itoa(year)}))
		}
		v.keys = append(v.keys, back)
		return v, nil
	})
}

// mostTaxYears is how many years have a button: a declaration can be mended for five.
const mostTaxYears = 6

// sendExtract leaves a month on paper, to be kept or passed on: it is not protected.
func (t *turn) sendExtract(ctx context.Context, m copay.Month) error {
	s, err := t.statement(ctx)
	if errors.Is(err, backend.ErrNotFound) {
		return nil // the screen says it
	}
	if err != nil {
		return err
	}
	if m <= 0 {
		m = t.shownMonth(s)
	}
	if !slices.Contains(s.Months(), m) {
		t.warn(phrases.AmountMonthGone)
		return nil
	}
	e, err := t.desk.ExtractOf(t.tx, t.s.Actor, s, m)
	if _, refused := errors.AsType[*copay.Refusal](err); refused {
		op := t.desk.Operator()
		t.warn(phrases.AmountRefused(m, op.Phone, op.Hours))
		return nil
	}
	if err != nil {
		return err
	}
	t.note(Reply{Text: phrases.ExtractHere(e), Paper: &Paper{Extract: &e}})
	return nil
}

// sendTax leaves the statement of a year; 0 only shows which there are.
func (t *turn) sendTax(ctx context.Context, year int) error {
	t.toAmount(StepBillTax, Amount{})
	if year == 0 {
		return nil
	}
	s, err := t.statement(ctx)
	if errors.Is(err, backend.ErrNotFound) {
		return nil // the screen says it
	}
	if err != nil {
		return err
	}
	y, err := t.desk.TaxYearOf(ctx, t.tx, t.s.Actor, s, year)
	switch {
	case errors.Is(err, backend.ErrTitularOnly):
		return nil // the screen says it
	case errors.Is(err, backend.ErrNotFound):
		t.warn(phrases.TaxYearNone(year))
		return nil
	case err != nil:
		return err
	}
	t.note(Reply{Text: phrases.TaxHere(y), Paper: &Paper{Tax: &y}})
	return nil
}

// What is typed for a paper: all words of the text are among these. A month's paper is
// sent where it is said that a paper is wanted; else the month is shown.
var (
	extractWords = wordSet(`extrato extratos demonstrativo`)
	onPaper      = wordSet(`pdf imprimir imprima imprime papel arquivo documento baixar baixa download`)
	sendWords    = wordSet(`manda mande mandar envia envie enviar gera gere gerar emite emitir`)
	taxWords     = wordSet(`ir irpf imposto informe rendimentos rendimento declaracao declarar declaro dirpf`)
	fillerWords  = wordSet(`eu o a os as um uma do da de dos das em no na para pra por favor me meu minha quero queria preciso gostaria ver ter receber pode podem voce
		com e mes ano deste desse este esse atual passado anterior ultimo renda anual calendario coparticipacao saude plano pagamentos pagamento como onde fazer receita federal`)
)

// paperTyped takes a text that asks for a paper and nothing else.
func (t *turn) paperTyped(ctx context.Context, words []string) (bool, error) {
	var extract, paper, tax bool
	var when []string
	for _, w := range words {
		year := number(w)
		switch {
		case extractWords[w]:
			extract = true
		case onPaper[w], sendWords[w]:
			paper = true
		case taxWords[w]:
			tax = true
		case monthWords[w] != 0, year >= 2000 && year < 2200, fillerWords[w]:
			when = append(when, w)
		default:
			return false, nil
		}
	}
	switch {
	case tax && !extract && (len(words) > 1 || !strings.HasPrefix(words[0], "declar")):
		return true, t.sendTax(ctx, t.yearSaid(when))
	case extract || paper && slices.Contains(amountSteps, t.step()):
		return true, t.extractTyped(ctx, when, paper)
	}
	return false, nil
}

// yearSaid reads "2025" and "ano passado"; 0 for none.
func (t *turn) yearSaid(words []string) int {
	for _, w := range words {
		if year := number(w); year >= 2000 && year < 2200 {
			return year
		}
	}
	if slices.Contains(words, "ano") {
		switch {
		case slices.Contains(words, "passado"), slices.Contains(words, "anterior"), slices.Contains(words, "ultimo"):
			return t.today.Year - 1
		case slices.Contains(words, "atual"), slices.Contains(words, "este"), slices.Contains(words, "esse"), slices.Contains(words, "deste"), slices.Contains(words, "desse"):
			return t.today.Year
		}
	}
	return 0
}

// extractTyped shows the month that is said, or that is on the screen, and sends it if
// it is wanted on paper.
func (t *turn) extractTyped(ctx context.Context, words []string, paper bool) error {
	s, err := t.statement(ctx)
	if errors.Is(err, backend.ErrNotFound) {
		t.toAmount(StepAmount, Amount{}) // which says so
		return nil
	}
	if err != nil {
		return err
	}
	m := t.shownMonth(s)
	words = slices.DeleteFunc(words, func(w string) bool {
		return monthWords[w] == 0 && number(w) < 2000 && w != "mes" && w != "passado" && w != "anterior"
	})
	switch said, ok := monthSaid(words, s.Running(), true); {
	case ok && said == monthBefore:
		m--
	case ok:
		m = said
	}
	if err := t.openBill(ctx, m, 0); err != nil || !paper || t.s.State.Amount.Month != m {
		return err
	}
	return t.sendExtract(ctx, m)
}
