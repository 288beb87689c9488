package postgres

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"golang.org/x/sync/errgroup"

	"guiche/internal/golden"
	"guiche/internal/pgdev"
	"guiche/internal/pgtest"
)

func connect(t *testing.T, url string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(context.Background()) })
	return conn
}

// versions are the migrations that a database remembers, in order.
func versions(t *testing.T, url string) []int64 {
	t.Helper()
	rows, err := connect(t, url).Query(t.Context(), `SELECT version_id FROM goose_db_version ORDER BY id`)
	if err != nil {
		t.Fatal(err)
	}
	got, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestMigrate(t *testing.T) {
	t.Parallel()

	t.Run("makes the schema that is kept in schema.sql", func(t *testing.T) {
		t.Parallel()
		golden.Equal(t, "schema.sql", dump(t, pgtest.New(t)))
	})
	t.Run("does nothing the second time", func(t *testing.T) {
		t.Parallel()
		url := pgtest.New(t)
		before := versions(t, url)
		if err := Migrate(t.Context(), url); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before, versions(t, url)); diff != "" {
			t.Errorf("-before +after:\n%s", diff)
		}
	})
	t.Run("serves three replicas that start at once on an empty database", func(t *testing.T) {
		t.Parallel()
		url := pgtest.Empty(t)
		var replicas errgroup.Group
		for range 3 {
			replicas.Go(func() error { return Migrate(t.Context(), url) })
		}
		if err := replicas.Wait(); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(versions(t, pgtest.New(t)), versions(t, url)); diff != "" {
			t.Errorf("-alone +together:\n%s", diff)
		}
	})
	t.Run("serves three replicas that index beside running work", func(t *testing.T) {
		t.Parallel()
		url := pgtest.Empty(t)
		var replicas errgroup.Group
		for range 3 {
			replicas.Go(func() error {
				return migrate(t.Context(), url, fstest.MapFS{
					"00001_table.sql": {Data: []byte("-- +goose Up\nCREATE TABLE n AS SELECT g FROM generate_series(1, 1000) AS g;\n")},
					"00002_index.sql": {Data: []byte("-- +goose NO TRANSACTION\n-- +goose Up\nCREATE INDEX CONCURRENTLY ON n (g);\n")},
				})
			})
		}
		if err := replicas.Wait(); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]int64{0, 1, 2}, versions(t, url)); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	})
	t.Run("leaves nothing of a migration that fails", func(t *testing.T) {
		t.Parallel()
		url := pgtest.Empty(t)
		err := migrate(t.Context(), url, fstest.MapFS{
			"00001_half.sql": {Data: []byte("-- +goose Up\nCREATE TABLE half (n int);\nSELECT 1/0;\n")},
		})
		if err == nil {
			t.Fatal("it did not fail")
		}
		var table *string
		if err := connect(t, url).QueryRow(t.Context(), `SELECT to_regclass('half')::text`).Scan(&table); err != nil || table != nil {
			t.Errorf("the table is there: %v %v", table, err)
		}
	})
	t.Run("refuses a database that a newer program migrated", func(t *testing.T) {
		t.Parallel()
		url := pgtest.New(t)
		if _, err := connect(t, url).Exec(t.Context(), `INSERT INTO goose_db_version (version_id, is_applied) VALUES (90001, true)`); err != nil {
			t.Fatal(err)
		}
		if err := Migrate(t.Context(), url); !errors.Is(err, ErrDatabaseNewer) || !strings.Contains(err.Error(), "90001") {
			t.Errorf("got %v", err)
		}
	})
	t.Run("refuses a server older than 15", func(t *testing.T) {
		t.Parallel()
		if err := serverFits(14_00_19, "14.19"); !errors.Is(err, ErrServerTooOld) || !strings.Contains(err.Error(), "14.19") {
			t.Errorf("got %v", err)
		}
		if err := serverFits(15_00_00, "15.0"); err != nil {
			t.Error(err)
		}
	})
	t.Run("says that nobody answers", func(t *testing.T) {
		t.Parallel()
		err := Migrate(t.Context(), "postgres://guiche:hidden-secret@/guiche?host="+t.TempDir())
		if err == nil || strings.Contains(err.Error(), "hidden-secret") {
			t.Errorf("got %v", err)
		}
	})
}

func TestMigrationFiles(t *testing.T) {
	t.Parallel()
	files, err := fs.Glob(embedded, "migrations/*")
	if err != nil {
		t.Fatal(err)
	}
	for i, path := range files {
		body, err := fs.ReadFile(embedded, path)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(filepath.Base(path), fmt.Sprintf("%05d_", i+1)) {
			t.Errorf("%s: migrations are numbered without gaps, this is number %d", path, i+1)
		}
		if strings.Contains(string(body), "+goose Down") {
			t.Errorf("%s: there is no way back down, a new migration mends an old one", path)
		}
	}
}

// noise is what pg_dump writes about itself and its session.
var noise = regexp.MustCompile(`(?m)^(--.*|SET .*|SELECT pg_catalog\.set_config.*|\\(un)?restrict .*)\n`)

var gaps = regexp.MustCompile(`\n{3,}`)

// dump is the schema as SQL, without versions, owners and goose's own table.
func dump(t *testing.T, url string) []byte {
	t.Helper()
	bin, _, err := pgdev.FindBinaries()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(filepath.Join(bin, "pg_dump"), "--schema-only", "--no-owner", "--no-privileges", "--exclude-table=goose_db_version", url)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("pg_dump: %v", err)
	}
	plain := gaps.ReplaceAllString(noise.ReplaceAllString(string(out), ""), "\n\n")
	return []byte(strings.TrimSpace(plain) + "\n")
}
