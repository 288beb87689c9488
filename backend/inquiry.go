package backend

import (
	"context"
	"time"

	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/copay"
	"guiche/backend/ident"
)

// InquiryKind is what somebody turns to the operator's people with, beside a request
// for authorisation.
type InquiryKind string

// The kinds.
const (
	// Dispute: a line of a month is wrong. Unrecognised: nobody had that care.
	Dispute      InquiryKind = "contestacao"
	Unrecognised InquiryKind = "nao_reconhecido"
	Complaint    InquiryKind = "reclamacao"
	// Reimbursement asks for one, or about one.
	Reimbursement InquiryKind = "reembolso"
	Doubt         InquiryKind = "duvida"
	// Talk is a conversation with a person: what is written goes to and fro at once.
	Talk InquiryKind = "conversa"
)

// InquiryKinds are all of them, in the order in which they are offered.
func InquiryKinds() []InquiryKind {
	return []InquiryKind{Unrecognised, Dispute, Reimbursement, Doubt, Complaint, Talk}
}

// OfLine tells whether a kind may be about a line of care.
func (k InquiryKind) OfLine() bool { return k == Dispute || k == Unrecognised || k == Doubt }

// InquiryState is where an inquiry stands.
type InquiryState string

// The states.
const (
	InquiryWaiting  InquiryState = "aguardando" // for the operator's people
	InquiryAnswered InquiryState = "respondida" // and whoever asked may write again
	InquiryClosed   InquiryState = "encerrada"
)

// Level is who answers an inquiry.
type Level int

// The levels. The ouvidoria is the second instance of the operator (RN 323).
const (
	FirstLevel Level = iota
	Ombudsman
)

// InquiryAbout is what an inquiry is about; the zero one is nothing in particular.
type InquiryAbout struct {
	// Month and Line are of a statement, as they stood when the inquiry was opened.
	Month copay.Month  `json:"month,omitempty"`
	Line  *InquiryLine `json:"line,omitempty"`
	// Request is a request for authorisation.
	Request ident.RequestNumber `json:"request,omitempty"`
}

// Same tells whether two inquiries are about the same.
func (a InquiryAbout) Same(b InquiryAbout) bool {
	same := a.Month == b.Month && a.Request == b.Request && (a.Line == nil) == (b.Line == nil)
	return same && (a.Line == nil || a.Line.Key == b.Line.Key)
}

// InquiryLine is a line of care as the member saw it. Amounts are cents.
type InquiryLine struct {
	Key         string        `json:"key"`
	Event       string        `json:"event"` // by the operator's number
	Who         string        `json:"who"`
	Provider    string        `json:"provider"`
	Description string        `json:"description"`
	Attended    calendar.Date `json:"attended,omitzero"`
	Paid        int64         `json:"paid"`
	Due         int64         `json:"due"`
}

// Inquiry is what somebody turned to the operator with, and how it stands.
type Inquiry struct {
	ID       int64
	Protocol ident.Protocol
	Kind     InquiryKind
	State    InquiryState
	Level    Level
	// From is who opened it: a member, or a clinic.
	From access.Actor
	// Name is how that person is called.
	Name  string
	About InquiryAbout
	// OpenedAt; the term that ends at DueAt began at ClockAt.
	OpenedAt, ClockAt, DueAt time.Time
	// Holder is who of the operator has it, the zero one nobody.
	Holder access.Actor
	// Live: what is written in its two chats goes to and fro at once.
	Live bool
	// Entries counts the thread.
	Entries int
}

// Open tells whether it takes entries.
func (q Inquiry) Open() bool { return q.State != InquiryClosed }

// Mine tells whether the actor opened it.
func (q Inquiry) Mine(actor access.Actor) bool { return q.From == actor }

// EntryKind is what an entry of an inquiry's thread is.
type EntryKind string

// The kinds of entries.
const (
	EntryOpened    EntryKind = "abertura"
	EntrySaid      EntryKind = "mensagem" // of whoever opened it
	EntryAnswered  EntryKind = "resposta" // of the operator
	EntryForwarded EntryKind = "ouvidoria"
	EntryTaken     EntryKind = "atendimento" // somebody of the operator took it
	EntryLeft      EntryKind = "devolucao"   // and gave it back
	EntryClosed    EntryKind = "encerramento"
)

// InquiryOutcome is what an answer says became of what was asked; empty says nothing.
type InquiryOutcome string

