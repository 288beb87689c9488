package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/preauth"
)

// holdBeneficiary locks no row, so that nobody but another send waits. A turn by itself
// waits: of what comes after it in the lock order it has nothing yet. One of a group
// may have the counters, and gives up instead.
const (
	holdBeneficiary = `SELECT pg_advisory_xact_lock(4, hashint8($1)) IS NOT NULL`
	tryBeneficiary  = `SELECT pg_try_advisory_xact_lock(4, hashint8($1))`
)

// hold queues holding a beneficiary, before anything is read of it.
func (u *unit) hold(ctx context.Context, batch *pgx.Batch, beneficiary int64) error {
	if err := u.begin(ctx); err != nil {
		return err
	}
	how := holdBeneficiary
	if u.held != nil {
		if u.held[beneficiary] {
			return backend.ErrAlone // what the turn before writes cannot be read yet
		}
		how, u.held[beneficiary] = tryBeneficiary, true
	}
	batch.Queue(how, beneficiary).QueryRow(func(row pgx.Row) error {
		var held bool
		if err := row.Scan(&held); err != nil || held {
			return err
		}
		return backend.ErrConflict
	})
	return nil
}

// Registered asks everything in one round trip; each statement sees what was committed
// before it, and so what whoever held the beneficiary wrote.
func (u *unit) Registered(ctx context.Context, of backend.Asker) (backend.Registered, error) {
	var reg backend.Registered
	var batch pgx.Batch
	if of.Hold {
		if err := u.hold(ctx, &batch, of.Beneficiary); err != nil {
			return reg, err
		}
	}
	batch.Queue(`
		SELECT p.standing, p.not_enabled, d.standing, d.specialties
		FROM providers p, professionals d WHERE p.id = $1 AND p.active AND d.id = $2 AND d.active`, of.Provider, of.Professional).
		QueryRow(func(row pgx.Row) error {
			return row.Scan(&reg.Provider.Standing, &reg.Provider.NotEnabled, &reg.Professional.Standing, &reg.Professional.Specialties)
		})
	batch.Queue(selectBeneficiary+` WHERE id = $1`, of.Beneficiary).Query(func(rows pgx.Rows) error {
		found, err := pgx.CollectRows(rows, u.db.scanBeneficiary)
		if err == nil && len(found) > 0 {
			reg.Beneficiary = &found[0]
		}
		return err
	})
	events := func(to *[]preauth.Event) func(pgx.Rows) error {
		return func(rows pgx.Rows) (err error) {
			*to, err = pgx.CollectRows(rows, scanEvent)
			return err
		}
	}
	// What was done: as the operator's systems report it, and what was billed here.
	batch.Queue(`
		SELECT code, tooth, faces, region, done_at AS day, 0::bigint FROM treatments WHERE beneficiary_id = $1
		UNION ALL
		SELECT i.code, i.tooth, i.faces, i.region, (l.changed_at AT TIME ZONE 'America/Sao_Paulo')::date,
		       CASE WHEN r.provider_id = $2 THEN r.number ELSE 0 END
		FROM requests r JOIN releases l ON l.request_id = r.id JOIN release_items i ON i.release_id = l.id
		WHERE r.beneficiary_id = $1 AND l.state = 'apresentada'
		ORDER BY day`, of.Beneficiary, of.Provider).Query(events(&reg.History))
	batch.Queue(`
		SELECT i.code, i.tooth, i.faces, i.region, (r.sent_at AT TIME ZONE 'America/Sao_Paulo')::date AS day,
		       CASE WHEN r.provider_id = $3 THEN r.number ELSE 0 END
		FROM requests r JOIN releases l ON l.request_id = r.id JOIN release_items i ON i.release_id = l.id
		WHERE r.beneficiary_id = $1 AND r.id <> $2 AND l.state = 'aberta'
		UNION ALL
		SELECT i.code, i.tooth, i.faces, i.region, (r.sent_at AT TIME ZONE 'America/Sao_Paulo')::date,
		       CASE WHEN r.provider_id = $3 THEN r.number ELSE 0 END
		FROM requests r JOIN request_items i ON i.request_id = r.id
		WHERE r.beneficiary_id = $1 AND r.id <> $2 AND i.result = 'em_analise'
		ORDER BY day`, of.Beneficiary, of.Except, of.Provider).Query(events(&reg.Open))
	if of.Looker != (access.Actor{}) {
		batch.Queue(countLooks, string(of.Looker.Role), of.Looker.ID, of.LooksSince, of.MostLooks).
			QueryRow(func(row pgx.Row) error { return row.Scan(&reg.Looks) })
	}
	var err error
	if u.tx != nil {
		err = u.tx.SendBatch(ctx, &batch).Close()
	} else {
		err = u.db.pool.SendBatch(ctx, &batch).Close()
	}
	return reg, translate(err)
}

func scanEvent(row pgx.CollectableRow) (preauth.Event, error) {
	var (
		e   preauth.Event
		s   scanned
		day time.Time
	)
	if err := row.Scan(&s.code, &s.tooth, &s.faces, &s.region, &day, &e.Number); err != nil {
		return e, err
	}
	item, err := s.item()
	e.Code, e.Tooth, e.Faces, e.Region, e.On = item.Code, item.Tooth, item.Faces, item.Region, dateOf(day)
	return e, err
}

func (u *unit) BasisOf(ctx context.Context, request int64) (backend.Basis, error) {
	var (
		b      backend.Basis
		sealed []byte
	)
	err := u.q().QueryRow(ctx, `SELECT basis FROM requests WHERE id = $1 AND basis IS NOT NULL`, request).Scan(&sealed)
	if err != nil {
		return b, translate(err)
	}
	return b, u.db.open(sealed, "requests.basis", &b)
}

// basisRow is what a request stands on from now on.
type basisRow struct {
	request int64
	backend.Basis
}

func (u *unit) SaveBasis(request int64, b backend.Basis) {
	u.rows.bases = append(u.rows.bases, basisRow{request, b})
}

func (w *writer) bases(rows []basisRow) {
	for _, r := range rows {
		w.queue(`UPDATE requests SET basis = $2 WHERE id = $1`, r.request, w.jsonSealed(r.Basis, "requests.basis"))
	}
}
