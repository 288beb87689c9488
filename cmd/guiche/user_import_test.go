package main

import (
	"errors"
	"log/slog"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/password"
	"guiche/internal/fictional"
	"guiche/internal/pgtest"
)

const (
	// Each is the hash of a password that the made-up operator does not use.
	phpHash    = "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"                 // U*U
	djangoHash = "pbkdf2_sha256$1200$Zx9kAbCdEf12$ZTWjxP8ZzR4sz/WvCPYlqWr0yOg3sp27Itjfqsdo/CI=" // sorriso-2026
	oldHash    = "sha1$pepper$805d1f6fcd1182aa26c5b25a666493ad3f2863c2"                         // sorriso-2026
)

// importer is a database without passwords, and what an import prints.
type importer struct {
	t *testing.T
	s *storage
}

func newImporter(t *testing.T) *importer {
	t.Helper()
	cfg := &Config{DatabaseURL: Secret(pgtest.New(t)), DataDir: t.TempDir()}
	s, err := openStorage(t.Context(), cfg, slog.New(slog.DiscardHandler), false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.close(t.Context()) })
	for _, c := range fictional.Clinics() {
		if err := s.db.SaveProvider(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	for _, a := range fictional.Auditors() {
		if err := s.db.SaveAuditor(t.Context(), a); err != nil {
			t.Fatal(err)
		}
	}
	for _, b := range fictional.Beneficiaries() {
		if err := s.db.SaveBeneficiary(t.Context(), b); err != nil {
			t.Fatal(err)
		}
	}
	return &importer{t, s}
}

func (i *importer) load(file string, replace bool) (report string, err error) {
	i.t.Helper()
	var out strings.Builder
	err = importHashesCommand{Replace: replace}.load(i.t.Context(), i.s, []byte(file), &out, func(int, int) {})
	return out.String(), err
}

func (i *importer) enters(login, word string, want access.Actor) {
	i.t.Helper()
	got, err := password.New(i.s.db).Authenticate(i.t.Context(), login, word)
	if err != nil || got != want {
		i.t.Errorf("%s: %v, %v; want %v", login, got, err, want)
	}
}

func (i *importer) refused(login, word string) {
	i.t.Helper()
	if got, err := password.New(i.s.db).Authenticate(i.t.Context(), login, word); !errors.Is(err, backend.ErrWrongEntry) {
		i.t.Errorf("%s: %v, %v", login, got, err)
	}
}

func TestImportHashes(t *testing.T) {
	t.Parallel()
	clinic, auditor, member := access.Actor{Role: access.Provider, ID: 1}, access.Actor{Role: access.Auditor, ID: 1}, access.Actor{Role: access.Member, ID: 1}
	file := "\ufeffLogin;hash\r\n11.222.333/0001-81;" + phpHash + "\r\nAuditora; " + djangoHash + "\r\n\r\n\"090.216.100\";" + oldHash

	t.Run("lets everybody in with the password of the other system", func(t *testing.T) {
		t.Parallel()
		i := newImporter(t)
		report, err := i.load(file, false)
		if err != nil || report != "3 stored; 0 kept the password that they have here.\n" {
			t.Fatalf("%s %v", report, err)
		}
		for range 2 { // the second time with a hash of our own
			i.enters("11222333000181", "U*U", clinic)
			i.enters("auditora", "sorriso-2026", auditor)
			i.enters("090216100", "sorriso-2026", member)
		}
		_, hash, err := i.s.db.Credential(t.Context(), "090216100")
		if err != nil || !strings.HasPrefix(hash, "$argon2id$") {
			t.Errorf("after an entry the hash is %s, %v", hash, err)
		}
	})

	t.Run("leaves a password alone that was set here, unless it is told to", func(t *testing.T) {
		t.Parallel()
		i := newImporter(t)
		if _, err := i.load(file, false); err != nil {
			t.Fatal(err)
		}
		changed, err := password.Hash("uma nova senha")
		if err != nil {
			t.Fatal(err)
		}
		if err := i.s.db.SetCredential(t.Context(), (&clock{}).Now(), "auditora", auditor, changed); err != nil {
			t.Fatal(err)
		}
		report, err := i.load(file, false)
		if err != nil || report != "0 stored; 3 kept the password that they have here.\n" {
			t.Fatalf("%s %v", report, err)
		}
		i.enters("auditora", "uma nova senha", auditor)
		if report, err = i.load(file, true); err != nil || report != "3 stored; 0 kept the password that they have here.\n" {
			t.Fatalf("%s %v", report, err)
		}
		i.refused("auditora", "uma nova senha")
		i.enters("auditora", "sorriso-2026", auditor)
	})

	t.Run("stores nothing when a line cannot be taken, and names each", func(t *testing.T) {
		t.Parallel()
		i := newImporter(t)
		report, err := i.load(strings.Join([]string{
			"11222333000181;" + phpHash,
			"nobody;" + phpHash,
			"auditora;plain words",
			"auditor2",
			"auditor2;" + strings.Replace(djangoHash, "1200", "12", 1),
			"11.222.333/0001-81;" + phpHash,
			";" + phpHash,
			"\"audit\"ora;" + phpHash,
			"090216100;" + oldHash + ";x",
		}, "\n"), false)
		refused(t, err, "8 of the lines", "nothing was stored")
		want := strings.Join([]string{
			"line 2: no provider, auditor or beneficiary is registered with that login",
			"line 3: the hash is of no form that is known, see docs/login.md",
			"line 4: it is not of the form login;hash",
			"line 5: the parameters of the hash are beyond reason, see docs/login.md",
			"line 6: its login stands in line 1 already",
			"line 7: it is not of the form login;hash",
			"line 8: it cannot be read: a quotation mark stands where none belongs",
			"line 9: it is not of the form login;hash",
			"",
		}, "\n")
		if diff := cmp.Diff(want, report); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		i.refused("11222333000181", "U*U")
		for _, secret := range []string{"11222333000181", "nobody", "plain", "CCCC"} {
			if strings.Contains(report+err.Error(), secret) {
				t.Errorf("the report tells %q", secret)
			}
		}
	})

	t.Run("refuses a file that is not UTF-8", func(t *testing.T) {
		t.Parallel()
		_, err := newImporter(t).load("matr\xedcula;hash\n", false)
		refused(t, err, "UTF-8")
	})

	t.Run("takes a file with nothing in it", func(t *testing.T) {
		t.Parallel()
		i := newImporter(t)
		report, err := i.load("", false)
		if err != nil || report != "0 stored; 0 kept the password that they have here.\n" {
			t.Errorf("%s %v", report, err)
		}
	})
}
