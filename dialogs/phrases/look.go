package phrases

import (
	"fmt"

	"guiche/backend"
	"guiche/backend/dental"
)

// Second looks at what was released without a person.
const (
	LooksTitle = "<b>Conferir liberações</b>"
	LooksEmpty = "Nenhuma liberação automática aguarda conferência."
	BtnLooks   = "Conferir liberações"
	AskLook    = "Você teria autorizado? A resposta não muda a autorização: ela mostra onde as regras precisam melhorar."
	LookDone   = "Tudo conferido nesta solicitação. Obrigado."
	LookKept   = "Conferência registrada."
	LookTaken  = "Outra pessoa da auditoria conferiu este item antes."
	LookOwn    = "Você é quem pediu este atendimento; outra pessoa da auditoria confere."
)

// AskWhyNot asks for the reason against a release, and says in full those that have a
// button.
func AskWhyNot(item int, codes []string) string {
	lines := []string{fmt.Sprintf("Por que você não autorizaria o item %d? Toque no motivo ou digite o código dele.", item)}
	for _, c := range codes {
		lines = append(lines, Code(c)+" "+Reason(c))
	}
	return Lines(lines...)
}

// BtnAgree gives an opinion in favour of an item.
func BtnAgree(item int) string { return fmt.Sprintf("✓ %d Concordo", item) }

// BtnDisagree asks for the reason against it.
func BtnDisagree(item int) string { return fmt.Sprintf("✗ %d Discordo", item) }

// BtnLookReason is a reason of table 38 to choose.
func BtnLookReason(code string) string { return Cut(OneLine(code+" "+Reason(code)), 28) }

var lookReasons = map[backend.LookReason]string{
	backend.LookUrgency: "liberado por urgência", backend.LookSample: "liberado pelas regras, em amostra",
}

// LookReason names why an item is looked at.
func LookReason(r backend.LookReason) string { return lookReasons[r] }

var opinions = map[backend.Opinion]string{backend.Agreed: "conferido: concordo", backend.Disagreed: "conferido: discordo"}

// Opinion names what an auditor thought of a release.
func Opinion(o backend.Opinion) string { return opinions[o] }

// LookLine tells why an item is looked at, and what was thought of it.
func LookLine(l backend.SecondLook, items []dental.Item) string {
	line := fmt.Sprintf("🔎 Item %d", l.Item+1)
	if l.Item >= 0 && l.Item < len(items) {
		line += " (" + Code(items[l.Item].Code) + ")"
	}
	line += ": " + LookReason(l.Reason)
	if l.Opinion == "" {
		return line
	}
	line += " — " + Opinion(l.Opinion)
	if len(l.Codes) > 0 {
		line += " (" + Reasons(l.Codes) + ")"
	}
	return line
}
