package phrases

import (
	"fmt"

	"guiche/backend"
)

// BtnCopyRelease copies senha, guia and validity at once.
const BtnCopyRelease = "Copiar autorização"

// ReleaseCopied is what the button copies.
func ReleaseCopied(r backend.Release) string {
	return fmt.Sprintf("Senha de autorização %s · Guia %s · válida até %s", r.Senha.Format(), r.Guia, r.Until.BR())
}

// Release tells an authorisation: what is authorised, under which senha and guia,
// and until when; names are those of the request's items.
func Release(d backend.Details, r backend.Release, names []string) string {
	lines := []string{
		"✅ <b>Autorizado</b> · solicitação " + Code(d.Number.String()),
		"Senha de autorização: " + Code(r.Senha.Format()),
		"Guia: " + Code(r.Guia.String()),
		"Válida até <b>" + r.Until.BR() + "</b>, para apresentar a cobrança",
	}
	for i, g := range r.Items {
		if i == releaseItems && len(r.Items) > releaseItems+1 {
			lines = append(lines, fmt.Sprintf("… e mais %d, no PDF", len(r.Items)-i))
			break
		}
		if g.Item >= 0 && g.Item < len(names) {
			lines = append(lines, Item(g.Item+1, g.Procedure, Cut(names[g.Item], 60)))
		}
	}
	return Lines(lines...)
}

// releaseItems is how many procedures an authorisation lists beside its paper.
const releaseItems = 4

// Decided tells what was decided of a request, item by item.
func Decided(d backend.Details, i backend.Interaction, names []string) string {
	lines := []string{"<b>Solicitação</b> " + Code(d.Number.String()) + ": <b>" + Situation(d.Situation) + "</b>"}
	for _, r := range i.Rulings {
		if r.Item < 0 || r.Item >= len(d.Form.Items) || r.Item >= len(names) {
			continue
		}
		item := d.Form.Items[r.Item]
		line := Item(r.Item+1, item, names[r.Item]) + " — " + Bold(Result(r.Result))
		for _, f := range r.Findings {
			line = Lines(line, Finding(f, item))
		}
		if r.Text != "" {
			line = Lines(line, CutEsc(r.Text, 500))
		}
		lines = append(lines, line)
	}
	return Lines(lines...)
}
