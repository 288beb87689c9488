package dialogs

import (
	"context"
	"slices"
)

// A file is passed on once it was fetched; what its writer says next would overtake it.
// Those words wait for it, but not for long:
//
//	file ──▶ coming ──▶ ready, or refused ──▶ the words
//	           │ slowAfter                        ▲
//	           └──────────────────────────────────┘

// LiveWait is what a conversation waits for in the chat that it comes from.
type LiveWait struct {
	ID int64 `json:"id,omitempty"`
	// Files are the fetches under way, Text the words behind them, a message a line.
	Files []int64 `json:"files,omitempty"`
	Text  string  `json:"text,omitempty"`
}

// liveTimer passes on what waited.
const liveTimer = "live"

// mostWaiting is how long the words that wait may become; what comes then goes ahead.
const mostWaiting = 3000

// liveFileComes notes a file on its way.
func (t *turn) liveFileComes(id, fetch int64) {
	w := &t.s.State.LiveWait
	if w.ID != id && w.Text == "" {
		*w = LiveWait{ID: id}
	}
	if w.ID == id {
		w.Files = append(w.Files, fetch)
	}
}

// liveFileEnds notes that it was passed on, or will not be.
func (t *turn) liveFileEnds(fetch int64) {
	w := &t.s.State.LiveWait
	w.Files = slices.DeleteFunc(w.Files, func(id int64) bool { return id == fetch })
	if len(w.Files) == 0 && w.Text != "" {
		t.timer(liveTimer, 0)
	}
}

// behindFile has words wait for the file before them.
func (t *turn) behindFile(id int64, text string) bool {
	w := &t.s.State.LiveWait
	switch {
	case w.ID != id || len(w.Files) == 0 && w.Text == "" || len(w.Text)+len(text) > mostWaiting:
		return false
	case w.Text == "":
		w.Text = text
		t.timer(liveTimer, slowAfter)
	default:
		w.Text += "\n" + text
	}
	return true
}

// liveWaited passes on what waited.
func (t *turn) liveWaited(ctx context.Context) error {
	w := t.s.State.LiveWait
	t.s.State.LiveWait = LiveWait{}
	if w.Text == "" {
		return nil
	}
	said, err := t.desk.SayInTalk(ctx, t.tx, t.s.Actor, w.ID, w.Text)
	if err != nil {
		t.silent = false
		return t.liveLost(ctx, w.ID, said.Inquiry, w.Text, err)
	}
	return t.heardBy(ctx, said)
}
