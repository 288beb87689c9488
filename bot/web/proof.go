package web

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"guiche/backend"
	"guiche/backend/calendar"
	"guiche/dialogs"
	"guiche/dialogs/phrases"
)

// Proofs finds an authorisation by what the code on its paper holds;
// backend.ErrNotFound when there is none.
type Proofs interface {
	Proof(ctx context.Context, proof string) (backend.Release, error)
}

const (
	// lookTime is how long the page waits for its turn and for storage.
	lookTime = 5 * time.Second
	// maxLooks is how many look at papers at once: the page is open to everybody, and
	// leaves the database to those who entered.
	maxLooks = 4
)

// check shows whether the paper of an authorisation is true: its guia, where it stands
// and how many procedures it has. It tells nothing of the beneficiary, and not the
// senha. A code that never was and one that cannot be look alike.
func (p *Pages) check(w http.ResponseWriter, r *http.Request) {
	p.headers(w, r)
	v := p.view(kindDead, backend.ForEntry, "")
	v.Title, v.Text, v.status, v.Back = v.W.Unproven, v.W.UnprovenText, http.StatusNotFound, ""
	if release, err := p.proven(r.Context(), r.PathValue("proof")); err == nil {
		v.Kind, v.status, v.Text = kindProof, http.StatusOK, ""
		v.Proven = phrases.ProvenOf(release, calendar.DateOf(p.Now()))
		v.Title = v.Proven.Title
	} else if !errors.Is(err, backend.ErrNotFound) {
		p.Log.ErrorContext(r.Context(), "a paper could not be looked up", "error", err)
		v.end(http.StatusServiceUnavailable, v.W.Trouble, v.W.ProofTrouble)
		w.Header().Set("Retry-After", "5")
	}
	p.render(w, v)
}

// proven looks an authorisation up.
func (p *Pages) proven(ctx context.Context, proof string) (backend.Release, error) {
	if p.Proofs == nil || !backend.IsProof(proof) {
		return backend.Release{}, backend.ErrNotFound
	}
	ctx, cancel := context.WithTimeout(ctx, lookTime)
	defer cancel()
	select {
	case p.looks <- struct{}{}:
		defer func() { <-p.looks }()
	case <-ctx.Done():
		return backend.Release{}, ctx.Err()
	}
	return p.Proofs.Proof(ctx, proof)
}

// proofRoute adds the page.
func (p *Pages) proofRoute(mux *http.ServeMux) {
	mux.HandleFunc("GET "+p.prefix+strings.TrimSuffix(dialogs.ProofPath, "/")+"/{proof}", p.check)
}
