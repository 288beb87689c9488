package backend

import (
	"errors"
	"time"
	"unicode/utf8"

	"guiche/backend/calendar"
	"guiche/backend/ident"
)

// Operator is what an operator sets about itself: dated data, loaded at the
// start, never code.
type Operator struct {
	// Name as people know it, Registry as the ANS numbers it (6 digits).
	Name     string `json:"name"`
	Registry string `json:"registry"`
	// Phone and Hours of the members' and providers' centre, as shown.
	Phone string `json:"phone"`
	Hours string `json:"hours"`
	// EntryHint says where else the providers' password is used, as the end of a
	// sentence; often empty.
	EntryHint string `json:"entry_hint"`
	// PasswordHint says where a password is changed, as a sentence, for who enters
	// with the operator's own login; often empty.
	PasswordHint string `json:"password_hint,omitempty"`
	// Office is when the clock of an answer runs.
	Office calendar.Office `json:"office"`
	// ProtocolPrefix begins the six digits of the sequence; often empty.
	ProtocolPrefix string `json:"protocol_prefix"`
	// AnswerDays is within how many business days an audit answers.
	AnswerDays int `json:"answer_days"`
	// Group and Demand are how requests of the chat are filed.
	Group  string `json:"group"`
	Demand string `json:"demand"`
	// Services are what the menu lists; left out, those that operators usually
	// have.
	Services []Offering `json:"services,omitzero"`
	// PrivacyContact is how the person in charge of personal data (encarregado) is
	// reached, as the privacy notice says it; empty names the centre.
	PrivacyContact string `json:"privacy_contact,omitempty"`
	// DeleteFiles: a message that brought an attachment is removed from the chat
	// once the attachment is stored.
	DeleteFiles bool `json:"delete_files,omitempty"`
}

// Validate refuses a profile that could not answer a request.
func (o Operator) Validate() error {
	switch {
	case o.Name == "" || o.Phone == "" || o.Hours == "":
		return errors.New("name, phone and hours are needed: people are told them")
	case o.AnswerDays < 1:
		return errors.New("answer_days is the number of business days within which an audit answers, 1 or more")
	case o.PrivacyContact != "" && (!line(o.PrivacyContact) || utf8.RuneCountInString(o.PrivacyContact) > 200):
		return errors.New("privacy_contact is one line of at most 200 characters, such as a name and an e-mail")
	}
	return errors.Join(o.Series().Validate(), o.Office.Validate(), validateOfferings(o.Services))
}

// DueAt is when an answer to something sent then is due.
func (o Operator) DueAt(sent time.Time) time.Time { return o.Office.Due(sent, o.AnswerDays) }

// Series is the operator's protocol numbers.
func (o Operator) Series() ident.Series {
	return ident.Series{Registry: o.Registry, Prefix: o.ProtocolPrefix}
}
