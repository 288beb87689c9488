package dialogs

import (
	"context"
	"errors"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/dental"
	"guiche/backend/ident"
	"guiche/backend/preauth"
	"guiche/dialogs/phrases"
)

// request is the one that the chat is at.
func (t *turn) request(ctx context.Context) (backend.Details, error) {
	if t.loaded.Number != 0 && t.loaded.Number == t.s.State.Request {
		return t.loaded, nil
	}
	d, err := t.desk.Request(ctx, t.tx, t.s.Actor, t.s.State.Request)
	if err == nil {
		t.loaded = d
	}
	return d, err
}

// The buttons of a request: on paper, and once more for somebody else or for the
// same beneficiary.
const (
	verbSummary = "pdf"
	verbAgain   = "again"
	verbSame    = "same"
)

func (t *turn) showDetails(ctx context.Context) (view, error) {
	if t.s.Actor.Role == access.Auditor {
		return t.showCase(ctx)
	}
	d, err := t.request(ctx)
	if errors.Is(err, backend.ErrNotFound) {
		return t.noRequest(), nil
	}
	if err != nil {
		return view{}, err
	}
	reasons, err := t.reasons(ctx, d)
	if err != nil {
		return view{}, err
	}
	said, pages := t.thread(d)
	v := view{
		head: phrases.Paragraphs(phrases.DetailsHead(d), t.answers(d, reasons, calendar.DateOf(d.SentAt))),
		ask:  phrases.Paragraphs(t.releaseLines(d), said, phrases.Questions(d.OpenQuestions()), phrases.NextStep(d, t.s.Actor.Role), t.appealHint(d)),
	}
	if t.s.Actor.Role == access.Provider && d.Sufficing(t.tx.Now()) {
		v.ask = phrases.Paragraphs(v.ask, phrases.LacksNow(d.Lacks(reasons)))
	}
	if t.s.Actor.Role == access.Provider && d.Form.Urgency.Urgent() && d.Situation.Open() {
		op := t.desk.Operator()
		open, change := op.Office.OpenAt(t.tx.Now())
		v.ask = phrases.Paragraphs(v.ask, phrases.UrgentHelp(op.Phone, op.Hours, open, change, t.tx.Now()))
	}
	unheard, err := t.unheard(ctx, d)
	if err != nil {
		return view{}, err
	}
	v.ask = phrases.Paragraphs(v.ask, unheard)
	v.keys = append(append([][]key{t.releaseKeys(d)}, t.detailsKeys(d)...), pages, row(copyKeys(d.Number.String(), string(d.Protocol))...), t.detailsFoot())
	return v, nil
}

// reasons are what the rules found about the items, where some wait.
func (t *turn) reasons(ctx context.Context, d backend.Details) ([]preauth.ItemVerdict, error) {
	for n := range d.Form.Items {
		if d.Result(n) == backend.Pending {
			return t.desk.Reasons(ctx, t.tx, d)
		}
	}
	return nil, nil
}

// releaseLines are the authorisations of a request, for whom they were given.
func (t *turn) releaseLines(d backend.Details) string {
	if t.s.Actor.Role != access.Provider {
		return ""
	}
	var lines []string
	for _, r := range d.Releases {
		lines = append(lines, phrases.ReleaseOf(r))
	}
	return phrases.Lines(lines...)
}

// releaseKeys copy the authorisation that is good, where there is one; several are
// opened first.
func (t *turn) releaseKeys(d backend.Details) []key {
	if t.s.Actor.Role != access.Provider {
		return nil
	}
	var keys []key
	for _, r := range d.Releases {
		if r.State == backend.ReleaseOpen {
			keys = append(keys, key{label: phrases.BtnCopyRelease, copy: phrases.ReleaseCopied(r)})
		}
	}
	if len(keys) != 1 {
		return nil
	}
	return keys
}

