package fictional

import (
	"fmt"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/copay"
	"guiche/backend/ident"
	"guiche/backend/postgres"
)

// The bank of the made-up people is none: nobody has its number.
const (
	bankName = "Banco Fictício"
	bankCode = "999"
)

// Channels say how titulares pay: Ana's account is debited, Bruno pays boletos.
func Channels() []postgres.ChannelRow {
	return []postgres.ChannelRow{
		{Card: anaCard, PaidBy: backend.PaidBy{From: firstPaid, Channel: backend.ByAccount, Bank: bankName, Tail: "1234"}},
		{Card: brunoCard, PaidBy: backend.PaidBy{From: firstPaid, Channel: backend.ByBoleto}},
	}
}

// Boletos are Bruno's last ones.
func Boletos() []postgres.BoletoRow {
	return []postgres.BoletoRow{
		boleto(lastClosed-1, 32_000), boleto(lastClosed, 2_388), boleto(lastClosed+1, 4_500),
	}
}

// boleto is that of a month of debits, due on its 30th.
func boleto(m copay.Month, cents int64) postgres.BoletoRow {
	due := calendar.Date{Year: m.Year(), Month: m.First().Month, Day: 30}
	line, err := ident.BankBoleto(bankCode, due, cents, fmt.Sprintf("%025d", int(m)))
	if err != nil {
		panic("fictional: a boleto: " + err.Error()) // figures above
	}
	return postgres.BoletoRow{Card: brunoCard, Month: m, Boleto: backend.Boleto{Line: line, Cents: cents, Due: due}}
}
