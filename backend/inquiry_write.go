package backend

import (
	"context"
	"errors"
	"slices"

	"guiche/backend/access"
	"guiche/backend/calendar"
)

// A message to the operator's people, or of them, is a draft as a message about a
// request is: it survives restarts, takes files by the same path, and is sent once.

// MaxInquiryEntries is how many entries an inquiry takes; a conversation ten times as
// many.
const MaxInquiryEntries = 200

// mostOpenInquiries is how many somebody has with the operator at once.
const mostOpenInquiries = 10

var (
	// ErrManyInquiries says that enough of the actor's inquiries wait.
	ErrManyInquiries = errors.New("backend: too many open inquiries")
	// ErrInquiryClosed says that an inquiry is over.
	ErrInquiryClosed = errors.New("backend: the inquiry is closed")
	// ErrNotForwarded says that an inquiry cannot go to the ouvidoria: it is there, or
	// its first term is not over and nobody answered yet.
	ErrNotForwarded = errors.New("backend: the inquiry cannot be forwarded")
	// ErrOmbudsmanOnly says that an inquiry is in the ouvidoria, for which the operator
	// named others.
	ErrOmbudsmanOnly = errors.New("backend: the inquiry is for the ouvidoria")
	// ErrHeld says that another of the operator's people has an inquiry.
	ErrHeld = errors.New("backend: another has the inquiry")
)

// inquiryResource is what is asked about an inquiry.
func inquiryResource(q Inquiry) access.Resource {
	return access.Resource{Kind: access.KindInquiry, Author: q.From}
}

// StartInquiry makes a draft of a message that opens an inquiry; the caller keeps it.
func (s *Service) StartInquiry(ctx context.Context, tx Tx, actor access.Actor, kind InquiryKind, about InquiryAbout) (*Draft, error) {
	if err := s.mayOpen(ctx, tx, actor); err != nil {
		return nil, err
	}
	return s.inquiryDraft(tx, actor, InquiryForm{Kind: kind, About: about}), nil
}

// StartInquiryEntry makes a draft of a further message: of whoever opened the inquiry,
// or the operator's answer. With forward it goes to the ouvidoria.
func (s *Service) StartInquiryEntry(ctx context.Context, tx Tx, actor access.Actor, id int64, forward bool) (*Draft, error) {
	q, err := tx.Inquiry(ctx, id)
	if err != nil {
		return nil, err
	}
	if err := s.mayWriteInquiry(ctx, tx, actor, q, forward); err != nil {
		return nil, err
	}
	f := InquiryForm{ID: id, Kind: q.Kind, About: q.About, Forward: forward, Seen: q.Entries}
	if !q.Mine(actor) {
		f.Name = q.Name
	}
	return s.inquiryDraft(tx, actor, f), nil
}

func (s *Service) inquiryDraft(tx Tx, actor access.Actor, f InquiryForm) *Draft {
	d := &Draft{ID: tx.NewID(), CreatedAt: tx.Now(), UpdatedAt: tx.Now(), Form: Form{Inquiry: &f}}
	if actor.Role == access.Provider { // one of the clinic's drafts, on all its phones
		d.Provider = actor.ID
	} else {
		d.Author = actor
	}
	return d
}

// mayOpen guards opening an inquiry.
func (s *Service) mayOpen(ctx context.Context, tx Tx, actor access.Actor) error {
	if err := may(actor, access.OpenInquiry, access.Resource{Kind: access.KindInquiry, Author: actor}); err != nil {
		return err
	}
	if err := s.open(ctx, tx, actor); err != nil {
		return err
	}
	waiting, err := tx.Inquiries(ctx, InquiryFilter{From: actor, Waiting: true}, 0, 0)
	if err == nil && waiting.Total >= mostOpenInquiries {
		return ErrManyInquiries
	}
	return err
}

// mayWriteInquiry guards a further message.
func (s *Service) mayWriteInquiry(ctx context.Context, tx Tx, actor access.Actor, q Inquiry, forward bool) error {
	action := access.AnswerInquiry
	if q.Mine(actor) {
		action = access.OpenInquiry
	}
	if err := may(actor, action, inquiryResource(q)); err != nil {
		return err
	}
	if err := s.open(ctx, tx, actor); err != nil {
		return err
	}
	most := MaxInquiryEntries
	if q.Kind == Talk {
		most *= 10
	}
	switch {
	case forward && !q.Forwardable(actor, tx):
		return ErrNotForwarded
	case forward:
		return nil
	case !q.Open():
		return ErrInquiryClosed
	case q.Entries >= most:
		return ErrThreadFull
	}
	return s.mayOmbudsman(ctx, tx, actor, q)
}

