package postgres

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/ident"
)

// inquiryBody and entryBody are the sealed parts of an inquiry and of an entry.
type (
	inquiryBody struct {
		Name  string               `json:"name"`
		About backend.InquiryAbout `json:"about"`
	}
	entryBody struct {
		Name    string                 `json:"name"`
		Text    string                 `json:"text"`
		Outcome backend.InquiryOutcome `json:"outcome,omitempty"`
	}
)

// inquiryRow is an inquiry to add, or a further entry of one; a draft becomes it, or
// none does.
type inquiryRow struct {
	inquiry *backend.Inquiry
	id      int64
	entry   backend.InquiryEntry
	draft   int64
	rev     int64
}

func (u *unit) AddInquiry(q backend.Inquiry, first backend.InquiryEntry, draft *backend.Draft) {
	u.addInquiryRow(inquiryRow{inquiry: &q, id: q.ID, entry: first}, draft)
}

func (u *unit) AddInquiryEntry(id int64, e backend.InquiryEntry, draft *backend.Draft) {
	u.addInquiryRow(inquiryRow{id: id, entry: e}, draft)
}

func (u *unit) addInquiryRow(r inquiryRow, draft *backend.Draft) {
	if draft != nil {
		r.draft, r.rev = draft.ID, draft.Rev
	}
	u.rows.inquiries = append(u.rows.inquiries, r)
}

func (u *unit) SaveInquiry(q backend.Inquiry) {
	u.rows.inquiryChanges = append(u.rows.inquiryChanges, q)
}

// inquiries adds inquiries and entries, and writes how inquiries stand. The files of a
// draft go over before the draft ends, so that they never belong to nothing.
func (w *writer) inquiries(rows []inquiryRow, changes []backend.Inquiry) {
	for _, r := range rows {
		if q := r.inquiry; q != nil {
			w.queue(`
				INSERT INTO inquiries (id, protocol, kind, state, level, role, subject_id, holder_role, holder_id, live, entries, opened_at, clock_at, due_at, body)
				VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
				q.ID, string(q.Protocol), string(q.Kind), string(q.State), int(q.Level), string(q.From.Role), q.From.ID,
				string(q.Holder.Role), q.Holder.ID, q.Live, q.Entries, q.OpenedAt, q.ClockAt, q.DueAt,
				w.jsonSealed(inquiryBody{q.Name, q.About}, "inquiries.body"))
		}
		w.queue(`
			INSERT INTO inquiry_entries (inquiry_id, seq, at, kind, author, author_id, files, body)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			r.id, r.entry.Seq, r.entry.At, string(r.entry.Kind), string(r.entry.Author.Role), r.entry.Author.ID, r.entry.Files,
			w.jsonSealed(entryBody{r.entry.Name, r.entry.Text, r.entry.Outcome}, "inquiry_entries.body"))
		if r.draft != 0 {
			w.queue(`UPDATE files SET draft_id = $2, interaction = $3 WHERE draft_id = $1`, r.draft, r.id, r.entry.Seq)
			w.endDraft(r.draft, r.rev)
		}
	}
	for _, q := range changes {
		w.queue(`
			UPDATE inquiries SET state = $2, level = $3, holder_role = $4, holder_id = $5, live = $6, entries = $7, clock_at = $8, due_at = $9
			WHERE id = $1`,
			q.ID, string(q.State), int(q.Level), string(q.Holder.Role), q.Holder.ID, q.Live, q.Entries, q.ClockAt, q.DueAt)
	}
}

const inquiryColumns = `id, protocol, kind, state, level, role, subject_id, holder_role, holder_id, live, entries, opened_at, clock_at, due_at, body`

func (db *DB) scanInquiry(row pgx.CollectableRow, more ...any) (backend.Inquiry, error) {
	var (
		q    backend.Inquiry
		raw  []byte
		body inquiryBody
	)
	to := append([]any{
		&q.ID, &q.Protocol, &q.Kind, &q.State, &q.Level, &q.From.Role, &q.From.ID, &q.Holder.Role, &q.Holder.ID, &q.Live, &q.Entries,
		&q.OpenedAt, &q.ClockAt, &q.DueAt, &raw,
	}, more...)
	if err := row.Scan(to...); err != nil {
		return q, err
	}
	err := db.open(raw, "inquiries.body", &body)
	q.Name, q.About = body.Name, body.About
	return q, err
}

// inquiry loads the one that the end of a statement finds.
func (u *unit) inquiry(ctx context.Context, end string, args ...any) (backend.Inquiry, error) {
	rows, err := u.q().Query(ctx, `SELECT `+inquiryColumns+` FROM inquiries WHERE `+end, args...)
	if err != nil {
		return backend.Inquiry{}, translate(err)
	}
	q, err := pgx.CollectExactlyOneRow(rows, func(row pgx.CollectableRow) (backend.Inquiry, error) { return u.db.scanInquiry(row) })
	return q, translate(err)
}

func (u *unit) Inquiry(ctx context.Context, id int64) (backend.Inquiry, error) {
	return u.inquiry(ctx, `id = $1`, id)
}

func (u *unit) LockInquiry(ctx context.Context, id int64) (backend.Inquiry, error) {
	if err := u.begin(ctx); err != nil {
		return backend.Inquiry{}, err
	}
	return u.inquiry(ctx, `id = $1 FOR UPDATE`, id)
}

func (u *unit) InquiryByProtocol(ctx context.Context, p ident.Protocol) (backend.Inquiry, error) {
	return u.inquiry(ctx, `protocol = $1`, string(p))
}

func (u *unit) TalkOf(ctx context.Context, who access.Actor) (backend.Inquiry, error) {
	return u.inquiry(ctx, `role = $1 AND subject_id = $2 AND kind = 'conversa' AND state <> 'encerrada'`, string(who.Role), who.ID)
}

func (u *unit) TalksBefore(ctx context.Context, q backend.Inquiry) (n int, err error) {
	err = u.q().QueryRow(ctx, `
		SELECT count(*) FROM inquiries
		WHERE state = 'aguardando' AND kind = 'conversa' AND holder_role = '' AND (clock_at, id) < ($1, $2)`, q.ClockAt, q.ID).Scan(&n)
	return n, translate(err)
}

func (u *unit) InquiryThread(ctx context.Context, id int64, before, most int) ([]backend.InquiryEntry, error) {
	rows, err := u.q().Query(ctx, `
		SELECT seq, at, kind, author, author_id, files, body FROM (
			SELECT * FROM inquiry_entries WHERE inquiry_id = $1 AND ($2 = 0 OR seq < $2) ORDER BY seq DESC LIMIT $3
		) last ORDER BY seq`, id, before, most)
	if err != nil {
		return nil, translate(err)
	}
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (backend.InquiryEntry, error) {
		var (
			e    backend.InquiryEntry
			raw  []byte
			body entryBody
		)
		if err := row.Scan(&e.Seq, &e.At, &e.Kind, &e.Author.Role, &e.Author.ID, &e.Files, &raw); err != nil {
			return e, err
		}
		err := u.db.open(raw, "inquiry_entries.body", &body)
		e.Name, e.Text, e.Outcome = body.Name, body.Text, body.Outcome
		return e, err
	})
	if err != nil {
		return nil, fmt.Errorf("postgres: thread of an inquiry: %w", translate(err))
	}
	return all, nil
}

