package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"guiche/backend"
)

// leaseFor is how long a process that committed a turn may deliver to the chat
// without asking again. A crashed one holds messages back no longer than this.
const leaseFor = 15 * time.Second

// batcher is the pool, where a batch is a transaction of its own, or a connection
// with an open transaction, which the batch ends.
type batcher interface {
	SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults
}

// writer queues the statements of one transaction.
type writer struct {
	db    *DB
	batch pgx.Batch
	now   time.Time
	err   error
}

// write sends the rows of all units in one round trip and notes in each what
// the database answered.
func (db *DB) write(ctx context.Context, on batcher, units []*unit) error {
	m, err := merge(units)
	if err != nil {
		return err
	}
	w := &writer{db: db, now: units[0].now}
	w.seen(m.seen)
	w.aside(m.aside)
	leads := make(map[backend.ChatKey]bool, len(m.chats))
	woke := make(map[backend.ChatKey]bool)
	w.newChats(m.chats, leads)
	w.changedChats(m.chats, leads, woke)
	w.drafts(m.drafts)
	w.fetches(m.fetches, m.endFetches)
	w.timers(m.timers)
	w.entrance(m.entrance)
	w.favourites(m.favourites)
	w.preferences(m.preferences)
	w.contacts(m.contacts)
	w.files(m.files, m.dropFiles)
	for _, r := range m.requests {
		w.request(r)
	}
	w.changed(m.changed)
	w.bases(m.bases)
	w.releases(m.releases, m.releaseChanges)
	w.looks(m.looks)
	w.interactions(m.interactions)
	w.inquiries(m.inquiries, m.inquiryChanges)
	w.heard(m.heard)
	w.failed(m.failed, m.clearFailed)
	ids := make([]int64, 0, len(m.outbox))
	w.unlinked(m.unlinked)
	w.outbox(m.outbox, &ids)
	var told int64
	w.pushes(m.pushes, &told)
	w.sent(m.sent)
	w.screens(m.screens)
	w.auditTrail(m.audit)
	w.mails(m.mails)
	if _, open := on.(*pgxpool.Conn); open {
		// In the same round trip: what is locked is free a little sooner.
		w.queue(`COMMIT`)
	}
	if w.err != nil || w.batch.Len() == 0 {
		return w.err
	}
	if err := on.SendBatch(ctx, &w.batch).Close(); err != nil {
		return translate(err)
	}
	if len(m.mails) > 0 {
		db.nudgeMails()
	}
	for _, u := range units {
		u.leads, u.woke, u.told = leads, woke, told > 0 && len(u.rows.pushes) > 0
	}
	for i, id := range ids {
		o := m.outbox[i]
		o.ID = id
		m.from[i].posted = append(m.from[i].posted, o)
	}
	return nil
}

// queue adds a statement whose rows are counted by nobody.
func (w *writer) queue(sql string, args ...any) *pgx.QueuedQuery { return w.batch.Queue(sql, args...) }

// sealed seals a value, keeping the first error for the end.
func (w *writer) sealed(plain []byte, aad string) []byte {
	out, err := w.db.seal.Seal(plain, aad)
	if err != nil && w.err == nil {
		w.err = err
	}
	return out
}

// token is the look-up token of a value.
func (w *writer) token(plain, aad string) []byte {
	out, err := w.db.seal.Token([]byte(plain), aad)
	if err != nil && w.err == nil {
		w.err = err
	}
	return out
}

func (w *writer) seen(rows []seenRow) {
	if len(rows) == 0 {
		return
	}
	bots, ids := make([]int64, len(rows)), make([]int64, len(rows))
	for i, r := range rows {
		bots[i], ids[i] = r.bot, r.id
	}
	w.queue(`
		INSERT INTO updates (bot, update_id, at)
		SELECT bot, update_id, $3 FROM unnest($1::bigint[], $2::bigint[]) AS n (bot, update_id)`,
		bots, ids, w.now)
}