// Forwardable tells whether the actor may take the inquiry to the ouvidoria: once it
// was answered, or the term for it is over (RN 323, art. 2). One that ended before
// anybody had it was given up.
func (q Inquiry) Forwardable(actor access.Actor, tx Tx) bool {
	ripe := q.State == InquiryAnswered || q.State == InquiryClosed && q.Holder != (access.Actor{}) || !tx.Now().Before(q.DueAt)
	return q.Mine(actor) && q.Level == FirstLevel && q.Kind != Talk && ripe
}

// mayOmbudsman keeps an inquiry in the ouvidoria to those whom the operator named, as
// long as it named any.
func (s *Service) mayOmbudsman(ctx context.Context, tx Tx, actor access.Actor, q Inquiry) error {
	if q.Mine(actor) || q.Level != Ombudsman {
		return nil
	}
	theirs, err := s.AnswersOmbudsman(ctx, tx, actor)
	if err == nil && !theirs {
		err = ErrOmbudsmanOnly
	}
	return err
}

// AnswersOmbudsman tells whether somebody of the operator reads and answers what is in
// the ouvidoria: whoever the operator named, everybody where it named none.
func (s *Service) AnswersOmbudsman(ctx context.Context, tx Tx, actor access.Actor) (bool, error) {
	if len(s.operator.Ombudsman) == 0 {
		return true, nil
	}
	named, err := s.ombudsmen(ctx, tx)
	return slices.Contains(named, actor), err
}

// ombudsmen are those whom the operator named for the ouvidoria.
func (s *Service) ombudsmen(ctx context.Context, tx Tx) ([]access.Actor, error) {
	attendants, err := tx.AttendantsNamed(ctx, s.operator.Ombudsman)
	if err != nil {
		return nil, err
	}
	named, err := tx.AuditorsNamed(ctx, s.operator.Ombudsman)
	return append(attending(attendants), auditors(named)...), err
}

func attending(ids []int64) []access.Actor {
	all := make([]access.Actor, len(ids))
	for i, id := range ids {
		all[i] = access.Actor{Role: access.Attendant, ID: id}
	}
	return all
}

// SendInquiry sends the message of a draft: it opens an inquiry, goes on with it,
// answers it, or takes it to the ouvidoria. rev is the revision that the sender saw. It
// returns the inquiry as it then stands, and the entry. It fails with ErrNotFound when
// the draft is gone, which a sent one is, with ErrStale, ErrFilesComing, ErrIncomplete,
// ErrDayFull, ErrInquiryClosed, ErrThreadFull, ErrNotForwarded, ErrOmbudsmanOnly or
// ErrManyInquiries, and then changes nothing.
func (s *Service) SendInquiry(ctx context.Context, tx Tx, actor access.Actor, draftID, rev int64) (Inquiry, InquiryEntry, error) {
	if err := tx.Alone(); err != nil {
		return Inquiry{}, InquiryEntry{}, err
	}
	m, err := tx.LockDraft(ctx, draftID)
	if err != nil {
		return Inquiry{}, InquiryEntry{}, err
	}
	if err := mayKeep(actor, m); err != nil {
		return Inquiry{}, InquiryEntry{}, err
	}
	switch {
	case m.Form.Inquiry == nil:
		return Inquiry{}, InquiryEntry{}, ErrNotFound
	case m.Rev != rev:
		return Inquiry{}, InquiryEntry{}, ErrStale
	case m.Form.FilesComing():
		return Inquiry{}, InquiryEntry{}, ErrFilesComing
	case m.Form.missingOfInquiry() != FieldNone:
		return Inquiry{}, InquiryEntry{}, ErrIncomplete
	}
	e := InquiryEntry{Text: m.Form.Note, Files: len(m.Form.Files), Outcome: m.Form.Inquiry.Outcome}
	if m.Form.Inquiry.ID == 0 {
		return s.openInquiry(ctx, tx, actor, *m.Form.Inquiry, e, m)
	}
	return s.writeInquiry(ctx, tx, actor, m.Form.Inquiry.ID, m.Form.Inquiry.Forward, e, m)
}

// openInquiry opens an inquiry with its first entry.
func (s *Service) openInquiry(ctx context.Context, tx Tx, actor access.Actor, f InquiryForm, e InquiryEntry, draft *Draft) (Inquiry, InquiryEntry, error) {
	if err := s.mayOpen(ctx, tx, actor); err != nil {
		return Inquiry{}, InquiryEntry{}, err
	}
	name, err := s.nameOf(ctx, tx, actor)
	if err != nil {
		return Inquiry{}, InquiryEntry{}, err
	}
	q := Inquiry{
		Kind: f.Kind, State: InquiryWaiting, From: actor, Name: name, About: f.About, OpenedAt: tx.Now(), Entries: 1, Live: f.Kind == Talk,
	}
	if draft != nil {
		q.ID = draft.ID
	} else {
		q.ID = tx.NewID()
	}
	s.startTerm(tx, &q)
	if q.Protocol, err = s.protocol(ctx, tx); err != nil {
		return Inquiry{}, InquiryEntry{}, err
	}
	e.Seq, e.At, e.Kind, e.Author, e.Name = 1, tx.Now(), EntryOpened, actor, name
	tx.AddInquiry(q, e, draft)
	tx.Audit(Event{Actor: actor, Action: access.OpenInquiry, Kind: string(access.KindInquiry), ID: q.ID, Code: string(q.Kind)})
	return q, e, nil
}

