package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/calendar"
	"guiche/backend/copay"
	"guiche/backend/ident"
	"guiche/backend/postgres"
)

// member is a beneficiary by number: 1 is Ana, 4 Bruno.
func member(id int64) access.Actor { return access.Actor{Role: access.Member, ID: id} }

// wants keeps when somebody is told of a topic.
func (b *bundle) wants(who access.Actor, topic backend.Topic, t backend.Telling) {
	b.t.Helper()
	u := b.db.Unit(noon)
	u.SetPreference(who, "tell:"+backend.Preference(topic), backend.Choice(t))
	if err := b.db.Commit(b.t.Context(), u); err != nil {
		b.t.Fatal(err)
	}
}

// told are the duties that wait: whose, which, and whether it is due at the end of the
// closing or held back.
func (b *bundle) told() []string {
	b.t.Helper()
	conn, err := pgx.Connect(b.t.Context(), b.url)
	if err != nil {
		b.t.Fatal(err)
	}
	defer conn.Close(context.WithoutCancel(b.t.Context()))
	rows, err := conn.Query(b.t.Context(), `
		SELECT format('%s %s %s', -chat, name, CASE due_at WHEN 'infinity' THEN 'held' WHEN $1 THEN 'due' ELSE due_at::text END)
		FROM timers WHERE bot = 0 ORDER BY chat DESC, name`, later)
	if err != nil {
		b.t.Fatal(err)
	}
	all, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		b.t.Fatal(err)
	}
	return all
}

