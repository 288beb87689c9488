package copay

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"guiche/backend/calendar"
)

// MaxAmount bounds an amount of money, so that sums have room: ten billion reais.
const MaxAmount = 1_000_000_000_000

// MaxSessions bounds a line.
const MaxSessions = 10_000

// book is an input that was looked at, in the order in which it is settled.
type book struct {
	in       Input
	readings Readings
	versions []Version // by date
	ch       []CHValue // by month
	people   map[string]*Beneficiary
	events   []*Event // by base month, attendance, id
	byID     map[string]*Event
	// reversed are the reversals of each event.
	reversed map[string][]Reversal
	// returns are the reversals of each month.
	returns     map[Month][]Reversal
	first, last Month
}

// prepare refuses what cannot be settled and puts the rest in order.
func prepare(in Input) (*book, error) {
	b := &book{
		in: in, readings: in.Params.Readings, people: make(map[string]*Beneficiary, len(in.Family)),
		byID: make(map[string]*Event, len(in.Events)), reversed: map[string][]Reversal{}, returns: map[Month][]Reversal{},
	}
	for _, step := range []func() error{b.checkParams, b.checkTitular, b.checkFamily, b.checkEvents, b.checkReversals, b.checkOpening} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	b.span()
	return b, nil
}

func (b *book) checkParams() error {
	b.versions = slices.Clone(b.in.Params.Versions)
	if len(b.versions) == 0 {
		b.versions = []Version{Standard()}
	}
	slices.SortFunc(b.versions, func(a, c Version) int { return a.From.Compare(c.From) })
	for i, v := range b.versions {
		field := "params.versions"
		switch {
		case v.From.IsZero():
			return refuse(BadDate, field+".effective_from", "a date is needed")
		case i > 0 && v.From == b.versions[i-1].From:
			return refuse(BadParams, field+".effective_from", "two versions from the same day")
		case v.ResetMonths < 0 || v.FromSession < 1:
			return refuse(BadParams, field+".escalation", "from_session is 1 or more, reset_months 0 or more")
		}
		for _, day := range v.DebitDay {
			if day < 1 || day > 31 {
				return refuse(BadParams, field+".debit_day", "a day of a month, 1 to 31")
			}
		}
	}
	b.ch = slices.Clone(b.in.CH)
	slices.SortFunc(b.ch, func(a, c CHValue) int { return cmp.Compare(a.From, c.From) })
	for m, cents := range b.in.CapOverride {
		if err := checkAmount("cap_override."+m.String(), cents); err != nil {
			return err
		}
	}
	return nil
}

func checkAmount(field string, cents int64) error {
	switch {
	case cents < 0:
		return refuse(NegativeAmount, field, "cents, not below zero")
	case cents > MaxAmount:
		return refuse(BadAmount, field, "more than can be settled")
	}
	return nil
}

func (b *book) checkTitular() error {
	for _, c := range b.in.Titular.Categories {
		known := slices.ContainsFunc(b.versions, func(v Version) bool { _, ok := v.DebitDay[c.Name]; return ok })
		if !known {
			return refuse(UnknownCategory, "titular.category", "no version of the regulation has a debit day for it (R19, R28)")
		}
	}
	slices.SortStableFunc(b.in.Titular.Categories, func(a, c Category) int { return cmp.Compare(a.From, c.From) })
	for m, cents := range b.in.Titular.Proventos {
		if err := checkAmount("titular.proventos."+m.String(), cents); err != nil {
			return err
		}
	}
	if p := b.in.Titular.Default; p != nil {
		return checkAmount("titular.proventos_default", *p)
	}
	return nil
}

func (b *book) checkFamily() error {
	for i := range b.in.Family {
		p := &b.in.Family[i]
		if b.people[p.ID] != nil {
			return refuse(BadInput, "beneficiaries", "two of the same id")
		}
		b.people[p.ID] = p
		for _, s := range p.Stays {
			switch {
			case !s.Setting.known():
				return refuse(UnknownSetting, "beneficiaries.stays.type", "not a setting")
			case s.From.IsZero() || !s.To.IsZero() && s.To.Before(s.From):
				return refuse(BadDate, "beneficiaries.stays", "from a day to the same or a later one")
			}
		}
	}
	return nil
}

