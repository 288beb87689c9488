package backend

import (
	"context"
	"errors"
	"slices"
	"time"

	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/dental"
	"guiche/backend/ident"
)

// Draft is a request being filled in. It belongs to the provider, so that two
// phones of a clinic may work on one; a chat points at it. It is stored from the
// first answer on.
type Draft struct {
	ID       int64
	Provider int64
	// Author writes a message that is no provider's; zero on all other drafts.
	Author access.Actor
	// Rev is the stored revision; SaveDraft expects it and stores Rev+1.
	Rev       int64
	CreatedAt time.Time
	UpdatedAt time.Time
	// Chat changed it last; the zero one where that is not known.
	Chat ChatKey
	Form Form
}

// Clone returns a draft that shares nothing with d.
func (d *Draft) Clone() *Draft {
	if d == nil {
		return nil
	}
	c := *d
	c.Form = d.Form.Clone()
	return &c
}

// Urgency is the caráter of a request: elective, or urgent for a reason.
type Urgency string

// The reasons that make a request urgent, and the elective one.
const (
	Elective Urgency = "eletivo"
	Pain     Urgency = "dor"
	Trauma   Urgency = "trauma"
	Bleeding Urgency = "sangramento"
	Abscess  Urgency = "abscesso"
)

// Urgent tells whether the request is one of urgency.
func (u Urgency) Urgent() bool { return u != "" && u != Elective }

// Valid tells whether u is one of the constants.
func (u Urgency) Valid() bool {
	return slices.Contains([]Urgency{Elective, Pain, Trauma, Bleeding, Abscess}, u)
}

// Form is the answers of a request, in any order; nil or empty is missing.
type Form struct {
	Contact      *Contact      `json:"contact,omitempty"`
	Urgency      Urgency       `json:"urgency,omitempty"`
	Professional *Professional `json:"professional,omitempty"`
	Beneficiary  *Beneficiary  `json:"beneficiary,omitempty"`
	// BeneficiaryOK is the person's yes to who was shown.
	BeneficiaryOK bool          `json:"beneficiary_ok,omitempty"`
	Items         []dental.Item `json:"items,omitempty"`
	// Waiting are lines that were typed for further items, as typed. Each becomes an
	// item, or is asked about, once the one before it is complete.
	Waiting []string `json:"waiting,omitempty"`
	// Read says that items were understood from a sentence; they are shown line by line,
	// together with the beneficiary, before they count as answers.
	Read bool `json:"read,omitempty"`
	// Doubts are the items whose code a sentence left open.
	Doubts []Unclear `json:"doubts,omitempty"`
	// ItemsOK says that no further item follows.
	ItemsOK bool   `json:"items_ok,omitempty"`
	Files   []File `json:"files,omitempty"`
	// FilesOK says that the question for attachments was answered or skipped; an
	// attachment answers it as well, and the one for an observação with it.
	FilesOK bool   `json:"files_ok,omitempty"`
	Note    string `json:"note,omitempty"`
	// NoteOK says that the question for an observação was answered or skipped.
	NoteOK bool `json:"note_ok,omitempty"`
	// About makes it a message about a request that was sent; its text is the Note.
	About *About `json:"about,omitempty"`
	// Inquiry makes it a message to, or of, the operator's people; its text is the Note.
	Inquiry *InquiryForm `json:"inquiry,omitempty"`
	// Rulings and Questions are what a decision says of the items.
	Rulings   []Ruling   `json:"rulings,omitempty"`
	Questions []Question `json:"questions,omitempty"`
}

// Unclear is an item of which several codes may be meant. The item holds one of them
// until its place and faces, or the person, tell which.
type Unclear struct {
	Item  int      `json:"item"`
	Said  string   `json:"said"`
	Codes []string `json:"codes"`
}

// Clone returns a form that shares nothing with f that a turn may change.
func (f Form) Clone() Form {
	if f.Contact != nil {
		c := *f.Contact
		f.Contact = &c
	}
	f.Items, f.Waiting, f.Doubts = slices.Clone(f.Items), slices.Clone(f.Waiting), slices.Clone(f.Doubts)
	f.Files = slices.Clone(f.Files)
	f.Rulings, f.Questions = slices.Clone(f.Rulings), slices.Clone(f.Questions)
	f.About, f.Inquiry = f.About.clone(), f.Inquiry.clone()
	return f
}

// Field is an answer of a form.
type Field string

// The fields in the order in which they are asked for.
const (
	FieldContact      Field = "contact"
	FieldUrgency      Field = "urgency"
	FieldProfessional Field = "professional"
	FieldBeneficiary  Field = "beneficiary"
	FieldItems        Field = "items"
	FieldFiles        Field = "files"
	FieldNote         Field = "note"
	// FieldNone: nothing is missing, the review is next.
	FieldNone Field = ""
)

