package dialogs

import (
	"context"

	"guiche/backend"
	"guiche/backend/copay"
	"guiche/dialogs/phrases"
)

// showBillRules explains the rules, one a tap, in the figures that are in force.
func (t *turn) showBillRules(ctx context.Context) (view, error) {
	running := func(s *backend.Statement) copay.Month { return s.Running() }
	return t.amountView(ctx, running, func(s *backend.Statement) (view, error) {
		v := view{ask: phrases.AmountRulesTitle}
		if said := phrases.AmountRule(t.s.State.Amount.Topic, s.Terms(s.Running())); said != "" {
			v.head, v.ask = said, ""
		}
		var keys []key
		for _, topic := range phrases.AmountTopics {
			keys = append(keys, key{label: topic.Label, verb: verbTopic, arg: topic.Key})
		}
		v.keys = append(grid(keys, 2), row(key{label: phrases.BtnAmountBack, verb: verbAmount}))
		return v, nil
	})
}

func (t *turn) backFromBillRules() error {
	if t.s.State.Amount.Topic != "" {
		t.toAmount(StepBillRules, Amount{})
		return nil
	}
	return t.backToAmount()
}