// writeInquiry adds an entry to an inquiry.
func (s *Service) writeInquiry(ctx context.Context, tx Tx, actor access.Actor, id int64, forward bool, e InquiryEntry, draft *Draft) (Inquiry, InquiryEntry, error) {
	q, err := tx.LockInquiry(ctx, id)
	if err != nil {
		return Inquiry{}, InquiryEntry{}, err
	}
	return s.writeLocked(ctx, tx, actor, q, forward, e, draft)
}

// writeLocked adds it to one that is locked.
func (s *Service) writeLocked(ctx context.Context, tx Tx, actor access.Actor, q Inquiry, forward bool, e InquiryEntry, draft *Draft) (Inquiry, InquiryEntry, error) {
	if err := s.mayWriteInquiry(ctx, tx, actor, q, forward); err != nil {
		return q, InquiryEntry{}, err
	}
	var err error
	action := access.AnswerInquiry
	switch {
	case forward:
		action = access.OpenInquiry
		e.Kind, e.Outcome = EntryForwarded, ""
		q.Level, q.State, q.Holder = Ombudsman, InquiryWaiting, access.Actor{}
		s.startTerm(tx, &q)
	case q.Mine(actor):
		action = access.OpenInquiry
		e.Kind, e.Outcome = EntrySaid, ""
		if q.State == InquiryAnswered {
			q.State = InquiryWaiting
			s.startTerm(tx, &q)
		}
	default:
		e.Kind = EntryAnswered
		q.State, q.Holder = InquiryAnswered, actor
		s.endTerm(tx, &q)
	}
	if e, err = s.enter(ctx, tx, actor, &q, e, draft); err != nil {
		return Inquiry{}, InquiryEntry{}, err
	}
	tx.Audit(Event{Actor: actor, Action: action, Kind: string(access.KindInquiry), ID: q.ID, Code: string(e.Kind)})
	return q, e, nil
}

// enter adds an entry to a locked inquiry and saves it.
func (s *Service) enter(ctx context.Context, tx Tx, actor access.Actor, q *Inquiry, e InquiryEntry, draft *Draft) (InquiryEntry, error) {
	var err error
	if e.Name, err = s.nameOf(ctx, tx, actor); err != nil {
		return e, err
	}
	q.Entries++
	e.Seq, e.At, e.Author = q.Entries, tx.Now(), actor
	tx.SaveInquiry(*q)
	tx.AddInquiryEntry(q.ID, e, draft)
	return e, nil
}

// missingOfInquiry is what such a message needs: words or a file; an answer words. A
// line that nobody had says enough by itself, and so does the way to the ouvidoria.
func (f Form) missingOfInquiry() Field {
	q := f.Inquiry
	switch {
	case f.Note != "", q.Forward, q.ID == 0 && q.Kind == Unrecognised && q.About.Line != nil:
		return FieldNone
	case len(f.Files) == 0 || q.Outcome != "":
		return FieldNote
	}
	return FieldNone
}

// nameOf is how an actor is called.
func (s *Service) nameOf(ctx context.Context, tx Tx, actor access.Actor) (string, error) {
	switch actor.Role {
	case access.Provider:
		p, err := s.Provider(ctx, tx, actor)
		return p.Name, err
	case access.Auditor:
		a, err := s.Auditor(ctx, tx, actor)
		return a.Name, err
	case access.Attendant:
		a, err := s.Attendant(ctx, tx, actor)
		return a.Name, err
	case access.Member:
		b, err := tx.BeneficiaryByID(ctx, actor.ID)
		return b.Name, err
	}
	return "", nil
}

// Attendant returns the attendant that the actor is; ErrClosed when switched off.
func (s *Service) Attendant(ctx context.Context, tx Tx, actor access.Actor) (Attendant, error) {
	if actor.Role != access.Attendant {
		return Attendant{}, ErrNotFound
	}
	a, err := tx.Attendant(ctx, actor.ID)
	if errors.Is(err, ErrNotFound) {
		err = ErrClosed
	}
	return a, err
}

// InquiryDay is the day by which an inquiry is answered.
func (q Inquiry) InquiryDay() calendar.Date { return calendar.DateOf(q.DueAt) }
