package postgres

import (
	"time"

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
	var (
		roles, topics                []string
		subjects, bots, chats, mosts []int64
		dues, sinces                 []time.Time
		bodies                       [][]byte
	)
	for _, p := range rows {
		roles, subjects, topics = append(roles, string(p.To.Role)), append(subjects, p.To.ID), append(topics, string(p.Topic))
		bots, chats, mosts = append(bots, p.Except.Bot), append(chats, p.Except.Chat), append(mosts, int64(p.Most))
		dues, sinces = append(dues, orWhen(p.DueAt, w.now)), append(sinces, orWhen(p.AwakeSince, never))
		bodies = append(bodies, w.sealed(p.Body, "outbox.body"))
	}
	w.queue(`
		WITH n AS (
			SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::timestamptz[], $8::timestamptz[], $9::bytea[])
			     WITH ORDINALITY AS n (role, subject_id, topic, bot, chat, most, due_at, since, body, ord)
		), linked AS MATERIALIZED (
			SELECT n.ord, n.role, n.subject_id, n.topic, n.body, c.bot, c.chat, c.lease_owner,
			       CASE WHEN c.updated_at >= n.since THEN $10 ELSE n.due_at END AS due_at, c.updated_at >= n.since AND n.due_at > $10 AS awake
			FROM n CROSS JOIN LATERAL (
				SELECT c.bot, c.chat, c.lease_owner, c.updated_at FROM chats c
				WHERE c.role = n.role AND c.subject_id = n.subject_id AND c.role <> '' AND (c.bot, c.chat) <> (n.bot, n.chat)
				ORDER BY c.updated_at DESC LIMIT nullif(n.most, 0)
			) c
		), posted AS (
			INSERT INTO outbox (bot, chat, push, due_at, body, topic, role, subject_id, at)
			SELECT bot, chat, true, due_at, body, topic, role, subject_id, $10 FROM linked ORDER BY ord, bot, chat
			RETURNING 1
		), before AS ( -- what was held back from somebody who is awake goes ahead
			UPDATE outbox o SET due_at = $10
			FROM (SELECT DISTINCT bot, chat FROM linked WHERE awake) a
			WHERE o.bot = a.bot AND o.chat = a.chat AND o.push AND o.due_at > $10 AND o.due_at < 'infinity'
		)
		SELECT (SELECT count(*) FROM posted),
		       (SELECT count(pg_notify('guiche_outbox', lease_owner::text)) FROM (SELECT DISTINCT lease_owner FROM linked WHERE lease_owner <> $11) AS l)`,
		roles, subjects, topics, bots, chats, mosts, dues, sinces, bodies, w.now, w.db.owner).
		QueryRow(func(row pgx.Row) error { return row.Scan(told, nil) })
}

// never is later than any use of a chat.
var never = time.Date(9999, time.December, 31, 0, 0, 0, 0, time.UTC)

// orWhen is t, or another time where it is zero.
func orWhen(t, other time.Time) time.Time {
	if t.IsZero() {
		return other
	}
	return t
}

// unlinked removes what waits for whoever was in a chat before.
func (w *writer) unlinked(keys []backend.ChatKey) {
	for _, k := range keys {
		w.queue(`DELETE FROM outbox WHERE bot = $1 AND chat = $2 AND push`, k.Bot, k.Chat)
	}
}
