package dialogs

import (
	"context"
	"errors"
	"slices"
	"strings"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/copay"
	"guiche/backend/ident"
	"guiche/dialogs/phrases"
)

// The buttons that lead to what somebody turns to the operator with.
const (
	// verbInquire begins a kind of inquiry, verbInquiries lists one's own.
	verbInquire   = "inq"
	verbInquiries = "inqs"
	// verbDispute and verbUnknown are about the line of care <month>.<key>, verbTalkOf
	// about a month.
	verbDispute = "disp"
	verbUnknown = "unk"
	verbTalkOf  = "talkof"
)

// inquiry is the message to, or of, the operator's people that the open draft is; nil
// when it is none.
func (t *turn) inquiry() *backend.InquiryForm {
	if t.s.Draft == nil {
		return nil
	}
	return t.s.Draft.Form.Inquiry
}

// message tells whether the open draft is a message and no request.
func (t *turn) message() bool { return t.about() != nil || t.inquiry() != nil }

// inquires are the kinds that a role may open here.
func inquires(role access.Role) []backend.InquiryKind {
	switch role {
	case access.Member:
		return []backend.InquiryKind{backend.Unrecognised, backend.Dispute, backend.Reimbursement, backend.Doubt, backend.Complaint}
	case access.Provider:
		return []backend.InquiryKind{backend.Doubt, backend.Complaint}
	}
	return nil
}

// inquiryKeys are the kinds on the screen where people are reached: those of a line a
// row each, the others two a row.
func (t *turn) inquiryKeys() [][]key {
	var keys [][]key
	var short []key
	for _, k := range inquires(t.s.Actor.Role) {
		one := key{label: phrases.BtnInquire(k), verb: verbInquire, arg: string(k)}
		if k == backend.Unrecognised || k == backend.Dispute {
			keys = append(keys, row(one))
		} else {
			short = append(short, one)
		}
	}
	if len(short) == 0 {
		return nil
	}
	return append(append(keys, grid(short, 2)...), row(key{label: phrases.BtnInquiries, verb: verbInquiries}))
}

// inquire begins a kind of inquiry from a menu or in words. What is about a line of
// care begins at that line, where there is one to choose.
func (t *turn) inquire(ctx context.Context, kind backend.InquiryKind) error {
	if !slices.Contains(inquires(t.s.Actor.Role), kind) {
		return errStale
	}
	month := t.s.State.Amount.Month
	ofLine := kind == backend.Dispute || kind == backend.Unrecognised
	if ofLine && (month == 0 || kind == backend.Unrecognised) {
		s, err := t.statement(ctx)
		switch {
		case err == nil:
			if month == 0 {
				month = s.Next()
			}
			t.toAmount(StepBill, Amount{Month: month})
			t.say(phrases.InquiryPickLine(kind))
			return nil
		case !errors.Is(err, backend.ErrNotFound):
			return err
		}
	}
	about := backend.InquiryAbout{}
	if ofLine || kind == backend.Doubt {
		about.Month = month
	}
	return t.openInquiry(ctx, kind, about)
}

// inquireLine begins an inquiry about a line of care; one that is open already is shown
// instead.
func (t *turn) inquireLine(ctx context.Context, kind backend.InquiryKind, arg string) error {
	month, line, ok := strings.Cut(arg, ".")
	m := copay.Month(number(month))
	if !ok || m <= 0 {
		return errStale
	}
	q, err := t.desk.OpenInquiryOf(ctx, t.tx, t.s.Actor, m, line)
	switch {
	case err == nil:
		t.toInquiry(q.ID)
		t.say(phrases.InquiryOpenAlready)
		return nil
	case !errors.Is(err, backend.ErrNotFound):
		return err
	}
	l, err := t.billLine(ctx, m, line)
	if err != nil {
		return err
	}
	if l == nil {
		t.warn(phrases.AmountLineGone)
		return nil
	}
	return t.openInquiry(ctx, kind, backend.InquiryAbout{Month: m, Line: l.InquiryLine()})
}

