package phrases

import (
	"slices"
	"strings"

	"guiche/backend"
	"guiche/backend/preauth"
)

// An entry of a thread says shortly what it decided: how long it is at most, of how
// many items it gives the reason, and how much of the auditor's words.
const (
	maxEntry     = 900
	threadItems  = 4
	threadReason = 120
)

// ruled says what an entry decided; the reasons stand in full where the item does.
func ruled(rulings []backend.Ruling) string {
	var granted []int
	for _, r := range rulings {
		if r.Result == backend.Granted && !r.Reduced() {
			granted = append(granted, r.Item)
		}
	}
	var lines []string
	if len(granted) > 0 {
		lines = append(lines, "✅ "+sentence(itemsNamed(granted))+" "+plural(len(granted), "autorizado", "autorizados"))
	}
	others := slices.DeleteFunc(slices.Clone(rulings), func(r backend.Ruling) bool { return r.Result == backend.Granted && !r.Reduced() })
	say := func(n int) string {
		text := ", " + CutEsc(strings.Join(others[n].Codes, ", "), 40)
		if len(others[n].Codes) == 0 {
			text = ""
		}
		if others[n].Text != "" {
			text += ": “" + CutEsc(others[n].Text, threadReason) + "”"
		}
		if others[n].Reduced() {
			return "☑️ em parte" + text
		}
		return "⛔ negado" + text
	}
	for n, g := range alike(len(others), say) {
		if n == threadItems {
			return Lines(append(lines, "… e mais "+count(len(others)-n, "item", "itens"))...)
		}
		var items []int
		for _, at := range g.items {
			items = append(items, others[at].Item)
		}
		mark, said, _ := strings.Cut(g.text, " ")
		if len(items) > 1 {
			said = strings.Replace(said, "negado", "negados", 1)
		}
		lines = append(lines, mark+" "+sentence(itemsNamed(items))+" "+said)
	}
	return Lines(lines...)
}

// DeniedBefore is the denial of an item that is looked at again, for who decides now:
// who denied it, when and why.
func DeniedBefore(d backend.Details, n int) string {
	r, at := d.Ruling(n)
	if r == nil || r.Result != backend.Refused || d.Contesting(n) == nil {
		return ""
	}
	who := "pelas regras do plano"
	if len(at.Signed) > 0 {
		who = "por " + Signed(at.Signed)
	}
	line := "⛔ Negado em " + Moment(at.At) + " " + who
	if len(r.Codes) > 0 {
		line += " · " + Reasons(r.Codes[:min(len(r.Codes), 4)])
	}
	if r.Text != "" {
		line += ": “" + CutEsc(r.Text, 400) + "”"
	} else if n < len(d.Form.Items) {
		for _, f := range r.Findings {
			if f.Outcome == preauth.Refuse {
				line += ": " + Finding(f, d.Form.Items[n])
			}
		}
	}
	return line
}

// WhyAgain is what the dentist says against the denials that are looked at again.
func WhyAgain(d backend.Details) string {
	var lines []string
	seen := 0
	for n := range d.Form.Items {
		i := d.Contesting(n)
		if i == nil || i.Seq == seen || i.Text == "" {
			continue
		}
		seen = i.Seq
		lines = append(lines, "⚖️ <b>O dentista justifica</b> ("+Moment(i.At)+", "+itemsNamed(i.Items)+"): “"+CutEsc(i.Text, 1000)+"”")
	}
	return Lines(lines...)
}
