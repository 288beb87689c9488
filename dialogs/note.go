package dialogs

import (
	"context"
	"strings"
	"unicode/utf8"

	"guiche/backend"
	"guiche/dialogs/phrases"
)

// maxNote is how many characters an observação has.
const maxNote = 1000

// showNote corrects the observação from the review.
func (t *turn) showNote(context.Context) (view, error) {
	note := ""
	if n := t.s.Draft.Form.Note; n != "" {
		note = phrases.Note(n)
	}
	return view{
		head: phrases.Paragraphs(t.formHead(), note),
		ask:  phrases.AskNote,
		keys: t.foot(row(key{label: phrases.BtnNoNote, verb: verbNo})),
	}, nil
}

func (t *turn) tapNote(_ context.Context, c Callback) error {
	if c.Verb != verbNo {
		return errStale
	}
	t.noNote()
	return nil
}

func (t *turn) noNote() {
	t.change(func(f *backend.Form) { f.Note, f.NoteOK = "", true })
	t.answered()
}

func (t *turn) typedNote(_ context.Context, text string) error {
	switch spoken(text) {
	case wordSkip, wordNo:
		t.noNote()
		return nil
	case wordDone:
		t.answered()
		return nil
	}
	if t.setNote(text) {
		t.answered()
	}
	return nil
}

// addNote puts a line under the observação that is there.
func (t *turn) addNote(text string) bool {
	text = strings.TrimSpace(text)
	if note := t.s.Draft.Form.Note; note != "" && text != "" {
		text = note + "\n" + text
	}
	return t.setNote(text)
}

// setNote keeps the observação; one that is too long is refused, never cut.
func (t *turn) setNote(text string) bool {
	text = strings.TrimSpace(text)
	if n := utf8.RuneCountInString(text); n > maxNote {
		t.warn(phrases.NoteTooLong(n, maxNote))
		return false
	}
	t.change(func(f *backend.Form) { f.Note = text })
	return true
}
