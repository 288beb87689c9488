package nlu

import (
	"fmt"
	"strings"

	"guiche/backend/calendar"
)

// Slots are what a message names besides what it asks for; what it does not name
// is empty.
type Slots struct {
	Request      string `json:"request,omitempty"`      // 8 digits
	Protocol     string `json:"protocol,omitempty"`     // 20 digits
	Beneficiary  string `json:"beneficiary,omitempty"`  // CPF or matrícula
	Professional string `json:"professional,omitempty"` // CPF or CNPJ
	Month        string `json:"month,omitempty"`        // "2026-11"
	Code         string `json:"code,omitempty"`         // TUSS
}

// Named finds them. Months are seen from today.
func Named(text string, today calendar.Date) Slots {
	tokens := Read(text)
	var s Slots
	s.Beneficiary, s.Professional = people(tokens, false) // here no treatment is asked for
	for _, t := range tokens {
		switch {
		case t.Kind == Protocol && s.Protocol == "":
			s.Protocol = t.Text
		case t.Kind == Code && s.Code == "":
			s.Code = t.Text
		case t.Kind == Eight && s.Request == "":
			s.Request = t.Text
		case t.Kind == Digits && len(t.Text) >= 5 && len(t.Text) <= 7 && s.Request == "":
			s.Request = strings.Repeat("0", 8-len(t.Text)) + t.Text // people leave the zeros out
		}
	}
	if m, ok := Month(tokens, today); ok {
		s.Month = fmt.Sprintf("%04d-%02d", m.Year, int(m.Month))
	}
	return s
}
