package password_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/backend/password"
)

// foreign are hashes that other programs made, with their passwords.
var foreign = map[string]struct{ hash, password string }{
	"argon2id of its reference":   {"$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", "password"},
	"bcrypt 2a of crypt_blowfish": {"$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "U*U"},
	"bcrypt 2y of PHP":            {"$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "U*U"},
	"bcrypt 2b":                   {"$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "U*U"},
	"PBKDF2 of passlib":           {"$pbkdf2-sha256$1000$8PHy8/T19vf4.fr7/P3./w$muHYtHoNUSQuyXPpL3yNVLIDZYNcv3x0n3kf/mTsomg", "sorriso-2026"},
	"PBKDF2 of Django":            {"pbkdf2_sha256$1200$Zx9kAbCdEf12$ZTWjxP8ZzR4sz/WvCPYlqWr0yOg3sp27Itjfqsdo/CI=", "sorriso-2026"},
	"SHA-1 with a salt":           {"sha1$pepper$805d1f6fcd1182aa26c5b25a666493ad3f2863c2", "sorriso-2026"},
	"MD5 without one":             {"md5$$2408371354F395FC822F3BFCE3001BE7", "sorriso-2026"},
}

// kept is a store with one login, as a database would keep it.
type kept struct {
	hash    string
	changes int
}

func (k *kept) Credential(context.Context, string) (access.Actor, string, error) {
	return access.Actor{Role: access.Provider, ID: 1}, k.hash, nil
}

func (k *kept) Rehash(_ context.Context, _, old, hash string) error {
	if k.hash == old {
		k.hash = hash
		k.changes++
	}
	return nil
}

func TestHashesOfOtherSystems(t *testing.T) {
	t.Parallel()
	for name, c := range foreign {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			stored, err := password.Import(c.hash)
			if err != nil {
				t.Fatal(err)
			}
			if again, err := password.Import(stored); err != nil || again != stored {
				t.Errorf("what is stored is imported as %s, %v", again, err)
			}
			k := &kept{hash: stored}
			checker := password.New(k)
			for _, wrong := range []string{"", c.password + " ", strings.ToUpper(c.password), c.hash} {
				if wrong == c.password {
					continue
				}
				if _, err := checker.Authenticate(t.Context(), "x", wrong); !errors.Is(err, backend.ErrWrongEntry) {
					t.Errorf("%q: %v", wrong, err)
				}
			}
			if k.changes != 0 {
				t.Error("a wrong password changed the hash")
			}
			for range 2 { // the turn may run again
				if _, err := checker.Authenticate(t.Context(), "x", c.password); err != nil {
					t.Fatal(err)
				}
			}
			if k.changes != 1 || !strings.HasPrefix(k.hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
				t.Errorf("after the entries: %d changes, %s", k.changes, k.hash)
			}
			if _, err := checker.Authenticate(t.Context(), "x", c.password+"!"); !errors.Is(err, backend.ErrWrongEntry) {
				t.Errorf("a wrong password then: %v", err)
			}
		})
	}
}

func TestBareDigestsAreNeverStored(t *testing.T) {
	t.Parallel()
	const digest = "805d1f6fcd1182aa26c5b25a666493ad3f2863c2"
	stored, err := password.Import("sha1$pepper$" + digest)
	if err != nil || strings.Contains(stored, digest) || !strings.HasPrefix(stored, "$wrapped$sha1$pepper$argon2id$v=19$") {
		t.Errorf("%s, %v", stored, err)
	}
	if _, err := password.New(&kept{hash: "sha1$pepper$" + digest}).Authenticate(t.Context(), "x", "sorriso-2026"); err == nil || errors.Is(err, backend.ErrWrongEntry) {
		t.Errorf("one that was written into the database lets in, or looks wrong: %v", err)
	}
}

func TestHashesThatAreRefused(t *testing.T) {
	t.Parallel()
	const salt, key = "c29tZXNhbHQ", "CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
	dear := map[string]string{
		"memory":          "$argon2id$v=19$m=262145,t=2,p=1$" + salt + "$" + key,
		"passes":          "$argon2id$v=19$m=65536,t=11,p=1$" + salt + "$" + key,
		"no pass":         "$argon2id$v=19$m=65536,t=0,p=1$" + salt + "$" + key,
		"lanes":           "$argon2id$v=19$m=65536,t=2,p=17$" + salt + "$" + key,
		"no lane":         "$argon2id$v=19$m=65536,t=2,p=0$" + salt + "$" + key,
		"memory for none": "$argon2id$v=19$m=1,t=2,p=1$" + salt + "$" + key,
		"a short salt":    "$argon2id$v=19$m=65536,t=2,p=1$c29t$" + key,
		"a short key":     "$argon2id$v=19$m=65536,t=2,p=1$" + salt + "$c29tZXNhbHQ",
		"bcrypt of hours": "$2a$15$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
		"few rounds":      strings.Replace(foreign["PBKDF2 of Django"].hash, "$1200$", "$999$", 1),
		"many rounds":     strings.Replace(foreign["PBKDF2 of Django"].hash, "$1200$", "$3000001$", 1),
		"no salt":         strings.Replace(foreign["PBKDF2 of Django"].hash, "Zx9kAbCdEf12", "", 1),
		"a dear wrapping": "$wrapped$sha1$x$argon2id$v=19$m=65536,t=11,p=1$" + salt + "$" + key,
	}
	for name, hash := range dear {
		if _, err := password.Import(hash); !errors.Is(err, password.ErrCost) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, hash := range []string{
		"", "$", "$$$$$", "sorriso-2026", "2408371354f395fc822f3bfce3001be7", "$1$abc$def", "$6$rounds=5000$abc$def",
		"$argon2i$v=19$m=65536,t=2,p=1$" + salt + "$" + key, "$argon2id$v=16$m=65536,t=2,p=1$" + salt + "$" + key,
		"$argon2id$v=19$m=65536,t=2$" + salt + "$" + key, "$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
		"$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOe", "$2a$05$C;CCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
		"$2a$99$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "pbkdf2_sha256$x$y$z", "pbkdf2_sha1$1200$salt$AAAA",
		"$pbkdf2-sha256$1000$*$muHYtHoNUSQuyXPpL3yNVLIDZYNcv3x0n3kf/mTsomg", "$pbkdf2-sha256$1000$8PHy8/T19vf4.fr7/P3./w$muHY",
		"sha1$pepper$805d", "sha1$pepper$805d1f6fcd1182aa26c5b25a666493ad3f2863zz", "sha256$pepper$" + strings.Repeat("0", 64),
		"md5$" + strings.Repeat("s", 65) + "$2408371354f395fc822f3bfce3001be7", "$wrapped$sha1$x", "$wrapped$sha512$x$argon2id$v=19$m=65536,t=2,p=1$" + salt + "$" + key,
		"$argon2id$" + strings.Repeat("x", 1000),
	} {
		if _, err := password.Import(hash); !errors.Is(err, password.ErrForm) {
			t.Errorf("%s: %v", hash, err)
		}
	}
}

// FuzzImport: whatever stands in a file, it is refused or can be checked.
func FuzzImport(f *testing.F) {
	for _, c := range foreign {
		f.Add(c.hash)
	}
	f.Fuzz(func(t *testing.T, hash string) {
		if len(hash) < 50 || strings.Contains(hash, "m=") || strings.Contains(hash, "$1") || strings.HasPrefix(hash, "$2") && hash[4:6] > "06" {
			return // dear ones would only take time
		}
		stored, err := password.Import(hash)
		if err != nil {
			return
		}
		if _, err := password.New(&kept{hash: stored}).Authenticate(t.Context(), "x", "y"); err != nil && !errors.Is(err, backend.ErrWrongEntry) {
			t.Errorf("%q was taken, and then: %v", stored, err)
		}
	})
}
