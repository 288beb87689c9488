// Package postgres keeps everything that the product must not lose. Rows of a
// turn are queued in a Unit and written in one round trip; values that tell who
// somebody is pass through a Sealer on their way in and out.
//
//	Unit (rows queued) ──▶ batch ──▶ one implicit transaction   (shared)
//	                         └────▶ BEGIN … locks … COMMIT      (alone)
//
// Lock order everywhere: chat, then draft or request, then counter.
package postgres

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"guiche/backend"
)

// Sealer makes values unreadable to whoever reads only the database. aad names
// the column, so that a value cannot be moved to another.
type Sealer interface {
	Seal(plain []byte, aad string) ([]byte, error)
	Open(sealed []byte, aad string) ([]byte, error)
	// Token is the same for the same value: for equality look-up.
	Token(plain []byte, aad string) ([]byte, error)
}

// DB is the store. It implements backend.Store.
type DB struct {
	pool *pgxpool.Pool
	seal Sealer
	// owner names this process in delivery leases.
	owner int64
	// alive is the presence of this process, see Present.
	alive  atomic.Pointer[pgx.Conn]
	lastID atomic.Int64
	// mailed holds a token when this process committed mail, see MailQueued.
	mailed chan struct{}
}

// hot holds the planner to index plans whatever the statistics say: every
// statement here finds its rows by key, and a plan that was best for an empty
// table would be kept after it has grown.
var hot = map[string]string{
	"enable_seqscan":   "off",
	"enable_hashjoin":  "off",
	"enable_mergejoin": "off",
	"application_name": "guiche",
	// A peer that vanished in the middle must not hold the others up for ever.
	"lock_timeout":                        "10s",
	"statement_timeout":                   "60s",
	"idle_in_transaction_session_timeout": "60s",
	// And a session whose process is gone must let go of its advisory locks soon.
	"tcp_keepalives_idle":     "15",
	"tcp_keepalives_interval": "5",
	"tcp_keepalives_count":    "3",
	"tcp_user_timeout":        "30000",
}

// patience is how long a connection may take to answer that it lives.
const patience = 5 * time.Second

// Open connects to the database at url, which must be migrated.
func Open(ctx context.Context, url string, seal Sealer) (*DB, error) {
	cfg, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("postgres: the database URL cannot be read: %w", hideURL(err))
	}
	for name, value := range hot {
		cfg.ConnConfig.RuntimeParams[name] = value
	}
	cfg.MaxConns = max(cfg.MaxConns, 16)
	cfg.PingTimeout = patience
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, fmt.Errorf("postgres: %w", err)
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, fmt.Errorf("postgres: %w", hideURL(err))
	}
	owner, err := random()
	if err != nil {
		pool.Close()
		return nil, err
	}
	db := &DB{pool: pool, seal: seal, owner: owner, mailed: make(chan struct{}, 1)}
	alive, err := db.presence(ctx)
	if err != nil {
		pool.Close()
		return nil, err
	}
	db.alive.Store(alive)
	return db, nil
}

// Close waits for running statements and closes the connections.
func (db *DB) Close() {
	if c := db.alive.Swap(nil); c != nil {
		_ = c.Close(context.Background())
	}
	db.pool.Close()
}

// ownerName is the owner as notifications carry it.
func (db *DB) ownerName() string { return strconv.FormatInt(db.owner, 10) }

// hideURL keeps a password in a connection string out of messages.
func hideURL(err error) error {
	if _, ok := errors.AsType[*pgconn.ParseConfigError](err); ok {
		return errors.New("it is not a PostgreSQL connection string")
	}
	return err
}

func random() (int64, error) {
	var b [8]byte
	if _, err := rand.Read(b[:]); err != nil {
		return 0, fmt.Errorf("postgres: random: %w", err)
	}
	return int64(binary.BigEndian.Uint64(b[:])>>1) | 1, nil
}

// idEpoch keeps identifiers short: they stand in callback data.
var idEpoch = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli()

// newID is milliseconds since the epoch and 20 random bits; never twice in this
// process, and a chance in a million per millisecond in two.
func (db *DB) newID(now time.Time) int64 {
	var b [4]byte
	_, _ = rand.Read(b[:]) // never fails (crypto/rand)
	next := max(now.UnixMilli()-idEpoch, 1)<<20 | int64(binary.BigEndian.Uint32(b[:])&(1<<20-1))
	for {
		last := db.lastID.Load()
		if next <= last {
			next = last + 1
		}
		if db.lastID.CompareAndSwap(last, next) {
			return next
		}
	}
}

// translate turns PostgreSQL's words into backend's: a conflict is replayed,
// what is unavailable is waited for, and only what the rows themselves are to
// blame for (classes 22 and 23) is an error of the update.
func translate(err error) error {
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	if errors.Is(err, pgx.ErrNoRows) {
		return backend.ErrNotFound
	}
	pgErr, ok := errors.AsType[*pgconn.PgError](err)
	switch {
	case !ok && lost(err):
		return fmt.Errorf("postgres: %w: %w", backend.ErrUnavailable, err)
	case !ok:
		return fmt.Errorf("postgres: %w", err)
	case pgErr.Code == "23505" && (pgErr.ConstraintName == "updates_pkey" || pgErr.ConstraintName == "updates_aside_pkey"),
		pgErr.Code == "40G02":
		return backend.ErrSeen
	case pgErr.Code == "23505", pgErr.Code[:2] == "40":
		return backend.ErrConflict
	case pgErr.Code[:2] == "22", pgErr.Code[:2] == "23":
		// Detail and message may quote a value: the code and the constraint tell enough.
		return fmt.Errorf("postgres: SQLSTATE %s %s%s", pgErr.Code, pgErr.TableName, pgErr.ConstraintName)
	}
	return fmt.Errorf("postgres: %w: SQLSTATE %s", backend.ErrUnavailable, pgErr.Code)
}

// lost tells a connection that broke or could not be had from a fault of ours.
func lost(err error) bool {
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return true
	}
	if _, ok := errors.AsType[net.Error](err); ok {
		return true
	}
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) ||
		errors.Is(err, context.DeadlineExceeded) || pgconn.SafeToRetry(err)
}
