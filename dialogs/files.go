package dialogs

import (
	"context"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/dialogs/phrases"
)

// maxFileSize is what an attachment may have; the download is bounded again,
// since an announced size is only a claim.
const maxFileSize = 10 << 20

// file takes a photo or document at any moment of an open request.
func (t *turn) file(in File) error {
	if t.hold(in) || t.keepLoose(in) {
		return nil
	}
	st := &t.s.State
	again := in.Album != "" && in.Album == st.Album
	st.Album = in.Album
	if t.noPlaceForFiles() {
		t.silent = again // an album is told once
		return nil
	}
	if !st.Batch.Open {
		t.newBatch()
	}
	b := &st.Batch
	if t.answering != 0 { // to be told until the files are there
		b.News.Said = append(b.News.Said, phrases.TakenAsAnswer(t.answering))
	}
	if t.meant.Number != 0 {
		b.News.Said = append(b.News.Said, phrases.TakenForLack(t.meant.Number, t.meant.Beneficiary))
		t.meant = backend.Summary{}
	}
	b.Many = b.Many || in.Album != ""
	if b.Many {
		b.Open, t.silent = true, true
		t.timer(albumTimer, albumWindow)
	} else {
		t.toForm()
	}
	name := phrases.OneLine(in.Name)
	switch {
	case in.Size > maxFileSize:
		b.News.Refused = append(b.News.Refused, phrases.Refusal{Name: name, Reason: phrases.TooBig, Message: in.MessageID})
		return nil
	case t.filesThere() >= backend.MaxFiles:
		b.News.Over++
		return nil
	}
	return t.attach(in, name)
}

// noPlaceForFiles says why nothing can be attached, if so.
func (t *turn) noPlaceForFiles() bool {
	switch {
	case t.s.Actor.Role == access.Visitor:
		t.warn(phrases.FileBeforeEntry)
	case t.s.Actor.Role == access.Member && t.inquiry() == nil, t.s.Actor.Role != access.Provider && !t.message():
		t.warn(phrases.FileForNobody)
	case t.deciding() != 0:
		t.warn(phrases.FileAtDecision)
	case t.s.Draft == nil:
		t.s.State.goTo(StepMenu)
		t.warn(phrases.FileWithoutDraft)
	default:
		return false
	}
	return true
}

// filesThere counts the attachments of the draft and of the open batch.
func (t *turn) filesThere() int {
	b, n := &t.s.State.Batch, len(t.s.Draft.Form.Files)
	for _, p := range b.Pieces {
		if p.Fetch != b.First {
			n++
		}
	}
	return n
}

func (t *turn) attach(in File, name string) error {
	st := &t.s.State
	f := backend.Fetch{
		Chat: t.s.Key, Remote: in.Remote, Name: name, Size: in.Size, Compressed: in.Photo, Caption: t.typeWords(in.Caption), MessageID: in.MessageID,
	}
	if in.Photo && !st.ToldPhoto {
		st.ToldPhoto = true
		st.Batch.News.Said = append(st.Batch.News.Said, t.photoHint())
	}
	if st.Batch.Open {
		return t.collect(in, f)
	}
	if f.Name == "" {
		f.Name = t.photoName(t.s.Draft.Form.Files)
	}
	file, err := t.receive(f, name, true)
	if err != nil {
		return err
	}
	st.Batch.Waits = append(st.Batch.Waits, file.Fetch)
	t.caption(in.Caption)
	return nil
}

// photoHint is what is said of a compressed photo: a dentist's may be a radiograph, what
// people turn to the operator with is something to read.
func (t *turn) photoHint() string {
	if t.inquiry() != nil || t.s.Actor.Role != access.Provider {
		return phrases.PhotoToRead
	}
	return phrases.PhotoCompressed
}