// detailsKeys is what can be done to a request.
func (t *turn) detailsKeys(d backend.Details) [][]key {
	var keys [][]key
	if d.Situation.Open() {
		label := phrases.BtnWrite
		switch a := t.about(); {
		case a != nil && a.Number == d.Number && a.Kind == backend.Intermediate:
			label = phrases.BtnWriteOn
		case t.s.Actor.Role == access.Provider && d.Asked():
			label = phrases.BtnReply
		case t.s.Actor.Role == access.Auditor:
			label = phrases.BtnWriteDentist
		}
		keys = append(keys, row(key{label: label, verb: verbWrite}))
	}
	if t.s.Actor.Role == access.Provider {
		keys = append(keys, t.appealKeys(d)...)
	}
	keys = append(keys, t.juntaKeys(d))
	var papers []key
	if n := filesOf(d.Thread); n > 0 {
		papers = append(papers, key{label: phrases.BtnSeeFiles(n), verb: verbView})
	}
	keys = append(keys, append(papers, key{label: phrases.BtnSummary, verb: verbSummary}))
	if t.s.Actor.Role != access.Provider {
		return keys
	}
	for _, r := range d.Releases {
		keys = append(keys, row(key{label: phrases.BtnOfRelease(r.Guia), verb: verbRelease, arg: idArg(int64(r.Guia))}))
	}
	keys = append(keys, row(key{label: phrases.BtnAgain, verb: verbAgain})) // too long for half a row
	if !d.Situation.Open() {
		keys = append(keys, row(key{label: phrases.BtnSame, verb: verbSame}))
	}
	if d.Situation.May(backend.Cancelled) {
		keys = append(keys, row(key{label: phrases.BtnWithdraw, verb: verbWithdraw}))
	}
	return keys
}

func filesOf(thread []backend.Interaction) int {
	n := 0
	for _, i := range thread {
		n += i.Files
	}
	return n
}

// noRequest stands where a request was that is not to be seen.
func (t *turn) noRequest() view {
	return view{ask: phrases.RequestGone, keys: [][]key{t.detailsFoot()}}
}

func (t *turn) detailsFoot() []key {
	return row(key{label: phrases.BtnBack, verb: verbBack}, key{label: phrases.BtnMenu, verb: verbMenu})
}

func (t *turn) tapDetails(ctx context.Context, c Callback) error {
	if t.s.Actor.Role == access.Auditor {
		if taken, err := t.tapCase(ctx, c); taken {
			return err
		}
	}
	switch c.Verb {
	case verbWrite:
		return t.write(ctx, t.s.State.Request, backend.Intermediate)
	case verbWithdraw:
		if t.s.Actor.Role != access.Provider {
			return errStale
		}
		t.s.State.Step = StepWithdraw
	case verbReview, verbJunta:
		if t.s.Actor.Role != access.Provider {
			return errStale
		}
		return t.write(ctx, t.s.State.Request, appealKinds[c.Verb])
	case verbRecord:
		if t.s.Actor.Role != access.Auditor {
			return errStale
		}
		return t.write(ctx, t.s.State.Request, backend.Outcome)
	case verbLetter:
		return t.denialLetter(ctx, t.s.State.Request)
	case verbView:
		t.openAttachments()
	case verbSummary:
		return t.summary(ctx)
	case verbAgain, verbSame:
		if t.s.Actor.Role != access.Provider {
			return errStale
		}
		return t.again(ctx, t.s.State.Request, c.Verb == verbSame)
	case verbRelease:
		if t.s.Actor.Role != access.Provider || c.id() <= 0 {
			return errStale
		}
		return t.byGuia(ctx, ident.Guia(c.id()), t.s.State.Request)
	case verbPage:
		t.s.State.Thread = int(max(c.id(), 0))
	default:
		return errStale
	}
	return nil
}

// typedDetails takes what stands on the buttons, and what the list takes.
func (t *turn) typedDetails(ctx context.Context, text string) error {
	if t.s.Actor.Role == access.Auditor {
		if taken, err := t.typedCase(ctx, text); taken {
			return err
		}
	}
	verbs := map[string]string{
		"mensagem": verbWrite, "nova mensagem": verbWrite, "escrever": verbWrite, "escrever mensagem": verbWrite, "responder": verbWrite,
		"anexos": verbView, "ver anexos": verbView, "fotos": verbView, "resumo": verbSummary, "pdf": verbSummary, "resumo em pdf": verbSummary,
		"cancelar solicitacao": verbWithdraw, "cancelar esta solicitacao": verbWithdraw, "cancelar pedido": verbWithdraw,
		"refazer": verbAgain, "refazer para outro": verbAgain, "refazer para outro beneficiario": verbAgain, "pedir de novo": verbSame,
	}
	if verb, ok := verbs[fold(text)]; ok {
		if err := t.tapDetails(ctx, Callback{Verb: verb}); !errors.Is(err, errStale) {
			return err
		}
	}
	if taken, err := t.typedAppeal(ctx, text); taken || err != nil {
		return err
	}
	return t.typedList(ctx, text)
}

