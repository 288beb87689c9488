package phrases

// Sentences of people that want no service, and what a clerk would say.
const (
	YouAreWelcome = "De nada! Se precisar de mais alguma coisa, é só dizer."
	Goodbye       = "Até logo! Quando precisar, é só voltar."
	AllRight      = "Combinado! O que mais posso fazer por você?"
	HowAreYou     = "Tudo certo por aqui, obrigado! Como posso ajudar?"
	WhoAmI        = "Sou o guichê virtual da operadora: um programa que segue as respostas e os botões desta conversa. " +
		"Se preferir uma pessoa, use /atendente."
	Praise    = "Que bom! Fico feliz em ajudar."
	Apology   = "Sinto muito pelo incômodo. Diga o que você precisa com poucas palavras, ou use /atendente para falar com uma pessoa."
	NoProblem = "Não foi nada! Vamos em frente."
	Laughter  = "😄 Como posso ajudar?"
)

// PrivacyAside answers a question about personal data beside another question.
const PrivacyAside = "Seus dados são usados só para atender solicitações do plano. O aviso completo está em /privacidade."

// AnswerTerm says how long an answer takes.
func AnswerTerm(days int, hours string) string {
	return "A auditoria responde em até " + count(days, "dia útil, contado", "dias úteis, contados") + " no horário de atendimento (" + Esc(hours) +
		"). As urgências são vistas primeiro."
}
