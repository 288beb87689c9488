package phrases

import (
	"fmt"
	"strings"
	"time"

	"guiche/backend"
)

// HoldDropped follows a photo of a card that is not kept.
const HoldDropped = "Não guardei a foto. Ela continua só nesta conversa; se quiser, apague-a."

// NoDentalCover follows a person whose plan has none.
const NoDentalCover = "⚠️ Este plano não tem cobertura odontológica."

// AskHold asks whether files sent where a beneficiary is asked for are to be kept.
func AskHold(n int) string {
	what := "este arquivo"
	if n > 1 {
		what = "estes arquivos"
	}
	return "Guardar " + what + " como <b>anexo</b>?\nA foto da carteirinha tem dados pessoais e não é necessária: basta digitar a matrícula ou o CPF."
}

var standings = map[backend.Standing]string{
	backend.StandingActive:    "ativo",
	backend.StandingSuspended: "suspenso",
	backend.StandingInactive:  "inativo",
	backend.StandingExcluded:  "excluído do contrato",
	backend.StandingCancelled: "contrato cancelado",
}

// Standing is where a beneficiary stands; one that only the operator's register
// knows is told in its word.
func Standing(s backend.Standing) string {
	if word, ok := standings[s]; ok {
		return word
	}
	return CutEsc(string(s), 40)
}

// Person shows a beneficiary to be confirmed: no more than tells the person apart,
// and where it stands.
func Person(b backend.Beneficiary) string {
	return Lines(
		Bold(ShortName(b.Name)), fmt.Sprintf("Ano de nascimento: %d", b.Birth.Year),
		"Plano: "+CutEsc(b.Plan, 80), "Situação: "+Standing(b.Situation),
	)
}

var standingHints = map[backend.Standing]string{
	backend.StandingSuspended: "O plano desta pessoa está <b>suspenso</b>: a solicitação pode ser enviada, " +
		"mas não deve ser liberada enquanto estiver assim. Peça que ela procure a operadora.",
	backend.StandingInactive: "O cadastro desta pessoa está <b>inativo</b>: a solicitação pode ser enviada, mas não deve ser liberada " +
		"enquanto estiver assim. Peça que ela procure a operadora.",
	backend.StandingExcluded: "Esta pessoa foi <b>excluída do contrato</b>: a solicitação pode ser enviada, mas o plano já não cobre o atendimento. " +
		"Confira se ela tem outra matrícula.",
	backend.StandingCancelled: "O contrato desta pessoa foi <b>cancelado</b>: a solicitação pode ser enviada, mas o plano já não cobre o atendimento. " +
		"Confira se ela tem outra matrícula.",
}

// AskPerson asks whether it is the one shown. That somebody is not active never
// keeps a request from being sent, since people look at what the rules refuse.
func AskPerson(s backend.Standing) string {
	if s == backend.StandingActive {
		return "É esta pessoa?"
	}
	hint, ok := standingHints[s]
	if !ok {
		hint = "A situação desta pessoa no plano é <b>" + Standing(s) + "</b>: a solicitação pode não ser liberada."
	}
	return "⚠️ " + hint + "\nÉ esta pessoa, e quer seguir mesmo assim?"
}

var classes = map[backend.Class]string{
	backend.ClassUrgency:      "urgência",
	backend.ClassBasic:        "consultas e procedimentos básicos",
	backend.ClassSurgery:      "cirurgias",
	backend.ClassEndodontics:  "canais",
	backend.ClassPeriodontal:  "gengiva",
	backend.ClassProsthesis:   "próteses",
	backend.ClassOrthodontics: "ortodontia",
}

// Class is a kind of procedure in plain words; one of the operator's own is told
// in its word.
func Class(c backend.Class) string {
	if words, ok := classes[c]; ok {
		return words
	}
	return CutEsc(strings.ReplaceAll(string(c), "_", " "), 40)
}

// Grace says which carências run. For an urgent request only that of urgency
// counts.
func Grace(waits []backend.Waiting, urgent bool) string {
	var lines []string
	for _, w := range waits {
		var of []string
		for _, c := range w.Classes {
			if !urgent || c == backend.ClassUrgency {
				of = append(of, Class(c))
			}
		}
		if len(of) > 0 {
			lines = append(lines, "C"+carencia(w.Until, " para "+and(of))[1:])
		}
	}
	switch {
	case len(lines) > 0:
		return Lines(lines...)
	case urgent:
		return "Sem carência pendente para urgência"
	}
	return "Sem carência pendente"
}

func and(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " e " + words[last]
}

// LookUpsSlow follows many searches of beneficiaries in a short time.
func LookUpsSlow(wait time.Duration) string {
	return fmt.Sprintf("Foram muitas buscas de beneficiários em pouco tempo. Por segurança, aguarde %d s e tente de novo.",
		int((wait+time.Second-1)/time.Second))
}

// NameFound tells who was found by a name; it is asked whether that is who was meant.
func NameFound(said, name string, year int) string {
	return "“" + CutEsc(said, 40) + "”: achei <b>" + CutEsc(BtnKnown(name, year), 60) + "</b> nos seus pedidos. Confira se é quem você quis dizer."
}

// NamesFound tells that a name is that of several.
func NamesFound(said string, n int) string {
	return fmt.Sprintf("“%s”: há %d pacientes com esse nome nos seus pedidos. Qual deles?", CutEsc(said, 40), n)
}

// BtnKnown is somebody treated lately.
func BtnKnown(name string, year int) string {
	if year == 0 {
		return Cut(ShortName(name), MaxLabel)
	}
	return Cut(ShortName(name), MaxLabel-7) + fmt.Sprintf(" · %d", year)
}
