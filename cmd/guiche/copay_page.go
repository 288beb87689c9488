package main

import (
	"bytes"
	"encoding/json"
	"strconv"

	"guiche/backend/calendar"
	"guiche/backend/copay"
	"guiche/backend/money"
	"guiche/dialogs/phrases"
)

// The settlement as the contract writes it, in the order of its fields.
type (
	settlementPage struct {
		Titular    string               `json:"titular"`
		Readings   switches             `json:"readings"`
		Months     []monthPage          `json:"months"`
		FinalCarry int64                `json:"final_carry"`
		Sessions   map[string]countPage `json:"sessions_end"`
		Tax        map[string]taxPage   `json:"tax"`
	}
	monthPage struct {
		Base        string               `json:"base_month"`
		CH          *string              `json:"ch"`
		Cap         *int64               `json:"cap"`
		CapBasis    *string              `json:"cap_basis"`
		Raw         int64                `json:"raw_total"`
		Capped      int64                `json:"capped_total"`
		Excess      int64                `json:"excess_total"`
		Deducted    int64                `json:"deducted_total"`
		Due         int64                `json:"due_new"`
		Adjustment  int64                `json:"adjustment"`
		Debit       string               `json:"debit_month"`
		Day         *int                 `json:"debit_day"`
		Date        *calendar.Date       `json:"debit_date"`
		Effective   *calendar.Date       `json:"debit_date_effective"`
		Category    *string              `json:"category"`
		Proventos   *int64               `json:"proventos"`
		Limit       *int64               `json:"limit_10pct"`
		CarryIn     int64                `json:"carry_in"`
		Debited     int64                `json:"debited"`
		Credited    int64                `json:"credited"`
		CarryOut    int64                `json:"carry_out"`
		Items       []itemPage           `json:"items"`
		Adjustments []adjustmentPage     `json:"adjustments"`
		Sessions    map[string]countPage `json:"sessions"`
		Trace       [][2]string          `json:"trace"`
	}
	itemPage struct {
		ID          string      `json:"id"`
		Beneficiary string      `json:"beneficiary"`
		Kind        copay.Kind  `json:"kind"`
		Group       *string     `json:"group"`
		Status      string      `json:"status"`
		Rate        *string     `json:"rate"`
		Low         *int64      `json:"sessions_low"`
		High        *int64      `json:"sessions_high"`
		First       *int64      `json:"session_from"`
		Last        *int64      `json:"session_to"`
		Reset       bool        `json:"counter_reset"`
		Base        int64       `json:"base"`
		Raw         int64       `json:"raw"`
		Capped      int64       `json:"capped"`
		Excess      int64       `json:"excess"`
		Deducted    int64       `json:"deducted"`
		Due         int64       `json:"due"`
		Why         [][2]string `json:"why"`
		// CreditNet is what the member gets of a reimbursement.
		CreditNet *int64 `json:"credit_net,omitempty"`
	}
	adjustmentPage struct {
		Base      string   `json:"base_month"`
		Reversals []string `json:"reversals"`
		Amount    int64    `json:"amount"`
	}
	countPage struct {
		Count int64         `json:"count"`
		Last  calendar.Date `json:"last_date"`
	}
	taxPage struct {
		ByBeneficiary map[string]int64 `json:"by_beneficiary"`
		Deductible    int64            `json:"deductible"`
		NotDeductible int64            `json:"not_deductible"`
		Unattributed  int64            `json:"unattributed"`
	}
)

// switches writes the readings in the order of the contract.
type switches []copay.Switch

// MarshalJSON writes an object.
func (s switches) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	for i, one := range s {
		b.WriteByte([]byte("{,")[min(i, 1)])
		b.WriteString(strconv.Quote(one.Name) + ":")
		if one.Bool {
			b.WriteString(one.Value)
		} else {
			b.WriteString(strconv.Quote(one.Value))
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

var _ json.Marshaler = switches{}

func pageOf(s copay.Settlement) settlementPage {
	p := settlementPage{
		Titular: s.Titular, Readings: s.Readings.Switches(), Months: []monthPage{}, FinalCarry: s.FinalCarry,
		Sessions: countsOf(s.Sessions), Tax: map[string]taxPage{},
	}
	for i := range s.Months {
		p.Months = append(p.Months, monthOf(&s.Months[i]))
	}
	for year, t := range s.Tax {
		p.Tax[strconv.Itoa(year)] = taxPage(t)
	}
	return p
}

func monthOf(r *copay.Result) monthPage {
	m := monthPage{
		Base: r.Base.String(), CH: decimal(r.CH), Cap: r.Cap, Raw: r.Raw, Capped: r.Capped, Excess: r.Excess, Deducted: r.Deducted,
		Due: r.Due, Adjustment: r.Adjustment, Debit: r.Debit.String(), Proventos: r.Proventos, Limit: r.Limit,
		CarryIn: r.CarryIn, Debited: r.Debited, Credited: r.Credited, CarryOut: r.CarryOut,
		Items: []itemPage{}, Adjustments: []adjustmentPage{}, Sessions: countsOf(r.Sessions), Trace: steps(r.Trace()),
	}
	if r.Cap != nil {
		basis := phrases.CapBasis(r.CapCH, r.Override)
		m.CapBasis = &basis
	}
	if r.Category != "" {
		m.Category = &r.Category
	}
	if r.Day != 0 {
		m.Day, m.Date, m.Effective = &r.Day, &r.Date, &r.Effective
	}
	for i := range r.Items {
		m.Items = append(m.Items, itemOf(&r.Items[i]))
	}
	for _, a := range r.Adjustments {
		m.Adjustments = append(m.Adjustments, adjustmentPage{a.Base.String(), a.Reversals, a.Amount})
	}
	return m
}

func itemOf(i *copay.Item) itemPage {
	p := itemPage{
		ID: i.Event.ID, Beneficiary: i.Event.Beneficiary, Kind: i.Event.Kind, Status: string(i.Status), Rate: decimal(i.Rate), Reset: i.Reset,
		Base: i.Base, Raw: i.Raw, Capped: i.Capped, Excess: i.Excess, Deducted: i.Deducted, Due: i.Due, Why: steps(i.Why()),
	}
	if i.Group != copay.NoGroup {
		group := string(i.Group)
		p.Group = &group
	}
	if i.Numbered {
		p.Low, p.High, p.First, p.Last = &i.Low, &i.High, &i.First, &i.Last
	}
	if i.Event.Reimbursement {
		net := i.Base - i.Deducted
		p.CreditNet = &net
	}
	return p
}

func decimal(d *money.Decimal) *string {
	if d == nil {
		return nil
	}
	s := d.String()
	return &s
}

func countsOf(all map[string]copay.Count) map[string]countPage {
	out := make(map[string]countPage, len(all))
	for key, c := range all {
		out[key] = countPage{c.Count, c.Last}
	}
	return out
}

func steps(all []copay.Step) [][2]string {
	out := make([][2]string, 0, len(all))
	for _, s := range all {
		out = append(out, [2]string{s.Rule, phrases.Copay(s)})
	}
	return out
}
