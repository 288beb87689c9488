package copay

import (
	"slices"

	"guiche/backend/calendar"
	"guiche/backend/money"
)

// Params are the regulation: its versions by date, and how its text is read.
type Params struct {
	Readings Readings
	// Versions in any order; none is the standard one.
	Versions []Version
}

// Version is the regulation from a day on (R1, R27).
type Version struct {
	From  calendar.Date
	Rates map[Group]money.Decimal
	// Escalated are the kinds whose rate rises at a number of sessions (R9).
	Escalated     []Kind
	FromSession   int64
	EscalatedRate money.Decimal
	// ResetMonths is the interruption after which sessions count anew (R11).
	ResetMonths int
	// CapCH is the limit of a month in CH (R12), Share that of a debit as a part of
	// the proventos (R20).
	CapCH money.Decimal
	Share money.Decimal
	// DebitDay is the day of the debit by category (R19).
	DebitDay map[string]int
}

// Standard is the regulation of 3 August 2022.
func Standard() Version {
	return Version{
		From:      calendar.Date{Year: 2022, Month: 8, Day: 3},
		Rates:     map[Group]money.Decimal{GroupI: 250_000, GroupII: 250_000, GroupIII: 250_000, GroupIV: 300_000},
		Escalated: []Kind{psicoterapia, "fonoaudiologia", "terapia_ocupacional"}, FromSession: 201, EscalatedRate: 500_000, ResetMonths: 12,
		CapCH: 500 * money.One, Share: 100_000, DebitDay: map[string]int{"aposentado": 20, "ativo": 30},
	}
}

// escalates tells whether the kind's rate rises.
func (v *Version) escalates(k Kind) bool { return slices.Contains(v.Escalated, k) }

// Readings are the switches: how an operator reads what the text leaves open. The
// zero value of each is its default.
type Readings struct {
	SessionScope     SessionScope
	SessionOrder     SessionOrder
	Reset            Reset
	SkipExcluded     bool // excluded sessions are not counted (A10)
	CapUnit          CapUnit
	CapScope         CapScope
	CapAllocation    CapAllocation
	SettingExclusion SettingExclusion
	APABEX           APABEX
	EffectiveBy      EffectiveBy
	ProventosMonth   ProventosMonth
	// ReimbursementIn10: what reimbursements deducted counts within the 10 % (A14).
	ReimbursementIn10 bool
	Rounding          money.Rounding
	RoundingScope     RoundingScope
	LimitRounding     LimitRounding
	February          February
	BusinessDay       BusinessDay
	Negative          Negative
}

// The switches; the zero value of each is the default of the contract.
type (
	// SessionScope is whom a count of sessions is of (A3).
	SessionScope uint8
	// SessionOrder is the order in which sessions count (A6).
	SessionOrder uint8
	// Reset is what an interruption does (A7).
	Reset uint8
	// CapUnit is whose limit the 500 CH are (A1).
	CapUnit uint8
	// CapScope is what is under the limit (A2).
	CapScope uint8
	// CapAllocation is who uses the limit up first (A15).
	CapAllocation uint8
	// SettingExclusion is what a stay exempts (A9).
	SettingExclusion uint8
	// APABEX is whether its dependents are exempt (A11).
	APABEX uint8
	// EffectiveBy is the date by which the text is in force (A12).
	EffectiveBy uint8
	// ProventosMonth is the month whose proventos limit a debit (A13).
	ProventosMonth uint8
	// RoundingScope is what is rounded (A21).
	RoundingScope uint8
	// LimitRounding is what becomes of a limit's fraction of a cent (A22).
	LimitRounding uint8
	// February is when a day is debited that the month lacks (A17).
	February uint8
	// BusinessDay is when a day is debited on which the bank rests (A18).
	BusinessDay uint8
	// Negative is what becomes of a credit (A24).
	Negative uint8
)

// The values of the switches: whom a count of sessions is of (A3), in which order
// sessions count (A6), what an interruption does (A7).
const (
	PerBeneficiaryAndTherapy SessionScope = iota
	PerBeneficiary
	PerTherapyOfFamily

	BySettlement SessionOrder = 0
	ByAttendance SessionOrder = 1

	Restart    Reset = 0
	NeverAgain Reset = 1
)

// Whose limit the 500 CH are (A1), what is under it (A2), and who uses it up first
// (A15).
const (
	CapOfTitular     CapUnit = 0
	CapOfBeneficiary CapUnit = 1

	CapAll       CapScope = 0
	CapWithoutIV CapScope = 1

	ReimbursementFirst CapAllocation = 0
	Chronological      CapAllocation = 1
)

// What a stay exempts (A9), whether APABEX does (A11), and by which date the text is
// in force (A12).
const (
	ExamAndII    SettingExclusion = 0
	ExamIIAndIII SettingExclusion = 1
	Everything   SettingExclusion = 2

	APABEXLiteral APABEX = 0
	APABEXExempt  APABEX = 1

	EffectiveByPayment    EffectiveBy = 0
	EffectiveByAttendance EffectiveBy = 1
)

