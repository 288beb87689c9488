package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/copay"
	"guiche/backend/ident"
	"guiche/backend/postgres"
)

// later is when months up to October 2026 are over.
var later = time.Date(2026, time.November, 5, 12, 0, 0, 0, time.UTC)

const (
	anaCard   ident.Card = "090216100"
	ninaCard  ident.Card = "090216102"
	brunoCard ident.Card = "090315200"
)

func month(t *testing.T, s string) copay.Month {
	t.Helper()
	m, ok := copay.ParseMonth(s)
	if !ok {
		t.Fatalf("%q is no month", s)
	}
	return m
}

// fileOf is rows as a file brings them; its reports are kept.
func fileOf[T any](rows []T, faults *[]postgres.Fault) postgres.Intake[T] {
	at := 0
	return postgres.Intake[T]{
		Next: func() (int, T, error) {
			if at == len(rows) {
				var none T
				return 0, none, io.EOF
			}
			at++
			return at + 1, rows[at-1], nil
		},
		Report: func(f postgres.Fault) {
			if faults != nil {
				*faults = append(*faults, f)
			}
		},
	}
}

func (b *bundle) must(_ postgres.Taken, err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

// care is a line of care, paid in the month of attendance unless said.
func care(id string, card ident.Card, kind copay.Kind, day string, cents int64) postgres.CareRow {
	d, err := calendar.ParseDate(day)
	if err != nil {
		panic(err)
	}
	return postgres.CareRow{ID: id, Card: card, Kind: kind, Attended: d, Paid: copay.MonthOf(d), PaidOn: d, Amount: cents, Sessions: 1,
		Setting: copay.Ambulatory, Provider: "Dra. Inventada", Description: "Consulta em consultório"}
}

func (b *bundle) events(rows ...postgres.CareRow) {
	b.t.Helper()
	b.must(b.db.TakeEvents(b.t.Context(), fileOf(rows, nil)))
}

// books sets CH and proventos, so that months can be closed: a cap of R$ 125.00 and
// limits of R$ 100.00 and R$ 300.00.
func books(t *testing.T) *bundle {
	t.Helper()
	b := setup(t)
	b.must(b.db.TakeCH(t.Context(), fileOf([]postgres.CHRow{{From: month(t, "2022-08"), Value: 250_000}}, nil)))
	var rows []postgres.ProventosRow
	for m := month(t, "2026-01"); m <= month(t, "2026-12"); m++ {
		rows = append(rows, postgres.ProventosRow{Card: anaCard, Month: m, Cents: 100_000}, postgres.ProventosRow{Card: brunoCard, Month: m, Cents: 300_000})
	}
	b.must(b.db.TakeProventos(t.Context(), fileOf(rows, nil)))
	return b
}

func (b *bundle) close(m string) backend.BooksCheck {
	b.t.Helper()
	check, err := backend.CloseMonth(b.t.Context(), b.db, month(b.t, m), later, func(int) {})
	if err != nil {
		b.t.Fatalf("%s: %v %+v", m, err, check)
	}
	return check
}

// ledger is all that is in the books, a line an entry.
func (b *bundle) ledger() []string {
	b.t.Helper()
	conn, err := pgx.Connect(b.t.Context(), b.url)
	if err != nil {
		b.t.Fatal(err)
	}
	defer conn.Close(context.WithoutCancel(b.t.Context()))
	rows, err := conn.Query(b.t.Context(), `
		SELECT format('%s %s %s %s %s %s', l.titular_id, to_char(l.month, 'YYYY-MM'), to_char(l.base, 'YYYY-MM'), coalesce(e.external_id, '-'), l.kind, l.amount)
		FROM copay_ledger l LEFT JOIN copay_events e ON e.id = l.event_id
		ORDER BY l.month, l.titular_id, l.base, coalesce(e.external_id, '~'), l.kind`)
	if err != nil {
		b.t.Fatal(err)
	}
	all, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		b.t.Fatal(err)
	}
	return all
}

