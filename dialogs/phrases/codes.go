package phrases

import (
	"fmt"
	"time"

	"guiche/backend"
)

// Codes by e-mail and new passwords, in the chat.
const (
	BtnForgot    = "Esqueci a senha de acesso"
	BtnOtherCode = "Enviar outro código"
	BtnByMail    = "Código por e-mail"
	// AskMailCode asks for the six digits. Whether there is an address is never said.
	AskMailCode = "Se houver um e-mail registrado para este acesso, um <b>código de 6 dígitos</b> chega em instantes e vale 10 minutos.\nDigite o código aqui."
	// CodeHint follows what is no code.
	CodeHint = "O código tem 6 dígitos, como 482913."
	// WrongCode and CodeGone follow codes that do not count.
	WrongCode = "Este código não confere. Veja se é o do e-mail mais recente."
	CodeGone  = "Este código não vale mais. Peça outro."
	// CodeAgain confirms another code.
	CodeAgain = "Pedi outro código; o anterior não vale mais."
	// AskNewPassword asks for it in the chat, where there is no page.
	AskNewPassword = "Código conferido. Agora digite a <b>nova senha de acesso</b>, com 10 caracteres ou mais.\nSua mensagem será apagada assim que eu a receber."
	// PasswordSet follows the first or a forgotten password.
	PasswordSet = "Nova senha de acesso gravada."
	// RenewGone: too long went by between the code and the password.
	RenewGone = "Passou tempo demais desde o código. Peça outro."
)

// CodeThrottled says when another code may be asked for.
func CodeThrottled(wait time.Duration) string {
	minutes := max(1, int((wait+time.Minute-1)/time.Minute))
	return fmt.Sprintf("Já pedi um código há pouco. Confira também a caixa de spam; outro pode ser pedido em %s.", count(minutes, "minuto", "minutos"))
}

var passwordFaults = map[backend.PasswordFault]string{
	backend.PasswordShort:  "A nova senha de acesso precisa de 10 caracteres ou mais.",
	backend.PasswordLong:   "A nova senha de acesso pode ter até 128 caracteres.",
	backend.PasswordLogin:  "A nova senha de acesso não pode conter o seu CPF, CNPJ ou login.",
	backend.PasswordCommon: "Esta senha de acesso é fácil de adivinhar. Junte três ou quatro palavras que só você uniria.",
}

// PasswordFault says what is wrong with a new password.
func PasswordFault(f backend.PasswordFault) string { return passwordFaults[f] }

// CodeMail is the mail with a code, as plain text.
func CodeMail(operator, code string, use backend.CodeUse) (subject, text string) {
	what := "entrar no guichê"
	if use == backend.ToRenew {
		what = "definir a senha de acesso ao guichê"
	}
	return "Código de acesso: guichê da " + OneLine(operator),
		"Olá!\n\nEste é o código para " + what + " da " + OneLine(operator) + " no Telegram:\n\n" + code +
			"\n\nEle vale 10 minutos e serve uma única vez. Digite-o só na conversa com o guichê ou na página que ela abriu: ninguém da operadora pede este código por telefone.\n\n" +
			"Se não foi você quem pediu, ignore esta mensagem: nada muda sem o código."
}
