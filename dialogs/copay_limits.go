package dialogs

import (
	"context"

	"guiche/backend"
	"guiche/backend/copay"
	"guiche/dialogs/phrases"
)

// showLimits tells balance, limit of the month, deductions and sessions.
func (t *turn) showLimits(ctx context.Context) (view, error) {
	running := func(s *backend.Statement) copay.Month { return s.Running() }
	return t.amountView(ctx, running, func(s *backend.Statement) (view, error) {
		st, err := s.Standing()
		if err != nil {
			return view{}, err
		}
		return view{ask: phrases.AmountLimits(st), keys: [][]key{
			row(key{label: phrases.BtnAmountSuppose, verb: verbSuppose}), row(key{label: phrases.BtnAmountRulesShort, verb: verbBillRules}),
			row(key{label: phrases.BtnAmountBack, verb: verbBack}),
		}}, nil
	})
}
