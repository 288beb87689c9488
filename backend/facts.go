package backend

import (
	"context"
	"errors"
	"time"

	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/dental"
	"guiche/backend/preauth"
)

// Basis is what a request was decided on: with the policy of its version it gives
// the same verdict again.
type Basis struct {
	Facts   preauth.Facts   `json:"facts"`
	Verdict preauth.Verdict `json:"verdict"`
}

// Registered is what the register and the history tell the rules about a request.
type Registered struct {
	// Clinic is the provider's name.
	Clinic       string
	Provider     preauth.Provider
	Professional preauth.Professional
	// Beneficiary as registered now; nil is unknown.
	Beneficiary *Beneficiary
	History     []preauth.Event
	// Open is what was asked for before and is authorised, or being looked at. It has
	// a number where the same provider asked: another's is nobody's business.
	Open []preauth.Event
	// Looks is how often the Looker was shown a history lately.
	Looks int
}

// Asker names whose request the rules are asked about.
type Asker struct {
	Provider, Professional, Beneficiary int64
	// Except is the request itself, once it was sent.
	Except int64
	// Hold keeps others who hold the same beneficiary waiting until the commit, so that
	// what is released at once is not released twice: each sees what the other did. It
	// takes a transaction that can lock.
	Hold bool
	// Looker is whose looks at histories are counted since LooksSince, no further than
	// MostLooks; the zero one's are not.
	Looker     access.Actor
	LooksSince time.Time
	MostLooks  int
}

type factRows interface {
	// Registered reads everything that the rules need in one round trip; ErrNotFound
	// when there is no such provider or professional. What turns of the same transaction
	// asked for before is told too.
	Registered(ctx context.Context, of Asker) (Registered, error)
	// BasisOf returns what a request was decided on; ErrNotFound for one that was sent
	// before the rules were asked.
	BasisOf(ctx context.Context, request int64) (Basis, error)
	// SaveBasis queues what a locked request stands on from now on.
	SaveBasis(request int64, b Basis)
}

// evaluate asks the rules about a form that is sent now. Whoever sends without a
// document that is missing was told that a dentist looks. The clinic's name comes
// along, since it stands on the paper of what is released.
func (s *Service) evaluate(ctx context.Context, tx Tx, provider int64, f Form) (b Basis, clinic string, err error) {
	reg, err := tx.Registered(ctx, Asker{Provider: provider, Professional: f.Professional.ID, Beneficiary: f.Beneficiary.ID, Hold: true})
	if errors.Is(err, ErrNotFound) {
		return Basis{}, "", ErrIncomplete // the dentist left meanwhile
	}
	if err != nil {
		return Basis{}, "", err
	}
	facts := factsOf(f, reg, calendar.DateOf(tx.Now()))
	facts.Waived = true
	return s.judge(facts), reg.Clinic, nil
}

// judge asks the policy that holds on the day of the facts.
func (s *Service) judge(facts preauth.Facts) Basis {
	return Basis{Facts: facts, Verdict: preauth.Evaluate(facts, *s.policies.At(facts.On))}
}

func factsOf(f Form, reg Registered, on calendar.Date) preauth.Facts {
	facts := preauth.Facts{
		On: on, Urgent: f.Urgency.Urgent(), Provider: reg.Provider, Professional: reg.Professional,
		Beneficiary: preauth.Beneficiary{Unknown: true}, Items: f.Items, Documents: documentsOf(f.Files), History: reg.History, Open: reg.Open,
	}
	if b := reg.Beneficiary; b != nil {
		facts.Beneficiary = preauth.Beneficiary{Situation: b.Situation, Plan: b.Plan, Covered: b.Covered, Birth: b.Birth}
	}
	return facts
}

// fileDocuments are what the types of attachments stand for in the rules.
var fileDocuments = map[FileType]preauth.Document{
	RadiographInitial: preauth.InitialXRay, RadiographFinal: preauth.FinalXRay, Report: preauth.Report, Photo: preauth.Photo,
}

func documentsOf(files []File) []preauth.Document {
	var all []preauth.Document
	seen := map[preauth.Document]bool{}
	for _, f := range files {
		if d, ok := fileDocuments[f.Type]; ok && !seen[d] {
			seen[d] = true
			all = append(all, d)
		}
	}
	return all
}

// DocumentType is the type of attachment that the rules ask for as a document.
func DocumentType(d preauth.Document) FileType {
	for t, have := range fileDocuments {
		if have == d {
			return t
		}
	}
	return OtherDocument
}

// decided turns a verdict into what it decides by itself: a ruling for each item
// that is released or refused, and the results of all.
func decided(items []dental.Item, v preauth.Verdict) (rulings []Ruling, results []Result, grants []Grant) {
	for i, item := range v.Items {
		switch item.Outcome {
		case preauth.Release:
			rulings = append(rulings, Ruling{Item: i, Result: Granted, Findings: item.Findings})
			results = append(results, Granted)
			grants = append(grants, Grant{Item: i, Procedure: items[i]})
		case preauth.Refuse:
			r := Ruling{Item: i, Result: Refused, Findings: item.Findings}
			for _, f := range item.Findings {
				if f.Outcome == preauth.Refuse {
					r.Codes = append(r.Codes, f.Code)
				}
			}
			rulings, results = append(rulings, r), append(results, Refused)
		default:
			results = append(results, Pending)
		}
	}
	return rulings, results, grants
}
