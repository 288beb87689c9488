package phrases

import (
	"fmt"

	"guiche/backend"
	"guiche/backend/money"
)

// Labels of what is paid on paper.
const (
	BtnExtract      = "📄 Extrato em PDF"
	BtnExtractShort = "📄 Extrato PDF"
	BtnTax          = "🧾 Informe IR"
)

// TaxTitularOnly tells a dependant who gets the statement for the income tax.
const TaxTitularOnly = "<b>Informe para o imposto de renda</b>\nO informe sai no nome de quem é debitado: o titular do plano. Ele pode pedir aqui mesmo, na conversa dele.\nPara você, tenho o extrato dos seus atendimentos, mês a mês."

// AskTaxYear asks for the year of a statement.
func AskTaxYear(some bool) string {
	if !some {
		return "<b>Informe para o imposto de renda</b>\nAinda não há débitos de coparticipação nos registros fechados: não há o que informar."
	}
	return "<b>Informe para o imposto de renda</b>\nTraz o que foi debitado no ano, por pessoa atendida, e se é dedutível. Não diz quais foram os atendimentos.\nToque no ano em que o débito aconteceu:"
}

// BtnTaxYear is a year of a statement.
func BtnTaxYear(year int, running bool) string {
	if running {
		return fmt.Sprintf("📄 %d, até agora", year)
	}
	return fmt.Sprintf("📄 %d", year)
}

// TaxYearNone says that nothing was debited in a year.
func TaxYearNone(year int) string {
	return fmt.Sprintf("Não tenho débitos de %d nos registros.", year)
}

// ExtractHere comes with the statement of a month.
func ExtractHere(e backend.Extract) string {
	text := "Extrato de <b>" + MonthName(e.Month) + "</b>, pelo mês em que a operadora pagou."
	if !e.Closed {
		text += " O mês ainda não foi fechado: é uma <b>estimativa</b>."
	}
	return Lines(text, "<i>Documento pessoal: cuidado ao repassar.</i>")
}

// TaxHere comes with the statement of a year.
func TaxHere(y backend.TaxYear) string {
	text := fmt.Sprintf("Informe de <b>%d</b>: %s dedutíveis, de %s debitados no ano.", y.Year, Bold(money.BRL(y.Deductible)), money.BRL(y.Total()))
	partial := ""
	switch {
	case y.Running && y.Year < y.Today.Year:
		partial = "É <b>parcial</b>: um débito do ano ainda está a caminho. Peça de novo em alguns dias."
	case y.Running:
		partial = "É <b>parcial</b>: o ano ainda corre. Peça de novo em janeiro."
	}
	return Lines(text, partial, "<i>Ajuda a preencher a declaração e não substitui os comprovantes. Documento pessoal: cuidado ao repassar.</i>")
}