// touched counts titulares that the next closing settles from the first month on.
func (b *bundle) touched() (n int) {
	b.t.Helper()
	conn, err := pgx.Connect(b.t.Context(), b.url)
	if err != nil {
		b.t.Fatal(err)
	}
	defer conn.Close(context.WithoutCancel(b.t.Context()))
	if err := conn.QueryRow(b.t.Context(), `SELECT count(*) FROM copay_touched`).Scan(&n); err != nil {
		b.t.Fatal(err)
	}
	return n
}

func TestClosing(t *testing.T) {
	t.Parallel()

	t.Run("posts due, assumed, deduction, debit and carry once", func(t *testing.T) {
		t.Parallel()
		b := books(t)
		back := care("e3", ninaCard, "consulta", "2026-03-12", 10_000)
		back.Reimbursement = true
		b.events(care("e1", anaCard, "consulta", "2026-03-10", 20_000), care("e2", ninaCard, "odontologia", "2026-03-11", 40_000), back,
			care("e4", brunoCard, "exame", "2026-03-02", 8_000))
		check := b.close("2026-03")
		if check.Settled != 2 || check.Refused != 0 || check.Debited != 12_000 {
			t.Errorf("%+v", check)
		}
		want := []string{
			"1 2026-03 2026-03 e1 due 5000",
			"1 2026-03 2026-03 e2 assumed 7000", // 2500 + 5000 + 12000, and the cap is 12500
			"1 2026-03 2026-03 e2 due 5000",
			"1 2026-03 2026-03 e3 deduction 2500",
			"1 2026-03 2026-03 - debit 10000",
			"4 2026-03 2026-03 e4 due 2000",
			"4 2026-03 2026-03 - debit 2000",
		}
		if diff := cmp.Diff(want, b.ledger()); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		again := b.close("2026-03")
		if diff := cmp.Diff(want, b.ledger()); diff != "" || again != check {
			t.Errorf("again %+v (-want +got)\n%s", again, diff)
		}
	})

	t.Run("carries what exceeds a tenth of the proventos from month to month", func(t *testing.T) {
		t.Parallel()
		b := books(t)
		b.events(care("e1", anaCard, "consulta", "2026-03-10", 50_000), care("e2", anaCard, "consulta", "2026-04-10", 20_000))
		for _, m := range []string{"2026-03", "2026-04", "2026-05", "2026-06"} {
			b.close(m)
		}
		want := []string{
			"1 2026-03 2026-03 e1 due 12500", "1 2026-03 2026-03 - carry 2500", "1 2026-03 2026-03 - debit 10000",
			"1 2026-04 2026-04 e2 due 5000", "1 2026-04 2026-04 - debit 7500",
		}
		if diff := cmp.Diff(want, b.ledger()); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})

	t.Run("hands session counts on, so that the 201st is the 201st", func(t *testing.T) {
		t.Parallel()
		b := books(t)
		first := care("e1", brunoCard, "psicoterapia", "2026-03-10", 0)
		first.Sessions = 199
		second := care("e2", brunoCard, "psicoterapia", "2026-04-10", 3_000)
		second.Sessions = 3
		b.events(first, second)
		b.close("2026-03")
		b.close("2026-04")
		want := []string{"4 2026-04 2026-04 e2 due 1250", "4 2026-04 2026-04 - debit 1250"} // 1 at 25 %, 2 at 50 %
		if diff := cmp.Diff(want, b.ledger()); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})

	t.Run("takes what came late, and what is taken back, as adjustments", func(t *testing.T) {
		t.Parallel()
		b := books(t)
		b.events(care("e1", anaCard, "consulta", "2026-03-10", 20_000), care("e2", anaCard, "exame", "2026-03-20", 20_000))
		b.close("2026-03")
		gone := postgres.CareRow{ID: "r1", Reverses: "e1", Amount: 20_000, Paid: month(t, "2026-04")}
		b.events(care("late", anaCard, "consulta", "2026-03-15", 30_000), gone)
		b.close("2026-04")
		b.close("2026-05")
		want := []string{
			"1 2026-03 2026-03 e1 due 5000", "1 2026-03 2026-03 e2 due 5000", "1 2026-03 2026-03 - debit 10000",
			// With the late one the cap of March was reached; without e1 it was not.
			"1 2026-04 2026-03 e1 adjustment -5000", "1 2026-04 2026-03 late adjustment 7500", "1 2026-04 2026-04 - debit 2500",
		}
		if n := b.touched(); n != 0 {
			t.Errorf("%d titulares are settled from the first month on for ever", n)
		}
		if diff := cmp.Diff(want, b.ledger()); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})

	t.Run("refunds what is taken back when there is nothing to set it against", func(t *testing.T) {
		t.Parallel()
		b := books(t)
		b.events(care("e1", anaCard, "consulta", "2026-03-10", 20_000))
		b.close("2026-03")
		b.events(postgres.CareRow{ID: "r1", Reverses: "e1", Amount: 20_000, Paid: month(t, "2026-05")})
		b.close("2026-04")
		b.close("2026-05")
		want := []string{
			"1 2026-03 2026-03 e1 due 5000", "1 2026-03 2026-03 - debit 5000",
			"1 2026-05 2026-03 e1 adjustment -5000", "1 2026-05 2026-05 - refund 5000",
		}
		if diff := cmp.Diff(want, b.ledger()); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})

	t.Run("lists who could not be settled, and takes the month up once it can", func(t *testing.T) {
		t.Parallel()
		b := books(t)
		b.events(care("e1", "090418300", "consulta", "2026-03-10", 20_000)) // Rita, of whom no proventos are known
		if check := b.close("2026-03"); check.Settled != 0 || check.Refused != 1 {
			t.Errorf("%+v", check)
		}
		list, err := b.db.CopayRefusals(t.Context())
		if err != nil || len(list) != 1 || list[0].Code != copay.MissingProventos || list[0].Card != "090418300" {
			t.Fatalf("%v %+v", err, list)
		}
		b.must(b.db.TakeProventos(t.Context(), fileOf([]postgres.ProventosRow{{Card: "090418300", Month: month(t, "2026-05"), Cents: 500_000}}, nil)))
		b.close("2026-04")
		want := []string{"5 2026-04 2026-03 e1 adjustment 5000", "5 2026-04 2026-04 - debit 5000"}
		if diff := cmp.Diff(want, b.ledger()); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		if list, err := b.db.CopayRefusals(t.Context()); err != nil || len(list) != 0 {
			t.Errorf("%v %+v", err, list)
		}
	})

	t.Run("settles who was refused when the same month is closed again", func(t *testing.T) {
		t.Parallel()
		b := books(t)
		b.events(care("e1", "090418300", "consulta", "2026-03-10", 20_000), care("e2", anaCard, "consulta", "2026-03-10", 20_000))
		b.close("2026-03")
		b.must(b.db.TakeProventos(t.Context(), fileOf([]postgres.ProventosRow{{Card: "090418300", Month: month(t, "2026-04"), Cents: 500_000}}, nil)))
		if check := b.close("2026-03"); check.Settled != 2 || check.Refused != 0 {
			t.Errorf("%+v", check)
		}
		want := []string{
			"1 2026-03 2026-03 e2 due 5000", "1 2026-03 2026-03 - debit 5000",
			"5 2026-03 2026-03 e1 due 5000", "5 2026-03 2026-03 - debit 5000",
		}
		if diff := cmp.Diff(want, b.ledger()); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})

	t.Run("keeps the order of months", func(t *testing.T) {
		t.Parallel()
		b := books(t)
		b.close("2026-03")
		for m, next := range map[string]string{"2026-05": "2026-04", "2026-02": "2026-04"} {
			_, err := backend.CloseMonth(t.Context(), b.db, month(t, m), later, func(int) {})
			order, ok := errors.AsType[*backend.MonthOrder](err)
			if !ok || order.Next != month(t, next) {
				t.Errorf("%s: %v", m, err)
			}
		}
		if _, err := backend.CloseMonth(t.Context(), b.db, month(t, "2026-11"), later, func(int) {}); !errors.Is(err, backend.ErrMonthOpen) {
			t.Errorf("a month that is not over: %v", err)
		}
	})
}

