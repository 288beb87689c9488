package phrases

import (
	"fmt"
	"strings"

	"guiche/backend"
	"guiche/backend/copay"
	"guiche/backend/money"
)

// Words of the statement of a month, which is plain text: nothing is escaped.
const (
	PaperBillTitle    = "Extrato de coparticipação"
	PaperBillName     = "Beneficiário"
	PaperBillTitular  = "Titular do plano"
	PaperBillEstimate = "ESTIMATIVA"
	PaperBillClosed   = "MÊS FECHADO"
	PaperBillWay      = "Como se chega ao valor"
	PaperBillPeople   = "Por pessoa"
	PaperBillGroups   = "Por tipo de atendimento"
	PaperBillCare     = "Atendimentos"
	PaperBillRead     = "Como ler este extrato"
	PaperBillWhat     = "Atendimento"
	PaperBillPaid     = "Operadora pagou"
	PaperBillRate     = "%"
	PaperBillRaw      = "Coparticipação"
	PaperBillExcess   = "Acima do limite"
	PaperBillDue      = "Sua parte"
	PaperBillDeducted = "Deduzido de reembolso"
	PaperBillNone     = "Nenhum atendimento foi pago pela operadora neste mês."
	PaperBillKept     = "Dependente maior de idade: o atendimento é assunto dele, aqui fica só o valor."
)

// PaperBillFile is what the document is called.
func PaperBillFile(m copay.Month) string { return "extrato-coparticipacao-" + m.String() + ".pdf" }

// PaperBillAbout says which month it is, and that it is that of the payment.
func PaperBillAbout(m copay.Month) string {
	return "Atendimentos que a operadora pagou em " + MonthName(m)
}

// PaperBillFigure is the amount of the month and what it is: the debit, what is given
// back, or a dependant's part.
func PaperBillFigure(e backend.Extract) (label, amount, below string) {
	on := func(verb string) string {
		if e.Debit.IsZero() {
			return verb
		}
		return verb + " em " + e.Debit.BR()
	}
	switch {
	case !e.Titular:
		return "Coparticipação dos seus atendimentos", money.BRL(e.Sum.Due), on("Entra no débito do titular do plano")
	case e.Sum.Credited > 0:
		return on("Devolvido"), money.BRL(e.Sum.Credited), "A seu favor"
	case e.Sum.Debited == 0:
		return on("Débito"), money.BRL(0), "Nada a debitar"
	case e.Payment.Channel == backend.ByBoleto:
		return on("Boleto com vencimento"), money.BRL(e.Sum.Debited), "Pagável até o vencimento, em nome do titular do plano"
	case e.Past:
		return on("Debitado"), money.BRL(e.Sum.Debited), paperWay(e.Payment)
	}
	return on("Débito"), money.BRL(e.Sum.Debited), paperWay(e.Payment)
}

func paperWay(p backend.Payment) string {
	if p.Channel != backend.ByAccount {
		return "Na conta corrente ou por boleto"
	}
	return "Na conta corrente: " + Cut(OneLine(p.Bank), 60) + ", final " + OneLine(p.Tail)
}

// PaperBillBoleto is the line by which a debit to come can be paid, "" for none.
func PaperBillBoleto(e backend.Extract) string {
	if e.Payment.Boleto == (backend.Boleto{}) {
		return ""
	}
	return "Linha digitável do boleto: " + OneLine(e.Payment.Boleto.Line.Format())
}

// PaperBillState says in a sentence how sure the month is.
func PaperBillState(e backend.Extract) string {
	var parts []string
	switch {
	case e.Closed:
		parts = append(parts, "Mês fechado pela operadora: os valores são os dos registros dela.")
	case e.Over:
		parts = append(parts, "Estimativa: o mês acabou e ainda não foi fechado pela operadora.")
	default:
		parts = append(parts, "Estimativa: até "+e.Month.Last().BR()+" a operadora ainda pode pagar outros atendimentos ou corrigir estes.")
	}
	if e.Assumed {
		parts = append(parts, "O débito conta com os seus últimos proventos conhecidos.")
	}
	if !e.BankDay.IsZero() {
		parts = append(parts, "Em "+e.Debit.BR()+" os bancos não abrem: vale "+weekdayOf(e.BankDay)+".")
	}
	return strings.Join(parts, " ")
}

// PaperBillUnsure marks what a reading that nobody confirmed would change, "" for
// nothing.
func PaperBillUnsure(e backend.Extract) string {
	if len(e.Unsure) == 0 {
		return ""
	}
	text := "Estimativa, " + amountSure
	if asks := unsureAsks(e.Unsure); len(asks) > 0 {
		text += ": " + strings.Join(asks, "; ")
	}
	return text + "."
}

// PaperRow is a line of a sum: Strong ones are results, Quiet ones only explain.
type PaperRow struct {
	Words, Amount string
	Strong, Quiet bool
}

