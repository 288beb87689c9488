package bot

import (
	"context"
	"time"

	"guiche/backend"
)

// warmEvery is how often chats that changed are handed to Hot: under load many
// turns of a chat become one write.
const warmEvery = 50 * time.Millisecond

// heat notes that Hot should get the chat.
func (e *Engine) heat(h *held) {
	if e.hot == nil || h.session.Key.Chat == 0 {
		return
	}
	c, err := h.session.Chat(h.rev)
	if err != nil {
		return
	}
	c.Screen = h.screen
	e.warmMu.Lock()
	e.warm[c.Key] = c
	e.warmMu.Unlock()
}

// keepWarm hands changed chats to Hot until ctx ends. What fails is forgotten:
// the database has it.
func (e *Engine) keepWarm(ctx context.Context) {
	tick := time.NewTicker(warmEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		e.warmMu.Lock()
		warm := e.warm
		if len(warm) > 0 {
			e.warm = make(map[backend.ChatKey]backend.Chat, len(warm))
		}
		e.warmMu.Unlock()
		if len(warm) == 0 {
			continue
		}
		chats := make([]backend.Chat, 0, len(warm))
		for _, c := range warm {
			chats = append(chats, c)
		}
		if err := e.hot.Put(ctx, chats); err != nil {
			e.log.DebugContext(ctx, "hot sessions not written", "error", err)
		}
	}
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
		if h, err := hold(c); err == nil {
			l.held = h
		}
	}
}
