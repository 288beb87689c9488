package dialogs

import (
	"context"

	"guiche/backend"
	"guiche/dialogs/phrases"
)

// showBillLine is one line of care, from what was paid to the debit.
func (t *turn) showBillLine(ctx context.Context) (view, error) {
	back := row(key{label: phrases.BtnBack, verb: verbBack}, key{label: phrases.BtnMenu, verb: verbMenu})
	return t.amountView(ctx, t.shownMonth, func(s *backend.Statement) (view, error) {
		m := t.shownMonth(s)
		b, err := s.Bill(m)
		if err != nil {
			return view{}, err
		}
		l, ok := b.Line(t.s.State.Amount.Line)
		if !ok {
			return view{ask: phrases.AmountLineGone, keys: [][]key{back}}, nil
		}
		keys, err := t.disputeKeys(ctx, m, l.Key)
		if err != nil {
			return view{}, err
		}
		return view{
			head: phrases.AmountLine(b, l, s.Terms(m)), ask: phrases.AmountState(b),
			keys: append(keys, row(key{label: phrases.BtnAmountRulesShort, verb: verbBillRules}), back),
		}, nil
	})
}
