package main

import (
	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/copay"
)

// The JSON of `guiche copay statement` and `guiche copay tax`: amounts are cents,
// months "YYYY-MM", dates "YYYY-MM-DD".
type (
	extractPage struct {
		Name     string              `json:"name"`
		Card     string              `json:"card"` // masked
		Titular  bool                `json:"titular"`
		Month    string              `json:"base_month"`
		Debit    calendar.Date       `json:"debit_date,omitzero"`
		Closed   bool                `json:"closed"`
		Assumed  bool                `json:"proventos_assumed"`
		Unsure   []string            `json:"unconfirmed_readings"`
		CH       *string             `json:"ch"`
		Cap      *int64              `json:"cap"`
		Raw      int64               `json:"raw_total"`
		Excess   int64               `json:"excess_total"`
		Deducted int64               `json:"deducted_total"`
		Due      int64               `json:"due_new"`
		Adjusted []adjustmentPage    `json:"adjustments"`
		CarryIn  int64               `json:"carry_in"`
		Limit    *int64              `json:"limit_10pct"`
		Debited  int64               `json:"debited"`
		Credited int64               `json:"credited"`
		CarryOut int64               `json:"carry_out"`
		People   []extractPersonPage `json:"people"`
		Groups   []extractGroupPage  `json:"groups"`
		Lines    []extractLinePage   `json:"lines"`
	}
	extractPersonPage struct {
		Name     string `json:"name"`
		Detail   bool   `json:"detail"`
		Due      int64  `json:"due"`
		Deducted int64  `json:"deducted"`
	}
	extractGroupPage struct {
		Group    *string `json:"group"`
		Hidden   bool    `json:"hidden"`
		Lines    int     `json:"lines"`
		Base     int64   `json:"base"`
		Due      int64   `json:"due"`
		Deducted int64   `json:"deducted"`
	}
	extractLinePage struct {
		Person      int           `json:"person"` // place in people
		Kind        copay.Kind    `json:"kind"`
		Description string        `json:"description"`
		Provider    string        `json:"provider_name"`
		Attended    calendar.Date `json:"attendance_date,omitzero"`
		AttendedTo  calendar.Date `json:"attendance_end,omitzero"`
		PaidOn      calendar.Date `json:"payment_date,omitzero"`
		Status      copay.Status  `json:"status"`
		Reimbursed  bool          `json:"reimbursement"`
		Rate        *string       `json:"rate"`
		Amount      int64         `json:"amount"`
		Base        int64         `json:"base"`
		Raw         int64         `json:"raw"`
		Excess      int64         `json:"excess"`
		Deducted    int64         `json:"deducted"`
		Due         int64         `json:"due"`
	}
	taxYearPage struct {
		Name          string          `json:"name"`
		CPF           string          `json:"cpf"`
		Card          string          `json:"card"` // masked
		Year          int             `json:"year"`
		Running       bool            `json:"running"`
		Since         string          `json:"first_debit_month,omitempty"` // where the books begin within the year
		Missing       []string        `json:"months_missing"`
		Deductible    int64           `json:"deductible"`
		NotDeductible int64           `json:"not_deductible"`
		Unattributed  int64           `json:"unattributed"`
		Total         int64           `json:"total"`
		People        []taxPersonPage `json:"people"`
		Debits        []taxDebitPage  `json:"debits"`
	}
	taxPersonPage struct {
		Name       string `json:"name"`
		CPF        string `json:"cpf,omitempty"`
		Titular    bool   `json:"titular"`
		Deductible bool   `json:"deductible"`
		Debited    int64  `json:"debited"`
		Deducted   int64  `json:"deducted_from_reimbursements"`
	}
	taxDebitPage struct {
		Base     string        `json:"base_month"`
		On       calendar.Date `json:"date,omitzero"`
		Debited  int64         `json:"debited"`
		Credited int64         `json:"credited"`
	}
)

func extractPageOf(e backend.Extract) extractPage {
	s := &e.Sum
	p := extractPage{
		Name: e.Name, Card: e.Card.Masked(), Titular: e.Titular, Month: e.Month.String(), Debit: e.Debit, Closed: e.Closed, Assumed: e.Assumed,
		Unsure: append([]string{}, e.Unsure...), CH: decimal(s.CH), Cap: s.Cap, Raw: s.Raw, Excess: s.Excess, Deducted: s.Deducted, Due: s.Due,
		Adjusted: []adjustmentPage{}, CarryIn: s.CarryIn, Limit: s.Limit, Debited: s.Debited, Credited: s.Credited, CarryOut: s.CarryOut,
		People: []extractPersonPage{}, Groups: []extractGroupPage{}, Lines: []extractLinePage{},
	}
	for _, a := range s.Adjustments {
		p.Adjusted = append(p.Adjusted, adjustmentPage{a.Base.String(), a.Reversals, a.Amount})
	}
	for _, one := range e.People {
		p.People = append(p.People, extractPersonPage{one.Name, one.Detail, one.Due, one.Deducted})
	}
	for _, g := range e.Groups {
		page := extractGroupPage{Hidden: g.Hidden, Lines: g.Lines, Base: g.Base, Due: g.Due, Deducted: g.Deducted}
		if g.Group != copay.NoGroup {
			page.Group = (*string)(&g.Group)
		}
		p.Groups = append(p.Groups, page)
	}
	for _, l := range e.Lines {
		p.Lines = append(p.Lines, extractLinePage{
			l.Person, l.Kind, l.Title, l.Provider, l.Attended, l.AttendedTo, l.PaidOn, l.Status, l.Reimbursement, decimal(l.Rate), l.Amount, l.Base,
			l.Raw, l.Excess, l.Deducted, l.Due,
		})
	}
	return p
}

func taxYearPageOf(y backend.TaxYear) taxYearPage {
	p := taxYearPage{
		Name: y.Name, CPF: string(y.CPF), Card: y.Card.Masked(), Year: y.Year, Running: y.Running, Missing: []string{}, Deductible: y.Deductible,
		NotDeductible: y.NotDeductible, Unattributed: y.Unattributed, Total: y.Total(), People: []taxPersonPage{}, Debits: []taxDebitPage{},
	}
	if y.Since != 0 {
		p.Since = y.Since.String()
	}
	for _, m := range y.Missing {
		p.Missing = append(p.Missing, m.String())
	}
	for _, one := range y.People {
		p.People = append(p.People, taxPersonPage{one.Name, string(one.CPF), one.Titular, one.Deductible, one.Cents, one.Deducted})
	}
	for _, d := range y.Debits {
		p.Debits = append(p.Debits, taxDebitPage{d.Base.String(), d.On, d.Debited, d.Credited})
	}
	return p
}
