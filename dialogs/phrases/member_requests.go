package phrases

import (
	"fmt"
	"strings"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/dental"
	"guiche/backend/ident"
)

// A beneficiary's menu, and the requests in his name.
const (
	AskNews       = "Quer que eu avise por aqui quando um pedido em seu nome for enviado, respondido ou cancelado?"
	NewsOn        = "Combinado: aviso por aqui. Você pode desligar os avisos quando quiser, neste menu."
	NewsOff       = "Certo, não vou avisar. Você pode ligar os avisos quando quiser, neste menu."
	OwnTitle      = "<b>Pedidos em seu nome</b>"
	NoOwn         = "Nenhum pedido foi enviado em seu nome por aqui."
	AskOwnRequest = "Toque em um para ver o que foi pedido e até quando vem a resposta. Também pode digitar o número ou o protocolo."
	OwnGone       = "Não encontrei este pedido em seu nome. Confira o número."
)

// Labels of a beneficiary's buttons.
const (
	BtnOwn     = "Pedidos em meu nome"
	BtnAmount  = "Quanto vou pagar"
	BtnYesNews = "Sim, avise"
	BtnNoNews  = "Não, obrigado"
	BtnNewsOn  = "Ligar avisos"
	BtnNewsOff = "Desligar avisos"
	BtnContest = "Não reconheço"
	BtnSeeOwn  = "Ver pedido"
)

// OwnLine is a request in the list of its beneficiary.
func OwnLine(s backend.Summary) string {
	return fmt.Sprintf("%s · %s · %s · %s", Moment(s.SentAt), Bold(s.Number.String()), PlainSituation(s.Situation), Esc(ShortName(s.Beneficiary)))
}

// OwnDetails says who asked for what, and for whom; names are those of the
// procedures.
func OwnDetails(o backend.OwnRequest, names []string) string {
	whom := "em seu nome"
	if !o.Own {
		whom = "para " + Esc(ShortName(o.Beneficiary))
	}
	who := CutEsc(o.Professional, 60)
	if o.Clinic != "" {
		who += " (" + CutEsc(o.Clinic, 60) + ")"
	}
	lines := []string{"<b>Pedido</b> " + Code(o.Number.String()), who + " pediu " + whom + ", em " + Moment(o.SentAt) + ":"}
	for i, item := range o.Items {
		lines = append(lines, "• "+plainItem(item, names[i])+ownResult(o, i))
	}
	if o.Urgent {
		lines = append(lines, "É um pedido de urgência.")
	}
	return Lines(append(lines, "Protocolo "+Code(string(o.Protocol)))...)
}

// plainItem is a procedure in words.
func plainItem(item dental.Item, name string) string {
	if name == "" {
		name = "Procedimento " + item.Code
	}
	text := CutEsc(name, 90)
	switch {
	case item.Tooth != 0:
		text += ", no dente " + item.Tooth.String()
	case item.Region != "":
		text += ", na região " + Esc(item.Region.Name())
	}
	if item.Quantity > 1 {
		text += fmt.Sprintf(" (%d vezes)", item.Quantity)
	}
	return text
}

// OwnNext says where a request stands in plain words, and until when.
func OwnNext(o backend.OwnRequest, phone string) string {
	switch o.Situation {
	case backend.InReview:
		return "<b>Situação:</b> o seu dentista pediu que a negativa seja revista. Outro profissional responde até " + Until(o.DueAt) + ". Você não precisa fazer nada."
	case backend.InJunta:
		return "<b>Situação:</b> três profissionais estão decidindo juntos. A resposta vem até " + Until(o.DueAt) + " e é final."
	case backend.UnderReview:
		return "<b>Situação:</b> a operadora está analisando e responde até " + Until(o.DueAt) + ". Você não precisa fazer nada."
	case backend.AwaitingDocument, backend.AwaitingJustification:
		return "<b>Situação:</b> a operadora pediu uma informação a quem solicitou e aguarda a resposta. Você não precisa fazer nada."
	case backend.Authorised:
		return "<b>Situação:</b> autorizado. É só combinar o atendimento com o seu dentista."
	case backend.PartlyAuthorised:
		if !o.Contestable() {
			return "<b>Situação:</b> uma parte está autorizada, e outra foi cancelada por quem pediu: veja acima. Para o que foi cancelado, combine com o seu dentista."
		}
		return "<b>Situação:</b> autorizado em parte: veja acima. Do que não foi autorizado, o seu dentista pode pedir revisão. Dúvidas: " + Bold(phone) + "."
	case backend.Denied:
		return "<b>Situação:</b> não autorizado. O seu dentista pode pedir revisão. A carta de negativa explica o motivo por escrito; para reclamar, ligue " + Bold(phone) + "."
	case backend.Expired:
		return "<b>Situação:</b> a autorização venceu sem uso. Se ainda precisar do tratamento, fale com o seu dentista."
	case backend.Cancelled:
		return "<b>Situação:</b> cancelado em " + Moment(o.ClosedAt) + " por quem pediu. Se ainda precisar do tratamento, fale com o seu dentista ou ligue " + Bold(phone) + "."
	}
	return ""
}

