package phrases

import (
	"strings"
	"time"

	"guiche/backend"
	"guiche/backend/preauth"
)

// Receipt is what the sender holds: the numbers, and what became of each item;
// names are those of the items. An urgency that is not settled says whom to call.
func Receipt(r backend.Receipt, names []string, phone, hours string, open bool, change, now time.Time) string {
	d, settled := r.Details, r.Details.Situation == backend.Authorised
	title := "✅ <b>Solicitação enviada</b>"
	switch {
	case r.Again:
		title = "<b>" + SentAgain + "</b>"
	case settled:
		title = "✅ <b>Solicitação enviada e autorizada</b>"
	}
	help := ""
	if r.Urgent && len(of(d, backend.Pending)) > 0 {
		help = UrgentHelp(phone, hours, open, change, now)
	}
	after := ""
	parts := []string{Lines(title, "Solicitação nº "+Code(r.Number.String())+patientOf(d), "Protocolo "+Code(string(r.Protocol)), "Situação: "+standingOf(d))}
	if settled {
		parts = append(parts, Lines(afterwards(r.Reasons), "A senha de autorização está na mensagem abaixo."))
	} else {
		list, contested := refused(d, nil, names)
		parts, after = append(parts, granted(d, r.Reasons), waits(d, r.Reasons, names), list), Paragraphs(contested, help)
	}
	return Screen(Paragraphs(parts...), "", after)
}

// standingOf is where a request stands, by its items where they differ.
func standingOf(d backend.Details) string {
	n := map[backend.Result]int{}
	for i := range d.Form.Items {
		n[d.Result(i)]++
	}
	if len(n) < 2 {
		if d.Situation == "" {
			return Situation(backend.UnderReview)
		}
		return Situation(d.Situation)
	}
	var parts []string
	for _, one := range []struct {
		result    backend.Result
		one, many string
	}{
		{backend.Granted, "autorizado", "autorizados"}, {backend.Pending, "em análise", "em análise"},
		{backend.Refused, "não autorizado", "não autorizados"}, {backend.Withdrawn, "cancelado", "cancelados"},
	} {
		if n[one.result] > 0 {
			parts = append(parts, "<b>"+count(n[one.result], one.one, one.many)+"</b>")
		}
	}
	return listed(parts)
}

// Progress is where a request stands, item by item where they differ, and until when
// what waits is answered.
func Progress(d backend.Details) string {
	text := standingOf(d)
	if d.Situation.WithAudit() {
		text += ", resposta até " + Until(d.DueAt)
	}
	return text
}

// of are the items, counted from 0, that came to a result.
func of(d backend.Details, result backend.Result) []int {
	var all []int
	for i := range d.Form.Items {
		if d.Result(i) == result {
			all = append(all, i)
		}
	}
	return all
}

// granted says which items were released at once.
func granted(d backend.Details, reasons []preauth.ItemVerdict) string {
	items := of(d, backend.Granted)
	if len(items) == 0 {
		return ""
	}
	return Lines("✅ <b>Autorizado agora</b>: "+itemsNamed(items)+". A senha de autorização está na mensagem abaixo.", afterwards(reasons))
}

// afterwards says of an urgency that somebody looks at it later.
func afterwards(reasons []preauth.ItemVerdict) string {
	for _, v := range reasons {
		if v.Outcome == preauth.Release && v.Afterwards {
			return "Por ser urgência, pode atender agora: a auditoria confere depois, e você não precisa fazer nada."
		}
	}
	return ""
}

// waits says which items wait for a person, why, and what happens next.
func waits(d backend.Details, reasons []preauth.ItemVerdict, names []string) string {
	if len(of(d, backend.Pending)) == 0 {
		return ""
	}
	next := "A resposta chega aqui; você não precisa fazer nada agora."
	lacks := ""
	if docs := d.Lacks(reasons); len(docs) > 0 {
		next, lacks = "A resposta chega aqui.", LacksNow(docs)
	}
	return Lines("🔎 <b>Em análise até "+Until(d.DueAt)+"</b>", itemsBy(d, names, func(i int) string {
		if d.Result(i) != backend.Pending {
			return ""
		}
		return whyWaits(d, i, reasons)
	}), next, lacks)
}

