package dialogs

import (
	"context"
	"errors"

	"guiche/backend"
	"guiche/dialogs/phrases"
)

// A file in a conversation goes where the words go, once it was fetched and looked at:
// until then it is a draft of its own, which no screen shows.

// fileLive has a file fetched for the conversation, if it can be.
func (t *turn) fileLive(ctx context.Context, in File) (taken bool, _ error) {
	name := phrases.OneLine(in.Name)
	switch {
	case t.s.State.Live == beginning:
		t.warn(phrases.LiveFileFirst)
		return false, nil
	case in.Size > maxFileSize:
		t.warn(phrases.FilesRefused([]phrases.Refusal{{Name: name, Reason: phrases.TooBig, Message: in.MessageID}}))
		return false, nil
	}
	if crossed, err := t.crossed(ctx, t.s.State.Live, "", phrases.AskLiveFileWhom); crossed || err != nil {
		return false, err
	}
	m, err := t.desk.StartInquiryEntry(ctx, t.tx, t.s.Actor, t.s.State.Live, false)
	if errors.Is(err, backend.ErrInquiryClosed) || errors.Is(err, backend.ErrNotFound) {
		t.liveOver("")
		return false, nil
	}
	if t.noInquiry(err) || err != nil {
		return false, err
	}
	if name == "" {
		name = phrases.PhotoName(1)
	}
	f, err := t.desk.Receive(t.tx, t.s.Actor, m, backend.Fetch{
		Chat: t.s.Key, Remote: in.Remote, Name: name, Size: in.Size, Compressed: in.Photo, Caption: in.Caption, MessageID: in.MessageID,
	})
	if err != nil {
		return false, err
	}
	m.Form.Files, m.Form.Note = []backend.File{f}, in.Caption
	t.silent = true
	_, err = t.desk.KeepDraft(t.tx, t.s.Actor, m)
	return err == nil, err
}

// forLive tells whether a draft is a file on its way into a conversation.
func forLive(d, here *backend.Draft, fetch int64) bool {
	return d != nil && d != here && d.Waits(fetch) && d.Form.Inquiry != nil && d.Form.Inquiry.Kind == backend.Talk && d.Form.Inquiry.ID != 0
}

// liveFileReady passes on a file that was fetched.
func (t *turn) liveFileReady(ctx context.Context, d *backend.Draft, in FileReady) error {
	f := t.desk.Arrived(t.tx, d.ID, d.Form.Files[0], in.Stored)
	said, err := t.desk.SayFileInTalk(ctx, t.tx, d)
	if err != nil {
		return t.liveFileLost(ctx, d, said.Inquiry, err)
	}
	t.cleanUp(in.MessageID)
	paper := &Paper{Attachment: &Attachment{Name: phrases.ShownName(f.Name, f.Kind), Kind: f.Kind, Preview: in.Stored.Preview, Blob: in.Stored.Blob}}
	return t.passOnWith(ctx, said.Inquiry, said.Entry, paper)
}

// liveFileLost tells whoever sent a file, where he is, why it went nowhere.
func (t *turn) liveFileLost(ctx context.Context, d *backend.Draft, q backend.Inquiry, err error) error {
	here := t.s.Actor == d.Owner()
	t.silent = !here
	switch in := here && t.step() == StepLive && t.s.State.Live == d.Form.Inquiry.ID; {
	case in:
		if refused, err := t.notSaid(ctx, q, "", err); !refused || err != nil {
			return err
		}
	case errors.Is(err, backend.ErrInquiryClosed), errors.Is(err, backend.ErrNotFound):
		t.tellHere(here, phrases.LiveOver)
	case errors.Is(err, backend.ErrThreadFull):
		t.tellHere(here, phrases.LiveFull)
	case errors.Is(err, backend.ErrHeld):
		t.tellHere(here, phrases.LiveFileUnsaid)
	default:
		return err
	}
	return t.desk.DropDraft(t.tx, d.Owner(), d)
}

// tellHere warns whoever is meant.
func (t *turn) tellHere(here bool, html string) {
	if here {
		t.warn(html)
	}
}
