package phrases

import (
	"fmt"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/ident"
)

// What is said about what people ask for in their own words.
const (
	// AskWish asks which of some guesses was meant.
	AskWish = "Você quer…?"
	// NoneOfThese follows the button that says none of them.
	NoneOfThese = "Tudo bem. Diga de outro jeito, escolha uma opção abaixo, ou fale com uma pessoa."
	// MissedAgain follows the second text in a row that is not understood.
	MissedAgain = "Desculpe, ainda não entendi. Se preferir, chame uma pessoa, ou siga pelos botões."
	// WishKept asks a visitor to enter; what he wants is done then.
	WishKept = "Claro. Entre primeiro, e em seguida eu mostro."
	// NoMatter answers a no where nothing was asked.
	NoMatter = "Tudo bem. Se precisar de algo, é só dizer."
	// EnteredAlready answers who asks to enter and is inside.
	EnteredAlready = "Você já entrou. Para usar outro acesso, diga “sair” e entre de novo."
	// LeaveAsked asks before leaving on a guess.
	LeaveAsked = "Quer sair deste acesso?"

	PasswordWay      = "A senha de acesso se troca aqui, em Minha conta."
	PasswordLater    = "A senha de acesso se troca em Minha conta. O que você está preenchendo fica guardado."
	MemberNoPassword = "Beneficiário não tem senha de acesso: você entra com a matrícula e o CPF, e confirma que é você. E já está dentro. 🙂"
)

// What people at the operator have to answer.
const (
	ComplaintWay = "Sinto muito por isso. Uma pessoa da central registra a sua reclamação e dá o protocolo; se já passou por lá, peça a ouvidoria."
	SorryForThat = "Sinto muito por isso. Conte o que houve, e uma pessoa responde com protocolo."
)

// Requests.
const (
	DentistAsks     = "Quem faz o pedido e envia os documentos é o dentista. Aqui estão os pedidos em seu nome."
	ClinicAsks      = "Isso é feito pela clínica. Você encontra a fila de análise no menu."
	ClinicWithdraws = "Quem cancela um pedido é a clínica. Se você não reconhece um deles, abra-o e toque em Não reconheço."
	ClinicAppeals   = "Quem pede a revisão é o dentista. A carta de negativa, com o motivo, está no pedido."
	NoneDenied      = "Nenhum pedido em seu nome foi negado. O que há está aqui."
	SeeAllBeside    = "Está no primeiro botão abaixo; o que você está preenchendo fica guardado."
	AttachHere      = "Pode enviar por aqui mesmo: foto ou documento (PDF, DOC, JPG ou PNG)."
	AttachWhere     = "Abra a solicitação e envie a foto ou o documento nela."
	WhichOther      = "Qual deles? Abra o que você quer ver."
	WhichWithdraw   = "Qual delas você quer cancelar? Abra a solicitação; antes de cancelar eu pergunto."
	SenhaOfDentist  = "A senha de autorização fica com o dentista que fez o pedido. Aqui você vê se ele já foi autorizado."
)

// Doubts.
const (
	CoverageOfMember = "A cobertura segue o Rol da ANS e o seu contrato. Cobertura e carência são conferidas em cada pedido do dentista, antes do tratamento."
	PapersAside      = "Cada item diz o que precisa: assim que ele entra na solicitação, eu aviso se falta radiografia, laudo ou foto. Sem isso, a auditoria pode pedir depois."
	CodesFound       = "Encontrei:"
	CodeNotFound     = "Não encontrei esse procedimento. Tente o nome de outro jeito, como <i>resina 3 faces</i>."
	AmountsOfMembers = "Valores e descontos são vistos só pelo próprio beneficiário, quando ele entra por aqui."
	FamilyShares     = "O débito soma a família do titular. Em <b>De quem é</b> está a parte de cada um."
)

