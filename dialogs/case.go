package dialogs

import (
	"context"
	"errors"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/dental"
	"guiche/backend/ident"
	"guiche/backend/preauth"
	"guiche/dialogs/phrases"
)

// showCase is a request as an auditor needs it: who it is for, what the rules found,
// what was done in the same place, what was said.
func (t *turn) showCase(ctx context.Context) (view, error) {
	d, err := t.request(ctx)
	if errors.Is(err, backend.ErrNotFound) {
		return t.noRequest(), nil
	}
	if err != nil {
		return view{}, err
	}
	known, err := t.dossier(ctx, d)
	if err != nil {
		return view{}, err
	}
	unheard, err := t.unheard(ctx, d)
	if err != nil {
		return view{}, err
	}
	said, pages := t.thread(d)
	v := view{
		head: phrases.Paragraphs(
			phrases.Lines(phrases.DetailsHead(d), phrases.Filled(backend.FieldUrgency, phrases.Urgency(d.Form.Urgency)), t.dentistLine(d)),
			t.patientLines(d, known), t.caseItems(d, known), t.caseNote(d), phrases.WhyAgain(d)),
		ask: phrases.Paragraphs(said, phrases.Questions(d.OpenQuestions()), phrases.Lines(t.caseNext(d), t.claimLine(ctx, d)), unheard),
	}
	keys := t.claimKeys(d)
	if t.desk.ReviewsOwn(ctx, t.tx, t.s.Actor, d) {
		keys, v.ask = nil, phrases.Paragraphs(v.ask, phrases.OtherAuditor)
	}
	v.keys = append([][]key{keys}, t.detailsKeys(d)...)
	if t.deciding() != d.Number {
		v.keys = append(v.keys, row(key{label: phrases.BtnNextInQueue, verb: verbNext, arg: idArg(int64(d.Number))}))
	}
	v.keys = append(v.keys, pages, t.detailsFoot())
	return v, nil
}

// caseNext says what happens now; to who changed it last, not that he did.
func (t *turn) caseNext(d backend.Details) string {
	if n := len(d.Thread); n > 0 && !d.Situation.Open() {
		if last := d.Thread[n-1]; last.Author == t.s.Actor.Role && last.AuthorID == t.s.Actor.ID && !last.ByJunta() {
			return ""
		}
	}
	return phrases.CaseNext(d, t.tx.Now())
}

// dossier is what is known about the request, read once a turn.
func (t *turn) dossier(ctx context.Context, d backend.Details) (backend.Dossier, error) {
	if t.known == nil || t.knownOf != d.Number {
		known, err := t.desk.Dossier(ctx, t.tx, t.s.Actor, d)
		if err != nil {
			return backend.Dossier{}, err
		}
		t.known, t.knownOf = &known, d.Number
	}
	return *t.known, nil
}

func (t *turn) dentistLine(d backend.Details) string {
	p := d.Form.Professional
	if p == nil {
		return ""
	}
	return phrases.Lines(phrases.Filled(backend.FieldProfessional, phrases.Professional(p.Name, p.Council)), phrases.Esc(d.Clinic))
}

// patientLines are who it is for, with the carências of the day it was sent.
func (t *turn) patientLines(d backend.Details, known backend.Dossier) string {
	b := known.Beneficiary
	if b == nil {
		b = d.Form.Beneficiary
	}
	if b == nil {
		return ""
	}
	plan, ok := t.desk.Operator().PlanOf(b.Plan)
	waits := plan.Waits(b.Covered, calendar.DateOf(d.SentAt))
	return phrases.CasePatient(*b, t.today, waits, ok && !b.Covered.IsZero(), d.Form.Urgency.Urgent())
}

// caseItems are the items with what came of them, what the rules found, and what was
// done in the same place.
func (t *turn) caseItems(d backend.Details, known backend.Dossier) string {
	var blocks []string
	now, brief := itemsNow(d, nil)
	for n, item := range d.Form.Items {
		name := nameOf(item.Code, calendar.DateOf(d.SentAt))
		if len(d.Form.Items) > namedItems {
			name = ""
		}
		line := phrases.Item(n+1, item, name)
		if d.Result(n) == backend.Pending {
			line = phrases.Lines(line+phrases.ItemBriefly(d, n), phrases.DeniedBefore(d, n), t.itemFacts(n, item, known, mostEvents))
		} else {
			line += now(n)
		}
		blocks = append(blocks, line)
	}
	if brief {
		blocks = append(blocks, phrases.ReasonsElsewhere)
	}
	return phrases.Lines(append([]string{phrases.ItemsTitle}, blocks...)...)
}

