package dialogs

import (
	"context"
	"errors"
	"slices"
	"strings"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/ident"
	"guiche/dialogs/phrases"
)

// The buttons of a decision. Their arguments name the item from 0, and say what is to
// be: a tap that comes twice does the same twice.
const (
	verbTake   = "take"
	verbLetGo  = "free"
	verbNext   = "next"
	verbGrant  = "yes"
	verbDeny   = "deny"
	verbReduce = "less"
	verbWant   = "ask"
	verbUnrule = "undo"
	verbCheck  = "check"
	verbReason = "why"
	verbText   = "text"
)

// deciding is the request that the open draft decides, 0 for none.
func (t *turn) deciding() ident.RequestNumber {
	if a := t.about(); a != nil && a.Kind == backend.Decision {
		return a.Number
	}
	return 0
}

// startDecision takes a request and begins its decision, or goes on with the open
// one.
func (t *turn) startDecision(ctx context.Context, n ident.RequestNumber) error {
	old := t.deciding()
	if old == n {
		t.s.State.goTo(StepForm)
		return nil
	}
	if t.alone() && !untouched(t.s.Draft.Form) {
		t.s.State.goTo(StepForm)
		t.warn(t.first())
		return nil
	}
	m, d, err := t.desk.StartDecision(ctx, t.tx, t.s.Actor, n)
	if t.notDecided(d, err) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := t.putDown(); err != nil {
		return err
	}
	t.unclaim = old
	t.open(m)
	t.loaded, t.dirty = d, true
	return nil
}

// first is what is said to who begins something beside an open message or decision.
func (t *turn) first() string {
	if t.deciding() != 0 {
		return phrases.DecisionFirst
	}
	return phrases.MessageFirst
}

// notDecided tells why a request is not decided by this auditor, now.
func (t *turn) notDecided(d backend.Details, err error) bool {
	var (
		held *backend.Claimed
		move *backend.IllegalMove
		news *backend.Overtaken
	)
	switch {
	case errors.As(err, &held):
		t.warn(phrases.ClaimedBy(held.Name, held.Until))
	case errors.As(err, &move):
		t.warn(phrases.NotYours(d))
	case errors.As(err, &news):
		t.warn(phrases.Overtook(news.By, d.Clinic))
	case errors.Is(err, backend.ErrOwnRequest):
		t.warn(phrases.OwnRequest)
	case errors.Is(err, backend.ErrOtherAuditor):
		t.warn(phrases.OtherAuditor)
	case errors.Is(err, backend.ErrThreadFull):
		t.warn(phrases.ThreadFull(t.desk.Operator().Phone))
	case errors.Is(err, backend.ErrNotFound):
		t.warn(phrases.RequestGone)
	default:
		return false
	}
	if d.Number != 0 {
		t.loaded = d
	}
	return true
}

// letGoOf gives a request back to the queue; what was decided of it goes, after a
// question.
func (t *turn) letGoOf(n ident.RequestNumber) error {
	if t.deciding() == n {
		return t.stopDeciding()
	}
	t.unclaim = n
	t.say(phrases.Released)
	return nil
}

// stopDeciding asks before what was decided is thrown away.
func (t *turn) stopDeciding() error {
	if !untouched(t.s.Draft.Form) {
		t.s.State.Step = StepCancel
		return nil
	}
	return t.dropMessage()
}

// freed lets go of what this turn gave back.
func (t *turn) freed(ctx context.Context) error {
	if t.unclaim == 0 {
		return nil
	}
	d, err := t.desk.Unclaim(ctx, t.tx, t.s.Actor, t.unclaim)
	if errors.Is(err, backend.ErrNotFound) {
		return nil
	}
	if err == nil && t.s.State.Request == d.Number {
		t.loaded = d
	}
	return err
}

// decisionStep is the question that a decision leads to: what is half said of an
// item, the item that is open, the confirmation, else the list.
func (t *turn) decisionStep() Step {
	f, st := &t.s.Draft.Form, &t.s.State
	if _, part := f.OpenRuling(); part != backend.PartNone {
		return map[backend.Part]Step{backend.PartReason: StepReason, backend.PartWants: StepWant, backend.PartText: StepWording}[part]
	}
	switch {
	case st.Open > 0 && st.Task == TaskReduce:
		return StepReduce
	case st.Open > 0:
		return StepVerdict
	case st.Task == TaskConfirm && f.Decides():
		return StepSure
	}
	return StepDecide
}

