package dialogs

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/copay"
	"guiche/dialogs/nlu"
	"guiche/dialogs/phrases"
)

var (
	disagreeSaid = regexp.MustCompile(`\bnao concordo\b|\bdiscordo\b|\bnao aceito (a|essa|esta) resposta\b|\brecorrer da resposta\b`)
	agencySaid   = regexp.MustCompile(`\b(na|para a|a|pela|da) ans\b|\bdisque ans\b|\bagencia nacional de saude\b`)
	ouvidorSaid  = regexp.MustCompile(`^(o que e|quem e|para que serve|como funciona)( (a|o))? (ouvidor\w*)$`)
	// standsSaid asks how an inquiry stands.
	standsSaid = regexp.MustCompile(`\b(cade|onde esta|como (esta|anda|ficou)|andamento|situacao|ja (foi )?respond\w+|quando (respondem|vao responder))\b.*\b(reclamac\w+|contestac\w+|demandas?)\b|\b(reclamac\w+|contestac\w+|demandas?)\b.*\b(novidade|andamento|ja (foi )?respondid[oa]|tem resposta)\b`)
	leaveJob   = regexp.MustCompile(`\b(se|quando|caso)( eu)? (for|ser|fui) (demitid[oa]|mandad[oa] embora|desligad[oa])\b|\b(fui|serei|vou ser) (demitid[oa]|mandad[oa] embora|desligad[oa])\b|\b(vou|quando|se)( eu)?( me)? (aposentar|aposento)\b|\bme aposentei\b|\bpedir demissao\b`)
	newData    = regexp.MustCompile(`\b(troca|atualiza|altera|corrige|corrigir|muda|mude|troque)( \w+){0,2} (endereco|telefone|celular|e mail|email|cadastro)\b`)
	incomeSaid = regexp.MustCompile(`\b(errad[oa]|nao e|nao sao|diferente|mudou)\b.*\bmeus? (beneficio|proventos?|salario|aposentadoria)\b|\bmeus? (beneficio|proventos?|salario|aposentadoria)\b.*\b(errad[oa]|nao e|nao sao|mudou)\b`)
	// tellSaid wants to be told of news.
	tellSaid = regexp.MustCompile(`\b(quero|queria|gostaria de|pode|posso) ser avisad[oa]\b|^(quero|queria|gostaria de)( receber)?( os)? (avisos?|notificac\w+)$|\b(liga|ligar|ligue|ativa|ativar|ative)( \w+)? (avisos?|notificac\w+)\b|^me avis(a|e|em)( \w+){0,5}$`)
	someSaid = regexp.MustCompile(`^so me avis(a|e|em)\b`)
	// deniedSaid denies or complains of what stands in the account.
	deniedSaid = regexp.MustCompile(`\b(nao fiz|nunca fiz|nao fui eu|nunca fui|nao reconheco|nao usei|nunca usei)\b|\b(cobraram|cobrou|cobrad[oa]s?|descontaram|descontad[oa])( \w+)? (duas|2|tres|3|errad[oa]|a mais|em dobro|duplicad[oa])\b|\b(esta|ta|tudo|valor|isso|mes|conta) (tudo )?errad[oa]\b|\bem dobro\b|\bso (foi|fui|fiz|fez|teve|foram)( em)? (uma|um|1|duas|2)\b`)
	whySaid    = regexp.MustCompile(`^(mas |e )?(por que|porque)\b`)
	// bracesSaid asks for what straightens teeth, which is no telephone.
	bracesSaid = regexp.MustCompile(`^(e|cobre|tem)( (o|um))? aparelho( (ortodontico|dentario|fixo|nos dentes|de dente))?$`)
	// costSaid asks what was had cost.
	costSaid = regexp.MustCompile(`\bquanto (foi que )?custou\b`)
)

