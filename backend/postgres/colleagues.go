package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"
)

func (u *unit) LinkedAuditors(ctx context.Context) ([]int64, error) {
	return u.numbers(ctx, `
		SELECT a.id FROM auditors a
		WHERE a.active AND EXISTS (SELECT FROM chats c WHERE c.role = 'auditor' AND c.subject_id = a.id)
		ORDER BY a.id`)
}

func (u *unit) AuditorsNamed(ctx context.Context, logins []string) ([]int64, error) {
	tokens, err := u.db.loginTokens(logins)
	if err != nil || len(tokens) == 0 {
		return nil, err
	}
	return u.numbers(ctx, `SELECT id FROM auditors WHERE active AND login_token = ANY($1::bytea[]) ORDER BY id`, tokens)
}

func (u *unit) numbers(ctx context.Context, sql string, args ...any) ([]int64, error) {
	rows, err := u.q().Query(ctx, sql, args...)
	if err != nil {
		return nil, translate(err)
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	return ids, translate(err)
}
