package fictional

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"guiche/backend"
	"guiche/backend/postgres"
)

// LoadBooks writes what members are debited, and closes the months that are over.
// Where it was done before it changes nothing.
func LoadBooks(ctx context.Context, db *postgres.DB, now time.Time) error {
	begun, err := db.BooksBegun(ctx)
	if err != nil || begun {
		return err
	}
	dependents := func(ctx context.Context, in postgres.Intake[postgres.PersonRow]) (postgres.Taken, error) {
		return db.TakeDependents(ctx, now, in)
	}
	if err := takeAll(ctx, dependents, Dependents()); err != nil {
		return err
	}
	if err := takeAll(ctx, db.TakeCH, CH()); err != nil {
		return err
	}
	if err := takeAll(ctx, db.TakeProventos, Proventos()); err != nil {
		return err
	}
	if err := takeAll(ctx, db.TakeOpenings, Openings()); err != nil {
		return err
	}
	if err := takeAll(ctx, db.TakeStays, Stays()); err != nil {
		return err
	}
	if err := takeAll(ctx, db.TakeEvents, CareEvents()); err != nil {
		return err
	}
	if err := takeAll(ctx, db.TakeChannels, Channels()); err != nil {
		return err
	}
	for m := firstPaid; m <= lastClosed; m++ {
		_, err := backend.CloseMonth(ctx, db, m, now, func(int) {})
		if errors.Is(err, backend.ErrBooksBusy) {
			return nil // another replica does it
		}
		if errors.Is(err, backend.ErrMonthOpen) {
			break
		}
		if err != nil {
			return fmt.Errorf("close %s: %w", m, err)
		}
	}
	return takeAll(ctx, db.TakeBoletos, Boletos())
}

func takeAll[T any](ctx context.Context, take func(context.Context, postgres.Intake[T]) (postgres.Taken, error), rows []T) error {
	at := 0
	_, err := take(ctx, postgres.Intake[T]{
		Next: func() (line int, row T, err error) {
			if at == len(rows) {
				return 0, row, io.EOF
			}
			at++
			return at, rows[at-1], nil
		},
		Report: func(postgres.Fault) {},
	})
	if errors.Is(err, backend.ErrBooksBusy) {
		return nil // another replica is at it
	}
	return err
}
