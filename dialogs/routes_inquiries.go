package dialogs

import (
	"context"
	"regexp"
	"strings"

	"guiche/backend"
	"guiche/backend/copay"
	"guiche/dialogs/phrases"
)

// complaint tells who cannot write one here how people are reached.
func (t *turn) complaint(context.Context, wish) error {
	t.say(phrases.ComplaintWay)
	t.talkTo()
	return nil
}

// complaintAsked begins a complaint, which nothing sends before a tap.
func (t *turn) complaintAsked(ctx context.Context, w wish) error {
	t.say(phrases.SorryForThat)
	if err := t.inquire(ctx, backend.Complaint); err != nil || !tellsWhat(w) {
		return err
	}
	if f := t.inquiry(); f != nil && f.ID == 0 && t.writes(w.text) {
		t.say(phrases.ContestWords)
	}
	return nil
}

// complainWords ask to complain and tell nothing of what happened.
var complainWords = wordSet(`quero queria gostaria preciso vou posso como fazer faco faz registrar abrir uma um de do da dos das o a os as no na com para pra contra sobre em que eu
	reclamar reclamacao reclamo queixa denuncia reclame atendimento voces vcs operadora plano clinica atendente oi ola bom boa dia tarde noite por favor aqui onde meu minha isso`)

// tellsWhat tells a complaint that says what happened.
func tellsWhat(w wish) bool {
	const fewest = 2
	n := 0
	for _, s := range w.words() {
		if !complainWords[s] {
			n++
		}
	}
	return n >= fewest && !interrogative(w.text)
}

func (t *turn) complaintButton(context.Context, wish) error {
	t.say(phrases.SorryForThat)
	t.inquiryWay(backend.Complaint)
	return nil
}

// chargeContested begins what a member disputes: the line that is shown, or one to be
// chosen in the month that is named.
func (t *turn) chargeContested(ctx context.Context, w wish) error {
	kind := contestedAs(w)
	if told, err := t.hiddenContest(ctx, w); told || err != nil {
		return err
	}
	if a := t.s.State.Amount; t.step() == StepBillLine {
		return t.inquireLine(ctx, kind, monthArg(a.Month)+"."+a.Line)
	}
	if taken, err := t.contestNamed(ctx, kind, w); taken || err != nil {
		return err
	}
	if taken, err := t.latestOfKind(ctx, kind, w); taken || err != nil {
		return err
	}
	if err := t.noneOfThatKind(ctx, w); err != nil {
		return err
	}
	if m := w.month(copay.MonthOf(t.today)); m != 0 {
		if err := t.openBill(ctx, m, 0); err == nil && t.step() == StepBill {
			t.say(phrases.InquiryPickLine(kind))
			return nil
		}
	}
	return t.inquire(ctx, kind)
}

var (
	// refundMine asks after a reimbursement that was asked for, refundWhat what is
	// reimbursed at all.
	refundMine = regexp.MustCompile(`\bultimos? reembolsos?\b|\bja (pedi|solicitei|mandei)\b.*\breembolso\b|\breembolso que (eu )?(ja )?pedi\b`)
	refundWhat = regexp.MustCompile(`\b(tem|existe|ha|da) (direito a )?reembolso (de|do|da|para)\b|\b(voces|plano|operadora) reembols(a|am)\b`)
)

// contestedAs tells a charge for what was never had from one that is too high.
func contestedAs(w wish) backend.InquiryKind {
	said := strings.Join(w.words(), " ")
	for _, never := range []string{"reconhec", "nao fiz", "nunca fiz", "nao fui", "nunca fui", "nao usei", "nunca usei", "nao e meu", "nao e minha"} {
		if strings.Contains(said, never) {
			return backend.Unrecognised
		}
	}
	return backend.Dispute
}

func (t *turn) contestButton(_ context.Context, w wish) error {
	t.say(phrases.SeeAllBeside)
	t.inquiryWay(contestedAs(w))
	return nil
}

func (t *turn) refundAsked(ctx context.Context, w wish) error {
	switch said := spelled(w.words()); {
	case refundMine.MatchString(said):
		_, err := t.refundStands(ctx, said)
		return err
	case refundWhat.MatchString(said):
		t.worded = true
		t.inquiryWay(backend.Reimbursement)
		_, err := says(phrases.RefundDepends)(t, ctx, said)
		return err
	}
	return t.inquire(ctx, backend.Reimbursement)
}

func (t *turn) refundButton(context.Context, wish) error {
	t.say(phrases.SeeAllBeside)
	t.inquiryWay(backend.Reimbursement)
	return nil
}

// inquiryWay leads to a message to the operator's people.
func (t *turn) inquiryWay(k backend.InquiryKind) {
	t.way(phrases.BtnInquire(k), target{verb: verbInquire, arg: string(k)})
}