func TestBooksAreOnlyAddedTo(t *testing.T) {
	t.Parallel()
	b := books(t)
	b.events(care("e1", anaCard, "consulta", "2026-03-10", 20_000))
	b.close("2026-03")
	conn, err := pgx.Connect(t.Context(), b.url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.WithoutCancel(t.Context()))
	for _, table := range []string{"copay_ledger", "copay_settled"} {
		for _, sql := range []string{"DELETE FROM %s", "UPDATE %s SET month = month", "TRUNCATE %s"} {
			if _, err := conn.Exec(t.Context(), fmt.Sprintf(sql, table)); err == nil {
				t.Errorf("%s is done", fmt.Sprintf(sql, table))
			}
		}
	}
}

// stumbling are books that are cut off at a call: before it, after it, or in the
// middle. Titulares come one at a time, so that there are many such points.
type stumbling struct {
	*postgres.DB
	at, calls int
	before    bool
	cut       context.CancelFunc
}

var errCut = errors.New("cut off")

func (s *stumbling) call(ctx context.Context, do func(context.Context) error) error {
	s.calls++
	if s.calls != s.at {
		return do(ctx)
	}
	if s.before {
		s.cut()
		return do(ctx)
	}
	if err := do(ctx); err != nil {
		return err
	}
	return errCut // it was done, and nobody heard of it
}

