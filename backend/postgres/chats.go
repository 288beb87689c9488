package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"guiche/backend"
	"guiche/backend/access"
)

// chatColumns is the rows of chats as arrays, one entry a chat.
type chatColumns struct {
	bots, chats, expect, revs, subjects, drafts []int64
	roles                                       []string
	states                                      [][]byte
	blocked, awake                              []bool
}

// columns picks the chats that are new, or those that were stored before.
func (w *writer) columns(rows []chatRow, fresh bool) chatColumns {
	var c chatColumns
	for _, r := range rows {
		if (r.expect == 0) != fresh {
			continue
		}
		c.bots = append(c.bots, r.chat.Key.Bot)
		c.chats = append(c.chats, r.chat.Key.Chat)
		c.expect = append(c.expect, r.expect)
		c.revs = append(c.revs, r.rev)
		c.roles = append(c.roles, string(r.chat.Actor.Role))
		c.subjects = append(c.subjects, r.chat.Actor.ID)
		c.drafts = append(c.drafts, r.chat.DraftID)
		c.blocked = append(c.blocked, r.chat.Blocked)
		c.awake = append(c.awake, r.chat.Awake)
		c.states = append(c.states, w.sealed(r.chat.State, "chats.state"))
	}
	return c
}

// newChats inserts chats seen for the first time; one that another replica
// inserted meanwhile is a conflict.
func (w *writer) newChats(rows []chatRow, leads map[backend.ChatKey]bool) {
	c := w.columns(rows, true)
	if len(c.bots) == 0 {
		return
	}
	w.queue(`
		INSERT INTO chats (bot, chat, rev, role, subject_id, draft_id, state, blocked, lease_owner, lease_until, updated_at, linked_at)
		SELECT bot, chat, rev, role, subject_id, draft_id, state, blocked, $9, $10, $11, CASE WHEN role <> '' THEN $11::timestamptz END
		FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::bigint[], $6::bigint[], $7::bytea[], $8::boolean[])
		     AS n (bot, chat, rev, role, subject_id, draft_id, state, blocked)`,
		c.bots, c.chats, c.revs, c.roles, c.subjects, c.drafts, c.states, c.blocked,
		w.db.owner, w.now.Add(leaseFor), w.now)
	for i := range c.bots {
		leads[backend.ChatKey{Bot: c.bots[i], Chat: c.chats[i]}] = true
	}
}

// changedChats compares and sets the revisions of all chats in one statement,
// and takes the delivery lease of those where nobody else holds one. Where
// another replica does, it is told by a notification that there is something to
// deliver. A person who is awake again finds what was parked.
func (w *writer) changedChats(rows []chatRow, leads, woke map[backend.ChatKey]bool) {
	c := w.columns(rows, false)
	if len(c.bots) == 0 {
		return
	}
	w.queue(`
		WITH n AS (
			SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::bigint[], $7::bigint[], $8::bytea[], $9::boolean[], $14::boolean[])
			     AS n (bot, chat, expect, rev, role, subject_id, draft_id, state, blocked, awake)
		), done AS (
			UPDATE chats c
			SET rev = n.rev, role = n.role, subject_id = n.subject_id, draft_id = n.draft_id, state = n.state,
			    blocked = n.blocked OR (c.blocked AND NOT n.awake), updated_at = $10,
			    linked_at = CASE WHEN n.role = '' THEN NULL
			                     WHEN n.role = c.role AND n.subject_id = c.subject_id THEN c.linked_at ELSE $10::timestamptz END,
			    lease_owner = CASE WHEN c.lease_owner = $11 OR c.lease_until < $10 THEN $11 ELSE c.lease_owner END,
			    lease_until = CASE WHEN c.lease_owner = $11 OR c.lease_until < $10 THEN $12 ELSE c.lease_until END
			FROM n
			WHERE c.bot = n.bot AND c.chat = n.chat AND c.rev = n.expect
			RETURNING c.bot, c.chat, c.lease_owner, n.awake
		), woken AS (
			UPDATE outbox o SET due_at = $10
			FROM done d
			WHERE d.awake AND o.bot = d.bot AND o.chat = d.chat AND o.due_at = 'infinity'
			RETURNING o.chat
		)
		SELECT expect_rows(count(*), $13, 'chats')::text,
		       array_agg(bot), array_agg(chat), array_agg(lease_owner = $11),
		       count(pg_notify('guiche_outbox', lease_owner::text)) FILTER (WHERE lease_owner <> $11),
		       ARRAY(SELECT DISTINCT chat FROM woken)
		FROM done`,
		c.bots, c.chats, c.expect, c.revs, c.roles, c.subjects, c.drafts, c.states, c.blocked,
		w.now, w.db.owner, w.now.Add(leaseFor), len(c.bots), c.awake).
		QueryRow(func(row pgx.Row) error {
			var (
				bots, chats, woken []int64
				mine               []bool
				others             int64
			)
			if err := row.Scan(nil, &bots, &chats, &mine, &others, &woken); err != nil {
				return err
			}
			for i := range bots {
				key := backend.ChatKey{Bot: bots[i], Chat: chats[i]}
				leads[key], woke[key] = mine[i], slices.Contains(woken, key.Chat)
			}
			return nil
		})
}

