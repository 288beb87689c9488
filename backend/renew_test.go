package backend_test

import (
	"strings"
	"testing"

	"guiche/backend"
)

func TestNewPasswords(t *testing.T) {
	t.Parallel()
	const login = "11222333000181"
	for password, want := range map[string]backend.PasswordFault{
		"girassol azul e trem":     "",
		"Sorriso@Rua-das-Flores":   "",
		"açaí-com-granola":         "",
		"nove-sign":                backend.PasswordShort,
		"":                         backend.PasswordShort,
		strings.Repeat("abcd", 40): backend.PasswordLong,
		"11.222.333/0001-81":       backend.PasswordLogin,
		"x 11222333000181 y":       backend.PasswordLogin,
		"aaaaaaaaaaaaaa":           backend.PasswordCommon,
		"1234567890":               backend.PasswordCommon,
		"senha123456":              backend.PasswordCommon,
		"Qwerty-123456":            backend.PasswordCommon,
		"ababababababab":           backend.PasswordCommon,
	} {
		if got := backend.CheckPassword(login, password); got != want {
			t.Errorf("%q: %q, want %q", password, got, want)
		}
	}
}