func (s *stumbling) Families(ctx context.Context, st backend.ClosingState, after int64, _ int) (all []backend.Family, through int64, err error) {
	err = s.call(ctx, func(ctx context.Context) error {
		all, through, err = s.DB.Families(ctx, st, after, 1)
		return err
	})
	return all, through, err
}

func (s *stumbling) Post(ctx context.Context, st backend.ClosingState, now time.Time, all []backend.Posting, after, through int64) error {
	return s.call(ctx, func(ctx context.Context) error { return s.DB.Post(ctx, st, now, all, after, through) })
}

func (s *stumbling) CheckBooks(ctx context.Context, m copay.Month) (check backend.BooksCheck, err error) {
	err = s.call(ctx, func(ctx context.Context) error {
		check, err = s.DB.CheckBooks(ctx, m)
		return err
	})
	return check, err
}

func (s *stumbling) EndClosing(ctx context.Context, m copay.Month, now time.Time) error {
	return s.call(ctx, func(ctx context.Context) error { return s.DB.EndClosing(ctx, m, now) })
}

func TestClosingIsCutOff(t *testing.T) {
	t.Parallel()
	fill := func(b *bundle) {
		b.events(care("e1", anaCard, "consulta", "2026-03-10", 90_000), care("e2", brunoCard, "exame", "2026-03-11", 7_000),
			care("e3", "090519400", "exame", "2026-03-11", 7_000), care("e4", anaCard, "exame", "2026-04-11", 9_000))
	}
	plain := books(t)
	fill(plain)
	plain.close("2026-03")
	plain.close("2026-04")
	want := plain.ledger()
	// Four titulares: a look and a post each, the look that finds none left, the check
	// and the end.
	for at := 1; at <= 11; at++ {
		for _, before := range []bool{true, false} {
			t.Run(fmt.Sprintf("at call %d, before it is %t", at, before), func(t *testing.T) {
				t.Parallel()
				b := books(t)
				fill(b)
				ctx, cut := context.WithCancel(t.Context())
				defer cut()
				broken := &stumbling{DB: b.db, at: at, before: before, cut: cut}
				if _, err := backend.CloseMonth(ctx, broken, month(t, "2026-03"), later, func(int) {}); err == nil {
					t.Fatalf("it was not cut off in %d calls", broken.calls)
				}
				_, err := backend.CloseMonth(t.Context(), b.replica(), month(t, "2026-03"), later, func(int) {})
				if err != nil {
					t.Fatal(err)
				}
				b.close("2026-04")
				if diff := cmp.Diff(want, b.ledger()); diff != "" {
					t.Errorf("(-want +got)\n%s", diff)
				}
			})
		}
	}
}

