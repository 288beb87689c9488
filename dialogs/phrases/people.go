package phrases

import (
	"strings"
	"unicode/utf8"

	"guiche/backend"
	"guiche/backend/access"
)

// ShortName shows a person as first name and initial of the last name: enough
// to be recognised, too little to be looked up.
func ShortName(name string) string {
	words := strings.Fields(OneLine(name))
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0]
	}
	last, _ := utf8.DecodeRuneInString(words[len(words)-1])
	return words[0] + " " + string(last) + "."
}

var roles = map[access.Role]string{
	access.Visitor: "Visitante", access.Provider: "Prestador", access.Member: "Beneficiário", access.Auditor: "Auditoria", access.Attendant: "Atendimento", access.Rules: "Regras do plano",
}

// Role names who wrote something.
func Role(r access.Role) string { return roles[r] }

var urgencies = map[backend.Urgency]string{
	backend.Elective: "Eletivo",
	backend.Pain:     "Urgência: dor",
	backend.Trauma:   "Urgência: trauma",
	backend.Bleeding: "Urgência: sangramento",
	backend.Abscess:  "Urgência: abscesso",
}

// Urgency names the caráter of a request: "Eletivo", "Urgência (dor)".
func Urgency(u backend.Urgency) string {
	if kind, reason, urgent := strings.Cut(urgencies[u], ": "); urgent {
		return kind + " (" + reason + ")"
	}
	return urgencies[u]
}

// BtnUrgencyOf is a caráter to choose: "Urgência: dor".
func BtnUrgencyOf(u backend.Urgency) string { return urgencies[u] }

var fields = map[backend.Field]string{
	backend.FieldContact: "Contato", backend.FieldUrgency: "Caráter", backend.FieldProfessional: "Profissional",
	backend.FieldBeneficiary: "Beneficiário", backend.FieldItems: "Itens", backend.FieldFiles: "Anexos", backend.FieldNote: "Observação",
}

// Field names an answer of the form.
func Field(f backend.Field) string { return fields[f] }
