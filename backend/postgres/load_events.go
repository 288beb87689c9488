package postgres

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"

	"guiche/backend/calendar"
	"guiche/backend/copay"
	"guiche/backend/ident"
)

// CareRow is a line of care as the operator's systems report it; or, with Reverses,
// what was taken back of one.
type CareRow struct {
	ID       string
	Card     ident.Card
	Kind     copay.Kind
	Attended calendar.Date
	// AttendedTo is the last day of several.
	AttendedTo    calendar.Date
	Paid          copay.Month
	PaidOn        calendar.Date
	Amount        int64
	Sessions      int64
	Setting       copay.Setting
	Reimbursement bool
	Reverses      string
	// Provider who treated, and Description for people; no rule asks them.
	Provider, Description string
}

// careDetail is what of a line of care is sealed.
type careDetail struct {
	Provider    string `json:"provider,omitempty"`
	Description string `json:"description,omitempty"`
}

// content is the same for the same row, and tells nothing of it.
func (r CareRow) content(db *DB) ([]byte, error) {
	plain, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("postgres: %w", err)
	}
	sum := sha256.Sum256(plain)
	return db.seal.Token(sum[:], "copay_events.content")
}

func (c careDetail) sealed(db *DB) ([]byte, error) {
	if c == (careDetail{}) {
		return nil, nil
	}
	plain, err := json.Marshal(c)
	if err != nil {
		return nil, fmt.Errorf("postgres: %w", err)
	}
	return db.seal.Seal(plain, "copay_events.detail")
}

// TakeEvents takes lines of care. An identical repeat does nothing; the same id with
// other content is reported.
func (db *DB) TakeEvents(ctx context.Context, in Intake[CareRow]) (Taken, error) {
	return take(ctx, db, events, in)
}

