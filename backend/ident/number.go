package ident

import (
	"fmt"
	"strconv"
	"strings"

	"guiche/backend/calendar"
)

// Card is a beneficiary's matrícula, 9 digits; leading zeros are part of it.
type Card string

const cardLen = 9

// ParseCard reads a matrícula with or without punctuation.
func ParseCard(s string) (Card, error) {
	s, err := digits(FieldCard, s, cardLen)
	return Card(s), err
}

// Masked writes *****6100.
func (c Card) Masked() string { return mask(string(c), cardLen-4, cardLen) }

// String is the masked form.
func (c Card) String() string { return c.Masked() }

// Protocol is the number of a contact with the operator, 20 digits: ANS
// registry (6), day (8, yyyymmdd) and sequence within the day (6).
type Protocol string

const (
	registryLen = 6
	dayLen      = 8
	sequenceLen = 6
	protocolLen = registryLen + dayLen + sequenceLen
)

// ParseProtocol reads a protocol as a person copies it, with or without
// punctuation.
func ParseProtocol(s string) (Protocol, error) {
	s, err := digits(FieldProtocol, s, protocolLen)
	if err != nil {
		return "", err
	}
	p := Protocol(s)
	if p.Date().IsZero() {
		return "", &Error{FieldProtocol, ErrDate}
	}
	return p, nil
}

// Registry is the operator's registration with the ANS.
func (p Protocol) Registry() string { return string(p[:registryLen]) }

// Date is the day on which it was given.
func (p Protocol) Date() calendar.Date {
	d := p[registryLen : registryLen+dayLen]
	day, err := calendar.ParseDate(string(d[:4] + "-" + d[4:6] + "-" + d[6:]))
	if err != nil {
		return calendar.Date{}
	}
	return day
}

// Sequence is the number within the day, prefix included.
func (p Protocol) Sequence() string { return string(p[protocolLen-sequenceLen:]) }

// Series is how an operator numbers its protocols. Prefix, often empty, opens
// the sequence and tells channels apart: those of one operator seen in print
// begin with 05.
type Series struct {
	Registry string `json:"registry"`
	Prefix   string `json:"prefix,omitempty"`
}

// Validate refuses a registry that is not 6 digits and a prefix that leaves no
// place for a number.
func (s Series) Validate() error {
	switch {
	case s.Registry == "":
		return &Error{FieldProtocol, ErrEmpty}
	case !allDigits(s.Registry) || !allDigits(s.Prefix):
		return &Error{FieldProtocol, ErrCharacter}
	case len(s.Registry) != registryLen || len(s.Prefix) >= sequenceLen:
		return &Error{FieldProtocol, ErrLength}
	}
	return nil
}

// Last is the highest number that a day can hold.
func (s Series) Last() int64 {
	last := int64(1)
	for range sequenceLen - len(s.Prefix) {
		last *= 10
	}
	return last - 1
}

// Protocol is the n-th of a day, counted from 1. A day that has run out of
// numbers is ErrDayFull: the caller keeps the request and tries another day
// or prefix, it never repeats a number.
func (s Series) Protocol(day calendar.Date, n int64) (Protocol, error) {
	if err := s.Validate(); err != nil {
		return "", err
	}
	if day.IsZero() {
		return "", &Error{FieldProtocol, ErrDate}
	}
	if n < 1 || n > s.Last() {
		return "", &Error{FieldProtocol, ErrDayFull}
	}
	return Protocol(fmt.Sprintf("%s%04d%02d%02d%s%0*d", s.Registry,
		day.Year, int(day.Month), day.Day, s.Prefix, sequenceLen-len(s.Prefix), n)), nil
}

// RequestNumber is the operator's number of a request, growing from 1 and
// written with 8 digits: 00220071.
type RequestNumber int64

const requestNumberLen = 8

// String writes it with its leading zeros.
func (n RequestNumber) String() string { return fmt.Sprintf("%0*d", requestNumberLen, int64(n)) }

// requestWords are what people put before the number, longest first.
var requestWords = []string{
	"solicitação", "solicitacao", "pedido", "número", "numero", "num", "nº", "n°", "no", "n", "#", ":",
}

// ParseRequestNumber reads what people type: 220071, 00220071, nº 220.071,
// pedido 220071.
func ParseRequestNumber(s string) (RequestNumber, error) {
	s = strings.ToLower(s)
words:
	for {
		s = strings.TrimLeft(s, punctuation)
		for _, word := range requestWords {
			if rest, ok := strings.CutPrefix(s, word); ok {
				s = rest
				continue words
			}
		}
		break
	}
	switch s = compact(s); {
	case s == "":
		return 0, &Error{FieldRequestNumber, ErrEmpty}
	case !allDigits(s):
		return 0, &Error{FieldRequestNumber, ErrCharacter}
	case len(s) > requestNumberLen:
		return 0, &Error{FieldRequestNumber, ErrLength}
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n == 0 {
		return 0, &Error{FieldRequestNumber, ErrEmpty}
	}
	return RequestNumber(n), nil
}
