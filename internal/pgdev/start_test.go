package pgdev

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestStart(t *testing.T) {
	t.Parallel()

	t.Run("serves a cold folder and keeps its data in a warm one", func(t *testing.T) {
		t.Parallel()
		dir := filepath.Join(folder(t), "data")
		s := start(t, Options{Dir: dir})
		query(t, s.URL(), "CREATE TABLE kept AS SELECT 26 AS tooth")
		stop(t, s)
		s = start(t, Options{Dir: dir})
		if got := query(t, s.URL(), "SELECT tooth FROM kept"); got != "26" {
			t.Errorf("got %q", got)
		}
	})

	t.Run("runs durable, with checksums, in UTF-8, without TCP", func(t *testing.T) {
		t.Parallel()
		s := start(t, Options{Dir: folder(t)})
		for name, want := range map[string]string{
			"fsync": "on", "synchronous_commit": "on", "data_checksums": "on", "server_encoding": "UTF8",
			"listen_addresses": "", "full_page_writes": "on", "shared_buffers": "128MB",
		} {
			if got := query(t, s.URL(), "SHOW "+name); got != want {
				t.Errorf("%s is %q, want %q", name, got, want)
			}
		}
		if got := query(t, s.URL(), "SELECT current_database() || '/' || current_user"); got != "guiche/guiche" {
			t.Errorf("connected as %s", got)
		}
	})

	t.Run("lets only its account reach the socket", func(t *testing.T) {
		t.Parallel()
		s := start(t, Options{Dir: folder(t)})
		info, err := os.Stat(s.socketDir)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o700 {
			t.Errorf("the socket's folder has mode %v", info.Mode().Perm())
		}
		if os.Geteuid() == 0 && ownerOf(info) == 0 {
			t.Error("PostgreSQL runs as root")
		}
	})

	for name, sub := range map[string]string{
		"in a very long path":                    strings.Repeat("a-folder-with-a-long-name/", 12),
		"in a path with spaces, quotes and more": `João's "clinic", $HOME; 100% *[new]`,
	} {
		t.Run("works "+name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(folder(t), sub)
			s := start(t, Options{Dir: dir})
			if got := query(t, s.URL(), "SELECT 1"); got != "1" {
				t.Errorf("got %q", got)
			}
			if strings.HasPrefix(s.socketDir, dir) {
				t.Errorf("the socket is in %s", s.socketDir)
			}
			joined := start(t, Options{Dir: dir, Attach: true})
			if joined.URL() != s.URL() {
				t.Errorf("attached to %s, not to %s", joined.URL(), s.URL())
			}
			stop(t, s)
			if _, err := os.Stat(s.socketDir); err == nil {
				t.Error("the runtime folder is left behind")
			}
			stop(t, start(t, Options{Dir: dir})) // and warm
		})
	}

	t.Run("writes nothing of what clients say into its log", func(t *testing.T) {
		t.Parallel()
		s := start(t, Options{Dir: folder(t)})
		query(t, s.URL(), "CREATE TABLE person (cpf text PRIMARY KEY, born date); INSERT INTO person VALUES ('39053344705')")
		for _, sql := range []string{
			"INSERT INTO person VALUES ('39053344705')", // the detail would quote the key
			"SELECT '39053344705'::date",
			"DO $$ BEGIN RAISE EXCEPTION '39053344705'; END $$",
			"DO $$ BEGIN RAISE WARNING '39053344705'; END $$",
		} {
			_, _ = tryQuery(t, s.URL(), sql)
		}
		stop(t, s)
		log, err := os.ReadFile(filepath.Join(filepath.Dir(s.dataDir), "server.log"))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(log), "ready to accept connections") {
			t.Errorf("this is not the server's log:\n%s", log)
		}
		if strings.Contains(string(log), "39053344705") {
			t.Errorf("the log holds a CPF:\n%s", log)
		}
	})

	t.Run("sets a long log aside", func(t *testing.T) {
		t.Parallel()
		path := filepath.Join(folder(t), "server.log")
		if err := os.WriteFile(path, make([]byte, logLimit+1), 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := openLog(path)
		if err != nil {
			t.Fatal(err)
		}
		f.Close()
		if info, err := os.Stat(path); err != nil || info.Size() != 0 {
			t.Errorf("the new log is not empty: %v %v", info, err)
		}
		if info, err := os.Stat(path + ".1"); err != nil || info.Size() != logLimit+1 {
			t.Errorf("the old log is not kept: %v %v", info, err)
		}
	})

	t.Run("tells when its server ended by itself", func(t *testing.T) {
		t.Parallel()
		s := start(t, Options{Dir: folder(t)})
		if err := s.process.cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		<-s.Done()
	})
}
