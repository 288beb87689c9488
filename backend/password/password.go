// Package password checks the passwords that are kept here, for operators whose
// own login does not stand behind the counter. Hashes are argon2id (RFC 9106); those
// of other systems are taken over as they are, and replaced at the first entry.
package password

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"

	"github.com/alexedwards/argon2id"

	"guiche/backend"
	"guiche/backend/access"
)

// params are the second recommendation of OWASP for argon2id: 19 MiB, two
// passes, one lane. The library's default takes a lane a processor, which would
// make a hash's cost depend on the machine.
var params = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// Store finds the hash of a login; backend.ErrNotFound when there is none.
type Store interface {
	Credential(ctx context.Context, login string) (actor access.Actor, hash string, err error)
	// Rehash puts a hash of the same password in the place of old. It does nothing
	// when the login has another by now, so it may be called again.
	Rehash(ctx context.Context, login, old, hash string) error
}

// Checker is a backend.Authenticator over stored hashes.
type Checker struct {
	store Store
	// slots keeps the memory and the processors of many entries at once bounded.
	slots chan struct{}
	decoy func() (string, error)
}

// New returns a checker over the store.
func New(store Store) *Checker {
	return &Checker{
		store: store,
		slots: make(chan struct{}, max(1, runtime.GOMAXPROCS(0)-1)),
		decoy: sync.OnceValues(func() (string, error) { return Hash("a password that nobody has") }),
	}
}

// Hash returns the stored form of a password.
func Hash(password string) (string, error) {
	hash, err := argon2id.CreateHash(password, params)
	if err != nil {
		return "", fmt.Errorf("password: %w", err)
	}
	return hash, nil
}

// Authenticate takes the same time and gives the same answer for a login that
// does not exist as for a wrong password; only a hash that another system made, and
// that nobody entered with yet, takes its own time.
func (c *Checker) Authenticate(ctx context.Context, login, password string) (access.Actor, error) {
	actor, hash, err := c.store.Credential(ctx, login)
	unknown := errors.Is(err, backend.ErrNotFound)
	if unknown {
		hash, err = c.decoy()
	}
	if err != nil {
		return access.Actor{}, err
	}
	select {
	case c.slots <- struct{}{}:
		defer func() { <-c.slots }()
	case <-ctx.Done():
		return access.Actor{}, ctx.Err()
	}
	kept, err := read(hash)
	if err != nil {
		return access.Actor{}, fmt.Errorf("stored hash: %w", err)
	}
	match, err := kept.matches(password)
	if err != nil {
		return access.Actor{}, fmt.Errorf("password: stored hash: %w", err)
	}
	if unknown || !match {
		return access.Actor{}, backend.ErrWrongEntry
	}
	if !kept.current() {
		c.renew(ctx, login, hash, password)
	}
	return actor, nil
}

// renew makes a hash of our own of a password that was just proven. It is written
// beside the turn: whether the turn is committed, or runs again, the new hash is of
// the same password. Not written, it is tried at the next entry.
func (c *Checker) renew(ctx context.Context, login, old, password string) {
	if hash, err := Hash(password); err == nil {
		_ = c.store.Rehash(ctx, login, old, hash)
	}
}