func TestOneClosesAtATime(t *testing.T) {
	t.Parallel()
	b := books(t)
	_, release, err := b.db.BeginClosing(t.Context(), month(t, "2026-03"), later)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := backend.CloseMonth(t.Context(), b.replica(), month(t, "2026-03"), later, func(int) {}); !errors.Is(err, backend.ErrBooksBusy) {
		t.Errorf("a second one: %v", err)
	}
	if _, err := b.db.TakeEvents(t.Context(), fileOf([]postgres.CareRow{care("e1", anaCard, "consulta", "2026-03-10", 100)}, nil)); !errors.Is(err, backend.ErrBooksBusy) {
		t.Errorf("a file meanwhile: %v", err)
	}
	release()
	b.close("2026-03")
}

func TestDecisions(t *testing.T) {
	t.Parallel()
	b := books(t)
	b.events(care("e1", anaCard, "consulta", "2026-03-10", 20_000))
	b.close("2026-03")
	decision := postgres.BoardDecision{Titular: 1, Base: month(t, "2026-03"), Amount: -2_000, On: calendar.DateOf(later), Document: "Ata 12/2026",
		Reason: postgres.Reason{By: "Diretoria Inventada", Why: "atraso da operadora"}}
	if err := b.db.Decide(t.Context(), decision); err != nil {
		t.Fatal(err)
	}
	look := func() backend.AccountMonth {
		t.Helper()
		a, err := b.db.Account(t.Context(), 1, month(t, "2026-04"))
		if err != nil {
			t.Fatal(err)
		}
		m, err := a.Month(month(t, "2026-04"))
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	if m := look(); m.Closed || m.Credited != 2_000 {
		t.Errorf("foretold: %+v", m.Result)
	}
	b.close("2026-04")
	b.close("2026-05")
	want := []string{
		"1 2026-03 2026-03 e1 due 5000", "1 2026-03 2026-03 - debit 5000",
		"1 2026-04 2026-03 - adjustment -2000", "1 2026-04 2026-04 - refund 2000",
	}
	if diff := cmp.Diff(want, b.ledger()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	m := look()
	var words []string
	for _, s := range m.Trace() {
		if s.Rule == "R28" {
			words = append(words, s.Word)
		}
	}
	if !m.Closed || len(words) != 1 || words[0] != "Ata 12/2026" {
		t.Errorf("closed %t, with %q in its trace", m.Closed, words)
	}
}

func TestFilesAreCutOff(t *testing.T) {
	t.Parallel()
	b := books(t)
	rows := []postgres.CareRow{care("e1", anaCard, "consulta", "2026-03-10", 100), care("e2", ninaCard, "exame", "2026-03-11", 200)}
	for at := range 3 {
		ctx, cut := context.WithCancel(t.Context())
		in := fileOf(rows, nil)
		next, n := in.Next, 0
		in.Next = func() (int, postgres.CareRow, error) {
			if n == at {
				cut()
			}
			n++
			return next()
		}
		if _, err := b.db.TakeEvents(ctx, in); err == nil {
			t.Fatalf("it was not cut off at row %d", at)
		}
		cut()
	}
	got, err := b.db.TakeEvents(t.Context(), fileOf(rows, nil))
	if err != nil || got != (postgres.Taken{Rows: 2, New: 2}) {
		t.Errorf("%v %+v", err, got)
	}
}
