package copay

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"

	"guiche/backend/calendar"
	"guiche/backend/money"
)

// Scenario is the input of the settlement contract: one titular, or several.
type Scenario struct {
	Inputs []Input
	// Several: they stood in a list.
	Several bool
}

// Parse reads a scenario. It fails with *Refusal.
func Parse(data []byte) (Scenario, error) {
	var w wireScenario
	d := json.NewDecoder(bytes.NewReader(data))
	if err := d.Decode(&w); err != nil {
		return Scenario{}, refuse(BadInput, "input", "not the JSON of the contract")
	}
	if d.More() {
		return Scenario{}, refuse(BadInput, "input", "more than one JSON value")
	}
	p := &parser{}
	common := p.common(w)
	var s Scenario
	switch {
	case w.Titular != nil && w.Titulares != nil:
		p.fail(BadInput, "titulares", "in place of titular, not beside it")
	case w.Titular != nil:
		s.Inputs = []Input{p.person(common, *w.Titular, w.wireFamily)}
	case w.Titulares != nil:
		s.Several = true
		for _, t := range w.Titulares {
			s.Inputs = append(s.Inputs, p.person(common, t.wireTitular, t.wireFamily))
		}
	default:
		p.fail(BadInput, "titular", "is missing")
	}
	return s, p.err
}

// parser keeps the first refusal.
type parser struct{ err error }

func (p *parser) fail(code Code, field, why string) {
	if p.err == nil {
		p.err = refuse(code, field, why)
	}
}

func (p *parser) common(w wireScenario) Input {
	in := Input{CapOverride: map[Month]int64{}}
	if w.Params != nil {
		in.Params = p.params(*w.Params)
	}
	for m, raw := range w.CH {
		in.CH = append(in.CH, CHValue{From: p.month("ch", m), Value: p.decimal("ch."+m, raw, BadAmount)})
	}
	for m, raw := range w.CapOverride {
		in.CapOverride[p.month("cap_override", m)] = p.cents("cap_override."+m, raw)
	}
	for _, h := range w.Holidays {
		in.Holidays = append(in.Holidays, p.date("holidays", h))
	}
	if w.From != "" {
		in.From = p.month("from_base_month", w.From)
	}
	if w.Through != "" {
		in.Through = p.month("through_debit_month", w.Through)
	}
	return in
}

func (p *parser) person(in Input, t wireTitular, f wireFamily) Input {
	in.Titular = p.titular(t)
	for _, b := range f.Beneficiaries {
		in.Family = append(in.Family, p.beneficiary(b))
	}
	for _, e := range f.Events {
		if e.Reverses != nil {
			in.Reversals = append(in.Reversals, p.reversal(e))
		} else {
			in.Events = append(in.Events, p.event(e))
		}
	}
	if f.Opening != nil {
		in.Opening = p.opening(*f.Opening)
	}
	return in
}

func (p *parser) titular(w wireTitular) Titular {
	t := Titular{ID: w.ID, Proventos: map[Month]int64{}}
	var list []struct{ From, Category string }
	var one string
	switch {
	case absent(w.Category):
	case json.Unmarshal(w.Category, &one) == nil:
		t.Categories = []Category{{Name: one}}
	case json.Unmarshal(w.Category, &list) == nil:
		for _, c := range list {
			t.Categories = append(t.Categories, Category{From: p.fromMonth("titular.category.from", c.From), Name: c.Category})
		}
	default:
		p.fail(UnknownCategory, "titular.category", "a category, or a list of them by month")
	}
	for m, raw := range w.Proventos {
		field := "titular.proventos." + m
		var parts struct{ Base, Thirteenth json.RawMessage }
		if len(raw) > 0 && raw[0] == '{' && json.Unmarshal(raw, &parts) == nil {
			cents := p.cents(field+".base", parts.Base)
			if !absent(parts.Thirteenth) {
				cents -= p.cents(field+".thirteenth", parts.Thirteenth)
			}
			t.Proventos[p.month("titular.proventos", m)] = cents
			continue
		}
		t.Proventos[p.month("titular.proventos", m)] = p.cents(field, raw)
	}
	if !absent(w.Default) {
		cents := p.cents("titular.proventos_default", w.Default)
		t.Default = &cents
	}
	return t
}