// underDecision is the request that is being decided, whose claim is renewed once
// half of it is over.
func (t *turn) underDecision(ctx context.Context) (backend.Details, error) {
	t.s.State.Request = t.deciding()
	d, err := t.request(ctx)
	if err != nil {
		return d, err
	}
	kept, err := t.desk.KeepClaim(ctx, t.tx, t.s.Actor, d)
	switch {
	case t.refusedClaim(err): // told when the decision is sent
		return d, nil
	case err == nil:
		t.loaded = kept
	}
	return kept, err
}

func (t *turn) refusedClaim(err error) bool {
	var (
		held *backend.Claimed
		move *backend.IllegalMove
	)
	return errors.As(err, &held) || errors.As(err, &move) || errors.Is(err, backend.ErrOwnRequest) || errors.Is(err, backend.ErrOtherAuditor)
}

// showDecide lists the items with what was said of them.
func (t *turn) showDecide(ctx context.Context) (view, error) {
	d, err := t.underDecision(ctx)
	if errors.Is(err, backend.ErrNotFound) {
		return t.noCase(), nil
	}
	if err != nil {
		return view{}, err
	}
	known, err := t.dossier(ctx, d)
	if err != nil {
		return view{}, err
	}
	f := t.s.Draft.Form
	blocks, left := []string{phrases.ItemsTitle}, 0
	var items []key
	for n, item := range d.Form.Items {
		if d.Result(n) != backend.Pending {
			blocks = append(blocks, phrases.Item(n+1, item, "")+" — "+phrases.Result(d.Result(n)))
			continue
		}
		left++
		blocks = append(blocks, phrases.Lines(phrases.RuledItem(n, item, nameOf(item.Code, calendar.DateOf(d.SentAt)), f), phrases.DeniedBefore(d, n), t.itemFacts(n, item, known, mostEvents)))
		items = append(items, key{label: phrases.BtnRuled(n, item, f), verb: verbOpen, arg: idArg(int64(n))})
	}
	open := ""
	if d.Situation.Open() {
		open = phrases.CaseNext(d, t.tx.Now())
	}
	v := view{
		head: phrases.Paragraphs(phrases.Lines(phrases.DecisionTitle(d.Number, d.Claim.Until), open, t.dentistLine(d), t.patientLines(d, known)), phrases.Lines(blocks...), t.caseNote(d), phrases.WhyAgain(d)),
		ask:  phrases.Paragraphs(t.lastWord(d), phrases.AskDecide),
	}
	switch {
	case left == 0 && !d.Situation.Open():
		v.ask = phrases.Lines(phrases.NotYours(d), phrases.NothingLeft)
	case left == 0:
		v.ask = phrases.NothingLeft
	}
	if f.Decides() {
		v.keys = append(v.keys, row(key{label: phrases.BtnCheck, verb: verbCheck}))
	}
	if left > 0 {
		v.keys = append(v.keys, grantKeys(d, f))
	}
	v.keys = append(v.keys, grid(items, 1)...)
	var more []key
	if n := filesOf(d.Thread); n > 0 {
		more = row(key{label: phrases.BtnSeeFiles(n), verb: verbView})
	}
	v.keys = append(v.keys, append(more, key{label: phrases.BtnSeeRequest, verb: verbBack}),
		row(key{label: phrases.BtnLetGo, verb: verbStop}, key{label: phrases.BtnMenu, verb: verbMenu}))
	return v, nil
}

// lastWord is what the clinic wrote last, where it did, with what it answers.
func (t *turn) lastWord(d backend.Details) string {
	n := len(d.Thread)
	if n < 2 || d.Thread[n-1].Opens() || d.Thread[n-1].Kind.Appeals() {
		return ""
	}
	last, asked := d.Thread[n-1], ""
	for _, i := range d.Thread {
		if last.Answers != 0 && i.Seq == last.Answers {
			asked = phrases.Questions(i.Questions)
		}
	}
	return phrases.Lines(asked, phrases.Interaction(last, d.Clinic))
}

func (t *turn) noCase() view {
	return view{ask: phrases.RequestGone, keys: [][]key{row(key{label: phrases.BtnLetGo, verb: verbStop}, key{label: phrases.BtnMenu, verb: verbMenu})}}
}

