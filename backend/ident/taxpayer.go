package ident

import "strings"

// CPF is a person's taxpayer number, 11 digits.
type CPF string

// CNPJ is an organisation's, 12 digits or capital letters and 2 check digits.
// The letters came in July 2026 (Instrução Normativa RFB 2.229/2024).
type CNPJ string

// Doc is either of them, told apart by its length.
type Doc string

const (
	cpfLen  = 11
	cnpjLen = 14
	// checkLen is the number of check digits of both.
	checkLen = 2
	// The weights run 2, 3, … from the right; those of a CNPJ begin again
	// after 9, those of a CPF never do.
	cpfTopWeight  = 11
	cnpjTopWeight = 9
)

// ParseCPF reads a CPF with or without punctuation.
func ParseCPF(s string) (CPF, error) {
	s, err := digits(FieldCPF, s, cpfLen)
	if err != nil {
		return "", err
	}
	if err := verify(FieldCPF, s, cpfTopWeight); err != nil {
		return "", err
	}
	return CPF(s), nil
}

// ParseCNPJ reads a CNPJ, numeric or alphanumeric, in either case, with or
// without punctuation.
func ParseCNPJ(s string) (CNPJ, error) {
	s = compact(s)
	switch {
	case s == "":
		return "", &Error{FieldCNPJ, ErrEmpty}
	case strings.ContainsFunc(s, notAlphanumeric):
		return "", &Error{FieldCNPJ, ErrCharacter}
	case len(s) != cnpjLen:
		return "", &Error{FieldCNPJ, ErrLength}
	case !allDigits(s[cnpjLen-checkLen:]):
		return "", &Error{FieldCNPJ, ErrCharacter}
	}
	if err := verify(FieldCNPJ, s, cnpjTopWeight); err != nil {
		return "", err
	}
	return CNPJ(s), nil
}

// ParseDoc reads a CPF or a CNPJ, whichever the length says. The field of its
// error is FieldDoc where the text is neither.
func ParseDoc(s string) (Doc, error) {
	switch s = compact(s); len(s) {
	case 0:
		return "", &Error{FieldDoc, ErrEmpty}
	case cpfLen:
		cpf, err := ParseCPF(s)
		return Doc(cpf), err
	case cnpjLen:
		cnpj, err := ParseCNPJ(s)
		return Doc(cnpj), err
	}
	if strings.ContainsFunc(s, notAlphanumeric) {
		return "", &Error{FieldDoc, ErrCharacter}
	}
	return "", &Error{FieldDoc, ErrLength}
}

func notAlphanumeric(r rune) bool {
	return (r < '0' || r > '9') && (r < 'A' || r > 'Z')
}

func verify(field Field, s string, top int) error {
	if allEqual(s) {
		return &Error{field, ErrAllEqual}
	}
	base := len(s) - checkLen
	if s[base] != checkDigit(s[:base], top) || s[base+1] != checkDigit(s[:base+1], top) {
		return &Error{field, ErrCheckDigit}
	}
	return nil
}

// checkDigit is 11 minus the weighted sum modulo 11, and 0 for 10 and 11. A
// character counts as its ASCII code less 48, so A is 17 and Z is 42.
func checkDigit(s string, top int) byte {
	sum, weight := 0, 2
	for i := len(s) - 1; i >= 0; i-- {
		sum += int(s[i]-'0') * weight
		if weight++; weight > top {
			weight = 2
		}
	}
	if rest := sum % 11; rest >= 2 {
		return byte('0' + 11 - rest)
	}
	return '0'
}

// Format writes 529.982.247-25.
func (c CPF) Format() string { return fill("###.###.###-##", string(c)) }

// Masked writes ***.982.247-**, the form of public notices.
func (c CPF) Masked() string { return mask(c.Format(), 4, 11) }

// String is the masked form.
func (c CPF) String() string { return c.Masked() }

// Format writes 12.ABC.345/01DE-35.
func (c CNPJ) Format() string { return fill("##.###.###/####-##", string(c)) }

// Masked writes **.ABC.345/****-**.
func (c CNPJ) Masked() string { return mask(c.Format(), 3, 10) }

// String is the masked form: an individual's firm is known by its CNPJ.
func (c CNPJ) String() string { return c.Masked() }

// CPF is the document as a CPF, if it is one.
func (d Doc) CPF() (CPF, bool) { return CPF(d), len(d) == cpfLen }

// CNPJ is the document as a CNPJ, if it is one.
func (d Doc) CNPJ() (CNPJ, bool) { return CNPJ(d), len(d) == cnpjLen }

// Format writes the document as its kind does.
func (d Doc) Format() string {
	if cpf, ok := d.CPF(); ok {
		return cpf.Format()
	}
	return CNPJ(d).Format()
}

// Masked hides it as its kind does.
func (d Doc) Masked() string {
	if cpf, ok := d.CPF(); ok {
		return cpf.Masked()
	}
	return CNPJ(d).Masked()
}

// String is the masked form.
func (d Doc) String() string { return d.Masked() }

// fill puts the characters of s in the places marked #; what does not fill
// the pattern, such as the zero value, is left as it is.
func fill(pattern, s string) string {
	if strings.Count(pattern, "#") != len(s) {
		return s
	}
	out, next := []byte(pattern), 0
	for i, c := range out {
		if c == '#' {
			out[i] = s[next]
			next++
		}
	}
	return string(out)
}

// mask puts * for every letter and digit outside [from, to).
func mask(s string, from, to int) string {
	out := []byte(s)
	for i, c := range out {
		if (i < from || i >= to) && !notAlphanumeric(rune(c)) {
			out[i] = '*'
		}
	}
	return string(out)
}
