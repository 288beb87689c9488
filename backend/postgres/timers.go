package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"guiche/backend"
)

// timerRow is a change of a timer, in the order of the turn.
type timerRow struct {
	backend.Timer
	change timerChange
}

type timerChange uint8

const (
	timerSet timerChange = iota
	timerEnded
	timerDropped
)

func (u *unit) SetTimer(t backend.Timer) {
	u.rows.timers = append(u.rows.timers, timerRow{t, timerSet})
}
func (u *unit) EndTimer(t backend.Timer) {
	u.rows.timers = append(u.rows.timers, timerRow{t, timerEnded})
}
func (u *unit) DropTimer(chat backend.ChatKey, name string) {
	u.rows.timers = append(u.rows.timers, timerRow{backend.Timer{Chat: chat, Name: name}, timerDropped})
}

// timers writes the changes one by one: there is rarely one in a round. Ending
// a timer that ended before, or was moved, fails with ErrSeen.
func (w *writer) timers(rows []timerRow) {
	for _, r := range rows {
		switch r.change {
		case timerSet:
			w.queue(`
				INSERT INTO timers (bot, chat, name, due_at) VALUES ($1, $2, $3, $4)
				ON CONFLICT (bot, chat, name) DO UPDATE SET due_at = excluded.due_at`,
				r.Chat.Bot, r.Chat.Chat, r.Name, r.DueAt)
		case timerEnded:
			w.queue(`
				WITH done AS (DELETE FROM timers WHERE bot = $1 AND chat = $2 AND name = $3 AND due_at = $4 RETURNING 1)
				SELECT expect_rows(count(*), 1, 'timers')::text FROM done`,
				r.Chat.Bot, r.Chat.Chat, r.Name, r.DueAt)
		case timerDropped:
			w.queue(`DELETE FROM timers WHERE bot = $1 AND chat = $2 AND name = $3`, r.Chat.Bot, r.Chat.Chat, r.Name)
		}
	}
}

// Timers takes timers that are due, of chats that this process leads or can take
// the lead of. A timer may be set for a chat that was never seen: its turn is
// that chat's first.
//
// Up to limit each are of chats and of duties, so that however many duties a long stop
// left, a chat's timer does not wait behind them.
func (db *DB) Timers(ctx context.Context, now time.Time, limit int) ([]backend.Timer, error) {
	rows, err := db.pool.Query(ctx, `
		WITH due AS (
			SELECT t.bot, t.chat, t.name, t.due_at
			FROM timers t LEFT JOIN chats c ON c.bot = t.bot AND c.chat = t.chat
			WHERE t.due_at <= $1 AND t.bot <> 0
			AND (c.lease_owner IS NULL OR c.lease_owner = $2 OR c.lease_until < $1 OR pg_try_advisory_xact_lock(c.lease_owner))
			ORDER BY t.due_at LIMIT $3
		), duties AS (
			SELECT bot, chat, name, due_at FROM timers WHERE due_at <= $1 AND bot = 0 ORDER BY due_at LIMIT $3
		), led AS (
			UPDATE chats c SET lease_owner = $2, lease_until = $4
			FROM (SELECT DISTINCT bot, chat FROM due ORDER BY bot, chat) d
			WHERE c.bot = d.bot AND c.chat = d.chat
		)
		SELECT bot, chat, name, due_at FROM due UNION ALL SELECT bot, chat, name, due_at FROM duties ORDER BY due_at`,
		now, db.owner, limit, now.Add(leaseFor))
	if err != nil {
		return nil, translate(err)
	}
	timers, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (backend.Timer, error) {
		var t backend.Timer
		err := row.Scan(&t.Chat.Bot, &t.Chat.Chat, &t.Name, &t.DueAt)
		return t, err
	})
	return timers, translate(err)
}
