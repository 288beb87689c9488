package phrases

import (
	"fmt"
	"time"
)

// The beneficiary's way in.
const (
	AskMember = "<b>Entrada do beneficiário</b>\nDigite sua <b>matrícula</b> (9 números, está na carteirinha) e seu <b>CPF</b>.\nExemplo: 123456700 111.444.777-35"
	// AskMemberCPF and AskMemberCard ask for what is missing.
	AskMemberCPF  = "Matrícula anotada. Agora digite seu <b>CPF</b>."
	AskMemberCard = "CPF anotado. Agora digite sua <b>matrícula</b>, os 9 números da carteirinha."
	// MemberHint follows what is neither.
	MemberHint = "Não reconheci a matrícula (9 números) nem o CPF (11 números). Confira e digite de novo."
	// AskShare comes with the keyboard that has the button; the screen says the rest.
	AskShare = "Para confirmar pelo telefone, toque em <b>" + BtnSharePhone + "</b>."
	// PhoneTaken and ShareDone take the keyboard away: the one after the contact came,
	// the other where another way was taken.
	PhoneTaken = "Obrigado, telefone confirmado."
	ShareDone  = "Certo, não preciso mais do telefone."
	// NotOwnPhone: somebody else's contact was shared.
	NotOwnPhone = "Este contato não é o do seu Telegram. Toque em “Enviar meu telefone” para enviar o seu."
	// WrongPhone: it is not the one registered.
	WrongPhone = "Este telefone não é o que está no cadastro do plano."
)

// WrongMember is the one answer to an unknown matrícula and a CPF that is not its.
func WrongMember(phone string) string {
	return "Matrícula e CPF não conferem. Confira a carteirinha ou ligue para " + Bold(phone) + "."
}

// MemberThrottled says how long to wait.
func MemberThrottled(wait time.Duration) string {
	minutes := max(1, int((wait+time.Minute-1)/time.Minute))
	return fmt.Sprintf("Foram muitas tentativas. Por segurança, aguarde %s e tente de novo.", count(minutes, "minuto", "minutos"))
}

// AskProof asks a member to prove who he is, by what is there.
func AskProof(mail bool, phone string) string {
	ways := "envie o telefone que está no cadastro do plano."
	if mail {
		ways = "peça um código no e-mail do cadastro, ou envie o telefone que está nele."
	}
	return Lines(
		"Falta confirmar que é você: "+ways,
		"Mudou de e-mail ou de telefone? Ligue para "+Bold(phone)+".",
	)
}

// ProofFirst answers what is said before somebody proved who he is.
func ProofFirst(mail bool) string {
	if mail {
		return "Já mostro. Antes, confirme que é você: peça o código por e-mail, ou toque em " + Bold(BtnSharePhone) + ", aqui embaixo."
	}
	return "Já mostro. Antes, confirme que é você: toque em " + Bold(BtnSharePhone) + ", aqui embaixo."
}

// MinorEntry tells a minor kindly who enters.
func MinorEntry(phone string) string {
	return Lines(
		"Que bom ter você aqui! Quem tem menos de 18 anos é atendido com o titular do plano: peça a ele que entre com a matrícula e o CPF dele.",
		"Dúvidas? Ligue para "+Bold(phone)+".",
	)
}
