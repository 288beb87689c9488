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
	// CNPJ stands on statements for the income tax; often left out.
	CNPJ ident.CNPJ `json:"cnpj,omitempty"`
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
	// Escalation are the logins of auditors who are told of what is late at any hour.
	Escalation []string `json:"escalation,omitempty"`
	// InquiryDays is within how many business days an inquiry is answered; 0 is 7.
	InquiryDays int `json:"inquiry_days,omitempty"`
	// Ombudsman are the logins of those who answer for the ouvidoria; empty is everybody
	// who answers inquiries.
	Ombudsman []string `json:"ombudsman,omitempty"`
	// DisputeHolds: a line that is disputed is not debited before it is answered. The
	// operator sees to that; here it is only said.
	DisputeHolds bool `json:"dispute_holds,omitempty"`
	// ReviewDays is for how many days after a denial its review may be asked for; 0 is
	// 30. JuntaDays is within how many business days a junta decides; 0 is 10.
	ReviewDays int `json:"review_days,omitempty"`
	JuntaDays  int `json:"junta_days,omitempty"`
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
	// Plans are what beneficiaries may have; of one that is not here no carência is
	// shown.
	Plans []Plan `json:"plans,omitempty"`
	// DraftDays is how long a draft lies untouched before it is removed; 0 is 30.
	DraftDays int `json:"draft_days,omitempty"`
	// ReminderHours is after how much silence a draft is reminded of; 0 is 4, and
	// -1 is never.
	ReminderHours int `json:"reminder_hours,omitempty"`
	// LookUpsPerHour is how many beneficiaries a provider looks up before it gets
	// slower; 0 is 60.
	LookUpsPerHour int `json:"look_ups_per_hour,omitempty"`
	// ClaimMinutes is for how long an auditor who took a request has it; 0 is 30.
	ClaimMinutes int `json:"claim_minutes,omitempty"`
	// SamplePercent is the share of what is released at once, in percent, that an
	// auditor looks at afterwards, beside every urgency.
	SamplePercent int `json:"sample_percent,omitempty"`
	// KeepContact lets providers change their registered contact from the chat.
	KeepContact bool `json:"keep_contact,omitempty"`
	// ShareAdults: a titular sees which care an adult dependant had, unless that person
	// said no. Left out, only who said yes is seen.
	ShareAdults bool `json:"share_adults,omitempty"`
}

// Validate refuses a profile that could not answer a request.
func (o Operator) Validate() error {
	switch {
	case o.Name == "" || o.Phone == "" || o.Hours == "":
		return errors.New("name, phone and hours are needed: people are told them")
	case o.AnswerDays < 1:
		return errors.New("answer_days is the number of business days within which an audit answers, 1 or more")
	case o.ClaimMinutes < 0 || o.ClaimMinutes > 24*60:
		return errors.New("claim_minutes is for how long an auditor has a request, 1 to 1440; 0 or left out is 30")
	case o.PrivacyContact != "" && (!line(o.PrivacyContact) || utf8.RuneCountInString(o.PrivacyContact) > 200):
		return errors.New("privacy_contact is one line of at most 200 characters, such as a name and an e-mail")
	}
	if o.SamplePercent < 0 || o.SamplePercent > 100 {
		return errors.New("sample_percent is 0 to 100: the share of what is released at once that an auditor looks at afterwards")
	}
	if o.ReviewDays < 0 || o.ReviewDays > 365 || o.JuntaDays < 0 || o.JuntaDays > 60 {
		return errors.New("review_days is up to 365 days and junta_days up to 60 business days; left out, 30 and 10")
	}
	if o.InquiryDays < 0 || o.InquiryDays > 30 {
		return errors.New("inquiry_days is 1 to 30 business days; 0 or left out is 7")
	}
	if _, err := ident.ParseCNPJ(string(o.CNPJ)); o.CNPJ != "" && err != nil {
		return errors.New("cnpj is the operator's, 14 characters with or without punctuation")
	}
	err := errors.Join(o.Series().Validate(), o.Office.Validate(), o.validateDrafts(), validateOfferings(o.Services))
	for _, p := range o.Plans {
		err = errors.Join(err, p.validate())
	}
	return err
}

// DueAt is when an answer to something sent then is due.
func (o Operator) DueAt(sent time.Time) time.Time { return o.Office.Due(sent, o.AnswerDays) }

// InquiryTerm is within how many business days an inquiry is answered.
func (o Operator) InquiryTerm() int {
	if o.InquiryDays == 0 {
		return 7
	}
	return o.InquiryDays
}

func (o Operator) reviewDays() int {
	if o.ReviewDays == 0 {
		return 30
	}
	return o.ReviewDays
}

func (o Operator) juntaDays() int {
	if o.JuntaDays == 0 {
		return 10
	}
	return o.JuntaDays
}

// Series is the operator's protocol numbers.
func (o Operator) Series() ident.Series {
	return ident.Series{Registry: o.Registry, Prefix: o.ProtocolPrefix}
}
