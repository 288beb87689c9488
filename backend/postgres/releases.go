package postgres

import (
	"context"
	"crypto/sha256"
	"time"

	"guiche/backend"
	"guiche/backend/dental"
	"guiche/backend/ident"
)

// releaseBody is the sealed part of a release.
type releaseBody struct {
	Senha ident.Senha `json:"senha"`
	Proof string      `json:"proof"`
}

type releaseChange struct {
	id int64
	to backend.ReleaseState
}

// TakeGuias draws from a sequence, which nobody waits for: numbers of a turn that
// runs again are left out.
func (u *unit) TakeGuias(ctx context.Context, n int) (ident.Guia, error) {
	var first int64
	err := u.q().QueryRow(ctx, `SELECT min(nextval('guias')) FROM generate_series(1, $1)`, n).Scan(&first)
	return ident.Guia(first), translate(err)
}

func (u *unit) AddRelease(r backend.Release) { u.rows.releases = append(u.rows.releases, r) }

func (u *unit) SaveRelease(id int64, to backend.ReleaseState) {
	u.rows.releaseChanges = append(u.rows.releaseChanges, releaseChange{id, to})
}

// proofToken is what a proof is found by. It is random and long: a plain digest
// tells nothing of it.
func proofToken(proof string) []byte {
	sum := sha256.Sum256([]byte(proof))
	return sum[:]
}

func (w *writer) releases(rows []backend.Release, changes []releaseChange) {
	for _, r := range rows {
		w.queue(`
			INSERT INTO releases (id, request_id, provider_id, guia, senha_token, proof_token, body, at, until, state, changed_at)
			VALUES ($1, $2, (SELECT provider_id FROM requests WHERE id = $2), $3, $4, $5, $6, $7, $8, $9, $7)`,
			r.ID, r.Request, int64(r.Guia), w.token(string(r.Senha), "senha"), proofToken(r.Proof),
			w.jsonSealed(releaseBody{r.Senha, r.Proof}, "releases.body"), r.At, r.Until.String(), string(r.State))
		for _, g := range r.Items {
			p := g.Procedure
			w.queue(`
				INSERT INTO release_items (release_id, seq, code, tooth, faces, region, quantity) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
				r.ID, g.Item+1, p.Code, p.Tooth.String(), p.Faces.String(), string(p.Region), p.Quantity)
		}
	}
	for _, c := range changes {
		w.queue(`UPDATE releases SET state = $2, changed_at = $3 WHERE id = $1`, c.id, string(c.to), w.now)
	}
}

func (u *unit) ReleaseByProof(ctx context.Context, proof string) (backend.Release, error) {
	list, err := u.releases(ctx, `l.proof_token = $1`, proofToken(proof))
	if err != nil {
		return backend.Release{}, err
	}
	if len(list) == 0 {
		return backend.Release{}, backend.ErrNotFound
	}
	r := list[0]
	r.Senha = ""
	return r, nil
}

// releases loads those that a condition finds, the oldest first.
func (u *unit) releases(ctx context.Context, condition string, arg any) ([]backend.Release, error) {
	rows, err := u.q().Query(ctx, `
		SELECT l.id, l.request_id, r.number, l.guia, l.body, l.at, l.until, l.state, l.changed_at,
		       i.seq, i.code, i.tooth, i.faces, i.region, i.quantity
		FROM releases l JOIN requests r ON r.id = l.request_id JOIN release_items i ON i.release_id = l.id
		WHERE `+condition+` ORDER BY l.id, i.seq`, arg)
	if err != nil {
		return nil, translate(err)
	}
	var all []backend.Release
	for rows.Next() {
		var (
			r      backend.Release
			sealed []byte
			until  time.Time
			g      backend.Grant
		)
		procedure, seq := scanned{}, 0
		if err := rows.Scan(&r.ID, &r.Request, &r.Number, &r.Guia, &sealed, &r.At, &until, &r.State, &r.ChangedAt,
			&seq, &procedure.code, &procedure.tooth, &procedure.faces, &procedure.region, &procedure.quantity); err != nil {
			rows.Close()
			return nil, translate(err)
		}
		if g.Procedure, err = procedure.item(); err != nil {
			rows.Close()
			return nil, err
		}
		g.Item = seq - 1
		if n := len(all); n > 0 && all[n-1].ID == r.ID {
			all[n-1].Items = append(all[n-1].Items, g)
			continue
		}
		var body releaseBody
		if err := u.db.open(sealed, "releases.body", &body); err != nil {
			rows.Close()
			return nil, err
		}
		r.Senha, r.Proof, r.Until, r.Items = body.Senha, body.Proof, dateOf(until), []backend.Grant{g}
		all = append(all, r)
	}
	return all, translate(rows.Err())
}

// scanned is a procedure and its place as columns hold them.
type scanned struct {
	code, tooth, faces, region string
	quantity                   int
}

func (s scanned) item() (dental.Item, error) {
	i := dental.Item{Code: s.code, Quantity: s.quantity}
	if err := i.Tooth.UnmarshalText([]byte(s.tooth)); err != nil {
		return i, err
	}
	if err := i.Faces.UnmarshalText([]byte(s.faces)); err != nil {
		return i, err
	}
	return i, i.Region.UnmarshalText([]byte(s.region))
}
