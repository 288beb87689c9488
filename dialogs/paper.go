package dialogs

import (
	"crypto/sha256"
	"encoding/json"
	"time"

	"guiche/backend"
	"guiche/backend/dental"
	"guiche/backend/ident"
	"guiche/dialogs/phrases"
)

// Paper is a picture or a document that goes with a reply: what it shows, never
// its bytes. It is drawn when the reply is delivered, so that it waits in the
// outbox as a few lines. One of its parts is set.
type Paper struct {
	Odontogram *Odontogram `json:"o,omitempty"`
	Faces      *FaceChart  `json:"f,omitempty"`
	Thumbs     []Thumb     `json:"t,omitempty"`
	Attachment *Attachment `json:"a,omitempty"`
	Summary    *Summary    `json:"s,omitempty"`
	Chart      *Chart      `json:"c,omitempty"`
	Event      *Event      `json:"e,omitempty"`

	Authorisation *Authorisation `json:"r,omitempty"`
	// Denial is the written denial, for the beneficiary.
	Denial *backend.Denial `json:"d,omitempty"`
	// Extract is a month of what a member pays, Tax a year of it for the income tax.
	Extract *backend.Extract `json:"x,omitempty"`
	Tax     *backend.TaxYear `json:"i,omitempty"`
}

// Picture tells whether the paper is shown as a photo; else it is a document.
func (p *Paper) Picture() bool {
	return p != nil && (p.Odontogram != nil || p.Faces != nil || p.Chart != nil || len(p.Thumbs) > 0 || p.Attachment != nil && p.Attachment.Preview != "")
}

// Name says in the log which paper it is.
func (p *Paper) Name() string {
	switch {
	case p == nil:
		return "none"
	case p.Odontogram != nil:
		return "odontogram"
	case p.Faces != nil:
		return "faces"
	case len(p.Thumbs) > 0:
		return "thumbs"
	case p.Attachment != nil:
		return "attachment"
	case p.Summary != nil:
		return "summary"
	case p.Chart != nil:
		return "chart"
	case p.Event != nil:
		return "event"
	case p.Authorisation != nil:
		return "authorisation"
	case p.Denial != nil:
		return "denial"
	case p.Extract != nil:
		return "extract"
	case p.Tax != nil:
		return "tax"
	}
	return "empty"
}

// Key tells papers apart: those that show the same have the same, no paper has
// none.
func (p *Paper) Key() string {
	if p == nil {
		return ""
	}
	body, err := json.Marshal(p)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(body)
	return string(sum[:])
}

// WithoutPaper is the reply when its paper has to be left out: a screen says the
// same without its picture, of anything else the person is told.
func (r Reply) WithoutPaper() Reply {
	if r.Paper != nil && r.Kind != Screen {
		r.Text = phrases.Paragraphs(r.Text, phrases.PaperFailed)
	}
	r.Paper = nil
	return r
}

// Odontogram is the mouth seen from the front: the patient's right is on the
// left of the picture.
type Odontogram struct {
	// Deciduous shows the milk teeth instead of the permanent ones.
	Deciduous bool `json:"d,omitempty"`
	// Chosen are on this request, Current is the one being asked about.
	Chosen  []dental.Tooth `json:"c,omitempty"`
	Current dental.Tooth   `json:"n,omitempty"`
	// Absent and Treated are what the history tells.
	Absent  []dental.Tooth `json:"a,omitempty"`
	Treated []dental.Tooth `json:"t,omitempty"`
	// Admitted are the teeth that the procedure takes; empty takes all.
	Admitted []dental.Tooth `json:"m,omitempty"`
}

// FaceChart is one tooth with its faces, those chosen filled in.
type FaceChart struct {
	Tooth  dental.Tooth `json:"t"`
	Chosen dental.Faces `json:"c,omitempty"`
	// Admitted are the faces that the procedure takes on this tooth.
	Admitted dental.Faces `json:"m,omitempty"`
}

// Thumb is an attachment in a sheet of thumbnails, numbered from 1 in the order
// given. Preview names the re-encoded copy in the blob store; empty is a
// document, drawn as a page with its Kind.
type Thumb struct {
	Name    string `json:"n"`
	Kind    string `json:"k"`
	Preview string `json:"p,omitempty"`
}

// Attachment is a stored file as people are shown it: an image as its re-encoded
// copy, anything else as the bytes that came.
type Attachment struct {
	Name    string `json:"n"`
	Kind    string `json:"k"`
	Preview string `json:"p,omitempty"`
	Blob    string `json:"b,omitempty"`
}

// Summary is a request on one or more pages, to be passed on.
type Summary struct {
	Details backend.Details `json:"d"`
	// Provider is the clinic's name.
	Provider string    `json:"p,omitempty"`
	MadeAt   time.Time `json:"at"`
}

// Authorisation is a release on paper: what is passed on to whoever bills.
type Authorisation struct {
	Release  backend.Release `json:"r"`
	Protocol ident.Protocol  `json:"n,omitempty"`
	SentAt   time.Time       `json:"at"`
	// Clinic, Professional and Council are who asked; Beneficiary, Card and Plan whom
	// it is for.
	Clinic       string     `json:"c,omitempty"`
	Professional string     `json:"d,omitempty"`
	Council      string     `json:"k,omitempty"`
	Beneficiary  string     `json:"b,omitempty"`
	Card         ident.Card `json:"m,omitempty"`
	Plan         string     `json:"l,omitempty"`
	// Page is the address that tells whether the paper is true, "" where there are no
	// pages.
	Page string `json:"v,omitempty"`
}
