package postgres

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/copay"
	"guiche/backend/ident"
)

type (
	// ChannelRow says how a titular is debited, from the debits of a month on.
	ChannelRow struct {
		Card ident.Card
		backend.PaidBy
	}
	// BoletoRow is the boleto of a month of debits.
	BoletoRow struct {
		Card  ident.Card
		Month copay.Month
		backend.Boleto
	}
)

// What of them is sealed.
type (
	accountDetail struct {
		Bank string `json:"bank"`
		Tail string `json:"tail"`
	}
	boletoDetail struct {
		Line string `json:"line"`
	}
)

// sealedJSON seals a value, and makes a token that is the same for the same value and
// tells nothing of it.
func sealedJSON(db *DB, v any, aad string) (sealed, token []byte, err error) {
	plain, err := json.Marshal(v)
	if err != nil {
		return nil, nil, fmt.Errorf("postgres: %w", err)
	}
	if sealed, err = db.seal.Seal(plain, aad); err != nil {
		return nil, nil, err
	}
	sum := sha256.Sum256(plain)
	token, err = db.seal.Token(sum[:], aad)
	return sealed, token, err
}

// TakeChannels takes how titulares are debited; another row of a month replaces it.
func (db *DB) TakeChannels(ctx context.Context, in Intake[ChannelRow]) (Taken, error) {
	return take(ctx, db, subject[ChannelRow]{
		columns: []string{"card_token bytea", "from_month date", "channel text", "detail bytea", "content bytea"},
		values: func(db *DB, r ChannelRow) ([]any, error) {
			card, err := cardToken(db, r.Card)
			if err != nil {
				return nil, err
			}
			detail, content, err := sealedJSON(db, accountDetail{r.Bank, r.Tail}, "copay_channels.detail")
			if r.Channel == backend.ByBoleto {
				detail = nil
			}
			return []any{card, monthDay(r.From), string(r.Channel), detail, content}, err
		},
		steps: []step{
			{sql: `CREATE TEMP TABLE doubled ON COMMIT DROP AS SELECT card_token, from_month, min(line) AS first FROM incoming GROUP BY card_token, from_month HAVING count(*) > 1`},
			bad("desde", "a month that stands in no earlier line of this card",
				`EXISTS (SELECT 1 FROM doubled d WHERE d.card_token = i.card_token AND d.from_month = i.from_month AND d.first < i.line)`),
			unknownTitular,
			{counts: true, sql: `
				INSERT INTO copay_channels AS c (titular_id, from_month, channel, detail, content)
				SELECT b.id, i.from_month, i.channel, i.detail, i.content FROM incoming i JOIN beneficiaries b USING (card_token)
				ON CONFLICT (titular_id, from_month) DO UPDATE
				SET channel = excluded.channel, detail = excluded.detail, content = excluded.content
				WHERE (c.channel, c.content) <> (excluded.channel, excluded.content)`},
		},
	}, in)
}

// TakeBoletos takes boletos, another of a month in the place of the one before. Where
// the month is closed, amount and day have to be those of the books.
func (db *DB) TakeBoletos(ctx context.Context, in Intake[BoletoRow]) (Taken, error) {
	return take(ctx, db, subject[BoletoRow]{
		columns: []string{"card_token bytea", "month date", "amount bigint", "due_on date", "moved_from date", "detail bytea", "content bytea"},
		values: func(db *DB, r BoletoRow) ([]any, error) {
			card, err := cardToken(db, r.Card)
			if err != nil {
				return nil, err
			}
			detail, content, err := sealedJSON(db, boletoDetail{string(r.Line)}, "copay_boletos.detail")
			return []any{card, monthDay(r.Month), r.Cents, dayOf(r.Due), dayOf(movedFrom(r.Due)), detail, content}, err
		},
		steps: []step{
			{sql: `CREATE TEMP TABLE doubled ON COMMIT DROP AS SELECT card_token, month, min(line) AS first FROM incoming GROUP BY card_token, month HAVING count(*) > 1`},
			bad("mes", "a month that stands in no earlier line of this card",
				`EXISTS (SELECT 1 FROM doubled d WHERE d.card_token = i.card_token AND d.month = i.month AND d.first < i.line)`),
			unknownTitular,
			{sql: `
				CREATE TEMP TABLE closed ON COMMIT DROP AS
				SELECT i.line, coalesce(s.debited, 0) AS debited, s.debit_on, s.effective_on
				FROM incoming i JOIN beneficiaries b USING (card_token)
				JOIN copay_closings c ON c.month = (i.month - interval '1 month')::date AND c.done_at IS NOT NULL
				LEFT JOIN copay_settled s ON s.titular_id = b.id AND s.month = c.month`},
			bad("valor", "what the books of the month before debit: guiche copay export debits",
				`EXISTS (SELECT 1 FROM closed c WHERE c.line = i.line AND c.debited <> i.amount)`),
			bad("vencimento", "the day of the debit in the books, or the next on which banks work",
				`EXISTS (SELECT 1 FROM closed c WHERE c.line = i.line AND i.due_on IS DISTINCT FROM c.effective_on
				         AND (c.debit_on BETWEEN i.moved_from AND i.due_on) IS NOT TRUE)`),
			{counts: true, sql: `
				INSERT INTO copay_boletos AS o (titular_id, month, amount, due_on, detail, content)
				SELECT b.id, i.month, i.amount, i.due_on, i.detail, i.content FROM incoming i JOIN beneficiaries b USING (card_token)
				ON CONFLICT (titular_id, month) DO UPDATE
				SET amount = excluded.amount, due_on = excluded.due_on, detail = excluded.detail, content = excluded.content
				WHERE (o.amount, o.due_on, o.content) <> (excluded.amount, excluded.due_on, excluded.content)`},
		},
	}, in)
}