// mostEvents is how many events of a place stand below an item in a list, allEvents
// on its own screen.
const (
	mostEvents = 2
	allEvents  = 12
)

// itemFacts is what the rules found about an item, and the history of its place, the
// latest first.
func (t *turn) itemFacts(n int, item dental.Item, known backend.Dossier, most int) string {
	var lines []string
	for _, f := range known.Findings(n) {
		lines = append(lines, phrases.CaseFinding(f, item))
	}
	for _, e := range known.At(item, known.Open) {
		lines = append(lines, phrases.CaseEvent(e, nameOf(e.Code, e.On), true))
	}
	lines = append(lines, history(known.At(item, known.History), most)...)
	return phrases.Lines(lines...)
}

func history(past []preauth.Event, most int) []string {
	var lines []string
	for i := len(past) - 1; i >= 0; i-- {
		if len(lines) == most {
			return append(lines, phrases.CaseMore(i+1))
		}
		lines = append(lines, phrases.CaseEvent(past[i], nameOf(past[i].Code, past[i].On), false))
	}
	return lines
}

func (t *turn) caseNote(d backend.Details) string {
	lines := []string{}
	if n := filesOf(d.Thread); n > 0 {
		lines = append(lines, phrases.FilesCount(n))
	}
	if d.Form.Note != "" {
		lines = append(lines, phrases.Note(d.Form.Note))
	}
	return phrases.Lines(lines...)
}

// claimLine tells who has the request.
func (t *turn) claimLine(ctx context.Context, d backend.Details) string {
	if !d.Claim.Held(t.tx.Now()) {
		return ""
	}
	if d.Claim.Auditor == t.s.Actor.ID {
		return phrases.ClaimLine("", true, d.Claim.Until)
	}
	holder, err := t.tx.Auditor(ctx, d.Claim.Auditor)
	if err != nil {
		return ""
	}
	return phrases.ClaimLine(holder.Name, false, d.Claim.Until)
}

// claimKeys take a request, or let go of it.
func (t *turn) claimKeys(d backend.Details) []key {
	if !d.Situation.Open() || d.Situation == backend.InJunta {
		return nil
	}
	arg := idArg(int64(d.Number))
	mine := d.Claim.Held(t.tx.Now()) && d.Claim.Auditor == t.s.Actor.ID
	switch {
	case t.deciding() == d.Number || mine:
		return row(key{label: phrases.BtnDecideOn, verb: verbTake, arg: arg}, key{label: phrases.BtnLetGo, verb: verbLetGo, arg: arg})
	case d.Claim.Held(t.tx.Now()):
		return nil
	}
	return row(key{label: phrases.BtnTake, verb: verbTake, arg: arg})
}

// tapCase takes the buttons that only an auditor has; false for others.
func (t *turn) tapCase(ctx context.Context, c Callback) (bool, error) {
	n := ident.RequestNumber(c.id())
	switch {
	case c.Verb == verbTake && n == t.s.State.Request:
		return true, t.startDecision(ctx, n)
	case c.Verb == verbLetGo && n == t.s.State.Request:
		return true, t.letGoOf(n)
	case c.Verb == verbNext:
		return true, t.nextInQueue(ctx, n)
	}
	return false, nil
}

// caseWords are what an auditor types for the buttons of a request.
var caseWords = map[string]string{
	"assumir": verbTake, "decidir": verbTake, "continuar decisao": verbTake, "liberar": verbLetGo,
	"proxima": verbNext, "proximo": verbNext, "proxima da fila": verbNext,
}

func (t *turn) typedCase(ctx context.Context, text string) (bool, error) {
	verb, ok := caseWords[fold(text)]
	if !ok {
		return false, nil
	}
	return t.tapCase(ctx, Callback{Verb: verb, Arg: idArg(int64(t.s.State.Request))})
}

// nextInQueue opens what an auditor would decide next.
func (t *turn) nextInQueue(ctx context.Context, past ident.RequestNumber) error {
	n, err := t.desk.NextInQueue(ctx, t.tx, t.s.Actor, past)
	if errors.Is(err, backend.ErrNotFound) {
		t.s.State.goTo(StepQueue)
		t.say(phrases.QueueDone)
		return nil
	}
	if err != nil {
		return err
	}
	return t.byNumber(ctx, n)
}
