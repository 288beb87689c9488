package postgres

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strconv"

	"github.com/jackc/pgx/v5/pgtype"

	"guiche/backend/calendar"
	"guiche/backend/copay"
)

// ActuaryLine is a line of care of a closed month, or the difference to one of an
// earlier month, without who it is of.
type ActuaryLine struct {
	// Person and Family are keyed pseudonyms: the same in every month, and of no use
	// without the operator's key.
	Person, Family string
	Titular        bool
	// Age on the last day of the base month; -1 where no birth is registered.
	Age  int
	Base copay.Month
	// Care is empty for a decision of the board.
	Care copay.Event
	// Paid is what the operator paid for it, less what it took back so far.
	Paid int64
	copay.Amounts
	// Adjusted is the difference to what was due before.
	Adjusted int64
	Status   copay.Status
}

// pseudonym of a person or family: of its number, which by itself says nothing.
func (db *DB) pseudonym(id int64) (string, error) {
	const shown = 8 // bytes
	token, err := db.seal.Token([]byte(strconv.FormatInt(id, 10)), "copay.actuary")
	sum := sha256.Sum256(token)
	return hex.EncodeToString(sum[:shown]), err
}

// actuarySQL goes through what a month posted about events and decisions, and through
// the month's events that nothing was posted about; those that came after the closing
// stand in the month that took them in.
const actuarySQL = `
	WITH posted AS (
		SELECT l.titular_id, l.base, l.event_id,
		       coalesce(sum(l.amount) FILTER (WHERE l.kind = 'due'), 0)::bigint AS due,
		       coalesce(sum(l.amount) FILTER (WHERE l.kind = 'deduction'), 0)::bigint AS deducted,
		       coalesce(sum(l.amount) FILTER (WHERE l.kind = 'assumed'), 0)::bigint AS assumed,
		       coalesce(sum(l.amount) FILTER (WHERE l.kind = 'adjustment'), 0)::bigint AS adjusted
		FROM copay_settled s JOIN copay_ledger l ON l.titular_id = s.titular_id AND l.month = s.month
		WHERE s.month = $1 AND l.event_id <> 0
		GROUP BY l.titular_id, l.base, l.event_id
	), quiet AS (
		SELECT e.titular_id, e.base_month AS base, e.id AS event_id, 0::bigint AS due, 0::bigint AS deducted, 0::bigint AS assumed, 0::bigint AS adjusted
		FROM copay_settled s JOIN copay_events e ON e.titular_id = s.titular_id AND e.base_month = s.month
		WHERE s.month = $1 AND e.reverses IS NULL AND (e.known_after IS NULL OR e.known_after < e.base_month)
		  AND NOT EXISTS (SELECT 1 FROM posted p WHERE p.event_id = e.id AND p.base = e.base_month)
	), taken AS (
		SELECT reverses, sum(amount)::bigint AS amount FROM copay_events WHERE reverses IS NOT NULL AND base_month <= $1 GROUP BY reverses
	)
	SELECT l.titular_id, b.id, b.identity, l.base, l.due, l.deducted, l.assumed, l.adjusted,
	       coalesce(e.kind, ''), coalesce(e.amount, 0) - coalesce(t.amount, 0), coalesce(e.sessions, 0), coalesce(e.setting, ''),
	       coalesce(e.reimbursement, false), e.attended, e.paid_on, coalesce(m.apabex, false), y.from_days, y.to_days, y.settings
	FROM (SELECT * FROM posted UNION ALL SELECT * FROM quiet) l
	LEFT JOIN copay_events e ON e.id = l.event_id
	LEFT JOIN taken t ON t.reverses = e.external_id
	JOIN beneficiaries b ON b.id = coalesce(e.beneficiary_id, l.titular_id)
	LEFT JOIN copay_members m ON m.beneficiary_id = b.id
	LEFT JOIN (SELECT beneficiary_id, array_agg(from_day) AS from_days, array_agg(to_day) AS to_days, array_agg(setting) AS settings
	           FROM copay_stays GROUP BY beneficiary_id) y ON y.beneficiary_id = b.id
	ORDER BY l.titular_id, l.base, l.event_id`

// actuaryRow is a row of it as it is scanned.
type actuaryRow struct {
	titular, id              int64
	identity                 []byte
	base, attended, paidOn   pgtype.Date
	due, deducted, assumed   int64
	adjusted, paid, sessions int64
	kind, setting            string
	reimbursement, apabex    bool
	from, to                 []pgtype.Date
	settings                 []string
}

// ActuaryLines goes through a closed month, line by line; backend.ErrNotFound for a
// month that is not closed.
func (db *DB) ActuaryLines(ctx context.Context, m copay.Month, fn func(ActuaryLine) error) error {
	terms, err := db.copayTerms(ctx, db.pool, m)
	if err != nil {
		return err
	}
	statusOf, err := copay.Statuses(terms.Params)
	if err != nil {
		return err
	}
	var r actuaryRow
	return db.streamed(ctx, m, actuarySQL, []any{
		&r.titular, &r.id, &r.identity, &r.base, &r.due, &r.deducted, &r.assumed, &r.adjusted, &r.kind, &r.paid, &r.sessions, &r.setting,
		&r.reimbursement, &r.attended, &r.paidOn, &r.apabex, &r.from, &r.to, &r.settings,
	}, func() error {
		line, err := db.actuaryLine(&r, statusOf)
		if err != nil {
			return err
		}
		return fn(line)
	})
}

func (db *DB) actuaryLine(r *actuaryRow, statusOf func(copay.Beneficiary, copay.Event) copay.Status) (ActuaryLine, error) {
	l := ActuaryLine{
		Titular: r.id == r.titular, Age: -1, Base: monthIn(r.base), Paid: r.paid, Adjusted: r.adjusted,
		Amounts: copay.Amounts{Due: r.due, Deducted: r.deducted, Assumed: r.assumed},
	}
	var err error
	if l.Person, err = db.pseudonym(r.id); err != nil {
		return l, err
	}
	if l.Family, err = db.pseudonym(r.titular); err != nil {
		return l, err
	}
	var who beneficiaryIdentity
	if err := db.open(r.identity, "beneficiaries.identity", &who); err != nil {
		return l, err
	}
	if who.Birth != (calendar.Date{}) {
		l.Age = who.Birth.AgeOn(l.Base.Last())
	}
	if r.kind == "" {
		return l, nil
	}
	l.Care = copay.Event{
		Beneficiary: l.Person, Kind: copay.Kind(r.kind), Attended: dateIn(r.attended), Paid: l.Base, PaidOn: dateIn(r.paidOn), Amount: r.paid,
		Sessions: r.sessions, Setting: copay.Setting(r.setting), Reimbursement: r.reimbursement,
	}
	p := copay.Beneficiary{ID: l.Person, Titular: l.Titular, APABEX: r.apabex}
	for i, from := range r.from {
		p.Stays = append(p.Stays, copay.Stay{From: dateIn(from), To: dateIn(r.to[i]), Setting: copay.Setting(r.settings[i])})
	}
	l.Status = statusOf(p, l.Care)
	return l, nil
}
