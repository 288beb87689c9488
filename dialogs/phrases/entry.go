package phrases

import (
	"fmt"
	"time"
)

// Welcome greets somebody who has not entered yet.
func Welcome(operator string) string {
	return Lines(
		"Olá! Este é o guichê da "+Bold(operator)+".",
		"Dentistas e clínicas credenciados pedem autorizações e acompanham as respostas; beneficiários consultam o que está em seu nome.",
	)
}

// Privacy is the notice of the LGPD (art. 9): it informs, it asks for nothing.
func Privacy(operator string) string {
	return Lines(
		"<b>Privacidade</b>",
		"A "+Esc(operator)+" usa o que você envia só para atender solicitações do plano e guarda tudo protegido, pelo prazo da lei. "+
			"O aviso completo está em /privacidade.",
	)
}

// The questions of the entry.
const (
	AskLogin = "Digite seu <b>CPF ou CNPJ</b>.\nExemplo: 11.222.333/0001-81"
	// SameLogin follows the same document typed again at the password.
	SameLogin = "Esse CPF ou CNPJ eu já anotei. Agora falta a senha de acesso."
	// LoginChanged follows another document typed at the password.
	LoginChanged = "Certo, anotei o novo CPF ou CNPJ."
	// SecretRemoved follows a message deleted in case it was the password.
	SecretRemoved = "Apaguei sua última mensagem, por segurança: ela podia ser a senha de acesso."
	// LoginAgain goes on from there, where the login is asked for.
	LoginAgain = "Se era o seu acesso, digite de novo."
	// EntryGone follows a password that the login service could not check.
	EntryGone = "O serviço de acesso não respondeu agora. Seu acesso ficou anotado: " +
		"digite a senha de acesso de novo em alguns minutos."
	// Left confirms the leaving; LeftClinic tells a clinic what stays.
	Left       = "Você saiu, e apaguei o que esta conversa guardava do seu acesso. Até logo!"
	LeftClinic = "Você saiu, e apaguei o que esta conversa guardava do seu acesso. Os rascunhos são da clínica e continuam guardados. Até logo!"
	// NotIn answers /sair of somebody who has not entered.
	NotIn = "Você ainda não entrou."
	// AskLeave confirms while a request is open.
	AskLeave = "Há uma solicitação em preenchimento. Ela fica guardada como rascunho. Quer sair agora?"
)

// Greetings, as they are answered.
const (
	Hello         = "Olá!"
	GoodMorning   = "Bom dia!"
	GoodAfternoon = "Boa tarde!"
	GoodEvening   = "Boa noite!"
)

// AskLoginAfter asks for the login after a greeting.
func AskLoginAfter(greeting string) string {
	return greeting + " Para começar, digite seu <b>CPF ou CNPJ</b>.\nExemplo: 11.222.333/0001-81"
}

// AskPassword asks for the password of the login shown; the hint says where else
// it is used.
func AskPassword(login, hint string) string {
	end := "."
	if hint != "" {
		end = ", " + Esc(hint) + "."
	}
	return Lines(
		"Acesso: "+Bold(login),
		"Digite a <b>senha de acesso</b>"+end,
		"Sua mensagem será apagada assim que eu a receber.",
	)
}

// WrongEntry is the one answer to an unknown login and a wrong password; renew is
// the label of the way to a new one, where there is one.
func WrongEntry(document bool, renew, phone string) string {
	who := "Login"
	if document {
		who = "CPF/CNPJ"
	}
	if renew != "" {
		return who + " e senha de acesso não conferem. Esqueceu? Toque em “" + Esc(renew) + "”."
	}
	return who + " e senha de acesso não conferem. Esqueceu? Ligue para " + Bold(phone) + "."
}

// AskPage asks to enter on the page, so that no password stands in the chat.
func AskPage(greeting string) string {
	if greeting != "" {
		greeting += " "
	}
	return greeting + "Para entrar, toque em <b>" + BtnEnter + "</b>: a senha de acesso é digitada em uma página segura, nunca aqui.\n" +
		"O link é só seu e vale 10 minutos."
}

// On the way to the page.
const (
	BtnEnter    = "🔐 Entrar"
	BtnRenew    = "Novo link"
	BtnOpenPage = "🔐 Abrir a página"
	// NotHereButPage follows a login or password typed where a page takes them.
	NotHereButPage = "Por segurança, o acesso não é digitado aqui: use o botão abaixo."
	// SecretOnPage follows a message deleted in case it was a password.
	SecretOnPage = "Apaguei sua última mensagem, por segurança: ela podia ser a senha de acesso. Digite-a somente na página, pelo botão abaixo."
	// NewTicket confirms a new link.
	NewTicket = "Pronto, este link é novo; o anterior não vale mais."
	// AskPagePassword leads to the page on which a password is changed.
	AskPagePassword = "Se houver um e-mail registrado para este acesso, um código de 6 dígitos chega em instantes.\nDigite o código e a nova senha de acesso na página; o link vale 10 minutos."
)

// Throttled says how long to wait, and how a code by e-mail is had meanwhile.
func Throttled(wait time.Duration, renew string) string {
	byMail := ""
	if renew != "" {
		byMail = " Ou toque em “" + Esc(renew) + "” para receber um código por e-mail."
	}
	minutes := max(1, int((wait+time.Minute-1)/time.Minute))
	return fmt.Sprintf("Foram muitas tentativas. Por segurança, aguarde %s e digite a senha de acesso de novo.",
		count(minutes, "minuto", "minutos")) + byMail
}

// AccessClosed follows whatever is done after the operator switched the access off.
func AccessClosed(phone, hours string) string {
	return Lines(
		"A operadora encerrou este acesso, por isso não posso continuar o atendimento por aqui.",
		"Se for engano, fale com a central: "+Bold(phone)+" ("+Esc(hours)+").",
	)
}

// Greeting follows an entry.
func Greeting(name string) string { return "Olá, " + Bold(name) + "! Seu acesso está aberto." }
