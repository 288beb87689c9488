package postgres

import (
	"slices"
	"strings"
	"testing"
	"time"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/seal"
	"guiche/internal/pgtest"
)

// TestListsWalkAnIndex asks for the plans of the lists over many requests of several
// providers: each has to read what it shows, in order, and not more.
func TestListsWalkAnIndex(t *testing.T) {
	t.Parallel()
	box, err := seal.Ephemeral()
	if err != nil {
		t.Fatal(err)
	}
	db, err := Open(t.Context(), pgtest.New(t), box)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, sql := range []string{
		`INSERT INTO providers (id, doc_token, identity, contact) SELECT i, i::text::bytea, '', '' FROM generate_series(1, 200) i`,
		`INSERT INTO professionals (id, doc_token, identity) VALUES (1, '1', '')`,
		`INSERT INTO beneficiaries (id, card_token, cpf_token, identity, plan, situation, category, covered_at)
		 SELECT i, i::text::bytea, i::text::bytea, '', '', '', '', '2020-01-01' FROM generate_series(1, 1000) i`,
		`INSERT INTO requests (id, number, protocol, provider_id, professional_id, beneficiary_id, situation, urgent, sent_at, due_at, form)
		 SELECT i, i, i::text, i % 200 + 1, 1, i % 1000 + 1, CASE WHEN i % 500 = 0 THEN 'cancelada' ELSE 'em_analise' END,
		        i % 7 = 0, timestamptz '2026-01-01' + i * interval '10 minutes', timestamptz '2026-01-02' + i * interval '10 minutes', ''
		 FROM generate_series(1, 20000) i`,
		`ANALYZE`,
	} {
		if _, err := db.pool.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	march := calendar.Date{Year: 2026, Month: time.March, Day: 1}
	at := backend.Cursor{Number: 9000}
	for name, tc := range map[string]struct {
		filter backend.Filter
		at     backend.Cursor
		index  string
	}{
		"everything":              {backend.Filter{}, backend.Cursor{}, "requests_provider"},
		"everything, further on":  {backend.Filter{}, at, "requests_provider"},
		"a situation":             {backend.Filter{Situation: backend.Cancelled}, backend.Cursor{}, "requests_situation"},
		"a situation, further on": {backend.Filter{Situation: backend.Cancelled}, at, "requests_situation"},
		"a person":                {backend.Filter{Beneficiary: 71}, backend.Cursor{}, "requests_beneficiary"},
		"a month":                 {backend.Filter{From: march, To: march.AddDays(30)}, backend.Cursor{}, "requests_sent"},
		"a month, going back":     {backend.Filter{From: march, To: march.AddDays(30)}, backend.Cursor{Number: 9000, Back: true}, "requests_sent"},
	} {
		sql, args := filtered(1, tc.filter, tc.at, calendar.Date{Year: 2026, Month: time.March, Day: 4}.At(0), 6)
		rows, err := db.pool.Query(t.Context(), `EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF) `+sql, args...)
		if err != nil {
			t.Fatal(err)
		}
		var plan []string
		for rows.Next() {
			var line string
			if err := rows.Scan(&line); err != nil {
				t.Fatal(err)
			}
			plan = append(plan, line)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		has := func(part string) bool {
			return slices.ContainsFunc(plan, func(line string) bool { return strings.Contains(line, part) })
		}
		if !has(tc.index) || has("Seq Scan") || tc.filter.Beneficiary == 0 && (has("Sort") || has("Rows Removed")) {
			t.Errorf("%s:\n%s", name, strings.Join(plan, "\n"))
		}
	}
}
