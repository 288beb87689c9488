package papers

import (
	"bytes"
	"cmp"
	"fmt"
	"time"

	"guiche/backend"
	"guiche/backend/money"
	"guiche/dialogs/phrases"
)

// taxYear is what was debited in a year on A4, for the declaration of income tax: how
// much for whom, whether it is deductible, and each debit.
func (p *Press) taxYear(y backend.TaxYear) (Sheet, error) {
	made := cmp.Or(y.At, time.Unix(0, 0)) // without one the library asks the clock
	a := newA4(made.UTC(), fmt.Sprintf("%s %d", phrases.PaperTaxTitle, y.Year), p.operator.Name)
	if y.Running {
		a.watermark(phrases.PaperTaxPartial)
	}
	a.opening(p.operator, phrases.PaperTaxTitle, phrases.PaperTaxSub+" · "+phrases.PaperTaxYear(y))
	f := figure{
		label: phrases.PaperTaxDeductible, amount: money.BRL(y.Deductible), beside: fmt.Sprint(y.Year),
		below: phrases.PaperTaxSum + ": " + money.BRL(y.Total()),
	}
	if y.NotDeductible != 0 {
		f.below += " · " + phrases.PaperTaxOther + ": " + money.BRL(y.NotDeductible)
	}
	if y.Running {
		f.badge = phrases.PaperTaxPartial
	}
	a.figure(f)
	a.pair(phrases.PaperBillTitular, y.Name+"\n"+phrases.PaperTaxCPF+" "+phrases.PaperTaxNumber(y.CPF), phrases.SummaryCard, y.Card.Masked())
	a.pair(phrases.PaperTaxOperator, p.operator.Name, phrases.PaperTaxCompany, phrases.PaperTaxCNPJ(p.operator.CNPJ))
	for _, line := range phrases.PaperTaxState(y) {
		a.warned(line)
	}
	a.attended(y)
	a.debits(y)
	a.reimbursed(y)
	a.read(phrases.PaperTaxRead, phrases.PaperTaxUse(y, p.operator.Name, p.operator.Phone, p.operator.Hours))
	a.feet(phrases.PaperTaxMade(y), fmt.Sprintf("%s %d · %s", phrases.PaperTaxTitle, y.Year, p.operator.Name))
	var buf bytes.Buffer
	if err := a.pdf.Output(&buf); err != nil {
		return Sheet{}, fmt.Errorf("papers: tax: %w", err)
	}
	return Sheet{Name: phrases.PaperTaxFile(y.Year), MIME: "application/pdf", Content: buf.Bytes()}, nil
}

// attended is the sum of each person.
func (a *a4) attended(y backend.TaxYear) {
	a.section(phrases.PaperTaxPeople)
	t := table{
		widths: []float64{0, 32, 54, 30}, amounts: 1,
		head: []string{phrases.PaperTaxPerson, phrases.PaperTaxCPF, phrases.PaperTaxKind, phrases.PaperTaxAmount},
	}
	a.heading(t)
	for _, p := range y.People {
		if p.Cents != 0 {
			a.row(t, []string{phrases.PaperTaxName(p), phrases.PaperTaxNumber(p.CPF), phrases.PaperTaxWhy(p), money.BRL(p.Cents)})
		}
	}
	if y.Unattributed != 0 {
		words, why := phrases.PaperTaxUnattributed()
		a.row(t, []string{words, phrases.PaperTaxNone, why, money.BRL(y.Unattributed)})
	}
	a.total(money.BRL(y.Total()))
}

// total ends a table with its sum.
func (a *a4) total(amount string) {
	high := lineOf(10) + 2*cellPad
	a.need(high)
	a.font(bold, 10, ink)
	a.put(a4Side+cellPad, a.y, 60, high, phrases.PaperTaxSum, "L")
	a.put(a4Wide-a4Side-60, a.y, 60-cellPad, high, amount, "R")
	a.y += high
}

// debits are those of the year, one by one, in two columns.
func (a *a4) debits(y backend.TaxYear) {
	a.section(phrases.PaperTaxDebits)
	var lists [2][]phrases.PaperRow
	for i, d := range y.Debits {
		column := 2 * i / (len(y.Debits) + len(y.Debits)%2)
		lists[column] = append(lists[column], phrases.PaperTaxDebit(d))
	}
	a.halves(lists)
	a.font(regular, 8, faint)
	a.lines(phrases.PaperTaxDebitsKey, lineOf(8), a.inner)
}

// reimbursed tells what was taken off reimbursements, which is no debit.
func (a *a4) reimbursed(y backend.TaxYear) {
	var lines []string
	for _, p := range y.People {
		if p.Deducted != 0 {
			lines = append(lines, phrases.PaperTaxReimbursed(p))
		}
	}
	if len(lines) > 0 {
		a.read(phrases.PaperTaxRefunds, append(lines, phrases.PaperTaxRefundNote))
	}
}