// Missing returns the first field without an answer. The next question of the
// conversation is a function of the draft, so a restart forgets nothing.
func (f Form) Missing(on calendar.Date) Field {
	switch {
	case f.About != nil:
		return f.missingOfMessage()
	case f.Inquiry != nil:
		return f.missingOfInquiry()
	case f.Contact == nil || !f.Contact.Complete():
		return FieldContact
	case !f.Urgency.Valid():
		return FieldUrgency
	case f.Professional == nil:
		return FieldProfessional
	case f.Beneficiary == nil || !f.BeneficiaryOK:
		return FieldBeneficiary
	case len(f.Items) == 0 || !f.ItemsOK || len(f.Waiting)+len(f.Doubts) > 0 || f.OpenItem(on) >= 0:
		return FieldItems
	case len(f.Files) > 0:
		return FieldNone
	case !f.FilesOK:
		return FieldFiles
	case !f.NoteOK:
		return FieldNote
	}
	return FieldNone
}

// OpenItem is the first item that still needs an answer or holds one that
// cannot be, or -1.
func (f Form) OpenItem(on calendar.Date) int {
	return slices.IndexFunc(f.Items, func(item dental.Item) bool {
		p, err := dental.Lookup(item.Code, on)
		return err != nil || len(dental.Missing(item, p)) > 0 || len(dental.Check(item, p)) > 0
	})
}

// FilesComing tells whether an attachment is still being fetched.
func (f Form) FilesComing() bool {
	return slices.ContainsFunc(f.Files, func(file File) bool { return file.Coming() })
}

type draftRows interface {
	// LoadDraft returns the draft as last committed.
	LoadDraft(ctx context.Context, id int64) (*Draft, error)
	// DraftsOf lists the newest open drafts of a provider.
	DraftsOf(ctx context.Context, provider int64, limit int) ([]Draft, error)
	// SaveDraft queues writing d.Form over revision d.Rev (0 inserts); the commit
	// fails with ErrConflict if the stored revision is another.
	SaveDraft(d Draft)
	// DropDraft queues removing the draft over revision d.Rev.
	DropDraft(d Draft)
}

// StartDraft makes a new draft for the provider, in a chat, with what it need not
// be asked: its contact, and if it sent a request before, the dentist of the last
// one and caráter eletivo. Its habits come with it.
func (s *Service) StartDraft(ctx context.Context, tx Tx, actor access.Actor, chat ChatKey) (*Draft, Habits, error) {
	d, h, err := s.PrepareDraft(ctx, tx, actor, chat)
	if err != nil {
		return nil, h, err
	}
	d, err = s.KeepDraft(tx, actor, d)
	return d, h, err
}

// PrepareDraft makes the same draft for a request of which something was said already;
// it is stored once that is in it.
func (s *Service) PrepareDraft(ctx context.Context, tx Tx, actor access.Actor, chat ChatKey) (*Draft, Habits, error) {
	p, h, err := s.begin(ctx, tx, actor)
	if err != nil {
		return nil, h, err
	}
	var f Form
	if p.Contact.Complete() {
		contact := p.Contact
		f.Contact = &contact
	}
	if h.Professional != 0 {
		f.Urgency = Elective
		if f.Professional, err = colleague(ctx, tx, actor, h.Professional); err != nil {
			return nil, h, err
		}
	}
	return &Draft{ID: tx.NewID(), Provider: actor.ID, CreatedAt: tx.Now(), Chat: chat, Form: f}, h, nil
}

// StartAgain makes a new draft of what an earlier request asked for: contact,
// dentist and items, and the beneficiary if it is for the same, who is looked up
// and confirmed anew. Attachments and observação belong to the one before; that
// it was urgent then says nothing of today.
func (s *Service) StartAgain(ctx context.Context, tx Tx, actor access.Actor, chat ChatKey, n ident.RequestNumber, same bool) (*Draft, Habits, error) {
	past, err := s.Request(ctx, tx, actor, n)
	if err != nil {
		return nil, Habits{}, err
	}
	return s.startLike(ctx, tx, actor, chat, past.Form.Clone(), same, "")
}

