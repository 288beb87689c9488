package phrases

import (
	"fmt"
	"regexp"
	"strings"

	"guiche/backend"
	"guiche/backend/ident"
)

// DigestEnd closes a message that tells several; the clinic, the audit and members
// read it alike.
const DigestEnd = "Toque em um número para ver tudo."

// MessageLine is a message of the audit in a line of it.
const MessageLine = "✉️ a auditoria escreveu: responda"

// DecidedLine is a decision in a line of it: where the request stands, until when, and
// what there is to do.
func DecidedLine(d backend.Details, i backend.Interaction) string {
	until := ""
	for _, r := range d.ReleasesOf(i) {
		until = " até " + r.Until.BR()
	}
	switch {
	case d.Situation == backend.Authorised && until != "":
		return "✅ autorizada" + until + ": veja a senha de autorização"
	case d.Situation == backend.PartlyAuthorised && !i.Denies():
		return "☑️ autorizada em parte" + until + ": veja o que foi autorizado"
	case d.Situation == backend.PartlyAuthorised:
		return "☑️ autorizada em parte" + until + ": veja o motivo do que foi negado"
	case d.Situation == backend.Denied && i.ByJunta():
		return "⛔ negada pela junta odontológica: veja o motivo"
	case d.Situation == backend.Denied:
		return "⛔ negada: veja o motivo e se cabe revisão"
	case d.Situation.Open() && until != "":
		return "✅ uma parte autorizada" + until + "; o restante aguarda"
	case d.Situation.Open():
		return "🔎 uma parte decidida; o restante aguarda"
	}
	return "🔔 " + Situation(d.Situation)
}

// ReleasedLine is an authorisation in a line of it.
func ReleasedLine(r backend.Release) string {
	return "🔑 guia " + r.Guia.String() + ", senha de autorização " + Code(r.Senha.Format()) + ", até " + r.Until.BR()
}

// AskedLine is a question of the audit in a line of it.
func AskedLine(d backend.Details) string {
	if d.Situation == backend.AwaitingJustification {
		return "❓ a auditoria pede justificativa: responda"
	}
	return "❓ a auditoria pede documento: responda"
}

// DigestTitle opens it.
func DigestTitle(n int) string {
	return fmt.Sprintf("🔔 <b>%d avisos enquanto você estava fora</b>", n)
}

// DigestLine is one of them; n is the request that it is about, 0 for none.
func DigestLine(n ident.RequestNumber, line string) string {
	if n == 0 {
		return "• " + line
	}
	return "• " + line + " " + OpenCommand(n)
}

// BtnOpenNumber opens a request by its number.
func BtnOpenNumber(n ident.RequestNumber) string { return "Ver " + n.String() }

var tags = regexp.MustCompile(`<[^>]*>`)

// FirstLine is the first line of a message, without its marks. Values are escaped, so
// what looks like a tag is one.
func FirstLine(html string) string {
	line, _, _ := strings.Cut(html, "\n")
	line = tags.ReplaceAllString(line, "")
	if r := []rune(line); len(r) > 120 {
		// An escaped character that is cut in two would not be HTML any more.
		cut := string(r[:119])
		if i := strings.LastIndexByte(cut, '&'); i >= 0 && !strings.Contains(cut[i:], ";") {
			cut = cut[:i]
		}
		line = cut + "…"
	}
	return line
}

// Unheard says that a clinic hears nothing in the chat, and where it can be called.
func Unheard(r backend.Reach, phone string) string {
	why := "A clínica não tem conversa ligada"
	if r.Linked > 0 {
		why = "A clínica bloqueou o bot em todas as conversas"
	}
	if phone == "" {
		return "⚠️ <b>" + why + ".</b> Avise por outro meio."
	}
	return "⚠️ <b>" + why + ":</b> avise por telefone, " + Bold(phone) + "."
}
