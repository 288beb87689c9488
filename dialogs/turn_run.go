package dialogs

import (
	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/ident"
	"guiche/dialogs/nlu"
)

// turn is one run of Turn.
type turn struct {
	desk   *backend.Service
	pages  string
	hears  Understanding
	reader RequestReader
	tx     backend.Tx
	today  calendar.Date

	s Session
	// dirty: the draft was changed and is to be kept at the end.
	dirty bool
	// loaded is the request that this turn opened.
	loaded backend.Details
	// authorised is the authorisation of it that this turn opened.
	authorised backend.Release
	// opined is the second look that this turn gave.
	opined *backend.SecondLook
	// attached are its files, once they were listed.
	attached []backend.Attachment
	// mine is the one that this turn opened for its member.
	mine backend.OwnRequest
	// live is the conversation that this turn opened, handled the inquiry that it took
	// or gave back.
	live, handled *backend.Inquiry
	// inquired is the inquiry that this turn opened.
	inquired *backend.OpenedInquiry
	// lesson is what a text of this turn may mean, refused one of which no guess was
	// meant, asksBack says that guesses were asked about above a question.
	lesson   *lesson
	refused  string
	asksBack bool
	// bills are the member's, once they were read.
	bills *backend.Statement
	// chose is whether the member wants to be told, as this turn has it.
	chose backend.Choice
	// greeting answers a greeting.
	greeting string
	// phoned: a member proved who he is by his telephone.
	phoned bool
	// matches are what a typed text may mean, helped says that it was explained what
	// the step asks for.
	matches []target
	helped  bool
	// link is where a link led before its person had entered, wished what he said that
	// he wants.
	link   string
	wished remembered
	// hushed: the message before was a password.
	hushed bool
	// raw is what was typed, where a sentence is read without shorthand.
	raw string
	// listened: what was typed was guessed about. Granted is what was done about it,
	// guessing what is asked back, misses: nothing was understood.
	listened bool
	began    Step // where the turn began
	worded   bool // what was done was a sentence
	granted  nlu.Intent
	guessing []nlu.Intent
	misses   bool
	// lately is the correction of the sentence before this one.
	lately Change
	// called is whom the text names, acquainted those whom the clinic may call by name.
	called     called
	acquainted []backend.Acquaintance
	// talked is how many entries the person's conversation has.
	talked int
	// apart: a request in a sentence begins another, whichever is open. Cleared are the
	// drafts that this turn dropped with others.
	apart   bool
	cleared []int64
	// toTap: words said what only the button of the screen does.
	toTap bool
	// ways lead on from what is said, above the buttons of the screen.
	ways [][]key
	// elsewhere: another phone changed the draft since this chat saw it.
	elsewhere bool
	// reminding: reminders were switched on in this turn.
	reminding bool
	// released: files that were held are taken in now.
	released bool
	// answering is the request whose answer this turn began.
	answering ident.RequestNumber
	// gone is a draft that this turn sent or dropped.
	gone int64
	// more: the screen shows what else there is in the place of its buttons.
	more bool
	// receipted: the screen follows a receipt, which a whole menu would push out of
	// sight.
	receipted bool
	// joined: files that had just come went into the draft in this turn.
	joined bool

	replies []Reply
	pushes  []Push
	answer  Answer
	// said stands first on the screen; warned marks it.
	said   []string
	warned bool
	// tapped is the message of the button.
	tapped int
	// silent: no screen follows.
	silent bool
	// paged is what a page is told.
	paged PageAnswer
	// noticed is what this turn chose about notices.
	noticed func(backend.Notices) backend.Notices
	// shared is what this turn chose about who sees the care.
	shared *bool
	// revoked are the links that this turn takes away.
	revoked []string
	// meant is the request that a file without a place was taken for, whichever those
	// that it may have been sent for.
	meant     backend.Summary
	whichever []backend.Summary
	// underWay: a code was asked for so lately that there is no other yet.
	underWay bool
	// known is what is known about the request of knownOf, unclaim the request that
	// this turn gives back.
	known            *backend.Dossier
	knownOf, unclaim ident.RequestNumber
	// refresh: the screen changes where it stands.
	refresh bool
	// before is the draft as it was when this turn began to change what a sentence
	// says; undo: it can be had back.
	before *Undo
	undo   bool
}