// PaperBillSum is the way from the month's care to the debit.
func PaperBillSum(e backend.Extract) []PaperRow {
	s := &e.Sum
	all := "Coparticipação dos atendimentos do mês"
	if !e.Titular {
		all = "Coparticipação dos seus atendimentos do mês"
	}
	var rows []PaperRow
	if s.Raw != s.Due {
		rows = append(rows, PaperRow{Words: all, Amount: money.BRL(s.Raw)})
	}
	less := func(words string, cents int64) {
		if cents != 0 {
			rows = append(rows, PaperRow{Words: words, Amount: minus(cents)})
		}
	}
	less("Acima do limite do mês: a operadora assume", s.Excess)
	less("Já deduzido do crédito de reembolsos", s.Deducted)
	if !e.Titular {
		return append(rows, PaperRow{Words: "Parte que entra no débito do titular", Amount: money.BRL(s.Due), Strong: true})
	}
	rows = append(rows, PaperRow{Words: "Coparticipação do mês", Amount: money.BRL(s.Due), Strong: true})
	for _, a := range s.Adjustments {
		rows = append(rows, paperAdjusted(a))
	}
	switch {
	case s.CarryIn > 0:
		rows = append(rows, PaperRow{Words: "Saldo de meses anteriores, sem acréscimo", Amount: money.BRL(s.CarryIn)})
	case s.CarryIn < 0:
		less("Crédito guardado de meses anteriores", -s.CarryIn)
	}
	if s.Limit != nil && s.Proventos != nil && s.Debited > 0 {
		rows = append(rows, PaperRow{Words: "Máximo do débito: " + Percent(s.Share) + " dos proventos, " + money.BRL(*s.Proventos), Amount: money.BRL(*s.Limit), Quiet: true})
	}
	return append(rows, paperEnd(e)...)
}

// minus writes an amount that is taken off.
func minus(cents int64) string { return "− " + money.BRL(cents) }

func paperAdjusted(a copay.Adjustment) PaperRow {
	amount := money.BRL(a.Amount)
	if a.Amount < 0 {
		amount = minus(-a.Amount)
	}
	why := "Acerto de " + MonthName(a.Base)
	switch {
	case a.Decision != "":
		why = "D" + byTheBoard(a.On)[1:] + " sobre " + MonthName(a.Base) + " (" + Cut(OneLine(a.Decision), 60) + ")"
	case len(a.Reversals) > 0:
		why = "Estorno de " + MonthName(a.Base)
	}
	return PaperRow{Words: why, Amount: amount}
}

func paperEnd(e backend.Extract) []PaperRow {
	s := &e.Sum
	var rows []PaperRow
	switch {
	case s.Credited > 0:
		rows = append(rows, PaperRow{Words: "Devolvido a você", Amount: money.BRL(s.Credited), Strong: true})
	case e.Payment.Channel == backend.ByBoleto:
		rows = append(rows, PaperRow{Words: "Cobrado por boleto", Amount: money.BRL(s.Debited), Strong: true})
	case e.Past:
		rows = append(rows, PaperRow{Words: "Debitado", Amount: money.BRL(s.Debited), Strong: true})
	default:
		rows = append(rows, PaperRow{Words: "A debitar", Amount: money.BRL(s.Debited), Strong: true})
	}
	switch {
	case s.CarryOut > 0:
		rows = append(rows, PaperRow{Words: "Fica para o mês seguinte, sem acréscimo", Amount: money.BRL(s.CarryOut)})
	case s.CarryOut < 0:
		rows = append(rows, PaperRow{Words: "Crédito guardado para o mês seguinte", Amount: money.BRL(-s.CarryOut)})
	}
	return rows
}

// PaperBillPerson names one of the family.
func PaperBillPerson(p backend.ExtractPerson) string {
	if p.Own {
		return OneLine(p.Name)
	}
	return ShortName(p.Name)
}

// PaperBillGroup names a group of care, or what is kept from the reader.
func PaperBillGroup(g backend.ExtractGroup) string {
	switch {
	case g.Hidden:
		return ChartHidden
	case g.Group == copay.NoGroup:
		return "Sem coparticipação"
	}
	return CareGroup(g.Group)
}

// PaperBillCareOf names a line of care.
func PaperBillCareOf(l backend.ExtractLine) string {
	if title := OneLine(l.Title); title != "" {
		return Cut(title, 140)
	}
	return CareKind(l.Kind)
}

