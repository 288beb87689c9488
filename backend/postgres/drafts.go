package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"guiche/backend"
)

// jsonSealed encodes and seals.
func (w *writer) jsonSealed(v any, aad string) []byte {
	plain, err := json.Marshal(v)
	if err != nil {
		if w.err == nil {
			w.err = err
		}
		return nil
	}
	return w.sealed(plain, aad)
}

// drafts inserts, changes and removes drafts, each over the revision that its
// turn saw.
func (w *writer) drafts(rows []draftRow) {
	var (
		ids, expect, revs, dropIDs, dropRevs []int64
		bots, chats                          []int64
		forms                                [][]byte
	)
	for _, r := range rows {
		switch {
		case r.dropped && r.expect == 0: // made and dropped before anything was written
		case r.dropped:
			dropIDs, dropRevs = append(dropIDs, r.draft.ID), append(dropRevs, r.expect)
		case r.expect == 0:
			w.queue(`
				INSERT INTO drafts (id, provider_id, author, author_id, rev, form, created_at, updated_at, bot, chat)
				VALUES ($1, nullif($2, 0), $3, $4, $5, $6, $7, $8, $9, $10)`,
				r.draft.ID, r.draft.Provider, string(r.draft.Author.Role), r.draft.Author.ID, r.rev,
				w.jsonSealed(r.draft.Form, "drafts.form"), r.draft.CreatedAt, w.now, r.draft.Chat.Bot, r.draft.Chat.Chat)
		default:
			ids, expect, revs = append(ids, r.draft.ID), append(expect, r.expect), append(revs, r.rev)
			forms = append(forms, w.jsonSealed(r.draft.Form, "drafts.form"))
			bots, chats = append(bots, r.draft.Chat.Bot), append(chats, r.draft.Chat.Chat)
		}
	}
	if len(ids) > 0 {
		w.queue(`
			WITH n AS (
				SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bytea[], $7::bigint[], $8::bigint[])
				     AS n (id, expect, rev, form, bot, chat)
			), done AS (
				UPDATE drafts d SET rev = n.rev, form = n.form, updated_at = $5, bot = n.bot, chat = n.chat
				FROM n WHERE d.id = n.id AND d.rev = n.expect
				RETURNING 1
			)
			SELECT expect_rows(count(*), $6, 'drafts')::text FROM done`, ids, expect, revs, forms, w.now, len(ids), bots, chats)
	}
	if len(dropIDs) > 0 {
		w.queue(`
			WITH n AS (
				SELECT * FROM unnest($1::bigint[], $2::bigint[]) AS n (id, expect)
			), done AS (
				DELETE FROM drafts d USING n WHERE d.id = n.id AND d.rev = n.expect RETURNING d.id
			), freed AS (
				DELETE FROM files f USING n WHERE f.draft_id = n.id RETURNING blob, preview
			), doubtful AS (
				`+doubted(`SELECT unnest(ARRAY[blob, preview]) FROM freed`)+`
			)
			SELECT expect_rows(count(*), $3, 'drafts')::text FROM done`, dropIDs, dropRevs, len(dropIDs))
	}
}

// expireAtOnce bounds how many drafts are removed in one transaction.
const expireAtOnce = 100

// ExpireDrafts removes drafts that nobody touched since a moment, with their files,
// and counts them; one that a turn is changing is left for the next time.
func (db *DB) ExpireDrafts(ctx context.Context, since time.Time) (removed int, err error) {
	for {
		var n int
		err := db.pool.QueryRow(ctx, `
			WITH old AS (
				SELECT id FROM drafts WHERE updated_at < $1 ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED
			), done AS (
				DELETE FROM drafts d USING old WHERE d.id = old.id RETURNING d.id
			), freed AS (
				DELETE FROM files f USING old WHERE f.draft_id = old.id RETURNING blob, preview
			), doubtful AS (
				`+doubted(`SELECT unnest(ARRAY[blob, preview]) FROM freed`)+`
			)
			SELECT count(*) FROM done`, since, expireAtOnce).Scan(&n)
		removed += n
		if err != nil || n < expireAtOnce {
			return removed, translate(err)
		}
	}
}

const selectDraft = `SELECT id, coalesce(provider_id, 0), author, author_id, rev, form, created_at, updated_at, bot, chat FROM drafts `

// scanDraft reads a draft, and further columns into more.
func (db *DB) scanDraft(row pgx.CollectableRow, more ...any) (backend.Draft, error) {
	var (
		d    backend.Draft
		form []byte
	)
	if err := row.Scan(append([]any{&d.ID, &d.Provider, &d.Author.Role, &d.Author.ID, &d.Rev, &form, &d.CreatedAt, &d.UpdatedAt, &d.Chat.Bot, &d.Chat.Chat}, more...)...); err != nil {
		return d, err
	}
	return d, db.open(form, "drafts.form", &d.Form)
}

func (u *unit) LoadDraft(ctx context.Context, id int64) (*backend.Draft, error) {
	return u.oneDraft(ctx, selectDraft+`WHERE id = $1`, id)
}

// LockDraft looks at the provider in the same round trip: others wait for what is
// locked next.
func (u *unit) LockDraft(ctx context.Context, id int64) (*backend.Draft, error) {
	if err := u.begin(ctx); err != nil {
		return nil, err
	}
	rows, err := u.q().Query(ctx, `
		SELECT d.id, coalesce(d.provider_id, 0), d.author, d.author_id, d.rev, d.form, d.created_at, d.updated_at, d.bot, d.chat, coalesce(p.active, true)
		FROM drafts d LEFT JOIN providers p ON p.id = d.provider_id
		WHERE d.id = $1 FOR UPDATE OF d`, id)
	if err != nil {
		return nil, translate(err)
	}
	var active bool
	d, err := pgx.CollectExactlyOneRow(rows, func(row pgx.CollectableRow) (backend.Draft, error) {
		return u.db.scanDraft(row, &active)
	})
	if err != nil {
		return nil, translate(err)
	}
	if !active {
		return &d, backend.ErrClosed
	}
	return &d, nil
}

func (u *unit) oneDraft(ctx context.Context, sql string, id int64) (*backend.Draft, error) {
	rows, err := u.q().Query(ctx, sql, id)
	if err != nil {
		return nil, translate(err)
	}
	d, err := pgx.CollectExactlyOneRow(rows, func(row pgx.CollectableRow) (backend.Draft, error) { return u.db.scanDraft(row) })
	if err != nil {
		return nil, translate(err)
	}
	return &d, nil
}

func (u *unit) DraftsOf(ctx context.Context, provider int64, limit int) ([]backend.Draft, error) {
	rows, err := u.q().Query(ctx, selectDraft+`WHERE provider_id = $1 ORDER BY id DESC LIMIT $2`, provider, limit)
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	var drafts []backend.Draft
	for rows.Next() {
		d, err := u.db.scanDraft(rows)
		switch {
		case errors.Is(err, errContent): // one that does not open hides no other
		case err != nil:
			return nil, translate(err)
		default:
			drafts = append(drafts, d)
		}
	}
	return drafts, translate(rows.Err())
}
