package backend

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"

	"guiche/backend/ident"
)

// issueKey is by what a draft's senha is asked for: run again, the same revision gets
// the same one, while what was changed meanwhile gets another.
func issueKey(draft, rev int64) string {
	return strconv.FormatInt(draft, 36) + "." + strconv.FormatInt(rev, 36)
}

// entryKey is by what the senha is asked for that an entry of a request's thread gives.
// A request has its draft's number: its own mark keeps it apart from issueKey, since a
// key that came twice would get the senha of another authorisation.
func entryKey(request int64, seq int) string {
	return strconv.FormatInt(request, 36) + ".e." + strconv.Itoa(seq)
}

// senha draws the senha of a release. One that comes over a network is asked for
// while no transaction is open (see Errand) and kept until the turn runs again.
func (s *Service) senha(ctx context.Context, tx Tx, key string) (ident.Senha, error) {
	if s.senhas.Near() {
		senha, err := s.senhas.Issue(ctx, key)
		if err != nil {
			return "", fmt.Errorf("backend: senha: %w", err)
		}
		return senha, nil
	}
	if err := tx.Alone(); err != nil {
		return "", err
	}
	if d, ok := s.drawn.take(key); ok {
		return d.senha, d.err
	}
	return "", &Errand{Do: func(ctx context.Context) {
		senha, err := s.senhas.Issue(ctx, key)
		if err == nil || errors.Is(err, ErrIssuerAway) { // else the process ends, or the turn gave up
			s.drawn.put(key, drawnSenha{senha, err})
		}
	}}
}

// drawn are senhas that turns wait for. One that is lost, with its process or since
// there are too many, is asked for again by the same key.
type drawn struct {
	mu   sync.Mutex
	keys map[string]drawnSenha
}

type drawnSenha struct {
	senha ident.Senha
	err   error
}

// mostDrawn bounds what turns leave behind that never came back.
const mostDrawn = 1000

func (d *drawn) put(key string, s drawnSenha) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.keys) >= mostDrawn || d.keys == nil {
		d.keys = map[string]drawnSenha{}
	}
	d.keys[key] = s
}

func (d *drawn) take(key string) (drawnSenha, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	s, ok := d.keys[key]
	delete(d.keys, key)
	return s, ok
}
