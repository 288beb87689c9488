package main

import (
	"io"
	"os"
	"os/exec"
	"testing"
	"time"

	"guiche/backend/postgres"
	"guiche/backend/seal"
	"guiche/internal/fictional"
)

// holdTable lets nobody read or write a table, until what it returns is called.
func (w *world) holdTable(name string) (release func()) {
	w.t.Helper()
	c := exec.CommandContext(w.t.Context(), "psql", "-qAtX", string(w.cfg.DatabaseURL))
	in, err := c.StdinPipe()
	if err != nil {
		w.t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		w.t.Fatal(err)
	}
	if _, err = io.WriteString(in, "BEGIN; LOCK TABLE "+name+" IN ACCESS EXCLUSIVE MODE;\n"); err != nil {
		w.t.Fatal(err)
	}
	w.until(func() bool {
		return w.ask(`SELECT count(*) FROM pg_locks WHERE relation = '`+name+`'::regclass AND mode = 'AccessExclusiveLock' AND granted`) == "1"
	})
	return func() {
		w.t.Helper()
		_ = in.Close()
		if err := c.Wait(); err != nil {
			w.t.Error(err)
		}
	}
}

// TestKilledWhileClosing kills `guiche copay close` while it writes a batch, and while it
// looks over the books at the end: who wants to be told is told once, when the month is
// closed, and of a batch that was not written nothing is left.
func TestKilledWhileClosing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	key, err := seal.OpenOrCreate(w.cfg.keyFile())
	if err != nil {
		t.Fatal(err)
	}
	db, err := postgres.Open(t.Context(), string(w.cfg.DatabaseURL), key)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	september := time.Date(2026, time.September, 5, 12, 0, 0, 0, time.UTC)
	if err := fictional.Load(t.Context(), db, september); err != nil {
		t.Fatal(err)
	}
	if err := fictional.LoadBooks(t.Context(), db, september); err != nil {
		t.Fatal(err)
	}
	w.ask(`INSERT INTO preferences (role, subject_id, name, value, changed_at) VALUES ('member', 1, 'tell:closed', 'now', now()), ('member', 4, 'tell:debit', 'now', now())`)
	w.ask(`
		INSERT INTO chats (bot, chat, rev, role, subject_id, draft_id, state, blocked, lease_owner, lease_until, updated_at)
		SELECT 1, 70 + id, 1, 'member', id, 0, '', false, 0, now(), now() FROM unnest('{1,4}'::bigint[]) id`)
	closing := func() *exec.Cmd {
		t.Helper()
		exe, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		c := exec.CommandContext(t.Context(), exe, "copay", "close", "2026-09")
		c.Env = append(os.Environ(), asProgram+"=1", "GUICHE_DATABASE_URL="+string(w.cfg.DatabaseURL), "GUICHE_DATA_DIR="+w.cfg.DataDir,
			"GUICHE_KEY_FILE="+w.cfg.keyFile(), "GUICHE_BLOB_URL="+w.cfg.blobURL())
		c.Stdout, c.Stderr = w.log, w.log
		return c
	}
	const told, settled = `SELECT count(*) FROM timers WHERE bot = 0`, `SELECT count(*) > 0 FROM copay_settled WHERE month = '2026-09-01'`
	for _, tt := range []struct{ table, told, settled string }{
		{"copay_refusals", "0", "f"}, // in the middle of a batch
		{"copay_openings", "2", "t"}, // at the last look
	} {
		release := w.holdTable(tt.table)
		c := closing()
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		w.until(func() bool {
			return w.ask(`SELECT count(*) FROM pg_locks WHERE relation = '`+tt.table+`'::regclass AND NOT granted`) != "0"
		})
		_ = c.Process.Kill()
		_ = c.Wait()
		release()
		// The server notices, and lets go of what the killed process held.
		w.until(func() bool {
			return w.ask(`SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%copay%' AND state <> 'idle' AND pid <> pg_backend_pid()`) == "0"
		})
		w.until(func() bool { return w.ask(`SELECT pg_try_advisory_lock(x'6775696368650004'::bigint)`) == "t" })
		if got := w.ask(told); got != tt.told {
			t.Errorf("killed at %s: %s titulares are told, want %s", tt.table, got, tt.told)
		}
		if got := w.ask(settled); got != tt.settled {
			t.Errorf("killed at %s: settled %s, want %s", tt.table, got, tt.settled)
		}
		if got := w.ask(told + ` AND due_at <> 'infinity'`); got != "0" {
			t.Errorf("killed at %s: %s are told of a month that is not closed", tt.table, got)
		}
	}
	for range 2 {
		if err := closing().Run(); err != nil {
			t.Fatalf("%v\n%s", err, w.log)
		}
		if got := w.ask(`SELECT string_agg(-chat || ' ' || name, ', ' ORDER BY chat DESC) FROM timers WHERE bot = 0 AND due_at <= now() + interval '1 minute'`); got != "1 mes.2026-09, 4 mes.2026-09" {
			t.Errorf("closed, it tells %q", got)
		}
	}
}