// OwnSaid lists what the family wrote about a request.
func OwnSaid(said []backend.Interaction) string {
	if len(said) == 0 {
		return "Não conhece este pedido? Toque em “Não reconheço” e a operadora apura."
	}
	last := said[len(said)-1]
	text := ""
	if last.Text != "" {
		text = MessageText(last.Text)
	}
	return Lines("Em "+Moment(last.At)+" você avisou que não reconhece este pedido. Protocolo "+Code(string(last.Protocol)), text)
}

// Contested is what a member holds after saying that a request is not known.
func Contested(n ident.RequestNumber, p ident.Protocol, phone, hours string) string {
	return Lines(
		"✅ <b>Aviso enviado à operadora</b>",
		"Você não reconhece o pedido "+Code(n.String())+".",
		"Protocolo "+Code(string(p)),
		"A operadora vai apurar. Se for urgente, ligue "+Bold(phone)+" ("+Esc(hours)+") e informe o protocolo.",
	)
}

// ownResult tells what came of an item, with the reason of a denial or the last day
// of what is authorised; the senha is the clinic's.
func ownResult(o backend.OwnRequest, n int) string {
	if n >= len(o.Results) {
		return ""
	}
	var until calendar.Date
	if n < len(o.Until) {
		until = o.Until[n]
	}
	var ruling *backend.Ruling
	if n < len(o.Rulings) {
		ruling = o.Rulings[n]
	}
	if o.Results[n] == backend.Withdrawn && n < len(o.WithdrawnAt) && !o.WithdrawnAt[n].IsZero() {
		return ": a clínica cancelou em " + calendar.DateOf(o.WithdrawnAt[n]).BR() + "; combine com o seu dentista"
	}
	return plainResult(o.Results[n], ruling, until, o.Situation)
}

func plainResult(r backend.Result, why *backend.Ruling, until calendar.Date, s backend.Situation) string {
	switch r {
	case backend.Granted:
		text := ": <b>autorizado</b>"
		switch {
		case s == backend.Expired:
			text = ": autorização vencida"
		case !until.IsZero():
			text += " até " + until.BR()
		}
		if why != nil && why.Reduced() {
			text += " (menos do que foi pedido)"
		}
		return text
	case backend.Refused:
		text := ": <b>não autorizado</b>"
		if why == nil {
			return text
		}
		if words := plainReasons(*why); words != "" {
			text += ". Motivo: " + words
		}
		return text
	case backend.Withdrawn:
		return ": cancelado"
	}
	return ": aguardando resposta"
}

// plainReasons are the reasons of a denial without their codes: the fact where a rule
// found one, else what the code means.
func plainReasons(r backend.Ruling) string {
	var parts []string
	for _, c := range r.Codes {
		if words := Reason(c); words != "" {
			parts = append(parts, Esc(words))
		}
	}
	text := strings.Join(parts, "; ")
	for _, f := range r.Findings {
		if f.Rule == "grace" {
			text += ", até " + f.From.AddDays(-1).BR()
		}
	}
	if r.Text != "" {
		text = strings.TrimPrefix(text+". “"+CutEsc(r.Text, 300)+"”", ". ")
	}
	return text
}

// OwnHistory lists what happened to a request, the newest last.
func OwnHistory(moves []backend.OwnMove) string {
	if len(moves) < 2 {
		return ""
	}
	lines := []string{"<b>O que aconteceu</b>"}
	for _, m := range moves[max(len(moves)-8, 0):] {
		lines = append(lines, Moment(m.At)+" · "+ownMove(m))
	}
	return Lines(lines...)
}

