package dialogs

import (
	"context"
	"regexp"

	"guiche/dialogs/phrases"
)

// What is said of a request besides its items: the observação.

var noteSaid = regexp.MustCompile(`(?is)^\s*(?:(?:adicion|acrescent|coloc|anot|inclu|bot|p[oõ]e|ponh|escrev|registr)\w*\s+)?(?:(?:uma?|na|a|como|em)\s+)?(?:obs|observa[cç][aã]o)\s*(?:[:,.-]|que)\s*(\S.+)$`)

// noteTyped takes an observação that says to be one, wherever it is typed.
func (t *turn) noteTyped(_ context.Context, text string) (bool, error) {
	m := noteSaid.FindStringSubmatch(text)
	if m == nil || t.step() == StepFiles {
		return false, nil
	}
	if t.addNote(m[1]) {
		t.say(phrases.NoteNoted)
	}
	return true, nil
}

// verbNote takes a sentence that nothing was made of as observação.
const verbNote = "note"

// offerNote offers that of what tells of the patient: nobody types that much by mistake.
func (t *turn) offerNote(text string) {
	const fewest = 4 // words
	if words := spokenOf(text); len(words) < fewest || interrogative(text) {
		return
	}
	t.s.State.Guess = phrases.Cut(text, rememberedText)
	t.way(phrases.BtnAsNote, target{verb: verbNote})
}

// asNote does so.
func (t *turn) asNote() error {
	st := &t.s.State
	if st.Guess == "" || t.s.Draft == nil || t.message() || !t.inForm() {
		return errStale
	}
	if t.addNote(st.Guess) {
		t.say(phrases.NoteNoted)
	}
	st.Guess = ""
	return nil
}
