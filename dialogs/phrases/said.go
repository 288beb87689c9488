package phrases

import (
	"guiche/backend"
)

// What is answered to sentences about messages, contestations and the plan.
const (
	// ANSWay is how anybody reaches the agency.
	ANSWay = "Se a resposta da operadora e a da ouvidoria não resolveram: " + denialANS + " Tenha o protocolo à mão."
	// OmbudsmanIs says what the ouvidoria is.
	OmbudsmanIs = "A ouvidoria é a segunda instância da operadora: quem não participou da primeira resposta revê o caso. Ela vê o que já foi respondido ou passou do prazo."
	// NotAnonymous answers who wants no name on a message.
	NotAnonymous = "Anônima ela não é: a mensagem vai com o seu nome e a matrícula, e só a lê quem responde."
	// NoDataSold answers who fears for the data.
	NoDataSold = "Não. Seus dados são usados só para atender o plano; o aviso completo está em /privacidade."
	// RefundDepends answers what is reimbursed.
	RefundDepends = "O que é reembolsado, e quanto, depende do seu contrato: eu não sei dizer. Quem diz é uma pessoa da central. Se já pagou, pode mandar o recibo por aqui, e a resposta vem com protocolo."
	// JobChange answers what becomes of the plan with the job.
	JobChange = "O que muda no plano com a saída do emprego ou a aposentadoria, quem diz é uma pessoa da central: há prazo para pedir para ficar, por isso pergunte logo."
	// IncomeWrong stands above what is written about the income that the limit is of.
	IncomeWrong = "O limite do mês é 10% dos proventos que a operadora tem em cadastro. Preenchi com as suas palavras; confira e, se puder, anexe um comprovante."
	// PickUnknown stands above the requests of which one is not known.
	PickUnknown = "Abra o pedido que você não conhece e toque em Não reconheço."

	// In the queue.
	LiveQueued      = "Você está na fila. Quem atende vê as suas mensagens assim que chegar; não precisa escrever de novo."
	LiveGiveUp      = "Ainda ninguém assumiu a conversa. Para desistir, toque em " + BtnEndLive + "; em Menu, ela continua aberta."
	LiveAddedClosed = "Recebido: fica junto da sua mensagem. A resposta vem quando o atendimento abrir; pode escrever mais."
)

// InquiryTermAside says how long a message takes to be answered.
func InquiryTermAside(days int) string {
	return "Depois de enviada, a resposta vem por aqui em até " + businessDays(days) + "."
}

// OmbudsmanWaits answers who wants the ouvidoria while the first answer is to come.
func OmbudsmanWaits(q backend.Inquiry) string {
	return "A ouvidoria revê o que já foi respondido ou passou do prazo. A sua demanda de protocolo " + Code(string(q.Protocol)) + " espera a resposta até " + Bold(q.InquiryDay().BR()) +
		"; depois disso, ou se não concordar, o botão Levar à ouvidoria aparece nela."
}

// OmbudsmanHasIt answers the same where it is there already.
func OmbudsmanHasIt(q backend.Inquiry) string {
	return "A ouvidoria já está com a sua demanda de protocolo " + Code(string(q.Protocol)) + "."
}

// ContestHidden says how somebody's care is contested that the reader does not see.
func ContestHidden(name string) string {
	name = CutEsc(ShortName(name), 40)
	return "O atendimento é assunto de " + name + ", que pode contestá-lo na própria entrada ou mostrá-lo a você em Minha conta. Do total do mês você reclama em Contestar ou reclamar."
}
