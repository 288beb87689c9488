package backend

import (
	"context"
	"errors"
	"time"

	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/ident"
	"guiche/backend/preauth"
)

// Contact is who answers for a request at the provider's: the letter asks for
// name, telephone and e-mail.
type Contact struct {
	Name  string `json:"name"`
	Phone string `json:"phone"`
	Email string `json:"email"`
}

// Complete tells whether all three parts are there.
func (c Contact) Complete() bool { return c.Name != "" && c.Phone != "" && c.Email != "" }

// Provider is a clinic or dentist accredited by the operator.
type Provider struct {
	ID      int64
	Doc     ident.Doc
	Name    string
	Contact Contact
}

// Professional is the dentist who asks for the procedures.
type Professional struct {
	ID   int64     `json:"id"`
	Doc  ident.Doc `json:"doc"`
	Name string    `json:"name"`
	// Council is the registration as people write it: "CRO-RJ 12345".
	Council string `json:"council"`
}

// Beneficiary is a person covered by the plan.
type Beneficiary struct {
	ID        int64         `json:"id"`
	Card      ident.Card    `json:"card"`
	Name      string        `json:"name"`
	Birth     calendar.Date `json:"birth"`
	Plan      string        `json:"plan"`
	Situation Standing      `json:"situation"`
	Titular   int64         `json:"titular,omitempty"`
	// Covered is the first day of cover: carências count from it.
	Covered calendar.Date `json:"covered,omitzero"`
}

// Standing is where a beneficiary stands in the register, as the rules have it.
type Standing = preauth.Situation

// The standings.
const (
	StandingActive    Standing = preauth.Active
	StandingSuspended Standing = preauth.Suspended
	StandingInactive  Standing = preauth.Inactive
	StandingExcluded  Standing = preauth.Excluded  // no longer on the contract
	StandingCancelled Standing = preauth.Cancelled // the contract itself ended
)

// Member is a beneficiary as who enters: with what the chat never shows of others.
type Member struct {
	Beneficiary
	CPF ident.CPF
	// Contact is where the operator reaches the person; often without all parts.
	Contact Contact
}

// Auditor is a dentist who decides at the operator.
type Auditor struct {
	ID      int64
	Login   string
	Name    string
	Council string
	// Contact is where the operator reaches the auditor; often without all parts.
	Contact Contact
}

type peopleRows interface {
	// Provider and Auditor find those that are active.
	Provider(ctx context.Context, id int64) (Provider, error)
	Auditor(ctx context.Context, id int64) (Auditor, error)
	// ProfessionalByDoc finds a dentist among those who work for the provider.
	ProfessionalByDoc(ctx context.Context, provider int64, doc ident.Doc) (Professional, error)
	// ProfessionalsOf lists the dentists of a provider by name.
	ProfessionalsOf(ctx context.Context, provider int64) ([]Professional, error)
	BeneficiaryByCard(ctx context.Context, card ident.Card) (Beneficiary, error)
	BeneficiaryByCPF(ctx context.Context, cpf ident.CPF) (Beneficiary, error)
	BeneficiaryByID(ctx context.Context, id int64) (Beneficiary, error)
	// LookUps tells of an active provider when beneficiaries were looked up for it
	// since: the latest of them, up to most, the oldest first.
	LookUps(ctx context.Context, provider int64, since time.Time, most int) (LookUps, error)
	// SaveContact queues changing the registered contact of a provider.
	SaveContact(provider int64, c Contact)
	// Member and MemberByCard find a beneficiary who enters.
	Member(ctx context.Context, id int64) (Member, error)
	MemberByCard(ctx context.Context, card ident.Card) (Member, error)
}

// Provider returns the provider that the actor is; ErrClosed when it was switched
// off.
func (s *Service) Provider(ctx context.Context, tx Tx, actor access.Actor) (Provider, error) {
	if actor.Role != access.Provider {
		return Provider{}, ErrNotFound
	}
	p, err := tx.Provider(ctx, actor.ID)
	if errors.Is(err, ErrNotFound) {
		err = ErrClosed
	}
	return p, err
}

// Auditor returns the auditor that the actor is; ErrClosed as with Provider.
func (s *Service) Auditor(ctx context.Context, tx Tx, actor access.Actor) (Auditor, error) {
	if actor.Role != access.Auditor {
		return Auditor{}, ErrNotFound
	}
	a, err := tx.Auditor(ctx, actor.ID)
	if errors.Is(err, ErrNotFound) {
		err = ErrClosed
	}
	return a, err
}

// Professional finds one of the provider's dentists by CPF or CNPJ.
func (s *Service) Professional(ctx context.Context, tx Tx, actor access.Actor, doc ident.Doc) (Professional, error) {
	if err := may(actor, access.SubmitRequest, access.Resource{Kind: access.KindDraft, Provider: actor.ID}); err != nil {
		return Professional{}, err
	}
	return tx.ProfessionalByDoc(ctx, actor.ID, doc)
}

// Professionals lists the provider's dentists, by name.
func (s *Service) Professionals(ctx context.Context, tx Tx, actor access.Actor) ([]Professional, error) {
	if err := may(actor, access.SubmitRequest, access.Resource{Kind: access.KindDraft, Provider: actor.ID}); err != nil {
		return nil, err
	}
	return tx.ProfessionalsOf(ctx, actor.ID)
}

// KeepContact makes a contact the registered one, if the operator lets providers
// do that.
func (s *Service) KeepContact(tx Tx, actor access.Actor, c Contact) error {
	if err := may(actor, access.SubmitRequest, access.Resource{Kind: access.KindDraft, Provider: actor.ID}); err != nil {
		return err
	}
	if !s.operator.KeepContact || !c.Complete() {
		return ErrNotFound
	}
	tx.SaveContact(actor.ID, c)
	tx.Audit(Event{Actor: actor, Action: access.Choose, Kind: "contact", ID: actor.ID, Code: "ok"})
	return nil
}
