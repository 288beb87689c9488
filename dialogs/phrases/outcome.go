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

// patientOf names whom a request is for, as a chat names patients.
func patientOf(d backend.Details) string {
	if d.Form.Beneficiary == nil {
		return ""
	}
	return patient(d.Form.Beneficiary.Name)
}

// Release tells an authorisation: what is authorised, under which senha and guia,
// and until when; names are those of what it grants.
func Release(d backend.Details, r backend.Release, names []string) string {
	lines := []string{
		"✅ <b>Autorizado</b> · solicitação " + Code(d.Number.String()) + patientOf(d),
		"Senha de autorização:", Code(r.Senha.Format()),
		"Guia: " + Code(r.Guia.String()),
		"Válida até <b>" + r.Until.BR() + "</b>, para apresentar a cobrança",
	}
	for i, g := range r.Items {
		if i == releaseItems && len(r.Items) > releaseItems+1 {
			lines = append(lines, fmt.Sprintf("… e mais %d, no PDF", len(r.Items)-i))
			break
		}
		if i < len(names) {
			lines = append(lines, Item(g.Item+1, g.Procedure, Cut(names[i], 60)))
		}
	}
	return Lines(lines...)
}

// releaseItems is how many procedures an authorisation lists beside its paper.
const releaseItems = 4

// reduced says of which items less was authorised than was asked for, and why.
func reduced(d backend.Details, i backend.Interaction, names []string) string {
	list := itemsBy(d, names, func(n int) string {
		for _, r := range i.Rulings {
			if r.Item == n && r.Reduced() {
				return Lines("Autorizado: "+Code(r.Grant.Code)+Place(*r.Grant), Why(r, d, false))
			}
		}
		return ""
	})
	if list == "" {
		return ""
	}
	return Lines("☑️ <b>Autorizado em parte</b>", list)
}
