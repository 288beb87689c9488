// Package access says who may do what to which resource. It is the one place
// where that is decided: every use case asks May, and what no line of the
// table grants is denied. testdata/table.txt shows the whole of it.
package access

// Role is the kind of person that a linked chat speaks for.
type Role string

// The roles. The zero Role is the visitor, who has not entered.
const (
	Visitor  Role = ""
	Provider Role = "provider" // an accredited clinic or dentist
	Member   Role = "member"   // a beneficiary: Titular or dependant
	Auditor  Role = "auditor"  // a dentist of the operator, who decides
	// Attendant answers what people turn to the operator with.
	Attendant Role = "attendant"
	// Rules is the author of what the rules decided by themselves. Nobody enters as
	// it, and nothing is granted to it.
	Rules Role = "rules"
)

// String names the role, the visitor too.
func (r Role) String() string {
	if r == Visitor {
		return "visitor"
	}
	return string(r)
}

// Actor is who acts. ID is the provider's, the beneficiary's or the auditor's,
// as the role says; only the visitor has none.
type Actor struct {
	Role Role  `json:"role,omitempty"`
	ID   int64 `json:"id,omitempty"`
}

// Action is what a use case does.
type Action string

// The actions.
const (
	Enter         Action = "enter"
	Leave         Action = "leave"
	ManageLinks   Action = "manage_links"   // see one's own chats, and take the account from them
	SubmitRequest Action = "submit_request" // the draft as well, from its first answer on
	ViewHistory   Action = "view_history"   // what was done to the draft's beneficiary before
	ListRequests  Action = "list_requests"
	ViewRequest   Action = "view_request" // its thread and attachments too
	Interact      Action = "interact"
	CancelRequest Action = "cancel_request"
	ShareRequest  Action = "share_request" // on paper, to be passed on
	// An authorisation: that its bill was presented, or not after all; that it is not
	// wanted any more; and what the clock does to it, which nobody is granted.
	PresentRelease Action = "present_release"
	CancelRelease  Action = "cancel_release"
	LapseRelease   Action = "lapse_release"
	ViewOwn        Action = "view_own" // what was asked for in one's name; no notes, no attachments
	ViewQueue      Action = "view_queue"
	DecideRequest  Action = "decide_request"
	ViewAmounts    Action = "view_amounts" // what is debited, by person and month
	ViewDetail     Action = "view_detail"  // which care the amounts are for
	Choose         Action = "choose"       // what one is told without asking
	LookUp         Action = "look_up"      // a beneficiary, for a request
	// An inquiry: to open it and write in it as who opened it; to read it; to answer it.
	OpenInquiry   Action = "open_inquiry"
	ViewInquiry   Action = "view_inquiry"
	AnswerInquiry Action = "answer_inquiry"
	// ViewOmitted is to see which months could not be settled, and why.
	ViewOmitted Action = "view_omitted"
	Warn        Action = "warn" // the audit, of a term; done by the rules, granted to nobody
)

// Kind is a kind of resource.
type Kind string

// The kinds.
const (
	KindEntry     Kind = "entry"
	KindDraft     Kind = "draft"
	KindRequest   Kind = "request"
	KindQueue     Kind = "queue"
	KindStatement Kind = "statement" // what a family, or one of it, is debited
	// KindPreference is what the actor chose; nobody chooses for another.
	KindPreference  Kind = "preference"
	KindBeneficiary Kind = "beneficiary"
	KindBooks       Kind = "books" // of coparticipation, as the operator keeps them
	// KindInquiry is what somebody turned to the operator's people with.
	KindInquiry Kind = "inquiry"
)

// Resource is what is acted upon, as far as the decision needs it.
type Resource struct {
	Kind Kind
	// Provider owns a draft or request.
	Provider int64
	// Author writes a draft that is no provider's, or opened an inquiry.
	Author Actor
	// Beneficiary is whom a request or statement is about; 0 is the family.
	Beneficiary int64
	// Titular is the head of that person's family; 0 when it is the person.
	Titular int64
	// Adult says that the beneficiary is of age.
	Adult bool
	// Shared says that an adult dependant, or the operator's setting, lets the
	// Titular see the detail.
	Shared bool
}

// May reports whether the actor may do the action to the resource.
func May(actor Actor, action Action, resource Resource) bool {
	if actor.Role != Visitor && actor.ID <= 0 {
		return false // an identifier that was lost on the way owns nothing
	}
	granted, ok := grants[grant{actor.Role, action, resource.Kind}]
	return ok && granted(actor, resource)
}
