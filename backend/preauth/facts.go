package preauth

import (
	"errors"

	"guiche/backend/calendar"
	"guiche/backend/dental"
)

// Facts is everything that a verdict is made of, as of the date of the request:
// kept with the verdict, it gives the same one again.
type Facts struct {
	// On is the date of the request, in São Paulo, whenever it is decided.
	On calendar.Date `json:"on"`
	// Urgent: the request is for pain, trauma, bleeding or an abscess.
	Urgent       bool          `json:"urgent,omitempty"`
	Provider     Provider      `json:"provider"`
	Professional Professional  `json:"professional"`
	Beneficiary  Beneficiary   `json:"beneficiary"`
	Items        []dental.Item `json:"items"`
	// Documents are the kinds of what was attached.
	Documents []Document `json:"documents,omitempty"`
	// Waived: it was sent without the documents that are missing, by somebody who was
	// told that a dentist then looks at it.
	Waived bool `json:"documents_waived,omitempty"`
	// History is what was done before, Open what was asked for before and is
	// authorised or being looked at.
	History []Event `json:"history,omitempty"`
	Open    []Event `json:"open,omitempty"`
}

// Standing is where a provider or professional stands with the operator.
type Standing string

// The standings; the zero one is active.
const (
	StandingActive    Standing = "active"
	StandingSuspended Standing = "suspended"
	StandingOut       Standing = "out" // no longer accredited
)

// Provider is the clinic or dentist that asks.
type Provider struct {
	Standing Standing `json:"standing,omitempty"`
	// NotEnabled are codes that its contract leaves out.
	NotEnabled []string `json:"not_enabled,omitempty"`
}

// Professional is the dentist who is to do it.
type Professional struct {
	Standing Standing `json:"standing,omitempty"`
	// Specialties as registered; empty is not known, and then nothing is said of
	// them.
	Specialties []string `json:"specialties,omitempty"`
}

// Situation is where a beneficiary stands in the register.
type Situation string

// The situations.
const (
	Active    Situation = "ativo"
	Suspended Situation = "suspenso"
	Inactive  Situation = "inativo"
	Excluded  Situation = "excluido"
	Cancelled Situation = "cancelado" // the contract of the employer ended
)

// Ended tells whether the plan is over. Who is suspended still sees what was asked
// for in his name.
func (s Situation) Ended() bool {
	return s == Excluded || s == Cancelled || s == "excluído"
}

// Beneficiary is whom it is asked for.
type Beneficiary struct {
	// Unknown: there is no such card.
	Unknown   bool      `json:"unknown,omitempty"`
	Situation Situation `json:"situation"`
	Plan      string    `json:"plan"`
	// Covered is the first day of cover.
	Covered calendar.Date `json:"covered"`
	Birth   calendar.Date `json:"birth,omitzero"`
}

// Document is a kind of attachment.
type Document string

// The kinds that a code may ask for.
const (
	InitialXRay Document = "radiografia_inicial"
	FinalXRay   Document = "radiografia_final"
	Report      Document = "laudo"
	Photo       Document = "foto"
)

// Event is something done or authorised before.
type Event struct {
	Code   string        `json:"code"`
	Tooth  dental.Tooth  `json:"tooth,omitempty"`
	Faces  dental.Faces  `json:"faces,omitempty"`
	Region dental.Region `json:"region,omitempty"`
	// On is when it was done; of an open one, when it was asked for.
	On calendar.Date `json:"on"`
	// Number of the request, where it came through here.
	Number int64 `json:"number,omitempty"`
}

// Validate refuses facts of which no verdict can be made. An error names the
// field, never a value.
func (f Facts) Validate() error {
	switch {
	case f.On.IsZero():
		return errors.New("on: the date of the request is missing")
	case len(f.Items) == 0:
		return errors.New("items: there is none")
	case f.Beneficiary.Covered.IsZero() && !f.Beneficiary.Unknown:
		return errors.New("beneficiary.covered: the first day of cover is missing")
	}
	return nil
}
