package postgres

import (
	"context"
	"time"

	"guiche/backend"
	"guiche/backend/access"
)

func (u *unit) Reach(ctx context.Context, of access.Actor) (r backend.Reach, err error) {
	err = u.q().QueryRow(ctx, `
		SELECT count(*), count(*) FILTER (WHERE blocked) FROM chats WHERE role = $1 AND subject_id = $2 AND role <> ''`,
		string(of.Role), of.ID).Scan(&r.Linked, &r.Blocked)
	return r, translate(err)
}

// Delivery tells how the messages stand that people have not got yet.
func (db *DB) Delivery(ctx context.Context, now time.Time) (d backend.Delivery, err error) {
	var oldest, since *time.Time
	err = db.pool.QueryRow(ctx, `
		SELECT count(*) FILTER (WHERE o.due_at <= $1), min(greatest(o.at, o.due_at)) FILTER (WHERE o.due_at <= $1),
		       count(*) FILTER (WHERE o.due_at > $1 AND o.due_at < 'infinity'),
		       count(DISTINCT (o.bot, o.chat)) FILTER (WHERE o.due_at = 'infinity' AND c.blocked),
		       count(*) FILTER (WHERE o.due_at = 'infinity'), min(o.at) FILTER (WHERE o.due_at = 'infinity' AND c.blocked)
		FROM outbox o LEFT JOIN chats c ON c.bot = o.bot AND c.chat = o.chat`, now).
		Scan(&d.Waiting, &oldest, &d.Held, &d.Blocked, &d.Parked, &since)
	if oldest != nil {
		d.Oldest = *oldest
	}
	if since != nil {
		d.BlockedSince = *since
	}
	return d, translate(err)
}
