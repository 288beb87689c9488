package dialogs

import (
	"context"
	"slices"

	"guiche/backend"
	"guiche/dialogs/phrases"
)

// verbSwap puts a file in the place of the same picture, compressed.
const verbSwap = "swap"

func (t *turn) showFiles(context.Context) (view, error) {
	f := &t.s.Draft.Form
	lines, ask, done := []string{phrases.FilesTitle}, phrases.AskFiles, phrases.BtnDoneBare
	if len(f.Files) > 0 {
		lines = append(lines, phrases.FilesSum(f.Files))
	}
	for i, file := range f.Files {
		lines = append(lines, phrases.File(i+1, file))
	}
	lines = append(lines, t.swapLine(), phrases.FilesLack(t.lacking()))
	if f.Note != "" {
		lines = append(lines, phrases.Note(f.Note))
	}
	if len(f.Files) > 0 || f.Note != "" {
		ask, done = phrases.FilesHint, phrases.BtnDone
	}
	v := view{head: phrases.Paragraphs(t.formHead(), phrases.Lines(lines...)), ask: ask}
	v.keys = append(v.keys, row(key{label: done, verb: verbOK}))
	v.keys = append(v.keys, t.swapKeys())
	v.keys = append(v.keys, fileKeys(f.Files)...)
	v.keys = t.foot(append(v.keys, row(key{label: phrases.BtnMoreItem, verb: verbMore}))...)
	return v, nil
}

// namedKeys is how many attachments have buttons with their names; of more a phone
// would show nothing else.
const namedKeys = 6

// fileKeys open attachments, and the thumbnails of all.
func fileKeys(files []backend.File) [][]key {
	if len(files) == 0 {
		return nil
	}
	label, wide := phrases.BtnFile, 2
	if len(files) > namedKeys {
		label, wide = func(n int, _ string) string { return phrases.BtnOpen(n) }, 5
	}
	var keys []key
	for i, file := range files {
		keys = append(keys, key{label: label(i+1, phrases.ShownName(file.Name, file.Kind)), verb: verbOpen, arg: idArg(file.Key())})
	}
	return append(grid(keys, wide), row(key{label: phrases.BtnSheet, verb: verbView}))
}

// swap finds a file that shows the same as one that came compressed; -1 for none.
func (t *turn) swap() (better, worse int) {
	files := t.s.Draft.Form.Files
	for i, file := range files {
		if file.Compressed {
			continue
		}
		if j := slices.IndexFunc(files, func(old backend.File) bool { return old.Compressed && old.Alike(file) }); j >= 0 {
			return i, j
		}
	}
	return -1, -1
}

func (t *turn) tapFiles(_ context.Context, c Callback) error {
	switch c.Verb {
	case verbOK:
		t.filesDone()
		return nil
	case verbMore:
		t.moreItems()
		return nil
	case verbView:
		t.s.State.Sheet = true
		return nil
	case verbOpen:
		if t.fileAt(c.id()) < 0 {
			return errStale
		}
		t.s.State.File = c.id()
		return nil
	case verbSwap:
		return t.swapTapped(c)
	}
	return errStale
}

// swapLine and swapKeys offer the better of two pictures, on the list and at the
// review.
func (t *turn) swapLine() string {
	better, worse := t.swap()
	if better < 0 {
		return ""
	}
	files := t.s.Draft.Form.Files
	return phrases.SamePicture(files[better].Name, files[worse].Name)
}

func (t *turn) swapKeys() []key {
	better, worse := t.swap()
	if better < 0 {
		return nil
	}
	files := t.s.Draft.Form.Files
	return row(key{label: phrases.BtnSwap(files[worse].Name), verb: verbSwap, arg: idArg(files[better].Key())})
}

func (t *turn) swapTapped(c Callback) error {
	better, worse := t.swap()
	if better < 0 || t.s.Draft.Form.Files[better].Key() != c.id() {
		return errStale
	}
	return t.replace(better, worse)
}

// replace removes the compressed picture; what was said of it holds for the other.
func (t *turn) replace(better, worse int) error {
	old := t.s.Draft.Form.Files[worse]
	t.change(func(f *backend.Form) {
		file := &f.Files[better]
		if file.Type == "" {
			file.Type = old.Type
		}
		if file.Caption == "" {
			file.Caption = old.Caption
		}
	})
	t.say(phrases.Swapped(t.s.Draft.Form.Files[better].Name, old.Name))
	return t.detach(worse)
}

func (t *turn) moreItems() {
	t.correct(backend.FieldItems)
	t.s.State.Adding = true
}

// fileAt is the position of an attachment by its key, -1 when it is gone.
func (t *turn) fileAt(key int64) int {
	if key == 0 {
		return -1
	}
	return slices.IndexFunc(t.s.Draft.Form.Files, func(f backend.File) bool { return f.Key() == key })
}

func (t *turn) removeFile(key int64) error {
	i := t.fileAt(key)
	if i < 0 {
		return errStale
	}
	t.say(phrases.Removed(t.s.Draft.Form.Files[i].Name))
	return t.detach(i)
}

// detach takes a file out; one on its way is dropped when it arrives.
func (t *turn) detach(i int) error {
	d, err := t.desk.Detach(t.tx, t.s.Actor, t.s.Draft, i)
	if err != nil {
		return err
	}
	t.ended(t.s.Draft.Form.Files[i].Fetch)
	t.s.Draft, t.dirty = d, false
	return nil
}

// filesDone answers for the attachments and the observação, which are asked
// for together.
func (t *turn) filesDone() {
	t.change(func(f *backend.Form) { f.FilesOK, f.NoteOK = true, true })
	t.answered()
}

func (t *turn) typedFiles(_ context.Context, text string) error {
	switch spoken(text) {
	case wordDone, wordSkip, wordNo, wordYes, wordSend:
		t.filesDone()
		return nil
	case wordMore:
		t.moreItems()
		return nil
	}
	if t.itemsBeside(text) {
		return nil
	}
	had := t.s.Draft.Form.Note != ""
	if t.addNote(text) && had {
		t.say(phrases.NoteAdded)
	}
	return nil
}
