package dialogs

import (
	"encoding/json"
	"fmt"

	"guiche/backend"
	"guiche/backend/access"
)

// Session is a chat as a turn sees it.
type Session struct {
	Key   backend.ChatKey
	Actor access.Actor
	State State
	// Draft is the draft that the chat points at, nil for none. A turn never
	// changes it in place: use cases return a changed copy.
	Draft *backend.Draft
}

// Clone returns a session that shares nothing with s, so that a turn thrown
// away leaves no trace.
func (s Session) Clone() Session {
	s.State = s.State.Clone()
	s.Draft = s.Draft.Clone()
	return s
}

// Open reads a chat as it was stored.
func Open(c backend.Chat) Session {
	s := Session{Key: c.Key, Actor: c.Actor, Draft: c.Draft}
	// A state that another version wrote and this one cannot read starts anew at
	// the menu: the draft, which holds the answers, is apart.
	if json.Unmarshal(c.State, &s.State) != nil {
		// Nobody knows what was asked for: it may have been a password.
		s.State = State{Hush: c.Rev > 0}
	}
	return s
}

// Chat returns the session as it is stored over revision rev.
func (s Session) Chat(rev int64) (backend.Chat, error) {
	state, err := json.Marshal(s.State)
	if err != nil {
		return backend.Chat{}, fmt.Errorf("dialogs: state: %w", err)
	}
	c := backend.Chat{Key: s.Key, Rev: rev, Actor: s.Actor, State: state, Draft: s.Draft}
	if s.Draft != nil {
		c.DraftID = s.Draft.ID
	}
	return c, nil
}
