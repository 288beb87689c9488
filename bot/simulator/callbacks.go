package simulator

import (
	"encoding/binary"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// queryLife is how long a callback query can be answered.
const queryLife = time.Minute

// tap is one press of a button; its answer is guarded by the chat's lock.
type tap struct {
	id      string
	chat    *room
	message int
	data    string
	at      time.Time
	answer  *Answer
}

// tapTable finds a tap by its query id until it is answered.
type tapTable struct {
	open sync.Map // string → *tap
	next atomic.Int64
}

// init takes a random start, so that ids never repeat those of an earlier run.
func (t *tapTable) init(random []byte) {
	t.next.Store(int64(binary.BigEndian.Uint32(random)) << 28)
}

func (t *tapTable) newID() string { return strconv.FormatInt(t.next.Add(1), 10) }

func (s *Server) answerCallbackQuery(c *call) (any, *refusal) {
	found, ok := s.taps.open.Load(c.str("callback_query_id"))
	if !ok {
		return nil, errQueryTooOld
	}
	text := c.str("text")
	if unitsOf(text) > 200 {
		return nil, errAnswerTooLong
	}
	t := found.(*tap)
	if s.now().Sub(t.at) > queryLife {
		return nil, errQueryTooOld
	}
	if _, first := s.taps.open.LoadAndDelete(t.id); !first {
		return nil, errQueryTooOld
	}
	t.chat.mu.Lock()
	defer t.chat.mu.Unlock()
	t.answer = &Answer{Text: text, Alert: c.bool("show_alert"), URL: c.str("url")}
	s.tell(t.chat, Event{Kind: Answered, MessageID: t.message, Tap: t.view()}, nil)
	return true, nil
}

// Answer is what the bot said to a tap: a toast, an alert, or nothing but the
// end of the spinner.
type Answer struct {
	Text  string
	Alert bool
	URL   string
}

// Tapped is a tap as the person sees it: Answer is nil while the button spins.
type Tapped struct {
	QueryID   string
	MessageID int
	Data      string
	Answer    *Answer
}

func (t *tap) view() Tapped {
	return Tapped{QueryID: t.id, MessageID: t.message, Data: t.data, Answer: t.answer}
}

// Callbacks lists the taps of a chat, oldest first.
func (s *Server) Callbacks(chat int64) []Tapped {
	ch := s.chats.get(chat)
	if ch == nil {
		return nil
	}
	ch.mu.Lock()
	defer ch.mu.Unlock()
	out := make([]Tapped, len(ch.taps))
	for i, t := range ch.taps {
		out[i] = t.view()
	}
	return out
}
