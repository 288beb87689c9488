package postgres

import (
	"context"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"guiche/backend"
)

// Undelivered takes messages that are due and were left at least since before,
// by a crash or by a replica that no longer leads their chat. It takes the lead
// of their chats where nobody holds it or its holder has died (see presence), and
// returns only those that this process leads, chat by chat, in order.
//
// after is the highest number of the page before, 0 for the first.
func (db *DB) Undelivered(ctx context.Context, now, before time.Time, after int64, limit int) ([]backend.Outgoing, error) {
	return db.outgoing(ctx, `
		WITH due AS (
			SELECT o.id, o.bot, o.chat, o.push, o.due_at, o.topic, o.role, o.subject_id, o.body
			FROM outbox o JOIN chats c ON c.bot = o.bot AND c.chat = o.chat
			WHERE o.id > $6 AND o.due_at <= $2 AND o.due_at < 'infinity'
			AND (c.lease_owner = $3 OR c.lease_until < $1 OR pg_try_advisory_xact_lock(c.lease_owner))
			ORDER BY o.id LIMIT $4
		), led AS (
			UPDATE chats c SET lease_owner = $3, lease_until = $5
			FROM (SELECT DISTINCT bot, chat FROM due ORDER BY bot, chat) d
			WHERE c.bot = d.bot AND c.chat = d.chat
			RETURNING c.bot, c.chat
		)
		SELECT id, bot, chat, push, due_at, topic, role, subject_id, body FROM due JOIN led USING (bot, chat) ORDER BY bot, chat, id`,
		now, before, db.owner, limit, now.Add(leaseFor), after)
}

// Waiting returns everything that is due in a chat, in order.
func (db *DB) Waiting(ctx context.Context, now time.Time, key backend.ChatKey) ([]backend.Outgoing, error) {
	return db.outgoing(ctx, `
		SELECT id, bot, chat, push, due_at, topic, role, subject_id, body FROM outbox
		WHERE bot = $1 AND chat = $2 AND due_at <= $3
		ORDER BY id`, key.Bot, key.Chat, now)
}

