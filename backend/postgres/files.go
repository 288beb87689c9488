package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"guiche/backend"
)

// fetchBody is the sealed part of a download to do.
type fetchBody struct {
	Remote     string `json:"remote"`
	Name       string `json:"name"`
	Size       int64  `json:"size"`
	Compressed bool   `json:"compressed"`
	Caption    string `json:"caption"`
	MessageID  int    `json:"message,omitempty"`
}

// fetches queues downloads and ends others. Ending one that had ended
// fails with ErrSeen, so that a file arrives once even when it was downloaded twice.
func (w *writer) fetches(add []backend.Fetch, end []int64) {
	for _, f := range add {
		w.queue(`
			INSERT INTO fetches (id, bot, chat, draft_id, body, at) VALUES ($1, $2, $3, $4, $5, $6)`,
			f.ID, f.Chat.Bot, f.Chat.Chat, f.DraftID,
			w.jsonSealed(fetchBody{f.Remote, f.Name, f.Size, f.Compressed, f.Caption, f.MessageID}, "fetches.body"), w.now)
	}
	if len(end) > 0 {
		w.queue(`
			WITH done AS (DELETE FROM fetches WHERE id = ANY($1::bigint[]) RETURNING 1)
			SELECT expect_rows(count(*), $2, 'fetches')::text FROM done`, end, len(end))
	}
}

// files adds stored files, but to a draft that this very transaction drops, and
// removes others. What then no row refers to is found by SweepBlob.
func (w *writer) files(add []fileRow, drop []int64) {
	for _, f := range add {
		w.queue(`
			INSERT INTO files (id, draft_id, name, kind, size, sha256, blob, preview, at)
			SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9 WHERE EXISTS (SELECT FROM drafts WHERE id = $2)`,
			f.ID, f.draft, w.sealed([]byte(f.Name), "files.name"), f.Kind, f.Size, w.sealed(f.SHA256[:], "files.sha256"), f.Blob, f.Preview, w.now)
	}
	if len(drop) > 0 {
		w.queue(`
			WITH gone AS (DELETE FROM files WHERE id = ANY($1::bigint[]) RETURNING blob, preview)
			`+doubted(`SELECT unnest(ARRAY[blob, preview]) FROM gone`), drop)
	}
}

// Fetches lists downloads that were asked for before a moment and have not
// ended, of chats that this process leads or can take the lead of.
func (db *DB) Fetches(ctx context.Context, now, before time.Time, limit int) ([]backend.Fetch, error) {
	rows, err := db.pool.Query(ctx, `
		WITH due AS (
			SELECT f.id, f.bot, f.chat, f.draft_id, f.body, f.at
			FROM fetches f JOIN chats c ON c.bot = f.bot AND c.chat = f.chat
			WHERE f.at < $2
			AND (c.lease_owner = $3 OR c.lease_until < $1 OR pg_try_advisory_xact_lock(c.lease_owner))
			ORDER BY f.id LIMIT $4
		), led AS (
			UPDATE chats c SET lease_owner = $3, lease_until = $5
			FROM (SELECT DISTINCT bot, chat FROM due ORDER BY bot, chat) d
			WHERE c.bot = d.bot AND c.chat = d.chat
			RETURNING c.bot, c.chat
		)
		SELECT id, bot, chat, draft_id, body, at FROM due JOIN led USING (bot, chat) ORDER BY id`,
		now, before, db.owner, limit, now.Add(leaseFor))
	if err != nil {
		return nil, translate(err)
	}
	fetches, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (backend.Fetch, error) {
		var (
			f      backend.Fetch
			sealed []byte
			body   fetchBody
		)
		if err := row.Scan(&f.ID, &f.Chat.Bot, &f.Chat.Chat, &f.DraftID, &sealed, &f.At); err != nil {
			return f, err
		}
		// One that does not open has no Remote: the download ends as "gone".
		if db.open(sealed, "fetches.body", &body) == nil {
			f.Remote, f.Name, f.Size, f.Compressed, f.Caption = body.Remote, body.Name, body.Size, body.Compressed, body.Caption
			f.MessageID = body.MessageID
		}
		return f, nil
	})
	return fetches, translate(err)
}

// FilesOf reads by the index of the draft; a request keeps its draft's number.
func (u *unit) FilesOf(ctx context.Context, id int64) ([]backend.Attachment, error) {
	rows, err := u.q().Query(ctx, `
		SELECT id, name, kind, size, blob, preview, interaction, at FROM files WHERE draft_id = $1 ORDER BY interaction, id`, id)
	if err != nil {
		return nil, translate(err)
	}
	files, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (backend.Attachment, error) {
		var (
			a      backend.Attachment
			sealed []byte
		)
		if err := row.Scan(&a.ID, &sealed, &a.Kind, &a.Size, &a.Blob, &a.Preview, &a.Interaction, &a.At); err != nil {
			return a, err
		}
		// A name that does not open hides no file.
		if name, err := u.db.seal.Open(sealed, "files.name"); err == nil {
			a.Name = string(name)
		}
		return a, nil
	})
	return files, translate(err)
}
