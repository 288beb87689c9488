package phrases

import (
	"strings"

	"guiche/backend"
	"guiche/backend/copay"
)

// BtnOmitted leads to what could not be settled.
const BtnOmitted = "Casos omissos"

// omittedWords say why a month could not be settled, as the end of a line.
var omittedWords = map[copay.Code]string{
	copay.MissingCH:             "falta o valor da CH do mês",
	copay.MissingProventos:      "faltam os proventos do mês do débito",
	copay.MissingPaymentDate:    "falta o dia do pagamento, em um mês em que o regulamento mudou",
	copay.UnknownKind:           "tipo de atendimento que o regulamento não tem",
	copay.UnknownCategory:       "categoria do titular sem dia de débito no regulamento",
	copay.UnknownBeneficiary:    "atendimento de alguém fora da família",
	copay.UnknownSetting:        "regime de atendimento que o regulamento não tem",
	copay.UnknownReversal:       "estorno de um atendimento que não veio",
	copay.UnknownReading:        "regra configurada com um nome que não existe",
	copay.ConflictingDuplicate:  "a mesma linha veio com dois conteúdos",
	copay.NegativeAmount:        "valor negativo",
	copay.BadAmount:             "valor que não se pode usar",
	copay.BadDate:               "data que não existe ou fora de ordem",
	copay.BadMonth:              "mês que não confere",
	copay.BadSessions:           "número de sessões que não se pode usar",
	copay.BadParams:             "regulamento configurado com um erro",
	copay.BadInput:              "cadastro incompleto",
	copay.ReversalTooLarge:      "estorno maior que o valor pago",
	copay.ReversalBeforePayment: "estorno de antes do pagamento",
}

// OmittedWords says what a code of a refusal means; "" for none.
func OmittedWords(c copay.Code) string { return omittedWords[c] }

// OmittedList lists what waits: first for the board, then for the register.
func OmittedList(all backend.OmittedCases) string {
	if all.Total == 0 {
		return "<b>" + BtnOmitted + "</b>\nNenhum mês espera: todos os titulares foram fechados."
	}
	var board, register []string
	for _, c := range all.Cases {
		words := OmittedWords(c.Code)
		if words == "" {
			words = "motivo " + Esc(string(c.Code))
		}
		line := "• " + MonthName(c.Month) + ", matrícula " + Esc(c.Card.Masked()) + ": " + words
		if c.Code.ForTheBoard() {
			board = append(board, line)
		} else {
			register = append(register, line)
		}
	}
	parts := []string{"<b>" + BtnOmitted + "</b>\n" + count(all.Total, "mês não pôde", "meses não puderam") + " ser fechado" + strings.Repeat("s", min(all.Total-1, 1)) +
		". Nada foi debitado."}
	if board != nil {
		parts = append(parts, Lines(append([]string{"<b>Para a diretoria</b>"}, board...)...))
	}
	if register != nil {
		parts = append(parts, Lines(append([]string{"<b>Falta ou não confere um dado</b>"}, register...)...))
	}
	if more := all.Total - len(all.Cases); more > 0 {
		parts = append(parts, "E mais "+count(more, "caso", "casos")+": a lista inteira sai com <code>guiche copay refusals</code>.")
	}
	return Paragraphs(parts...)
}

// OmittedHow says how what was decided or found is entered.
func OmittedHow(all backend.OmittedCases) string {
	if all.Total == 0 {
		return ""
	}
	return Paragraphs(
		"<b>Aqui não se decide.</b> “Os casos omissos serão resolvidos pela diretoria”: a decisão é lançada com data, documento, quem lançou e motivo, por <code>guiche copay decide</code>, e aparece na conta do titular.",
		"Dado que falta entra por <code>guiche import</code>. Depois, feche o mês de novo, ou o próximo fechamento leva os dois.",
	)
}
