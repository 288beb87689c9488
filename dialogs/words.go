package dialogs

import (
	"strings"
)

// fold brings a text to the form in which words are compared: lower case, no
// accents, single spaces, no sign at its ends.
func fold(s string) string {
	s = unaccent.Replace(strings.ToLower(s))
	s = strings.Map(func(r rune) rune {
		if r >= 0x0300 && r <= 0x036f { // an accent typed as a sign of its own
			return -1
		}
		return r
	}, s)
	return strings.Trim(strings.Join(strings.Fields(s), " "), ".!?,;: ")
}

var unaccent = strings.NewReplacer("á", "a", "à", "a", "â", "a", "ã", "a", "é", "e", "ê", "e", "í", "i",
	"ó", "o", "ô", "o", "õ", "o", "ú", "u", "ü", "u", "ç", "c")

// A word that means the same on every screen that does not ask for free text.
type word uint8

const (
	noWord word = iota
	wordYes
	wordNo
	wordBack
	wordCancel
	wordMenu
	wordHelp
	wordLeave
	wordSkip
	wordDone
	wordMore
	wordSend
	wordKeep
	wordUrgent
)

var spokenWords = map[string]word{
	"sim": wordYes, "s": wordYes, "isso": wordYes, "isso mesmo": wordYes, "correto": wordYes, "certo": wordYes, "confirmo": wordYes,
	"ok": wordYes, "exato": wordYes, "e": wordYes, "e esta pessoa": wordYes, "sim, e esta pessoa": wordYes, "confere": wordYes, "sim, confere": wordYes, "usar": wordYes, "pode": wordYes,
	"nao": wordNo, "nao confere": wordNo, "n": wordNo, "errado": wordNo, "nao e esta pessoa": wordNo, "negativo": wordNo,
	"voltar": wordBack, "volta": wordBack, "anterior": wordBack, "voltar uma etapa": wordBack,
	"cancelar": wordCancel, "cancela": wordCancel, "desistir": wordCancel, "parar": wordCancel,
	"menu": wordMenu, "inicio": wordMenu, "ajuda": wordHelp, "socorro": wordHelp, "sair": wordLeave, "trocar de conta": wordLeave,
	"pular": wordSkip, "nenhum": wordSkip, "nenhuma": wordSkip, "sem": wordSkip, "sem observacao": wordSkip, "sem anexo": wordSkip,
	"sem anexos": wordSkip, "seguir sem anexos": wordSkip, "nada": wordSkip,
	"pronto": wordDone, "so isso": wordDone, "e so isso": wordDone, "acabou": wordDone, "terminei": wordDone, "seguir": wordDone,
	"continuar": wordDone, "proximo": wordDone, "fim": wordDone, "pronto, anexos": wordDone,
	"outro": wordMore, "mais um": wordMore, "adicionar": wordMore, "adicionar outro": wordMore, "mais": wordMore, "adicionar outro item": wordMore,
	"enviar": wordSend, "envia": wordSend, "enviar solicitacao": wordSend, "pode enviar": wordSend, "mandar": wordSend, "manda": wordSend, "pode mandar": wordSend,
	"urgente": wordUrgent, "e urgente": wordUrgent, "e urgencia": wordUrgent, "e uma urgencia": wordUrgent, "emergencia": wordUrgent,
	"e emergencia": wordUrgent, "e uma emergencia": wordUrgent, "caso urgente": wordUrgent,
	"manter": wordKeep, "manter e seguir": wordKeep,
}

// spoken finds the meaning of a whole message.
func spoken(text string) word { return spokenWords[fold(text)] }