// plainSaidOf are sentences about what was written, disputed or is to be told.
func plainSaidOf() []plainSaid {
	members, both := []access.Role{access.Member}, []access.Role{access.Member, access.Provider}
	return []plainSaid{
		{name: "someSaid", said: someSaid, first: true, by: members, do: (*turn).noticesAsked},
		{name: "tellSaid", said: tellSaid, first: true, by: members, do: (*turn).tellAsked, words: true},
		{name: "ouvidorSaid", said: ouvidorSaid, first: true, by: both, do: says(phrases.OmbudsmanIs), words: true},
		{name: "agencySaid", said: agencySaid, first: true, by: both, do: (*turn).agencyAsked, words: true},
		{name: "disagreeSaid", said: disagreeSaid, first: true, by: both, do: (*turn).disagreed},
		{name: "standsSaid", said: standsSaid, first: true, by: both, do: (*turn).inquiryStands},
		{name: "leaveJob", said: leaveJob, first: true, by: []access.Role{access.Member, access.Visitor}, do: says(phrases.JobChange), words: true},
		{name: "newData", said: newData, first: true, by: []access.Role{access.Member, access.Visitor}, do: says(phrases.RegisterByPeople), words: true},
		{name: "incomeSaid", said: incomeSaid, first: true, by: members, do: (*turn).incomeDenied},
		{name: "bracesSaid", said: bracesSaid, first: true, by: members, do: (*turn).bracesAsked, words: true},
		{name: "costSaid", said: costSaid, first: true, by: members, do: (*turn).costAsked},
		{name: "deniedSaid", said: deniedSaid, first: true, by: members, do: (*turn).lineDenied},
	}
}

// tellAsked switches the news of requests on.
func (t *turn) tellAsked(_ context.Context, said string) (bool, error) {
	if slices.ContainsFunc(strings.Fields(said), func(w string) bool { return amountMarks[w] || w == "boleto" }) {
		return false, nil // debits are told of elsewhere
	}
	t.way(phrases.BtnAccount, target{verb: verbAccount})
	return true, t.chooseNews(backend.Yes)
}

// agencyAsked tells the way to the agency; a complaint that threatens with it is one.
func (t *turn) agencyAsked(ctx context.Context, said string) (bool, error) {
	if strings.Contains(said, "reclam") || strings.Contains(said, "denunci") {
		return false, nil
	}
	return says(phrases.ANSWay)(t, ctx, said)
}

// latestInquiries are one's own, the newest first.
func (t *turn) latestInquiries(ctx context.Context) ([]backend.Inquiry, error) {
	const latest = 20
	page, err := t.desk.OwnInquiries(ctx, t.tx, t.s.Actor, 0, latest)
	return slices.DeleteFunc(page.Inquiries, func(q backend.Inquiry) bool { return q.Kind == backend.Talk }), err
}

// disagreed leads to the ouvidoria where an answer can be taken there; false where there
// is none that somebody may mean.
func (t *turn) disagreed(ctx context.Context, said string) (bool, error) {
	if t.step() == StepDetails || t.step() == StepMyRequest {
		return false, nil
	}
	all, err := t.latestInquiries(ctx)
	if err != nil {
		return true, err
	}
	if slices.ContainsFunc(all, func(q backend.Inquiry) bool { return q.Forwardable(t.s.Actor, t.tx) }) {
		return t.ombudsmanAsked(ctx, said)
	}
	if slices.ContainsFunc(all, func(q backend.Inquiry) bool { return q.Level == backend.Ombudsman && q.State != backend.InquiryWaiting }) {
		return says(phrases.ANSWay)(t, ctx, said)
	}
	return false, nil
}

// inquiryStands shows the newest inquiry of the kind that is named; false for none.
func (t *turn) inquiryStands(ctx context.Context, said string) (bool, error) {
	all, err := t.latestInquiries(ctx)
	if err != nil {
		return true, err
	}
	i := slices.IndexFunc(all, func(q backend.Inquiry) bool {
		switch {
		case strings.Contains(said, "reclamac"):
			return q.Kind == backend.Complaint
		case strings.Contains(said, "contestac"):
			return q.Kind == backend.Dispute || q.Kind == backend.Unrecognised
		}
		return true
	})
	switch {
	case i >= 0:
		t.toInquiry(all[i].ID)
	case len(all) > 0:
		t.s.State.goTo(StepInquiries)
	default:
		return false, nil
	}
	return true, nil
}

// bracesAsked tells their cover.
func (t *turn) bracesAsked(ctx context.Context, _ string) (bool, error) {
	return t.coverAsked(ctx, t.wishOf(nlu.Coverage, "cobre aparelho ortodôntico?"))
}

