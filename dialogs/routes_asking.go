package dialogs

import (
	"context"

	"guiche/backend/dental"
	"guiche/dialogs/nlu"
	"guiche/dialogs/phrases"
)

// coverageService is the service of the default profile that tells of coverage.
const coverageService = "cobertura"

// coverageOfClinic: what is covered is looked at for each item of a request; what the
// rules say of a procedure is told before.
func (t *turn) coverageOfClinic(ctx context.Context, w wish) error {
	if told, err := t.coverAsked(ctx, w); told || err != nil {
		return err
	}
	t.coverUnknown(w)
	t.say(phrases.CoverageOfClinic(t.inForm()))
	if o, ok := t.offering(coverageService); ok && !t.inForm() {
		t.way(phrases.BtnService(o), targetOf(o))
	}
	return nil
}

// coverageOfMember leads to what the operator says of it, where it says something and
// no procedure is named.
func (t *turn) coverageOfMember(ctx context.Context, w wish) error {
	if told, err := t.coverAsked(ctx, w); told || err != nil {
		return err
	}
	if told, err := t.graceOwn(ctx, w); told || err != nil {
		return err
	}
	t.coverUnknown(w)
	if o, ok := t.offering(coverageService); ok && t.atLeisure() {
		return t.openService(ctx, o.Key)
	}
	t.say(phrases.CoverageOfMember)
	return nil
}

// termWords ask how long it takes, paperWords what has to be sent.
var (
	termWords  = wordSet(`prazo prazos demora demoram demorar dias tempo horas responde respondem resposta quando rapido urgente urgencia`)
	paperWords = wordSet(`documento documentos laudo laudos rx raio radiografia radiografias foto fotos imagem imagens anexo anexos anexar exame exames enviar mandar periapical panoramica`)
)

// howToOfClinic answers how authorising works.
func (t *turn) howToOfClinic(ctx context.Context, w wish) error {
	if told, err := t.howToOfOne(ctx, w); told || err != nil {
		return err
	}
	op := t.desk.Operator()
	switch {
	case w.says(termWords):
		t.say(phrases.AnswerTerm(op.AnswerDays, op.Hours))
	case w.says(paperWords):
		t.say(phrases.PapersAside)
	default:
		t.say(phrases.HowToOfClinic(op.AnswerDays))
	}
	return nil
}

// howToOfMember is the same for whom it is about.
func (t *turn) howToOfMember(ctx context.Context, w wish) error {
	if told, err := t.howToOfOne(ctx, w); told || err != nil {
		return err
	}
	op := t.desk.Operator()
	if w.says(termWords) {
		t.say(phrases.AnswerTerm(op.AnswerDays, op.Hours))
		return nil
	}
	t.say(phrases.HowToOfMember(op.AnswerDays))
	return nil
}

// howToOfOne answers it about the procedure that is named: not one that is only like
// the words of the question.
func (t *turn) howToOfOne(ctx context.Context, w wish) (bool, error) {
	if w.named.Code == "" && !nlu.NamesProcedure(w.text) {
		return false, nil
	}
	return t.coverAsked(ctx, w)
}

// procedureAsked looks for the code of a procedure, or for the procedure of a code. Where
// one is being asked for, what is found can be tapped.
func (t *turn) procedureAsked(ctx context.Context, w wish) error {
	name := searchedFor(w.text)
	if step := t.step(); step == StepCode || step == StepItems {
		t.nameTyped(typedItem{name: name})
		return nil
	}
	other, err := t.forAnother(ctx, w)
	if err != nil {
		return err
	}
	suffix := ""
	if other {
		suffix = forOther
	}
	if found, _, _ := t.procedureMeant(w); len(found) == 1 {
		return t.coverOfCode(ctx, found[0].Code+suffix)
	}
	lines := []string{phrases.CodesFound}
	for i, hit := range dental.Search(name, t.today, maxFound) {
		p := hit.Procedure
		lines = append(lines, phrases.Found(i+1, p.Code, p.Name))
		if !t.inForm() {
			t.way(phrases.BtnCover(p.Short(), p.Code), target{verb: verbCover, arg: p.Code + suffix})
		}
	}
	if len(lines) == 1 {
		t.say(phrases.CodeNotFound)
		return nil
	}
	t.say(phrases.Lines(lines...))
	return nil
}
