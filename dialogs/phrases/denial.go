package phrases

import (
	"strings"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/dental"
	"guiche/backend/ident"
	"guiche/backend/preauth"
)

// Words of the written denial, which is plain text: nothing is escaped.
const (
	DenialTitle  = "Carta de negativa de autorização"
	DenialAsked  = "O que foi pedido e não foi autorizado"
	DenialWho    = "Quem decidiu"
	DenialWays   = "O que você pode fazer"
	DenialReason = "Motivo: "
	DenialClause = "Base: "
	DenialText   = "Explicação: "
)

// denialANS is how anybody reaches the agency; the numbers are public.
const denialANS = "Agência Nacional de Saúde Suplementar (ANS): Disque ANS 0800 701 9656, ou www.gov.br/ans."

// DenialFile is what the document is called.
func DenialFile(n ident.RequestNumber) string { return "negativa-" + n.String() + ".pdf" }

// DenialGreeting opens the letter: to whom, about what, and that it is a no.
func DenialGreeting(l backend.Denial) string {
	who := OneLine(l.Professional.Name)
	if who == "" {
		who = "O seu dentista"
	}
	if c := OneLine(l.Clinic); c != "" {
		who += ", de " + c + ","
	}
	text := "Em " + l.Asked.BR() + ", " + who + " pediu à " + OneLine(l.Head.Name) + " autorização para o seu tratamento. "
	switch {
	case l.Final:
		text += "Uma junta odontológica analisou o caso e, em " + l.Denied.BR() + ", não autorizou o que está abaixo."
	case l.Again:
		text += "A negativa foi revista a pedido do dentista e, em " + l.Denied.BR() + ", o que está abaixo continua não autorizado."
	default:
		text += "Em " + l.Denied.BR() + ", o que está abaixo não foi autorizado."
	}
	if !l.Revised.IsZero() {
		return text + " Em " + l.Revised.BR() + " esta negativa foi revista, e tudo o que está abaixo foi autorizado: esta carta é só histórico."
	}
	if l.Others > 0 {
		text += " O restante do pedido foi autorizado nesta data."
	}
	return text
}

// DenialItem names what was denied, in words and with its code.
func DenialItem(item dental.Item, name string) string {
	if name = OneLine(name); name == "" {
		name = "Procedimento"
	}
	text := name
	switch {
	case item.Tooth != 0:
		text += ", no dente " + item.Tooth.String()
		if f := item.Faces.String(); f != "" {
			text += " (faces " + f + ")"
		}
	case item.Region != "":
		text += ", na região " + OneLine(item.Region.Name())
	}
	if item.Quantity > 1 {
		text += ", " + count(item.Quantity, "vez", "vezes")
	}
	return text + " (código " + OneLine(item.Code) + ")"
}

// DenialWhy are the reasons of a denial: what the code says, the facts that a rule
// found with the clause that it stands on, and the auditor's own words.
func DenialWhy(r backend.Ruling, item dental.Item) []string {
	var lines []string
	for _, code := range r.Codes {
		words := Reason(code)
		if words == "" {
			words = "motivo sem descrição"
		}
		lines = append(lines, DenialReason+sentence(words)+" (motivo "+OneLine(code)+" da tabela da ANS)")
	}
	for _, f := range r.Findings {
		if f.Outcome != preauth.Refuse {
			continue // that alone would have been looked at
		}
		if fact := Finding(f, item); fact != "" {
			lines = append(lines, DenialText+unescaped(fact))
		}
		if c := OneLine(f.Clause); c != "" {
			lines = append(lines, DenialClause+c+".")
		}
	}
	if text := strings.TrimSpace(r.Text); text != "" {
		lines = append(lines, DenialText+text)
	}
	return lines
}

// sentence begins with a capital.
func sentence(s string) string {
	if s == "" {
		return s
	}
	r := []rune(s)
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

// unescaped is a phrase of the chat as it is read on paper.
func unescaped(html string) string {
	return strings.NewReplacer("<b>", "", "</b>", "", "<code>", "", "</code>", "", "&lt;", "<", "&gt;", ">", "&quot;", `"`, "&amp;", "&").Replace(html)
}

// DenialSigned says who answers for the denial.
func DenialSigned(l backend.Denial) []string {
	if len(l.Signed) == 0 {
		return []string{"A recusa foi feita por regra que confere dados do cadastro, do plano ou do contrato e não depende de avaliação clínica. " +
			"Um cirurgião-dentista da operadora revê o caso se o seu dentista pedir."}
	}
	var lines []string
	for n, s := range l.Signed {
		line := OneLine(s.Name)
		if c := OneLine(s.Council); c != "" {
			line += ", dentista, " + c
		}
		if l.Final {
			line = juntaSeats[min(n, len(juntaSeats)-1)] + ": " + line
		}
		lines = append(lines, line)
	}
	if l.Final {
		lines = append(lines, "A junta segue a RN 424/2017 da ANS, e a decisão dela é final.")
	}
	return lines
}

// DenialWayLines are what the person can do, the nearest first.
func DenialWayLines(l backend.Denial) []string {
	var lines []string
	until := l.Denied.AddDays(l.Head.ReviewDays).BR()
	switch {
	case l.Final:
		lines = append(lines, "Converse com o seu dentista sobre outra forma de tratamento. Se o seu quadro mudar, ele pode enviar um novo pedido.")
	case l.Again:
		lines = append(lines, "Se o seu dentista continua a discordar, ele pode pedir uma junta odontológica até "+until+
			": três profissionais decidem. A junta não trata de urgência nem do que depende do plano, da carência ou do cadastro.")
	default:
		lines = append(lines, "Fale com o seu dentista: até "+until+" ele pode pedir a revisão, com uma justificativa e novos documentos. Outro profissional analisa.")
	}
	return append(lines,
		"Ligue para a central da operadora: "+OneLine(l.Head.Phone)+openHours(l.Head.Hours)+". Informe o protocolo "+OneLine(string(l.Protocol))+".",
		denialOmbudsman(l.Head), denialANS)
}

func openHours(hours string) string {
	if hours = OneLine(hours); hours == "" {
		return ""
	}
	return " (" + hours + ")"
}

func denialOmbudsman(h backend.Letterhead) string {
	if way := OneLine(h.Ombudsman); way != "" {
		return "Se a resposta da central não resolver, procure a ouvidoria: " + way + "."
	}
	return "Se a resposta da central não resolver, peça para falar com a ouvidoria."
}

// DenialMade is the foot of the letter.
func DenialMade(l backend.Denial) string {
	return "Solicitação nº " + l.Number.String() + " · negativa de " + l.Denied.BR() + " · documento gerado pela operadora"
}

// DenialAbout names the request in the letter's head.
func DenialAbout(n ident.RequestNumber, p ident.Protocol, asked calendar.Date) string {
	return "Solicitação nº " + n.String() + " · protocolo " + OneLine(string(p)) + " · pedida em " + asked.BR()
}