func (t *turn) tapDecide(ctx context.Context, c Callback) error {
	switch c.Verb {
	case verbOpen:
		return t.openVerdict(ctx, int(c.id()))
	case verbGrant:
		return t.grantAll(ctx, c.Arg == grantRest)
	case verbCheck:
		return t.check(ctx)
	case verbView:
		t.toRequest(t.deciding())
		t.openAttachments()
		return nil
	}
	return errStale
}

// openVerdict opens an item that waits for a decision.
func (t *turn) openVerdict(ctx context.Context, n int) error {
	if ok, err := t.pending(ctx, n); !ok || err != nil {
		return orStale(err)
	}
	t.s.State.settle()
	t.s.State.Open = n + 1
	return nil
}

// pending tells whether item n of the request waits for a decision.
func (t *turn) pending(ctx context.Context, n int) (bool, error) {
	t.s.State.Request = t.deciding()
	d, err := t.request(ctx)
	if errors.Is(err, backend.ErrNotFound) {
		return false, nil
	}
	return n >= 0 && n < len(d.Form.Items) && d.Result(n) == backend.Pending, err
}

// orStale is why something was not done: the screen is old where nothing failed.
func orStale(err error) error {
	if err == nil {
		return errStale
	}
	return err
}

// typedDecide takes "autorizar todos", "negar 2 3016", "pedir 1", "2", "conferir".
func (t *turn) typedDecide(ctx context.Context, text string) error {
	words := strings.Fields(fold(text))
	if len(words) == 0 {
		t.warn(phrases.UseButtons)
		return nil
	}
	switch fold(text) {
	case "autorizar todos", "autorizar tudo", "autorizo tudo", "todos", "tudo":
		return t.grantAll(ctx, false)
	case "autorizar os demais", "autorizar o restante", "autorizar o resto", "os demais", "o restante", "o resto":
		return t.grantAll(ctx, true)
	case "conferir", "conferir e enviar", "revisar":
		return t.check(ctx)
	case "liberar":
		return t.stopDeciding()
	case "anexos", "ver anexos", "fotos":
		return t.tapDecide(ctx, Callback{Verb: verbView})
	case "ver solicitacao", "solicitacao":
		return t.back()
	}
	if w := spoken(text); w == wordSend || w == wordDone {
		return t.check(ctx)
	}
	if allGranted.MatchString(fold(text)) {
		return t.grantAll(ctx, false)
	}
	at := itemWord(words)
	switch n := number(strings.TrimRight(words[at], ",:;")); {
	case n >= 1 && (at == 0 || slices.Contains(itemWords, words[0])):
		return t.orUseButtons(t.openVerdict(ctx, n-1))
	case n >= 1:
		if ok, err := t.pending(ctx, n-1); !ok || err != nil {
			return t.orUseButtons(orStale(err))
		}
		return t.ruleTyped(words[0], n-1, afterWords(text, at+1))
	}
	if verdictWords[words[0]] != "" && len(words) > 1 { // "autoriza a coroa"
		if n, err := t.itemCalled(ctx, strings.Join(words[1:], " ")); n >= 0 || err != nil {
			if err != nil {
				return err
			}
			return t.ruleTyped(words[0], n, "")
		}
	}
	t.warn(phrases.UseButtons)
	return nil
}

// itemWords stand between what is to be done and the number of the item.
var itemWords = []string{"o", "item", "no", "n", "nº", "n.º", "numero", "procedimento", "do"}

// itemWord is the place of the word that should be the number of an item: "2",
// "negar 2", "negar o item 2".
func itemWord(words []string) int {
	if number(words[0]) >= 1 || len(words) == 1 {
		return 0
	}
	at := 1
	for at < len(words)-1 && slices.Contains(itemWords, words[at]) {
		at++
	}
	return at
}

// afterWords is a text without its first words.
func afterWords(text string, n int) string {
	words := strings.Fields(text)
	return strings.Join(words[min(n, len(words)):], " ")
}

// orUseButtons answers a typed text that means nothing here.
func (t *turn) orUseButtons(err error) error {
	if errors.Is(err, errStale) {
		t.warn(phrases.UseButtons)
		return nil
	}
	return err
}

// backFromDecide shows the request; what was decided so far stays.
func (t *turn) backFromDecide() error {
	if !untouched(t.s.Draft.Form) {
		t.say(phrases.DecisionKept)
	}
	t.toRequest(t.deciding())
	return nil
}
