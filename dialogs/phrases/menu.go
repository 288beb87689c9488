package phrases

// The menus.
const (
	ProviderMenu  = "<b>Menu</b>\nComo posso ajudar?"
	AuditorMenu   = "<b>Menu da auditoria</b>\nA fila traz primeiro a urgência, depois o que está atrasado e o que vence antes."
	AttendantMenu = "<b>Menu do atendimento</b>\nAs conversas esperam uma pessoa agora; as demandas têm prazo."
	// OmbudsmanMenu is of those whom the operator named for the ouvidoria.
	OmbudsmanMenu = "<b>Menu da ouvidoria</b>\nAs conversas esperam uma pessoa agora; as demandas têm prazo."
	// AfterReceipt stands under a receipt.
	AfterReceipt = "O que mais posso fazer?"
	MemberMenu   = "<b>Menu</b>\nComo posso ajudar?"
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
