package copay

import "guiche/backend/money"

// Why says how an item became what it is, and which rules that a person would ask
// about did not apply.
func (i *Item) Why() []Step {
	var why []Step
	add := func(s Step) { why = append(why, s) }
	switch i.Status {
	case NotCovered:
		add(Step{Rule: "R6", Say: SayNotCovered})
	case BeforeEffective:
		add(Step{Rule: "R1", Say: SayBefore, Date: i.terms.From})
	case ExcludedSetting:
		add(Step{Rule: "R14", Say: SayStay, Word: string(i.Event.Setting)})
	case ExcludedAPABEX:
		add(Step{Rule: "R15", Say: SayAPABEX})
	case Charged:
		add(i.whyRate())
		if i.Numbered {
			why = append(why, i.whySessions()...)
		}
	}
	if i.Base != i.Event.Amount {
		add(Step{Rule: "D2", Say: SayReversed, Cents: [3]int64{i.Event.Amount - i.Base}})
	}
	if i.Excess > 0 {
		add(Step{Rule: "R13", Say: SayAssumed, Cents: [3]int64{i.Excess}})
	}
	if i.Status == Charged && i.Event.Reimbursement {
		add(Step{Rule: "R23", Say: SayDeducted, Cents: [3]int64{i.Deducted}})
	}
	return why
}

// whyRate says at which rate (R7 to R9).
func (i *Item) whyRate() Step {
	low, high := i.terms.Rates[i.Group], i.terms.EscalatedRate
	paid := [3]int64{i.Base, i.Raw}
	switch {
	case i.High > 0 && i.Low > 0:
		return Step{Rule: "R9", Say: SaySessions, Rates: [2]money.Decimal{low, high}, Cents: paid, N: [4]int64{i.First, i.Last, i.Low, i.High}}
	case i.High > 0:
		return Step{Rule: "R9", Say: SayRate, Rates: [2]money.Decimal{high}, Cents: paid, Group: i.Group}
	case i.Group == GroupIV:
		return Step{Rule: "R8", Say: SayRate, Rates: [2]money.Decimal{low}, Cents: paid, Group: i.Group}
	}
	return Step{Rule: "R7", Say: SayRate, Rates: [2]money.Decimal{low}, Cents: paid, Group: i.Group}
}

// whySessions says where the count stands, and what would come next (R9, R11).
func (i *Item) whySessions() []Step {
	var why []Step
	v := i.terms
	if i.Reset {
		why = append(why, Step{Rule: "R11", Say: SayRestart, N: [4]int64{int64(v.ResetMonths)}})
	}
	switch {
	case i.never && i.Last >= v.FromSession:
		why = append(why, Step{Rule: "R11", Say: SayNeverAgain, N: [4]int64{int64(v.ResetMonths)}})
	case i.High == 0 && v.escalates(i.Event.Kind) && !i.never:
		left := v.FromSession - 1 - i.Last
		why = append(why, Step{
			Rule: "R9", Say: SaySessionsLeft, N: [4]int64{i.First, i.Last, left, v.FromSession}, Rates: [2]money.Decimal{v.EscalatedRate},
		})
	}
	return why
}

// Late is the word of an adjustment that no reversal is the reason of: something
// became known after its month was closed.
const Late = "late"

// Trace says how the month became due, and the debit came about.
func (r *Result) Trace() []Step {
	trace := []Step{{Rule: "R16", Say: SayMonthRaw, Month: r.Base, Cents: [3]int64{r.Raw}}}
	add := func(s Step) { trace = append(trace, s) }
	switch {
	case r.Cap == nil:
	case r.Override:
		add(Step{Rule: "R12", Say: SayMonthCapFixed, Cents: [3]int64{*r.Cap, r.Capped}})
	default:
		add(Step{Rule: "R12", Say: SayMonthCap, Cents: [3]int64{*r.Cap, r.Capped}, Rates: [2]money.Decimal{r.CapCH}})
	}
	if r.Excess > 0 {
		add(Step{Rule: "R13", Say: SayMonthAssumed, Cents: [3]int64{r.Excess}})
	}
	if r.Deducted > 0 {
		add(Step{Rule: "R24", Say: SayMonthDeducted, Cents: [3]int64{r.Deducted}})
	}
	add(Step{Rule: "R17", Say: SayMonthDue, Cents: [3]int64{r.Due}})
	for _, a := range r.Adjustments {
		s := Step{Rule: "D2", Say: SayMonthAdjusted, Month: a.Base, Cents: [3]int64{a.Amount}}
		switch {
		case a.Decision != "":
			s.Rule, s.Say, s.Word, s.Date = "R28", SayMonthDecided, a.Decision, a.On
		case len(a.Reversals) == 0:
			s.Word = Late
		}
		add(s)
	}
	return append(trace, r.traceDebit()...)
}

func (r *Result) traceDebit() []Step {
	var trace []Step
	add := func(s Step) { trace = append(trace, s) }
	if r.CarryIn != 0 {
		add(Step{Rule: "R22", Say: SayCarryIn, Cents: [3]int64{r.CarryIn}})
	}
	if r.Limit != nil {
		say := SayLimit
		if r.readings.ReimbursementIn10 && r.Deducted > 0 {
			say = SayLimitLess
		}
		add(Step{Rule: "R20", Say: say, Cents: [3]int64{*r.Proventos, *r.Limit, r.Deducted}, Rates: [2]money.Decimal{r.Share}})
	}
	if r.Day != 0 {
		add(Step{Rule: "R19", Say: SayDebit, Date: r.Date, Word: r.Category, Cents: [3]int64{r.Debited}})
	}
	switch {
	case r.CarryOut > 0:
		add(Step{Rule: "R22", Say: SayCarryOut, Cents: [3]int64{r.CarryOut}})
	case r.CarryOut < 0:
		add(Step{Rule: "D2", Say: SayCredit, Cents: [3]int64{-r.CarryOut}})
	case r.Credited > 0:
		add(Step{Rule: "D2", Say: SayRefund, Cents: [3]int64{r.Credited}})
	}
	return trace
}