// LacksNow says what a document that comes now would do.
func LacksNow(docs []preauth.Document) string {
	if len(docs) == 0 {
		return ""
	}
	return "📎 Se tiver " + documentNames(docs) + ", envie agora pelo botão abaixo ou como foto nesta conversa: sai na hora se só faltar isso."
}

// LacksHere asks for it where the message about the request is written.
func LacksHere(docs []preauth.Document) string {
	if len(docs) == 0 {
		return ""
	}
	return "📎 Para sair na hora falta <b>" + documentNames(docs) + "</b>: envie por aqui."
}

// whyWaits is why an item waits for a person.
func whyWaits(d backend.Details, i int, reasons []preauth.ItemVerdict) string {
	if text := found(d, i, reasons); text != "" {
		return text
	}
	return "Este procedimento passa pela auditoria."
}

// found is what the rules found about an item, but that it is for the audit.
func found(d backend.Details, i int, reasons []preauth.ItemVerdict) string {
	text := ""
	if i < len(reasons) && i < len(d.Form.Items) {
		for _, f := range reasons[i].Findings {
			if f.Rule != "audit" {
				text = Lines(text, Finding(f, d.Form.Items[i]))
			}
		}
	}
	return text
}

// refused says which items were not authorised, why, and what would change that; in
// the entry i, or in all. What can be done about it is said after, where a long list
// does not cut it off.
func refused(d backend.Details, i *backend.Interaction, names []string) (text, after string) {
	signed := ""
	list := itemsBy(d, names, func(n int) string {
		r, at := d.Ruling(n)
		if r == nil || r.Result != backend.Refused || d.Result(n) != backend.Refused || i != nil && at.Seq != i.Seq {
			return ""
		}
		if len(at.Signed) > 0 {
			signed = "Decisão de " + Signed(at.Signed) + "."
		}
		return Why(*r, d, true)
	})
	if list == "" {
		return "", ""
	}
	return Lines("⛔ <b>Não autorizado</b>", list, signed), contest(d, i)
}

// contest says what can be done about a denial.
func contest(d backend.Details, i *backend.Interaction) string {
	switch {
	case i != nil && i.ByJunta():
		return "A decisão da junta odontológica é final."
	case d.Round == backend.ReviewRound:
		return "A divergência continua? Você pode pedir a junta odontológica, se for uma questão clínica."
	}
	if d.Situation.Open() {
		return "Não concorda? Quando os outros itens tiverem resposta, você pode pedir revisão."
	}
	return "Não concorda? Peça revisão: uma pessoa olha o caso de novo."
}

// Why is why an item was not authorised, or not as it was asked for; with what would
// change that where remedy is set.
func Why(r backend.Ruling, d backend.Details, remedy bool) string {
	if r.Item < 0 || r.Item >= len(d.Form.Items) {
		return ""
	}
	text, codes := "", ""
	for _, f := range r.Findings {
		if r.Result == backend.Refused && f.Outcome != preauth.Refuse {
			continue // that would only have been looked at
		}
		text = Lines(text, Finding(f, d.Form.Items[r.Item]))
		if f.Clause != "" {
			text = Lines(text, "Cláusula: "+CutEsc(f.Clause, 160))
		}
		if remedy && f.Outcome == preauth.Refuse {
			text = Lines(text, "O que fazer: "+Remedy(f, d.Form.Urgency.Urgent()))
		}
	}
	if len(r.Codes) > 0 {
		codes = "Motivo " + Reasons(r.Codes[:min(len(r.Codes), 4)]) + "."
	}
	if r.Text != "" {
		text = Lines(text, CutEsc(r.Text, 600))
	}
	return Lines(text, codes)
}

