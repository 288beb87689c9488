package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"guiche/backend"
)

// unit is one turn's rows. It is not safe for concurrent use.
type unit struct {
	db  *DB
	now time.Time
	// alone: the unit has a transaction of its own; tx is nil until a read has
	// to lock, and chat is then locked first.
	alone bool
	chat  backend.ChatKey
	tx    *pgxpool.Conn
	// group is what the turns of a group share; nil for a turn by itself.
	group *group

	rows   rows
	posted []backend.Outgoing
	told   bool
	leads  map[backend.ChatKey]bool
	woke   map[backend.ChatKey]bool
}

var _ backend.Unit = (*unit)(nil)

// rows are what a unit queued, in the order of the turn.
type rows struct {
	seen        []seenRow
	aside       []asideRow
	chats       []chatRow
	drafts      []draftRow
	fetches     []backend.Fetch
	endFetches  []int64
	timers      []timerRow
	favourites  []favouriteRow
	preferences []preferenceRow
	contacts    []contactRow
	files       []fileRow
	dropFiles   []int64
	requests    []requestRow
	failed      []failedRow
	clearFailed []failedRow
	outbox      []backend.Outgoing
	pushes      []backend.Push
	unlinked    []backend.ChatKey
	sent        []int64
	screens     []backend.Screen
	audit       []backend.Event
	mails       []backend.Mail
	entrance    []entranceRow

	interactions   []interactionRow
	changed        []backend.Request
	bases          []basisRow
	releases       []backend.Release
	releaseChanges []releaseChange
	looks          []lookRow
	inquiries      []inquiryRow
	heard          []backend.Heard
	inquiryChanges []backend.Inquiry
}

type (
	seenRow  struct{ bot, id int64 }
	asideRow struct {
		seenRow
		reason string
		raw    []byte
	}
	chatRow struct {
		chat   backend.Chat
		expect int64
		rev    int64
	}
	draftRow struct {
		draft   backend.Draft
		expect  int64
		rev     int64
		dropped bool
	}
	fileRow struct {
		draft int64
		backend.Stored
	}
	requestRow struct {
		backend.Request
		basis    backend.Basis
		draftRev int64
	}
	failedRow struct {
		login string
		chat  backend.ChatKey
	}
)

// Unit begins a shared unit.
func (db *DB) Unit(now time.Time) backend.Unit { return &unit{db: db, now: now} }

func (u *unit) Now() time.Time { return u.now }

func (u *unit) Alone() error {
	if !u.alone {
		return backend.ErrAlone
	}
	return nil
}

func (u *unit) Locking() error {
	if u.tx == nil {
		return u.Alone()
	}
	return nil
}

func (u *unit) NewID() int64 { return u.db.newID(u.now) }

func (u *unit) Seen(bot, updateID int64) {
	u.rows.seen = append(u.rows.seen, seenRow{bot, updateID})
}

func (u *unit) SetAside(bot, updateID int64, reason string, raw []byte) {
	u.rows.aside = append(u.rows.aside, asideRow{seenRow{bot, updateID}, reason, raw})
}

func (u *unit) SaveChat(c backend.Chat) {
	u.rows.chats = append(u.rows.chats, chatRow{chat: c, expect: c.Rev, rev: c.Rev + 1})
}

func (u *unit) Post(o backend.Outgoing)           { u.rows.outbox = append(u.rows.outbox, o) }
func (u *unit) Sent(ids []int64)                  { u.rows.sent = append(u.rows.sent, ids...) }
func (u *unit) SaveScreen(s backend.Screen)       { u.rows.screens = append(u.rows.screens, s) }
func (u *unit) Audit(e backend.Event)             { u.rows.audit = append(u.rows.audit, e) }
func (u *unit) SendMail(m backend.Mail)           { u.rows.mails = append(u.rows.mails, m) }
func (u *unit) Posted() []backend.Outgoing        { return u.posted }
func (u *unit) NewFetches() []backend.Fetch       { return u.rows.fetches }
func (u *unit) Leads(key backend.ChatKey) bool    { return u.leads[key] }
func (u *unit) Woke(key backend.ChatKey) bool     { return u.woke[key] }
func (u *unit) AddFetch(f backend.Fetch)          { u.rows.fetches = append(u.rows.fetches, f) }
func (u *unit) EndFetch(id int64)                 { u.rows.endFetches = append(u.rows.endFetches, id) }
func (u *unit) AddFile(d int64, s backend.Stored) { u.rows.files = append(u.rows.files, fileRow{d, s}) }
func (u *unit) DropFile(id int64)                 { u.rows.dropFiles = append(u.rows.dropFiles, id) }
func (u *unit) ClearFailedEntries(login string, c backend.ChatKey) {
	u.rows.clearFailed = append(u.rows.clearFailed, failedRow{login, c})
}
func (u *unit) SaveDraft(d backend.Draft) { u.rows.drafts = append(u.rows.drafts, saved(d, false)) }
func (u *unit) DropDraft(d backend.Draft) { u.rows.drafts = append(u.rows.drafts, saved(d, true)) }
func (u *unit) AddFailedEntry(l string, c backend.ChatKey) {
	u.rows.failed = append(u.rows.failed, failedRow{l, c})
}

