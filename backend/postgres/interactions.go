package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/ident"
)

// interactionBody is the sealed part of an interaction.
type interactionBody struct {
	Contact   backend.Contact     `json:"contact"`
	Text      string              `json:"text"`
	Rulings   []backend.Ruling    `json:"rulings,omitempty"`
	Questions []backend.Question  `json:"questions,omitempty"`
	Answers   int                 `json:"answers,omitempty"`
	Signed    []backend.Signature `json:"signed,omitempty"`
	Recorded  string              `json:"recorded,omitempty"`
	Items     []int               `json:"items,omitempty"`
	Head      *backend.Letterhead `json:"head,omitempty"`
}

func bodyOf(i backend.Interaction) interactionBody {
	return interactionBody{
		Contact: i.Contact, Text: i.Text, Rulings: i.Rulings, Questions: i.Questions, Answers: i.Answers, Signed: i.Signed, Recorded: i.Recorded, Items: i.Items, Head: i.Head,
	}
}

// interactionRow is an entry of a thread; a draft becomes it, or none does.
type interactionRow struct {
	backend.Interaction
	request  int64
	draft    int64
	draftRev int64
}

func (u *unit) AddInteraction(request int64, i backend.Interaction, draft *backend.Draft) {
	row := interactionRow{Interaction: i, request: request}
	if draft != nil {
		row.draft, row.draftRev = draft.ID, draft.Rev
	}
	u.rows.interactions = append(u.rows.interactions, row)
}

// interactions adds entries to threads. The files of a draft go over to the request
// before the draft ends, so that they never belong to nothing.
func (w *writer) interactions(rows []interactionRow) {
	for _, r := range rows {
		w.interaction(r.request, r.Interaction)
		if r.draft != 0 {
			w.queue(`UPDATE files SET draft_id = $2, interaction = $3 WHERE draft_id = $1`, r.draft, r.request, r.Seq)
			w.endDraft(r.draft, r.draftRev)
		}
	}
}

func (w *writer) interaction(request int64, i backend.Interaction) {
	w.queue(`
		INSERT INTO interactions (request_id, seq, at, kind, author, author_id, body, files, protocol)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		request, i.Seq, i.At, string(i.Kind), string(i.Author), i.AuthorID,
		w.jsonSealed(bodyOf(i), "interactions.body"), i.Files, string(i.Protocol))
}

// endDraft removes a draft over the revision that was sent.
func (w *writer) endDraft(id, rev int64) {
	w.queue(`
		WITH done AS (DELETE FROM drafts WHERE id = $1 AND rev = $2 RETURNING 1)
		SELECT expect_rows(count(*), 1, 'drafts')::text FROM done`, id, rev)
}

// LockRequest locks by a statement of its own, so that the thread is read as the
// one before left it.
func (u *unit) LockRequest(ctx context.Context, n ident.RequestNumber) (backend.Details, error) {
	if err := u.begin(ctx); err != nil {
		return backend.Details{}, err
	}
	var id int64
	if err := u.q().QueryRow(ctx, `SELECT id FROM requests WHERE number = $1 FOR UPDATE`, int64(n)).Scan(&id); err != nil {
		return backend.Details{}, translate(err)
	}
	return u.details(ctx, `id = $1`, id)
}

func (u *unit) TakeSequence(ctx context.Context, day calendar.Date, last int64) (int64, error) {
	if err := u.begin(ctx); err != nil {
		return 0, err
	}
	var n int64
	err := u.q().QueryRow(ctx, `
		INSERT INTO counters AS c (name, value) VALUES ('protocol ' || $1, 1)
		ON CONFLICT (name) DO UPDATE SET value = c.value + 1 WHERE c.value < $2
		RETURNING value`, day.String(), last).Scan(&n)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, backend.ErrDayFull
	}
	return n, translate(err)
}

func (u *unit) RequestByNumber(ctx context.Context, n ident.RequestNumber) (backend.Details, error) {
	return u.details(ctx, `number = $1`, int64(n))
}

func (u *unit) RequestByProtocol(ctx context.Context, p ident.Protocol) (backend.Details, error) {
	return u.details(ctx, `protocol = $1`, string(p))
}

// details loads the request that a condition finds, with its thread.
func (u *unit) details(ctx context.Context, condition string, arg any) (backend.Details, error) {
	var (
		d      backend.Details
		sealed []byte
		clinic []byte
		who    providerIdentity

		claimed, decided *time.Time
	)
	err := u.q().QueryRow(ctx, `
		SELECT id, number, protocol, provider_id, situation, sent_at, due_at, coalesce(clock_at, sent_at), form,
		       round, claimed_by, claimed_until, question, denied_by, policy, at_once, decided_at,
		       (SELECT identity FROM providers AS p WHERE p.id = provider_id),
		       (SELECT array_agg(i.result ORDER BY i.seq) FROM request_items AS i WHERE i.request_id = requests.id)
		FROM requests WHERE `+condition, arg).
		Scan(&d.ID, &d.Number, &d.Protocol, &d.Provider, &d.Situation, &d.SentAt, &d.DueAt, &d.ClockAt, &sealed,
			&d.Round, &d.Claim.Auditor, &claimed, &d.Asking, &d.DeniedBy, &d.Policy, &d.AtOnce, &decided, &clinic, &d.Results)
	if err != nil {
		return d, translate(err)
	}
	if claimed != nil {
		d.Claim.Until = *claimed
	}
	if decided != nil {
		d.DecidedAt = *decided
	}
	if err := u.db.open(clinic, "providers.identity", &who); err != nil {
		return d, err
	}
	d.Clinic = who.Name
	if err := u.db.open(sealed, "requests.form", &d.Form); err != nil {
		return d, err
	}
	rows, err := u.q().Query(ctx, `
		SELECT seq, at, kind, author, author_id, body, files, protocol FROM interactions WHERE request_id = $1 ORDER BY seq`, d.ID)
	if err != nil {
		return d, translate(err)
	}
	d.Thread, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (backend.Interaction, error) {
		var (
			i    backend.Interaction
			raw  []byte
			body interactionBody
		)
		if err := row.Scan(&i.Seq, &i.At, &i.Kind, &i.Author, &i.AuthorID, &raw, &i.Files, &i.Protocol); err != nil {
			return i, err
		}
		err := u.db.open(raw, "interactions.body", &body)
		i.Contact, i.Text = body.Contact, body.Text
		i.Rulings, i.Questions, i.Answers, i.Signed = body.Rulings, body.Questions, body.Answers, body.Signed
		i.Items, i.Head, i.Recorded = body.Items, body.Head, body.Recorded
		return i, err
	})
	if err != nil {
		return d, fmt.Errorf("postgres: thread: %w", translate(err))
	}
	d.Releases, err = u.releases(ctx, `l.request_id = $1`, d.ID)
	return d, err
}
