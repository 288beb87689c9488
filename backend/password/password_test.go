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

type one struct {
	login, hash string
	actor       access.Actor
}

func (o one) Credential(_ context.Context, login string) (access.Actor, string, error) {
	if login != o.login {
		return access.Actor{}, "", backend.ErrNotFound
	}
	return o.actor, o.hash, nil
}

func (o one) Rehash(context.Context, string, string, string) error {
	return errors.New("a hash of our own is not made again")
}

func TestChecker(t *testing.T) {
	t.Parallel()
	hash, err := password.Hash("sorriso-2026")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("hash has other parameters: %s", hash[:30])
	}
	who := access.Actor{Role: access.Provider, ID: 1}
	c := password.New(one{login: "11222333000181", hash: hash, actor: who})

	t.Run("lets in who knows the password", func(t *testing.T) {
		t.Parallel()
		got, err := c.Authenticate(t.Context(), "11222333000181", "sorriso-2026")
		if err != nil || got != who {
			t.Fatalf("got %v, %v", got, err)
		}
	})
	t.Run("answers the same to a wrong password and an unknown login", func(t *testing.T) {
		t.Parallel()
		_, wrong := c.Authenticate(t.Context(), "11222333000181", "sorriso-2025")
		_, unknown := c.Authenticate(t.Context(), "12ABC34501DE35", "sorriso-2026")
		if !errors.Is(wrong, backend.ErrWrongEntry) || !errors.Is(unknown, backend.ErrWrongEntry) {
			t.Fatalf("wrong: %v, unknown: %v", wrong, unknown)
		}
	})
	t.Run("does not know the decoy's password", func(t *testing.T) {
		t.Parallel()
		if _, err := c.Authenticate(t.Context(), "nobody", "a password that nobody has"); !errors.Is(err, backend.ErrWrongEntry) {
			t.Fatalf("got %v", err)
		}
	})
	t.Run("gives up with its context", func(t *testing.T) {
		t.Parallel()
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		for range 50 {
			if _, err := c.Authenticate(ctx, "11222333000181", "sorriso-2026"); errors.Is(err, context.Canceled) {
				return
			}
		}
		t.Error("never gave up")
	})
}
