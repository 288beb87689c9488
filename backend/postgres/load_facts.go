package postgres

import (
	"context"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/backend/copay"
	"guiche/backend/ident"
	"guiche/backend/money"
)

// The rows of the smaller files.
type (
	// ProventosRow is the base of a titular's contribution in a month, less the 13th
	// salary (R21).
	ProventosRow struct {
		Card  ident.Card
		Month copay.Month
		Cents int64
	}
	// CategoryRow is a titular's category from a month on.
	CategoryRow struct {
		Card     ident.Card
		From     copay.Month
		Category string
	}
	// NameRow says how the regulation calls what the operator's systems call a
	// category.
	NameRow struct{ Given, Category string }
	// CHRow is the value of one CH in reais, from a month on.
	CHRow struct {
		From  copay.Month
		Value money.Decimal
	}
	// CapRow is the "valor equivalente" of a month (R12).
	CapRow struct {
		Month copay.Month
		Cents int64
	}
	// StayRow is a time in hospital, or at home as in hospital.
	StayRow struct {
		Card ident.Card
		copay.Stay
	}
	// OpeningRow is what stood before the first month closed here: a balance, or,
	// with a therapy, a count of sessions.
	OpeningRow struct {
		Card     ident.Card
		Therapy  copay.Kind
		Balance  int64
		Sessions int64
		Last     calendar.Date
	}
	// TreatmentRow is something that was done to a beneficiary before.
	TreatmentRow struct {
		Card ident.Card
		backend.Treatment
	}
)

// of is a column of tokens of cards, and the check that it is somebody's.
func cardToken(db *DB, card ident.Card) ([]byte, error) { return db.seal.Token([]byte(card), "card") }

var (
	unknownTitular = bad("matricula", "the card of a registered titular",
		`NOT EXISTS (SELECT 1 FROM beneficiaries b WHERE b.card_token = i.card_token AND b.titular_id IS NULL)`)
	unknownPerson = bad("matricula", "the card of a registered beneficiary",
		`NOT EXISTS (SELECT 1 FROM beneficiaries b WHERE b.card_token = i.card_token)`)
)

// once reports rows whose key stands in an earlier line.
func once(column, what, key string) step {
	return bad(column, what+" that stands in no earlier line",
		`EXISTS (SELECT 1 FROM incoming f WHERE (f.`+key+`) = (i.`+key+`) AND f.line < i.line)`)
}

// TakeProventos takes proventos by month; what was given before is replaced, which
// changes no debit that was made.
func (db *DB) TakeProventos(ctx context.Context, in Intake[ProventosRow]) (Taken, error) {
	return take(ctx, db, subject[ProventosRow]{
		columns: []string{"card_token bytea", "month date", "cents bigint"},
		values: func(db *DB, r ProventosRow) ([]any, error) {
			card, err := cardToken(db, r.Card)
			return []any{card, monthDay(r.Month), r.Cents}, err
		},
		steps: []step{
			{sql: `CREATE TEMP TABLE doubled ON COMMIT DROP AS SELECT card_token, month, min(line) AS first FROM incoming GROUP BY card_token, month HAVING count(*) > 1`},
			bad("mes", "a month that stands in no earlier line of this card",
				`EXISTS (SELECT 1 FROM doubled d WHERE d.card_token = i.card_token AND d.month = i.month AND d.first < i.line)`),
			unknownTitular,
			{counts: true, sql: `
				INSERT INTO copay_proventos AS p (titular_id, month, cents)
				SELECT b.id, i.month, i.cents FROM incoming i JOIN beneficiaries b USING (card_token)
				ON CONFLICT (titular_id, month) DO UPDATE SET cents = excluded.cents WHERE p.cents <> excluded.cents`},
		},
	}, in)
}

// TakeCategories takes titulares' categories.
func (db *DB) TakeCategories(ctx context.Context, in Intake[CategoryRow]) (Taken, error) {
	return take(ctx, db, subject[CategoryRow]{
		columns: []string{"card_token bytea", "from_month date", "category text"},
		values: func(db *DB, r CategoryRow) ([]any, error) {
			card, err := cardToken(db, r.Card)
			return []any{card, monthDay(r.From), r.Category}, err
		},
		steps: []step{
			{sql: `CREATE TEMP TABLE doubled ON COMMIT DROP AS SELECT card_token, from_month, min(line) AS first FROM incoming GROUP BY card_token, from_month HAVING count(*) > 1`},
			bad("desde", "a month that stands in no earlier line of this card",
				`EXISTS (SELECT 1 FROM doubled d WHERE d.card_token = i.card_token AND d.from_month = i.from_month AND d.first < i.line)`),
			unknownTitular,
			{counts: true, sql: `
				INSERT INTO copay_categories AS c (titular_id, from_month, category)
				SELECT b.id, i.from_month, i.category FROM incoming i JOIN beneficiaries b USING (card_token)
				ON CONFLICT (titular_id, from_month) DO UPDATE SET category = excluded.category WHERE c.category <> excluded.category`},
		},
	}, in)
}

