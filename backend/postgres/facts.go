package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/dental"
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
	if u.group != nil {
		if u.group.held[beneficiary] {
			return nil // by a turn before, see group.add
		}
		how, u.group.held[beneficiary] = tryBeneficiary, true
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

// group is what the turns of one transaction share: the beneficiaries that they hold,
// and those before whose rows are written at its end.
type group struct {
	held   map[int64]bool
	before []*unit
}

// add tells the rules what the turns before asked for in the beneficiary's name, which
// no statement can read yet.
func (g *group) add(reg *backend.Registered, of backend.Asker) {
	for _, u := range g.before {
		for _, r := range u.rows.requests {
			if r.Form.Beneficiary.ID != of.Beneficiary {
				continue
			}
			event := func(item dental.Item) preauth.Event {
				e := preauth.Event{Code: item.Code, Tooth: item.Tooth, Faces: item.Faces, Region: item.Region, On: calendar.DateOf(r.SentAt)}
				if r.Provider == of.Provider {
					e.Number = int64(r.Number)
				}
				return e
			}
			for i, item := range r.Form.Items {
				if r.Result(i) == backend.Pending {
					reg.Open = append(reg.Open, event(item))
				}
			}
			for _, l := range u.rows.releases {
				for _, g := range l.Items {
					if l.Request == r.ID {
						reg.Open = append(reg.Open, event(g.Procedure))
					}
				}
			}
		}
	}
}

// latestRequests are the requests of a beneficiary that are looked through, the newest:
// nobody has so many that are open.
const latestRequests = `(SELECT id, number, provider_id, sent_at FROM requests WHERE beneficiary_id = $1 ORDER BY number DESC LIMIT 100)`

// Registered asks everything in one round trip; each statement sees what was committed
// before it, and so what whoever held the beneficiary wrote.
func (u *unit) Registered(ctx context.Context, of backend.Asker) (backend.Registered, error) {
	var (
		reg    backend.Registered
		batch  pgx.Batch
		clinic []byte
		who    providerIdentity
	)
	if of.Hold {
		if err := u.hold(ctx, &batch, of.Beneficiary); err != nil {
			return reg, err
		}
	}
	batch.Queue(`
		SELECT p.identity, p.standing, p.not_enabled, d.standing, d.specialties
		FROM providers p, professionals d WHERE p.id = $1 AND p.active AND d.id = $2 AND d.active`, of.Provider, of.Professional).
		QueryRow(func(row pgx.Row) error {
			return row.Scan(&clinic, &reg.Provider.Standing, &reg.Provider.NotEnabled, &reg.Professional.Standing, &reg.Professional.Specialties)
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
		FROM `+latestRequests+` r JOIN releases l ON l.request_id = r.id JOIN release_items i ON i.release_id = l.id
		WHERE l.state = 'apresentada'
		ORDER BY day`, of.Beneficiary, of.Provider).Query(events(&reg.History))
	// The same thing asked for again is told once, as the oldest: it is kept with every
	// verdict.
	batch.Queue(`
		SELECT * FROM (SELECT DISTINCT ON (code, tooth, faces, region) * FROM (
		SELECT i.code, i.tooth, i.faces, i.region, (r.sent_at AT TIME ZONE 'America/Sao_Paulo')::date AS day,
		       CASE WHEN r.provider_id = $3 THEN r.number ELSE 0 END AS number
		FROM `+latestRequests+` r JOIN releases l ON l.request_id = r.id JOIN release_items i ON i.release_id = l.id
		WHERE r.id <> $2 AND l.state = 'aberta'
		UNION ALL
		SELECT i.code, i.tooth, i.faces, i.region, (r.sent_at AT TIME ZONE 'America/Sao_Paulo')::date,
		       CASE WHEN r.provider_id = $3 THEN r.number ELSE 0 END
		FROM `+latestRequests+` r JOIN request_items i ON i.request_id = r.id
		WHERE r.id <> $2 AND i.result = 'em_analise'
		) AS open ORDER BY code, tooth, faces, region, day, number) AS once
		ORDER BY day, number`, of.Beneficiary, of.Except, of.Provider).Query(events(&reg.Open))
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
	if err != nil {
		return reg, translate(err)
	}
	if of.Hold && u.group != nil {
		u.group.add(&reg, of)
	}
	err = u.db.open(clinic, "providers.identity", &who)
	reg.Clinic = who.Name
	return reg, err
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
	err = u.db.open(sealed, "requests.basis", &b)
	return b, err
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