func TestClosingLeavesWhatIsToBeTold(t *testing.T) {
	t.Parallel()
	fill := func(b *bundle) {
		b.events(care("e1", anaCard, "consulta", "2026-03-10", 90_000), care("e2", brunoCard, "exame", "2026-03-11", 7_000))
	}
	t.Run("to those who chose it and have a chat, and to nobody else", func(t *testing.T) {
		t.Parallel()
		for name, tt := range map[string]struct {
			topic  backend.Topic
			tells  backend.Telling
			linked bool
			want   []string
		}{
			"a closed month":              {backend.TopicClosed, backend.TellNow, true, []string{"1 mes.2026-03 due"}},
			"a closed month, later":       {backend.TopicClosed, backend.TellLater, true, []string{"1 mes.2026-03 due"}},
			"its debit":                   {backend.TopicDebit, backend.TellNow, true, []string{"1 mes.2026-03 due"}},
			"switched off again":          {backend.TopicClosed, backend.TellNever, true, []string{}},
			"something else":              {backend.TopicOwn, backend.TellNow, true, []string{}},
			"a closed month, no chat":     {backend.TopicClosed, backend.TellNow, false, []string{}},
			"never asked, but has a chat": {"", "", true, []string{}},
		} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				b := books(t)
				fill(b)
				if tt.topic != "" {
					b.wants(member(1), tt.topic, tt.tells)
				}
				if tt.linked {
					b.linked(b.db, 101, member(1))
				}
				b.linked(b.db, 102, member(4)) // who never chose
				b.close("2026-03")
				if diff := cmp.Diff(tt.want, b.told()); diff != "" {
					t.Errorf("(-want +got)\n%s", diff)
				}
				b.close("2026-03")
				if diff := cmp.Diff(tt.want, b.told()); diff != "" {
					t.Errorf("closed again (-want +got)\n%s", diff)
				}
			})
		}
	})
	t.Run("once, wherever it is cut off, and nothing before the month is closed", func(t *testing.T) {
		t.Parallel()
		for at := 1; at <= 11; at++ {
			for _, before := range []bool{true, false} {
				t.Run(fmt.Sprintf("at call %d, before it is %t", at, before), func(t *testing.T) {
					t.Parallel()
					b := books(t)
					fill(b)
					for _, id := range []int64{1, 4} {
						b.wants(member(id), backend.TopicClosed, backend.TellNow)
						b.linked(b.db, 100+id, member(id))
					}
					ctx, cut := context.WithCancel(t.Context())
					defer cut()
					broken := &stumbling{DB: b.db, at: at, before: before, cut: cut}
					if _, err := backend.CloseMonth(ctx, broken, month(t, "2026-03"), later, func(int) {}); err == nil {
						t.Fatal("it was not cut off")
					}
					closed := at == 11 && !before
					for _, duty := range b.told() {
						if strings.HasSuffix(duty, "due") != closed {
							t.Errorf("before it goes on: %s", duty)
						}
					}
					if _, err := backend.CloseMonth(t.Context(), b.replica(), month(t, "2026-03"), later, func(int) {}); err != nil {
						t.Fatal(err)
					}
					if diff := cmp.Diff([]string{"1 mes.2026-03 due", "4 mes.2026-03 due"}, b.told()); diff != "" {
						t.Errorf("(-want +got)\n%s", diff)
					}
				})
			}
		}
	})
	t.Run("at once of who was refused and caught up with", func(t *testing.T) {
		t.Parallel()
		b := books(t)
		b.events(care("e1", "090519400", "exame", "2026-03-11", 7_000))
		sara, err := b.db.Unit(noon).MemberByCard(t.Context(), "090519400")
		if err != nil {
			t.Fatal(err)
		}
		b.wants(member(sara.ID), backend.TopicDebit, backend.TellNow)
		b.linked(b.db, 101, member(sara.ID))
		if check := b.close("2026-03"); check.Refused != 1 || len(b.told()) != 0 {
			t.Fatalf("%+v %v", check, b.told())
		}
		b.must(b.db.TakeProventos(t.Context(), fileOf([]postgres.ProventosRow{{Card: "090519400", Month: month(t, "2026-04"), Cents: 100_000}}, nil)))
		b.close("2026-03")
		if diff := cmp.Diff([]string{fmt.Sprintf("%d mes.2026-03 due", sara.ID)}, b.told()); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
}

func boletoOf(t *testing.T, card ident.Card, m string, due string, cents int64) postgres.BoletoRow {
	t.Helper()
	day, err := calendar.ParseDate(due)
	if err != nil {
		t.Fatal(err)
	}
	line, err := ident.BankBoleto("999", day, cents, strings.Repeat("7", 25))
	if err != nil {
		t.Fatal(err)
	}
	return postgres.BoletoRow{Card: card, Month: month(t, m), Boleto: backend.Boleto{Line: line, Cents: cents, Due: day}}
}

func TestHowDebitsArePaid(t *testing.T) {
	t.Parallel()
	b := books(t)
	b.events(care("e1", anaCard, "consulta", "2026-03-10", 20_000), care("e2", brunoCard, "exame", "2026-05-11", 8_000))
	b.close("2026-03")
	b.close("2026-04")
	b.close("2026-05")
	channel := func(card ident.Card, from string, p backend.PaidBy) postgres.ChannelRow {
		p.From = month(t, from)
		return postgres.ChannelRow{Card: card, PaidBy: p}
	}
	first, second := backend.PaidBy{Channel: backend.ByAccount, Bank: "Banco Fictício", Tail: "1234"}, backend.PaidBy{Channel: backend.ByBoleto}
	rows := []postgres.ChannelRow{channel(anaCard, "2026-01", first), channel(anaCard, "2026-06", second)}
	for _, want := range []int64{2, 0} {
		got, err := b.db.TakeChannels(t.Context(), fileOf(rows, nil))
		if err != nil || got.New != want {
			t.Errorf("channels: %v %+v, want %d new", err, got, want)
		}
	}
	var faults []postgres.Fault
	bad := []postgres.ChannelRow{rows[0], rows[0], channel(ninaCard, "2026-01", first)}
	if _, err := b.db.TakeChannels(t.Context(), fileOf(bad, &faults)); !errors.Is(err, postgres.ErrBadRows) {
		t.Errorf("%v", err)
	}
	want := []postgres.Fault{
		{Line: 3, Column: "desde", Expected: "a month that stands in no earlier line of this card"},
		{Line: 4, Column: "matricula", Expected: "the card of a registered titular"},
	}
	if diff := cmp.Diff(want, faults); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}

	t.Run("a boleto of a closed month is about what the books have", func(t *testing.T) {
		var faults []postgres.Fault
		in := fileOf([]postgres.BoletoRow{
			boletoOf(t, anaCard, "2026-04", "2026-04-20", 5_000),
			boletoOf(t, anaCard, "2026-04", "2026-04-20", 5_000), // twice
			boletoOf(t, ninaCard, "2026-04", "2026-04-20", 5_000),
			boletoOf(t, anaCard, "2026-05", "2026-05-20", 1), // nothing was debited
			boletoOf(t, brunoCard, "2026-06", "2026-06-29", 2_000),
		}, &faults)
		in.SkipBad = true
		got, err := b.db.TakeBoletos(t.Context(), in)
		want := []postgres.Fault{
			{Line: 3, Column: "mes", Expected: "a month that stands in no earlier line of this card"},
			{Line: 4, Column: "matricula", Expected: "the card of a registered titular"},
			{Line: 5, Column: "valor", Expected: "what the books of the month before debit: guiche copay export debits"},
			{Line: 6, Column: "vencimento", Expected: "the day of the debit in the books, or the next on which banks work"},
		}
		if diff := cmp.Diff(want, faults); err != nil || diff != "" || got.New != 1 {
			t.Errorf("%v %+v (-want +got)\n%s", err, got, diff)
		}
	})
	t.Run("it may be due on the next day on which banks work", func(t *testing.T) {
		// 20 June 2026 is a Saturday, and the 30th of May as well.
		b := books(t)
		b.events(care("e1", anaCard, "consulta", "2026-05-10", 20_000), care("e2", brunoCard, "exame", "2026-04-11", 8_000))
		b.close("2026-04")
		b.close("2026-05")
		in := fileOf([]postgres.BoletoRow{boletoOf(t, anaCard, "2026-06", "2026-06-22", 5_000), boletoOf(t, brunoCard, "2026-05", "2026-06-01", 2_000)}, nil)
		if got, err := b.db.TakeBoletos(t.Context(), in); err != nil || got.New != 2 {
			t.Errorf("%v %+v", err, got)
		}
	})
	t.Run("and is read with the account, and for a push", func(t *testing.T) {
		a, err := b.db.Account(t.Context(), 1, month(t, "2026-06"))
		if err != nil {
			t.Fatal(err)
		}
		paid := []backend.PaidBy{rows[0].PaidBy, rows[1].PaidBy}
		boleto := boletoOf(t, anaCard, "2026-04", "2026-04-20", 5_000).Boleto
		if diff := cmp.Diff(paid, a.PaidBy); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		if diff := cmp.Diff(map[copay.Month]backend.Boleto{month(t, "2026-04"): boleto}, a.Boletos); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		got, err := b.db.Unit(noon).ClosedDebit(t.Context(), 1, month(t, "2026-03"))
		first.From = 0
		want := backend.ClosedDebit{Debited: 5_000, On: boleto.Due, Effective: boleto.Due, PaidBy: first, Boleto: boleto}
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%v (-want +got)\n%s", err, diff)
		}
		if _, err := b.db.Unit(noon).ClosedDebit(t.Context(), 1, month(t, "2026-06")); !errors.Is(err, backend.ErrNotFound) {
			t.Errorf("of an open month: %v", err)
		}
	})
	t.Run("what came before its closing and differs is counted", func(t *testing.T) {
		b := books(t)
		b.events(care("e1", anaCard, "consulta", "2026-03-10", 20_000), care("e2", brunoCard, "exame", "2026-03-11", 8_000))
		b.must(b.db.TakeBoletos(t.Context(), fileOf([]postgres.BoletoRow{
			boletoOf(t, anaCard, "2026-04", "2026-04-20", 5_000), boletoOf(t, brunoCard, "2026-04", "2026-04-30", 2_001), boletoOf(t, brunoCard, "2026-05", "2026-05-30", 1),
		}, nil)))
		for _, want := range []int{0, 1, 2} {
			if n, err := b.db.BoletosApart(t.Context()); err != nil || n != want {
				t.Errorf("%d, %v, want %d", n, err, want)
			}
			if want < 2 {
				b.close(month(t, "2026-03").String()[:6] + fmt.Sprint(3+want))
			}
		}
	})
}
