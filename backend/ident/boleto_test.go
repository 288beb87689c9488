package ident_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"guiche/backend/calendar"
	"guiche/backend/ident"
)

// A line that a bank's manual has as its example.
const (
	bankExample   = "00190.50095 40144.816069 06809.350314 3 37370000000100"
	oneRealCents  = 100
	bankReference = "2007-12-31" // 1997-10-07 and 3737 days
)

func day(t fataler, text string) calendar.Date {
	d, err := calendar.ParseDate(text)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return d
}

type fataler interface{ Fatalf(string, ...any) }

// bill makes a line of arrecadação by tables of its own: weights from the left of
// each block, and the digits of modulo 11 as the manual lists them.
func bill(named byte, cents int64, free string) string {
	digit := func(s string) string {
		sum := 0
		for i := range len(s) {
			n, right := int(s[i]-'0'), len(s)-1-i
			if named == '8' || named == '9' {
				sum += n * []int{2, 3, 4, 5, 6, 7, 8, 9}[right%8]
				continue
			}
			sum += []int{0, 2, 4, 6, 8, 1, 3, 5, 7, 9}[n]*(1-right%2) + n*(right%2)
		}
		if named == '8' || named == '9' {
			return fmt.Sprint([]int{0, 0, 9, 8, 7, 6, 5, 4, 3, 2, 1}[sum%11])
		}
		return fmt.Sprint((10 - sum%10) % 10)
	}
	head, tail := "83"+string(named), fmt.Sprintf("%011d", cents)+free
	code := head + digit(head+tail) + tail
	var line strings.Builder
	for at := 0; at < len(code); at += 11 {
		line.WriteString(code[at:at+11] + digit(code[at:at+11]))
	}
	return line.String()
}

func digitsOf(n int) *rapid.Generator[string] {
	return rapid.StringMatching(fmt.Sprintf("[0-9]{%d}", n))
}

func TestBoletos(t *testing.T) {
	t.Parallel()
	t.Run("of a bank's manual are read, with amount and day", func(t *testing.T) {
		t.Parallel()
		b, err := ident.ParseBoleto(bankExample)
		if err != nil {
			t.Fatal(err)
		}
		if cents, ok := b.Cents(); !ok || cents != oneRealCents {
			t.Errorf("%d cents, %v", cents, ok)
		}
		if !b.DueOn(day(t, bankReference)) || b.DueOn(day(t, "2008-01-01")) {
			t.Error("the day is not the one of the factor")
		}
		if got := b.Format(); got != bankExample {
			t.Errorf("written %s", got)
		}
		if got := fmt.Sprint(b); strings.Contains(got, "50095") {
			t.Errorf("a log would say %s", got)
		}
	})
	t.Run("of arrecadação are read by the modulo that the third digit names", func(t *testing.T) {
		t.Parallel()
		for _, named := range []byte("6789") {
			b, err := ident.ParseBoleto(bill(named, 12345, "01234567890123456789012345678"))
			if err != nil {
				t.Fatalf("%c: %v", named, err)
			}
			cents, ok := b.Cents()
			if amount := named == '6' || named == '8'; ok != amount || ok && cents != 12345 {
				t.Errorf("%c: %d cents, %v", named, cents, ok)
			}
			if !b.DueOn(day(t, bankReference)) {
				t.Errorf("%c: a bill has no day that could differ", named)
			}
		}
	})
	t.Run("count their days anew from 22 February 2025 on", func(t *testing.T) {
		t.Parallel()
		for text, factor := range map[string]string{"2025-02-21": "9999", "2025-02-22": "1000", "2026-11-20": "1636", "2000-07-03": "1000", "2049-10-14": "1000"} {
			b, err := ident.BankBoleto("999", day(t, text), 100, strings.Repeat("1", 25))
			if err != nil || string(b)[33:37] != factor {
				t.Errorf("%s: %s, %v, want the factor %s", text, b.Format(), err, factor)
			}
		}
	})
	t.Run("without amount and day have none", func(t *testing.T) {
		t.Parallel()
		b, err := ident.BankBoleto("999", calendar.Date{}, 0, strings.Repeat("1", 25))
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := b.Cents(); ok || !b.DueOn(day(t, "2026-11-20")) {
			t.Error("it has an amount, or a day")
		}
	})
	t.Run("that are none are refused by their reason", func(t *testing.T) {
		t.Parallel()
		for text, reason := range map[string]ident.Reason{
			"": ident.ErrEmpty, " . ": ident.ErrEmpty, "0019050095A": ident.ErrCharacter, "00190.50095": ident.ErrLength,
			strings.Repeat("8", 48): ident.ErrAllEqual, strings.Repeat("0", 47): ident.ErrAllEqual,
			"00180.50095 40144.816069 06809.350314 3 37370000000100":                ident.ErrCurrency,
			"00190.50095 40144.816069 06809.350314 4 37370000000100":                ident.ErrCheckDigit,
			"7" + bill('6', 1, strings.Repeat("2", 29))[1:]:                         ident.ErrCharacter,
			strings.Replace(bill('6', 1, strings.Repeat("2", 29)), "836", "835", 1): ident.ErrCheckDigit,
		} {
			_, err := ident.ParseBoleto(text)
			wantReason(t, text, err, ident.FieldBoleto, reason)
		}
	})
}

