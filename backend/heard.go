package backend

import (
	"guiche/backend/access"
	"guiche/backend/calendar"
)

// HeardOutcome is what became of a message in somebody's own words.
type HeardOutcome string

// The outcomes.
const (
	HeardSure    HeardOutcome = "sure"    // acted upon
	HeardUnsure  HeardOutcome = "unsure"  // asked back about
	HeardLost    HeardOutcome = "lost"    // not understood
	HeardForeign HeardOutcome = "foreign" // nothing of the counter's
	HeardRefused HeardOutcome = "refused" // none of the guesses was meant
)

// HeardGuess is what a message may have asked for, with the confidence in thousandths.
type HeardGuess struct {
	Intent     string `json:"intent"`
	Confidence int    `json:"confidence"`
}

// Heard is a message of somebody who lets the counter learn from it. It holds nothing
// that tells who that is; of one that was understood there is no text.
type Heard struct {
	ID      int64
	Day     calendar.Date
	Role    access.Role
	Outcome HeardOutcome
	Guesses []HeardGuess
	// Text is without names and numbers.
	Text string
}

type heardRows interface {
	// AddHeard queues keeping a message.
	AddHeard(h Heard)
}

// KeepHeard keeps a message to learn from. Whether its writer lets it be kept is the
// caller's to know: nothing is read for it.
func (s *Service) KeepHeard(tx Tx, h Heard) {
	h.ID, h.Day = tx.NewID(), calendar.DateOf(tx.Now())
	tx.AddHeard(h)
}

// LetLearn notes that the actor lets the counter learn from what is typed in a chat, or
// does not any more.
func (s *Service) LetLearn(tx Tx, actor access.Actor, chat ChatKey, on bool) error {
	if err := may(actor, access.Choose, access.Resource{Kind: access.KindPreference}); err != nil {
		return err
	}
	code := "learn:no"
	if on {
		code = "learn:yes"
	}
	tx.Audit(Event{Actor: actor, Chat: chat, Action: access.Choose, Kind: "preference", ID: actor.ID, Code: code})
	return nil
}
