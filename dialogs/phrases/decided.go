package phrases

import (
	"slices"

	"guiche/backend"
	"guiche/backend/access"
)

// Decided tells what was decided of a request, item by item. What was authorised
// comes with its senha in a message of its own.
func Decided(d backend.Details, i backend.Interaction, names []string) string {
	comes := ""
	if i.Authorises() {
		comes = "A senha de autorização vem na próxima mensagem."
	}
	if i.ByJunta() {
		return Screen(juntaDecided(d, i, names), "", Lines("Participaram: "+Signed(i.Signed)+". A decisão é final.", comes))
	}
	head, whole := "🔔 Solicitação "+Code(d.Number.String())+patientOf(d)+": "+Progress(d), ""
	switch now := justNow(d, i); {
	case d.AnswersReview(i):
		head = Lines(reviewed(d, i, names), "Solicitação "+Code(d.Number.String())+patientOf(d)+": "+Progress(d))
	case now != "":
		head = Lines(head, now)
	default:
		if items := ruledAs(i, whollyGranted); len(items) > 0 {
			whole = "✅ <b>Autorizado</b>: " + itemsNamed(items) + "."
		}
	}
	if i.Author == access.Rules {
		head = Lines(head, "Com o documento enviado, saiu na hora.")
	}
	list, after := refused(d, &i, names)
	return Screen(Paragraphs(head, whole, reduced(d, i, names), list), "", Lines(comes, after))
}

func whollyGranted(r backend.Ruling) bool { return r.Result == backend.Granted && !r.Reduced() }

func denied(r backend.Ruling) bool { return r.Result == backend.Refused }

// ruledAs are the items of which an entry decided so.
func ruledAs(i backend.Interaction, so func(backend.Ruling) bool) []int {
	var items []int
	for _, r := range i.Rulings {
		if so(r) {
			items = append(items, r.Item)
		}
	}
	return items
}

// justNow tells what an entry decided from what had been decided before it; nothing
// where nothing had.
func justNow(d backend.Details, i backend.Interaction) string {
	before := func(result backend.Result) []int {
		return slices.DeleteFunc(of(d, result), func(n int) bool {
			return slices.ContainsFunc(i.Rulings, func(r backend.Ruling) bool { return r.Item == n })
		})
	}
	granted, refused := before(backend.Granted), before(backend.Refused)
	if len(granted)+len(refused) == 0 {
		return ""
	}
	var now, was []string
	add := func(to *[]string, items []int, one, many string) {
		if len(items) > 0 {
			*to = append(*to, itemsNamed(items)+" "+plural(len(items), one, many))
		}
	}
	add(&now, ruledAs(i, whollyGranted), "autorizado", "autorizados")
	add(&now, ruledAs(i, backend.Ruling.Reduced), "autorizado em parte", "autorizados em parte")
	add(&now, ruledAs(i, denied), "não", "não")
	add(&was, granted, "já estava autorizado", "já estavam autorizados")
	add(&was, refused, "já estava negado", "já estavam negados")
	return "Agora: " + listed(now) + ". (" + sentence(listed(was)) + ".)"
}

// reviewed says what a review came to.
func reviewed(d backend.Details, i backend.Interaction, names []string) string {
	var lines []string
	for _, r := range i.Rulings {
		if r.Result != backend.Granted || r.Item >= len(d.Form.Items) {
			continue
		}
		name, end := "", ", autorizado"
		if r.Item < len(names) {
			name = joined(", ", CutEsc(names[r.Item], 60))
		}
		if r.Reduced() {
			end = ", autorizado em parte"
		}
		if where := Where(d.Form.Items[r.Item]); where != "" {
			name += ", " + Esc(where)
		}
		lines = append(lines, "✅ <b>Revisão aceita</b>: "+itemsNamed([]int{r.Item})+name+end)
	}
	if kept := ruledAs(i, denied); len(kept) > 0 {
		lines = append(lines, "⚖️ <b>Revisão</b>: a negativa "+ofItems(kept)+" foi mantida")
	}
	return Lines(lines...)
}

// PushReviewed tells an auditor what the review of his denial came to.
func PushReviewed(d backend.Details, i backend.Interaction, names []string) string {
	who := ""
	if len(i.Signed) > 0 {
		who = "Decisão de " + Signed(i.Signed) + "."
	}
	return Fit(Lines("Uma negativa sua foi revista, na solicitação "+Code(d.Number.String())+":", reviewed(d, i, names), ruled(i.Rulings), who), MaxText)
}

// LeftOpen tells, before a question is sent, which other items stay undecided, and
// what becomes of their term.
func LeftOpen(d backend.Details, i backend.Interaction) string {
	left := slices.DeleteFunc(of(d, backend.Pending), func(n int) bool {
		return slices.ContainsFunc(i.Questions, func(q backend.Question) bool { return q.Item == n })
	})
	if !d.Situation.Waiting() || len(left) == 0 {
		return ""
	}
	return "⏸ " + theItems(left) + " " + plural(len(left), "fica", "ficam") + " sem decisão, e o prazo de toda a solicitação para até a resposta."
}

// ofItems names items after "a negativa".
func ofItems(items []int) string {
	if len(items) == 1 {
		return "do " + itemsNamed(items)
	}
	return "dos " + itemsNamed(items)
}

// juntaDecided tells what three professionals decided, and why.
func juntaDecided(d backend.Details, i backend.Interaction, names []string) string {
	var said []string
	if yes := ruledAs(i, func(r backend.Ruling) bool { return r.Result == backend.Granted }); len(yes) > 0 {
		said = append(said, "autorizou "+plural(len(yes), "o ", "os ")+itemsNamed(yes))
	}
	if no := ruledAs(i, denied); len(no) > 0 {
		said = append(said, "manteve a negativa "+ofItems(no))
	}
	parts := []string{Lines("⚖️ <b>A junta odontológica "+listed(said)+"</b>.", "Solicitação "+Code(d.Number.String())+": "+Progress(d))}
	for _, r := range i.Rulings {
		if r.Item < 0 || r.Item >= len(d.Form.Items) {
			continue
		}
		name, text := "", ""
		if r.Item < len(names) {
			name = names[r.Item]
		}
		if r.Text != "" {
			text = "Parecer: “" + CutEsc(r.Text, 600) + "”"
		}
		reasons := ""
		if len(r.Codes) > 0 {
			reasons = "Motivo " + Reasons(r.Codes[:min(len(r.Codes), 4)]) + "."
		}
		parts = append(parts, Lines(Item(r.Item+1, d.Form.Items[r.Item], name), text, reasons))
	}
	return Paragraphs(parts...)
}
