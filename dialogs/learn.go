package dialogs

import (
	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs/nlu"
	"guiche/dialogs/phrases"
)

// What is not understood is learned from where somebody lets it be: chosen in a chat,
// for that chat, and kept without names and numbers.

// verbLearn lets the counter learn from a chat, 1, or not, 0.
const verbLearn = "learn"

// setLearn takes the choice.
func (t *turn) setLearn(arg string) error {
	if arg != "0" && arg != "1" || t.hears == nil || t.s.Actor.Role == access.Visitor {
		return errStale
	}
	on := arg == "1"
	if t.s.State.Learn == on {
		return nil
	}
	t.s.State.Learn = on
	if t.say(phrases.LearnOff); on {
		t.said[len(t.said)-1] = phrases.LearnOn
	}
	return t.desk.LetLearn(t.tx, t.s.Actor, t.s.Key, on)
}

// learnKey changes what is chosen.
func (t *turn) learnKey() []key {
	switch {
	case t.hears == nil:
		return nil
	case t.s.State.Learn:
		return row(key{label: phrases.BtnLearnOff, verb: verbLearn, arg: "0"})
	}
	return row(key{label: phrases.BtnLearnOn, verb: verbLearn, arg: "1"})
}

// offerLearn asks once, the first time that something is not understood in a chat.
func (t *turn) offerLearn() {
	if t.s.State.Learn || t.s.State.LearnAsked || t.s.Actor.Role == access.Visitor {
		return
	}
	t.s.State.LearnAsked = true
	t.say(phrases.AskLearn)
	t.way(phrases.BtnLearnOn, target{verb: verbLearn, arg: "1"})
}

// keepHeard keeps what this turn made of a text, if its writer lets it.
func (t *turn) keepHeard() {
	if !t.s.State.Learn || t.lesson == nil {
		return
	}
	h := backend.Heard{Role: t.s.Actor.Role, Outcome: backend.HeardSure}
	switch {
	case t.refused != "":
		h.Outcome, h.Text = backend.HeardRefused, t.refused
	case t.lesson.certainty == unsure && (t.guessing != nil || t.asksBack):
		h.Outcome, h.Text = backend.HeardUnsure, t.lesson.text
	case t.misses && t.lesson.certainty == foreign:
		h.Outcome, h.Text = backend.HeardForeign, t.lesson.text
	case t.misses:
		h.Outcome, h.Text = backend.HeardLost, t.lesson.text
	case t.granted == "":
		return // something else took the text
	}
	for _, g := range t.lesson.guesses[:min(len(t.lesson.guesses), mostLikely)] {
		h.Guesses = append(h.Guesses, backend.HeardGuess{Intent: string(g.Intent), Confidence: g.Confidence})
	}
	if h.Text != "" {
		h.Text = nlu.Unnamed(h.Text, t.hears.Knows)
	}
	t.desk.KeepHeard(t.tx, h)
}

// lesson is a text of this turn and what was guessed of it.
type lesson struct {
	text string
	hearing
	guesses []nlu.Guess
}

// listens notes the first guess of the turn.
func (t *turn) listens(text string, h hearing, guesses []nlu.Guess) {
	if t.lesson == nil {
		t.lesson = &lesson{text: text, hearing: h, guesses: guesses}
	}
}
