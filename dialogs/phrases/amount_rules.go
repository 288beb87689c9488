package phrases

import (
	"fmt"

	"guiche/backend/copay"
)

// AmountTopic is a rule in plain words.
type AmountTopic struct{ Key, Label string }

// AmountTopics are the rules that people ask about, in the order of a month.
var AmountTopics = []AmountTopic{
	{"what", "O que se paga"}, {"sessions", "As sessões"}, {"cap", "O limite do mês"}, {"free", "O que não se paga"},
	{"month", "O mês que conta"}, {"debit", "O dia do débito"}, {"tenth", "Os 10%"}, {"refund", "Reembolso"},
}

// AmountRulesTitle asks for a rule.
const AmountRulesTitle = "<b>Como funcionam as regras</b>\nToque no que quer entender. O texto do regulamento vem junto."

// AmountRule explains a topic; "" for none of that name.
func AmountRule(topic string, t copay.Version) string {
	title := ""
	for _, known := range AmountTopics {
		if known.Key == topic {
			title = Bold(known.Label)
		}
	}
	switch topic {
	case "what":
		return Lines(title, fmt.Sprintf("Você paga uma parte do que a operadora pagou: %s em consultas, exames, tratamentos ambulatoriais (fisioterapia, acupuntura, RPG, escleroterapia, dermatologia) e terapias; %s em odontologia.",
			Percent(t.Rates[copay.GroupI]), Percent(t.Rates[copay.GroupIV]))) + quoted("R7") + quoted("R8")
	case "sessions":
		return Lines(title, fmt.Sprintf("Psicoterapia, fonoaudiologia e terapia ocupacional: da 1ª à %dª sessão, %s; a partir da %dª, %s. Depois de uma pausa de %d meses, a contagem recomeça.",
			t.FromSession-1, Percent(t.Rates[copay.GroupIII]), t.FromSession, Percent(t.EscalatedRate), t.ResetMonths)) + quoted("R9") + quoted("R11")
	case "cap":
		return Lines(title, "A soma das coparticipações de um mês tem um limite. O que passa dele a operadora assume, e não se cobra depois.") + quoted("R12") + quoted("R13")
	case "free":
		return Lines(title, "Exames e tratamentos ambulatoriais durante uma internação não têm coparticipação, nem o que o regulamento não lista.") + quoted("R14") + quoted("R6")
	case "month":
		return Lines(title, "Conta o mês em que a operadora pagou o atendimento. Por isso um atendimento antigo pode aparecer agora.") + quoted("R16")
	case "debit":
		return Lines(title, fmt.Sprintf("O débito vem no mês seguinte: dia %d para aposentados e dia %d para ativos, na conta corrente ou por boleto.",
			t.DebitDay["aposentado"], t.DebitDay["ativo"])) + quoted("R17") + quoted("R18") + quoted("R19")
	case "tenth":
		return Lines(title, fmt.Sprintf("O débito do mês não passa de %s dos proventos do titular, sem o 13º. O que sobra fica para o mês seguinte, sem juros nem acréscimo.", Percent(t.Share))) + quoted("R20") + quoted("R22")
	case "refund":
		return Lines(title, "No reembolso, a coparticipação já sai do crédito: não vem no débito, mas conta no limite do mês.") + quoted("R23") + quoted("R24")
	}
	return ""
}
