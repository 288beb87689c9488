package access

// grant is a line of the table: a role may do an action to a kind of resource
// where the condition beside it holds.
type grant struct {
	role   Role
	action Action
	kind   Kind
}

type condition func(Actor, Resource) bool

var grants = map[grant]condition{
	{Visitor, Enter, KindEntry}:   always,
	{Provider, Enter, KindEntry}:  always, // entering as somebody else
	{Member, Enter, KindEntry}:    always,
	{Auditor, Enter, KindEntry}:   always,
	{Provider, Leave, KindEntry}:  always,
	{Member, Leave, KindEntry}:    always,
	{Auditor, Leave, KindEntry}:   always,
	{Attendant, Enter, KindEntry}: always,
	{Attendant, Leave, KindEntry}: always,

	// One's own chats: the list is asked for by the actor, so there is no other's.
	{Provider, ManageLinks, KindEntry}:  always,
	{Member, ManageLinks, KindEntry}:    always,
	{Auditor, ManageLinks, KindEntry}:   always,
	{Attendant, ManageLinks, KindEntry}: always,

	{Provider, Choose, KindPreference}:  always,
	{Member, Choose, KindPreference}:    always,
	{Auditor, Choose, KindPreference}:   always,
	{Attendant, Choose, KindPreference}: always,

	// Who opened an inquiry writes in it; the operator's people read and answer all.
	{Provider, OpenInquiry, KindInquiry}:    ownAuthor,
	{Provider, OpenInquiry, KindDraft}:      ownProvider,
	{Provider, ViewInquiry, KindInquiry}:    ownAuthor,
	{Member, OpenInquiry, KindInquiry}:      ownAuthor,
	{Member, OpenInquiry, KindDraft}:        ownAuthor,
	{Member, ViewInquiry, KindInquiry}:      ownAuthor,
	{Attendant, ViewInquiry, KindInquiry}:   always,
	{Attendant, AnswerInquiry, KindInquiry}: always,
	{Attendant, AnswerInquiry, KindDraft}:   ownAuthor,
	{Auditor, ViewInquiry, KindInquiry}:     always,
	{Auditor, AnswerInquiry, KindInquiry}:   always,
	{Auditor, AnswerInquiry, KindDraft}:     ownAuthor,

	{Provider, LookUp, KindBeneficiary}: always, // within its pace

	{Provider, SubmitRequest, KindDraft}:    ownProvider,
	{Provider, ViewHistory, KindDraft}:      ownProvider,
	{Provider, ListRequests, KindRequest}:   ownProvider,
	{Provider, ViewRequest, KindRequest}:    ownProvider,
	{Provider, Interact, KindRequest}:       ownProvider,
	{Provider, CancelRequest, KindRequest}:  ownProvider,
	{Provider, ShareRequest, KindRequest}:   ownProvider,
	{Provider, Interact, KindDraft}:         ownProvider,
	{Provider, PresentRelease, KindRequest}: ownProvider,
	{Provider, CancelRelease, KindRequest}:  ownProvider,

	{Auditor, ViewQueue, KindQueue}:       always,
	{Auditor, ViewOmitted, KindBooks}:     always, // cards masked, no care
	{Auditor, ListRequests, KindRequest}:  always,
	{Auditor, ViewRequest, KindRequest}:   always,
	{Auditor, Interact, KindRequest}:      always,
	{Auditor, DecideRequest, KindRequest}: always,
	{Auditor, ShareRequest, KindRequest}:  always,
	{Auditor, Interact, KindDraft}:        ownAuthor,
	{Auditor, DecideRequest, KindDraft}:   ownAuthor,

	{Member, ViewOwn, KindRequest}:       selfOrConfided,
	{Member, Interact, KindRequest}:      selfOrConfided,
	{Member, Interact, KindDraft}:        ownAuthor,
	{Member, ViewAmounts, KindStatement}: selfOrFamily,
	{Member, ViewDetail, KindStatement}:  selfOrConfided,
}

func always(Actor, Resource) bool { return true }

func ownProvider(a Actor, r Resource) bool { return r.Provider == a.ID }

func ownAuthor(a Actor, r Resource) bool { return r.Author == a }

func self(a Actor, r Resource) bool { return r.Beneficiary == a.ID }

// selfOrFamily: the Titular is debited for the whole family, and so sees how
// much of it each person is.
func selfOrFamily(a Actor, r Resource) bool { return self(a, r) || r.Titular == a.ID }

// selfOrConfided: what care an adult had is that person's alone (LGPD art. 11);
// the Titular sees a minor's, and an adult's only where it is shared. A detail
// is always of one person, never of the family at once.
func selfOrConfided(a Actor, r Resource) bool {
	return self(a, r) || r.Titular == a.ID && r.Beneficiary != 0 && (!r.Adult || r.Shared)
}
