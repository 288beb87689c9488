package phrases

import (
	"fmt"
	"strings"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/money"
)

// What a titular is told of how a debit is paid.
const (
	AgendaSent  = "📅 Abra o arquivo para pôr o débito na sua agenda. Ela lembra você na véspera."
	AgendaNone  = "Não há débito por vir neste mês para pôr na agenda."
	AgendaTitle = "Débito da coparticipação"
	AgendaAlarm = "Amanhã: débito da coparticipação"
	NoBoleto    = "Não tenho boleto para copiar: "
)

// Labels of the buttons.
const (
	BtnCopyBoleto  = "📋 Copiar linha digitável"
	BtnAgenda      = "📅 Pôr na agenda"
	BtnDebitNotice = "🔔 Avisos"
	BtnSeeDebit    = "Ver"
	BtnWhyDebit    = "Por quê?"
)

// weekdayOf writes "segunda-feira, 23/11/2026".
func weekdayOf(d calendar.Date) string { return weekdays[d.Weekday()] + ", " + d.BR() }

// debitLine says when and how a month is debited.
func debitLine(b backend.Bill) string {
	p := b.Payment
	due := b
	due.Debit = p.DueOn(b.Debit)
	switch {
	case p.Channel == backend.ByBoleto && b.Past:
		return "Por boleto" + onDay(", com vencimento em ", due) + "."
	case p.Channel == backend.ByBoleto:
		return "Por boleto, vence" + onDay(" em ", due) + "."
	}
	verb := "Débito"
	if b.Past {
		verb = "Debitado"
	}
	return verb + inDay(b) + ", " + debitWay(p) + "."
}

// inDay says when a month is debited inside a sentence, "" where no day is known.
func inDay(b backend.Bill) string {
	if day := debitDay(b); day != "" {
		return " em " + day
	}
	return ""
}

// debitDay is the day on which the bank debits a month; the day of the books where banks
// work on it, or where it is past.
func debitDay(b backend.Bill) string {
	switch {
	case b.Debit.IsZero():
		return ""
	case b.Past || b.Payment.Channel == backend.ByBoleto:
		return Bold(b.Debit.BR())
	}
	return bankDay(b.Debit, b.BankDay)
}

// bankDay writes a day on which banks work, and why it is not the nominal one (A18).
func bankDay(on, bank calendar.Date) string {
	if bank.IsZero() || bank == on {
		return Bold(on.BR())
	}
	day := fmt.Sprintf("%d", on.Day)
	if on.Month != bank.Month {
		day = on.BR()
	}
	return Bold(weekdayOf(bank)) + " (no dia " + day + " os bancos não abrem)"
}

// debitWay names the channel inside a sentence.
func debitWay(p backend.Payment) string {
	switch p.Channel {
	case backend.ByAccount:
		return "na conta corrente: " + debitAccount(p)
	case backend.ByBoleto:
		return "por boleto"
	}
	return "na conta corrente ou por boleto"
}

func debitAccount(p backend.Payment) string {
	return CutEsc(p.Bank, 60) + ", final " + Bold(p.Tail)
}

// DebitNote says what else there is to know of how the debit of a month is paid: the
// day on which banks work, and the boleto. For a titular, while it is to come.
func DebitNote(b backend.Bill, phone string) string {
	if !b.Titular || b.Past || b.Whole.Debited <= 0 || b.Debit.IsZero() {
		return ""
	}
	return Lines(bankDayLine(b.Payment, b.Debit, b.BankDay), boletoLine(b.Payment, b.Closed, phone))
}

// bankDayLine says until when a boleto is paid whose day is none of the banks' (A18); of
// a debit in account, the day itself says so.
func bankDayLine(p backend.Payment, on, bank calendar.Date) string {
	switch {
	case p.Channel != backend.ByBoleto || on == bank || bank.IsZero() || p.Boleto.Line != "" && p.Boleto.Due == bank:
		return ""
	case bank.Before(on):
		return "Nesse dia os bancos não abrem: pague até " + Bold(weekdayOf(bank)) + "."
	}
	return "Nesse dia os bancos não abrem: o boleto pode ser pago até " + Bold(weekdayOf(bank)) + ", sem acréscimo."
}

func boletoLine(p backend.Payment, closed bool, phone string) string {
	switch {
	case p.Boleto != backend.Boleto{}:
		return "Linha digitável:\n" + Code(p.Boleto.Line.Format())
	case p.Differs:
		return "⚠️ O boleto que a operadora enviou não confere com este valor, por isso não o mostro aqui. Antes de pagar, ligue para " + Bold(phone) + "."
	case p.Channel != backend.ByBoleto:
		return ""
	case closed:
		return "A linha digitável ainda não chegou aqui."
	}
	return "A linha digitável aparece aqui depois que o mês fecha."
}

