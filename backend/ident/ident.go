// Package ident reads the names that people and papers go by: CPF, CNPJ,
// matrícula (Card), protocol and request number, telephone, e-mail, CRO and the linha
// digitável of a boleto.
//
// Each has a type whose values come from its Parse function, in one canonical
// form; what people type around it (dots, dashes, spaces, lower case) is
// dropped. A refusal is an *Error: which field, and a Reason that a phrase or
// a problem document can be chosen by. It never carries what was typed.
//
// Printed by fmt (%v, %s, a log line) a personal identifier shows its masked
// form; Format is for the person concerned, and string(x) for storing.
package ident

import "strings"

// Reason is why a text is not the identifier asked for; errors.Is finds it in
// an *Error.
type Reason string

// The reasons, in the order in which they are looked for.
const (
	ErrEmpty      Reason = "empty"
	ErrCharacter  Reason = "character"   // a letter or sign that cannot stand there
	ErrLength     Reason = "length"      // too few or too many characters
	ErrAllEqual   Reason = "all_equal"   // 111.111.111-11 passes its check digits
	ErrCheckDigit Reason = "check_digit" // a slip of the finger, most likely
	ErrAreaCode   Reason = "area_code"   // a telephone without a Brazilian DDD
	ErrNinthDigit Reason = "ninth_digit" // a mobile number of before 2016
	ErrState      Reason = "state"       // a CRO without a UF
	ErrDate       Reason = "date"        // a protocol whose day does not exist
	ErrDayFull    Reason = "day_full"    // no sequence left for the day
	ErrCurrency   Reason = "currency"    // a boleto that is not in reais
)

// Error implements error.
func (r Reason) Error() string { return string(r) }

// Field is what was being read.
type Field string

// The fields.
const (
	FieldDoc           Field = "doc" // CPF or CNPJ
	FieldCPF           Field = "cpf"
	FieldCNPJ          Field = "cnpj"
	FieldCard          Field = "card"
	FieldProtocol      Field = "protocol"
	FieldRequestNumber Field = "request_number"
	FieldPhone         Field = "phone"
	FieldEmail         Field = "email"
	FieldCouncil       Field = "council"
	FieldSenha         Field = "senha"
	FieldBoleto        Field = "boleto"
)

// Error names field and reason, never the text.
type Error struct {
	Field  Field
	Reason Reason
}

// Error implements error.
func (e *Error) Error() string { return "ident: " + string(e.Field) + ": " + string(e.Reason) }

// Unwrap lets errors.Is compare with a Reason.
func (e *Error) Unwrap() error { return e.Reason }

// punctuation is what people and forms put between the characters. The dashes
// and the no-break space come from phones and word processors.
const punctuation = " .-/\u00a0\t\n\r\u2010\u2011\u2012\u2013\u2014\u2212"

// compact drops punctuation and puts ASCII letters in upper case.
func compact(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(punctuation, r):
			return -1
		case 'a' <= r && r <= 'z':
			return r - 'a' + 'A'
		default:
			return r
		}
	}, s)
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func allDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return true
}

func allEqual(s string) bool { return strings.Count(s, s[:1]) == len(s) }

// digits reads a text of exactly n digits, punctuation aside.
func digits(field Field, s string, n int) (string, error) {
	s = compact(s)
	switch {
	case s == "":
		return "", &Error{field, ErrEmpty}
	case !allDigits(s):
		return "", &Error{field, ErrCharacter}
	case len(s) != n:
		return "", &Error{field, ErrLength}
	}
	return s, nil
}
