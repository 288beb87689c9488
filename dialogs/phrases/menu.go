package phrases

import "fmt"

// The menus.
const (
	ProviderMenu = "<b>Menu</b>\nComo posso ajudar?"
	AuditorMenu  = "<b>Menu da auditoria</b>\nNesta versão a fila pode ser consultada aqui; a decisão ainda não é dada pela conversa."
	MemberMenu   = "<b>Menu</b>\nComo posso ajudar?"
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
	CmdHelp     = "Ajuda sobre a etapa e o atendimento"
	CmdServices = "Serviços da operadora"
	CmdTalk     = "Falar com um atendente"
	CmdAccount  = "Minha conta e meus aparelhos"
	CmdPrivacy  = "Aviso de privacidade"
	CmdLeave    = "Sair do acesso"
)

// BtnDraft is the n-th draft of the list: for whom, how much, how old. A button
// shows plain text.
func BtnDraft(n int, who string, items int, age string) string {
	if who == "" {
		who = "Sem paciente"
	}
	much := ""
	if items > 0 {
		much = " · " + count(items, "item", "itens")
	}
	return Cut(OneLine(fmt.Sprintf("%d. %s%s · %s", n, who, much, age)), MaxLabel)
}