func ownMove(m backend.OwnMove) string {
	switch m.Kind {
	case backend.Opening:
		return "pedido enviado"
	case backend.Review:
		return "o dentista pediu revisão"
	case backend.Junta:
		return "o dentista pediu uma junta de três profissionais"
	case backend.Cancellation:
		return "cancelado por quem pediu"
	case backend.Expiry:
		return "a autorização venceu sem uso"
	}
	var parts []string
	if m.Granted > 0 {
		parts = append(parts, count(m.Granted, "procedimento autorizado", "procedimentos autorizados"))
	}
	if m.Refused > 0 {
		parts = append(parts, count(m.Refused, "não autorizado", "não autorizados"))
	}
	if m.Asked {
		parts = append(parts, "a operadora pediu informações ao dentista")
	}
	text := strings.Join(parts, ", ")
	if text == "" {
		return "resposta da operadora"
	}
	switch m.Answers {
	case backend.Review:
		text = "resultado da revisão: " + text
	case backend.Junta:
		text = "decisão da junta: " + text
	}
	if m.Refused > 0 && len(m.Signed) == 1 {
		text += " (" + CutEsc(m.Signed[0].Name, 40) + ", " + CutEsc(m.Signed[0].Council, 30) + ")"
	}
	return text
}

// PushOwnDecided tells a beneficiary what was decided of a request in his name.
func PushOwnDecided(d backend.Details, i backend.Interaction, names []string) string {
	answer := "teve resposta: <b>" + PlainSituation(d.Situation) + "</b>."
	if d.Situation.Open() {
		answer = "teve uma parte respondida; o restante ainda aguarda."
	}
	lines := []string{"🦷 O pedido " + Code(d.Number.String()) + ", em nome de " + ownName(d) + ", " + answer}
	var until calendar.Date
	for _, r := range d.ReleasesOf(i) {
		until = r.Until
	}
	for _, r := range i.Rulings {
		if r.Item < 0 || r.Item >= len(d.Form.Items) || r.Item >= len(names) {
			continue
		}
		lines = append(lines, "• "+plainItem(d.Form.Items[r.Item], names[r.Item])+plainResult(r.Result, &r, until, d.Situation))
	}
	letter := ""
	if i.Denies() {
		letter = "A carta com o motivo e o que você pode fazer está aqui."
	}
	return Caption(Lines(lines...), "", letter)
}

// PushOwnSent tells a beneficiary of a request in his name, and what became of it at
// once; names are those of the procedures.
func PushOwnSent(d backend.Details, names []string) string {
	who := "Seu dentista"
	if p := d.Form.Professional; p != nil {
		who = CutEsc(p.Name, 60)
	}
	lines := []string{"🦷 <b>Pedido em nome de " + ownName(d) + "</b>", who + " pediu autorização:"}
	var until calendar.Date
	for _, r := range d.Releases {
		until = r.Until
	}
	for n, item := range d.Form.Items {
		name := ""
		if n < len(names) {
			name = names[n]
		}
		why, _ := d.Ruling(n)
		lines = append(lines, "• "+plainItem(item, name)+plainResult(d.Result(n), why, until, d.Situation))
	}
	return Fit(Lines(append(lines, ownAfter(d), "Detalhes: "+OpenCommand(d.Number))...), MaxText)
}

// ownAfter is what a beneficiary may do, or expect, after a request was sent.
func ownAfter(d backend.Details) string {
	granted, waits, denied := "", "", ""
	if len(of(d, backend.Granted)) > 0 {
		granted = "O que foi autorizado já pode ser combinado com o seu dentista."
	}
	if len(of(d, backend.Pending)) > 0 {
		waits = "O que aguarda tem resposta até " + Until(d.DueAt) + "; você não precisa fazer nada."
	}
	if len(of(d, backend.Refused)) > 0 {
		denied = "Do que não foi autorizado, você pode ter a explicação por escrito, e seu dentista pode pedir revisão."
	}
	return Lines(granted, waits, denied)
}

// PushOwnCancelled tells a beneficiary that a request in his name was cancelled.
func PushOwnCancelled(d backend.Details) string {
	return Lines(
		"O pedido "+Code(d.Number.String())+" em nome de "+Esc(ShortName(d.Form.Beneficiary.Name))+" foi cancelado por quem pediu.",
		"Detalhes: "+OpenCommand(d.Number),
	)
}
