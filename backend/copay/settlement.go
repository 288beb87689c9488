package copay

import (
	"guiche/backend/calendar"
	"guiche/backend/money"
)

// Settlement is what a titular is debited, month by month, and why.
type Settlement struct {
	Titular    string
	Readings   Readings
	Months     []Result
	FinalCarry int64
	// Sessions are the counts at the end, by key: "B/therapy".
	Sessions map[string]Count
	Tax      map[int]Tax
}

// Result is one base month and the debit that follows from it. All amounts are in
// cents; raw = capped + excess, capped = deducted + due, and
// carry in + due + adjustment = debited − credited + carry out.
type Result struct {
	Base Month
	// CH and Cap of the month; nil where neither was needed nor given.
	CH       *money.Decimal
	Cap      *int64
	CapCH    money.Decimal
	Override bool // the cap is the "valor equivalente" of this month

	Raw, Capped, Excess, Deducted, Due, Adjustment int64

	Debit Month
	// Day is the nominal day of the debit, Date that day in the month, Effective the
	// one on which the bank debits; 0 where the category is not known.
	Day             int
	Date, Effective calendar.Date
	Category        string
	Proventos       *int64
	// Limit of the debit, Share of the proventos (R20).
	Limit *int64
	Share money.Decimal

	CarryIn, Debited, Credited, CarryOut int64

	Items       []Item
	Adjustments []Adjustment
	Sessions    map[string]Count

	readings *Readings
}

// Status is what became of an event.
type Status string

// The statuses.
const (
	Charged         Status = "charged"
	NotCovered      Status = "not_covered"      // R6
	BeforeEffective Status = "before_effective" // R1
	ExcludedSetting Status = "excluded_setting" // R14
	ExcludedAPABEX  Status = "excluded_apabex"  // R15
)

// Item is one event in the settlement of its base month.
type Item struct {
	Event  *Event
	Group  Group
	Status Status
	// Rate is nil where none or more than one applies.
	Rate *money.Decimal
	// Numbered: the kind goes by sessions. Low and High are how many at either rate,
	// First and Last their numbers in the count; Reset says that it began anew.
	Numbered               bool
	Low, High, First, Last int64
	Reset                  bool
	Base                   int64
	Raw, Capped, Excess    int64
	Deducted, Due          int64

	// terms is the version that it falls under, or for one before all of them the
	// first; nil where none matters. never: see numbers.
	terms *Version
	never bool
}

// Adjustment is the difference that reversals make to a month that was settled.
type Adjustment struct {
	Base      Month
	Reversals []string
	Amount    int64
	// Decision is the document of the board's decision, On its day, where it was one
	// (R28).
	Decision string
	On       calendar.Date
}

// Tax is the statement of a year of debits (R25).
type Tax struct {
	ByBeneficiary map[string]int64
	Deductible    int64
	NotDeductible int64
	// Unattributed paid what was carried over from before the settlement.
	Unattributed int64
}

// Step is one reason: the rule, what it says, and the figures of its sentence. The
// words stand with all others, in the phrases.
type Step struct {
	Rule string
	Say  Say
	// Cents are the amounts of the sentence, in its order.
	Cents [3]int64
	// N are its counts.
	N     [4]int64
	Rates [2]money.Decimal
	Group Group
	Month Month
	Date  calendar.Date
	// Word is a category or setting.
	Word string
}

// Say names the sentence of a step.
type Say uint8

// The sentences.
const (
	SayRate Say = iota + 1
	SaySessions
	SaySessionsLeft
	SayRestart
	SayNeverAgain
	SayAssumed
	SayDeducted
	SayNotCovered
	SayBefore
	SayStay
	SayAPABEX
	SayReversed
	SayMonthRaw
	SayMonthCap
	SayMonthCapFixed
	SayMonthAssumed
	SayMonthDeducted
	SayMonthDue
	SayMonthAdjusted
	SayMonthDecided
	SayCarryIn
	SayLimit
	SayLimitLess
	SayDebit
	SayCarryOut
	SayRefund
	SayCredit
)