func (p *parser) beneficiary(w wireBeneficiary) Beneficiary {
	b := Beneficiary{ID: w.ID, Dependent: w.Dependent, APABEX: w.APABEX}
	switch w.Relation {
	case "titular":
		b.Titular = true
	case "dependente":
	default:
		p.fail(BadInput, "beneficiaries["+w.ID+"].relation", "titular or dependente")
	}
	for _, s := range w.Stays {
		stay := Stay{From: p.date("beneficiaries["+w.ID+"].stays.from", s.From), Setting: Setting(s.Type)}
		if s.To != nil {
			stay.To = p.date("beneficiaries["+w.ID+"].stays.to", *s.To)
		}
		b.Stays = append(b.Stays, stay)
	}
	return b
}

func (p *parser) event(w wireEvent) Event {
	field := func(name string) string { return fmt.Sprintf("events[%s].%s", w.ID, name) }
	e := Event{
		ID: w.ID, Beneficiary: w.Beneficiary, Kind: Kind(w.Kind), Attended: p.date(field("attendance_date"), w.Attended),
		Sessions: 1, Setting: Ambulatory, Reimbursement: w.Reimbursement, Amount: p.cents(field("amount"), w.Amount),
	}
	if w.AttendedTo != nil {
		e.AttendedTo = p.date(field("attendance_end"), *w.AttendedTo)
	}
	if w.Setting != nil {
		e.Setting = Setting(*w.Setting)
	}
	if !absent(w.Sessions) {
		e.Sessions = p.whole(field("sessions"), w.Sessions, BadSessions)
	}
	e.Paid, e.PaidOn = p.paid(w)
	return e
}

// paid reads the base month, from the month or the day of payment.
func (p *parser) paid(w wireEvent) (Month, calendar.Date) {
	field := fmt.Sprintf("events[%s].payment_", w.ID)
	var day calendar.Date
	if w.PaidOn != nil {
		day = p.date(field+"date", *w.PaidOn)
	}
	switch {
	case w.Paid != nil:
		return p.month(field+"month", *w.Paid), day
	case w.PaidOn != nil:
		if day.IsZero() || day.Year < firstYear || day.Year > lastYear {
			return 0, day
		}
		return MonthOf(day), day
	}
	return 0, day // refused with the event
}

func (p *parser) reversal(w wireEvent) Reversal {
	r := Reversal{ID: w.ID, Event: *w.Reverses, Amount: p.cents(fmt.Sprintf("events[%s].amount", w.ID), w.Amount)}
	var day calendar.Date
	if r.Paid, day = p.paid(w); !day.IsZero() && r.Paid != 0 && MonthOf(day) != r.Paid {
		p.fail(BadMonth, fmt.Sprintf("events[%s].payment_month", w.ID), "another month than payment_date's")
	}
	return r
}

func (p *parser) opening(w wireOpening) Opening {
	var o Opening
	if !absent(w.Carry) {
		o.Carry = p.cents("opening.carry", w.Carry)
	}
	for _, c := range w.Sessions {
		n := Count{Beneficiary: c.Beneficiary, Therapy: c.Therapy, Count: p.whole("opening.sessions.count", c.Count, BadSessions)}
		if c.Last != "" {
			n.Last = p.date("opening.sessions.last_date", c.Last)
		}
		o.Sessions = append(o.Sessions, n)
	}
	return o
}

