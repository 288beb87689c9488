package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/copay"
)

// ClosedDebit reads what a closed month makes of a titular, and how it is paid.
func (u *unit) ClosedDebit(ctx context.Context, titular int64, m copay.Month) (backend.ClosedDebit, error) {
	var (
		d                  backend.ClosedDebit
		on, effective, due pgtype.Date
		channel            *string
		account, boleto    []byte
		cents              *int64
	)
	err := u.q().QueryRow(ctx, `
		SELECT s.debited, s.credited, s.carry_out, s.debit_on, s.effective_on, c.channel, c.detail, o.amount, o.due_on, o.detail
		FROM copay_settled s
		LEFT JOIN LATERAL (
			SELECT channel, detail FROM copay_channels
			WHERE titular_id = s.titular_id AND from_month <= $3 ORDER BY from_month DESC LIMIT 1
		) c ON true
		LEFT JOIN copay_boletos o ON o.titular_id = s.titular_id AND o.month = $3
		WHERE s.titular_id = $1 AND s.month = $2`, titular, monthDay(m), monthDay(m+1)).
		Scan(&d.Debited, &d.Credited, &d.CarryOut, &on, &effective, &channel, &account, &cents, &due, &boleto)
	if err != nil {
		return d, translate(err)
	}
	d.On, d.Effective = dateIn(on), dateIn(effective)
	if channel != nil {
		if d.PaidBy, err = u.db.openChannel(*channel, account); err != nil {
			return d, err
		}
	}
	if cents != nil {
		d.Boleto, err = u.db.openBoleto(*cents, due, boleto)
	}
	return d, err
}

// heldBack is when a duty is due that waits for the end of its closing.
const heldBack = pgtype.Infinity

// tellLater leaves duties for those of a batch who want to be told and have a chat to be
// told in; nobody else's titular costs a row. Until the month is closed they are held back.
func tellLater(batch *pgx.Batch, s backend.ClosingState, now time.Time, titulares []int64) {
	due := pgtype.Timestamptz{Valid: true, InfinityModifier: heldBack}
	if s.Again { // the month is closed: only who was refused is caught up with
		due = pgtype.Timestamptz{Valid: true, Time: now}
	}
	names := make([]string, 0, len(backend.ChoseDebits()))
	for _, p := range backend.ChoseDebits() {
		names = append(names, string(p))
	}
	batch.Queue(`
		INSERT INTO timers (bot, chat, name, due_at)
		SELECT 0, -n.id, $2, $3
		FROM unnest($1::bigint[]) AS n (id)
		WHERE EXISTS (SELECT 1 FROM preferences p WHERE p.role = $4 AND p.subject_id = n.id AND p.name = ANY($5::text[]) AND p.value <> $6)
		  AND EXISTS (SELECT 1 FROM chats c WHERE c.role = $4 AND c.subject_id = n.id AND c.role <> '')
		ORDER BY n.id
		ON CONFLICT (bot, chat, name) DO NOTHING`,
		titulares, backend.ClosedDuty(s.Month), due, string(access.Member), names, string(backend.TellNever))
}

// toldASecond is how many titulares are told of a closed month in a second: less than
// the outbox sends, so that what others wait for passes between them.
const toldASecond = 20

// EndClosing notes that a month is closed, and lets go of what it told nobody before.
func (db *DB) EndClosing(ctx context.Context, m copay.Month, now time.Time) error {
	_, err := db.pool.Exec(ctx, `
		WITH done AS (
			UPDATE copay_closings SET done_at = $2 WHERE month = $1 AND done_at IS NULL RETURNING 1
		), held AS (
			SELECT bot, chat, name, row_number() OVER (ORDER BY chat DESC) / $4::int AS second
			FROM timers WHERE bot = 0 AND due_at = 'infinity' AND name = $3 AND EXISTS (SELECT 1 FROM done)
		)
		UPDATE timers t SET due_at = $2::timestamptz + held.second * interval '1 second'
		FROM held WHERE t.bot = held.bot AND t.chat = held.chat AND t.name = held.name`,
		monthDay(m), now, backend.ClosedDuty(m), toldASecond)
	return translate(err)
}
