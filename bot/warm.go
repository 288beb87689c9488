package bot

import (
	"context"
	"time"

	"guiche/backend"
)

// How often chats that changed are handed to Hot: under load many turns of a chat
// become one write. A process that has its chats to itself reads them from its
// own memory, so what it leaves for a successor may be older.
const (
	warmSpread = 50 * time.Millisecond
	warmOwn    = time.Second
)

// heat notes that Hot should get the chat.
func (e *Engine) heat(h *held) {
	if e.hot == nil || h == nil || sessionless(h.session.Key) {
		return
	}
	e.warmMu.Lock()
	e.warm[h.session.Key] = h
	e.warmMu.Unlock()
}

// keepWarm hands changed chats to Hot until ctx ends. What fails is forgotten:
// the database has it.
func (e *Engine) keepWarm(ctx context.Context) {
	every := warmOwn
	if e.spread {
		every = warmSpread
	}
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		chats := e.cooling()
		if len(chats) == 0 {
			continue
		}
		if err := e.hot.Put(ctx, chats); err != nil {
			e.log.DebugContext(ctx, "hot sessions not written", "error", err)
		}
	}
}

// cooling takes the chats that Hot is to get, as they are now.
func (e *Engine) cooling() []backend.Chat {
	e.warmMu.Lock()
	warm := e.warm
	if len(warm) == 0 {
		e.warmMu.Unlock()
		return nil
	}
	e.warm = make(map[backend.ChatKey]*held, len(warm))
	e.warmMu.Unlock()
	chats := make([]backend.Chat, 0, len(warm))
	for _, h := range warm {
		if c, err := h.session.Chat(h.rev); err == nil {
			chats = append(chats, c)
		}
	}
	return chats
}

// fromHot takes what Hot knows and is newer than what the lane holds.
func (e *Engine) fromHot(ctx context.Context, keys []backend.ChatKey, lanes map[backend.ChatKey]*lane) {
	chats, err := e.hot.Get(ctx, keys)
	if err != nil {
		return
	}
	for key, c := range chats {
		l := lanes[key]
		if l == nil || (l.held != nil && l.held.rev >= c.Rev) {
			continue
		}
		l.hold(c)
	}
}