// TakeCategoryNames takes the map of categories.
func (db *DB) TakeCategoryNames(ctx context.Context, in Intake[NameRow]) (Taken, error) {
	return take(ctx, db, subject[NameRow]{
		columns: []string{"given text", "category text"},
		values:  func(_ *DB, r NameRow) ([]any, error) { return []any{r.Given, r.Category}, nil },
		steps: []step{
			once("recebida", "a name", "given"),
			{counts: true, sql: `
				INSERT INTO copay_category_names AS n (given, category) SELECT given, category FROM incoming
				ON CONFLICT (given) DO UPDATE SET category = excluded.category WHERE n.category <> excluded.category`},
		},
	}, in)
}

// TakeCH takes values of the CH. What a month was closed with stands.
func (db *DB) TakeCH(ctx context.Context, in Intake[CHRow]) (Taken, error) {
	return take(ctx, db, subject[CHRow]{
		columns: []string{"from_month date", "value bigint"},
		values:  func(_ *DB, r CHRow) ([]any, error) { return []any{monthDay(r.From), int64(r.Value)}, nil },
		steps: []step{
			once("desde", "a month", "from_month"),
			bad("desde", "a month after those that are closed",
				`i.from_month <= (SELECT max(month) FROM copay_closings)
				 AND NOT EXISTS (SELECT 1 FROM copay_ch c WHERE c.from_month = i.from_month AND c.value = i.value)`),
			{counts: true, sql: `
				INSERT INTO copay_ch AS c (from_month, value) SELECT from_month, value FROM incoming
				ON CONFLICT (from_month) DO UPDATE SET value = excluded.value WHERE c.value <> excluded.value`},
		},
	}, in)
}

// TakeCaps takes the limits that the operator fixed for months.
func (db *DB) TakeCaps(ctx context.Context, in Intake[CapRow]) (Taken, error) {
	return take(ctx, db, subject[CapRow]{
		columns: []string{"month date", "cents bigint"},
		values:  func(_ *DB, r CapRow) ([]any, error) { return []any{monthDay(r.Month), r.Cents}, nil },
		steps: []step{
			once("mes", "a month", "month"),
			bad("mes", "a month after those that are closed",
				`i.month <= (SELECT max(month) FROM copay_closings)
				 AND NOT EXISTS (SELECT 1 FROM copay_caps c WHERE c.month = i.month AND c.cents = i.cents)`),
			{counts: true, sql: `
				INSERT INTO copay_caps AS c (month, cents) SELECT month, cents FROM incoming
				ON CONFLICT (month) DO UPDATE SET cents = excluded.cents WHERE c.cents <> excluded.cents`},
		},
	}, in)
}

// TakeStays takes stays. One that reaches back to care of a closed month has that
// month looked at again in the next closing.
func (db *DB) TakeStays(ctx context.Context, in Intake[StayRow]) (Taken, error) {
	return take(ctx, db, subject[StayRow]{
		columns: []string{"card_token bytea", "from_day date", "to_day date", "setting text"},
		values: func(db *DB, r StayRow) ([]any, error) {
			card, err := cardToken(db, r.Card)
			return []any{card, dayOf(r.From), dayOf(r.To), string(r.Setting)}, err
		},
		steps: []step{
			bad("inicio", "a day that stands in no earlier line of this card",
				`EXISTS (SELECT 1 FROM incoming f WHERE f.card_token = i.card_token AND f.from_day = i.from_day AND f.line < i.line)`),
			unknownPerson,
			{sql: `DELETE FROM incoming i USING beneficiaries b, copay_stays s
			       WHERE b.card_token = i.card_token AND s.beneficiary_id = b.id AND s.from_day = i.from_day
			       AND s.to_day IS NOT DISTINCT FROM i.to_day AND s.setting = i.setting`},
			{sql: `
				INSERT INTO copay_touched (titular_id)
				SELECT DISTINCT e.titular_id
				FROM incoming i JOIN beneficiaries b USING (card_token)
				JOIN copay_events e ON e.titular_id = coalesce(b.titular_id, b.id) AND e.beneficiary_id = b.id
				WHERE e.attended >= i.from_day
				  AND e.base_month BETWEEN (SELECT min(month) FROM copay_closings) AND (SELECT max(month) FROM copay_closings)
				ON CONFLICT DO NOTHING`},
			{counts: true, sql: `
				INSERT INTO copay_stays (beneficiary_id, from_day, to_day, setting)
				SELECT b.id, i.from_day, i.to_day, i.setting FROM incoming i JOIN beneficiaries b USING (card_token)
				ON CONFLICT (beneficiary_id, from_day) DO UPDATE SET to_day = excluded.to_day, setting = excluded.setting`},
		},
	}, in)
}

