package dialogs

import (
	"slices"

	"guiche/backend"
	"guiche/backend/dental"
	"guiche/backend/ident"
)

// Step is a place of the conversation: a question, a list, a menu. It stands in
// the buttons of its screen, so that a tap on another screen is told.
type Step string

// The steps outside a request.
const (
	StepLogin    Step = "login"
	StepPassword Step = "pass"
	StepMember   Step = "member" // a beneficiary is asked for matrícula and CPF
	StepProof    Step = "proof"  // and to prove that it is his
	// StepMailCode waits for a code by e-mail, StepNewPassword for the password that
	// it allows to set.
	StepMailCode    Step = "mcode"
	StepNewPassword Step = "newpw"
	StepAccount     Step = "acc"
	StepLinks       Step = "links" // the chats of the account
	StepNotices     Step = "news"  // what is told without being asked for
	StepSharing     Step = "share" // whether the titular sees an adult dependant's care
	StepMenu        Step = "menu"
	StepDrafts      Step = "drafts"
	StepList        Step = "list"
	StepQueue       Step = "queue"
	StepDetails     Step = "req"
	StepLooks       Step = "looks" // what was released and waits for a second look
	StepLook        Step = "look"  // one of those
	StepOmitted     Step = "omit"  // what could not be settled
	StepAttachments Step = "att"   // the files of the request in Request
	// StepReleases lists authorisations, StepRelease shows the one of State.Guia;
	// StepBilled asks whether its bill was presented, StepGiveUp whether it is to go.
	StepReleases Step = "auts"
	StepRelease  Step = "aut"
	StepBilled   Step = "billed"
	StepGiveUp   Step = "giveup"
	StepLeave    Step = "leave"
	StepCancel   Step = "cancel"
	StepRemind   Step = "remind" // of a draft that was left lying
	StepJoin     Step = "join"   // does a sentence belong to an unsent request?
	StepServices Step = "svcs"   // all categories of services
	StepCategory Step = "cat"    // the services of one
	StepService  Step = "svc"    // the way to a service
	StepTalk     Step = "talk"   // how people are reached
	StepLive     Step = "live"   // a conversation with a person
	// StepDesk lists what people turned to the operator with, StepAtDesk shows one.
	StepDesk   Step = "desk"
	StepAtDesk Step = "dinq"
	// StepForm is stored while a request is filled in; which of the questions
	// below is next is a function of the draft.
	StepForm Step = "form"
)

// The steps about requests that were sent.
const (
	StepWithdraw Step = "wdr" // is it to be cancelled?
	StepMessage  Step = "msg" // a message about it
	StepJunta    Step = "jnt" // what a junta decided about it
	// StepMine, StepMyRequest: what was asked for in a member's name.
	StepMine      Step = "own"
	StepMyRequest Step = "ownreq"
)

// The steps of what somebody turns to the operator with.
const (
	StepInquiry       Step = "inq"  // a message, while it is written
	StepInquiries     Step = "inqs" // one's own
	StepInquiryThread Step = "inqt" // one of them
	StepInquiryEnd    Step = "inqe" // is it to end?
)

// The steps of a decision.
const (
	StepDecide  Step = "dec"
	StepVerdict Step = "ver"  // one item
	StepReduce  Step = "red"  // how much of it
	StepReason  Step = "why"  // why it is denied, or reduced
	StepWant    Step = "want" // what the provider is asked for
	StepWording Step = "say"  // in which words
	StepSure    Step = "sure" // what will be sent
)

// The steps of what a member pays.
const (
	StepAmount     Step = "amt"  // the debit that comes
	StepBill       Step = "amtm" // a month
	StepBillLine   Step = "amtl" // a line of care, cent by cent
	StepBills      Step = "amts" // the months
	StepBillLimits Step = "amtc" // balance, limits, sessions
	StepSuppose    Step = "amtw" // what something would cost
	StepBillRules  Step = "amtr" // the rules in plain words
	StepBillChart  Step = "amtg" // the year as a picture
	StepBillTax    Step = "amti" // the years for the income tax
)

