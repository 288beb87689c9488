package dialogs

import (
	"guiche/backend/access"
	"guiche/dialogs/phrases"
)

// other answers what the counter does not take: one sentence, nothing lost. A
// password that was edited is removed like one that was typed.
func (t *turn) other(in Other) error {
	if t.asksSecret() || t.s.State.Hush && in.Kind == "edited" {
		t.delete(in.MessageID)
	}
	if in.Album != "" && t.inAlbum(in) {
		return nil
	}
	t.say(phrases.Other(in.Kind))
	return nil
}

// inAlbum counts a video among photos as refused of their album.
func (t *turn) inAlbum(in Other) bool {
	st := &t.s.State
	again := in.Album == st.Album
	if t.s.Actor.Role != access.Provider || t.s.Draft == nil {
		t.silent = again
		return again
	}
	if !st.Batch.Open {
		t.newBatch()
	}
	st.Album, st.Batch.Many, st.Batch.Open, t.silent = in.Album, true, true, true
	st.Batch.News.Refused = append(st.Batch.News.Refused, phrases.Refusal{Kind: in.Kind, Message: in.MessageID})
	t.timer(albumTimer, albumWindow)
	return true
}

// group refuses to talk where others read along.
func (t *turn) group(in Group) error {
	t.silent = true
	if !in.Channel {
		t.note(Reply{Text: phrases.GroupRefused})
	}
	t.replies = append(t.replies, Reply{Kind: Leave})
	return nil
}

// trouble tells that a message failed on our side. The step is as it was.
func (t *turn) trouble(in Trouble) {
	if t.asksSecret() || t.s.State.Hush {
		t.delete(in.MessageID)
	}
	t.warn(phrases.Trouble)
}
