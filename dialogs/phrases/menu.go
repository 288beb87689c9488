package phrases

import "fmt"

// The menus.
const (
	ProviderMenu = "<b>Menu</b>\nO que você precisa?"
	AuditorMenu  = "<b>Menu da auditoria</b>\nNesta versão a fila pode ser consultada aqui; a decisão ainda não é dada pela conversa."
	DraftsTitle  = "<b>Rascunhos</b>\nQual deles você quer continuar?"
	DraftGone    = "Este rascunho não está mais aberto: foi enviado ou descartado."
	NoDrafts     = "Não há rascunhos guardados."
	DraftKept    = "Rascunho guardado. Você pode continuar quando quiser, pelo menu."
	DraftDropped = "Rascunho descartado."
	DraftBefore  = "A solicitação anterior ficou guardada como rascunho."
	AskCancel    = "Quer parar esta solicitação?\nVocê pode guardá-la como rascunho e continuar depois."
)

// Descriptions of the commands, as Telegram lists them.
const (
	CmdStart    = "Começar"
	CmdMenu     = "Ver as opções"
	CmdNew      = "Nova solicitação"
	CmdRequests = "Minhas solicitações"
	CmdQueue    = "Fila de análise"
	CmdCancel   = "Cancelar o que está aberto"
	CmdHelp     = "Ajuda, telefone e horário"
	CmdPrivacy  = "Aviso de privacidade"
	CmdLeave    = "Sair do acesso"
)

// BtnDraft is a draft in the list: for whom, how much, how old. A button shows
// plain text.
func BtnDraft(who string, items int, age string) string {
	if who == "" {
		who = "Sem beneficiário"
	}
	return Cut(OneLine(fmt.Sprintf("%s · %s · %s", who, count(items, "item", "itens"), age)), MaxLabel)
}