// The questions of a request.
const (
	StepContact      Step = "contact" // which part to correct
	StepName         Step = "name"
	StepPhone        Step = "phone"
	StepEmail        Step = "email"
	StepUrgency      Step = "urg"
	StepProfessional Step = "pro"
	StepBeneficiary  Step = "ben"
	StepConfirm      Step = "conf" // is it this person?
	StepHold         Step = "hold" // is a file sent there an attachment?
	StepCode         Step = "code"
	StepPlace        Step = "place" // tooth or region
	StepAbsent       Step = "gone"  // a tooth that is missing: is it meant?
	StepFaces        Step = "faces"
	StepTable        Step = "tab"  // what a sentence said, line by line
	StepWhich        Step = "kind" // which code of several it meant
	StepChange       Step = "chg"  // which line a correction meant
	StepItems        Step = "items"
	StepItem         Step = "item"  // an item's own screen
	StepRepeat       Step = "rep"   // the same on other teeth
	StepFiles        Step = "files" // attachments and observação
	StepFile         Step = "file"  // one attachment
	StepSheet        Step = "sheet" // the attachments as thumbnails
	StepNote         Step = "note"  // observação alone, from the review
	StepReview       Step = "review"
)

// State is what a conversation remembers beside the draft. It is small, and
// losing it costs nobody an answer.
type State struct {
	Step Step `json:"step,omitempty"`
	// Greeted: welcome and privacy notice were shown.
	Greeted bool `json:"greeted,omitempty"`
	// Login waits for its password, which is never kept.
	Login string `json:"login,omitempty"`
	// Hush: the last message was a password, so the next may be one as well.
	Hush bool `json:"hush,omitempty"`

	// Card and CPF are what a beneficiary typed so far; Member is who was identified
	// by them and has still to prove it.
	Card   ident.Card `json:"card,omitempty"`
	CPF    ident.CPF  `json:"cpf,omitempty"`
	Member int64      `json:"member,omitempty"`
	// Asking: the keyboard that shares the telephone is shown.
	Asking bool `json:"asking,omitempty"`
	// Renew is who may set a password, after a code.
	Renew Renewal `json:"renew,omitzero"`

	// Editing is the answer being corrected; none: the first one missing.
	Editing backend.Field `json:"editing,omitempty"`
	// Part is the part of the contact being corrected.
	Part Step `json:"part,omitempty"`
	// Urging: the caráter is asked for in between; the question before it waits as
	// it was.
	Urging bool `json:"urging,omitempty"`
	// Held are files sent where a beneficiary is asked for. They may show a card, so
	// nothing is fetched before the person says that they are attachments.
	Held []File `json:"held,omitempty"`
	// Loose are files sent where several requests may have been meant; they are kept
	// until one of those is named.
	Loose []File `json:"loose,omitempty"`
	// Canals are what was answered about root canals.
	Canals Canals `json:"canals,omitzero"`
	// Adding: a further item is asked for.
	Adding bool `json:"adding,omitempty"`
	// At is the item, counted from 1, whose faces are being chosen.
	At int `json:"at,omitempty"`
	// Open is the item, counted from 1, whose own screen is open, Task what is being
	// done to it there.
	Open int  `json:"open,omitempty"`
	Task Task `json:"task,omitempty"`
	// Teeth are those marked for the open item to be repeated on.
	Teeth []dental.Tooth `json:"teeth,omitempty"`
	// Browse is the part of the catalogue that is shown where a procedure is asked for.
	Browse Browse `json:"browse,omitzero"`
	// View is the part of the teeth and regions that is shown.
	View View `json:"view,omitempty"`
	// Found are codes proposed for what was typed.
	Found []string `json:"found,omitempty"`
	// Pending is where the item is to be done, typed before its code was clear;
	// or the faces typed beside a tooth that cannot be.
	Pending dental.Item `json:"pending,omitzero"`
	// Usual is what a new request has from the last one, and nobody said for it.
	Usual Usual `json:"usual,omitzero"`
	// Spot is a tooth that was named before what is to be done to it.
	Spot Spot `json:"spot,omitzero"`
	// Change is a correction that may mean several lines.
	Change Change `json:"change,omitzero"`
	// Again is the correction of the sentence before: "o 3 também".
	Again Change `json:"again,omitzero"`
	// Undo brings back what the last sentence changed.
	Undo Undo `json:"undo,omitzero"`
	// Offer is a correction waiting for a yes.
	Offer Offer `json:"offer,omitzero"`

	// Pictures: teeth and faces are shown drawn.
	Pictures bool `json:"pictures,omitempty"`
	// Known is what the history tells of the draft's beneficiary, Hints what the rules
	// say of its items.
	Known Known `json:"known,omitzero"`
	Hints Hints `json:"hints,omitzero"`

	// Habits are what the provider asked for lately, read when the request began.
	Habits backend.Habits `json:"habits,omitzero"`

	// Shown is the revision of the draft that the chat saw last, Asked the answer
	// that it was asked for.
	Shown int64         `json:"shown,omitempty"`
	Asked backend.Field `json:"asked,omitempty"`
	// Join is the sentence of which StepJoin asks.
	Join Joining `json:"join,omitzero"`
	// Dropping is how many drafts are to go at once, while that is asked.
	Dropping int `json:"dropping,omitempty"`
	// DraftsPage is the page of the list of drafts, from 0.
	DraftsPage int `json:"drafts_page,omitempty"`

	// Sent is the draft that this chat has the receipt of, the last one.
	Sent int64 `json:"sent,omitempty"`
	// Pressed is the draft that was to be sent while it was asked what a file shows.
	Pressed int64 `json:"pressed,omitempty"`

	// Place in the list shown, Request shown in full.
	Place   backend.Cursor      `json:"place,omitzero"`
	Search  Search              `json:"search,omitzero"`
	Request ident.RequestNumber `json:"request,omitempty"`
	// Guia is the authorisation that is shown, Releases the place in the list of them.
	Guia     ident.Guia            `json:"guia,omitempty"`
	Releases backend.ReleaseCursor `json:"releases,omitzero"`
	// Thread is the page of its interactions or attachments, 0 the first shown.
	Thread int `json:"thread,omitempty"`

	// Inquiry is the one that is shown; Thread is the entry before which the part of its
	// thread ends, 0 for the newest.
	Inquiry int64 `json:"inquiry,omitempty"`

	// Amount is where somebody is in what is paid.
	Amount Amount `json:"amount,omitzero"`

	// Live is the conversation that the chat is in, or was: its inquiry, beginning
	// before there is one. LiveAbout is what it begins about, LiveSeen the entry that
	// its person saw last before something else; LiveLeft when one of the operator's
	// people turned to it, or away, in microseconds. LiveWords could not be passed on.
	Live      int64     `json:"live,omitempty"`
	LiveAbout LiveAbout `json:"live_about,omitzero"`
	LiveSeen  int       `json:"live_seen,omitempty"`
	LiveLeft  int64     `json:"live_left,omitempty"`
	LiveNoted int64     `json:"live_noted,omitempty"`
	LiveWords string    `json:"live_words,omitempty"`
	LiveWait  LiveWait  `json:"live_wait,omitzero"`
	// Desk is where one of the operator's people is.
	Desk Desk `json:"desk,omitzero"`

	// Topic is the category or the service that is shown.
	Topic string `json:"topic,omitempty"`
	// Link is where a link leads to, kept until its person has entered; Wish is what he
	// said that he wants.
	Link string     `json:"link,omitempty"`
	Wish remembered `json:"wish,omitzero"`
	// Learn lets the counter learn from what is typed here; LearnAsked: it was asked.
	Learn      bool `json:"learn,omitempty"`
	LearnAsked bool `json:"learn_asked,omitempty"`
	// NewsAsked: whether to be told of requests was asked in a menu before.
	NewsAsked bool `json:"news_asked,omitempty"`
	// Subject is what was talked about last, Guess the text that was asked back about,
	// Misses how many were not understood in a row.
	Subject Subject `json:"subject,omitzero"`
	Guess   string  `json:"guess,omitempty"`
	// Guessed: the message that is open was begun by a guess, and may not be meant.
	Guessed bool `json:"guessed,omitempty"`
	Misses  int  `json:"misses,omitempty"`
	// Away: a screen was looked at from a request that is being filled in.
	Away bool `json:"away,omitempty"`

	// ToldPhoto: the hint on compressed photos was given for this draft.
	ToldPhoto bool `json:"told_photo,omitempty"`
	// ToldDeleted: it was told for this draft that messages with files are removed.
	ToldDeleted bool `json:"told_deleted,omitempty"`
	// Album of the file that came last.
	Album string `json:"album,omitempty"`
	// Batch is the files that came last.
	Batch Batch `json:"batch,omitzero"`
	// File is the key of the attachment whose own screen is open; Sheet: the
	// thumbnails are.
	File  int64 `json:"file,omitempty"`
	Sheet bool  `json:"sheet,omitempty"`
}

