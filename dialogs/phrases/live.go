package phrases

import (
	"fmt"
	"strings"
	"time"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/ident"
)

// A conversation with a person of the operator, on both sides.
const (
	LiveTitle = "💬 <b>Conversa com o atendimento</b>"
	BtnLive   = "💬 Conversar por aqui"
	// BtnBackToLive goes on with the conversation that is open.
	BtnBackToLive = "💬 Voltar à conversa"
	BtnEndLive    = "Encerrar conversa"
	BtnEndShort   = "Encerrar"
	BtnOpenLive   = "💬 Abrir conversa"
	LiveKept      = "A conversa continua aberta: aviso aqui quando responderem."
	LiveOver      = "Esta conversa já foi encerrada. A mensagem não foi entregue; se ainda precisar, abra outra em Falar com atendente."
	// AskLiveWhom and AskLiveFileWhom ask one of the operator's people, to whom another
	// person wrote meanwhile.
	AskLiveWhom = "Chegou mensagem de outra pessoa enquanto você estava nesta conversa. Para quem é o que você escreveu? Ainda não enviei."
	// AskLiveWaits asks it where another conversation was opened instead.
	AskLiveWaits    = "O que você escreveu antes ainda espera. É para esta pessoa?"
	BtnLiveUnsaid   = "Não enviar"
	LiveNotSent     = "Não enviei."
	LiveWaitsFull   = "Isto não coube no que espera: mande-o depois."
	AskLiveFileWhom = "Chegou mensagem de outra pessoa enquanto você estava nesta conversa, e o arquivo não foi enviado. Toque em quem deve recebê-lo e mande-o de novo."
	// AskSendWords offers to pass on the words with which a person was asked for.
	AskSendWords = "Quer que eu mande a uma pessoa o que você acabou de escrever? Ou toque em " + BtnLive + " e escreva de novo."
	BtnSendWords = "💬 Mandar o que escrevi"
	// LiveCancel answers who wants to cancel while a conversation is open.
	LiveCancel = "Nada foi cancelado: você está em conversa com o atendimento. Para terminar, toque em " + BtnEndLive + "."
	// BtnLiveAgain opens another with the words that came too late.
	BtnLiveAgain = "💬 Abrir outra com ela"
	BtnLiveNew   = "💬 Abrir outra conversa"
	// LiveUnsaid: another of the operator's people has the conversation.
	LiveUnsaid = "O que você enviou não foi entregue: outra pessoa assumiu a conversa."
	// LiveOverBefore answers who ends what has ended.
	LiveOverBefore = "Esta conversa já foi encerrada."
	LiveFileFirst  = "Primeiro escreva, em uma mensagem, o que você precisa. Depois mande o arquivo."
	LiveFull       = "Esta conversa ficou longa demais para continuar por aqui. Ligue para a central, por favor: ela tem o seu protocolo."
	ManyInquiries  = "Você já tem várias demandas à espera de resposta. Assim que uma for respondida, pode abrir outra."
)

// firstName is how a person is called in a conversation.
func firstName(name string) string {
	first, _, _ := strings.Cut(OneLine(name), " ")
	return first
}

// called is whoever opened a conversation: a person by the first name, a clinic by its
// whole one.
func called(q backend.Inquiry) string {
	if q.From.Role == access.Provider {
		return CutEsc(q.Name, 40)
	}
	return CutEsc(firstName(q.Name), 40)
}

// AskLive asks for the first words of a conversation.
func AskLive(open bool, change, now time.Time) string {
	ask := "Escreva, em uma mensagem, o que você precisa. Uma pessoa da equipe lê e responde por aqui."
	if !open {
		ask = Paragraphs("🌙 O atendimento está fechado e abre "+opens(change, now)+". Deixe a sua mensagem: a resposta chega aqui, e você recebe um protocolo.", ask)
	}
	return ask
}

// LiveBegun is the receipt of a conversation.
func LiveBegun(p ident.Protocol, open bool, change, now time.Time) string {
	next := "Avisei a equipe. Quando alguém responder, a mensagem chega aqui."
	if !open {
		next = "O atendimento abre " + opens(change, now) + ". A resposta chega aqui a partir de então."
	}
	return Lines("✅ Mensagem recebida. "+next, "Protocolo "+Code(string(p)))
}

// AskLiveOn says where the words of whoever opened a conversation go; with is who of the
// operator is there.
func AskLiveOn(with string) string {
	to := "uma pessoa da equipe"
	if with != "" {
		to = Bold(firstName(with))
	}
	return "O que você escrever aqui vai direto para " + to + ". /menu sai da conversa sem encerrá-la."
}