func (b *book) checkEvents() error {
	for i := range b.in.Events {
		e := &b.in.Events[i]
		field := func(name string) string { return fmt.Sprintf("events[%s].%s", e.ID, name) }
		if known := b.byID[e.ID]; known != nil {
			if *known != *e {
				return refuse(ConflictingDuplicate, "events["+e.ID+"]", "the same id stands there with other content")
			}
			continue
		}
		switch {
		case e.ID == "":
			return refuse(BadInput, "events.id", "an id is needed")
		case b.people[e.Beneficiary] == nil:
			return refuse(UnknownBeneficiary, field("beneficiary"), "not one of the beneficiaries")
		case !knownKind(e.Kind):
			return refuse(UnknownKind, field("kind"), "not a kind of care (R28)")
		case !e.Setting.known():
			return refuse(UnknownSetting, field("setting"), "not a setting")
		case e.Sessions < 1 || e.Sessions > MaxSessions:
			return refuse(BadSessions, field("sessions"), "a whole number from 1 on")
		case e.Attended.IsZero():
			return refuse(BadDate, field("attendance_date"), "a date is needed")
		case !e.AttendedTo.IsZero() && e.AttendedTo.Before(e.Attended):
			return refuse(BadDate, field("attendance_end"), "not before attendance_date")
		case e.Paid == 0:
			return refuse(BadMonth, field("payment_month"), "a month is needed")
		case !e.PaidOn.IsZero() && MonthOf(e.PaidOn) != e.Paid:
			return refuse(BadMonth, field("payment_month"), "another month than payment_date's")
		}
		if e.Amount < 0 || e.Amount > MaxAmount {
			return checkAmount(field("amount"), e.Amount)
		}
		if err := b.checkPaidOn(e); err != nil {
			return err
		}
		b.byID[e.ID] = e
		b.events = append(b.events, e)
	}
	slices.SortFunc(b.events, bySettlement)
	return nil
}

func knownKind(k Kind) bool { _, ok := groups[k]; return ok }

// checkPaidOn asks for the day of payment where a version begins within the month:
// only then it matters (D6).
func (b *book) checkPaidOn(e *Event) error {
	if b.readings.EffectiveBy == EffectiveByAttendance || !e.PaidOn.IsZero() || e.Kind.Group() == NoGroup {
		return nil
	}
	for _, v := range b.versions {
		if MonthOf(v.From) == e.Paid && v.From.Day > 1 {
			return refuse(MissingPaymentDate, "events["+e.ID+"].payment_date", "a version of the regulation begins within this month")
		}
	}
	return nil
}

// bySettlement orders by base month, then attendance, then id (A6).
func bySettlement(a, b *Event) int {
	return cmp.Or(cmp.Compare(a.Paid, b.Paid), a.Attended.Compare(b.Attended), strings.Compare(a.ID, b.ID))
}

// byAttendance orders by attendance, then base month, then id.
func byAttendance(a, b *Event) int {
	return cmp.Or(a.Attended.Compare(b.Attended), cmp.Compare(a.Paid, b.Paid), strings.Compare(a.ID, b.ID))
}