// BoletoCopy is a boleto to copy, with what it is about.
func BoletoCopy(b backend.Bill) string {
	return Lines("Boleto de "+Bold(money.BRL(b.Payment.Boleto.Cents))+", vence em "+Bold(b.Payment.Boleto.Due.BR())+":",
		Code(b.Payment.Boleto.Line.Format()))
}

// BoletoNone says why there is no boleto to copy.
func BoletoNone(b backend.Bill, phone string) string {
	switch {
	case b.Payment.Channel == backend.ByAccount:
		return NoBoleto + "o seu débito é " + debitWay(b.Payment) + "."
	case b.Whole.Debited <= 0:
		return NoBoleto + "não há nada a debitar agora."
	case b.Payment.Differs:
		return boletoLine(b.Payment, b.Closed, phone)
	case b.Closed:
		return NoBoleto + "a linha digitável ainda não chegou aqui."
	}
	return NoBoleto + "ele sai depois que o mês fecha."
}

// AgendaNotes is what the event of a debit says below its title, in plain text.
func AgendaNotes(b backend.Bill, operator string) string {
	lines := []string{money.BRL(b.Whole.Debited) + " pelo que a operadora pagou em " + MonthName(b.Month) + "."}
	if !b.Closed {
		lines = append(lines, "Estimativa: o mês ainda não foi fechado.")
	}
	lines = append(lines, plainWay(b.Payment))
	if b.BankDay != b.Payment.DueOn(b.Debit) {
		lines = append(lines, "Os bancos não abrem em "+b.Debit.BR()+": vale "+weekdayOf(b.BankDay)+".")
	}
	if b.Payment.Boleto.Line != "" {
		lines = append(lines, "Linha digitável: "+b.Payment.Boleto.Line.Format())
	}
	return strings.Join(append(lines, OneLine(operator)), "\n")
}

func plainWay(p backend.Payment) string {
	switch p.Channel {
	case backend.ByAccount:
		return "Débito em conta: " + OneLine(p.Bank) + ", final " + OneLine(p.Tail) + "."
	case backend.ByBoleto:
		return "Por boleto."
	}
	return "Débito na conta corrente ou por boleto."
}

// AgendaFile names the file of an event; the day says nothing of anybody.
func AgendaFile(day calendar.Date) string { return "debito-" + day.String() + ".ics" }

// DebitNews tells a titular that a month was closed, or that its debit is near. It names
// no care: that of an adult is not told to whoever looks over a shoulder.
func DebitNews(n backend.DebitNews) string {
	if n.Topic == backend.TopicDebit {
		return Lines("⏰ <b>"+daysTo(n)+"</b>", Bold(money.BRL(n.Debited))+" pelo mês de "+Bold(MonthName(n.Month))+".", debitNewsWay(n), newsBoleto(n))
	}
	carry := ""
	if n.CarryOut > 0 {
		carry = "Ficam " + money.BRL(n.CarryOut) + " para o mês seguinte, sem acréscimo."
	}
	title := "📄 <b>Fechou o mês de " + MonthName(n.Month) + "</b>"
	switch {
	case n.Credited > 0:
		return Lines(title, Bold(money.BRL(n.Credited))+" a seu favor, em "+Bold(n.On.BR())+".")
	case n.Debited == 0:
		return Lines(title, "Nada a debitar em "+MonthName(n.Month+1)+".", carry)
	}
	return Lines(title, Bold(money.BRL(n.Debited))+" de coparticipação.", debitNewsWay(n), carry, newsBoleto(n))
}

func newsBoleto(n backend.DebitNews) string {
	if n.Payment.Boleto.Line == "" {
		return ""
	}
	return boletoLine(n.Payment, true, "")
}

// debitNewsWay says the day and the channel.
func debitNewsWay(n backend.DebitNews) string {
	when := "Débito em " + bankDay(n.On, n.BankDay) + ", " + debitWay(n.Payment) + "."
	if n.Payment.Channel == backend.ByBoleto {
		when = "Por boleto, vence em " + Bold(n.Payment.DueOn(n.On).BR()) + "."
	}
	return Lines(when, bankDayLine(n.Payment, n.On, n.BankDay))
}

func daysTo(n backend.DebitNews) string {
	what := "Débito da coparticipação "
	if n.Payment.Channel == backend.ByBoleto {
		what = "Boleto da coparticipação vence "
	}
	switch n.Days {
	case 0:
		return what + "hoje"
	case 1:
		return what + "amanhã"
	}
	return what + fmt.Sprintf("em %d dias", n.Days)
}

// DebitNewsLine is that in one line, for several told at once.
func DebitNewsLine(n backend.DebitNews) string {
	switch {
	case n.Topic == backend.TopicDebit:
		return daysTo(n) + ": " + money.BRL(n.Debited)
	case n.Credited > 0:
		return "Fechou " + MonthName(n.Month) + ": " + money.BRL(n.Credited) + " a seu favor"
	}
	return "Fechou " + MonthName(n.Month) + ": " + money.BRL(n.Debited)
}
