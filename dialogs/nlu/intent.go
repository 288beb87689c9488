package nlu

// Intent is what a message asks for. The names are the operator's, so that its
// people can read a corpus.
type Intent string

// The intents that the counter tells apart.
const (
	Greet        Intent = "saudacao"
	Thank        Intent = "agradecer_despedir"
	Help         Intent = "ajuda"
	Person       Intent = "falar_atendente"
	Complain     Intent = "reclamacao"
	Yes          Intent = "confirmar"
	No           Intent = "negar"
	Abandon      Intent = "cancelar_fluxo"
	Enter        Intent = "entrar"
	Recover      Intent = "recuperar_acesso"
	Leave        Intent = "sair_conta"
	Ask          Intent = "nova_solicitacao"
	Status       Intent = "status_solicitacao"
	List         Intent = "listar_solicitacoes"
	Thread       Intent = "ver_interacoes"
	Attach       Intent = "enviar_anexo"
	Withdraw     Intent = "cancelar_solicitacao"
	Review       Intent = "pedir_revisao"
	Senha        Intent = "consultar_senha"
	Coverage     Intent = "consultar_cobertura"
	HowTo        Intent = "duvida_autorizacao"
	FindCode     Intent = "buscar_codigo"
	CopayAmount  Intent = "copart_valor"
	CopayDetail  Intent = "copart_detalhe"
	CopayDate    Intent = "copart_data"
	CopayBalance Intent = "copart_saldo"
	CopayWhatIf  Intent = "copart_simular"
	CopayRules   Intent = "copart_regras"
	Contest      Intent = "contestar_cobranca"
	Refund       Intent = "reembolso"
	IncomeTax    Intent = "imposto_renda"
	OutOfScope   Intent = "fora_de_escopo"
)

// Intents are all of them, in the order in which a model numbers them.
func Intents() []Intent {
	return []Intent{
		Greet, Thank, Help, Person, Complain, Yes, No, Abandon, Enter, Recover, Leave,
		Ask, Status, List, Thread, Attach, Withdraw, Review, Senha, Coverage, HowTo, FindCode,
		CopayAmount, CopayDetail, CopayDate, CopayBalance, CopayWhatIf, CopayRules, Contest, Refund, IncomeTax, OutOfScope,
	}
}

// Role is who writes.
type Role string

// The roles of the counter.
const (
	Anybody  Role = "any"
	Provider Role = "provider"
	Member   Role = "member"
)

// Open says whether somebody in a role has anything to be served of an intent. What
// has not is not guessed: "quanto fica" of a clinic is about no coparticipation. A
// member asks for no authorisation, but does ask for a denial to be looked at again, to
// hand in a picture, or what a code on the paper means, and is told what comes of it.
func (i Intent) Open(to Role) bool {
	switch i {
	case Ask:
		return to != Member
	case CopayAmount, CopayDetail, CopayDate, CopayBalance, CopayWhatIf, CopayRules, Contest, Refund, IncomeTax:
		return to != Provider
	}
	return true
}

// Guess is an intent and how sure the guesser is, in thousandths.
type Guess struct {
	Intent     Intent
	Confidence int
}
