package phrases

import "guiche/backend/copay"

// AmountRefused is said of a month that cannot be computed: what is missing is
// the operator's to find.
func AmountRefused(m copay.Month, phone, hours string) string {
	return "Ainda não consigo calcular " + Bold(MonthName(m)) + ": falta uma informação no cadastro da operadora, e eu não arrisco um valor. A central pode ajudar: " +
		Bold(phone) + " (" + Esc(hours) + ")."
}

// AmountNone is said where nothing is known of a family.
func AmountNone(phone string) string {
	return "Não há coparticipação registrada para você. Dúvidas: " + Bold(phone) + "."
}