// Signed is who answers for a decision.
func Signed(who []backend.Signature) string {
	var all []string
	for _, s := range who[:min(len(who), 3)] {
		all = append(all, CutEsc(s.Name, 60)+" ("+CutEsc(s.Council, 30)+")")
	}
	return listed(all)
}

// itemsBy lists items with what is said of them, said once where it is the same; of
// an empty text nothing is.
func itemsBy(d backend.Details, names []string, say func(int) string) string {
	var lines []string
	for _, g := range alike(len(d.Form.Items), say) {
		for _, i := range g.items {
			name := ""
			if i < len(names) && len(d.Form.Items) <= namedItems {
				name = names[i]
			}
			lines = append(lines, Item(i+1, d.Form.Items[i], name))
		}
		lines = append(lines, g.text)
	}
	return Lines(lines...)
}

// namedItems is how many items are named; of more, codes and places.
const namedItems = 8

// ItemNow is what came of an item of a request, behind its line, with the reasons
// under it.
func ItemNow(d backend.Details, n int, reasons []preauth.ItemVerdict) string {
	line := " — " + Bold(resultNow(d, n))
	r, at := d.Ruling(n)
	switch {
	case n < 0 || n >= len(d.Form.Items):
		return line
	case d.Result(n) == backend.Pending && len(d.Form.Items) > namedItems:
		return line
	case d.Result(n) == backend.Pending:
		return Lines(line, found(d, n, reasons))
	case r == nil || d.Result(n) == backend.Withdrawn:
		return line
	case r.Result == backend.Refused:
		why := Why(*r, d, true)
		if len(at.Signed) > 0 {
			why = Lines(why, "Decisão de "+Signed(at.Signed)+".")
		}
		return Lines(line, why)
	case r.Reduced():
		return Lines(line+", em parte: "+Code(r.Grant.Code)+Place(*r.Grant), Why(*r, d, false))
	}
	return line
}

// ReasonsElsewhere stands below items whose reasons a message has no room for.
const ReasonsElsewhere = "Os motivos por extenso estão na carta de negativa."

// ItemBriefly is the same without the words of the reasons.
func ItemBriefly(d backend.Details, n int) string {
	line := " — " + Bold(resultNow(d, n))
	r, _ := d.Ruling(n)
	switch {
	case r == nil || n >= len(d.Form.Items) || d.Result(n) != r.Result:
	case r.Reduced():
		line += ", em parte: " + Code(r.Grant.Code) + Place(*r.Grant)
	case r.Result == backend.Refused && len(r.Codes) > 0:
		line += ", motivo " + CutEsc(strings.Join(r.Codes, ", "), 40)
	}
	return line
}

// ReleaseOf is an authorisation in the details of its request.
func ReleaseOf(r backend.Release) string {
	var items []int
	for _, g := range r.Items {
		items = append(items, g.Item)
	}
	what := ""
	if len(items) > 0 {
		what = " (" + itemsNamed(items) + ")"
	}
	head := "🔑 Guia " + Code(r.Guia.String()) + what
	switch r.State {
	case backend.ReleaseOpen:
		return Lines(head, "Senha de autorização "+Code(r.Senha.Format())+", válida até <b>"+r.Until.BR()+"</b>")
	case backend.ReleasePresented:
		return Lines(head, "Cobrança apresentada em "+Moment(r.ChangedAt))
	case backend.ReleaseCancelled:
		return Lines(head, "Cancelada em "+Moment(r.ChangedAt))
	}
	return Lines(head, "Venceu em "+r.Until.BR())
}

// resultNow names what came of an item, or who looks at it.
func resultNow(d backend.Details, n int) string {
	switch c := d.Contesting(n); {
	case c == nil:
		return Result(d.Result(n))
	case c.Kind == backend.Junta:
		return "na junta"
	}
	return "em revisão"
}