func (db *DB) outgoing(ctx context.Context, sql string, args ...any) ([]backend.Outgoing, error) {
	rows, err := db.pool.Query(ctx, sql, args...)
	if err != nil {
		return nil, translate(err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (backend.Outgoing, error) {
		var (
			o      backend.Outgoing
			sealed []byte
		)
		if err := row.Scan(&o.ID, &o.Chat.Bot, &o.Chat.Chat, &o.Push, &o.DueAt, &o.Topic, &o.To.Role, &o.To.ID, &sealed); err != nil {
			return o, err
		}
		if plain, err := db.seal.Open(sealed, "outbox.body"); err == nil {
			o.Body = plain
		}
		return o, nil
	})
	return list, translate(err)
}

// Park sets messages aside that cannot be delivered, for a person to look at.
func (db *DB) Park(ctx context.Context, ids []int64) error {
	_, err := db.pool.Exec(ctx, `UPDATE outbox SET due_at = 'infinity' WHERE id = ANY($1::bigint[])`, ids)
	return translate(err)
}

// Lead renews the delivery lease of a chat, or takes it where nobody holds it.
func (db *DB) Lead(ctx context.Context, now time.Time, key backend.ChatKey) (bool, error) {
	tag, err := db.pool.Exec(ctx, `
		UPDATE chats SET lease_owner = $3, lease_until = $5
		WHERE bot = $1 AND chat = $2
		AND (lease_owner = $3 OR lease_until < $4 OR pg_try_advisory_xact_lock(lease_owner))`,
		key.Bot, key.Chat, db.owner, now, now.Add(leaseFor))
	return tag.RowsAffected() == 1, translate(err)
}

// Release gives every lease of this process back, at a clean stop.
func (db *DB) Release(ctx context.Context, keys []backend.ChatKey) error {
	keys = slices.SortedFunc(slices.Values(keys), compareKeys) // one order of locks
	bots, chats := make([]int64, len(keys)), make([]int64, len(keys))
	for i, k := range keys {
		bots[i], chats[i] = k.Bot, k.Chat
	}
	_, err := db.pool.Exec(ctx, `
		UPDATE chats c SET lease_until = '-infinity'
		FROM unnest($1::bigint[], $2::bigint[]) AS n (bot, chat)
		WHERE c.bot = n.bot AND c.chat = n.chat AND c.lease_owner = $3`, bots, chats, db.owner)
	return translate(err)
}

// MarkBlocked parks what waits for a chat whose person blocked the bot, until
// that person writes again.
func (db *DB) MarkBlocked(ctx context.Context, key backend.ChatKey) error {
	var batch pgx.Batch
	batch.Queue(`UPDATE chats SET blocked = true WHERE bot = $1 AND chat = $2`, key.Bot, key.Chat)
	batch.Queue(`UPDATE outbox SET due_at = 'infinity' WHERE bot = $1 AND chat = $2`, key.Bot, key.Chat)
	return translate(db.pool.SendBatch(ctx, &batch).Close())
}

// Migrate rewrites a chat that Telegram gave another number; what waits for it
// goes along.
func (db *DB) Migrate(ctx context.Context, from, to backend.ChatKey) error {
	var batch pgx.Batch
	batch.Queue(`
		UPDATE chats SET chat = $3, rev = rev + 1 WHERE bot = $1 AND chat = $2
		AND NOT EXISTS (SELECT 1 FROM chats WHERE bot = $1 AND chat = $3)`, from.Bot, from.Chat, to.Chat)
	batch.Queue(`DELETE FROM screens WHERE bot = $1 AND chat = $2`, from.Bot, from.Chat)
	batch.Queue(`UPDATE outbox SET chat = $3 WHERE bot = $1 AND chat = $2`, from.Bot, from.Chat, to.Chat)
	batch.Queue(`UPDATE fetches SET chat = $3 WHERE bot = $1 AND chat = $2`, from.Bot, from.Chat, to.Chat)
	return translate(db.pool.SendBatch(ctx, &batch).Close())
}

// presence opens a connection that shows that this process is alive: as long as
// it stands, it holds an advisory lock of the process's number, and PostgreSQL
// lets go of it the moment the process dies. So leases of the dead are taken at
// once, and do not have to run out.
func (db *DB) presence(ctx context.Context) (*pgx.Conn, error) {
	conn, err := db.pool.Acquire(ctx)
	if err != nil {
		return nil, translate(err)
	}
	c := conn.Hijack()
	// The lock may be held for an instant by another process that tries it.
	if _, err := c.Exec(ctx, `SELECT pg_advisory_lock($1)`, db.owner); err != nil {
		_ = c.Close(context.WithoutCancel(ctx))
		return nil, translate(err)
	}
	return c, nil
}

// Present makes sure that this process shows as alive, also after its connection
// broke. It is called again and again, by one goroutine at a time.
func (db *DB) Present(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if c := db.alive.Load(); c != nil {
		if c.Ping(ctx) == nil {
			return nil
		}
		_ = c.Close(context.WithoutCancel(ctx))
	}
	c, err := db.presence(ctx)
	db.alive.Store(c)
	return err
}

// Notices calls fn whenever another replica left something to deliver in a chat
// that this process leads, until ctx ends; it returns the error that broke the
// connection.
func (db *DB) Notices(ctx context.Context, fn func()) error {
	conn, err := db.pool.Acquire(ctx)
	if err != nil {
		return translate(err)
	}
	c := conn.Hijack()
	defer func() { _ = c.Close(context.WithoutCancel(ctx)) }()
	if _, err := c.Exec(ctx, `LISTEN guiche_outbox`); err != nil {
		return translate(err)
	}
	mine := db.ownerName()
	for {
		n, err := c.WaitForNotification(ctx)
		if err != nil {
			return translate(err)
		}
		if n.Payload == mine {
			fn()
		}
	}
}

// Hold keeps a lock that only one process has, such as asking Telegram for
// updates, while fn runs. It waits for the lock, and ends fn's context when the
// connection that holds it breaks.
func (db *DB) Hold(ctx context.Context, name string, every time.Duration, fn func(context.Context) error) error {
	conn, err := db.pool.Acquire(ctx)
	if err != nil {
		return translate(err)
	}
	c := conn.Hijack()
	defer func() { _ = c.Close(context.WithoutCancel(ctx)) }()
	tick := time.NewTicker(every)
	defer tick.Stop()
	for held := false; !held; {
		if err := c.QueryRow(ctx, `SELECT pg_try_advisory_lock(hashtextextended($1, 0))`, name).Scan(&held); err != nil {
			return translate(err)
		}
		if !held {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-tick.C:
			}
		}
	}
	inner, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	done := make(chan error, 1)
	go func() { done <- fn(inner) }()
	for {
		select {
		case err := <-done:
			return err
		case <-tick.C:
			if err := ping(ctx, c); err != nil && ctx.Err() == nil {
				cancel(backend.ErrUnavailable)
				<-done
				return translate(err)
			}
		}
	}
}

func ping(ctx context.Context, c *pgx.Conn) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return c.Ping(ctx)
}

// keepAside is how much longer than update numbers the updates are kept that could
// not be handled: long enough to be looked at after a holiday, and then what people
// wrote in them goes.
const keepAside = 30 * 24 * time.Hour

// portion bounds a removal: what piled up in a long downtime goes bit by bit.
const portion = 20_000

// Forget removes update numbers that Telegram will not bring again, failed entries
// that no longer count, and updates that were set aside long before.
func (db *DB) Forget(ctx context.Context, before time.Time) error {
	for _, old := range []struct {
		table, column string
		at            time.Time
	}{
		{"updates", "at", before}, {"failed_entries", "at", before}, {"codes_sent", "at", before},
		{"tickets", "expires_at", before}, {"codes", "expires_at", before}, {"updates_aside", "at", before.Add(-keepAside)},
	} {
		for {
			var batch pgx.Batch
			var removed int64
			batch.Queue(`SET LOCAL enable_seqscan = on`)
			batch.Queue(`DELETE FROM `+old.table+` WHERE ctid = ANY(ARRAY(SELECT ctid FROM `+old.table+` WHERE `+old.column+` < $1 LIMIT $2))`,
				old.at, portion).Exec(func(tag pgconn.CommandTag) error {
				removed = tag.RowsAffected()
				return nil
			})
			if err := db.pool.SendBatch(ctx, &batch).Close(); err != nil {
				return translate(err)
			}
			if removed < portion {
				break
			}
		}
	}
	return nil
}