// TakeOpenings takes what stood before the first month that is closed here.
func (db *DB) TakeOpenings(ctx context.Context, in Intake[OpeningRow]) (Taken, error) {
	return take(ctx, db, subject[OpeningRow]{
		columns: []string{"card_token bytea", "therapy text", "balance bigint", "sessions bigint", "last_day date"},
		values: func(db *DB, r OpeningRow) ([]any, error) {
			card, err := cardToken(db, r.Card)
			return []any{card, string(r.Therapy), r.Balance, r.Sessions, dayOf(r.Last)}, err
		},
		steps: []step{
			bad("tipo", "a therapy, or none, that stands in no earlier line of this card",
				`EXISTS (SELECT 1 FROM incoming f WHERE f.card_token = i.card_token AND f.therapy = i.therapy AND f.line < i.line)`),
			unknownPerson,
			bad("matricula", "the card of a titular: a balance is the titular's",
				`i.therapy = '' AND EXISTS (SELECT 1 FROM `+kept+` AND b.titular_id IS NOT NULL)`),
			bad("matricula", "nothing: a month is closed already", `EXISTS (SELECT 1 FROM copay_closings)`),
			{counts: true, sql: `
				INSERT INTO copay_openings AS o (titular_id, carry)
				SELECT b.id, i.balance FROM incoming i JOIN beneficiaries b USING (card_token) WHERE i.therapy = ''
				ON CONFLICT (titular_id) DO UPDATE SET carry = excluded.carry WHERE o.carry <> excluded.carry`},
			{counts: true, sql: `
				INSERT INTO copay_opening_counts AS o (beneficiary_id, therapy, sessions, last_day)
				SELECT b.id, i.therapy, i.sessions, i.last_day FROM incoming i JOIN beneficiaries b USING (card_token) WHERE i.therapy <> ''
				ON CONFLICT (beneficiary_id, therapy) DO UPDATE SET sessions = excluded.sessions, last_day = excluded.last_day
				WHERE (o.sessions, o.last_day) <> (excluded.sessions, excluded.last_day)`},
		},
	}, in)
}

// TakeTreatments takes what was done before.
func (db *DB) TakeTreatments(ctx context.Context, in Intake[TreatmentRow]) (Taken, error) {
	return take(ctx, db, subject[TreatmentRow]{
		columns: []string{"id bigint", "card_token bytea", "code text", "tooth text", "faces text", "region text", "done_at date"},
		values: func(db *DB, r TreatmentRow) ([]any, error) {
			card, err := cardToken(db, r.Card)
			return []any{r.ID, card, r.Code, r.Tooth.String(), r.Faces.String(), r.Region.String(), dayOf(r.DoneAt)}, err
		},
		steps: []step{
			{sql: `CREATE TEMP TABLE doubled ON COMMIT DROP AS SELECT id, min(line) AS first FROM incoming GROUP BY id HAVING count(*) > 1`},
			bad("id", "a number that stands in no earlier line", `EXISTS (SELECT 1 FROM doubled d WHERE d.id = i.id AND d.first < i.line)`),
			unknownPerson,
			bad("id", "a number of its own: it is stored of another beneficiary",
				`EXISTS (SELECT 1 FROM treatments t JOIN beneficiaries b ON b.id = t.beneficiary_id WHERE t.id = i.id AND b.card_token <> i.card_token)`),
			{counts: true, sql: `
				INSERT INTO treatments AS t (id, beneficiary_id, code, tooth, faces, region, done_at)
				SELECT i.id, b.id, i.code, i.tooth, i.faces, i.region, i.done_at FROM incoming i JOIN beneficiaries b USING (card_token)
				ON CONFLICT (id) DO UPDATE
				SET code = excluded.code, tooth = excluded.tooth, faces = excluded.faces, region = excluded.region, done_at = excluded.done_at
				WHERE (t.code, t.tooth, t.faces, t.region, t.done_at) <> (excluded.code, excluded.tooth, excluded.faces, excluded.region, excluded.done_at)`},
		},
	}, in)
}
