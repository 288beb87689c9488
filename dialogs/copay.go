package dialogs

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"guiche/backend"
	"guiche/backend/copay"
	"guiche/dialogs/phrases"
)

// amountSteps are those of a member.
var amountSteps = []Step{StepAmount, StepBill, StepBillLine, StepBills, StepBillLimits, StepSuppose, StepBillRules, StepBillChart, StepBillTax}

// Amount is where somebody is in what is paid.
type Amount struct {
	Month copay.Month `json:"m,omitempty"`
	// Line of care that is shown, Page of the lines of the month.
	Line string `json:"l,omitempty"`
	Page int    `json:"p,omitempty"`
	// Kind, Cents, Sessions and Who are supposed, Topic is the rule explained.
	Kind     copay.Kind `json:"k,omitempty"`
	Cents    int64      `json:"c,omitempty"`
	Sessions int64      `json:"n,omitempty"`
	Who      string     `json:"w,omitempty"`
	Topic    string     `json:"t,omitempty"`
}

// The buttons of these screens.
const (
	verbBill      = "mon"
	verbBillLine  = "line"
	verbBills     = "mons"
	verbLimits    = "lim"
	verbSuppose   = "sup"
	verbKind      = "kind"
	verbValue     = "val"
	verbTimes     = "times"
	verbWhom      = "whom"
	verbBillRules = "rules"
	verbTopic     = "topic"
	verbChart     = "chart"
	// verbElse shows what else there is on the screen, once.
	verbElse = "else"
)

// atAmounts are the screens of what is paid: copay_debit.go, copay_month.go,
// copay_line.go, copay_year.go, copay_limits.go, copay_suppose.go, copay_rules.go,
// copay_papers.go.
func atAmounts(s Step) (place, bool) {
	p := place{tap: (*turn).tapAmount, typed: (*turn).typedAmount, back: (*turn).backToAmount}
	switch s {
	case StepAmount:
		p.show, p.back = (*turn).showAmount, (*turn).backToMenu
	case StepBill:
		p.show = (*turn).showBill
	case StepBillLine:
		p.show, p.back = (*turn).showBillLine, (*turn).backToBill
	case StepBills:
		p.show = (*turn).showBills
	case StepBillLimits:
		p.show = (*turn).showLimits
	case StepSuppose:
		p.show, p.back = (*turn).showSuppose, (*turn).backFromSuppose
	case StepBillRules:
		p.show, p.back = (*turn).showBillRules, (*turn).backFromBillRules
	case StepBillChart:
		p.show = (*turn).showChart
	case StepBillTax:
		p.show = (*turn).showTax
	default:
		return place{}, false
	}
	return p, true
}

// statement is what the member may know of the family's account, read once a turn.
func (t *turn) statement(ctx context.Context) (*backend.Statement, error) {
	if t.bills != nil {
		return t.bills, nil
	}
	s, err := t.desk.Statement(ctx, t.tx, t.s.Actor)
	if err == nil {
		t.bills = s
	}
	return s, err
}

// amountView shows what a statement makes; where there is none, or the engine refuses
// a month, it says so and where to ask.
func (t *turn) amountView(ctx context.Context, m func(*backend.Statement) copay.Month, show func(*backend.Statement) (view, error)) (view, error) {
	op, back := t.desk.Operator(), row(key{label: phrases.BtnBack, verb: verbBack}, key{label: phrases.BtnTalkShort, verb: verbTalk})
	s, err := t.statement(ctx)
	if errors.Is(err, backend.ErrNotFound) {
		return view{ask: phrases.AmountNone(op.Phone), keys: [][]key{back}}, nil
	}
	if err != nil {
		return view{}, err
	}
	v, err := show(s)
	if _, refused := errors.AsType[*copay.Refusal](err); refused {
		others := row(key{label: phrases.BtnAmountMonths, verb: verbBills}, key{label: phrases.BtnAmountRulesShort, verb: verbBillRules})
		return view{ask: phrases.AmountRefused(m(s), op.Phone, op.Hours), keys: [][]key{others, back}}, nil
	}
	return v, err
}

// shownMonth is the month that the screen is about.
func (t *turn) shownMonth(s *backend.Statement) copay.Month {
	if m := t.s.State.Amount.Month; m != 0 {
		return m
	}
	return s.Next()
}

// tapAmount goes from one of these screens to another.
func (t *turn) tapAmount(ctx context.Context, c Callback) error {
	st := &t.s.State
	switch c.Verb {
	case verbElse:
		t.more = true
	case verbAmount:
		t.toAmount(StepAmount, Amount{})
	case verbBills:
		t.toAmount(StepBills, Amount{})
	case verbLimits:
		t.toAmount(StepBillLimits, Amount{})
	case verbSuppose:
		t.toAmount(StepSuppose, Amount{})
	case verbBillRules:
		t.toAmount(StepBillRules, Amount{})
	case verbChart:
		t.toAmount(StepBillChart, Amount{})
	case verbExtract:
		return t.sendExtract(ctx, copay.Month(number(c.Arg)))
	case verbTax:
		return t.sendTax(ctx, 0)
	case verbTaxYear:
		if number(c.Arg) <= 0 {
			return errStale
		}
		return t.sendTax(ctx, number(c.Arg))
	case verbNotices:
		t.s.State.goTo(StepNotices)
	case verbAgenda:
		return t.agenda(ctx, copay.Month(number(c.Arg)))
	case verbBill:
		return t.openBill(ctx, copay.Month(number(c.Arg)), 0)
	case verbPage:
		return t.openBill(ctx, st.Amount.Month, number(c.Arg))
	case verbDispute:
		return t.inquireLine(ctx, backend.Dispute, c.Arg)
	case verbUnknown:
		return t.inquireLine(ctx, backend.Unrecognised, c.Arg)
	case verbTalkOf:
		return t.talkOf(st.Amount.Month)
	case verbBillLine:
		month, line, ok := c.pair()
		if m := number(month); ok && m > 0 {
			t.toAmount(StepBillLine, Amount{Month: copay.Month(m), Line: line})
			return nil
		}
		return errStale
	case verbKind, verbValue, verbTimes, verbWhom:
		return t.tapSuppose(c)
	case verbTopic:
		if phrases.AmountRule(c.Arg, copay.Standard()) == "" {
			return errStale
		}
		t.toAmount(StepBillRules, Amount{Topic: c.Arg})
	default:
		return errStale
	}
	return nil
}

// toAmount shows one of these screens.
func (t *turn) toAmount(step Step, a Amount) {
	t.s.State.goTo(step)
	t.s.State.Amount = a
}

// openBill shows a month that there is.
func (t *turn) openBill(ctx context.Context, m copay.Month, page int) error {
	s, err := t.statement(ctx)
	if errors.Is(err, backend.ErrNotFound) {
		t.toAmount(StepAmount, Amount{})
		return nil
	}
	if err != nil {
		return err
	}
	if page < 0 {
		return errStale
	}
	if !slices.Contains(s.Months(), m) {
		t.warn(phrases.AmountMonthGone)
		t.toAmount(StepBills, Amount{})
		return nil
	}
	t.toAmount(StepBill, Amount{Month: m, Page: page})
	return nil
}

func (t *turn) backToAmount() error {
	t.toAmount(StepAmount, Amount{})
	return nil
}

func (t *turn) backToBill() error {
	t.toAmount(StepBill, Amount{Month: t.s.State.Amount.Month})
	return nil
}

// monthArg writes a month as an argument.
func monthArg(m copay.Month) string { return strconv.Itoa(int(m)) }
