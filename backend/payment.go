package backend

import (
	"guiche/backend/calendar"
	"guiche/backend/copay"
	"guiche/backend/ident"
)

// Channel is how a debit reaches the titular (R18). The zero one is that the operator
// did not say.
type Channel string

// The channels.
const (
	ByAccount Channel = "conta"
	ByBoleto  Channel = "boleto"
)

// PaidBy is how a titular pays, from the debits of a month on.
type PaidBy struct {
	From    copay.Month
	Channel Channel
	// Bank and Tail, the last characters of the account, of ByAccount.
	Bank, Tail string
}

// Boleto is that of a month of debits.
type Boleto struct {
	Line  ident.BoletoLine
	Cents int64
	Due   calendar.Date
}

// Payment is how the debit of a month is paid.
type Payment struct {
	Channel    Channel
	Bank, Tail string
	// Boleto may be paid: it is about what the month was closed with. The zero one is
	// that there is none, or not yet.
	Boleto Boleto
	// Differs: the operator gave a boleto of another amount or day than the books have.
	Differs bool
}

// DueOn is the day of a debit as it is paid: that of its boleto, or the nominal one.
func (p Payment) DueOn(on calendar.Date) calendar.Date {
	if p.Boleto.Due.IsZero() {
		return on
	}
	return p.Boleto.Due
}

// paymentOf is how a debit of an amount on a day is paid; on is the nominal day, other
// the one on which the bank works.
func paymentOf(by PaidBy, b Boleto, cents int64, on, other calendar.Date) Payment {
	p := Payment{Channel: by.Channel, Bank: by.Bank, Tail: by.Tail}
	switch {
	case b == Boleto{}:
		return p
	case by.Channel == "":
		p.Channel = ByBoleto // there would be none else
	case by.Channel != ByBoleto:
		return p
	}
	if p.Differs = cents != b.Cents || !DebitDay(b.Due, on, other); !p.Differs {
		p.Boleto = b
	}
	return p
}

// bankDay is when a bank debits what falls on a day: where the regulation's reading
// moves it, or else the next day on which banks work (A18).
func bankDay(on, moved calendar.Date) calendar.Date {
	if !moved.IsZero() && moved != on {
		return moved
	}
	return calendar.BankDay(on)
}

// DebitDay tells whether a boleto may be due on a day: that of the debit, the one to
// which the regulation's reading moves it, or the next on which banks work.
func DebitDay(due, on, other calendar.Date) bool {
	return due == on || due == other || due == calendar.BankDay(on)
}

// payment is how the debit of a base month is paid. A boleto of a month that is open
// is not told of: its amount may still change.
func (a *Account) payment(m copay.Month, r AccountMonth) Payment {
	var by PaidBy
	for _, p := range a.PaidBy {
		if p.From <= m+1 && p.From >= by.From {
			by = p
		}
	}
	if !r.Closed {
		return paymentOf(by, Boleto{}, 0, r.Date, r.Effective)
	}
	return paymentOf(by, a.Boletos[m+1], r.Debited, r.Date, r.Effective)
}