// startLike makes a new draft of an old form.
func (s *Service) startLike(ctx context.Context, tx Tx, actor access.Actor, chat ChatKey, old Form, same bool, note string) (*Draft, Habits, error) {
	_, h, err := s.begin(ctx, tx, actor)
	if err != nil {
		return nil, h, err
	}
	f := Form{Contact: old.Contact, Items: old.Items, ItemsOK: true, Note: note}
	if !old.Urgency.Urgent() {
		f.Urgency = Elective
	}
	if old.Professional != nil {
		if f.Professional, err = colleague(ctx, tx, actor, old.Professional.ID); err != nil {
			return nil, h, err
		}
	}
	if same && old.Beneficiary != nil {
		b, err := s.BeneficiaryAgain(ctx, tx, actor, Acquaintance{ID: old.Beneficiary.ID})
		switch {
		case err == nil:
			f.Beneficiary = &b
		case !errors.Is(err, ErrNotFound):
			return nil, h, err
		}
	}
	d, err := s.newDraft(tx, actor, chat, f)
	if err == nil {
		s.remindLater(tx, d)
	}
	return d, h, err
}

// begin reads what every new draft needs.
func (s *Service) begin(ctx context.Context, tx Tx, actor access.Actor) (Provider, Habits, error) {
	if err := may(actor, access.SubmitRequest, access.Resource{Kind: access.KindDraft, Provider: actor.ID}); err != nil {
		return Provider{}, Habits{}, err
	}
	p, err := s.Provider(ctx, tx, actor)
	if err != nil {
		return Provider{}, Habits{}, err
	}
	h, err := s.Habits(ctx, tx, actor)
	return p, h, err
}

// colleague is one of the provider's dentists as registered now; nil when he left.
func colleague(ctx context.Context, tx Tx, actor access.Actor, id int64) (*Professional, error) {
	all, err := tx.ProfessionalsOf(ctx, actor.ID)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(all, func(p Professional) bool { return p.ID == id })
	if i < 0 {
		return nil, nil
	}
	return &all[i], nil
}

func (s *Service) newDraft(tx Tx, actor access.Actor, chat ChatKey, f Form) (*Draft, error) {
	return s.KeepDraft(tx, actor, &Draft{ID: tx.NewID(), Provider: actor.ID, CreatedAt: tx.Now(), Chat: chat, Form: f})
}

// KeepDraft queues the changed draft and returns it with its new revision.
func (s *Service) KeepDraft(tx Tx, actor access.Actor, d *Draft) (*Draft, error) {
	if err := mayKeep(actor, d); err != nil {
		return nil, err
	}
	d = d.Clone()
	d.UpdatedAt = tx.Now()
	tx.SaveDraft(*d)
	if d.Rev++; d.Rev == 2 || d.Rev == 1 && d.Form.Read { // its first answer
		s.remindLater(tx, d)
	}
	return d, nil
}

// mayKeep guards a draft: a message is for whoever may interact, a decision for who
// may decide, everything else for who may submit.
func mayKeep(actor access.Actor, d *Draft) error {
	res := access.Resource{Kind: access.KindDraft, Provider: d.Provider, Author: d.Author}
	switch a, q := d.Form.About, d.Form.Inquiry; {
	case q != nil && q.ID != 0 && (actor.Role == access.Attendant || actor.Role == access.Auditor):
		return may(actor, access.AnswerInquiry, res)
	case q != nil:
		return may(actor, access.OpenInquiry, res)
	case a != nil && a.Kind == Decision:
		return may(actor, access.DecideRequest, res)
	case a != nil:
		return may(actor, access.Interact, res)
	}
	return may(actor, access.SubmitRequest, res)
}

// DropDraft queues removing a draft and the files fetched for it.
func (s *Service) DropDraft(tx Tx, actor access.Actor, d *Draft) error {
	if err := mayKeep(actor, d); err != nil {
		return err
	}
	tx.DropDraft(*d)
	return nil
}

// Drafts lists the provider's open drafts, most recent first.
func (s *Service) Drafts(ctx context.Context, tx Tx, actor access.Actor) ([]Draft, error) {
	if err := may(actor, access.SubmitRequest, access.Resource{Kind: access.KindDraft, Provider: actor.ID}); err != nil {
		return nil, err
	}
	if err := s.open(ctx, tx, actor); err != nil {
		return nil, err
	}
	all, err := tx.DraftsOf(ctx, actor.ID, maxDrafts)
	slices.SortStableFunc(all, func(a, b Draft) int { return b.UpdatedAt.Compare(a.UpdatedAt) })
	return all, err
}

// Draft loads one of the provider's drafts.
func (s *Service) Draft(ctx context.Context, tx Tx, actor access.Actor, id int64) (*Draft, error) {
	if err := s.open(ctx, tx, actor); err != nil {
		return nil, err
	}
	d, err := tx.LoadDraft(ctx, id)
	if err != nil {
		return nil, err
	}
	if err := mayKeep(actor, d); err != nil {
		return nil, err
	}
	return d, nil
}

// maxDrafts is how many are listed; a clinic with more sees the others as these
// are sent or dropped.
const maxDrafts = 50