// PaperBillNotes say of a line by whom, when, and what was special about it.
func PaperBillNotes(e backend.Extract, l backend.ExtractLine) []string {
	when := "Atendido em " + l.Attended.BR()
	switch {
	case l.Attended.IsZero():
		when = "Dia do atendimento não informado"
	case !l.AttendedTo.IsZero() && l.AttendedTo != l.Attended:
		when = "Atendido de " + l.Attended.BR() + " a " + l.AttendedTo.BR()
	}
	if l.PaidOn.IsZero() {
		when += " · pago em " + MonthName(e.Month)
	} else {
		when += " · pago em " + l.PaidOn.BR()
	}
	if !e.Debit.IsZero() && l.Due > 0 {
		switch {
		case e.Payment.Channel == backend.ByBoleto:
			when += " · no boleto de " + e.Debit.BR()
		case e.Past:
			when += " · debitado em " + e.Debit.BR()
		default:
			when += " · débito em " + e.Debit.BR()
		}
	}
	notes := []string{when}
	if who := OneLine(l.Provider); who != "" {
		notes = []string{Cut(who, 120), when}
	}
	if special := paperSpecial(e, l); special != "" {
		notes = append(notes, special)
	}
	return notes
}

func paperSpecial(e backend.Extract, l backend.ExtractLine) string {
	var parts []string
	switch l.Status {
	case copay.NotCovered:
		parts = append(parts, "Este tipo de atendimento não tem coparticipação")
	case copay.BeforeEffective:
		parts = append(parts, "Pago antes de o regulamento valer: sem coparticipação")
	case copay.ExcludedSetting:
		parts = append(parts, "Durante uma internação: sem coparticipação")
	case copay.ExcludedAPABEX:
		parts = append(parts, "Dependente inscrito na APABEX: sem coparticipação")
	}
	if s := l.Sessions; s != nil && l.Status == copay.Charged {
		parts = append(parts, paperSessions(e, s))
	}
	if l.Reimbursement && l.Deducted > 0 {
		parts = append(parts, "Reembolso: "+money.BRL(l.Deducted)+" já saíram do crédito e não vêm no débito")
	}
	if l.Base != l.Amount {
		parts = append(parts, "De "+money.BRL(l.Amount)+" foram estornados "+money.BRL(l.Amount-l.Base))
	}
	return strings.Join(parts, " · ")
}

func paperSessions(e backend.Extract, s *backend.ExtractSessions) string {
	which := fmt.Sprintf("Sessões %d a %d", s.First, s.Last)
	if s.First == s.Last {
		which = fmt.Sprintf("Sessão %d", s.Last)
	}
	if s.Low > 0 && s.High > 0 {
		which += fmt.Sprintf(": %d a %s e %d a %s", s.Low, Percent(e.Low), s.High, Percent(e.High))
	}
	return which
}

// PaperBillPercent is the rate of a line.
func PaperBillPercent(e backend.Extract, l backend.ExtractLine) string {
	switch {
	case l.Status != copay.Charged:
		return "–"
	case l.Rate != nil:
		return Percent(*l.Rate)
	case l.Sessions != nil:
		return Percent(e.Low) + " e " + Percent(e.High)
	}
	return "–"
}

// PaperBillReading explains what people ask about such a paper.
func PaperBillReading(e backend.Extract, phone, hours string) []string {
	lines := []string{
		"Conta o mês em que a operadora pagou o atendimento, não o dia em que ele foi feito. Por isso um atendimento antigo pode aparecer agora. O débito vem no mês seguinte.",
	}
	if e.Sum.Cap != nil {
		lines = append(lines, paperCap(&e.Sum))
	}
	if e.Titular && e.Sum.Share > 0 {
		lines = append(lines, "O débito do mês não passa de "+Percent(e.Sum.Share)+" dos proventos do titular, sem o 13º. O que sobra fica para o mês seguinte, sem juros nem acréscimo: não é atraso.")
	}
	if e.Sum.Deducted > 0 {
		lines = append(lines, "No reembolso, a coparticipação já sai do crédito. Ela conta no limite do mês e não vem no débito.")
	}
	return append(lines, "Não reconhece um atendimento ou tem dúvida? Toque nele na conversa, ou fale com a central: "+OneLine(phone)+" ("+OneLine(hours)+").")
}

func paperCap(s *backend.ExtractSum) string {
	whose := "da família toda"
	if s.PerPerson {
		whose = "de cada pessoa"
	}
	limit := money.BRL(*s.Cap)
	if !s.Fixed && s.CapCH != 0 && s.CH != nil {
		limit = chs(s.CapCH) + " CH × R$ " + decimalBRL(*s.CH) + " = " + limit + " (CH é o coeficiente de honorários, a unidade do regulamento)"
	}
	return "A coparticipação " + whose + " em um mês tem um limite: " + limit + ". O que passa dele a operadora assume, e não se cobra depois."
}

// PaperBillMade is the foot of the paper.
func PaperBillMade(e backend.Extract) string {
	return "Extrato feito em " + Moment(e.At) + ". Documento pessoal: guarde-o com cuidado."
}
