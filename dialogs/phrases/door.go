package phrases

import "strings"

// What is asked by who has not said yet who he is.
const (
	// WhoFirst answers what is no number, and nothing that can be told to anybody.
	WhoFirst = "Para isso preciso saber quem é você. Mande a <b>matrícula</b> (9 números) e o <b>CPF</b>; se preferir, uma pessoa atende em /atendente."
	// WhyCPF says what the CPF is for.
	WhyCPF = "A matrícula e o CPF dizem quem é você, para eu mostrar só o que é seu. Depois confirmo pelo telefone ou e-mail do cadastro. O que é feito dos dados está em /privacidade."
	// WishKeptToo follows another question before the door.
	WishKeptToo = "Anotei também. Entre primeiro; respondo na ordem em que você perguntou."
)

// DoorScam answers who fears a fraud.
func DoorScam(operator, phone, hours string) string {
	return "Este é o guichê da " + Bold(operator) + " no Telegram. Aqui ninguém pede cartão, Pix nem dados do banco. Na dúvida, confira com a central: " + Bold(phone) + " (" + Esc(hours) + "). Os seus dados: /privacidade."
}

// DoorCard helps who has no card at hand.
func DoorCard(phone, hours string) string {
	return "Sem problema. A matrícula são os 9 números da carteirinha; sem ela, quem diz o número, e manda a segunda via, é a central: " + Bold(phone) + " (" + Esc(hours) + "). O CPF você já pode mandar."
}

// DoorOperator says whose counter it is.
func DoorOperator(operator string) string {
	return "Não: este é o guichê do plano de saúde da " + Bold(operator) + "."
}

// AskedToo reminds of what else was asked before the door.
func AskedToo(text string) string {
	return "Você perguntou também: “" + CutEsc(strings.TrimSpace(text), 80) + "”. Escreva de novo, e eu respondo."
}