// wishes are what can be asked for, as a button says it, by the intent.
var wishes = map[string]string{
	"ajuda": "Saber o que dá para fazer", "falar_atendente": "Falar com uma pessoa", "reclamacao": "Fazer uma reclamação",
	"cancelar_fluxo": "Parar o que está aberto", "entrar": "Entrar", "recuperar_acesso": "Trocar senha de acesso", "sair_conta": "Sair deste acesso",
	"nova_solicitacao": "Pedir uma autorização", "status_solicitacao": "Ver como está um pedido", "listar_solicitacoes": "Ver os pedidos",
	"ver_interacoes": "Ver mensagens de um pedido", "enviar_anexo": "Enviar um documento", "cancelar_solicitacao": "Cancelar uma solicitação",
	"pedir_revisao": "Pedir revisão da negativa", "consultar_senha": "Ver senha de autorização", "consultar_cobertura": "Saber se tem cobertura",
	"duvida_autorizacao": "Como funciona o pedido", "buscar_codigo": "Procurar um código", "copart_valor": "Quanto vou pagar",
	"copart_detalhe": "Por que esse valor", "copart_data": "Quando é o débito", "copart_saldo": "Saldo e limites", "copart_simular": "Simular um valor",
	"copart_regras": "Regras da coparticipação", "contestar_cobranca": "Contestar um desconto", "reembolso": "Saber de reembolso",
	"imposto_renda": "Imposto de renda",
}

// Wish is what can be asked for, as a button says it; "" for what is no such thing.
func Wish(intent string) string { return wishes[intent] }

// The buttons.
const (
	BtnNoneOfThese = "Nenhuma destas"
	BtnBackHere    = "« Voltar para a tela"
	BtnFormOn      = "↩ Continuar o pedido"
)

// BtnSeeNumber leads to a request from the middle of something.
func BtnSeeNumber(n ident.RequestNumber) string { return fmt.Sprintf("Ver a solicitação %d", n) }

// SeeOneBeside stands over that button.
func SeeOneBeside(n ident.RequestNumber) string {
	return fmt.Sprintf("A solicitação %d está a um toque; o que você está preenchendo fica guardado.", n)
}

// missed says by role what can be done here.
var missed = map[access.Role]string{
	access.Provider:  "Não entendi, mas posso ajudar com pedidos de autorização: fazer um novo, ver como está, senha de autorização, código ou prazo.",
	access.Member:    "Não entendi, mas posso mostrar quanto você vai pagar e por quê, e como estão os pedidos em seu nome.",
	access.Auditor:   "Não entendi. Posso abrir a fila, uma solicitação pelo número, ou a conferência das liberações.",
	access.Attendant: "Não entendi. Posso abrir o atendimento, ou uma demanda pelo protocolo.",
	access.Visitor:   "Não entendi. Entre para fazer pedidos ou ver valores; horário, telefone e serviços eu digo já.",
}

// Missed answers a text that is not understood.
func Missed(role access.Role) string { return missed[role] }

// NotOurs answers what sounds like the counter's and is another's.
func NotOurs(operator string) string {
	return "Isso não é daqui: eu cuido de pedidos, autorizações e coparticipação do plano da " + Esc(operator) + "."
}

// ForgottenWay tells a visitor how to get another password; label is what leads to it,
// "" where there is no such way here.
func ForgottenWay(label, phone string) string {
	if label == "" {
		return "A central troca a sua senha de acesso: " + Bold(phone) + ". Beneficiário não precisa de uma."
	}
	return "Sem problema: comece a entrar e, onde se pede a senha de acesso, toque em “" + Esc(label) + "”. Beneficiário não precisa de uma."
}

// NoSenhaYet says why a request has no senha that is good.
func NoSenhaYet(s backend.Situation) string {
	return "Esta solicitação não tem senha de autorização válida agora: está " + Bold(Situation(s)) + "."
}

// CoverageOfClinic tells a clinic where coverage is looked at.
func CoverageOfClinic(filling bool) string {
	if filling {
		return "Confiro cobertura e carência de cada item assim que ele entra no pedido; o que houver aparece junto dele."
	}
	return "Depende do plano e das carências de cada beneficiário. Na solicitação, com a matrícula, eu confiro cada item na hora, antes do envio."
}

// HowToOfClinic is how authorising works.
func HowToOfClinic(days int) string {
	return "Você informa beneficiário, itens e anexos; eu confiro as regras na hora. O que elas liberam sai já com senha de autorização; o resto vai à auditoria, que responde em até " +
		count(days, "dia útil", "dias úteis") + "."
}

// HowToOfMember is the same for the beneficiary.
func HowToOfMember(days int) string {
	return "O dentista pede a autorização por aqui, e a auditoria responde em até " + count(days, "dia útil", "dias úteis") +
		". Em Pedidos em meu nome você acompanha, sem precisar fazer nada."
}
