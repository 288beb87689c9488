package phrases

import (
	"fmt"
	"time"

	"guiche/backend"
)

// The account: where a person is connected, and the password.
const (
	AccountTitle = "<b>Minha conta</b>"
	LinksTitle   = "<b>Onde estou conectado</b>"
	// LinksHint stands under the list.
	LinksHint = "Não reconhece algum? Toque em ✕ para desconectá-lo."
	// OnlyHere: there is no other.
	OnlyHere = "Só este aparelho está conectado à conta."
	// LinkGone follows a tap on a line that is no longer there.
	LinkGone = "Esse aparelho já não está conectado."
	// Revoked is said where the account was taken away.
	Revoked = "Esta conversa foi desconectada da conta: alguém que entrou nela pediu isso em outro aparelho. " +
		"Se foi engano, é só entrar de novo."
	// NewLink is pushed to the other chats of the account.
	NewLink = "Um novo aparelho entrou na sua conta agora.\nSe não foi você nem alguém da sua equipe, desconecte-o e troque a senha de acesso."
	// NewLinkMember is the same for a beneficiary, who has no password.
	NewLinkMember = "Um novo aparelho entrou na sua conta agora.\nSe não foi você, desconecte-o."
	// PasswordChanged follows a change from inside.
	PasswordChanged = "Pronto: a senha de acesso foi trocada."
	// PasswordPushed tells the other chats.
	PasswordPushed = "A senha de acesso da sua conta foi trocada agora em outro aparelho. Se não foi você, ligue para a central."
)

// Labels of the account.
const (
	BtnLinks        = "Onde estou conectado"
	BtnNewPassword  = "Trocar senha de acesso"
	BtnRevokeOthers = "Desconectar os outros"
	BtnSeeLinks     = "Ver onde estou conectado"
)

// BtnRevoke takes the account from the n-th chat of the list.
func BtnRevoke(n int) string { return fmt.Sprintf("✕ %d", n) }

// LinkLine is a line of the list; there are no names, since none are known.
func LinkLine(n int, here bool, l backend.Link, now time.Time) string {
	who := "Outro aparelho"
	if here {
		who = "<b>Este aparelho</b>"
	}
	since := ""
	if !l.Since.IsZero() {
		since = ", desde " + Moment(l.Since)
	}
	if here {
		return fmt.Sprintf("%d. %s%s", n, who, since)
	}
	return fmt.Sprintf("%d. %s%s, usado %s", n, who, since, Ago(l.LastUsed, now))
}

// RevokedOthers confirms.
func RevokedOthers(n int) string {
	if n == 1 {
		return "Pronto: o outro aparelho está sendo desconectado e será avisado."
	}
	return fmt.Sprintf("Pronto: %d outros aparelhos estão sendo desconectados e serão avisados.", n)
}

// PasswordElsewhere says where the operator's own login changes passwords.
func PasswordElsewhere(hint, phone string) string {
	if hint != "" {
		return Esc(hint)
	}
	return "A senha de acesso é a da operadora e só pode ser trocada lá. Dúvidas? Ligue para " + Bold(phone) + "."
}

// NoMail says that no code can be sent, and promises nothing.
func NoMail(phone, hours string) string {
	return "Por aqui não consigo enviar códigos por e-mail. Ligue para " + Bold(phone) + " (" + Esc(hours) + ")."
}