func anyBankBoleto(t *rapid.T) ident.BoletoLine {
	due := calendar.Date{Year: 1997, Month: 10, Day: 7}.AddDays(rapid.IntRange(1000, 40_000).Draw(t, "day"))
	b, err := ident.BankBoleto(digitsOf(3).Draw(t, "bank"), due, rapid.Int64Range(1, 9_999_999_999).Draw(t, "cents"), digitsOf(25).Draw(t, "free"))
	if err != nil {
		t.Fatalf("%v", err)
	}
	if !b.DueOn(due) {
		t.Fatalf("%s is not due on its day", b.Format())
	}
	return b
}

// changed is a line with one digit that is another.
func changed(t *rapid.T, line string, from, to int) (string, int) {
	at := rapid.IntRange(from, to-1).Draw(t, "at")
	d := (int(line[at]-'0') + rapid.IntRange(1, 9).Draw(t, "by")) % 10
	return line[:at] + fmt.Sprint(d) + line[at+1:], at
}

// A slip of one digit in the fields, or in the digit of the whole, is always caught. In
// amount and day it is unless the digit of the whole is 1, which three rests share: that
// is why the import compares both with what the operator says.
func TestOneDigitOfABankBoletoIsMissed(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		b := anyBankBoleto(t)
		line, at := changed(t, string(b), 0, 47)
		other, err := ident.ParseBoleto(line)
		switch {
		case err != nil:
		case at < 33 || string(b)[32] != '1':
			t.Fatalf("%s is taken for %s", line, b.Format())
		default:
			was, _ := b.Cents()
			if is, _ := other.Cents(); is == was && line[33:37] == string(b)[33:37] {
				t.Fatalf("%s has the same amount and day", line)
			}
		}
	})
}

// Modulo 10 catches every slip; of modulo 11 two rests share the digit 0.
func TestOneDigitOfABillIsMissed(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		named := []byte("6789")[rapid.IntRange(0, 3).Draw(t, "modulo")]
		good := bill(named, rapid.Int64Range(1, 99_999_999_999).Draw(t, "cents"), digitsOf(29).Draw(t, "free"))
		if _, err := ident.ParseBoleto(good); err != nil {
			t.Fatalf("%s: %v", good, err)
		}
		line, at := changed(t, good, 3, 48)
		_, err := ident.ParseBoleto(line)
		if digit := good[at/12*12+11]; err == nil && (named < '8' || digit != '0') {
			t.Fatalf("%s is taken for %s", line, good)
		}
	})
}

func FuzzParseBoleto(f *testing.F) {
	f.Add(bankExample)
	f.Add(bill('6', 12345, strings.Repeat("0", 29)))
	f.Add(bill('8', 1, strings.Repeat("3", 29)))
	f.Fuzz(func(t *testing.T, typed string) {
		b, err := ident.ParseBoleto(typed)
		if err != nil {
			if _, ok := errors.AsType[*ident.Error](err); !ok || b != "" {
				t.Fatalf("%q: %q, %v", typed, string(b), err)
			}
			return
		}
		again, err := ident.ParseBoleto(b.Format())
		if err != nil || again != b {
			t.Fatalf("%q is read as %q, and written anew as %q, %v", typed, string(b), string(again), err)
		}
		if cents, ok := b.Cents(); ok != (cents > 0) {
			t.Fatalf("%d cents, %v", cents, ok)
		}
	})
}