func (w *writer) aside(rows []asideRow) {
	for _, r := range rows {
		w.queue(`
			INSERT INTO updates_aside (bot, update_id, at, reason, raw) VALUES ($1, $2, $3, $4, $5)`,
			r.bot, r.id, w.now, r.reason, w.sealed(r.raw, "updates_aside.raw"))
	}
}

// failed keeps failed entries and forgets those of a login that succeeded.
func (w *writer) failed(rows []failedRow, cleared []failedRow) {
	for _, r := range rows {
		w.queue(`INSERT INTO failed_entries (login_token, bot, chat, at) VALUES ($1, $2, $3, $4)`,
			w.token(r.login, "login"), r.chat.Bot, r.chat.Chat, w.now)
	}
	for _, r := range cleared {
		w.queue(`DELETE FROM failed_entries WHERE login_token = $1 AND bot = $2 AND chat = $3`,
			w.token(r.login, "login"), r.chat.Bot, r.chat.Chat)
	}
}

// outbox inserts the messages in order and collects their numbers.
func (w *writer) outbox(rows []backend.Outgoing, ids *[]int64) {
	if len(rows) == 0 {
		return
	}
	bots, chats := make([]int64, len(rows)), make([]int64, len(rows))
	pushes, due, bodies := make([]bool, len(rows)), make([]time.Time, len(rows)), make([][]byte, len(rows))
	for i, o := range rows {
		bots[i], chats[i], pushes[i], due[i] = o.Chat.Bot, o.Chat.Chat, o.Push, o.DueAt
		if due[i].IsZero() {
			due[i] = w.now
		}
		bodies[i] = w.sealed(o.Body, "outbox.body")
	}
	w.queue(`
		INSERT INTO outbox (bot, chat, push, due_at, body, at)
		SELECT bot, chat, push, due_at, body, $6
		FROM unnest($1::bigint[], $2::bigint[], $3::boolean[], $4::timestamptz[], $5::bytea[])
		     WITH ORDINALITY AS n (bot, chat, push, due_at, body, ord)
		ORDER BY ord
		RETURNING id`, bots, chats, pushes, due, bodies, w.now).Query(func(r pgx.Rows) error {
		got, err := pgx.CollectRows(r, pgx.RowTo[int64])
		*ids = got
		return err
	})
}

func (w *writer) sent(ids []int64) {
	if len(ids) > 0 {
		w.queue(`DELETE FROM outbox WHERE id = ANY($1::bigint[])`, ids)
	}
}

func (w *writer) screens(rows []backend.Screen) {
	if len(rows) == 0 {
		return
	}
	bots, chats := make([]int64, len(rows)), make([]int64, len(rows))
	ids, below, picture := make([]int32, len(rows)), make([]bool, len(rows)), make([]bool, len(rows))
	for i, s := range rows {
		bots[i], chats[i], ids[i], below[i], picture[i] = s.Key.Bot, s.Key.Chat, int32(s.MessageID), s.Below, s.Picture
	}
	w.queue(`
		INSERT INTO screens (bot, chat, message_id, below, picture)
		SELECT bot, chat, message_id, below, picture
		FROM unnest($1::bigint[], $2::bigint[], $3::integer[], $4::boolean[], $5::boolean[]) AS n (bot, chat, message_id, below, picture)
		ON CONFLICT (bot, chat) DO UPDATE
		SET message_id = excluded.message_id, below = excluded.below, picture = excluded.picture`, bots, chats, ids, below, picture)
}

func (w *writer) auditTrail(rows []backend.Event) {
	for _, e := range rows {
		w.queue(`
			INSERT INTO audit (at, role, subject_id, bot, chat, action, kind, ref, code)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			w.now, string(e.Actor.Role), e.Actor.ID, e.Chat.Bot, e.Chat.Chat, string(e.Action), e.Kind, e.ID, e.Code)
	}
}
