package dialogs

import (
	"slices"
	"strings"

	"guiche/backend/dental"
	"guiche/dialogs/phrases"
)

// Waiting are lines of a message that come after the item being asked about.
type Waiting struct {
	// Draft that they were typed for.
	Draft int64    `json:"draft"`
	Lines []string `json:"lines"`
}

// linesOf takes a message apart: an item a line, or with semicolons between.
func linesOf(text string) []string {
	var lines []string
	for line := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '\n' || r == ';' }) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// waiting are the lines that wait for the open draft.
func (t *turn) waiting() []string {
	if w := t.s.State.Waiting; t.s.Draft != nil && w.Draft == t.s.Draft.ID {
		return w.Lines
	}
	return nil
}

// setWaiting keeps no more lines than a request has items; what that leaves out
// is told.
func (t *turn) setWaiting(lines []string) {
	if len(lines) > maxItems {
		t.warn(phrases.LinesLeftOut(lines[maxItems:]))
		lines = lines[:maxItems]
	}
	t.s.State.Waiting = Waiting{}
	if len(lines) > 0 {
		t.s.State.Waiting = Waiting{Draft: t.s.Draft.ID, Lines: lines}
	}
}

// firstLine is what a message says at once; its other lines wait, before those
// that did already.
func (t *turn) firstLine(text string) string {
	lines := linesOf(text)
	if len(lines) < 2 {
		return text
	}
	t.waitNext(lines[1:]...)
	return lines[0]
}

func (t *turn) waitNext(lines ...string) {
	all := slices.Concat(lines, t.waiting())
	for i := range all {
		all[i] = phrases.Cut(all[i], maxItemText)
	}
	t.setWaiting(all)
}

// goOn takes the lines that wait, each by itself and in their order, until one
// of them has to be asked about. One that means nothing is told and left out.
func (t *turn) goOn() {
	for !t.askingItem() {
		lines := t.waiting()
		switch {
		case len(lines) == 0:
			return
		case len(t.s.Draft.Form.Items) >= maxItems:
			t.setWaiting(nil)
			t.warn(phrases.TooManyItems)
			t.warn(phrases.LinesLeftOut(lines))
			return
		}
		t.setWaiting(slices.Clone(lines[1:]))
		t.lineTyped(lines[0])
	}
}

// askingItem: an item, or which one is meant, is still a question.
func (t *turn) askingItem() bool {
	return len(t.s.State.Found) > 0 || t.s.Draft.Form.OpenItem(t.today) >= 0 || t.facesOpen()
}

// lineTyped takes one line of several; a refusal names the line.
func (t *turn) lineTyped(line string) {
	said := len(t.said)
	t.oneTyped(line)
	if !t.askingItem() && len(t.said) > said {
		t.said[said] = phrases.OfLine(line, t.said[said])
	}
}

// lineAtItem takes a whole line typed while item i is asked about: with the same
// code it says where, with another it waits until this item is done.
func (t *turn) lineAtItem(i int, text string) (taken bool) {
	line := readItem(phrases.Cut(text, maxItemText))
	here := line.where.Tooth != 0 || line.where.Region != "" || line.noTooth != ""
	codes := []string{line.code}
	switch {
	case line.code == "" && here:
		codes = nil
		for _, hit := range dental.Search(line.name, t.today, maxFound) {
			codes = append(codes, hit.Procedure.Code)
		}
	case line.code == "":
		return false
	}
	if len(codes) == 0 {
		return false
	}
	if _, err := dental.Lookup(codes[0], t.today); err != nil {
		return false
	}
	if !slices.Contains(codes, t.s.Draft.Form.Items[i].Code) {
		t.waitNext(text)
		t.warn(phrases.FinishItem)
		return true
	}
	if !here {
		return false
	}
	t.s.State.At, t.s.State.Offer = 0, Offer{}
	t.locateTyped(i, line)
	t.warnTwice(i)
	return true
}

// locateTyped says where item i is done, as typed; a tooth that does not exist
// is told, and the faces beside it are kept for the one named next.
func (t *turn) locateTyped(i int, line typedItem) {
	if line.noTooth != "" {
		t.warn(phrases.NoTooth(line.noTooth))
	}
	t.locate(i, line.where)
}
