package backend

import (
	"context"
	"slices"
	"time"

	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/dental"
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
	Form      Form
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
	// BeneficiaryOK is the person's yes to name, birth year and plan shown.
	BeneficiaryOK bool          `json:"beneficiary_ok,omitempty"`
	Items         []dental.Item `json:"items,omitempty"`
	// ItemsOK says that no further item follows.
	ItemsOK bool   `json:"items_ok,omitempty"`
	Files   []File `json:"files,omitempty"`
	// FilesOK says that no further attachment follows.
	FilesOK bool   `json:"files_ok,omitempty"`
	Note    string `json:"note,omitempty"`
	// NoteOK says that the question for an observação was answered or skipped.
	NoteOK bool `json:"note_ok,omitempty"`
	// About makes it a message about a request that was sent; its text is the Note.
	About *About `json:"about,omitempty"`
}

// Clone returns a form that shares nothing with f that a turn may change.
func (f Form) Clone() Form {
	if f.Contact != nil {
		c := *f.Contact
		f.Contact = &c
	}
	f.Items = slices.Clone(f.Items)
	f.Files = slices.Clone(f.Files)
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
	case f.Contact == nil || !f.Contact.Complete():
		return FieldContact
	case !f.Urgency.Valid():
		return FieldUrgency
	case f.Professional == nil:
		return FieldProfessional
	case f.Beneficiary == nil || !f.BeneficiaryOK:
		return FieldBeneficiary
	case len(f.Items) == 0 || !f.ItemsOK || f.OpenItem(on) >= 0:
		return FieldItems
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
	// DraftsOf lists the newest open drafts of a provider, most recent first.
	DraftsOf(ctx context.Context, provider int64, limit int) ([]Draft, error)
	// SaveDraft queues writing d.Form over revision d.Rev (0 inserts); the commit
	// fails with ErrConflict if the stored revision is another.
	SaveDraft(d Draft)
	// DropDraft queues removing the draft over revision d.Rev.
	DropDraft(d Draft)
}

// StartDraft makes a new draft for the provider, with its contact filled in.
func (s *Service) StartDraft(ctx context.Context, tx Tx, actor access.Actor) (*Draft, error) {
	if err := may(actor, access.SubmitRequest, access.Resource{Kind: access.KindDraft, Provider: actor.ID}); err != nil {
		return nil, err
	}
	p, err := s.Provider(ctx, tx, actor)
	if err != nil {
		return nil, err
	}
	d := &Draft{ID: tx.NewID(), Provider: actor.ID, CreatedAt: tx.Now(), UpdatedAt: tx.Now()}
	if p.Contact.Complete() {
		contact := p.Contact
		d.Form.Contact = &contact
	}
	return s.KeepDraft(tx, actor, d)
}

// KeepDraft queues the changed draft and returns it with its new revision.
func (s *Service) KeepDraft(tx Tx, actor access.Actor, d *Draft) (*Draft, error) {
	if err := mayKeep(actor, d); err != nil {
		return nil, err
	}
	d = d.Clone()
	d.UpdatedAt = tx.Now()
	tx.SaveDraft(*d)
	d.Rev++
	return d, nil
}

// mayKeep guards a draft: a message is for whoever may interact, everything else
// for who may submit.
func mayKeep(actor access.Actor, d *Draft) error {
	res := access.Resource{Kind: access.KindDraft, Provider: d.Provider, Author: d.Author}
	if d.Form.About != nil {
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
	return tx.DraftsOf(ctx, actor.ID, maxDrafts)
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

const maxDrafts = 5
