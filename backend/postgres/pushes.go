package postgres

import (
	"github.com/jackc/pgx/v5"

	"guiche/backend"
)

func (u *unit) Notify(p backend.Push)          { u.rows.pushes = append(u.rows.pushes, p) }
func (u *unit) Notified() bool                 { return u.told }
func (u *unit) DropPushes(key backend.ChatKey) { u.rows.unlinked = append(u.rows.unlinked, key) }

// pushes leaves each message in every chat that is linked to its actor now, and
// tells the replicas that deliver there. told counts the messages.
//
// The chats are not locked, since they come before requests in the order of locks
// and are met here last. So whether one is blocked is not asked either: its person
// may be unblocking the bot at this moment, and what is parked too late would wait
// for the next contact. Delivery finds out, and parks.
func (w *writer) pushes(rows []backend.Push, told *int64) {
	if len(rows) == 0 {
		return
	}
	roles, bodies := make([]string, len(rows)), make([][]byte, len(rows))
	subjects, bots, chats := make([]int64, len(rows)), make([]int64, len(rows)), make([]int64, len(rows))
	most := make([]int64, len(rows))
	for i, p := range rows {
		most[i] = int64(p.Most)
		roles[i], subjects[i], bots[i], chats[i] = string(p.To.Role), p.To.ID, p.Except.Bot, p.Except.Chat
		bodies[i] = w.sealed(p.Body, "outbox.body")
	}
	w.queue(`
		WITH n AS (
			SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bytea[], $8::bigint[])
			     WITH ORDINALITY AS n (role, subject_id, bot, chat, body, most, ord)
		), linked AS MATERIALIZED (
			SELECT n.ord, n.body, c.bot, c.chat, c.lease_owner
			FROM n CROSS JOIN LATERAL (
				SELECT c.bot, c.chat, c.lease_owner FROM chats c
				WHERE c.role = n.role AND c.subject_id = n.subject_id AND c.role <> '' AND (c.bot, c.chat) <> (n.bot, n.chat)
				ORDER BY c.updated_at DESC LIMIT nullif(n.most, 0)
			) c
		), posted AS (
			INSERT INTO outbox (bot, chat, push, due_at, body)
			SELECT bot, chat, true, $6, body FROM linked ORDER BY ord, bot, chat
			RETURNING 1
		)
		SELECT (SELECT count(*) FROM posted),
		       (SELECT count(pg_notify('guiche_outbox', lease_owner::text)) FROM (SELECT DISTINCT lease_owner FROM linked WHERE lease_owner <> $7) AS l)`,
		roles, subjects, bots, chats, bodies, w.now, w.db.owner, most).
		QueryRow(func(row pgx.Row) error { return row.Scan(told, nil) })
}

// unlinked removes what waits for whoever was in a chat before.
func (w *writer) unlinked(keys []backend.ChatKey) {
	for _, k := range keys {
		w.queue(`DELETE FROM outbox WHERE bot = $1 AND chat = $2 AND push`, k.Bot, k.Chat)
	}
}
