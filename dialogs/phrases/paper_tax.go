package phrases

import (
	"fmt"
	"strings"

	"guiche/backend"
	"guiche/backend/ident"
	"guiche/backend/money"
)

// Words of the statement of a year, which is plain text: nothing is escaped.
const (
	PaperTaxTitle      = "Informe de coparticipação"
	PaperTaxSub        = "Para a declaração do imposto de renda"
	PaperTaxDeductible = "Dedutível na declaração do titular"
	PaperTaxOther      = "Não dedutível"
	PaperTaxPeople     = "Por pessoa atendida"
	PaperTaxPerson     = "Pessoa"
	PaperTaxCPF        = "CPF"
	PaperTaxKind       = "Na declaração"
	PaperTaxAmount     = "Debitado"
	PaperTaxDebits     = "Débito a débito"
	PaperTaxDebitsKey  = "Dia do débito e, ao lado, o mês em que a operadora pagou os atendimentos. O que foi devolvido tem sinal de menos."
	PaperTaxSum        = "Soma do ano"
	PaperTaxRefunds    = "Reembolsos (só informação)"
	PaperTaxRead       = "Como usar este informe"
	PaperTaxPartial    = "PARCIAL"
	PaperTaxNone       = "–"
	PaperTaxOperator   = "Operadora"
	PaperTaxCompany    = "CNPJ da operadora"
)

// PaperTaxFile is what the document is called.
func PaperTaxFile(year int) string { return fmt.Sprintf("informe-coparticipacao-%d.pdf", year) }

// PaperTaxYear says which year it is, and for which declaration.
func PaperTaxYear(y backend.TaxYear) string {
	return fmt.Sprintf("Ano-calendário %d, para a declaração de %d", y.Year, y.Year+1)
}

// PaperTaxState says what of the year the books have.
func PaperTaxState(y backend.TaxYear) []string {
	var lines []string
	switch {
	case y.Running && y.Year < y.Today.Year:
		lines = append(lines, "Parcial: um débito do ano ainda está a caminho. Aqui está o que foi debitado até "+y.Today.AddDays(-1).BR()+".")
	case y.Running:
		lines = append(lines, fmt.Sprintf("Parcial: o ano de %d ainda corre. Aqui está o que foi debitado até %s.", y.Year, y.Today.AddDays(-1).BR()))
	}
	if y.Since != 0 {
		lines = append(lines, "Começa com os débitos de "+MonthName(y.Since)+". O que foi debitado antes não está aqui: peça à central.")
	}
	if len(y.Missing) > 0 {
		var months []string
		for _, m := range y.Missing {
			months = append(months, MonthName(m))
		}
		lines = append(lines, "Ainda não fechado pela operadora, e por isso fora deste informe: "+strings.Join(months, ", ")+".")
	}
	return lines
}

// PaperTaxName names somebody in the statement.
func PaperTaxName(p backend.TaxPerson) string {
	if name := OneLine(p.Name); name != "" {
		return name
	}
	if p.Deductible {
		return "Dependente que não está mais no plano"
	}
	return "Outras pessoas da família"
}

// PaperTaxNumber writes the CPF of who can be declared.
func PaperTaxNumber(c ident.CPF) string {
	if len(c) != 11 {
		return PaperTaxNone
	}
	return c.Format()
}

// PaperTaxWhy says whether it is deductible, and why.
func PaperTaxWhy(p backend.TaxPerson) string {
	switch {
	case p.Titular:
		return "Dedutível: titular"
	case p.Deductible:
		return "Dedutível: dependente econômico"
	}
	return "Não dedutível: sem registro de dependência econômica"
}

// PaperTaxCNPJ writes the operator's number, "" for none.
func PaperTaxCNPJ(c ident.CNPJ) string {
	if parsed, err := ident.ParseCNPJ(string(c)); err == nil {
		return parsed.Format()
	}
	return ""
}

// PaperTaxDebit is a debit of the year, or what was given back.
func PaperTaxDebit(d backend.TaxDebit) PaperRow {
	words, amount := MonthName(d.Base), money.BRL(d.Debited-d.Credited)
	if !d.On.IsZero() {
		words = d.On.BR() + " · " + words
	}
	if d.Credited > d.Debited {
		amount = minus(d.Credited - d.Debited)
	}
	return PaperRow{Words: words, Amount: amount}
}

// PaperTaxUnattributed is what belongs to nobody who was attended.
func PaperTaxUnattributed() (words, why string) {
	return "Sem pessoa atendida conhecida", "Saldo antigo ou decisão da diretoria: pergunte à central"
}

// PaperTaxReimbursed is the line about a person's reimbursements.
func PaperTaxReimbursed(p backend.TaxPerson) string {
	return PaperTaxName(p) + ": " + money.BRL(p.Deducted) + " de coparticipação saíram do crédito"
}

// PaperTaxRefundNote explains why reimbursements are not in the sum.
const PaperTaxRefundNote = "Não é débito e não está na soma: nos reembolsos você já declara o que pagou ao profissional menos o que recebeu."

// PaperTaxUse says how the statement is used and what it does not contain.
func PaperTaxUse(y backend.TaxYear, name, phone, hours string) []string {
	section, words := Clause("R25")
	return []string{
		fmt.Sprintf("Vale o que foi debitado de 01/01/%d a 31/12/%d, qualquer que seja o dia do atendimento. Um débito que não cobriu tudo pagou primeiro o mês mais antigo.", y.Year, y.Year),
		section + " do regulamento: “" + words + "”. O que é do próprio titular conta na declaração dele.",
		"Na declaração completa, despesas de plano de saúde vão na ficha Pagamentos Efetuados, código 26, com nome e CNPJ de " + OneLine(name) + ". Lance o valor de cada pessoa na linha dela.",
		"Não estão aqui: as contribuições mensais do plano, o que você pagou direto a profissionais, os reembolsos que recebeu e nenhum detalhe dos atendimentos.",
		"Este informe ajuda a preencher a declaração e não substitui os comprovantes nem orientação contábil. Dúvidas: " + OneLine(phone) + " (" + OneLine(hours) + ").",
	}
}

// PaperTaxMade is the foot of the paper.
func PaperTaxMade(y backend.TaxYear) string {
	return "Informe feito em " + Moment(y.At) + ", pelos registros dos meses fechados. Documento pessoal: guarde-o com cuidado."
}