// summary leaves the request on paper, to be passed on: it is not protected.
func (t *turn) summary(ctx context.Context) error {
	d, p, err := t.desk.Share(ctx, t.tx, t.s.Actor, t.s.State.Request)
	if errors.Is(err, backend.ErrNotFound) {
		t.warn(phrases.RequestGone)
		return nil
	}
	if err != nil {
		return err
	}
	t.note(Reply{Text: phrases.SummaryHere(d.Number), Paper: &Paper{Summary: &Summary{Details: d, Provider: p.Name, MadeAt: t.tx.Now()}}})
	return nil
}

// showRequest opens a request that load finds; where there is none, the screen
// stays as it is.
func (t *turn) showRequest(load func() (backend.Details, error)) error {
	d, err := load()
	if errors.Is(err, backend.ErrNotFound) {
		t.warn(phrases.RequestGone)
		return nil
	}
	if err != nil {
		return err
	}
	t.toRequest(d.Number)
	t.loaded = d
	return nil
}

func copyKeys(number, protocol string) []key {
	return []key{{label: phrases.BtnCopyNumber, copy: number}, {label: phrases.BtnCopyProtocol, copy: protocol}}
}

// answers lists a request as it was filled in, with what came of each item.
func (t *turn) answers(d backend.Details, reasons []preauth.ItemVerdict, on calendar.Date) string {
	said, brief := itemsNow(d, reasons)
	text := t.filled(d.Form, on, said)
	if brief {
		text = phrases.Lines(text, phrases.ReasonsElsewhere)
	}
	if n := filesOf(d.Thread) - len(d.Form.Files); n > 0 {
		text = phrases.Lines(text, phrases.FilesInMessages(n))
	}
	return text
}

// filled lists a form as it was filled in; result, where there is one, is what came
// of an item, or will, behind its line.
func (t *turn) filled(f backend.Form, on calendar.Date, result func(int) string) string {
	var lines []string
	if c := f.Contact; c != nil {
		lines = append(lines, phrases.Contact(c.Name, formatPhone(c.Phone), c.Email))
	}
	lines = append(lines, phrases.Filled(backend.FieldUrgency, phrases.Urgency(f.Urgency)))
	if p := f.Professional; p != nil {
		lines = append(lines, phrases.Filled(backend.FieldProfessional, phrases.Professional(p.Name, p.Council)))
	}
	if b := f.Beneficiary; b != nil {
		lines = append(lines, phrases.Filled(backend.FieldBeneficiary, phrases.Patient(b.Name, b.Card, b.Birth.Year, b.Plan)))
	}
	lines = append(lines, phrases.ItemsTitle)
	for i, line := range t.itemLines(f.Items, on) {
		if result != nil {
			line += result(i)
		}
		lines = append(lines, line)
	}
	lines = append(lines, fileLines(f.Files)...)
	note := phrases.NoNote
	if f.Note != "" {
		note = phrases.Note(f.Note)
	}
	return phrases.Lines(append(lines, note)...)
}

// namedItems is how many items are shown with their names; a longer list shows
// codes and places only, so that the message holds it.
const namedItems = 8

func (t *turn) itemLines(items []dental.Item, on calendar.Date) []string {
	var lines []string
	for i, item := range items {
		name := ""
		if len(items) <= namedItems {
			name = nameOf(item.Code, on)
		}
		lines = append(lines, phrases.Item(i+1, item, name))
	}
	return lines
}

// nameOf is a procedure's name on a day; an ended code has none.
func nameOf(code string, on calendar.Date) string {
	p, err := dental.Lookup(code, on)
	if err != nil {
		return ""
	}
	return p.Name
}

// shownFiles is how many attachments are listed by name.
const shownFiles = 8

func fileLines(files []backend.File) []string {
	if len(files) == 0 {
		return []string{phrases.NoFiles}
	}
	lines := []string{phrases.FilesCount(len(files))}
	for i, f := range files {
		if i == shownFiles {
			return append(lines, phrases.MoreFiles(len(files)-i))
		}
		lines = append(lines, phrases.File(i+1, f))
	}
	return lines
}
