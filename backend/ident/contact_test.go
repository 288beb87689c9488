package ident_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"guiche/backend/ident"
)

func TestPhone(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"(21) 3479-1200":         "(21) 3479-1200",
		"2134791200":             "(21) 3479-1200",
		"021 3479 1200":          "(21) 3479-1200",
		"+55 (21) 98765-4321":    "(21) 98765-4321",
		"005521987654321":        "(21) 98765-4321",
		"+55 (021) 98765-4321":   "(21) 98765-4321",
		"55 98765-4321":          "(55) 98765-4321", // Santa Maria, not the country
		"55 55 3221-1234":        "(55) 3221-1234",
		"(21)\u00a098765–4321":   "(21) 98765-4321",
		"(11) 9.8765.4321 ":      "(11) 98765-4321",
		"+55 55 9 8765 4321 \n ": "(55) 98765-4321",
	} {
		got, err := ident.ParsePhone(typed)
		if err != nil || got.Format() != want {
			t.Errorf("ParsePhone(%q) = %q, %v; want %q", typed, got.Format(), err, want)
		}
	}
	for typed, reason := range map[string]ident.Reason{
		"": ident.ErrEmpty, "+": ident.ErrEmpty, "000": ident.ErrLength,
		"34791200": ident.ErrLength, "+1 212 555 01234": ident.ErrLength,
		"(20) 3479-1200": ident.ErrAreaCode, "0800 722 3344": ident.ErrAreaCode,
		"(21) 8765-4321": ident.ErrNinthDigit, "(21) 38765-4321": ident.ErrCharacter,
		"(21) 1479-1200": ident.ErrCharacter, "ligue 21 3479-1200": ident.ErrCharacter,
	} {
		_, err := ident.ParsePhone(typed)
		wantReason(t, typed, err, ident.FieldPhone, reason)
	}
	for phone, want := range map[ident.Phone]string{
		"21987654321": "(21) *****-4321", "2134791200": "(21) ****-1200", "": "",
	} {
		if got := fmt.Sprint(phone); got != want {
			t.Errorf("shown as %q, want %q", got, want)
		}
	}
	if got := ident.Phone("21987654321").E164(); got != "+5521987654321" {
		t.Errorf("E164 = %q", got)
	}
	t.Run("survives every form that it is written in", rapid.MakeCheck(func(t *rapid.T) {
		p := ident.Phone(rapid.SampledFrom([]string{"11", "21", "55", "99"}).Draw(t, "ddd") +
			rapid.StringMatching(`([2-5][0-9]{7}|9[0-9]{8})`).Draw(t, "subscriber"))
		for _, form := range []string{string(p), p.Format(), p.E164(), "0" + string(p), "00" + p.E164()[1:]} {
			if got, err := ident.ParsePhone(form); err != nil || got != p {
				t.Fatalf("%q is read as %q, %v", form, string(got), err)
			}
		}
	}))
}

func TestEmail(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		" Contato@ClinicaSorriso.com.br ": "contato@clinicasorriso.com.br",
		"ana.prado+plano@exemplo.com":     "ana.prado+plano@exemplo.com",
		"a@b.co":                          "a@b.co",
	} {
		if got, err := ident.ParseEmail(typed); err != nil || string(got) != want {
			t.Errorf("ParseEmail(%q) = %q, %v", typed, string(got), err)
		}
	}
	for typed, reason := range map[string]ident.Reason{
		"":                                     ident.ErrEmpty,
		"contato":                              ident.ErrLength,
		"@exemplo.com":                         ident.ErrLength,
		"contato@exemplo":                      ident.ErrLength,
		"contato@exemplo..com":                 ident.ErrLength,
		strings.Repeat("a", 65) + "@b.co":      ident.ErrLength,
		"a@" + strings.Repeat("b", 64) + ".co": ident.ErrLength,
		"joão@exemplo.com":                     ident.ErrCharacter,
		"a b@exemplo.com":                      ident.ErrCharacter,
		"a..b@exemplo.com":                     ident.ErrCharacter,
		"a@b@exemplo.com":                      ident.ErrCharacter,
		"a@-exemplo.com":                       ident.ErrCharacter,
		"a@exemplo.c":                          ident.ErrCharacter,
		"a@10.0.0.1":                           ident.ErrCharacter,
		"a@exemplo.com\r\nBcc: b@exemplo.com":  ident.ErrCharacter,
	} {
		_, err := ident.ParseEmail(typed)
		wantReason(t, typed, err, ident.FieldEmail, reason)
	}
	if got := fmt.Sprint(ident.Email("ana@exemplo.com")); got != "a***@exemplo.com" {
		t.Errorf("shown as %q", got)
	}
}

func TestCouncil(t *testing.T) {
	t.Parallel()
	for _, typed := range []string{
		"CRO-RJ 12345", "cro/rj 12.345", "CRO RJ 012345", "12345 CRO-RJ", "RJ-CD-12345", "crorj12345", "RJ 12345",
	} {
		got, err := ident.ParseCouncil(typed)
		if err != nil || got != (ident.Council{State: "RJ", Number: "12345"}) || got.String() != "CRO-RJ 12345" {
			t.Errorf("ParseCouncil(%q) = %v, %v", typed, got, err)
		}
	}
	for typed, reason := range map[string]ident.Reason{
		"": ident.ErrEmpty, "CRO": ident.ErrEmpty, "12345": ident.ErrState, "CRO-XX 12345": ident.ErrState,
		"CRM-RJ 12345": ident.ErrState, "CRO-RJ": ident.ErrLength, "CRO-RJ 000": ident.ErrLength,
		"CRO-RJ 1234567": ident.ErrLength,
	} {
		_, err := ident.ParseCouncil(typed)
		wantReason(t, typed, err, ident.FieldCouncil, reason)
	}
	for _, state := range strings.Fields("AC AL AM AP BA CE DF ES GO MA MG MS MT PA PB PE PI PR RJ RN RO RR RS SC SE SP TO") {
		c := ident.Council{State: state, Number: "777"}
		if got, err := ident.ParseCouncil(c.String()); err != nil || got != c {
			t.Errorf("%v is read as %v, %v", c, got, err)
		}
	}
}
