package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"guiche/backend"
	"guiche/backend/access"
)

// entranceRow is a change of what leads into the counter: links, codes, passwords.
// They are rare, so each is a statement of its own, in the order of the turn.
type entranceRow func(w *writer)

func (w *writer) entrance(rows []entranceRow) {
	for _, r := range rows {
		r(w)
	}
}

func (u *unit) enter(r entranceRow) { u.rows.entrance = append(u.rows.entrance, r) }

func (u *unit) SetTicket(t backend.Ticket) {
	u.enter(func(w *writer) {
		w.queue(`
			INSERT INTO tickets (bot, chat, purpose, token, used, expires_at) VALUES ($1, $2, $3, $4, false, $5)
			ON CONFLICT (bot, chat, purpose) DO UPDATE
			SET token = excluded.token, used = false, expires_at = excluded.expires_at`,
			t.Chat.Bot, t.Chat.Chat, string(t.Purpose), t.Hash, t.ExpiresAt)
	})
}

func (u *unit) UseTicket(hash []byte) {
	u.enter(func(w *writer) {
		w.queue(`
			WITH done AS (UPDATE tickets SET used = true WHERE token = $1 AND NOT used AND expires_at > $2 RETURNING 1)
			SELECT expect_rows(count(*), 1, 'tickets')::text FROM done`, hash, w.now)
	})
}

func (u *unit) Ticket(ctx context.Context, hash []byte) (backend.Ticket, error) {
	return ticket(ctx, u.q(), hash)
}

// Ticket finds a ticket for a page that is only looked at.
func (db *DB) Ticket(ctx context.Context, hash []byte) (backend.Ticket, error) {
	return ticket(ctx, db.pool, hash)
}

func ticket(ctx context.Context, q querier, hash []byte) (backend.Ticket, error) {
	t := backend.Ticket{Hash: hash}
	err := q.QueryRow(ctx, `SELECT bot, chat, purpose, used, expires_at FROM tickets WHERE token = $1`, hash).
		Scan(&t.Chat.Bot, &t.Chat.Chat, &t.Purpose, &t.Used, &t.ExpiresAt)
	return t, translate(err)
}

func (u *unit) SetCode(c backend.Code) {
	u.enter(func(w *writer) {
		w.queue(`
			INSERT INTO codes (bot, chat, purpose, role, subject_id, hash, tries, expires_at) VALUES ($1, $2, $3, $4, $5, $6, 0, $7)
			ON CONFLICT (bot, chat) DO UPDATE
			SET purpose = excluded.purpose, role = excluded.role, subject_id = excluded.subject_id, hash = excluded.hash,
			    tries = 0, expires_at = excluded.expires_at`,
			c.Chat.Bot, c.Chat.Chat, string(c.Use), string(c.Actor.Role), c.Actor.ID, w.sealed(c.Hash, "codes.hash"), c.ExpiresAt)
	})
}

func (u *unit) CodeOf(ctx context.Context, chat backend.ChatKey) (backend.Code, error) {
	c := backend.Code{Chat: chat}
	var sealed []byte
	err := u.q().QueryRow(ctx, `
		SELECT purpose, role, subject_id, hash, tries, expires_at FROM codes WHERE bot = $1 AND chat = $2`, chat.Bot, chat.Chat).
		Scan(&c.Use, &c.Actor.Role, &c.Actor.ID, &sealed, &c.Tries, &c.ExpiresAt)
	if err != nil {
		return c, translate(err)
	}
	if c.Hash, err = u.db.seal.Open(sealed, "codes.hash"); err != nil {
		return c, errContent
	}
	return c, nil
}

func (u *unit) CountCodeTry(chat backend.ChatKey) {
	u.enter(func(w *writer) {
		w.queue(`UPDATE codes SET tries = tries + 1 WHERE bot = $1 AND chat = $2`, chat.Bot, chat.Chat)
	})
}

func (u *unit) DropCode(chat backend.ChatKey) {
	u.enter(func(w *writer) {
		w.queue(`DELETE FROM codes WHERE bot = $1 AND chat = $2`, chat.Bot, chat.Chat)
	})
}

func (u *unit) AddCodeSent(login string, chat backend.ChatKey) {
	u.enter(func(w *writer) {
		w.queue(`INSERT INTO codes_sent (login_token, bot, chat, at) VALUES ($1, $2, $3, $4)`,
			w.token(login, "login"), chat.Bot, chat.Chat, w.now)
	})
}

func (u *unit) CodesSent(ctx context.Context, login string, chat backend.ChatKey, since time.Time, most int) (inChat, ofLogin []time.Time, err error) {
	token, err := u.db.seal.Token([]byte(login), "login")
	if err != nil {
		return nil, nil, err
	}
	err = u.q().QueryRow(ctx, `
		SELECT ARRAY(SELECT at FROM (SELECT at FROM codes_sent WHERE bot = $1 AND chat = $2 AND at > $4 ORDER BY at DESC LIMIT $5) c ORDER BY at),
		       ARRAY(SELECT at FROM (SELECT at FROM codes_sent WHERE login_token = $3 AND at > $4 ORDER BY at DESC LIMIT $5) l ORDER BY at)`,
		chat.Bot, chat.Chat, token, since, most).Scan(&inChat, &ofLogin)
	return inChat, ofLogin, translate(err)
}

func (u *unit) Subject(ctx context.Context, login string) (access.Actor, error) {
	return u.db.subject(ctx, u.q(), login)
}

func (u *unit) SetCredential(login string, actor access.Actor, hash string) {
	u.enter(func(w *writer) {
		w.queue(setCredential, w.token(login, "login"), string(actor.Role), actor.ID, hash, w.now)
	})
}

// ForgetChat comes before what the turn itself says: what waits and was not asked
// for goes, an answer on its way stays.
func (u *unit) ForgetChat(chat backend.ChatKey) {
	u.enter(func(w *writer) {
		w.queue(`DELETE FROM tickets WHERE bot = $1 AND chat = $2`, chat.Bot, chat.Chat)
		w.queue(`DELETE FROM codes WHERE bot = $1 AND chat = $2`, chat.Bot, chat.Chat)
		w.queue(`DELETE FROM timers WHERE bot = $1 AND chat = $2`, chat.Bot, chat.Chat)
		w.queue(`DELETE FROM outbox WHERE bot = $1 AND chat = $2 AND (push OR due_at = 'infinity')`, chat.Bot, chat.Chat)
	})
}

func (u *unit) LinksOf(ctx context.Context, actor access.Actor, most int) ([]backend.Link, error) {
	rows, err := u.q().Query(ctx, `
		SELECT bot, chat, coalesce(linked_at, 'epoch'), updated_at FROM (
			SELECT bot, chat, linked_at, updated_at FROM chats
			WHERE role = $1 AND subject_id = $2 AND role <> ''
			ORDER BY linked_at DESC NULLS LAST, chat DESC LIMIT $3
		) AS latest ORDER BY linked_at NULLS FIRST, chat`, string(actor.Role), actor.ID, most)
	if err != nil {
		return nil, translate(err)
	}
	links, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (l backend.Link, err error) {
		if err = row.Scan(&l.Chat.Bot, &l.Chat.Chat, &l.Since, &l.LastUsed); l.Since.Unix() == 0 {
			l.Since = time.Time{}
		}
		return l, err
	})
	return links, translate(err)
}
