package dialogs

import "guiche/dialogs/phrases"

// other answers what the counter does not take: one sentence, nothing lost. A
// password that was edited is removed like one that was typed.
func (t *turn) other(in Other) error {
	if t.asksSecret() || t.s.State.Hush && in.Kind == "edited" {
		t.delete(in.MessageID)
	}
	t.say(phrases.Other(in.Kind))
	return nil
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
