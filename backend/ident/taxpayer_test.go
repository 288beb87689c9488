package ident_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"guiche/backend/ident"
)

var (
	goodCPFs  = []string{"52998224725", "11144477735", "98765432100", "39053344705"}
	goodCNPJs = []string{
		"12ABC34501DE35", "00000000ABCD02", "A1B2C3D4E5F668", "ZZZZZZZZZZZZ62", "1A2B3C4D000179", "11222333000181",
	}
)

// otherDigits computes both check digits in the other published way: weights
// counted from the left, the rest of the sum itself, 10 taken as 0.
func otherDigits(base string, weights [2][]int) string {
	for _, row := range weights {
		sum := 0
		for i, r := range base {
			sum += row[i] * int(r-48)
		}
		base += fmt.Sprint(sum % 11 % 10)
	}
	return base
}

var (
	cpfWeights = [2][]int{
		{1, 2, 3, 4, 5, 6, 7, 8, 9},
		{0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
	}
	cnpjWeights = [2][]int{
		{6, 7, 8, 9, 2, 3, 4, 5, 6, 7, 8, 9},
		{5, 6, 7, 8, 9, 2, 3, 4, 5, 6, 7, 8, 9},
	}
)

// wantReason fails unless err is an *ident.Error of this field and reason.
func wantReason(t *testing.T, typed string, err error, field ident.Field, reason ident.Reason) {
	t.Helper()
	var got *ident.Error
	if !errors.As(err, &got) || got.Field != field || !errors.Is(err, reason) {
		t.Errorf("%q: %v, want %s: %s", typed, err, field, reason)
	}
}

func TestGoodDocuments(t *testing.T) {
	t.Parallel()
	for _, s := range goodCPFs {
		cpf, err := ident.ParseCPF(s)
		if err != nil || string(cpf) != s {
			t.Errorf("ParseCPF(%q) = %q, %v", s, string(cpf), err)
		}
		for _, typed := range []string{s, cpf.Format(), " " + s + "\n", strings.Join(strings.Split(s, ""), " ")} {
			doc, err := ident.ParseDoc(typed)
			if got, ok := doc.CPF(); err != nil || !ok || got != cpf {
				t.Errorf("ParseDoc(%q) = %q, %v, want the CPF", typed, string(doc), err)
			}
			if _, ok := doc.CNPJ(); ok {
				t.Errorf("%q is taken for a CNPJ as well", typed)
			}
		}
	}
	for _, s := range goodCNPJs {
		cnpj, err := ident.ParseCNPJ(s)
		if err != nil || string(cnpj) != s {
			t.Errorf("ParseCNPJ(%q) = %q, %v", s, string(cnpj), err)
		}
		for _, typed := range []string{s, strings.ToLower(s), cnpj.Format(), strings.ReplaceAll(cnpj.Format(), "-", "–")} {
			doc, err := ident.ParseDoc(typed)
			if got, ok := doc.CNPJ(); err != nil || !ok || got != cnpj {
				t.Errorf("ParseDoc(%q) = %q, %v, want the CNPJ", typed, string(doc), err)
			}
		}
	}
}

func TestBadDocumentsSayWhy(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typed  string
		field  ident.Field
		reason ident.Reason
	}{
		{"", ident.FieldDoc, ident.ErrEmpty},
		{" . - / ", ident.FieldDoc, ident.ErrEmpty},
		{"5299822472", ident.FieldDoc, ident.ErrLength},
		{"529982247255", ident.FieldDoc, ident.ErrLength},
		{"112223330001811", ident.FieldDoc, ident.ErrLength},
		{"meu cpf é este", ident.FieldDoc, ident.ErrCharacter},
		{"52998224726", ident.FieldCPF, ident.ErrCheckDigit},
		{"52998224735", ident.FieldCPF, ident.ErrCheckDigit},
		{"5299822472X", ident.FieldCPF, ident.ErrCharacter},
		{"11111111111", ident.FieldCPF, ident.ErrAllEqual},
		{"000.000.000-00", ident.FieldCPF, ident.ErrAllEqual},
		{"12ABC34501DE36", ident.FieldCNPJ, ident.ErrCheckDigit},
		{"11222333000182", ident.FieldCNPJ, ident.ErrCheckDigit},
		{"12ABC34501DEA5", ident.FieldCNPJ, ident.ErrCharacter},
		{"00000000000000", ident.FieldCNPJ, ident.ErrAllEqual},
		{"1122233300018_", ident.FieldCNPJ, ident.ErrCharacter},
		{"12ÁBC34501DE3", ident.FieldCNPJ, ident.ErrCharacter},
	} {
		doc, err := ident.ParseDoc(c.typed)
		wantReason(t, c.typed, err, c.field, c.reason)
		if doc != "" {
			t.Errorf("%q is refused and given back as %q", c.typed, string(doc))
		}
		if digits := strings.Trim(c.typed, " .-/"); digits != "" && strings.Contains(fmt.Sprint(err), digits) {
			t.Errorf("the error repeats what was typed: %v", err)
		}
	}
	_, err := ident.ParseCPF("")
	wantReason(t, "", err, ident.FieldCPF, ident.ErrEmpty)
	_, err = ident.ParseCPF("11222333000181")
	wantReason(t, "a CNPJ", err, ident.FieldCPF, ident.ErrLength)
	_, err = ident.ParseCNPJ(" ")
	wantReason(t, " ", err, ident.FieldCNPJ, ident.ErrEmpty)
	_, err = ident.ParseCNPJ("52998224725")
	wantReason(t, "a CPF", err, ident.FieldCNPJ, ident.ErrLength)
}