// The outcomes.
const (
	OutcomeGranted  InquiryOutcome = "procedente"
	OutcomePartly   InquiryOutcome = "em_parte"
	OutcomeDenied   InquiryOutcome = "improcedente"
	OutcomeInformed InquiryOutcome = "informado"
)

// InquiryOutcomes are all of them, in the order in which they are offered.
func InquiryOutcomes() []InquiryOutcome {
	return []InquiryOutcome{OutcomeGranted, OutcomePartly, OutcomeDenied, OutcomeInformed}
}

// InquiryEntry is an entry of an inquiry's thread.
type InquiryEntry struct {
	// Seq counts from 1.
	Seq    int
	At     time.Time
	Kind   EntryKind
	Author access.Actor
	// Name is how the author is called.
	Name    string
	Text    string
	Files   int
	Outcome InquiryOutcome
}

// InquiryForm makes a draft a message of an inquiry; its text is the Note.
type InquiryForm struct {
	// ID of the inquiry, 0 where the message opens one.
	ID int64 `json:"id,omitempty"`
	// Name is of whom the operator answers.
	Name  string       `json:"name,omitempty"`
	Kind  InquiryKind  `json:"kind"`
	About InquiryAbout `json:"about"`
	// Forward asks the ouvidoria to look at it.
	Forward bool `json:"forward,omitempty"`
	// Outcome of an answer.
	Outcome InquiryOutcome `json:"outcome,omitempty"`
	// Seen is the entry that its writer saw last.
	Seen int `json:"seen,omitempty"`
}

func (f *InquiryForm) clone() *InquiryForm {
	if f == nil {
		return nil
	}
	c := *f
	return &c
}

// InquiryFilter chooses inquiries for a list. The zero one is all.
type InquiryFilter struct {
	// From is who opened them.
	From access.Actor
	// Waiting are those that the operator has to answer, soonest due first; else the
	// newest come first.
	Waiting bool
	// Live are conversations under way, the longest waiting first.
	Live bool
	// Level, with Leveled.
	Level   Level
	Leveled bool
	// Holder has them.
	Holder access.Actor
	// Unclosed are not over.
	Unclosed bool
}

// InquiryPage is a part of a list.
type InquiryPage struct {
	Inquiries []Inquiry
	// Total counts the whole list.
	Total int
}

// Attendant answers at the operator: a person of the centre, or of the ouvidoria.
// Auditors answer as well.
type Attendant struct {
	ID      int64
	Login   string
	Name    string
	Contact Contact
}

type inquiryRows interface {
	// AddInquiry queues an inquiry with its first entry; a draft, with its files,
	// becomes it.
	AddInquiry(q Inquiry, first InquiryEntry, draft *Draft)
	// AddInquiryEntry queues an entry; the commit fails with ErrConflict if there is one
	// of that Seq. A draft becomes it as with AddInquiry.
	AddInquiryEntry(id int64, e InquiryEntry, draft *Draft)
	// SaveInquiry queues State, Level, Holder, Live, ClockAt, DueAt and Entries.
	SaveInquiry(q Inquiry)
	// Inquiry finds one; LockInquiry locks it until the commit.
	Inquiry(ctx context.Context, id int64) (Inquiry, error)
	LockInquiry(ctx context.Context, id int64) (Inquiry, error)
	// InquiryByProtocol finds one by its number.
	InquiryByProtocol(ctx context.Context, p ident.Protocol) (Inquiry, error)
	// InquiryThread are up to most entries before a Seq (0 is from the end), in their
	// order.
	InquiryThread(ctx context.Context, id int64, before, most int) ([]InquiryEntry, error)
	// Inquiries lists up to most, after the first skip.
	Inquiries(ctx context.Context, f InquiryFilter, skip, most int) (InquiryPage, error)
	// TalkOf is the conversation of an actor that is not closed; ErrNotFound for none.
	TalkOf(ctx context.Context, who access.Actor) (Inquiry, error)
	// TalksBefore counts the conversations that wait, that nobody took, and that began
	// to wait before q.
	TalksBefore(ctx context.Context, q Inquiry) (int, error)

	// Attendant finds one that is active.
	Attendant(ctx context.Context, id int64) (Attendant, error)
	// LinkedAttendants are the attendants who may enter and have a chat, by number.
	LinkedAttendants(ctx context.Context) ([]int64, error)
	// AttendantsNamed are those who may enter and have one of the logins.
	AttendantsNamed(ctx context.Context, logins []string) ([]int64, error)
}
