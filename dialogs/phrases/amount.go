package phrases

import (
	"fmt"
	"slices"
	"strings"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/copay"
	"guiche/backend/money"
)

// What a member is told of the coparticipation.
const (
	AmountMonthsTitle = "<b>Meses anteriores</b>\nToque em um mês para ver cada atendimento. O mês é o do pagamento pela operadora; o débito vem no mês seguinte."
	AmountNoLines     = "Nenhum atendimento que você possa ver foi pago pela operadora neste mês."
	AmountLineGone    = "Este atendimento não está mais neste mês."
	AmountMonthGone   = "Não tenho valores deste mês. Toque em um da lista."
	amountSure        = "regra a confirmar pela operadora"
)

// Labels of the buttons.
const (
	BtnAmountWhy        = "Por quê?"
	BtnAmountMonths     = "Outros meses"
	BtnAmountChart      = "Gráfico do ano"
	BtnAmountSuppose    = "E se eu fizer…?"
	BtnAmountLimits     = "Saldo e limites"
	BtnAmountRulesShort = "Regras"
	BtnAmountMore       = "Mais…"
	BtnAmountOther      = "Outro valor"
	BtnAmountKinds      = "Outro procedimento"
	BtnAmountBack       = "« Quanto vou pagar"
)

var monthNames = [...]string{
	"janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro",
}

// AmountNoLine answers a number of a line that a month has not.
func AmountNoLine(n, lines int) string {
	if lines == 0 {
		return AmountNoLines
	}
	if lines == 1 {
		return fmt.Sprintf("Não achei o atendimento %d: neste mês há só um. Toque nele para ver.", n)
	}
	return fmt.Sprintf("Não achei o atendimento %d: neste mês há %d. Toque em um deles, ou diga o número.", n, lines)
}

// MonthName writes "novembro de 2026".
func MonthName(m copay.Month) string {
	first := m.First()
	return fmt.Sprintf("%s de %d", monthNames[(first.Month+11)%12], first.Year)
}

// MonthShort writes "nov".
func MonthShort(m copay.Month) string { return monthNames[(m.First().Month+11)%12][:3] }

// CareKinds are the kinds of care as people say them, in the order of the regulation.
var careKinds = map[copay.Kind]string{
	"consulta": "Consulta", "exame": "Exame", "fisioterapia": "Fisioterapia", "escleroterapia": "Escleroterapia", "acupuntura": "Acupuntura", "rpg": "RPG",
	"dermatologia": "Procedimento dermatológico", "psicoterapia": "Psicoterapia", "fonoaudiologia": "Fonoaudiologia",
	"terapia_ocupacional": "Terapia ocupacional", "odontologia": "Tratamento odontológico",
}

// CareKind names a kind of care.
func CareKind(k copay.Kind) string {
	if name, ok := careKinds[k]; ok {
		return name
	}
	return "Outro atendimento"
}

// CareGroup names a group of the regulation.
func CareGroup(g copay.Group) string {
	switch g {
	case copay.GroupI:
		return "Consultas e exames"
	case copay.GroupII:
		return "Tratamentos ambulatoriais"
	case copay.GroupIII:
		return "Terapias"
	case copay.GroupIV:
		return "Odontologia"
	}
	return "Outros"
}

// AmountHead is the figure of a month and what it is.
func AmountHead(b backend.Bill) string {
	if !b.Titular {
		deducted := ""
		if b.OwnDeducted > 0 {
			deducted = "Outros " + money.BRL(b.OwnDeducted) + " já saíram do crédito de reembolso."
		}
		return Lines(
			Bold(money.BRL(b.Own))+" de coparticipação pelos seus atendimentos que a operadora pagou em "+Bold(MonthName(b.Month))+".",
			"Quem é debitado é o titular do plano"+strings.Replace(inDay(b), " em ", ", em ", 1)+".",
			deducted,
		)
	}
	c := &b.Whole
	switch {
	case c.Credited > 0:
		return Bold(money.BRL(c.Credited)) + " a seu favor" + onDay(", em ", b) + ". É pelo mês de " + Bold(MonthName(b.Month)) + "."
	case c.Debited == 0:
		return Bold(money.BRL(0)) + ": nada a debitar" + onDay(" em ", b) + " pelo mês de " + Bold(MonthName(b.Month)) + "."
	}
	return Lines(
		Bold(money.BRL(c.Debited)),
		debitLine(b),
		"Vem do que a operadora <b>pagou em "+Esc(MonthName(b.Month))+"</b>: conta o mês do pagamento, não o dia do atendimento.",
	)
}

func onDay(before string, b backend.Bill) string {
	if b.Debit.IsZero() {
		return ""
	}
	return before + Bold(b.Debit.BR())
}

// AmountState says how sure a month is.
func AmountState(b backend.Bill) string {
	var lines []string
	switch {
	case b.Closed:
	case b.Over:
		lines = append(lines, "<b>Estimativa:</b> o mês acabou e ainda não foi fechado pela operadora.")
	default:
		lines = append(lines, "<b>Estimativa:</b> até "+b.Month.Last().BR()+" a operadora ainda pode pagar outros atendimentos ou corrigir estes.")
	}
	if b.Assumed {
		lines = append(lines, "Contei com os seus últimos proventos conhecidos.")
	}
	return Lines(append(lines, AmountUnsure(b.Unsure))...)
}

