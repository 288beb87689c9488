package postgres

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/jackc/pgx/v5"

	"guiche/backend"
)

// ErrBadRows says that rows of a file cannot be taken, so none was.
var ErrBadRows = errors.New("postgres: rows that cannot be taken")

// Fault is a row that cannot be taken: where, and what is expected there. It never
// holds what stands there.
type Fault struct {
	Line     int
	Column   string
	Expected string
}

// Intake is a file on its way in.
type Intake[T any] struct {
	// Next gives the rows one after another with their lines; io.EOF ends them.
	Next func() (line int, row T, err error)
	// Refused is how many rows the reader refused so far.
	Refused func() int
	// Report takes what is wrong with rows that were read.
	Report func(Fault)
	// SkipBad takes the good rows of a file with bad ones; else it is all or none.
	SkipBad bool
}

// Taken tells what became of the rows of a file.
type Taken struct {
	// Rows that could be read, New or changed ones among them, and those that Report
	// was told of.
	Rows, New, Bad int64
}

// subject is how rows of one kind get into their tables: by COPY into a temporary
// table, looked over and merged there, all in one transaction.
type subject[T any] struct {
	// columns of the table incoming, with their types, beside the line.
	columns []string
	values  func(db *DB, row T) ([]any, error)
	steps   []step
}

// step is a statement over incoming. With expected it takes bad rows away and
// returns their lines; with counts its rows are what is new.
type step struct {
	sql              string
	column, expected string
	counts           bool
}

// bad takes away the rows of which a condition on i holds.
func bad(column, expected, condition string) step {
	return step{sql: `DELETE FROM incoming i WHERE ` + condition + ` RETURNING line`, column: column, expected: expected}
}

// bulk lets the planner do what is best for a million rows, for this transaction.
const bulk = `
	BEGIN;
	SET LOCAL enable_seqscan = on; SET LOCAL enable_hashjoin = on; SET LOCAL enable_mergejoin = on;
	SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL work_mem = '64MB'`

// take loads a file.
func take[T any](ctx context.Context, db *DB, s subject[T], in Intake[T]) (Taken, error) {
	var taken Taken
	conn, err := db.pool.Acquire(ctx)
	if err != nil {
		return taken, translate(err)
	}
	u := &unit{db: db, tx: conn}
	defer u.end(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, bulk); err != nil {
		return taken, translate(err)
	}
	// No month is closed while rows come in, and none comes in while one is closed.
	var free bool
	if err := conn.QueryRow(ctx, `SELECT pg_try_advisory_xact_lock_shared($1)`, closingLock).Scan(&free); err != nil {
		return taken, translate(err)
	}
	if !free {
		return taken, backend.ErrBooksBusy
	}
	if taken.Rows, err = copyIn(ctx, conn.Conn(), db, s, in); err != nil {
		return taken, err
	}
	if err := s.run(ctx, conn, in.Report, &taken); err != nil {
		return taken, err
	}
	refused := taken.Bad
	if in.Refused != nil {
		refused += int64(in.Refused())
	}
	if refused > 0 && !in.SkipBad {
		taken.New = 0
		return taken, ErrBadRows
	}
	_, err = conn.Exec(ctx, `COMMIT`)
	return taken, translate(err)
}

func copyIn[T any](ctx context.Context, conn *pgx.Conn, db *DB, s subject[T], in Intake[T]) (int64, error) {
	names := []string{"line"}
	for _, c := range s.columns {
		name, _, _ := strings.Cut(c, " ")
		names = append(names, name)
	}
	_, err := conn.Exec(ctx, `CREATE TEMP TABLE incoming (line integer, `+strings.Join(s.columns, ", ")+`) ON COMMIT DROP`)
	if err != nil {
		return 0, translate(err)
	}
	var broken error
	n, err := conn.CopyFrom(ctx, pgx.Identifier{"incoming"}, names, pgx.CopyFromFunc(func() ([]any, error) {
		line, row, err := in.Next()
		if errors.Is(err, io.EOF) {
			return nil, nil
		}
		if err != nil {
			broken = err
			return nil, err
		}
		values, err := s.values(db, row)
		if err != nil {
			broken = fmt.Errorf("line %d: %w", line, err)
			return nil, broken
		}
		return append([]any{int32(line)}, values...), nil
	}))
	if broken != nil {
		return 0, broken
	}
	if err != nil {
		return 0, translate(err)
	}
	_, err = conn.Exec(ctx, `ANALYZE incoming`)
	return n, translate(err)
}

func (s subject[T]) run(ctx context.Context, q querier, report func(Fault), taken *Taken) error {
	for _, st := range s.steps {
		if st.expected == "" {
			tag, err := q.Exec(ctx, st.sql)
			if err != nil {
				return translate(err)
			}
			if st.counts {
				taken.New += tag.RowsAffected()
			}
			continue
		}
		rows, err := q.Query(ctx, st.sql)
		if err != nil {
			return translate(err)
		}
		var line int32
		_, err = pgx.ForEachRow(rows, []any{&line}, func() error {
			taken.Bad++
			report(Fault{Line: int(line), Column: st.column, Expected: st.expected})
			return nil
		})
		if err != nil {
			return translate(err)
		}
	}
	return nil
}

// closingLock names the advisory lock of the closing of months.
const closingLock int64 = 0x6775696368650004
