package phrases

import (
	"fmt"
	"time"

	"guiche/backend/calendar"
	"guiche/backend/ident"
)

// Words of the paper of an authorisation, which is plain text: nothing is escaped.
const (
	PaperTitle = "Autorização de procedimentos"
	PaperSenha = "Senha de autorização"
	PaperGuia  = "Guia"
	PaperUntil = "Válida até"
	PaperScan  = "Confira: aponte a câmera"
	PaperRules = "Como usar"
)

// PaperRequest tells which request was authorised.
func PaperRequest(n ident.RequestNumber, p ident.Protocol, sent time.Time) string {
	line := "Solicitação nº " + n.String()
	if p != "" {
		line += " · protocolo " + OneLine(string(p))
	}
	if sent.IsZero() {
		return line
	}
	return line + " · enviada em " + Moment(sent)
}

// PaperReleased says since when it is authorised.
func PaperReleased(at time.Time) string { return "Autorizada em " + Moment(at) }

// PaperItems heads what was authorised.
func PaperItems(n int) string {
	return "O que está autorizado (" + count(n, "procedimento", "procedimentos") + ")"
}

// PaperRuleLines say what the senha is and until when it serves.
func PaperRuleLines(until calendar.Date) []string {
	return []string{
		"A senha de autorização é única e não pode ser passada adiante: vale só para este beneficiário, este profissional e os procedimentos acima, sob esta guia.",
		fmt.Sprintf("Faça os procedimentos e apresente a cobrança até %s, que é o último dia de validade. Depois disso é preciso pedir de novo.", until.BR()),
		"Na cobrança, informe a guia e a senha de autorização como estão aqui.",
	}
}

// PaperCheck tells how the paper is checked.
func PaperCheck(page string) string {
	return "Para saber se este documento é verdadeiro e ainda vale, aponte a câmera para o código, ou abra " + OneLine(page)
}

// PaperCall tells it where there is no page.
func PaperCall(phone, hours string) string {
	return "Para saber se este documento é verdadeiro e ainda vale, ligue para a central e informe a guia. " + SummaryPhone(phone, hours) + "."
}

// PaperMade is the foot: the paper does not know what came after.
func PaperMade(at time.Time) string {
	return "Emitida em " + Moment(at) + ". A autorização pode ter sido cancelada, usada ou ter vencido depois."
}

// PaperFile is what the document is called.
func PaperFile(g ident.Guia) string { return "autorizacao-" + g.String() + ".pdf" }