func (u *unit) AddRequest(r backend.Request, b backend.Basis, d backend.Draft) {
	u.rows.requests = append(u.rows.requests, requestRow{r, b, d.Rev})
}

func (u *unit) SaveRequest(r backend.Request) { u.rows.changed = append(u.rows.changed, r) }

func saved(d backend.Draft, dropped bool) draftRow {
	return draftRow{draft: d, expect: d.Rev, rev: d.Rev + 1, dropped: dropped}
}

// querier is what reads need: the pool, or the unit's transaction.
type querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
}

func (u *unit) q() querier {
	if u.tx != nil {
		return u.tx
	}
	return u.db.pool
}

// begin opens the unit's transaction and locks the chat, which comes first in
// the lock order; both in one round trip, since others wait for what is locked
// next.
func (u *unit) begin(ctx context.Context) error {
	if err := u.Locking(); err != nil || u.tx != nil {
		return err
	}
	conn, err := u.db.pool.Acquire(ctx)
	if err != nil {
		return translate(err)
	}
	u.tx = conn
	// Without arguments both statements travel together.
	_, err = conn.Exec(ctx, fmt.Sprintf(
		`BEGIN; SELECT 1 FROM chats WHERE bot = %d AND chat = %d FOR UPDATE`, u.chat.Bot, u.chat.Chat))
	return translate(err)
}

// end gives the connection back, without what was not committed.
func (u *unit) end(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if u.tx.Conn().PgConn().TxStatus() != 'I' {
		_, _ = u.tx.Exec(ctx, `ROLLBACK`) // if that fails the pool drops the connection
	}
	u.tx.Release()
}

// InTx runs fn in a unit of its own and commits it.
func (db *DB) InTx(ctx context.Context, now time.Time, chat backend.ChatKey, fn func(backend.Unit) error) error {
	u := &unit{db: db, now: now, alone: true, chat: chat}
	err := fn(u)
	if u.tx == nil {
		if err != nil {
			return err
		}
		return db.Commit(ctx, u)
	}
	// A context that ended must not leave the transaction open.
	defer u.end(context.WithoutCancel(ctx))
	if err != nil {
		return err
	}
	return db.write(ctx, u.tx, []*unit{u})
}

// Together runs fn for each in one transaction. All chats are locked before all
// drafts, each in one order, and the counters come last: the lock order of a
// single turn, widened.
func (db *DB) Together(ctx context.Context, now time.Time, locks []backend.Locks, fn func(int, backend.Unit) (bool, error)) error {
	conn, err := db.pool.Acquire(ctx)
	if err != nil {
		return translate(err)
	}
	first := &unit{db: db, now: now, tx: conn}
	defer first.end(context.WithoutCancel(ctx))
	bots, chats, drafts := make([]int64, len(locks)), make([]int64, len(locks)), make([]int64, len(locks))
	for i, l := range locks {
		bots[i], chats[i], drafts[i] = l.Chat.Bot, l.Chat.Chat, l.DraftID
	}
	if _, err := conn.Exec(ctx, `BEGIN`); err != nil {
		return translate(err)
	}
	var batch pgx.Batch
	batch.Queue(`
		SELECT 1 FROM chats c JOIN unnest($1::bigint[], $2::bigint[]) AS n (bot, chat) USING (bot, chat)
		ORDER BY c.bot, c.chat FOR UPDATE OF c`, bots, chats)
	batch.Queue(`SELECT 1 FROM drafts WHERE id = ANY($1::bigint[]) ORDER BY id FOR UPDATE`, drafts)
	if err := conn.SendBatch(ctx, &batch).Close(); err != nil {
		return translate(err)
	}
	var units []*unit
	shared := &group{held: map[int64]bool{}}
	for i := range locks {
		u := &unit{db: db, now: now, tx: conn, group: shared}
		keep, err := fn(i, u)
		if err != nil {
			return err
		}
		if keep {
			units = append(units, u)
			shared.before = units
		}
	}
	if len(units) == 0 {
		return nil
	}
	return db.write(ctx, conn, units)
}

// Commit writes all units in one implicit transaction: a batch between two syncs.
func (db *DB) Commit(ctx context.Context, units ...backend.Unit) error {
	us := make([]*unit, len(units))
	for i, u := range units {
		us[i] = u.(*unit)
	}
	return db.write(ctx, db.pool, us)
}