func (u *unit) Inquiries(ctx context.Context, f backend.InquiryFilter, skip, most int) (backend.InquiryPage, error) {
	where, order, args := inquiryCondition(f)
	var page backend.InquiryPage
	if err := u.q().QueryRow(ctx, `SELECT count(*) FROM inquiries WHERE `+where, args...).Scan(&page.Total); err != nil {
		return page, translate(err)
	}
	if most <= 0 || page.Total == 0 {
		return page, nil
	}
	end := fmt.Sprintf(`%s ORDER BY %s LIMIT $%d OFFSET $%d`, where, order, len(args)+1, len(args)+2)
	rows, err := u.q().Query(ctx, `SELECT `+inquiryColumns+` FROM inquiries WHERE `+end, append(args, most, skip)...)
	if err != nil {
		return page, translate(err)
	}
	page.Inquiries, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (backend.Inquiry, error) { return u.db.scanInquiry(row) })
	return page, translate(err)
}

// inquiryCondition is a filter in SQL.
func inquiryCondition(f backend.InquiryFilter) (where, order string, args []any) {
	conditions := []string{"true"}
	is := func(condition string, values ...any) {
		for _, v := range values {
			args = append(args, v)
			condition = strings.Replace(condition, "?", fmt.Sprintf("$%d", len(args)), 1)
		}
		conditions = append(conditions, condition)
	}
	if f.From != (access.Actor{}) {
		is("role = ? AND subject_id = ?", string(f.From.Role), f.From.ID)
	}
	if f.Holder != (access.Actor{}) {
		is("holder_role = ? AND holder_id = ?", string(f.Holder.Role), f.Holder.ID)
	}
	if f.Leveled {
		is("level = ?", int(f.Level))
	}
	order = "id DESC"
	if f.Unclosed {
		is("state <> 'encerrada'")
	}
	if f.Live {
		is("kind = 'conversa' AND state <> 'encerrada'")
		order = "clock_at, id"
	}
	if f.Waiting {
		is("state = 'aguardando'")
		order = "due_at, id"
	}
	return strings.Join(conditions, " AND "), order, args
}