// incomeDenied begins a contestation of the month whose limit is of another income.
func (t *turn) incomeDenied(ctx context.Context, said string) (bool, error) {
	s, err := t.statement(ctx)
	if errors.Is(err, backend.ErrNotFound) || err == nil && !s.Titular {
		return false, nil
	}
	if err != nil {
		return true, err
	}
	if err := t.openInquiry(ctx, backend.Dispute, backend.InquiryAbout{Month: t.shownMonth(s)}); err != nil {
		return true, err
	}
	if t.writes(t.typedOr(said)) {
		t.say(phrases.IncomeWrong)
	}
	return true, nil
}

// writes puts words into the message that has just been opened; false where another
// one, or none, is open.
func (t *turn) writes(text string) bool {
	if t.inquiry() == nil && t.about() == nil || !t.inForm() || t.s.Draft.Form.Note != "" {
		return false
	}
	return t.addNote(text)
}

// typedOr is the text of this turn as it was typed.
func (t *turn) typedOr(said string) string {
	if t.raw != "" {
		return t.raw
	}
	return said
}

// lineDenied begins a contestation of what stands in the account, or of the request on
// the screen; false where nothing of either was talked about.
func (t *turn) lineDenied(ctx context.Context, said string) (bool, error) {
	text := t.typedOr(said)
	switch step := t.step(); {
	case step == StepMyRequest:
		if err := t.write(ctx, t.s.State.Request, backend.Contestation); err != nil {
			return true, err
		}
		t.writes(text)
		return true, nil
	case step == StepMine:
		t.say(phrases.PickUnknown)
		return true, t.toOne(ctx, wish{text: text})
	}
	about := slices.Contains(amountSteps, t.step()) || t.fresh() && t.s.State.Subject.Amounts
	if !about && !slices.ContainsFunc(strings.Fields(said), func(w string) bool { return amountMarks[w] || kindWords[w] != "" || debitWords[w] }) {
		return false, nil
	}
	w := t.wishOf(nlu.Contest, text)
	t.granted = nlu.Contest
	return true, t.chargeContested(ctx, w)
}

// costAsked shows the latest line of the care that is named, on which stands what it cost.
func (t *turn) costAsked(ctx context.Context, said string) (bool, error) {
	if t.step() == StepBillLine {
		return true, nil
	}
	s, err := t.statement(ctx)
	if errors.Is(err, backend.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return true, err
	}
	for _, latest := range s.Months() {
		if m, l := lineNamed(s, wish{text: said}, func(m copay.Month, _ backend.BillLine) bool { return m == latest }); l != nil {
			t.toAmount(StepBillLine, Amount{Month: m, Line: l.Key})
			return true, nil
		}
	}
	return false, nil
}

// hiddenContest tells how the care of somebody named is contested that the reader does
// not see; false where none is named.
func (t *turn) hiddenContest(ctx context.Context, w wish) (bool, error) {
	s, err := t.statement(ctx)
	if errors.Is(err, backend.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return true, err
	}
	for _, p := range namedAmong(s.People, w.words()) {
		if !p.Own && !p.Detail {
			t.say(phrases.ContestHidden(p.Name))
			t.way(phrases.BtnInquireMenu, target{verb: verbTalkOf})
			t.worded = true
			return true, nil
		}
	}
	return false, nil
}

// latestOfKind opens the latest month that has lines of the kind of care that is named,
// where they are several.
func (t *turn) latestOfKind(ctx context.Context, kind backend.InquiryKind, w wish) (bool, error) {
	care := supposed(w.text).kind
	s, err := t.statement(ctx)
	if errors.Is(err, backend.ErrNotFound) || care == "" {
		return false, nil
	}
	if err != nil {
		return true, err
	}
	for _, m := range s.Months() {
		b, err := s.Bill(m)
		if err != nil || !slices.ContainsFunc(b.Lines, func(l backend.BillLine) bool {
			return l.Event != nil && l.Event.Kind == care && likeLine(w.words(), l) > 0
		}) {
			continue
		}
		if err := t.openBill(ctx, m, 0); err != nil {
			return true, err
		}
		t.say(phrases.InquiryPickLine(kind))
		return true, nil
	}
	return false, nil
}