// View is a part of the mouth that a screen shows.
type View string

// The views; none shows the first that the code admits. A quadrant is "q1" to
// "q8", see quadrantView.
const (
	ViewPermanent View = "perm"
	ViewDeciduous View = "dec"
	ViewExtra     View = "extra"
	ViewRegions   View = "reg"
)

// Task is what is being done to the item whose screen is open.
type Task string

// The tasks; none shows the item.
const (
	TaskPlace  Task = "place"
	TaskCode   Task = "code"
	TaskRepeat Task = "repeat"
	// TaskReduce, TaskConfirm: of a decision.
	TaskReduce  Task = "reduce"
	TaskConfirm Task = "confirm"
)

// Browse is a part of the catalogue and its page: BrowseKinds, BrowseFavourites,
// or a dental.Kind.
type Browse struct {
	Part string `json:"part,omitempty"`
	Page int    `json:"page,omitempty"`
}

// The parts that are no kind.
const (
	BrowseKinds      = "all"
	BrowseFavourites = "fav"
)

// Known are the marks of a beneficiary's history, read once a draft.
type Known struct {
	Draft       int64 `json:"draft"`
	Beneficiary int64 `json:"beneficiary"`
	backend.Marks
	// Sure are missing teeth that were meant all the same.
	Sure []dental.Tooth `json:"sure,omitempty"`
}

