package copay

import "guiche/backend/money"

func (r *Result) step(s Step) { r.Trace = append(r.Trace, s) }

// traceBase says how the month became due.
func (r *Result) traceBase(b *book) {
	r.step(Step{Rule: "R16", Say: SayMonthRaw, Month: r.Base, Cents: [3]int64{r.Raw}})
	switch {
	case r.Cap == nil:
	case r.Override:
		r.step(Step{Rule: "R12", Say: SayMonthCapFixed, Cents: [3]int64{*r.Cap, r.Capped}})
	default:
		r.step(Step{Rule: "R12", Say: SayMonthCap, Cents: [3]int64{*r.Cap, r.Capped}, Rates: [2]money.Decimal{r.CapCH}})
	}
	if r.Excess > 0 {
		r.step(Step{Rule: "R13", Say: SayMonthAssumed, Cents: [3]int64{r.Excess}})
	}
	if r.Deducted > 0 {
		r.step(Step{Rule: "R24", Say: SayMonthDeducted, Cents: [3]int64{r.Deducted}})
	}
	r.step(Step{Rule: "R17", Say: SayMonthDue, Cents: [3]int64{r.Due}})
}

// traceDebit says how the debit came about.
func (r *Result) traceDebit(b *book) {
	if r.CarryIn != 0 {
		r.step(Step{Rule: "R22", Say: SayCarryIn, Cents: [3]int64{r.CarryIn}})
	}
	if r.Limit != nil {
		say := SayLimit
		if b.readings.ReimbursementIn10 && r.Deducted > 0 {
			say = SayLimitLess
		}
		r.step(Step{Rule: "R20", Say: say, Cents: [3]int64{*r.Proventos, *r.Limit, r.Deducted}, Rates: [2]money.Decimal{r.Share}})
	}
	if r.Day != 0 {
		r.step(Step{Rule: "R19", Say: SayDebit, Date: r.Date, Word: r.Category, Cents: [3]int64{r.Debited}})
	}
	switch {
	case r.CarryOut > 0:
		r.step(Step{Rule: "R22", Say: SayCarryOut, Cents: [3]int64{r.CarryOut}})
	case r.CarryOut < 0:
		r.step(Step{Rule: "D2", Say: SayCredit, Cents: [3]int64{-r.CarryOut}})
	case r.Credited > 0:
		r.step(Step{Rule: "D2", Say: SayRefund, Cents: [3]int64{r.Credited}})
	}
}
