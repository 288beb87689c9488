package postgres

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"guiche/backend"
	"guiche/backend/ident"
)

func (u *unit) RequestOfGuia(ctx context.Context, g ident.Guia) (ident.RequestNumber, error) {
	var n ident.RequestNumber
	err := u.q().QueryRow(ctx, `
		SELECT r.number FROM releases l JOIN requests r ON r.id = l.request_id WHERE l.guia = $1`, int64(g)).Scan(&n)
	return n, translate(err)
}

func (u *unit) RequestOfSenha(ctx context.Context, provider int64, senha ident.Senha) (ident.RequestNumber, ident.Guia, error) {
	token, err := u.db.seal.Token([]byte(senha), "senha")
	if err != nil {
		return 0, 0, err
	}
	var (
		n ident.RequestNumber
		g ident.Guia
	)
	err = u.q().QueryRow(ctx, `
		SELECT r.number, l.guia FROM releases l JOIN requests r ON r.id = l.request_id
		WHERE l.senha_token = $1 AND l.provider_id = $2`, token, provider).Scan(&n, &g)
	return n, g, translate(err)
}

// Proof finds a release for the page that tells whether its paper is true.
func (db *DB) Proof(ctx context.Context, proof string) (backend.Release, error) {
	return (&unit{db: db}).ReleaseByProof(ctx, proof)
}

// OpenReleases walks the index releases_open from the place of the guia that the
// cursor names, which it keeps when it is open no more.
func (u *unit) OpenReleases(ctx context.Context, provider int64, at backend.ReleaseCursor, size int) (backend.ReleasePage, error) {
	const from = `
		SELECT l.guia, r.number, l.until, r.form, (SELECT count(*) FROM release_items i WHERE i.release_id = l.id)
		FROM releases l JOIN requests r ON r.id = l.request_id
		WHERE l.provider_id = $1 AND l.state = 'aberta'`
	sql, args := from+` ORDER BY l.until, l.guia LIMIT $2`, []any{provider, size + 1}
	if at.Guia != 0 {
		var until time.Time
		err := u.q().QueryRow(ctx, `SELECT until FROM releases WHERE guia = $1 AND provider_id = $2`, int64(at.Guia), provider).Scan(&until)
		if errors.Is(err, pgx.ErrNoRows) {
			return backend.ReleasePage{}, nil
		}
		if err != nil {
			return backend.ReleasePage{}, translate(err)
		}
		sql, args = from+` AND (l.until, l.guia) > ($3, $4) ORDER BY l.until, l.guia LIMIT $2`, append(args, until, int64(at.Guia))
		if at.Back {
			sql = from + ` AND (l.until, l.guia) < ($3, $4) ORDER BY l.until DESC, l.guia DESC LIMIT $2`
		}
	}
	rows, err := u.q().Query(ctx, sql, args...)
	if err != nil {
		return backend.ReleasePage{}, translate(err)
	}
	lines, err := pgx.CollectRows(rows, u.db.scanReleaseLine)
	if err != nil {
		return backend.ReleasePage{}, translate(err)
	}
	more := len(lines) > size
	p := backend.ReleasePage{Lines: lines[:min(size, len(lines))], Before: at.Guia != 0, After: more}
	if at.Back {
		slices.Reverse(p.Lines)
		p.Before, p.After = more, true
	}
	return p, nil
}

func (db *DB) scanReleaseLine(row pgx.CollectableRow) (backend.ReleaseLine, error) {
	var (
		l      backend.ReleaseLine
		until  time.Time
		sealed []byte
		form   backend.Form
	)
	if err := row.Scan(&l.Guia, &l.Number, &until, &sealed, &l.Items); err != nil {
		return l, err
	}
	l.Until = dateOf(until)
	// One that does not open still has its numbers, and hides no other.
	_ = db.open(sealed, "requests.form", &form)
	if b := form.Beneficiary; b != nil {
		l.Beneficiary, l.Card = b.Name, b.Card
	}
	return l, nil
}