// AmountUnsure marks what a reading that nobody confirmed would change.
func AmountUnsure(names []string) string {
	if len(names) == 0 {
		return ""
	}
	text := "⚠️ <b>Estimativa, " + amountSure + "</b>"
	if asks := unsureAsks(names); len(asks) > 0 {
		text += ": " + strings.Join(asks, "; ")
	}
	return text + "."
}

func unsureAsks(names []string) []string {
	var asks []string
	for _, n := range names {
		if ask := readingAsks[n]; ask != "" && !slices.Contains(asks, ask) {
			asks = append(asks, ask)
		}
	}
	return asks
}

// readingAsks is what a switch of the regulation decides, as a member would ask.
var readingAsks = map[string]string{
	"session_scope":                 "se as sessões se contam por pessoa e terapia",
	"session_order":                 "em que ordem as sessões se contam",
	"reset":                         "o que a interrupção faz com a contagem das sessões",
	"count_excluded_sessions":       "se sessões sem cobrança entram na contagem",
	"cap_unit":                      "se o limite do mês é da família ou de cada pessoa",
	"cap_scope":                     "se a odontologia entra no limite do mês",
	"cap_allocation":                "se o reembolso ocupa o limite primeiro",
	"setting_exclusion":             "o que não se cobra durante a internação",
	"apabex":                        "se dependente inscrito na APABEX paga",
	"effective_by":                  "se vale a data do pagamento ou a do atendimento",
	"proventos_month":               "de que mês são os proventos dos 10%",
	"reimbursement_counts_in_10pct": "se a dedução do reembolso conta nos 10%",
	"rounding":                      "o arredondamento do centavo",
	"rounding_scope":                "o arredondamento do centavo",
	"limit_rounding":                "o arredondamento do limite",
	"negative":                      "se um crédito é devolvido ou guardado",
}

// AmountRunning is the month that runs, in short, below a debit that comes before
// its own.
func AmountRunning(b backend.Bill) string {
	sum := b.Own
	if b.Titular {
		sum = b.Whole.Debited
	}
	return "<b>" + BtnAmountMonth(b.Month) + ", até agora:</b> " + Bold(money.BRL(sum)) + " (estimativa), débito" + inDay(b) + "."
}

// AmountBrief says in one line how the month became the debit, where that is not
// plain.
func AmountBrief(b backend.Bill) string {
	c := &b.Whole
	if !b.Titular || c.CarryIn == 0 && c.CarryOut == 0 && c.Excess == 0 && c.Adjustment == 0 {
		return ""
	}
	text := "São " + money.BRL(c.Due) + " deste mês"
	if c.CarryIn > 0 {
		text += " e " + money.BRL(c.CarryIn) + " de saldo anterior"
	}
	if c.Adjustment != 0 {
		text += ", com acerto de " + money.BRL(c.Adjustment)
	}
	text += "."
	if c.Excess > 0 {
		text += " A operadora assume " + money.BRL(c.Excess) + " acima do limite do mês."
	}
	if c.CarryOut > 0 && c.Limit != nil {
		text += " O débito não passa de 10% dos proventos, " + money.BRL(*c.Limit) + ": " + Bold(money.BRL(c.CarryOut)) + " ficam para o mês seguinte, sem acréscimo."
	}
	return text
}

// AmountTop are the lines that weigh most.
func AmountTop(b backend.Bill, most int) string {
	var lines []string
	for _, l := range b.Lines {
		if len(lines) == most || l.Due+l.Deducted <= 0 {
			break
		}
		lines = append(lines, "• "+Bold(money.BRL(l.Due+l.Deducted))+" – "+careLine(l))
	}
	if len(lines) == 0 {
		return ""
	}
	return Lines(append([]string{"O que mais pesou:"}, lines...)...)
}

// careLine says what, by whom, for whom and when.
func careLine(l backend.BillLine) string {
	text := CutEsc(careTitle(l), 70)
	if l.Care.Provider != "" {
		text += ", " + CutEsc(l.Care.Provider, 50)
	}
	if !l.Who.Own {
		text += " (" + CutEsc(ShortName(l.Who.Name), 30) + ")"
	}
	if l.Event != nil && !l.Event.Attended.IsZero() {
		text += ", em " + l.Event.Attended.BR()
	}
	return text
}

func careTitle(l backend.BillLine) string {
	switch {
	case l.Care.Description != "":
		return l.Care.Description
	case l.Event != nil:
		return CareKind(l.Event.Kind)
	}
	return CareKind(copay.Other)
}

// BtnAmountLine leads to a line.
func BtnAmountLine(l backend.BillLine) string {
	return cutWord(OneLine(money.BRL(l.Due+l.Deducted)+" · "+careTitle(l)), 28)
}