// Of which month the proventos are (A13), what is rounded (A21), and how limits are
// (A22).
const (
	ProventosOfDebit ProventosMonth = 0
	ProventosOfBase  ProventosMonth = 1

	RoundItem  RoundingScope = 0
	RoundMonth RoundingScope = 1

	LimitDown   LimitRounding = 0
	LimitHalfUp LimitRounding = 1
)

// When a day is debited that the month lacks (A17) or the bank rests on (A18), and
// what becomes of a credit (A24).
const (
	LastDay        February = 0
	NextMonthFirst February = 1

	AsIs      BusinessDay = 0
	Following BusinessDay = 1
	Preceding BusinessDay = 2

	Refund     Negative = 0
	KeepCredit Negative = 1
)

// Switch is one switch with its name and value in the contract.
type Switch struct {
	Name, Value string
	// Bool: the value is written as true or false.
	Bool bool
}

// lever is how a switch is read and written.
type lever struct {
	name   string
	values []string
	get    func(*Readings) int
	set    func(*Readings, int)
}

func of[T ~uint8](name string, at func(*Readings) *T, values ...string) lever {
	return lever{name, values, func(r *Readings) int { return int(*at(r)) }, func(r *Readings, i int) { *at(r) = T(i) }}
}

func flag(name string, whenFalse, whenTrue string, at func(*Readings) *bool) lever {
	return lever{name, []string{whenFalse, whenTrue},
		func(r *Readings) int {
			if *at(r) {
				return 1
			}
			return 0
		},
		func(r *Readings, i int) { *at(r) = i == 1 }}
}

// levers are the switches in the order of the contract.
var levers = []lever{
	of("session_scope", func(r *Readings) *SessionScope { return &r.SessionScope }, "beneficiary_therapy", "beneficiary", "titular_therapy"),
	of("session_order", func(r *Readings) *SessionOrder { return &r.SessionOrder }, "settlement", "attendance"),
	of("reset", func(r *Readings) *Reset { return &r.Reset }, "restart", "never_again"),
	flag("count_excluded_sessions", "true", "false", func(r *Readings) *bool { return &r.SkipExcluded }),
	of("cap_unit", func(r *Readings) *CapUnit { return &r.CapUnit }, "titular", "beneficiary"),
	of("cap_scope", func(r *Readings) *CapScope { return &r.CapScope }, "all", "exclude_IV"),
	of("cap_allocation", func(r *Readings) *CapAllocation { return &r.CapAllocation }, "reimbursement_first", "chronological"),
	of("setting_exclusion", func(r *Readings) *SettingExclusion { return &r.SettingExclusion }, "exam_II", "exam_II_III", "all"),
	of("apabex", func(r *Readings) *APABEX { return &r.APABEX }, "literal", "exempt"),
	of("effective_by", func(r *Readings) *EffectiveBy { return &r.EffectiveBy }, "payment", "attendance"),
	of("proventos_month", func(r *Readings) *ProventosMonth { return &r.ProventosMonth }, "debit", "base"),
	flag("reimbursement_counts_in_10pct", "false", "true", func(r *Readings) *bool { return &r.ReimbursementIn10 }),
	of("rounding", func(r *Readings) *money.Rounding { return &r.Rounding }, "half_up", "half_even", "down"),
	of("rounding_scope", func(r *Readings) *RoundingScope { return &r.RoundingScope }, "item", "month"),
	of("limit_rounding", func(r *Readings) *LimitRounding { return &r.LimitRounding }, "down", "half_up"),
	of("february", func(r *Readings) *February { return &r.February }, "last_day", "next_month_first"),
	of("business_day", func(r *Readings) *BusinessDay { return &r.BusinessDay }, "none", "following", "preceding"),
	of("negative", func(r *Readings) *Negative { return &r.Negative }, "refund", "carry"),
}

// Set sets a switch by its name and value in the contract.
func (r *Readings) Set(name, value string) error {
	for _, l := range levers {
		if l.name != name {
			continue
		}
		i := slices.Index(l.values, value)
		if i < 0 {
			return refuse(UnknownReading, "params.readings."+name, "not a value of this switch")
		}
		l.set(r, i)
		return nil
	}
	return refuse(UnknownReading, "params.readings", "a switch that does not exist")
}

// Switches lists every switch with its value, in the order of the contract.
func (r Readings) Switches() []Switch {
	all := make([]Switch, len(levers))
	for i, l := range levers {
		value := l.values[l.get(&r)]
		all[i] = Switch{Name: l.name, Value: value, Bool: value == "true" || value == "false"}
	}
	return all
}

// limitRounding is how limits are rounded.
func (r *Readings) limitRounding() money.Rounding {
	if r.LimitRounding == LimitHalfUp {
		return money.HalfUp
	}
	return money.Down
}

// Values are those that a switch can have, its default first; nil for none of that
// name.
func Values(name string) []string {
	for _, l := range levers {
		if l.name == name {
			return slices.Clone(l.values)
		}
	}
	return nil
}

// At is the version in force on a day, the first one where none was yet.
func (p Params) At(d calendar.Date) Version {
	all := slices.Clone(p.Versions)
	if len(all) == 0 {
		return Standard()
	}
	slices.SortFunc(all, func(a, b Version) int { return a.From.Compare(b.From) })
	at := all[0]
	for _, v := range all {
		if !d.Before(v.From) {
			at = v
		}
	}
	return at
}
