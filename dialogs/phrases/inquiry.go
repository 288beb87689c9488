package phrases

import (
	"fmt"

	"guiche/backend"
)

// inquiryKinds name what people turn to the operator with.
var inquiryKinds = map[backend.InquiryKind]string{
	backend.Unrecognised: "Atendimento não reconhecido", backend.Dispute: "Contestação de cobrança", backend.Reimbursement: "Reembolso",
	backend.Doubt: "Dúvida", backend.Complaint: "Reclamação", backend.Talk: "Conversa com atendente",
}

// InquiryKind names a kind of inquiry.
func InquiryKind(k backend.InquiryKind) string { return inquiryKinds[k] }

// InquiryDue warns the operator's people of an inquiry.
func InquiryDue(t backend.InquiryTerm) string {
	q := t.Inquiry
	what := Bold(InquiryKind(q.Kind)) + " de " + Esc(q.Name)
	switch t.Duty {
	case backend.DutyTalk:
		return "💬 " + Esc(q.Name) + " quer falar com uma pessoa."
	case backend.DutyLate:
		return "🔴 Prazo vencido: " + what + ". O prazo era " + Moment(q.DueAt) + "."
	case backend.DutyMost:
		return "🟠 Prazo quase no fim: " + what + ". Responder até " + Moment(q.DueAt) + "."
	}
	return "🟡 Metade do prazo já passou: " + what + ". Responder até " + Moment(q.DueAt) + "."
}

// InquiryDueLine is the same in a digest.
func InquiryDueLine(t backend.InquiryTerm) string {
	return fmt.Sprintf("%s: responder até %s", InquiryKind(t.Inquiry.Kind), Moment(t.Inquiry.DueAt))
}