// BtnAmountMonth leads to a month.
func BtnAmountMonth(m copay.Month) string {
	name := MonthName(m)
	return strings.ToUpper(name[:1]) + name[1:]
}

// BtnShortMonth is that where many stand side by side: "nov/26".
func BtnShortMonth(m copay.Month) string { return fmt.Sprintf("%s/%02d", MonthShort(m), m.Year()%100) }

// AmountShares are the amounts of each person, where there is more than one.
func AmountShares(b backend.Bill) string {
	if len(b.Shares) < 2 {
		return ""
	}
	lines := []string{"<b>De quem é</b>"}
	hidden := false
	for _, s := range b.Shares {
		name := "Você"
		if !s.Own {
			name = CutEsc(ShortName(s.Name), 40)
		}
		line := "• " + name + ": " + money.BRL(s.Due)
		if s.Deducted != 0 {
			line += ", e " + money.BRL(s.Deducted) + " deduzidos de reembolso"
		}
		hidden = hidden || !s.Detail && s.Due+s.Deducted != 0
		lines = append(lines, line)
	}
	if hidden {
		lines = append(lines, "<i>De dependente maior de idade mostro só o valor: o atendimento é assunto dele, que pode mostrá-lo em Minha conta.</i>")
	}
	return Lines(lines...)
}

// AmountSum is how a titular's month became the debit, from the sum to the balance.
func AmountSum(b backend.Bill) string {
	if !b.Titular {
		return ""
	}
	c := &b.Whole
	lines := []string{"<b>Como se chega ao valor</b>", "Coparticipações do mês: " + money.BRL(c.Raw)}
	if c.Cap != nil {
		lines = append(lines, amountCap(c))
	}
	if c.Deducted > 0 {
		lines = append(lines, "− já deduzido de reembolsos: "+money.BRL(c.Deducted))
	}
	for _, a := range c.Adjustments {
		lines = append(lines, amountAdjusted(a))
	}
	if c.CarryIn != 0 {
		lines = append(lines, "+ saldo de meses anteriores: "+money.BRL(c.CarryIn))
	}
	if c.Limit != nil && c.Proventos != nil {
		lines = append(lines, fmt.Sprintf("Máximo do débito, %s dos proventos de %s: %s", Percent(c.Share), money.BRL(*c.Proventos), money.BRL(*c.Limit)))
	}
	switch {
	case c.Credited > 0:
		lines = append(lines, "= devolvido a você: "+Bold(money.BRL(c.Credited)))
	default:
		lines = append(lines, "= débito: "+Bold(money.BRL(c.Debited)))
	}
	switch {
	case c.CarryOut > 0:
		lines = append(lines, "Ficam "+Bold(money.BRL(c.CarryOut))+" para o mês seguinte, sem acréscimo.")
	case c.CarryOut < 0:
		lines = append(lines, "Crédito guardado para o mês seguinte: "+Bold(money.BRL(-c.CarryOut)))
	}
	return Lines(lines...)
}

func amountCap(c *copay.Closing) string {
	limit := "limite do mês, " + money.BRL(*c.Cap)
	if !c.Override && c.CapCH != 0 {
		limit += " (" + chs(c.CapCH) + " CH)"
	}
	if c.Excess > 0 {
		return "− acima do " + limit + ": " + money.BRL(c.Excess) + ", a operadora assume"
	}
	return "Dentro do " + limit
}

// byTheBoard names a decision of the board by its day.
func byTheBoard(on calendar.Date) string {
	if on.IsZero() {
		return "decisão da diretoria"
	}
	return "decisão da diretoria de " + on.BR()
}

func amountAdjusted(a copay.Adjustment) string {
	sign, amount := "+", a.Amount
	if amount < 0 {
		sign, amount = "−", -amount
	}
	why := "acerto de " + MonthName(a.Base)
	switch {
	case a.Decision != "":
		why = byTheBoard(a.On) + " sobre " + MonthName(a.Base) + " (" + CutEsc(a.Decision, 60) + ")"
	case len(a.Reversals) > 0:
		why = "estorno de " + MonthName(a.Base)
	}
	return sign + " " + why + ": " + money.BRL(amount)
}

// AmountTitle opens a month.
func AmountTitle(m copay.Month) string { return "<b>Pago pela operadora em " + MonthName(m) + "</b>" }

// AmountCare tells how many lines a month has.
func AmountCare(b backend.Bill) string {
	if len(b.Lines) == 0 {
		return AmountNoLines
	}
	return "Toque em um atendimento para ver cada centavo:"
}

// AmountMonthLine is a month in the list.
func AmountMonthLine(b backend.Bill) string {
	sum := b.Own
	if b.Titular {
		sum = b.Whole.Debited - b.Whole.Credited
	}
	text := MonthName(b.Month) + ": " + Bold(money.BRL(sum))
	if !b.Debit.IsZero() {
		text += ", débito em " + b.Debit.BR()
	}
	switch {
	case !b.Closed:
		text += " (estimativa)"
	case len(b.Unsure) > 0:
		text += " (regra a confirmar)"
	}
	return text
}
