package phrases

import (
	"fmt"

	"guiche/backend/preauth"
)

// What is ordered or asked about a request that is being filled in.
const (
	// SendNotYet follows a wish to send while a question is open.
	SendNotYet = "Ainda não dá para enviar: falta responder à pergunta abaixo."
	// NoSuchDentist follows a name that none of the clinic's dentists has.
	NoSuchDentist = "Não achei esse nome entre os profissionais da clínica."
	NoNoteYet     = "Não há observação nesta solicitação."
	// CancelWhich follows a second wish to cancel.
	CancelWhich = "Para apagar de vez, toque em Descartar; para continuar depois, em Guardar."
	NoteGone    = "Observação apagada."
	NoteNow     = "Observação reescrita."
	// NotNoted follows an order or a question where a statement would be noted.
	NotNoted = "Não entendi o que mudar, e não pus isso na observação. Toque no que quer corrigir; para anotar assim mesmo, toque em Observação."
)

// PapersHere answers who says that a document was sent.
func PapersHere(n int) string {
	if n == 0 {
		return "Ainda não há anexo nesta solicitação: pode enviar por aqui mesmo, foto ou PDF."
	}
	return "Certo: esta solicitação já tem " + count(n, "anexo", "anexos") + "."
}

// PapersYes says which documents the items still need, PapersNo that they need none.
func PapersYes(items []int, docs []preauth.Document) string {
	return "Sim. " + AskDocuments(items, docs)
}

// PapersNo says that nothing is missing; n are the attachments that there are.
func PapersNo(n int) string {
	if n == 0 {
		return "Não: para estes itens, nenhum anexo é exigido agora. Se a auditoria precisar de um, ela pede."
	}
	return "Não falta nada: " + count(n, "anexo já está", "anexos já estão") + " nesta solicitação."
}

// NotDoneYet says which orders of a sentence were left.
func NotDoneYet(parts []string) string {
	lines := []string{"Isto ainda não fiz; escreva de novo:"}
	for _, part := range parts {
		lines = append(lines, "“"+CutEsc(OneLine(part), 120)+"”")
	}
	return Lines(lines...)
}

// TwoPeople answers a sentence in which the items of several people cannot be told
// apart.
func TwoPeople(n int) string {
	return fmt.Sprintf("Sua mensagem tem %d beneficiários, e cada solicitação é de uma pessoa só; não anotei nada ainda. Quem vem primeiro? Escreva a matrícula com os itens de uma pessoa, e depois os da outra.", n)
}

// AskParts asks which of several people comes first.
func AskParts(parts []string) string {
	lines := []string{fmt.Sprintf("Li %d beneficiários na mensagem, e cada solicitação é de uma pessoa só:", len(parts))}
	for i, part := range parts {
		lines = append(lines, fmt.Sprintf("%d. “%s”", i+1, CutEsc(OneLine(part), 160)))
	}
	return Paragraphs(Lines(lines...), "Qual vem primeiro?")
}

// BtnPartFirst begins with one of them.
func BtnPartFirst(n int) string { return fmt.Sprintf("Começar pelo %d", n) }

// PartsLater says what is to be written after this request.
func PartsLater(parts []string) string {
	lines := []string{"Uma pessoa por vez. Depois desta, escreva de novo:"}
	for _, part := range parts {
		lines = append(lines, "“"+CutEsc(OneLine(part), 160)+"”")
	}
	return Lines(lines...)
}

// CancelLater follows a sentence that also asks to cancel what was sent.
const CancelLater = "O cancelamento ainda não fiz: depois desta solicitação, escreva <i>cancelar a autorização</i> com o nome do paciente."

// ValidFor says how long a senha is good for.
func ValidFor(days int) string {
	return fmt.Sprintf("A senha de autorização vale %d dias, contados do dia em que sai. O último dia está na guia, em Minhas autorizações.", days)
}
