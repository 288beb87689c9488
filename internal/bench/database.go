package main

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"guiche/internal/pgdev"
)

// database is PostgreSQL as an outsider sees it, through psql.
type database struct{ psql, url string }

func newDatabase(url string) (*database, error) {
	psql, err := exec.LookPath("psql")
	if err != nil {
		bin, _, err := pgdev.FindBinaries()
		if err != nil {
			return nil, err
		}
		psql = filepath.Join(bin, "psql")
	}
	return &database{psql: psql, url: url}, nil
}

func (d *database) run(ctx context.Context, sql string) (string, error) {
	c := exec.CommandContext(ctx, d.psql, "-X", "-q", "-A", "-t", "-F", " ", "-v", "ON_ERROR_STOP=1", "-d", d.url, "-c", sql)
	var complaint strings.Builder
	c.Stderr = &complaint
	out, err := c.Output()
	if err != nil {
		return "", fmt.Errorf("psql: %w: %s", err, strings.TrimSpace(complaint.String()))
	}
	return strings.TrimSpace(string(out)), nil
}

// counters are PostgreSQL's own counts.
type counters struct {
	// commits counts every transaction, reads too; writes only those that were
	// given a number, which is those that wrote or locked.
	commits, rollbacks, writes int64
	walBytes, walSyncs         int64
}

// counters reads them. Sessions report at most once a second, so commits may
// lag by that; writes do not.
func (d *database) counters(ctx context.Context) (counters, error) {
	out, err := d.run(ctx, `
		SELECT d.xact_commit, d.xact_rollback, pg_snapshot_xmax(pg_current_snapshot()),
		       to_jsonb(w) ->> 'wal_bytes', coalesce(to_jsonb(w) ->> 'wal_sync', '0')
		FROM pg_stat_database d, pg_stat_wal w WHERE d.datname = current_database()`)
	if err != nil {
		return counters{}, err
	}
	f := strings.Fields(out)
	if len(f) != 5 {
		return counters{}, fmt.Errorf("psql answered %d columns", len(f))
	}
	n := make([]int64, len(f))
	for i, word := range f {
		if n[i], err = strconv.ParseInt(word, 10, 64); err != nil {
			return counters{}, err
		}
	}
	return counters{n[0], n[1], n[2], n[3], n[4]}, nil
}

func (c counters) minus(b counters) counters {
	return counters{c.commits - b.commits, c.rollbacks - b.rollbacks, c.writes - b.writes, c.walBytes - b.walBytes, c.walSyncs - b.walSyncs}
}

// remember keeps a draft that somebody is working on, for the past to be made of.
func (d *database) remember(ctx context.Context) error {
	_, err := d.run(ctx, `CREATE TABLE IF NOT EXISTS bench_draft AS SELECT * FROM drafts LIMIT 1`)
	return err
}

// past fills the tables as years of use would: requests with items, thread and
// audit lines, chats with their screens, updates, and one abandoned draft in
// ten. Sealed values are copied from rows that people made just before, so that
// they open.
const past = `
	CREATE TEMP TABLE r AS SELECT * FROM requests LIMIT 1;
	CREATE TEMP TABLE c AS SELECT * FROM chats LIMIT 1;
	INSERT INTO requests (id, number, protocol, provider_id, professional_id, beneficiary_id, situation, urgent, sent_at, due_at, form)
	SELECT n, 50000000 + n, '99999920200101' || lpad(n::text, 8, '0'), 1 + n % 2, r.professional_id, r.beneficiary_id,
	       r.situation, n % 7 = 0, r.sent_at - n * interval '7 min', r.due_at - n * interval '7 min', r.form
	FROM r, generate_series(1, :past) AS n;
	INSERT INTO request_items (request_id, seq, code, tooth, faces, region, quantity)
	SELECT n, i.seq, i.code, i.tooth, i.faces, i.region, i.quantity
	FROM r JOIN request_items i ON i.request_id = r.id, generate_series(1, :past) AS n;
	INSERT INTO interactions (request_id, seq, at, kind, author, author_id, body, files)
	SELECT n, i.seq, i.at, i.kind, i.author, i.author_id, i.body, i.files
	FROM r JOIN interactions i ON i.request_id = r.id, generate_series(1, :past) AS n;
	INSERT INTO audit (at, role, subject_id, bot, chat, action, kind, ref, code)
	SELECT r.sent_at - n * interval '1 min', 'provider', 1, 1, n, 'submit_request', 'request', n, 'ok'
	FROM r, generate_series(1, 3 * :past) AS n;
	INSERT INTO chats (bot, chat, rev, role, subject_id, draft_id, state, blocked, lease_owner, lease_until, updated_at)
	SELECT c.bot, 5000000 + n, c.rev, c.role, c.subject_id, 0, c.state, false, c.lease_owner, '-infinity', c.updated_at - n * interval '5 min'
	FROM c, generate_series(1, :past) AS n;
	INSERT INTO screens (bot, chat, message_id, below) SELECT c.bot, 5000000 + n, 1, false FROM c, generate_series(1, :past) AS n;
	INSERT INTO updates (bot, update_id, at)
	SELECT c.bot, n, c.updated_at - n * interval '10 ms' FROM c, generate_series(1, 10 * :past) AS n;
	INSERT INTO drafts (id, provider_id, rev, form, created_at, updated_at)
	SELECT 1000000000 + n, 1 + n % 2, 3, d.form, d.created_at - n * interval '1 h', d.created_at - n * interval '1 h'
	FROM bench_draft d, generate_series(1, :past / 10) AS n;
	DROP TABLE bench_draft;`

// addPast makes the database older.
func (d *database) addPast(ctx context.Context, n int) error {
	if _, err := d.run(ctx, strings.ReplaceAll(past, ":past", strconv.Itoa(n))); err != nil {
		return err
	}
	// What autovacuum and the checkpointer would do by and by.
	if _, err := d.run(ctx, `VACUUM (ANALYZE)`); err != nil {
		return err
	}
	_, err := d.run(ctx, `CHECKPOINT`)
	return err
}
