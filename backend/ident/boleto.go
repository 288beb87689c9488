package ident

import "guiche/backend/calendar"

// BoletoLine is the linha digitável of a boleto as FEBRABAN defines it, digits alone:
// 47 of a bank's boleto (Convenção da Cobrança, "Layout do boleto de pagamento"), 48 of
// a bill of arrecadação ("Layout padrão de arrecadação e recebimento com código de
// barras").
type BoletoLine string

const (
	bankLineLen = 47
	billLineLen = 48
	// billBlock is the length of one of its four blocks, the check digit at its end.
	billBlock = 12
	// barcodeLen is how many digits the barcode of either has.
	barcodeLen = 44
	// boletoTopWeight is where the weights of modulo 11 begin again.
	boletoTopWeight = 9
	// inReais is the currency of a bank's boleto.
	inReais = '9'
)

// ParseBoleto reads a linha digitável with or without points and spaces, and checks
// every digit of it that can be checked.
func ParseBoleto(s string) (BoletoLine, error) {
	s = compact(s)
	refused := func(r Reason) (BoletoLine, error) { return "", &Error{FieldBoleto, r} }
	switch {
	case s == "":
		return refused(ErrEmpty)
	case !allDigits(s):
		return refused(ErrCharacter)
	case len(s) != bankLineLen && len(s) != billLineLen:
		return refused(ErrLength)
	case allEqual(s):
		return refused(ErrAllEqual)
	}
	b := BoletoLine(s)
	good := false
	switch {
	case len(s) == bankLineLen:
		if s[3] != inReais {
			return refused(ErrCurrency)
		}
		good = b.bankChecked()
	case s[0] == '8':
		good = b.billChecked()
	default:
		return refused(ErrCharacter)
	}
	if !good {
		return refused(ErrCheckDigit)
	}
	return b, nil
}

// bankChecked: each of the first three fields ends with its digit, the fourth is that
// of the barcode.
func (b BoletoLine) bankChecked() bool {
	s := string(b)
	for _, f := range [][2]int{{0, 10}, {10, 21}, {21, 32}} {
		if s[f[1]-1] != modulo10(s[f[0]:f[1]-1]) {
			return false
		}
	}
	code := b.barcode()
	return code[4] == bankDigit(code[:4]+code[5:])
}

// billChecked: the third digit says by which modulo all digits of the line are made.
func (b BoletoLine) billChecked() bool {
	s := string(b)
	digit := billDigit(s[2])
	if digit == nil {
		return false
	}
	for at := 0; at < billLineLen; at += billBlock {
		if s[at+billBlock-1] != digit(s[at:at+billBlock-1]) {
			return false
		}
	}
	code := b.barcode()
	return code[3] == digit(code[:3]+code[4:])
}

// billDigit is the modulo that the third digit of a bill names, nil for none: 6 and 7
// stand for modulo 10, 8 and 9 for 11.
func billDigit(named byte) func(string) byte {
	switch named {
	case '6', '7':
		return modulo10
	case '8', '9':
		return func(s string) byte { return checkDigit(s, boletoTopWeight) }
	}
	return nil
}

// barcode puts the digits in the order of the bars, without the check digits of the
// fields.
func (b BoletoLine) barcode() string {
	s := string(b)
	if len(s) == billLineLen {
		return s[0:11] + s[12:23] + s[24:35] + s[36:47]
	}
	return s[0:4] + s[32:47] + s[4:9] + s[10:20] + s[21:31]
}

// modulo10 weighs by 2, 1, 2 … from the right and adds the digits of the products up.
func modulo10(s string) byte {
	sum, weight := 0, 2
	for i := len(s) - 1; i >= 0; i-- {
		n := int(s[i]-'0') * weight
		sum += n/10 + n%10
		weight = 3 - weight
	}
	return byte('0' + (10-sum%10)%10)
}

// bankDigit is that of a bank's barcode: modulo 11, in which 0, 10 and 11 are 1.
func bankDigit(s string) byte {
	if d := checkDigit(s, boletoTopWeight); d != '0' {
		return d
	}
	return '1'
}

// Cents is the amount that the line has; false where it has none: a boleto without an
// amount, or a bill whose figure is a quantity.
func (b BoletoLine) Cents() (int64, bool) {
	code := b.barcode()
	text := code[9:19]
	if len(b) == billLineLen {
		if text = code[4:15]; code[2] != '6' && code[2] != '8' {
			return 0, false
		}
	}
	var cents int64
	for i := range len(text) {
		cents = 10*cents + int64(text[i]-'0')
	}
	return cents, cents > 0
}

// The factor of a day counts days since 7 October 1997, and from 22 February 2025 on
// begins again at 1000 whenever it would have five digits.
const (
	firstFactor = 1000
	lastFactor  = 9999
)

var factorBase = calendar.Date{Year: 1997, Month: 10, Day: 7}

// dueFactor is that of a day, 0 for one before there were any.
func dueFactor(d calendar.Date) int {
	n := factorBase.DaysUntil(d)
	switch {
	case n < firstFactor:
		return 0
	case n > lastFactor:
		return firstFactor + (n-firstFactor)%(lastFactor-firstFactor+1)
	}
	return n
}

// DueOn tells whether the line is due on a day; it says nothing against it where it has
// no day: a boleto without one, and every bill.
func (b BoletoLine) DueOn(d calendar.Date) bool {
	if len(b) == billLineLen {
		return true
	}
	code := b.barcode()
	factor := 0
	for i := 5; i < 9; i++ {
		factor = 10*factor + int(code[i]-'0')
	}
	return factor == 0 || factor == dueFactor(d)
}

// BankBoleto makes the line of a bank's boleto: bank is its three digits, free the 25
// that it fills as it likes. It is for made-up boletos: an operator's come from its bank.
func BankBoleto(bank string, due calendar.Date, cents int64, free string) (BoletoLine, error) {
	head := bank + string(inReais)
	tail := zeros(int64(dueFactor(due)), 4) + zeros(cents, 10) + free
	if len(head)+1+len(tail) != barcodeLen || !allDigits(head+tail) {
		return "", &Error{FieldBoleto, ErrLength}
	}
	first, second, third := head+free[:5], free[5:15], free[15:]
	return ParseBoleto(first + string(modulo10(first)) + second + string(modulo10(second)) + third + string(modulo10(third)) +
		string(bankDigit(head+tail)) + tail[:14])
}

// zeros writes n with noughts before it, to so many digits.
func zeros(n int64, length int) string {
	out := make([]byte, length)
	for i := length - 1; i >= 0; i-- {
		out[i] = byte('0' + n%10)
		n /= 10
	}
	return string(out)
}

// Format writes 00190.50095 40144.816069 06809.350314 3 37370000000100, or the four
// blocks of a bill with their digits behind a dash.
func (b BoletoLine) Format() string {
	if len(b) == billLineLen {
		return fill("###########-# ###########-# ###########-# ###########-#", string(b))
	}
	return fill("#####.##### #####.###### #####.###### # ##############", string(b))
}

// String hides it: it names account and customer.
func (b BoletoLine) String() string {
	if len(b) < 4 {
		return string(b)
	}
	return string(b[:3]) + "…" + string(b[len(b)-1:])
}
