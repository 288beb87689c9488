package phrases

import (
	"fmt"
	"regexp"
	"strings"

	"guiche/backend"
	"guiche/backend/ident"
)

// DigestEnd closes a message that tells several.
const DigestEnd = "Toque em uma solicitação para ver tudo: respostas, senha de autorização, guia e validade."

// MessageLine is a message of the audit in a line of it.
const MessageLine = "✉️ a auditoria escreveu: responda"

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