func (p *parser) params(w wireParams) Params {
	var out Params
	for name, raw := range w.Readings {
		value := string(raw)
		var text string
		if json.Unmarshal(raw, &text) == nil {
			value = text
		}
		if err := out.Readings.Set(name, value); err != nil && p.err == nil {
			p.err = err
		}
	}
	for _, v := range w.Versions {
		out.Versions = append(out.Versions, p.version(v))
	}
	return out
}

// version reads a version; what it leaves out is as in the standard one.
func (p *parser) version(w wireVersion) Version {
	const field = "params.versions"
	v := Standard()
	v.From = p.date(field+".effective_from", w.From)
	for g, raw := range w.Rates {
		if _, known := v.Rates[Group(g)]; !known {
			p.fail(BadParams, field+".rates", "I, II, III and IV")
			continue
		}
		v.Rates[Group(g)] = p.decimal(field+".rates."+g, raw, BadParams)
	}
	if e := w.Escalation; e != nil {
		v.Escalated, v.FromSession, v.ResetMonths = nil, e.FromSession, e.ResetMonths
		for _, k := range e.Kinds {
			if Kind(k).Group() != GroupIII {
				p.fail(UnknownKind, field+".escalation.kinds", "therapies only")
			}
			v.Escalated = append(v.Escalated, Kind(k))
		}
		v.EscalatedRate = p.decimal(field+".escalation.rate", e.Rate, BadParams)
	}
	if !absent(w.CapCH) {
		v.CapCH = p.decimal(field+".cap_ch", w.CapCH, BadParams)
	}
	if !absent(w.Share) {
		v.Share = p.decimal(field+".debit_share", w.Share, BadParams)
	}
	if w.DebitDay != nil {
		v.DebitDay = w.DebitDay
	}
	return v
}

func absent(raw json.RawMessage) bool { return len(raw) == 0 || string(raw) == "null" }

// whole reads a whole number as it is written: no point, no exponent, no string.
func (p *parser) whole(field string, raw json.RawMessage, code Code) int64 {
	n, err := strconv.ParseInt(string(raw), 10, 64)
	if err != nil || raw[0] == '+' {
		p.fail(code, field, "a whole number")
		return 0
	}
	return n
}

func (p *parser) cents(field string, raw json.RawMessage) int64 {
	if absent(raw) {
		p.fail(BadAmount, field, "is missing")
		return 0
	}
	return p.whole(field, raw, BadAmount)
}

// decimal reads a decimal string; a plain number is taken as it is written.
func (p *parser) decimal(field string, raw json.RawMessage, code Code) money.Decimal {
	text := string(raw)
	var quoted string
	if json.Unmarshal(raw, &quoted) == nil {
		text = quoted
	}
	if len(text) > 0 && text[0] == '-' {
		p.fail(NegativeAmount, field, "not below zero")
		return 0
	}
	d, err := money.ParseDecimal(text)
	if err != nil {
		p.fail(code, field, "a decimal such as \"0.25\", of at most 6 places")
	}
	return d
}

func (p *parser) date(field, text string) calendar.Date {
	d, err := calendar.ParseDate(text)
	if err != nil || d.Year < firstYear || d.Year > lastYear {
		p.fail(BadDate, field, "a date such as 2024-03-05")
		return calendar.Date{}
	}
	return d
}

func (p *parser) month(field, text string) Month {
	m, ok := ParseMonth(text)
	if !ok {
		p.fail(BadMonth, field, "a month such as 2024-03")
	}
	return m
}

// fromMonth reads a month, or a day of it.
func (p *parser) fromMonth(field, text string) Month {
	if d, err := calendar.ParseDate(text); err == nil {
		return MonthOf(d)
	}
	return p.month(field, text)
}

// ParseParams reads the "params" of a scenario by themselves. It fails with
// *Refusal.
func ParseParams(data []byte) (Params, error) {
	var w wireParams
	if err := json.Unmarshal(data, &w); err != nil {
		return Params{}, refuse(BadInput, "params", "not the JSON of the contract")
	}
	p := &parser{}
	out := p.params(w)
	return out, p.err
}
