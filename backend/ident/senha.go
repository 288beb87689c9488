package ident

import (
	"fmt"
	"strings"
)

// Senha is the operator's word that procedures are authorised: 12 characters of an
// alphabet in which none looks like another, be it read from paper or over the
// telephone. TISS has room for 20.
type Senha string

// senhaAlphabet leaves out 0 O, 1 I L, 2 Z, 5 S, 8 B.
const (
	senhaAlphabet = "ACDEFGHJKMNPQRTUVWXY34679"
	senhaLen      = 12
)

// NewSenha draws a senha, of 25¹², so that none is guessed. random fills a slice with
// random bytes, as crypto/rand.Read does.
func NewSenha(random func([]byte) (int, error)) (Senha, error) {
	const fair = 256 / len(senhaAlphabet) * len(senhaAlphabet) // above it, some letters would come more often
	out, one := make([]byte, 0, senhaLen), make([]byte, 1)
	for len(out) < senhaLen {
		if _, err := random(one); err != nil {
			return "", fmt.Errorf("ident: senha: %w", err)
		}
		if int(one[0]) < fair {
			out = append(out, senhaAlphabet[int(one[0])%len(senhaAlphabet)])
		}
	}
	return Senha(out), nil
}

// ParseSenha reads a senha as a person copies it: in small letters, with hyphens
// and blanks. One that the operator's core system issued may look otherwise: up to
// 20 letters and digits.
func ParseSenha(s string) (Senha, error) {
	s = compact(s)
	if strings.ContainsFunc(s, func(r rune) bool { return (r < '0' || r > '9') && (r < 'A' || r > 'Z') }) {
		return "", &Error{FieldSenha, ErrCharacter}
	}
	if n := len(s); n < 4 || n > 20 {
		return "", &Error{FieldSenha, ErrLength}
	}
	return Senha(s), nil
}

// Format groups it by four: "K7QX-4M9P-TRCA".
func (s Senha) Format() string {
	if len(s)%4 != 0 {
		return string(s)
	}
	var out strings.Builder
	for i := 0; i < len(s); i += 4 {
		if i > 0 {
			out.WriteByte('-')
		}
		out.WriteString(string(s[i : i+4]))
	}
	return out.String()
}

// Guia is the number under which the operator keeps an authorisation, growing.
type Guia int64

// String pads it to 10 digits.
func (g Guia) String() string { return fmt.Sprintf("%010d", int64(g)) }

// String tells nothing of it: a senha stands in no log.
func (s Senha) String() string { return strings.Repeat("*", len(s)) }