var events = subject[CareRow]{
	columns: []string{
		"external_id text", "card_token bytea", "base_month date", "paid_on date", "attended date", "attended_to date", "kind text",
		"amount bigint", "sessions integer", "setting text", "reimbursement boolean", "reverses text", "detail bytea", "content bytea",
	},
	values: func(db *DB, r CareRow) ([]any, error) {
		card, err := db.seal.Token([]byte(r.Card), "card")
		if err != nil {
			return nil, err
		}
		detail, err := careDetail{r.Provider, r.Description}.sealed(db)
		if err != nil {
			return nil, err
		}
		content, err := r.content(db)
		if err != nil {
			return nil, err
		}
		var reverses *string
		if r.Reverses != "" {
			reverses = &r.Reverses
		}
		return []any{
			r.ID, card, monthDay(r.Paid), dayOf(r.PaidOn), dayOf(r.Attended), dayOf(r.AttendedTo), string(r.Kind),
			r.Amount, int32(r.Sessions), string(r.Setting), r.Reimbursement, reverses, detail, content,
		}, nil
	},
	steps: []step{
		{sql: `
			CREATE TEMP TABLE again ON COMMIT DROP AS
			SELECT external_id, min(line) AS first
			FROM incoming GROUP BY external_id HAVING count(*) > 1`},
		{sql: `
			DELETE FROM incoming i USING again a, incoming f
			WHERE i.external_id = a.external_id AND i.line > a.first AND f.line = a.first AND f.content = i.content`},
		bad("id", "an id of its own: it stands in an earlier line with other content",
			`EXISTS (SELECT 1 FROM again a WHERE a.external_id = i.external_id AND i.line > a.first)`),
		bad("id", "an id of its own: it is stored with other content",
			`EXISTS (SELECT 1 FROM copay_events e WHERE e.external_id = i.external_id AND e.content <> i.content)`),
		{sql: `DELETE FROM incoming i USING copay_events e WHERE e.external_id = i.external_id`},
		bad("matricula", "the card of a registered beneficiary",
			`i.reverses IS NULL AND NOT EXISTS (SELECT 1 FROM beneficiaries b WHERE b.card_token = i.card_token)`),
		bad("estorna", "the id of a line of care that is stored or stands in this file",
			`i.reverses IS NOT NULL AND NOT EXISTS (SELECT 1 FROM copay_events e WHERE e.external_id = i.reverses AND e.reverses IS NULL)
			 AND NOT EXISTS (SELECT 1 FROM incoming f JOIN beneficiaries b USING (card_token) WHERE f.external_id = i.reverses AND f.reverses IS NULL)`),
		// A line cannot be changed once it is stored: what no closing could settle is
		// refused here.
		{sql: `
			CREATE TEMP TABLE taken_back ON COMMIT DROP AS
			SELECT i.line, i.reverses, i.amount, i.base_month, e.amount AS paid, e.base_month AS paid_in
			FROM incoming i JOIN copay_events e ON e.external_id = i.reverses
			UNION ALL
			SELECT i.line, i.reverses, i.amount, i.base_month, e.amount, e.base_month
			FROM incoming i JOIN incoming e ON e.external_id = i.reverses`},
		bad("mes_pagamento", "a month not before that of the line that is taken back",
			`i.reverses IS NOT NULL AND EXISTS (SELECT 1 FROM taken_back t WHERE t.line = i.line AND t.base_month < t.paid_in)`),
		bad("estorna", "a line paid since the first month that was closed here; for an earlier one: guiche copay decide",
			`i.reverses IS NOT NULL AND EXISTS (SELECT 1 FROM taken_back t WHERE t.line = i.line AND t.paid_in < (SELECT min(month) FROM copay_closings))`),
		bad("valor", "with all that is taken back of the line, no more than was paid",
			`i.reverses IN (
				SELECT t.reverses FROM taken_back t
				LEFT JOIN (SELECT reverses, sum(amount) AS before FROM copay_events WHERE reverses IN (SELECT reverses FROM taken_back) GROUP BY reverses) s USING (reverses)
				GROUP BY t.reverses, s.before HAVING sum(t.amount) + coalesce(s.before, 0) > max(t.paid))`),
		bad("pagamento", "the day: a version of the regulation begins within this month",
			`i.reverses IS NULL AND i.paid_on IS NULL AND i.kind <> 'outro' AND i.base_month IN (
				SELECT date_trunc('month', v)::date FROM (
					SELECT effective_from AS v FROM copay_versions
					UNION ALL
					SELECT '`+copay.Standard().From.String()+`'::date WHERE NOT EXISTS (SELECT 1 FROM copay_versions)) AS versions
				WHERE extract(day FROM v) > 1)`),
		{counts: true, sql: `
			INSERT INTO copay_events (external_id, titular_id, beneficiary_id, base_month, paid_on, attended, attended_to, kind, amount,
			                          sessions, setting, reimbursement, reverses, detail, content, known_after)
			SELECT i.external_id, coalesce(b.titular_id, b.id), b.id, i.base_month, i.paid_on, i.attended, i.attended_to, i.kind, i.amount,
			       i.sessions, i.setting, i.reimbursement, NULL, i.detail, i.content, (SELECT max(month) FROM copay_closings)
			FROM incoming i JOIN beneficiaries b USING (card_token)
			WHERE i.reverses IS NULL
			ORDER BY i.base_month, coalesce(b.titular_id, b.id)`},
		{counts: true, sql: `
			INSERT INTO copay_events (external_id, titular_id, beneficiary_id, base_month, paid_on, attended, attended_to, kind, amount,
			                          sessions, setting, reimbursement, reverses, detail, content, known_after)
			SELECT i.external_id, e.titular_id, e.beneficiary_id, i.base_month, i.paid_on, NULL, NULL, e.kind, i.amount,
			       0, e.setting, e.reimbursement, i.reverses, i.detail, i.content, (SELECT max(month) FROM copay_closings)
			FROM incoming i JOIN copay_events e ON e.external_id = i.reverses`},
		// What comes after its month was closed, and what takes back, is settled from
		// the first month on.
		{sql: `
			INSERT INTO copay_touched (titular_id)
			SELECT DISTINCT e.titular_id FROM incoming i JOIN copay_events e USING (external_id)
			WHERE e.base_month BETWEEN (SELECT min(month) FROM copay_closings) AND (SELECT max(month) FROM copay_closings)
			ON CONFLICT DO NOTHING`},
	},
}
