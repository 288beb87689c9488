package dialogs

import (
	"context"
	"slices"

	"guiche/backend"
	"guiche/backend/copay"
	"guiche/dialogs/phrases"
)

// topLines is how many lines of care the first screen names.
const topLines = 3

// showAmount answers "Quanto vou pagar?": the debit that comes, what it is made of,
// and the month that runs.
func (t *turn) showAmount(ctx context.Context) (view, error) {
	next := func(s *backend.Statement) copay.Month { return s.Next() }
	return t.amountView(ctx, next, func(s *backend.Statement) (view, error) {
		m := s.Next()
		b, err := s.Bill(m)
		if err != nil {
			return view{}, err
		}
		v := view{head: phrases.Paragraphs(phrases.AmountHead(b), phrases.DebitNote(b, t.desk.Operator().Phone), phrases.AmountState(b), phrases.AmountBrief(b)), ask: phrases.AmountTop(b, topLines)}
		b.Lines = slices.DeleteFunc(slices.Clone(b.Lines), func(l backend.BillLine) bool { return l.Due+l.Deducted <= 0 })
		if hidden(b) {
			v.ask = phrases.Paragraphs(v.ask, phrases.AmountShares(b))
		}
		running := s.Running()
		if running != m {
			if r, err := s.Bill(running); err == nil {
				v.head = phrases.Paragraphs(v.head, phrases.AmountRunning(r))
			}
		}
		if t.more {
			v.keys = amountMore(b, running)
			return v, nil
		}
		v.keys = append(debitKeys(b),
			row(key{label: phrases.BtnAmountWhy, verb: verbBill, arg: monthArg(m)}, key{label: phrases.BtnAmountSuppose, verb: verbSuppose}),
			row(key{label: phrases.BtnAmountMonths, verb: verbBills}, key{label: phrases.BtnAmountMore, verb: verbElse}),
			row(key{label: phrases.BtnBack, verb: verbBack}, key{label: phrases.BtnTalkShort, verb: verbTalk}),
		)
		return v, nil
	})
}

// amountMore is what else there is about the debit that comes, behind one button: the
// figure stays in sight.
func amountMore(b backend.Bill, running copay.Month) [][]key {
	months := row(key{label: phrases.BtnAmountChart, verb: verbChart})
	if running != b.Month {
		months = append(row(key{label: phrases.BtnAmountMonth(running), verb: verbBill, arg: monthArg(running)}), months...)
	}
	papers := row(key{label: phrases.BtnExtractShort, verb: verbExtract, arg: monthArg(b.Month)})
	if b.Titular {
		papers = append(papers, key{label: phrases.BtnTax, verb: verbTax})
	}
	return [][]key{months, papers, row(key{label: phrases.BtnAmountLimits, verb: verbLimits}, key{label: phrases.BtnAmountRulesShort, verb: verbBillRules}),
		row(key{label: phrases.BtnAmountBack, verb: verbAmount})}
}

// hidden tells whether somebody's care made an amount that no line explains.
func hidden(b backend.Bill) bool {
	return slices.ContainsFunc(b.Shares, func(s backend.BillShare) bool { return !s.Detail && s.Due+s.Deducted != 0 })
}

// lineKeys are buttons of lines of care, one a row.
func lineKeys(b backend.Bill, from, most int) [][]key {
	var keys [][]key
	for i := from; i < len(b.Lines) && i < from+most; i++ {
		l := b.Lines[i]
		keys = append(keys, row(key{label: phrases.BtnAmountLine(l), verb: verbBillLine, arg: monthArg(b.Month) + "." + l.Key}))
	}
	return keys
}
