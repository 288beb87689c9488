package dialogs

import (
	"context"

	"guiche/backend/access"
	"guiche/dialogs/phrases"
)

// aside is a question that people ask in the middle of something else.
type aside uint8

const (
	noAside aside = iota
	asidePhone
	asideHours
	asideTerm
	asidePrivacy
)

// asides are recognised word by word: the whole message is made of a kind's words
// and of those that any question may have, and one of the marks is among them. So
// an answer of the form is never taken for one.
var asides = []struct {
	kind        aside
	marks, rest map[string]bool
}{
	{asideTerm, wordSet(`prazo prazos demora demoram demorar responde respondem resposta respostas`),
		wordSet(`quanto tempo quantos dias qual auditoria analise autorizacao solicitacao pedido leva dura sai fica pronto pronta para de resposta`)},
	{asideHours, wordSet(`horario horarios horas abre abrem fecha fecham aberto aberta abertos funciona funcionam atendem expediente sabado domingo feriado`),
		wordSet(`atendimento funcionamento ate agora hoje amanha dia dias central semana fim`)},
	{asidePhone, wordSet(`telefone fone telefones whatsapp zap 0800 ligar ligo atendente atendentes humano pessoa alguem`),
		wordSet(`numero contato falar falo conversar central atendimento suporte real verdade com sac passa manda quero`)},
	{asidePrivacy, wordSet(`lgpd privacidade`), wordSet(`dados politica aviso meus uso usam fazem`)},
}

// questionWords may stand in any of these questions.
var questionWords = wordSet(`qual quais que quem como onde quando quanto o a os as e de da do das dos em no na nos nas ao um uma para pra por com
	voces vc vcs voce seu sua seus suas meu minha me eu posso pode podem consigo tem ha existe algum alguma quero queria preciso gostaria saber
	oi ola bom boa dia tarde noite favor mesmo ai entao aqui e esta estao`)

// asideOf recognises such a question, and nothing else.
func asideOf(text string) aside {
	words := spokenOf(text)
	if len(words) == 0 || len(words) > 14 {
		return noAside
	}
	for _, a := range asides {
		marked := false
		for i, w := range words {
			if a.marks[w] {
				marked = true
			} else if !a.rest[w] && !questionWords[w] {
				break
			}
			if i == len(words)-1 && marked {
				return a.kind
			}
		}
	}
	return noAside
}

// takesAnyText tells whether any text is an answer: a message or an observação may
// say "urgente", or ask how long it takes.
func (t *turn) takesAnyText() bool {
	return t.step() == StepNote || t.step() == StepMessage || t.step() == StepJunta || t.step() == StepInquiry || t.deciding() != 0 && t.inForm()
}

// digress answers what is said or asked beside the question on the screen, which
// goes on.
func (t *turn) digress(text string) bool {
	switch step := t.step(); {
	case t.takesAnyText() || t.atLeisure():
		return false // the menu looks at it itself
	case step == StepPlace || step == StepFaces:
		return t.answerAside(text) // "AI" is a region, "OI" may be faces
	}
	return t.answerAside(text) || t.digressMore(text)
}

// beforeEntry answers the same where somebody is asked who they are, and what a visitor
// wants. A greeting has an answer of its own there.
func (t *turn) beforeEntry(ctx context.Context, text string) (bool, error) {
	if step := t.step(); step != StepLogin && step != StepMember {
		return false, nil
	}
	if _, hello := greeting(text); hello {
		return false, nil
	}
	if t.atTheDoor(text) || t.s.State.Greeted && (t.answerAside(text) || t.digressMore(text)) {
		return true, nil
	}
	return t.visits(ctx, text)
}

func (t *turn) answerAside(text string) bool {
	op := t.desk.Operator()
	switch asideOf(text) {
	case asidePhone, asideHours:
		t.talkTo()
	case asideTerm:
		t.say(phrases.AnswerTerm(op.AnswerDays, op.Hours))
	case asidePrivacy:
		t.say(phrases.PrivacyAside)
	default:
		return false
	}
	return true
}

// digressMore answers thanks and greetings, and the name of a service.
func (t *turn) digressMore(text string) bool {
	back, ok := smallTalk(text)
	if ok && back != phrases.AllRight && back != phrases.Laughter { // "ok" and "sim" answer questions
		t.say(back)
		return true
	}
	if t.s.Actor.Role == access.Visitor || t.step() == StepFiles || t.step() == StepCode || t.step() == StepItems {
		return false
	}
	for _, o := range t.offered() {
		if o.Action == "" && fold(text) == fold(o.Name) {
			t.say(phrases.ServiceBrief(o, t.desk.Operator().Phone))
			return true
		}
	}
	return false
}
