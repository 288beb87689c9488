package dialogs

import (
	"context"
	"slices"
	"strings"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs/phrases"
)

// maxFileSize is what an attachment may have; the download is bounded again,
// since an announced size is only a claim.
const maxFileSize = 10 << 20

// file takes a photo or document at any moment of an open request.
func (t *turn) file(in File) error {
	st := &t.s.State
	switch {
	case t.s.Actor.Role == access.Visitor:
		t.warn(phrases.FileBeforeEntry)
		return nil
	case t.s.Actor.Role != access.Provider:
		t.warn(phrases.FileForNobody)
		return nil
	case t.s.Draft == nil:
		st.goTo(StepMenu)
		t.warn(phrases.FileWithoutDraft)
		return nil
	}
	st.Step = StepForm
	switch {
	case in.Size > maxFileSize:
		t.warn(phrases.FileTooBig)
		return nil
	case len(t.s.Draft.Form.Files) >= backend.MaxFiles:
		t.warn(phrases.TooManyFiles())
		return nil
	}
	if t.step() == StepItems && st.Editing == backend.FieldNone {
		// Who sends the X-ray has no more items to add; the next screen offers it.
		t.s.Draft.Form.ItemsOK = true
		t.answered()
	}
	return t.attach(in)
}

func (t *turn) attach(in File) error {
	name := phrases.OneLine(in.Name)
	if name == "" {
		name = phrases.PhotoName(len(t.s.Draft.Form.Files) + 1)
	}
	t.caption(in.Caption)
	d, err := t.desk.Attach(t.tx, t.s.Actor, t.s.Draft, backend.Fetch{
		Chat: t.s.Key, Remote: in.Remote, Name: name, Size: in.Size, Compressed: in.Photo, Caption: in.Caption,
	})
	if err != nil {
		return err
	}
	t.s.Draft, t.dirty = d, false
	st := &t.s.State
	if in.Photo && !st.ToldPhoto {
		st.ToldPhoto = true
		if t.step() != StepFiles { // where it stands below the list
			t.say(phrases.PhotoCompressed)
		}
	} else if in.Album != "" && in.Album == st.Album && len(t.said) == 0 {
		// The rest of an album: the screen follows when its last file is there.
		t.silent = true
	}
	st.Album = in.Album
	return nil
}

// caption takes what was written with a file as observação.
func (t *turn) caption(text string) {
	f := &t.s.Draft.Form
	switch text = strings.TrimSpace(text); {
	case text == "":
	case f.Note == "":
		if t.setNote(text) {
			t.say(phrases.CaptionUsed)
		}
	case t.addNote(text):
		t.say(phrases.CaptionAdded)
	}
}

// fileReady puts a downloaded file in its place; an album is shown when its
// last file came.
func (t *turn) fileReady(ctx context.Context, in FileReady) error {
	d, err := t.desk.DraftOfFetch(ctx, t.tx, t.s.Draft, in.DraftID)
	if err != nil {
		return err
	}
	here := d != nil && d == t.s.Draft && d.Waits(in.Fetch)
	d, err = t.desk.FileArrived(t.tx, d, in.Fetch, in.Stored)
	if err != nil {
		return err
	}
	t.refresh = true
	t.silent = true
	if here {
		t.s.Draft = d
		t.silent = !t.inForm() && t.step() != StepCancel || t.s.State.Album != "" && d.Form.FilesComing()
	}
	return nil
}

// fileRefused tells why a file was not kept.
func (t *turn) fileRefused(ctx context.Context, in FileRefused) error {
	d, err := t.desk.DraftOfFetch(ctx, t.tx, t.s.Draft, in.DraftID)
	if err != nil {
		return err
	}
	here := d != nil && d == t.s.Draft
	if d == nil || !d.Waits(in.Fetch) || t.s.Actor.Role != access.Provider || t.s.Actor.ID != d.Provider {
		t.silent = true // its request is gone, or somebody else is in the chat
	}
	d, err = t.desk.FileRefused(t.tx, d, in.Fetch)
	if err != nil {
		return err
	}
	if here {
		t.s.Draft = d
	}
	t.warn(phrases.FileRefused(in.Name, in.Reason))
	return nil
}

func (t *turn) showFiles(context.Context) (view, error) {
	f := &t.s.Draft.Form
	lines, ask, done := []string{phrases.FilesTitle}, phrases.AskFiles, phrases.BtnDoneBare
	if len(f.Files) > 0 {
		lines = append(lines, fileLines(f.Files)...)
	}
	if slices.ContainsFunc(f.Files, func(f backend.File) bool { return f.Compressed }) {
		lines = append(lines, phrases.PhotoCompressed)
	}
	if f.Note != "" {
		lines = append(lines, phrases.Note(f.Note))
	}
	if len(f.Files) > 0 || f.Note != "" {
		ask, done = phrases.FilesHint, phrases.BtnDone
	}
	v := view{head: phrases.Paragraphs(t.formHead(), phrases.Lines(lines...)), ask: ask}
	v.keys = append(v.keys, row(key{label: done, verb: verbOK}))
	var removes []key
	for i, file := range f.Files {
		removes = append(removes, key{label: phrases.BtnRemove(i+1, file.Name), verb: verbDel, arg: idArg(fileKey(file))})
	}
	v.keys = append(v.keys, grid(removes, 2)...)
	v.keys = t.foot(append(v.keys, row(key{label: phrases.BtnMoreItem, verb: verbMore}))...)
	return v, nil
}

// fileKey names an attachment whatever its position.
func fileKey(f backend.File) int64 { return max(f.ID, f.Fetch) }

func (t *turn) tapFiles(_ context.Context, c Callback) error {
	switch c.Verb {
	case verbOK:
		t.filesDone()
		return nil
	case verbMore:
		t.correct(backend.FieldItems)
		t.s.State.Adding = true
		return nil
	case verbDel:
		return t.removeFile(c.id())
	}
	return errStale
}

func (t *turn) removeFile(id int64) error {
	files := t.s.Draft.Form.Files
	i := slices.IndexFunc(files, func(f backend.File) bool { return fileKey(f) == id })
	if i < 0 {
		return errStale
	}
	name := files[i].Name
	d, err := t.desk.Detach(t.tx, t.s.Actor, t.s.Draft, i)
	if err != nil {
		return err
	}
	t.s.Draft = d
	t.say(phrases.Removed(name))
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
		t.correct(backend.FieldItems)
		t.s.State.Adding = true
		return nil
	}
	had := t.s.Draft.Form.Note != ""
	if t.addNote(text) && had {
		t.say(phrases.NoteAdded)
	}
	return nil
}