// movedFrom is the first day from which banks move to a day.
func movedFrom(d calendar.Date) calendar.Date {
	first := d
	for calendar.BankDay(first.AddDays(-1)) == d {
		first = first.AddDays(-1)
	}
	return first
}

// paidBy and boletos read them for an account.
func (db *DB) paidBy(b *pgx.Batch, a *backend.Account) {
	var from pgtype.Date
	var channel string
	var detail []byte
	each(b, `SELECT from_month, channel, detail FROM copay_channels WHERE titular_id = $1 ORDER BY from_month`, []any{a.Titular},
		[]any{&from, &channel, &detail}, func() error {
			p, err := db.openChannel(channel, detail)
			p.From = monthIn(from)
			a.PaidBy = append(a.PaidBy, p)
			return err
		})
}

func (db *DB) boletos(b *pgx.Batch, a *backend.Account) {
	var month, due pgtype.Date
	var cents int64
	var detail []byte
	each(b, `SELECT month, amount, due_on, detail FROM copay_boletos WHERE titular_id = $1`, []any{a.Titular},
		[]any{&month, &cents, &due, &detail}, func() error {
			one, err := db.openBoleto(cents, due, detail)
			a.Boletos[monthIn(month)] = one
			return err
		})
}

func (db *DB) openChannel(channel string, detail []byte) (backend.PaidBy, error) {
	var d accountDetail
	if detail != nil {
		if err := db.open(detail, "copay_channels.detail", &d); err != nil {
			return backend.PaidBy{}, err
		}
	}
	return backend.PaidBy{Channel: backend.Channel(channel), Bank: d.Bank, Tail: d.Tail}, nil
}

func (db *DB) openBoleto(cents int64, due pgtype.Date, detail []byte) (backend.Boleto, error) {
	var d boletoDetail
	err := db.open(detail, "copay_boletos.detail", &d)
	return backend.Boleto{Line: ident.BoletoLine(d.Line), Cents: cents, Due: dateIn(due)}, err
}

// BoletosApart counts boletos of closed months that are about another amount or day than
// the books: they came before the closing, and nobody is shown them.
func (db *DB) BoletosApart(ctx context.Context) (int, error) {
	rows, err := db.pool.Query(ctx, `
		SELECT o.amount, o.due_on, coalesce(s.debited, 0), s.debit_on, s.effective_on
		FROM copay_boletos o
		JOIN copay_closings c ON c.month = (o.month - interval '1 month')::date AND c.done_at IS NOT NULL
		LEFT JOIN copay_settled s ON s.titular_id = o.titular_id AND s.month = c.month
		WHERE o.amount <> coalesce(s.debited, 0) OR o.due_on IS DISTINCT FROM s.debit_on`)
	if err != nil {
		return 0, translate(err)
	}
	var amount, debited int64
	var due, on, effective pgtype.Date
	n := 0
	_, err = pgx.ForEachRow(rows, []any{&amount, &due, &debited, &on, &effective}, func() error {
		if amount != debited || !backend.DebitDay(dateIn(due), dateIn(on), dateIn(effective)) {
			n++
		}
		return nil
	})
	return n, translate(err)
}
