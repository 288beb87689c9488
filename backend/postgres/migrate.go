package postgres

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations/*.sql
var embedded embed.FS

// oldestServer is the oldest PostgreSQL whose SQL the queries here speak, as
// server_version_num says it.
const oldestServer = 15_00_00

var (
	// ErrDatabaseNewer says that a newer program migrated the database: this
	// one does not know what it would write into.
	ErrDatabaseNewer = errors.New("postgres: the database is newer than the program")
	// ErrServerTooOld says that the server is older than PostgreSQL 15.
	ErrServerTooOld = errors.New("postgres: the server is too old")
)

// Migrate brings the database to this program's schema. Replicas that start
// together wait for the one that does it; a database that is there already
// costs one look. There is no way back down: a newer database is refused with
// ErrDatabaseNewer.
func Migrate(ctx context.Context, url string) error {
	migrations, err := fs.Sub(embedded, "migrations")
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	return migrate(ctx, url, migrations)
}

func migrate(ctx context.Context, url string, migrations fs.FS) (err error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return fmt.Errorf("read the database's address: %w", err)
	}
	db := stdlib.OpenDB(*config)
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := checkServer(ctx, db); err != nil {
		return err
	}
	// The locker asks again every second rather than waiting inside the server:
	// a session that waits there holds a snapshot, on which another replica's
	// CREATE INDEX CONCURRENTLY would wait in turn.
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 15*60))
	if err != nil {
		return fmt.Errorf("prepare the migrations' lock: %w", err)
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, db, migrations,
		goose.WithSessionLocker(locker), goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	current, known, err := provider.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("read the database's schema version: %w", err)
	}
	if current > known {
		return fmt.Errorf("%w: its schema has version %d and this guiche knows versions up to %d; run the guiche that migrated it, or a newer one", ErrDatabaseNewer, current, known)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate the database: %w", err)
	}
	return nil
}

func checkServer(ctx context.Context, db *sql.DB) error {
	var number int
	var name string
	err := db.QueryRowContext(ctx, `SELECT current_setting('server_version_num')::int, current_setting('server_version')`).Scan(&number, &name)
	if err != nil {
		return fmt.Errorf("reach the database: %w", err)
	}
	return serverFits(number, name)
}

func serverFits(number int, name string) error {
	if number < oldestServer {
		return fmt.Errorf("%w: it is PostgreSQL %s and guiche needs 15 or newer; upgrade it, or name another with GUICHE_DATABASE_URL", ErrServerTooOld, name)
	}
	return nil
}