func (b *book) checkReversals() error {
	seen := map[string]Reversal{}
	total := map[string]int64{}
	for _, r := range b.in.Reversals {
		field := func(name string) string { return fmt.Sprintf("events[%s].%s", r.ID, name) }
		if b.byID[r.ID] != nil {
			return refuse(ConflictingDuplicate, "events["+r.ID+"]", "the same id stands there with other content")
		}
		if before, ok := seen[r.ID]; ok {
			if before != r {
				return refuse(ConflictingDuplicate, "events["+r.ID+"]", "the same id stands there with other content")
			}
			continue
		}
		seen[r.ID] = r
		e := b.byID[r.Event]
		switch {
		case r.ID == "":
			return refuse(BadInput, "events.id", "an id is needed")
		case e == nil:
			return refuse(UnknownReversal, field("reverses"), "not the id of an event")
		case r.Amount < 0:
			return refuse(NegativeAmount, field("amount"), "cents, above zero: what is taken back")
		case r.Amount == 0 || r.Amount > MaxAmount:
			return refuse(BadAmount, field("amount"), "cents, above zero: what is taken back")
		case r.Paid == 0:
			return refuse(BadMonth, field("payment_month"), "a month is needed")
		case r.Paid < e.Paid:
			return refuse(ReversalBeforePayment, field("payment_month"), "before what it reverses was paid")
		}
		if total[r.Event] += r.Amount; total[r.Event] > e.Amount {
			return refuse(ReversalTooLarge, field("amount"), "more than was paid")
		}
		b.reversed[r.Event] = append(b.reversed[r.Event], r)
		b.returns[r.Paid] = append(b.returns[r.Paid], r)
	}
	for _, all := range b.returns {
		slices.SortFunc(all, func(a, c Reversal) int { return strings.Compare(a.ID, c.ID) })
	}
	return nil
}

// anyone stands for all beneficiaries, or all therapies, in the key of a count.
const anyone = "*"

func (b *book) checkOpening() error {
	o := b.in.Opening
	if o.Carry < 0 && b.readings.Negative != KeepCredit {
		return refuse(NegativeAmount, "opening.carry", "cents, not below zero")
	}
	if o.Carry > MaxAmount || o.Carry < -MaxAmount {
		return refuse(BadAmount, "opening.carry", "more than can be settled")
	}
	for _, c := range o.Sessions {
		switch {
		case b.people[c.Beneficiary] == nil && (c.Beneficiary != anyone || b.readings.SessionScope != PerTherapyOfFamily):
			return refuse(UnknownBeneficiary, "opening.sessions.beneficiary", "not one of the beneficiaries")
		case Kind(c.Therapy).Group() != GroupIII && (c.Therapy != anyone || b.readings.SessionScope != PerBeneficiary):
			return refuse(UnknownKind, "opening.sessions.therapy", "not a therapy")
		case c.Count < 0 || c.Count > MaxSessions*MaxSessions:
			return refuse(BadSessions, "opening.sessions.count", "a whole number from 0 on")
		case c.Count > 0 && c.Last.IsZero():
			return refuse(BadDate, "opening.sessions.last_date", "a date is needed")
		}
	}
	return nil
}

// span finds the base months to settle: all between the first and the last that
// something happened in, and what was asked for beside.
func (b *book) span() {
	widen := func(m Month) {
		if b.first == 0 || m < b.first {
			b.first = m
		}
		b.last = max(b.last, m)
	}
	for _, e := range b.events {
		widen(e.Paid)
	}
	for m := range b.returns {
		widen(m)
	}
	if b.in.From != 0 {
		widen(b.in.From)
	}
	if b.in.Through != 0 && b.first != 0 {
		b.last = max(b.last, b.in.Through-1)
	}
	if b.in.Through != 0 && b.first == 0 {
		widen(b.in.Through - 1)
	}
}

// versionAt is the version in force on a day; nil before the first.
func (b *book) versionAt(d calendar.Date) *Version {
	var at *Version
	for i := range b.versions {
		if !b.versions[i].From.After(d) {
			at = &b.versions[i]
		}
	}
	return at
}

// versionOf is the version that an event falls under; nil before the first (A12).
func (b *book) versionOf(e *Event) *Version {
	switch {
	case b.readings.EffectiveBy == EffectiveByAttendance:
		return b.versionAt(e.Attended)
	case e.PaidOn.IsZero():
		return b.versionAt(e.Paid.First()) // no version begins within the month
	}
	return b.versionAt(e.PaidOn)
}
