package dialogs

import (
	"context"
	"errors"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/dental"
	"guiche/dialogs/phrases"
)

func (t *turn) showDetails(ctx context.Context) (view, error) {
	foot := row(key{label: phrases.BtnBack, verb: verbBack}, key{label: phrases.BtnMenu, verb: verbMenu})
	d, err := t.loaded, error(nil)
	if d.Number == 0 || d.Number != t.s.State.Request {
		d, err = t.desk.Request(ctx, t.tx, t.s.Actor, t.s.State.Request)
	}
	if errors.Is(err, backend.ErrNotFound) {
		return view{ask: phrases.RequestGone, keys: [][]key{foot}}, nil
	}
	if err != nil {
		return view{}, err
	}
	v := view{
		head: phrases.Paragraphs(phrases.DetailsHead(d.Request), t.answers(d.Form, calendar.DateOf(d.SentAt))),
		ask:  thread(d.Thread),
		keys: [][]key{row(copyKeys(d.Number.String(), string(d.Protocol))...)},
	}
	if len(d.Form.Files) > 0 {
		v.keys = append(v.keys, row(key{label: phrases.BtnSheet, verb: verbView}))
	}
	v.keys = append(v.keys, foot)
	if t.s.Actor.Role == access.Provider && d.Form.Urgency.Urgent() {
		op := t.desk.Operator()
		v.ask = phrases.Paragraphs(v.ask, phrases.UrgentHelp(op.Phone, op.Hours))
	}
	if t.s.Actor.Role == access.Auditor {
		v.ask = phrases.Paragraphs(v.ask, phrases.NoDecisionHere)
	}
	return v, nil
}

func (t *turn) tapDetails(_ context.Context, c Callback) error {
	if c.Verb != verbView {
		return errStale
	}
	t.openAttachments()
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
	t.loaded, t.s.State.Step, t.s.State.Request = d, StepDetails, d.Number
	return nil
}

func copyKeys(number, protocol string) []key {
	return []key{{label: phrases.BtnCopyNumber, copy: number}, {label: phrases.BtnCopyProtocol, copy: protocol}}
}

// maxThread is how many interactions a message has room for.
const maxThread = 3

// thread shows the newest interactions, the first of them on top.
func thread(all []backend.Interaction) string {
	if len(all) == 0 {
		return ""
	}
	parts := []string{phrases.ThreadTitle}
	if n := len(all) - maxThread; n > 0 {
		parts = append(parts, phrases.MoreInteractions(n))
		all = all[n:]
	}
	for _, i := range all {
		if i.Kind == "solicitacao" {
			i.Text, i.Files = "", 0 // they stand above
		}
		parts = append(parts, phrases.Interaction(i))
	}
	return phrases.Lines(parts...)
}

// answers lists a form as it was filled in, for the review and the details.
func (t *turn) answers(f backend.Form, on calendar.Date) string {
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
	lines = append(lines, t.itemLines(f.Items, on)...)
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
