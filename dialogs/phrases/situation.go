package phrases

import "guiche/backend"

// standing is how it is said where a request stands: as such, in a list of many,
// and to a member, who has never seen one.
type standing struct{ name, plural, plain string }

var situations = map[backend.Situation]standing{
	backend.UnderReview:           {"Em análise", "Em análise", "aguardando resposta"},
	backend.AwaitingDocument:      {"Aguardando documento", "Aguardando doc.", "aguardando documento do dentista"},
	backend.AwaitingJustification: {"Aguardando justificativa", "Aguardando justif.", "aguardando o dentista"},
	backend.Authorised:            {"Autorizada", "Autorizadas", "autorizado"},
	backend.PartlyAuthorised:      {"Autorizada em parte", "Em parte", "autorizado em parte"},
	backend.Denied:                {"Negada", "Negadas", "não autorizado"},
	backend.InReview:              {"Em revisão", "Em revisão", "em revisão"},
	backend.InJunta:               {"Em junta odontológica", "Em junta", "em junta odontológica"},
	backend.Cancelled:             {"Cancelada", "Canceladas", "cancelado"},
	backend.Expired:               {"Vencida", "Vencidas", "vencido"},
}

// Situation names where a request stands.
func Situation(s backend.Situation) string { return situations[s].name }

// PlainSituation names where a request stands for who has never seen one.
func PlainSituation(s backend.Situation) string { return situations[s].plain }

var results = map[backend.Result]string{
	backend.Pending: "em análise", backend.Granted: "autorizado", backend.Refused: "negado", backend.Withdrawn: "cancelado",
}

// Result names what came of an item.
func Result(r backend.Result) string { return results[r] }