// fileReady puts a downloaded file in its place; a batch is shown when its last
// file came.
func (t *turn) fileReady(ctx context.Context, in FileReady) error {
	t.refresh, t.silent = true, true
	b := &t.s.State.Batch
	if i := b.piece(in.Fetch); i >= 0 && in.DraftID == b.Draft {
		b.Pieces[i].File = t.desk.Arrived(t.tx, in.DraftID, b.Pieces[i].File, in.Stored)
		t.cleanUp(in.MessageID)
		return nil
	}
	d, err := t.desk.DraftOfFetch(ctx, t.tx, t.s.Draft, in.DraftID)
	if err != nil {
		return err
	}
	if forLive(d, t.s.Draft, in.Fetch) {
		return t.liveFileReady(ctx, d, in)
	}
	waited, here := d.Waits(in.Fetch), d != nil && d == t.s.Draft
	d, err = t.desk.FileArrived(t.tx, d, in.Fetch, in.Stored)
	if err != nil || !waited {
		return err
	}
	t.cleanUp(in.MessageID)
	if !here {
		return nil
	}
	t.s.Draft = d
	t.ended(in.Fetch)
	t.silent = !t.inForm() && t.step() != StepCancel || b.Many && len(b.Waits) > 0
	if !t.silent && b.Untold {
		t.refresh, b.Untold = false, false
	}
	return nil
}

// cleanUp removes the message of a stored file from the chat where the operator
// wants it so, and tells the person the first time.
func (t *turn) cleanUp(messageID int) {
	if !t.desk.Operator().DeleteFiles || messageID == 0 {
		return
	}
	t.delete(messageID)
	if st := &t.s.State; !st.ToldDeleted {
		st.ToldDeleted = true
		st.Batch.News.Said = append(st.Batch.News.Said, phrases.FileDeleted)
	}
}

// fileRefused tells why a file was not kept. Of a batch all is told at once: when
// it closes, else when its last download ends.
func (t *turn) fileRefused(ctx context.Context, in FileRefused) error {
	b := &t.s.State.Batch
	refused := phrases.Refusal{Name: in.Name, Reason: in.Reason, Message: in.MessageID}
	if i := b.piece(in.Fetch); i >= 0 && in.DraftID == b.Draft {
		refused.Name, refused.Message = b.Pieces[i].Name, b.Pieces[i].Message
		b.Pieces = append(b.Pieces[:i:i], b.Pieces[i+1:]...)
		b.News.Refused = append(b.News.Refused, refused)
		t.desk.Ended(t.tx, in.Fetch)
		t.silent = true
		return nil
	}
	d, err := t.desk.DraftOfFetch(ctx, t.tx, t.s.Draft, in.DraftID)
	if err != nil {
		return err
	}
	here := d != nil && d == t.s.Draft
	if d == nil || !d.Waits(in.Fetch) || t.s.Actor != d.Owner() {
		t.silent = true // its request is gone, or somebody else is in the chat
	} else {
		refused.Name = d.FileName(in.Fetch)
	}
	if forLive(d, t.s.Draft, in.Fetch) {
		t.desk.Ended(t.tx, in.Fetch)
		if t.s.Actor == d.Owner() {
			t.liveFileEnds(in.Fetch)
		}
		t.warn(phrases.FilesRefused([]phrases.Refusal{refused}))
		return t.desk.DropDraft(t.tx, d.Owner(), d)
	}
	d, err = t.desk.FileRefused(t.tx, d, in.Fetch)
	if err != nil {
		return err
	}
	if !here || b.Draft != d.ID {
		t.warn(phrases.FilesRefused([]phrases.Refusal{refused}))
	}
	if !here {
		return nil
	}
	t.s.Draft = d
	if t.silent || b.Draft != d.ID {
		return nil
	}
	t.ended(in.Fetch)
	b.News.Refused = append(b.News.Refused, refused)
	b.News.Came = max(0, b.News.Came-1)
	b.Untold = b.Many && len(b.Waits) > 0
	t.silent = b.Untold
	return nil
}