// LiveState says who is there, or how long it may take.
func LiveState(q backend.Inquiry, with string, ahead int, open bool, change, now time.Time) string {
	state := "Você é a próxima pessoa da fila."
	switch {
	case q.Holder.ID != 0 && with != "":
		state = "🟢 " + Bold(firstName(with)) + ", do atendimento, está com você."
	case q.Holder.ID != 0:
		state = "🟢 Uma pessoa da equipe está com você."
	case !open:
		state = "🌙 O atendimento abre " + opens(change, now) + "."
	case ahead == 1:
		state = "Há 1 pessoa antes de você."
	case ahead > 1:
		state = fmt.Sprintf("Há %d pessoas antes de você.", ahead)
	}
	return Lines(state, "Protocolo "+Code(string(q.Protocol)))
}

// LiveAnswer is what somebody of the operator wrote.
func LiveAnswer(e backend.InquiryEntry) string {
	return "💬 <b>" + CutEsc(firstName(e.Name), 40) + "</b>, do atendimento:\n" + liveWords(e)
}

// liveWords are the words of an entry.
func liveWords(e backend.InquiryEntry) string {
	if e.Files > 0 { // which goes with it, over these words
		return cutLines(e.Text, 700)
	}
	return cutLines(e.Text, 3900)
}

// cutLines is CutEsc line by line: what people write to each other has lines.
func cutLines(s string, n int) string {
	var lines []string
	for line := range strings.Lines(s) {
		if line = OneLine(line); line == "" {
			continue
		}
		if n <= 0 {
			return Lines(append(lines, "…")...)
		}
		line = CutEsc(line, n)
		n -= Len(line) + 1
		lines = append(lines, line)
	}
	return Lines(lines...)
}

// LiveAnswerLine is the same among other news.
func LiveAnswerLine(e backend.InquiryEntry) string {
	return "💬 Atendimento: " + CutEsc(e.Text, 80)
}

// LiveSaid is what somebody wrote to the operator.
func LiveSaid(q backend.Inquiry, e backend.InquiryEntry) string {
	return "💬 <b>" + CutEsc(q.Name, 60) + "</b>:\n" + liveWords(e)
}

// LiveSaidLine is the same among other news.
func LiveSaidLine(q backend.Inquiry) string { return "💬 Mensagem de " + CutEsc(q.Name, 60) }

// LiveTaken tells that somebody of the operator is there.
func LiveTaken(name string) string {
	return "🟢 " + Bold(firstName(name)) + ", do atendimento, está com você. Toque em Responder e escreva."
}

// LiveEnded says that a conversation is over.
func LiveEnded(p ident.Protocol) string {
	return Lines("Conversa encerrada. Obrigado pelo contato!", "Protocolo "+Code(string(p)))
}

// LiveRested tells that a conversation ended by itself.
func LiveRested(p ident.Protocol) string {
	return Lines("Encerrei a conversa com o atendimento: não houve mensagens desde ontem. Se ainda precisar, abra outra.", "Protocolo "+Code(string(p)))
}

// LiveEndedBy tells the operator's person.
func LiveEndedBy(name string) string { return "Conversa encerrada por " + CutEsc(name, 60) + "." }

// LiveWaits are the words that wait until it is said for whom they are.
func LiveWaits(words string) string { return "Espera: <i>“" + CutEsc(words, 700) + "”</i>" }

// BtnLiveWith goes on with whoever opened a conversation.
func BtnLiveWith(q backend.Inquiry) string {
	if q.From.Role == access.Provider {
		return Cut(OneLine(q.Name), MaxLabel)
	}
	return Cut(ShortName(q.Name), MaxLabel)
}

// LiveWentTo says where words went that were typed at another screen, and what waits
// there.
func LiveWentTo(name string, form, message bool) string {
	sent := "💬 Enviado a " + Bold(firstName(name)) + ", do atendimento. "
	switch {
	case message:
		return sent + "A sua mensagem que não foi enviada está guardada."
	case form:
		return sent + "O seu pedido está guardado."
	}
	return sent
}

// LiveHeldUnsaid tells one of the operator's people that another has the conversation, so
// that nothing was said in it.
func LiveHeldUnsaid(name string) string {
	return DeskHeld(name) + " O que você enviou não foi entregue."
}

// LiveReplaced tells that another took a conversation, or an inquiry.
func LiveReplaced(by, of string) string {
	return CutEsc(firstName(by), 40) + " assumiu a demanda de " + CutEsc(of, 60) + "."
}

// AskLiveAnswer says where the words of the operator's person go.
func AskLiveAnswer(q backend.Inquiry) string {
	return "O que você escrever vai direto para " + called(q) + ". /menu sai da conversa sem encerrá-la."
}