// Usual are the answers that a draft began with.
type Usual struct {
	Draft        int64 `json:"draft"`
	Urgency      bool  `json:"urgency,omitempty"`
	Professional bool  `json:"professional,omitempty"`
}

// Spot is a tooth of a draft without an item.
type Spot struct {
	Draft int64        `json:"draft"`
	Tooth dental.Tooth `json:"tooth"`
}

// Offer is a correction proposed; one of them is set.
type Offer struct {
	Faces  dental.Faces  `json:"faces,omitempty"`
	Region dental.Region `json:"region,omitempty"`
	Tooth  dental.Tooth  `json:"tooth,omitempty"`
	// Items are to be added, their biting face being another than was said.
	Items []dental.Item `json:"items,omitempty"`
	// Code fits the number of faces that were said to be all.
	Code string `json:"code,omitempty"`
}

// Clone returns a state that shares nothing with s.
func (s State) Clone() State {
	s.Found = slices.Clone(s.Found)
	s.Batch = s.Batch.Clone()
	s.LiveWait.Files = slices.Clone(s.LiveWait.Files)
	s.Teeth, s.Offer.Items = slices.Clone(s.Teeth), slices.Clone(s.Offer.Items)
	s.Known.Absent, s.Known.Treated, s.Known.Sure = slices.Clone(s.Known.Absent), slices.Clone(s.Known.Treated), slices.Clone(s.Known.Sure)
	s.Held, s.Loose, s.Join.Held = slices.Clone(s.Held), slices.Clone(s.Loose), slices.Clone(s.Join.Held)
	s.Hints.Items = slices.Clone(s.Hints.Items)
	s.Change, s.Again, s.Undo = s.Change.Clone(), s.Again.Clone(), s.Undo.Clone()
	s.Habits.People, s.Habits.Codes = slices.Clone(s.Habits.People), slices.Clone(s.Habits.Codes)
	return s
}

// forgetWho forgets who somebody said to be.
func (s *State) forgetWho() {
	s.Login, s.Card, s.CPF, s.Member, s.Renew = "", "", "", 0, Renewal{}
}

// settle forgets what belongs to one question only.
func (s *State) settle() {
	s.Part, s.Adding, s.At, s.View, s.Found = "", false, 0, "", nil
	s.Urging, s.Held = false, nil
	s.Change = Change{}
	s.Pending, s.Offer = dental.Item{}, Offer{}
	s.File, s.Sheet = 0, false
	s.Open, s.Task, s.Teeth, s.Browse = 0, "", nil, Browse{}
}

// goTo shows a step outside the form.
func (s *State) goTo(step Step) {
	s.settle()
	s.Step, s.Editing, s.Place, s.Request, s.Topic, s.DraftsPage = step, backend.FieldNone, backend.Cursor{}, 0, "", 0
	s.Search, s.Thread, s.Inquiry = Search{}, 0, 0
	s.Guia, s.Releases = 0, backend.ReleaseCursor{}
	s.Amount, s.Desk = Amount{}, Desk{}
	s.Join, s.Dropping = Joining{}, 0
	s.Renew = Renewal{} // whoever leaves asks for another code
}
