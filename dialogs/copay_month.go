package dialogs

import (
	"context"
	"slices"
	"strconv"

	"guiche/backend"
	"guiche/dialogs/phrases"
)

// linesAPage is how many lines of care a screen has.
const linesAPage = 8

// showBill is a month: the figure, how it came about, whose it is, and its lines.
func (t *turn) showBill(ctx context.Context) (view, error) {
	return t.amountView(ctx, t.shownMonth, func(s *backend.Statement) (view, error) {
		m := t.shownMonth(s)
		b, err := s.Bill(m)
		if err != nil {
			return view{}, err
		}
		v := view{
			head: phrases.Paragraphs(phrases.AmountTitle(m), phrases.AmountHead(b), phrases.DebitNote(b, t.desk.Operator().Phone), phrases.AmountState(b),
				phrases.AmountSum(b), phrases.AmountShares(b)),
			ask: phrases.AmountCare(b),
		}
		pages := (len(b.Lines) + linesAPage - 1) / linesAPage
		page := max(0, min(t.s.State.Amount.Page, pages-1))
		v.keys = lineKeys(b, page*linesAPage, linesAPage)
		var turns []key
		if page > 0 {
			turns = append(turns, key{label: phrases.BtnPrevious, verb: verbPage, arg: strconv.Itoa(page - 1)})
		}
		if page < pages-1 {
			turns = append(turns, key{label: phrases.BtnNext, verb: verbPage, arg: strconv.Itoa(page + 1)})
		}
		var months []key
		for _, other := range slices.Backward(s.Months()) {
			if other == m-1 || other == m+1 {
				months = append(months, key{label: phrases.BtnShortMonth(other), verb: verbBill, arg: monthArg(other)})
			}
		}
		if t.more {
			v.keys = billMore(b)
			return v, nil
		}
		months = append(months, key{label: phrases.BtnAmountMore, verb: verbElse})
		v.keys = append(v.keys, turns, months, row(key{label: phrases.BtnInquireMonth, verb: verbTalkOf}), row(key{label: phrases.BtnAmountBack, verb: verbBack}))
		return v, nil
	})
}

// billMore is what else there is about a month, behind one button.
func billMore(b backend.Bill) [][]key {
	var keys [][]key
	if comes(b) {
		keys = debitKeys(b)
	}
	return append(keys, row(key{label: phrases.BtnExtract, verb: verbExtract, arg: monthArg(b.Month)}),
		row(key{label: phrases.BtnAmountMonths, verb: verbBills}, key{label: phrases.BtnAmountRulesShort, verb: verbBillRules}),
		row(key{label: phrases.BtnBack, verb: verbBill, arg: monthArg(b.Month)}))
}