// billLine finds a line that the member may see; nil for none.
func (t *turn) billLine(ctx context.Context, m copay.Month, line string) (*backend.BillLine, error) {
	s, err := t.statement(ctx)
	if errors.Is(err, backend.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	b, err := s.Bill(m)
	if _, refused := errors.AsType[*copay.Refusal](err); refused {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	l, ok := b.Line(line)
	if !ok {
		return nil, nil
	}
	return &l, nil
}

// disputeKeys are the ways to dispute the line that is shown, or to what is open about it.
func (t *turn) disputeKeys(ctx context.Context, m copay.Month, line string) ([][]key, error) {
	arg := monthArg(m) + "." + line
	_, err := t.desk.OpenInquiryOf(ctx, t.tx, t.s.Actor, m, line)
	switch {
	case err == nil:
		return [][]key{row(key{label: phrases.BtnSeeDispute, verb: verbDispute, arg: arg})}, nil
	case !errors.Is(err, backend.ErrNotFound):
		return nil, err
	}
	return [][]key{
		row(key{label: phrases.BtnUnknownLine, verb: verbUnknown, arg: arg}),
		row(key{label: phrases.BtnDisputeLine, verb: verbDispute, arg: arg}),
	}, nil
}

// openInquiry begins the message that opens an inquiry, or goes on with it.
func (t *turn) openInquiry(ctx context.Context, kind backend.InquiryKind, about backend.InquiryAbout) error {
	if f := t.inquiry(); f != nil && f.ID == 0 && f.Kind == kind && f.About.Same(about) {
		t.s.State.goTo(StepForm)
		return nil
	}
	return t.compose(func() (*backend.Draft, error) { return t.desk.StartInquiry(ctx, t.tx, t.s.Actor, kind, about) })
}

// writeInquiry begins a further message of an inquiry, the operator's answer among
// them, or goes on with it; with forward it takes the inquiry to the ouvidoria.
func (t *turn) writeInquiry(ctx context.Context, id int64, forward bool) error {
	if f := t.inquiry(); f != nil && f.ID == id {
		if f.Forward != forward {
			t.change(func(f *backend.Form) { f.Inquiry.Forward = forward })
		}
		t.s.State.goTo(StepForm)
		return nil
	}
	return t.compose(func() (*backend.Draft, error) { return t.desk.StartInquiryEntry(ctx, t.tx, t.s.Actor, id, forward) })
}

// compose opens a new message, unless one that nobody would find again waits.
func (t *turn) compose(start func() (*backend.Draft, error)) error {
	if t.alone() && !untouched(t.s.Draft.Form) {
		t.s.State.goTo(StepForm)
		if t.inquiry() != nil && !t.ofOperator() {
			// What is typed next is for the new one: the old one does not take it.
			t.s.State.goTo(StepCancel)
		}
		t.warn(t.first())
		return nil
	}
	m, err := start()
	if told := t.noInquiry(err); told || err != nil {
		if told {
			return nil
		}
		return err
	}
	if err := t.putDown(); err != nil {
		return err
	}
	t.open(m)
	t.dirty = true
	return nil
}

// noInquiry tells why an inquiry takes no message.
func (t *turn) noInquiry(err error) bool {
	switch {
	case errors.Is(err, backend.ErrManyInquiries):
		t.warn(phrases.ManyInquiries)
	case errors.Is(err, backend.ErrInquiryClosed):
		t.warn(phrases.InquiryOver)
	case errors.Is(err, backend.ErrNotForwarded):
		t.warn(phrases.NotForwarded)
	case errors.Is(err, backend.ErrOmbudsmanOnly):
		t.warn(phrases.OmbudsmanOnly)
	case errors.Is(err, backend.ErrThreadFull):
		t.warn(phrases.ThreadFull(t.desk.Operator().Phone))
	case errors.Is(err, backend.ErrNotFound):
		t.warn(phrases.InquiryGone)
	default:
		return false
	}
	return true
}

// talkOf shows how people are reached about a month.
func (t *turn) talkOf(m copay.Month) error {
	t.s.State.goTo(StepTalk)
	t.s.State.Amount.Month = m
	return nil
}

// backFromTalk goes to the month that it was about, or home.
func (t *turn) backFromTalk() error {
	if t.s.State.Amount.Month != 0 {
		return t.backToBill()
	}
	return t.backHome()
}

// inquirySentences begin an inquiry in words.
var inquirySentences = map[string]backend.InquiryKind{
	"nao reconheco": backend.Unrecognised, "nao reconheco este atendimento": backend.Unrecognised, "nao reconheco esse atendimento": backend.Unrecognised,
	"nao reconheco um atendimento": backend.Unrecognised, "nao reconheco atendimento": backend.Unrecognised, "nao reconheco esta cobranca": backend.Unrecognised,
	"nao reconheco essa cobranca": backend.Unrecognised, "nao fui eu": backend.Unrecognised, "nao fiz este atendimento": backend.Unrecognised,
	"nao fiz esse atendimento": backend.Unrecognised, "atendimento nao reconhecido": backend.Unrecognised,
	"contestar": backend.Dispute, "quero contestar": backend.Dispute, "contestar cobranca": backend.Dispute, "contestar uma cobranca": backend.Dispute,
	"contestar a cobranca": backend.Dispute, "contestacao": backend.Dispute, "cobranca errada": backend.Dispute, "valor errado": backend.Dispute,
	"fui cobrado errado": backend.Dispute, "cobraram errado": backend.Dispute, "descontaram errado": backend.Dispute,
	"reembolso": backend.Reimbursement, "pedir reembolso": backend.Reimbursement, "quero reembolso": backend.Reimbursement, "pedido de reembolso": backend.Reimbursement,
	"solicitar reembolso": backend.Reimbursement, "quero pedir reembolso": backend.Reimbursement,
	"duvida": backend.Doubt, "tenho uma duvida": backend.Doubt, "tirar duvida": backend.Doubt, "tirar uma duvida": backend.Doubt,
	"reclamar": backend.Complaint, "quero reclamar": backend.Complaint, "reclamacao": backend.Complaint, "fazer uma reclamacao": backend.Complaint,
	"quero fazer uma reclamacao": backend.Complaint, "registrar reclamacao": backend.Complaint, "abrir reclamacao": backend.Complaint,
}

// ownInquiries lead to the list of one's own.
var ownInquiries = map[string]bool{
	"minhas demandas": true, "demandas": true, "minhas reclamacoes": true, "minhas contestacoes": true, "meus reembolsos": true, "minha reclamacao": true,
	"minha contestacao": true, "meu reembolso": true, "meus protocolos": true, "andamento da reclamacao": true,
}

// protocolTyped opens the inquiry that a text is the protocol of; a request's is none.
func (t *turn) protocolTyped(ctx context.Context, text string) (bool, error) {
	p, wrong := ident.ParseProtocol(text)
	if wrong != nil || t.s.Actor.Role == access.Visitor {
		return false, nil //nolint:nilerr // it is no protocol
	}
	q, err := t.desk.InquiryByProtocol(ctx, t.tx, t.s.Actor, p)
	if errors.Is(err, backend.ErrNotFound) {
		return false, nil
	}
	if err == nil {
		t.toInquiry(q.ID)
		t.inquired = &q
	}
	return true, err
}

// inquiryTyped takes a text that names an inquiry, a kind of one, or one's own.
func (t *turn) inquiryTyped(ctx context.Context, text string) (bool, error) {
	if taken, err := t.protocolTyped(ctx, text); taken || err != nil {
		return taken, err
	}
	said := fold(text)
	role := t.s.Actor.Role
	if ownInquiries[said] && len(inquires(role)) > 0 {
		t.s.State.goTo(StepInquiries)
		return true, nil
	}
	kind := inquirySentences[said]
	if kind == "" || !slices.Contains(inquires(role), kind) {
		return false, nil
	}
	if a := t.s.State.Amount; t.step() == StepBillLine && (kind == backend.Dispute || kind == backend.Unrecognised) {
		return true, t.inquireLine(ctx, kind, monthArg(a.Month)+"."+a.Line)
	}
	return true, t.inquire(ctx, kind)
}
