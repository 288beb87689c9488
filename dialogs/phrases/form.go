package phrases

import (
	"fmt"

	"guiche/backend"
	"guiche/backend/ident"
)

// The questions of a request.
const (
	FormTitle = "<b>Nova solicitação</b>"

	AskName  = "Quem é o <b>responsável pelo contato</b>?\nExemplo: Marina Souza"
	AskPhone = "Qual é o <b>telefone</b> com DDD?\nExemplo: (21) 98765-4321"
	AskEmail = "Qual é o <b>e-mail</b>?\nExemplo: contato@clinica.com.br"
	// AskContactPart lets one part of the contact be corrected.
	AskContactPart = "O que você quer corrigir no contato? Toque em uma opção ou digite o novo dado."
	// NameHint follows a name that cannot be one.
	NameHint = "Digite o nome de uma pessoa, com pelo menos duas letras e sem números."
	// ContactHint follows a text that is no part of a contact.
	ContactHint = "Não reconheci um nome completo, um telefone nem um e-mail. Toque no que quer corrigir."
	// PhoneChanged and EmailChanged follow a new one typed at the review.
	PhoneChanged = "Atualizei o telefone."
	EmailChanged = "Atualizei o e-mail."
	// ContactKept follows a contact that is to be used from now on.
	ContactKept = "Este contato passa a valer também para as próximas solicitações."

	AskUrgency = "Qual é o <b>caráter</b> do atendimento?\nSe for urgência, escolha o motivo."
	// AskWhyUrgent asks who said that it is one; BtnNotUrgent takes it back.
	AskWhyUrgent = "Qual é o <b>motivo</b> da urgência?"
	BtnNotUrgent = "Não é urgência"
	// AskReason follows "urgência" without its reason.
	AskReason = "Qual é o motivo da urgência: dor, trauma, sangramento ou abscesso?"

	AskProfessional    = "Quem é o <b>profissional solicitante</b>?\nEscolha abaixo ou digite o CPF ou CNPJ."
	AskProfessionalDoc = "Quem é o <b>profissional solicitante</b>?\nDigite o CPF ou CNPJ. Exemplo: 529.982.247-25"
	NoSuchProfessional = "Não encontrei este profissional entre os do seu cadastro. Confira o CPF ou CNPJ."
	ManyProfessionals  = "Mais de um profissional tem este nome. Escolha abaixo ou digite o CPF."
	AskBeneficiary     = "Quem é o <b>beneficiário</b>?\nDigite a matrícula (9 números) ou o CPF. Exemplo: 090216100"
	// AskBeneficiaryKnown offers the last ones as buttons.
	AskBeneficiaryKnown = "Quem é o <b>beneficiário</b>?\nEscolha um dos últimos ou digite a matrícula (9 números) ou o CPF."
	NoSuchBeneficiary   = "Não encontrei este beneficiário. Confira a matrícula ou o CPF na carteirinha."
	BeneficiaryHint     = "A matrícula tem 9 números e o CPF tem 11. Confira e digite de novo."
	// ElectiveOrUrgent follows a yes or no where the caráter is asked for.
	ElectiveOrUrgent = "É eletivo ou urgência? Se for urgência, escolha o motivo."
	// NoNames follows a name where a beneficiary is asked for.
	NoNames             = "Pelo nome, só conheço quem já teve pedido seu; digite a matrícula ou o CPF."
	AskOtherBeneficiary = "Tudo bem, vamos procurar de novo."
	AskNote             = "Escreva a <b>observação</b> para a auditoria (até 1000 caracteres)."
)

// Filled is a line of what is filled so far.
func Filled(f backend.Field, value string) string { return Field(f) + ": " + CutEsc(value, 70) }

// FilesCount is the line of the attachments.
func FilesCount(n int) string { return "Anexos: " + fmt.Sprint(n) }

// Contact is the contact in three lines.
func Contact(name, phone, email string) string {
	return Lines("Contato: "+CutEsc(name, 70), "Telefone: "+CutEsc(phone, 40), "E-mail: "+CutEsc(email, 90))
}

// Professional is a dentist with the registration.
func Professional(name, council string) string {
	if council == "" {
		return Cut(OneLine(name), 60)
	}
	return Cut(OneLine(name), 60) + " (" + Cut(OneLine(council), 20) + ")"
}

// BtnDentist is a dentist to choose.
func BtnDentist(name, council string) string {
	council = Cut(OneLine(council), 14)
	return Cut(OneLine(name), MaxLabel-3-len([]rune(council))) + " · " + council
}

// Patient is the beneficiary of a request, so that nobody is taken for another.
func Patient(name string, card ident.Card, birthYear int, plan string) string {
	return fmt.Sprintf("%s · %s · %d · %s", ShortName(name), OneLine(string(card)), birthYear, OneLine(plan))
}

// NoteTooLong says how much is too much.
func NoteTooLong(n, most int) string {
	return fmt.Sprintf("O texto ficou com %d caracteres; cabem até %d. Por favor, encurte e envie de novo.", n, most)
}