// Chats loads chats with their drafts and live screens, in the order asked.
func (db *DB) Chats(ctx context.Context, keys []backend.ChatKey) ([]backend.Chat, error) {
	bots, chats := make([]int64, len(keys)), make([]int64, len(keys))
	out := make([]backend.Chat, len(keys))
	for i, k := range keys {
		bots[i], chats[i] = k.Bot, k.Chat
		out[i] = backend.Chat{Key: k, Actor: access.Actor{Role: access.Visitor}}
	}
	rows, err := db.pool.Query(ctx, `
		SELECT k.ord, c.rev, c.role, c.subject_id, c.state, c.blocked, c.draft_id, coalesce(s.message_id, 0), coalesce(s.below, false), coalesce(s.picture, false),
		       d.provider_id, d.author, d.author_id, d.rev, d.form, d.created_at, d.updated_at, d.bot, d.chat
		FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY AS k (bot, chat, ord)
		JOIN chats c ON c.bot = k.bot AND c.chat = k.chat
		LEFT JOIN drafts d ON d.id = c.draft_id
		LEFT JOIN screens s ON s.bot = c.bot AND s.chat = c.chat`, bots, chats)
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := db.scanChat(rows, out); err != nil {
			return nil, err
		}
	}
	return out, translate(rows.Err())
}

func (db *DB) scanChat(rows pgx.Rows, out []backend.Chat) error {
	var (
		ord              int64
		c                backend.Chat
		state            []byte
		provider, rev    *int64
		author           *string
		authorID         *int64
		bot, chat        *int64
		form             []byte
		created, updated *time.Time
	)
	if err := rows.Scan(&ord, &c.Rev, &c.Actor.Role, &c.Actor.ID, &state, &c.Blocked, &c.DraftID, &c.Screen.MessageID, &c.Screen.Below, &c.Screen.Picture,
		&provider, &author, &authorID, &rev, &form, &created, &updated, &bot, &chat); err != nil {
		return translate(err)
	}
	c.Key = out[ord-1].Key
	c.Screen.Key = c.Key
	// What does not open must not keep the person from the counter for ever: the
	// conversation begins anew, and the draft stays in the list of drafts.
	if plain, err := db.seal.Open(state, "chats.state"); err == nil {
		c.State = plain
	}
	if rev != nil {
		d := &backend.Draft{
			ID: c.DraftID, Author: access.Actor{Role: access.Role(*author), ID: *authorID}, Rev: *rev, CreatedAt: *created, UpdatedAt: *updated,
			Chat: backend.ChatKey{Bot: *bot, Chat: *chat},
		}
		if provider != nil {
			d.Provider = *provider
		}
		if db.open(form, "drafts.form", &d.Form) == nil {
			c.Draft = d
		}
	}
	out[ord-1] = c
	return nil
}

// errContent says that a stored value is not what it should be. Reading it again
// will not help.
var errContent = errors.New("stored value cannot be read")

// open unseals JSON into v.
func (db *DB) open(sealed []byte, aad string, v any) error {
	plain, err := db.seal.Open(sealed, aad)
	if err != nil {
		return fmt.Errorf("postgres: %s: %w: %w", aad, errContent, err)
	}
	if err := json.Unmarshal(plain, v); err != nil {
		return fmt.Errorf("postgres: %s: %w", aad, errContent) // the cause may quote the value
	}
	return nil
}

// AlreadySeen tells which of the updates were committed before.
func (db *DB) AlreadySeen(ctx context.Context, bot int64, updateIDs []int64) (map[int64]bool, error) {
	rows, err := db.pool.Query(ctx, `
		SELECT update_id FROM updates WHERE bot = $1 AND update_id = ANY($2::bigint[])`, bot, updateIDs)
	if err != nil {
		return nil, translate(err)
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, translate(err)
	}
	seen := make(map[int64]bool, len(ids))
	for _, id := range ids {
		seen[id] = true
	}
	return seen, nil
}
