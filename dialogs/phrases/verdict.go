package phrases

import (
	"fmt"

	"guiche/backend/calendar"
	"guiche/backend/dental"
	"guiche/backend/preauth"
)

// Finding is what a rule found about an item, for the dentist: a sentence that
// names the fact.
func Finding(f preauth.Finding, item dental.Item) string {
	if say, ok := findings[f.Rule]; ok {
		return say(f, item)
	}
	return ""
}

// Remedy is what would change the outcome; who asked with urgency is not told to.
func Remedy(f preauth.Finding, urgent bool) string {
	if f.Rule == "grace" || f.Rule == "guarantee" {
		if f.Outcome == preauth.Refuse && urgent {
			return "Peça a partir de " + f.From.BR() + ". A urgência não muda isso."
		}
		if f.Outcome == preauth.Refuse {
			return "Peça a partir de " + f.From.BR() + ". Se for urgência, informe o motivo na solicitação."
		}
		return "Justifique na observação, ou peça a partir de " + f.From.BR() + "."
	}
	return remedies[f.Rule]
}

var findings = map[string]func(preauth.Finding, dental.Item) string{
	"card":     always("Não encontramos esta carteirinha."),
	"register": findRegister,
	"provider": func(f preauth.Finding, _ dental.Item) string {
		if f.Code == "1207" {
			return "O credenciamento da clínica está encerrado."
		}
		return "O credenciamento da clínica está suspenso."
	},
	"professional": func(f preauth.Finding, _ dental.Item) string {
		if f.Code == "1429" {
			return "A especialidade registrada do profissional não inclui este procedimento."
		}
		return "O cadastro do profissional está suspenso."
	},
	"enabled":      always("O contrato da clínica não inclui este procedimento."),
	"dental_cover": always("O plano do beneficiário não tem cobertura odontológica."),
	"cover": func(f preauth.Finding, _ dental.Item) string {
		if f.Outcome == preauth.Audit {
			return "A cobertura deste plano precisa ser confirmada."
		}
		return "O plano não cobre este procedimento."
	},
	"grace": func(f preauth.Finding, _ dental.Item) string {
		return "Em " + carencia(f.From, "") + "."
	},
	"anatomy": findAnatomy,
	"age": func(f preauth.Finding, _ dental.Item) string {
		return fmt.Sprintf("Fora da idade prevista (limite: %s).", count(f.Limit, "ano", "anos"))
	},
	"quantity": func(f preauth.Finding, _ dental.Item) string {
		return fmt.Sprintf("Acima da quantidade prevista: %d por solicitação.", f.Limit)
	},
	"duplicate": func(f preauth.Finding, _ dental.Item) string {
		return fmt.Sprintf("Repete o item %d desta solicitação.", *f.Other+1)
	},
	"included": func(f preauth.Finding, _ dental.Item) string {
		return fmt.Sprintf("Já faz parte do item %d desta solicitação.", *f.Other+1)
	},
	"absent": func(f preauth.Finding, item dental.Item) string {
		return fmt.Sprintf("O dente %s consta como extraído em %s.", item.Tooth, f.Before.On.BR())
	},
	"once": func(f preauth.Finding, _ dental.Item) string {
		return "É feito uma única vez, e consta como feito em " + f.Before.On.BR() + "."
	},
	"guarantee": func(f preauth.Finding, _ dental.Item) string {
		return "Na garantia: consta como feito em " + f.Before.On.BR() + ", e a garantia vai até " + f.From.AddDays(-1).BR() + "."
	},
	"open": func(f preauth.Finding, _ dental.Item) string {
		if f.Before.Number == 0 {
			return "O mesmo procedimento já está autorizado ou em análise."
		}
		return fmt.Sprintf("O mesmo procedimento já está autorizado ou em análise, na solicitação %08d.", f.Before.Number)
	},
	"documents": func(f preauth.Finding, _ dental.Item) string { return "Falta " + documents[f.Document] + "." },
	"audit":     always("Este procedimento passa pela auditoria."),
}

// carencia says when a carência ends, of what: its last day, and the first that is
// covered.
func carencia(covered calendar.Date, of string) string {
	last, first := covered.AddDays(-1), covered.BR()
	if last.Year == covered.Year {
		first = fmt.Sprintf("%02d/%02d", covered.Day, covered.Month)
	}
	return "carência até " + last.BR() + of + " (o plano cobre a partir de " + first + ")"
}

func always(s string) func(preauth.Finding, dental.Item) string {
	return func(preauth.Finding, dental.Item) string { return s }
}

func findRegister(f preauth.Finding, _ dental.Item) string {
	switch f.Code {
	case "1016":
		return "O atendimento do beneficiário está suspenso."
	case "1018":
		return "O contrato da empresa do beneficiário está suspenso ou encerrado."
	}
	return "O beneficiário foi excluído do plano."
}

// findAnatomy says what is wrong with tooth, faces or region, by the reason.
func findAnatomy(f preauth.Finding, item dental.Item) string {
	if f.Problem == "code" {
		return "O código " + Code(item.Code) + " não está em vigor na data da solicitação."
	}
	if say, ok := anatomy[f.Code]; ok {
		return say
	}
	return "O dente ou a região não combina com este procedimento."
}

var anatomy = map[string]string{
	dental.ReasonRegion:    "A região não combina com este procedimento.",
	dental.ReasonFaces:     "As faces não combinam com este dente ou procedimento.",
	dental.ReasonDeciduous: "Este procedimento é só para dentes decíduos.",
	dental.ReasonPermanent: "Este procedimento é só para dentes permanentes.",
	dental.ReasonCanals:    "O número de canais não combina com este dente.",
	dental.ReasonFaceCount: "O número de faces não é o deste código.",
	dental.ReasonAnterior:  "Este procedimento é só para dentes anteriores.",
}

var documents = map[preauth.Document]string{
	preauth.InitialXRay: "a radiografia inicial",
	preauth.FinalXRay:   "a radiografia final",
	preauth.Report:      "o laudo",
	preauth.Photo:       "a foto",
}

var remedies = map[string]string{
	"card":         "Confira a matrícula ou o CPF.",
	"register":     "O beneficiário resolve o cadastro com a operadora; depois, peça de novo.",
	"provider":     "Fale com a rede credenciada da operadora.",
	"professional": "Escolha outro profissional ou fale com a rede credenciada.",
	"enabled":      "A auditoria decide; se o contrato mudou, avise na observação.",
	"dental_cover": "O beneficiário pode contratar a cobertura com a operadora.",
	"cover":        "Veja com o beneficiário um procedimento coberto, ou peça revisão.",
	"anatomy":      "Corrija o dente, a região ou as faces.",
	"age":          "Justifique a indicação na observação.",
	"quantity":     "Reduza a quantidade ou justifique na observação.",
	"duplicate":    "Remova um dos dois ou justifique na observação.",
	"included":     "Remova este item ou justifique na observação.",
	"absent":       "Confira o número do dente; se o histórico estiver errado, explique na observação.",
	"once":         "Se o histórico estiver errado, explique na observação.",
	"open":         "Use a autorização que já existe ou aguarde a resposta dela.",
	"documents":    "Envie agora, ou siga sem ela para a auditoria.",
	"audit":        "A resposta chega aqui, dentro do prazo.",
}
