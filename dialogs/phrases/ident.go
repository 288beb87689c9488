package phrases

import (
	"errors"

	"guiche/backend/ident"
)

// refusals are what is said of a field for a reason; the field's own "" is for
// every other reason.
var refusals = map[ident.Field]map[ident.Reason]string{
	ident.FieldDoc: {
		ident.ErrEmpty:     "Digite o CPF ou CNPJ, com ou sem pontos. Exemplo: 11.222.333/0001-81",
		ident.ErrCharacter: "Há um caractere que não existe em CPF ou CNPJ. Use só números e, no CNPJ, letras.",
		ident.ErrLength:    "O CPF tem 11 números e o CNPJ tem 14 caracteres. Confira se falta ou sobra algum.",
		"":                 "Não reconheci um CPF ou CNPJ. Exemplo: 11.222.333/0001-81",
	},
	ident.FieldCPF: {
		ident.ErrCharacter:  "O CPF tem só números. Exemplo: 529.982.247-25",
		ident.ErrLength:     "O CPF tem 11 números. Confira se falta ou sobra algum.",
		ident.ErrAllEqual:   "Este CPF repete o mesmo número; confira no documento.",
		ident.ErrCheckDigit: "Este CPF parece ter um erro de digitação: os dígitos finais não conferem.",
		"":                  "Não reconheci o CPF. Exemplo: 529.982.247-25",
	},
	ident.FieldCNPJ: {
		ident.ErrCharacter:  "O CNPJ tem números e letras e termina com dois números. Exemplo: 12.ABC.345/01DE-35",
		ident.ErrLength:     "O CNPJ tem 14 caracteres. Confira se falta ou sobra algum.",
		ident.ErrAllEqual:   "Este CNPJ repete o mesmo número; confira no documento.",
		ident.ErrCheckDigit: "Este CNPJ parece ter um erro de digitação: os dígitos finais não conferem.",
		"":                  "Não reconheci o CNPJ. Exemplo: 11.222.333/0001-81",
	},
	ident.FieldCard: {
		ident.ErrEmpty:     "Digite a matrícula. Exemplo: 090216100",
		ident.ErrCharacter: "A matrícula tem só números. Exemplo: 090216100",
		ident.ErrLength:    "A matrícula tem 9 números. Confira na carteirinha.",
		"":                 "Não reconheci a matrícula. Exemplo: 090216100",
	},
	ident.FieldPhone: {
		ident.ErrEmpty:      "Digite o telefone com DDD. Exemplo: (21) 98765-4321",
		ident.ErrCharacter:  "Não reconheci o telefone. Use só números, com DDD. Exemplo: (21) 98765-4321",
		ident.ErrLength:     "O telefone tem o DDD e mais 8 ou 9 números. Exemplo: (21) 98765-4321",
		ident.ErrAreaCode:   "Este DDD não existe. Exemplo: (21) 98765-4321",
		ident.ErrNinthDigit: "Celulares têm um 9 antes do número. Exemplo: (21) 98765-4321",
		"":                  "Não reconheci o telefone. Exemplo: (21) 98765-4321",
	},
	ident.FieldEmail: {
		ident.ErrEmpty:     "Digite o e-mail. Exemplo: contato@clinica.com.br",
		ident.ErrCharacter: "Há um caractere que não cabe em um e-mail; confira acentos e espaços. Exemplo: contato@clinica.com.br",
		ident.ErrLength:    "O e-mail parece incompleto. Exemplo: contato@clinica.com.br",
		"":                 "Não reconheci o e-mail. Exemplo: contato@clinica.com.br",
	},
	ident.FieldCouncil: {
		"": "Não reconheci o CRO. Exemplo: CRO-RJ 12345",
	},
	ident.FieldSenha: {
		"": "A senha de autorização tem 12 letras e números, como <i>ACDE-FGHJ-KMNP</i>.",
	},
	ident.FieldBoleto: {
		"": "A linha digitável tem 47 ou 48 números; os dígitos não conferem.",
	},
	ident.FieldProtocol: {
		ident.ErrLength: "O protocolo tem 20 números.",
		"":              "Não reconheci o protocolo: são 20 números.",
	},
	ident.FieldRequestNumber: {
		ident.ErrLength: "O número da solicitação tem até 8 algarismos. Exemplo: 00220071",
		"":              "Não reconheci o número da solicitação. Exemplo: 00220071",
	},
}

// Refused says what is wrong with an identifier that was typed, and what is
// expected instead.
func Refused(err error) string {
	var e *ident.Error
	if !errors.As(err, &e) {
		return NotUnderstood
	}
	if s, ok := refusals[e.Field][e.Reason]; ok {
		return s
	}
	if s, ok := refusals[e.Field][""]; ok {
		return s
	}
	return NotUnderstood
}
