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
	t.liveFileComes(t.s.State.Live, f.Fetch)
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
	here := t.s.Actor == d.Owner()
	if here {
		t.liveFileEnds(in.Fetch)
	}
	if err != nil {
		if !here { // somebody else is in the chat
			return t.liveFileDropped(d, err)
		}
		t.silent = false
		if err := t.liveLost(ctx, d.Form.Inquiry.ID, said.Inquiry, "", err); err != nil {
			return err
		}
		return t.desk.DropDraft(t.tx, d.Owner(), d)
	}
	t.cleanUp(in.MessageID)
	paper := &Paper{Attachment: &Attachment{Name: phrases.ShownName(f.Name, f.Kind), Kind: f.Kind, Preview: in.Stored.Preview, Blob: in.Stored.Blob}}
	return t.passOnWith(ctx, said.Inquiry, said.Entry, paper)
}

// liveLost tells whoever wrote or sent something, where he is, why it went nowhere; text
// is empty for a file.
func (t *turn) liveLost(ctx context.Context, id int64, q backend.Inquiry, text string, err error) error {
	if t.step() == StepLive && t.s.State.Live == id {
		refused, other := t.notSaid(ctx, q, text, err)
		if !refused && other == nil {
			return err
		}
		return other
	}
	switch {
	case errors.Is(err, backend.ErrInquiryClosed), errors.Is(err, backend.ErrNotFound):
		t.tellOver(text)
	case errors.Is(err, backend.ErrThreadFull):
		t.warn(phrases.LiveFull)
	case errors.Is(err, backend.ErrHeld):
		t.warn(phrases.LiveUnsaid)
	default:
		return err
	}
	return nil
}

// liveFileDropped drops a file that went nowhere, with nobody to tell.
func (t *turn) liveFileDropped(d *backend.Draft, err error) error {
	for _, known := range []error{backend.ErrInquiryClosed, backend.ErrNotFound, backend.ErrThreadFull, backend.ErrHeld} {
		if errors.Is(err, known) {
			return t.desk.DropDraft(t.tx, d.Owner(), d)
		}
	}
	return err
}
