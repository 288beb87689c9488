package dialogs_test

import (
	"bytes"
	"context"
	"slices"
	"time"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/internal/fictional"
)

// entrance is what leads into the counter: links to pages, codes, passwords, and
// the chats that are inside.
type entrance struct {
	tickets   []backend.Ticket
	codes     []backend.Code
	sent      []failure
	passwords map[string]string
	links     []linked
}

type linked struct {
	actor access.Actor
	backend.Link
}

func (e entrance) clone() entrance {
	e.tickets, e.codes, e.sent, e.links = slices.Clone(e.tickets), slices.Clone(e.codes), slices.Clone(e.sent), slices.Clone(e.links)
	passwords := map[string]string{}
	for login, p := range e.passwords {
		passwords[login] = p
	}
	e.passwords = passwords
	return e
}

func (tx *memoryTx) SetTicket(t backend.Ticket) {
	tx.queue(func() {
		e := &tx.m.entrance
		e.tickets = append(slices.DeleteFunc(e.tickets, func(old backend.Ticket) bool { return old.Chat == t.Chat && old.Purpose == t.Purpose }), t)
	})
}

func (tx *memoryTx) Ticket(_ context.Context, hash []byte) (backend.Ticket, error) {
	return find(tx.m.entrance.tickets, func(t backend.Ticket) bool { return bytes.Equal(t.Hash, hash) })
}

func (tx *memoryTx) UseTicket(hash []byte) {
	tx.queued = append(tx.queued, func() error {
		i := slices.IndexFunc(tx.m.entrance.tickets, func(t backend.Ticket) bool { return bytes.Equal(t.Hash, hash) })
		if i < 0 || tx.m.entrance.tickets[i].Used {
			return backend.ErrConflict
		}
		tx.m.entrance.tickets[i].Used = true
		return nil
	})
}

func (tx *memoryTx) SetCode(c backend.Code) {
	tx.queue(func() { tx.m.entrance.codes = append(tx.m.without(c.Chat), c) })
}

func (m *memory) without(chat backend.ChatKey) []backend.Code {
	return slices.DeleteFunc(m.entrance.codes, func(c backend.Code) bool { return c.Chat == chat })
}

func (tx *memoryTx) CodeOf(_ context.Context, chat backend.ChatKey) (backend.Code, error) {
	return find(tx.m.entrance.codes, func(c backend.Code) bool { return c.Chat == chat })
}

func (tx *memoryTx) CountCodeTry(chat backend.ChatKey) {
	tx.queue(func() {
		for i := range tx.m.entrance.codes {
			if tx.m.entrance.codes[i].Chat == chat {
				tx.m.entrance.codes[i].Tries++
			}
		}
	})
}

func (tx *memoryTx) DropCode(chat backend.ChatKey) {
	tx.queue(func() { tx.m.entrance.codes = tx.m.without(chat) })
}

func (tx *memoryTx) AddCodeSent(login string, chat backend.ChatKey) {
	tx.queue(func() { tx.m.entrance.sent = append(tx.m.entrance.sent, failure{login, chat, tx.m.now}) })
}

func (tx *memoryTx) CodesSent(_ context.Context, login string, chat backend.ChatKey, since time.Time, _ int) (inChat, ofLogin []time.Time, err error) {
	for _, s := range tx.m.entrance.sent {
		if s.at.After(since) && s.chat == chat {
			inChat = append(inChat, s.at)
		}
		if s.at.After(since) && s.login == login {
			ofLogin = append(ofLogin, s.at)
		}
	}
	return inChat, ofLogin, nil
}

func (tx *memoryTx) Subject(_ context.Context, login string) (access.Actor, error) {
	var actor access.Actor
	for _, c := range fictional.Clinics() {
		if string(c.Doc) == login {
			actor = access.Actor{Role: access.Provider, ID: c.ID}
		}
	}
	for _, a := range fictional.Auditors() {
		if a.Login == login {
			actor = access.Actor{Role: access.Auditor, ID: a.ID}
		}
	}
	for _, a := range fictional.Attendants() {
		if a.Login == login {
			actor = access.Actor{Role: access.Attendant, ID: a.ID}
		}
	}
	if actor.Role == access.Visitor || tx.m.off[actor] {
		return access.Actor{}, backend.ErrNotFound
	}
	return actor, nil
}

func (tx *memoryTx) SetCredential(login string, _ access.Actor, hash string) {
	tx.queue(func() { tx.m.entrance.passwords[login] = hash })
}

func (tx *memoryTx) ForgetChat(chat backend.ChatKey) {
	tx.queue(func() {
		e := &tx.m.entrance
		e.tickets = slices.DeleteFunc(e.tickets, func(t backend.Ticket) bool { return t.Chat == chat })
		e.codes = tx.m.without(chat)
		for key := range tx.m.timers {
			if key.chat == chat {
				delete(tx.m.timers, key)
			}
		}
	})
}

func (tx *memoryTx) LinksOf(_ context.Context, actor access.Actor, _ int) ([]backend.Link, error) {
	var links []backend.Link
	for _, l := range tx.m.entrance.links {
		if l.actor == actor {
			links = append(links, l.Link)
		}
	}
	return links, nil
}

// note keeps whom a chat speaks for, as storing the chat does.
func (m *memory) note(chat backend.ChatKey, actor access.Actor) {
	e := &m.entrance
	i := slices.IndexFunc(e.links, func(l linked) bool { return l.Chat == chat })
	switch {
	case i >= 0 && e.links[i].actor == actor:
		e.links[i].LastUsed = m.now
		return
	case i >= 0:
		e.links = slices.Delete(slices.Clone(e.links), i, i+1)
	}
	if actor.Role != access.Visitor {
		e.links = append(e.links, linked{actor, backend.Link{Chat: chat, Since: m.now, LastUsed: m.now}})
	}
}
