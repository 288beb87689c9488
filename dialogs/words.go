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
	"nenhum outro": wordDone, "nenhuma outra": wordDone, "mais nada": wordDone, "nada mais": wordDone, "mais nenhum": wordDone, "nao tem mais": wordDone, "nao tem mais nada": wordDone,
	"so esses": wordDone, "so esse": wordDone, "so essas": wordDone, "e so": wordDone, "so": wordDone, "por enquanto e so": wordDone, "por enquanto so": wordDone,
	"manter": wordKeep, "manter e seguir": wordKeep,
}

// agreeing are words that say yes to what is shown, agreeBeside those that may stand
// beside them: "ok, tudo certo, pode mandar".
var (
	agreeing = wordSet(`sim s isso ok okay okey certo certa certos certas certinho certinha correto correta confirmo confirma confirmar confirmado confirmada exato perfeito perfeita beleza blz
		joia fechado combinado manda mandar mande envia enviar envie segue seguir siga prossiga prosseguir continua continuar continue pode podemos bora positivo uhum aham otimo
		concordo confere correto show`)
	agreeBeside = wordSet(`e eh ta esta estao tudo todos mesmo ai aqui por favor pf pfv ja agora entao assim o a os as pedido solicitacao itens bem vamos la entendeu que
		foi ficou era so tambem bom boa viu ne gostei obrigado obrigada pessoa ela ele`)
)

// agrees tells a yes to all that is shown, however it is said.
func agrees(text string) bool {
	const most = 8
	words := spokenOf(text)
	some := false
	for _, w := range words {
		some = some || agreeing[w]
		if !agreeing[w] && !agreeBeside[w] {
			return false
		}
	}
	return some && len(words) <= most && !strings.Contains(text, "?")
}

// spoken finds the meaning of a whole message.
func spoken(text string) word { return spokenWords[fold(text)] }
