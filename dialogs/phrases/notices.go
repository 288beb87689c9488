package phrases

import (
	"time"

	"guiche/backend"
	"guiche/backend/calendar"
)

// The notices: what is told without being asked for, and when.
const (
	NoticesTitle = "<b>Avisos</b>"
	AskNotices   = "Toque para mudar, ou digite um horário de silêncio, como <i>22h30 às 6h30</i>. " +
		"O que chegar no silêncio é entregue depois dele, junto; urgências passam na hora."
	NoticesChanged = "Pronto, anotado."
	HoursNotRead   = "Não entendi o horário. Digite, por exemplo, <i>22h30 às 6h30</i>, ou toque em um dos botões."
)

// Labels of the notices.
const (
	BtnNotices = "Avisos"
	BtnNoQuiet = "Sem silêncio"
)

// QuietLine says in which hours nobody is disturbed.
func QuietLine(q backend.Quiet) string {
	if !q.On() {
		return "🔔 Silêncio: desligado. Os avisos chegam a qualquer hora."
	}
	return "🌙 Silêncio: das <b>" + clock(q.From) + "</b> às <b>" + clock(q.To) + "</b>"
}

// BtnQuiet sets quiet hours.
func BtnQuiet(q backend.Quiet) string { return clock(q.From) + " às " + clock(q.To) }

func clock(minute int) string {
	return hour(calendar.Date{Year: 2026, Month: time.January, Day: 1}.At(minute))
}

var topics = map[backend.Topic]string{
	backend.TopicDecision: "Decisões", backend.TopicQuestion: "Mensagens", backend.TopicValidity: "Validade",
	backend.TopicQueue: "Fila e prazos", backend.TopicOwn: "Pedidos em meu nome",
	backend.TopicClosed: "Mês fechado", backend.TopicDebit: "Débito próximo", backend.TopicInquiry: "Respostas da operadora",
}

var tellings = map[backend.Telling]string{
	backend.TellNow: "na hora", backend.TellLater: "no resumo da manhã", backend.TellNever: "desligados (só o urgente)",
}

// TellingLine says when a topic is told.
func TellingLine(topic backend.Topic, t backend.Telling) string {
	told := tellings[t]
	if t == backend.TellNever && (topic == backend.TopicClosed || topic == backend.TopicDebit || topic == backend.TopicOwn) {
		told = "desligados" // nothing of it is urgent
	}
	return "• " + topics[topic] + " (" + topicsPlain[topic] + "): <b>" + told + "</b>"
}

// topicsPlain says what a topic tells.
var topicsPlain = map[backend.Topic]string{
	backend.TopicDecision: "o que foi autorizado ou negado", backend.TopicQuestion: "perguntas e recados da auditoria",
	backend.TopicValidity: "autorizações perto de vencer", backend.TopicQueue: "o que espera por você",
	backend.TopicOwn: "o que pediram em seu nome, e a resposta", backend.TopicClosed: "quanto será debitado, quando o mês fecha",
	backend.TopicDebit: "três dias antes do débito", backend.TopicInquiry: "ao que você escreveu por aqui",
}

var tellingKeys = map[backend.Telling]string{backend.TellNow: "na hora", backend.TellLater: "de manhã", backend.TellNever: "desligar"}

// BtnTelling has a topic told otherwise.
func BtnTelling(topic backend.Topic, to backend.Telling) string {
	return topics[topic] + " → " + tellingKeys[to]
}
