package postgres

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

var (
	// ErrAddress says that a text is no address of a PostgreSQL. The text may
	// hold a password and is not repeated.
	ErrAddress = errors.New("it is not the address of a PostgreSQL, such as postgres://user@host:5432/name")
	// ErrUnreachable says that no PostgreSQL answers at an address.
	ErrUnreachable = errors.New("no PostgreSQL answers")
	// ErrDoor says that the server answers and lets nobody in with these words.
	ErrDoor = errors.New("the PostgreSQL refuses")
)

// Reach looks once whether the database lets us in. Its errors are one sentence
// each for whoever set the address: the driver's own list every try on its own.
func Reach(ctx context.Context, url string) error {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return ErrAddress
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	conn, err := pgx.ConnectConfig(ctx, config)
	if err == nil {
		return conn.Close(ctx)
	}
	place := net.JoinHostPort(config.Host, strconv.Itoa(int(config.Port)))
	refused, ok := errors.AsType[*pgconn.PgError](err)
	if !ok {
		return fmt.Errorf("%w at %s: %s", ErrUnreachable, place, whyNot(err))
	}
	switch refused.Code {
	case "28P01", "28000":
		return fmt.Errorf("%w at %s: user %s may not enter, or the password is another", ErrDoor, place, config.User)
	case "3D000":
		return fmt.Errorf("%w at %s: it has no database %s", ErrDoor, place, config.Database)
	}
	return fmt.Errorf("%w at %s: SQLSTATE %s", ErrDoor, place, refused.Code)
}

// whyNot is the innermost reason of a connection that could not be had.
func whyNot(err error) string {
	if name, ok := errors.AsType[*net.DNSError](err); ok {
		return "there is no host " + name.Name
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return "it took longer than " + patience.String()
	}
	if op, ok := errors.AsType[*net.OpError](err); ok {
		return op.Err.Error()
	}
	return "the connection broke"
}

// KeyKnown tells whether the database, which must be migrated, has been sealed
// with a key: whoever has no key file then must not make a new one.
func KeyKnown(ctx context.Context, url string) (known bool, err error) {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return false, fmt.Errorf("postgres: %w", hideURL(err))
	}
	defer func() { err = errors.Join(err, conn.Close(ctx)) }()
	err = conn.QueryRow(ctx, `SELECT EXISTS (SELECT FROM settings WHERE name = 'key')`).Scan(&known)
	return known, translate(err)
}
