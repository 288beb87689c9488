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
	for i, t := range tokens {
		switch {
		case t.Kind == Protocol && s.Protocol == "":
			s.Protocol = t.Text
		case t.Kind == Code && s.Code == "":
			s.Code = t.Text
		case t.Kind == Eight && s.Request == "":
			s.Request = t.Text
		case t.Kind == Digits && s.Request == "" && len(t.Text) >= 5 && len(t.Text) <= 7 && !otherNumber(tokens, i):
			s.Request = requestNumber(t.Text)
		}
	}
	if s.Request == "" {
		s.Request = dottedRequest(tokens)
	}
	if m, ok := Month(tokens, today); ok {
		s.Month = fmt.Sprintf("%04d-%02d", m.Year, int(m.Month))
	}
	return s
}

// requestNumber is a number whose zeros were left out.
func requestNumber(digits string) string { return strings.Repeat("0", 8-len(digits)) + digits }

var (
	otherNumbers = wordSet("codigo cod cep valor verificacao token pin senha cro crm oab telefone tel ramal nota nf fiscal recibo rs reais dia ano sala apto lote agencia conta cnes")
	smallWords   = wordSet("e eh o a de da do numero num n no na meu minha")
)

// otherNumber tells whether the word before a number says that it is no request's.
func otherNumber(tokens []Token, i int) bool {
	for j := i - 1; j >= 0 && j >= i-4; j-- {
		switch t := tokens[j]; {
		case t.Kind == Sign || t.Kind == Word && smallWords[t.Text]:
		case t.Kind == Word:
			return otherNumbers[t.Text]
		default:
			return false
		}
	}
	return false
}

var requestWords = wordSet("pedido pedidos solicitacao guia requisicao processo status protocolo numero andamento")

// dottedRequest reads "220.071" and "220 071" where a word says that it is a request.
func dottedRequest(tokens []Token) string {
	for i := range len(tokens) - 1 {
		a, b := tokens[i], tokens[i+1]
		if a.Kind == Number && b.Kind == Number && len(a.Text) == 3 && len(b.Text) == 3 && near(tokens, i, requestWords, 2) {
			return requestNumber(a.Text + b.Text)
		}
	}
	return ""
}
