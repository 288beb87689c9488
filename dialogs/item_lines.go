package dialogs

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"guiche/backend"
	"guiche/backend/dental"
	"guiche/dialogs/phrases"
)

// linesOf takes a message apart: an item a line, or with a sign between where
// another item begins, or one procedure on several teeth.
func (t *turn) linesOf(text string) []string {
	var lines []string
	for _, part := range t.partsOf(text) {
		lines = append(lines, byTooth(part)...)
	}
	return lines
}

// partsOf are the lines of a message, with several teeth of one procedure together.
func (t *turn) partsOf(text string) []string {
	var parts []string
	for line := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '\n' || r == ';' }) {
		parts = append(parts, t.byItem(line)...)
	}
	return parts
}

// waiting are the lines that come after the item asked about. They belong to the
// draft, so that another phone of the clinic goes on with them.
func (t *turn) waiting() []string {
	if t.s.Draft == nil {
		return nil
	}
	return t.s.Draft.Form.Waiting
}

// setWaiting keeps no more lines than a request has items; what that leaves out
// is told.
func (t *turn) setWaiting(lines []string) {
	if len(lines) > maxItems {
		t.warn(phrases.LinesLeftOut(lines[maxItems:]))
		lines = lines[:maxItems]
	}
	t.change(func(f *backend.Form) { f.Waiting = lines })
}

// firstLine is what a message says at once; its other lines wait, before those
// that did already.
func (t *turn) firstLine(text string) string {
	lines := t.linesOf(text)
	if len(lines) < 2 {
		return text
	}
	t.waitNext(lines[1:]...)
	return lines[0]
}

func (t *turn) waitNext(lines ...string) {
	t.setWaitingAll(slices.Concat(lines, t.waiting()))
}

func (t *turn) setWaitingAll(all []string) {
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

// freshCode: the first procedure is asked for, and nothing was said to that yet.
func (t *turn) freshCode() bool {
	st := &t.s.State
	return t.step() == StepCode && !st.Adding && st.Task == "" && st.Browse.Part == "" && len(st.Found)+len(t.s.Draft.Form.Items) == 0
}

// askingItem: an item, or which one is meant, is still a question.
func (t *turn) askingItem() bool {
	return len(t.s.State.Found) > 0 || t.firstOpen() >= 0 || t.facesOpen() || t.doubted() >= 0
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
	if !slices.Contains(codes, t.s.Draft.Form.Items[i].Code) || t.elsewherePlaced(i, line) {
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

// elsewherePlaced: item i has its place, which nobody asks for, and the line names
// another one, so that it is another item of the same code.
func (t *turn) elsewherePlaced(i int, line typedItem) bool {
	item, st := t.s.Draft.Form.Items[i], &t.s.State
	if item.Tooth == 0 && item.Region == "" || t.doubted() == i || st.Task == TaskPlace && t.ownOpen() {
		return false
	}
	return line.noTooth != "" || line.where.Tooth != item.Tooth || line.where.Region != item.Region
}

// locateTyped says where item i is done, as typed; a tooth that does not exist
// is told, and the faces beside it are kept for the one named next.
func (t *turn) locateTyped(i int, line typedItem) {
	if line.unread != "" {
		t.warn(phrases.NotRead(line.unread))
	}
	if line.noTooth != "" {
		t.warn(phrases.NoTooth(line.noTooth))
	}
	t.locate(i, line.where)
}

// byTooth takes "85100218 26 MOD e 27 MO" apart, an item a tooth. The teeth after
// the first one take the code that a name turns out to mean.
func byTooth(line string) []string {
	words, quantity := cutQuantity(splitSpace(line))
	if _, err := dental.ParsePlaces(strings.Join(words, " ")); err == nil {
		return []string{line} // no procedure
	}
	for i := 1; i < len(words); i++ {
		places, err := dental.ParsePlaces(strings.Join(words[i:], " "))
		if err != nil || len(places) < 2 || repeatWords[fold(words[i-1])] || repeatWords[fold(words[0])] {
			continue
		}
		head := strings.Join(words[:i], " ")
		var lines []string
		for _, p := range places {
			one := head + " " + placeText(p)
			if quantity > 1 && head != sameAgain {
				one += " x" + strconv.Itoa(quantity)
			}
			lines = append(lines, one)
			if !looksLikeCode(words[0]) {
				head = sameAgain
			}
		}
		return lines
	}
	return []string{line}
}

func placeText(p dental.Item) string {
	return strings.TrimSpace(p.Tooth.String() + " " + p.Faces.String())
}

// severalPlaces takes "26 MOD e 27 MO" where one tooth is asked for: the others
// get an item each, with the same code.
func (t *turn) severalPlaces(text string) (taken bool) {
	i, item, _ := t.current()
	places, err := dental.ParsePlaces(text)
	var refused *dental.PlacesError
	if errors.As(err, &refused) && refused.From != 0 {
		t.warn(phrases.PlacesRefused(refused))
		return true
	}
	if err != nil || len(places) < 2 {
		return false
	}
	var lines []string
	for _, p := range places[1:] {
		if p.Faces == 0 {
			p.Faces = t.s.State.Pending.Faces
		}
		lines = append(lines, item.Code+" "+placeText(p))
	}
	t.waitNext(lines...)
	t.locate(i, places[0])
	t.warnTwice(i)
	return true
}
