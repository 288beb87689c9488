package ident

import "strings"

// Phone is a Brazilian telephone number: DDD and 8 or 9 digits.
type Phone string

// areaCodes are the DDDs in use (Anatel, Plano Geral de Códigos Nacionais).
const areaCodes = "11 12 13 14 15 16 17 18 19 21 22 24 27 28 31 32 33 34 35 37 38 " +
	"41 42 43 44 45 46 47 48 49 51 53 54 55 61 62 63 64 65 66 67 68 69 " +
	"71 73 74 75 77 79 81 82 83 84 85 86 87 88 89 91 92 93 94 95 96 97 98 99"

const (
	landlineLen = 2 + 8
	mobileLen   = 2 + 9
)

// ParsePhone reads (21) 3479-1200, 021 98765-4321, +55 21 98765-4321. The
// country's 55 is told from the DDD 55 by the length.
func ParsePhone(s string) (Phone, error) {
	s = strings.NewReplacer("(", "", ")", "", "+", "").Replace(compact(s))
	switch {
	case s == "":
		return "", &Error{FieldPhone, ErrEmpty}
	case !allDigits(s):
		return "", &Error{FieldPhone, ErrCharacter}
	}
	s = strings.TrimLeft(s, "0") // trunk prefix 0, international 00
	if len(s) >= landlineLen+2 {
		s = strings.TrimPrefix(s, "55")
		s = strings.TrimPrefix(s, "0") // +55 (021)
	}
	if len(s) != landlineLen && len(s) != mobileLen {
		return "", &Error{FieldPhone, ErrLength}
	}
	if !strings.Contains(areaCodes, s[:2]) {
		return "", &Error{FieldPhone, ErrAreaCode}
	}
	switch first := s[2]; {
	case len(s) == mobileLen && first != '9', first < '2':
		return "", &Error{FieldPhone, ErrCharacter}
	case len(s) == landlineLen && first > '5':
		return "", &Error{FieldPhone, ErrNinthDigit}
	}
	return Phone(s), nil
}

// Format writes (21) 3479-1200 or (21) 98765-4321.
func (p Phone) Format() string {
	if len(p) == mobileLen {
		return fill("(##) #####-####", string(p))
	}
	return fill("(##) ####-####", string(p))
}

// Masked writes (21) *****-4321.
func (p Phone) Masked() string {
	s := p.Format()
	if len(s) < 4 {
		return s
	}
	return s[:4] + mask(s[4:], len(s)-8, len(s)-4)
}

// String is the masked form.
func (p Phone) String() string { return p.Masked() }

// E164 writes +5521987654321.
func (p Phone) E164() string { return "+55" + string(p) }

// Email is an address in lower case. The check is light on purpose: only a
// message that arrives proves an address.
type Email string

const (
	maxEmail = 254 // RFC 5321 §4.5.3.1.3, less the angle brackets
	maxLocal = 64  // §4.5.3.1.1
	maxLabel = 63  // RFC 1035 §2.3.4
)

// ParseEmail reads name@domain.tld. Accents are refused: hardly a mail server
// takes them, and where one is typed it is nearly always a slip.
func ParseEmail(s string) (Email, error) {
	s = strings.ToLower(strings.TrimSpace(s))
	if s == "" {
		return "", &Error{FieldEmail, ErrEmpty}
	}
	local, domain, _ := strings.Cut(s, "@")
	labels := strings.Split(domain, ".")
	if local == "" || len(local) > maxLocal || len(s) > maxEmail || len(labels) < 2 {
		return "", &Error{FieldEmail, ErrLength}
	}
	for part := range strings.SplitSeq(local, ".") {
		if part == "" || strings.ContainsFunc(part, notEmailAtom) {
			return "", &Error{FieldEmail, ErrCharacter}
		}
	}
	for _, label := range labels {
		if len(label) == 0 || len(label) > maxLabel {
			return "", &Error{FieldEmail, ErrLength}
		}
		if label[0] == '-' || label[len(label)-1] == '-' || strings.ContainsFunc(label, notHostRune) {
			return "", &Error{FieldEmail, ErrCharacter}
		}
	}
	if tld := labels[len(labels)-1]; len(tld) < 2 || isDigit(tld[0]) {
		return "", &Error{FieldEmail, ErrCharacter}
	}
	return Email(s), nil
}

func notHostRune(r rune) bool {
	return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-'
}

// notEmailAtom is false for RFC 5322's atext.
func notEmailAtom(r rune) bool {
	return notHostRune(r) && !strings.ContainsRune("!#$%&'*+/=?^_`{|}~", r)
}

// Masked writes a***@dominio.com.br.
func (e Email) Masked() string {
	local, domain, ok := strings.Cut(string(e), "@")
	if !ok || local == "" {
		return ""
	}
	return local[:1] + "***@" + domain
}

// String is the masked form.
func (e Email) String() string { return e.Masked() }

// SamePhone tells whether two spellings are one telephone: with or without the
// country's 55, a trunk 0, and the ninth digit that mobiles got from 2012 on, which
// old registers and old Telegram accounts lack.
func SamePhone(a, b string) bool {
	x, y := phoneCore(a), phoneCore(b)
	return x != "" && x == y
}

// phoneCore is DDD and number without the ninth digit that was put before older
// mobiles; "" for what is no Brazilian number.
func phoneCore(s string) string {
	digits := strings.TrimLeft(strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s), "0")
	if len(digits) >= landlineLen+2 {
		digits = strings.TrimLeft(strings.TrimPrefix(digits, "55"), "0")
	}
	if len(digits) == mobileLen && digits[2] == '9' && digits[3] >= '6' { // eight-digit mobiles began with 6 to 9
		digits = digits[:2] + digits[3:]
	}
	if len(digits) != landlineLen && len(digits) != mobileLen {
		return ""
	}
	return digits
}
