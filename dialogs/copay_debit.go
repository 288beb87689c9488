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
		v.keys = append(debitKeys(b), lineKeys(b, 0, topLines)...)
		v.keys = append(v.keys, row(key{label: phrases.BtnAmountWhy, verb: verbBill, arg: monthArg(m)}, key{label: phrases.BtnAmountSuppose, verb: verbSuppose}))
		if running := s.Running(); running != m {
			if r, err := s.Bill(running); err == nil {
				v.head = phrases.Paragraphs(v.head, phrases.AmountRunning(r))
			}
			v.keys = append(v.keys, row(key{label: phrases.BtnAmountMonth(running), verb: verbBill, arg: monthArg(running)}))
		}
		papers := row(key{label: phrases.BtnExtractShort, verb: verbExtract, arg: monthArg(m)})
		if s.Titular {
			papers = append(papers, key{label: phrases.BtnTax, verb: verbTax})
		}
		v.keys = append(v.keys,
			row(key{label: phrases.BtnAmountMonths, verb: verbBills}, key{label: phrases.BtnAmountChart, verb: verbChart}),
			papers, row(key{label: phrases.BtnAmountLimits, verb: verbLimits}, key{label: phrases.BtnAmountRulesShort, verb: verbBillRules}),
			row(key{label: phrases.BtnBack, verb: verbBack}, key{label: phrases.BtnTalkShort, verb: verbTalk}),
		)
		return v, nil
	})
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
