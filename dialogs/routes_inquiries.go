package dialogs

import (
	"context"
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
func (t *turn) complaintAsked(ctx context.Context, _ wish) error {
	t.say(phrases.SorryForThat)
	return t.inquire(ctx, backend.Complaint)
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
	if a := t.s.State.Amount; t.step() == StepBillLine {
		return t.inquireLine(ctx, kind, monthArg(a.Month)+"."+a.Line)
	}
	if taken, err := t.contestNamed(ctx, kind, w); taken || err != nil {
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

func (t *turn) refundAsked(ctx context.Context, _ wish) error {
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
