package dialogs

import (
	"context"
	"errors"

	"guiche/backend"
	"guiche/dialogs/phrases"
)

// A file in a conversation goes where the words go, once it was fetched and looked at:
// until then it is a draft of its own, which no screen shows.

// fileLive has a file fetched for the conversation.
func (t *turn) fileLive(ctx context.Context, in File) error {
	if t.s.State.Live == beginning {
		t.warn(phrases.LiveFileFirst)
		return nil
	}
	m, err := t.desk.StartInquiryEntry(ctx, t.tx, t.s.Actor, t.s.State.Live, false)
	switch {
	case errors.Is(err, backend.ErrInquiryClosed), errors.Is(err, backend.ErrNotFound):
		t.liveOver()
		return nil
	case t.noInquiry(err):
		return nil
	case err != nil:
		return err
	}
	name := phrases.OneLine(in.Name)
	if name == "" {
		name = phrases.PhotoName(1)
	}
	f, err := t.desk.Receive(t.tx, t.s.Actor, m, backend.Fetch{
		Chat: t.s.Key, Remote: in.Remote, Name: name, Size: in.Size, Compressed: in.Photo, Caption: in.Caption, MessageID: in.MessageID,
	})
	if err != nil {
		return err
	}
	m.Form.Files, m.Form.Note = []backend.File{f}, in.Caption
	t.silent = true
	_, err = t.desk.KeepDraft(t.tx, t.s.Actor, m)
	return err
}

// forLive tells whether a draft is a file on its way into a conversation.
func forLive(d, here *backend.Draft, fetch int64) bool {
	return d != nil && d != here && d.Waits(fetch) && d.Form.Inquiry != nil && d.Form.Inquiry.Kind == backend.Talk && d.Form.Inquiry.ID != 0
}

// liveFileReady passes on a file that was fetched.
func (t *turn) liveFileReady(ctx context.Context, d *backend.Draft, in FileReady) error {
	f := t.desk.Arrived(t.tx, d.ID, d.Form.Files[0], in.Stored)
	said, err := t.desk.SayFileInTalk(ctx, t.tx, d)
	if errors.Is(err, backend.ErrInquiryClosed) || errors.Is(err, backend.ErrNotFound) {
		if t.silent = t.s.Actor != d.Owner(); !t.silent && t.step() == StepLive {
			t.liveOver()
		} else if !t.silent {
			t.warn(phrases.LiveOver)
		}
		return t.desk.DropDraft(t.tx, d.Owner(), d)
	}
	if err != nil {
		return err
	}
	t.cleanUp(in.MessageID)
	paper := &Paper{Attachment: &Attachment{Name: phrases.ShownName(f.Name, f.Kind), Kind: f.Kind, Preview: in.Stored.Preview, Blob: in.Stored.Blob}}
	return t.passOnWith(ctx, said.Inquiry, said.Entry, paper)
}
