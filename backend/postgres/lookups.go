package postgres

import (
	"context"
	"time"

	"guiche/backend"
)

// LookUps reads the audit trail: what is counted is what was noted. It looks at
// the provider in the same round trip.
func (u *unit) LookUps(ctx context.Context, provider int64, since time.Time, most int) (backend.LookUps, error) {
	var l backend.LookUps
	err := u.q().QueryRow(ctx, `
		SELECT coalesce(n.times, '{}'), n.misses
		FROM providers p, LATERAL (
			SELECT array_agg(at ORDER BY at) AS times, count(*) FILTER (WHERE code = 'not_found') AS misses
			FROM (
				SELECT at, code FROM audit
				WHERE action = 'look_up' AND code IN ('ok', 'not_found') AND role = 'provider' AND subject_id = p.id AND at > $2
				ORDER BY at DESC LIMIT $3
			) latest
		) n
		WHERE p.id = $1 AND p.active`, provider, since, most).Scan(&l.Times, &l.Misses)
	return l, translate(err)
}

// contactRow is a provider's contact as registered anew.
type contactRow struct {
	provider int64
	contact  backend.Contact
}

func (u *unit) SaveContact(provider int64, c backend.Contact) {
	u.rows.contacts = append(u.rows.contacts, contactRow{provider, c})
}

func (w *writer) contacts(rows []contactRow) {
	for _, r := range rows {
		w.queue(`UPDATE providers SET contact = $2 WHERE id = $1`, r.provider, w.jsonSealed(r.contact, "providers.contact"))
	}
}
