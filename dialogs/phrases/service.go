package phrases

import (
	"strings"
	"time"

	"guiche/backend"
	"guiche/backend/calendar"
)

// The services of the operator.
const (
	// ServicesTitle stands over all of them.
	ServicesTitle = "<b>Serviços</b>\nEscolha uma categoria, ou digite o que você precisa."
	// AskService stands under the name of a category.
	AskService = "Escolha um item, ou digite o que você precisa."
	// NoServices is said where a category or the operator lists none.
	NoServices = "Por aqui não há outros serviços. A central atende você."
	// ServiceGone follows a link or button of a service that is no longer listed.
	ServiceGone = "Este serviço mudou ou não é oferecido ao seu acesso. Veja as opções de agora."
	// AskMatch stands over services that a text may mean.
	AskMatch = "Encontrei mais de uma opção. É uma destas?"
	// NoMatch follows a text that finds no service.
	NoMatch = "Não encontrei isso por aqui. Tente com outras palavras, escolha uma opção abaixo ou fale com um atendente."
	// LinkUnknown follows a link whose end means nothing.
	LinkUnknown = "Esse link não leva a nenhum lugar que eu conheça. Veja o que posso fazer por você."
	// LinkKept follows a link of somebody who has yet to enter.
	LinkKept = "Entre e eu levo você direto para onde o link aponta."
)

var categories = map[backend.Category]string{
	backend.CategoryDental: "Odontologia", backend.CategoryMedical: "Médico-hospitalar",
	backend.CategoryTISS: "TISS", backend.CategoryOther: "Outros",
}

// Category names a category.
func Category(c backend.Category) string { return categories[c] }

// BtnCategory is a category to choose: two stand in a row.
func BtnCategory(c backend.Category) string {
	if c == backend.CategoryMedical {
		return "Médico-hosp."
	}
	return Category(c)
}

// CategoryTitle stands over the services of a category.
func CategoryTitle(c backend.Category) string { return Bold(Category(c)) }

// ServiceNames is a line with the services of a category.
func ServiceNames(c backend.Category, names []string) string {
	return Bold(Category(c)) + ": " + CutEsc(strings.Join(names, ", "), 600)
}

// Service says what an offering is and the ways to it; the operator's centre is
// named where it has none of its own.
func Service(o backend.Offering, phone, hours string) string {
	var ways []string
	if o.Phone == "" && o.Email == "" && o.URL == "" && o.Download == "" {
		ways = append(ways, "☎️ Central: "+Bold(phone), "🕗 "+Esc(hours))
	}
	if o.Phone != "" {
		ways = append(ways, "☎️ "+Bold(o.Phone))
	}
	if o.Hours != "" {
		ways = append(ways, "🕗 "+Esc(o.Hours))
	}
	if o.Email != "" {
		ways = append(ways, "✉️ "+Esc(o.Email))
	}
	return Paragraphs(Bold(o.Name), plainLines(o.Text), Lines(ways...))
}

// ServiceBrief is an offering as it is told beside an open question.
func ServiceBrief(o backend.Offering, phone string) string {
	way := ""
	switch {
	case o.Phone != "":
		way = "Telefone: " + Bold(o.Phone)
	case o.Email != "":
		way = "E-mail: " + Esc(o.Email)
	case o.URL+o.Download == "":
		way = "Central: " + Bold(phone)
	}
	return Lines(Bold(o.Name), plainLines(o.Text), way)
}

// plainLines escapes a text of several lines.
func plainLines(text string) string {
	var lines []string
	for l := range strings.SplitSeq(text, "\n") {
		lines = append(lines, Esc(l))
	}
	return Lines(lines...)
}

// Talk is how a person is reached, and whether somebody is there now.
func Talk(phone, hours string, open bool, change, now time.Time) string {
	return Paragraphs("<b>Falar com atendente</b>", Lines("☎️ "+Bold(phone), "🕗 "+Esc(hours)), OpenNow(open, change, now),
		"Toque no telefone para ligar. Se já tiver um número de protocolo, deixe-o à mão.")
}

// TalkBrief is the same beside an open question.
func TalkBrief(phone, hours string, open bool, change, now time.Time) string {
	return Lines("Nossa central: "+Bold(phone)+" ("+Esc(hours)+").", OpenNow(open, change, now))
}

// OpenNow says until when the centre is open, or when it opens.
func OpenNow(open bool, change, now time.Time) string {
	if open {
		return "🟢 Aberta agora, até as " + hour(change) + "."
	}
	return "🔴 Fechada agora. Abre " + opens(change, now) + "."
}

// opens writes "hoje às 8h", "amanhã às 8h", "segunda-feira às 8h" or, when it is
// a week and more, the date.
func opens(at, now time.Time) string {
	day, today := calendar.DateOf(at), calendar.DateOf(now)
	when := ""
	switch n := today.DaysUntil(day); {
	case n == 0:
		when = "hoje"
	case n == 1:
		when = "amanhã"
	case n < 7:
		when = weekdays[day.Weekday()]
	default:
		when = "em " + day.BR()
	}
	return when + " às " + hour(at)
}