func TestDocumentsAreWrittenAndMasked(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ doc, format, masked string }{
		{"12345678909", "123.456.789-09", "***.456.789-**"},
		{"12ABC34501DE35", "12.ABC.345/01DE-35", "**.ABC.345/****-**"},
		{"", "", ""},
	} {
		doc := ident.Doc(c.doc)
		if got := doc.Format(); got != c.format {
			t.Errorf("Format of %q = %q, want %q", c.doc, got, c.format)
		}
		for _, got := range []string{doc.Masked(), doc.String(), fmt.Sprint(doc), fmt.Sprintf("%+v", doc)} {
			if got != c.masked {
				t.Errorf("%q is shown as %q, want %q", c.doc, got, c.masked)
			}
		}
	}
}

func TestCheckDigitsAgreeWithTheOtherWay(t *testing.T) {
	t.Parallel()
	for _, kind := range []struct {
		name    string
		pattern string
		weights [2][]int
	}{
		{"CPF", `[0-9]{9}`, cpfWeights},
		{"CNPJ", `[0-9A-Z]{12}`, cnpjWeights},
	} {
		t.Run(kind.name, rapid.MakeCheck(func(t *rapid.T) {
			varied := func(s string) bool { return strings.Count(s, s[:1]) < len(s) }
			base := rapid.StringMatching(kind.pattern).Filter(varied).Draw(t, "base")
			good := otherDigits(base, kind.weights)
			if _, err := ident.ParseDoc(good); err != nil {
				t.Fatalf("%s: %v", good, err)
			}
			// Every other pair of check digits is a slip.
			for n := range 100 {
				other := fmt.Sprintf("%s%02d", base, n)
				if _, err := ident.ParseDoc(other); other != good && err == nil {
					t.Fatalf("both %s and %s are accepted", good, other)
				}
			}
		}))
	}
}

func FuzzParseDoc(f *testing.F) {
	for _, s := range append(append([]string{"", "111.111.111-11", "\xff\u00a0–"}, goodCPFs...), goodCNPJs...) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		doc, err := ident.ParseDoc(s)
		if err != nil {
			var known *ident.Error
			if !errors.As(err, &known) || doc != "" {
				t.Fatalf("ParseDoc(%q) = %q, %v", s, string(doc), err)
			}
			return
		}
		again, err := ident.ParseDoc(doc.Format())
		if err != nil || again != doc {
			t.Fatalf("%q is read as %q and its own form as %q, %v", s, string(doc), string(again), err)
		}
		want := otherDigits(string(doc[:len(doc)-2]), map[int][2][]int{11: cpfWeights, 14: cnpjWeights}[len(doc)])
		if want != string(doc) {
			t.Fatalf("%q accepted, the other way wants %q", string(doc), want)
		}
	})
}
