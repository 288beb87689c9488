package backend

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"time"

	"guiche/backend/calendar"
	"guiche/backend/dental"
	"guiche/backend/ident"
)

// IsProof tells whether a text has the form of a proof.
func IsProof(s string) bool {
	raw, err := base32.StdEncoding.DecodeString(s)
	return err == nil && len(raw) == proofLen
}

// proofLen is how many random bytes a proof has: nobody guesses one.
const proofLen = 20

// ReleaseState is where an authorisation stands.
type ReleaseState string

// The states.
const (
	ReleaseOpen      ReleaseState = "aberta"
	ReleasePresented ReleaseState = "apresentada" // the bill was presented
	ReleaseCancelled ReleaseState = "cancelada"
	ReleaseExpired   ReleaseState = "expirada"
)

// ValidDays is how long a senha is valid: the day of release is day 0, day 90 the
// last one.
const ValidDays = 90

// Release is an authorisation: items of a request that were released together,
// bound to its beneficiary and its professional, under a guia and a senha of their
// own.
type Release struct {
	ID      int64
	Request int64
	Number  ident.RequestNumber
	Guia    ident.Guia
	Senha   ident.Senha
	// Proof is what the QR code of its paper holds: it opens a page that tells
	// whether the paper is true, and nothing personal.
	Proof string
	At    time.Time
	// Until is the last valid day.
	Until calendar.Date
	State ReleaseState
	// ChangedAt is since when it stands there.
	ChangedAt time.Time
	Items     []Grant
}

// Grant is what is authorised of an item, whose position in the request counts
// from 0.
type Grant struct {
	Item      int
	Procedure dental.Item
}

// Valid tells whether the procedures may be done, and billed, on a day.
func (r Release) Valid(on calendar.Date) bool { return r.State == ReleaseOpen && !on.After(r.Until) }

// SenhaIssuer gives a release its senha: ours, or the operator's core system. Asked
// again with the same key it returns the same senha or one that was never used: a
// turn may run again.
type SenhaIssuer interface {
	Issue(ctx context.Context, key string) (ident.Senha, error)
	// Near tells whether it answers without a network, so that a transaction may
	// wait for it.
	Near() bool
}

// ownSenhas draws them at random; the database refuses one that was drawn before,
// and the turn draws again.
type ownSenhas struct{}

func (ownSenhas) Issue(context.Context, string) (ident.Senha, error) {
	return ident.NewSenha(rand.Read)
}
func (ownSenhas) Near() bool { return true }

type releaseRows interface {
	// TakeGuias takes so many numbers of guias and returns the first. Those of a
	// turn that does not commit are left out.
	TakeGuias(ctx context.Context, n int) (ident.Guia, error)
	// AddRelease queues a release; the commit fails with ErrConflict if its senha was
	// issued before.
	AddRelease(Release)
	// SaveRelease queues the state of a release.
	SaveRelease(id int64, to ReleaseState)
	// ReleaseByProof finds a release by what its QR code holds, without its senha.
	ReleaseByProof(ctx context.Context, proof string) (Release, error)
	// RequestOfGuia is the request that a guia belongs to, and RequestOfSenha that of
	// one of the provider's senhas, with its guia; ErrNotFound when there is none.
	RequestOfGuia(ctx context.Context, g ident.Guia) (ident.RequestNumber, error)
	RequestOfSenha(ctx context.Context, provider int64, senha ident.Senha) (ident.RequestNumber, ident.Guia, error)
	// OpenReleases lists up to size of a provider's releases that are open, those that
	// end soonest first. A cursor may name one that is open no more.
	OpenReleases(ctx context.Context, provider int64, at ReleaseCursor, size int) (ReleasePage, error)
}

// release authorises items of a request under a guia and senha of their own. key
// tells it apart from the request's others.
func (s *Service) release(ctx context.Context, tx Tx, r *Request, key string, grants []Grant) (Release, error) {
	senha, err := s.senha(ctx, tx, key)
	if err != nil {
		return Release{}, err
	}
	guia, err := tx.TakeGuias(ctx, 1)
	if err != nil {
		return Release{}, err
	}
	proof := make([]byte, proofLen)
	if _, err := rand.Read(proof); err != nil {
		return Release{}, err
	}
	l := Release{
		ID: tx.NewID(), Request: r.ID, Number: r.Number, Guia: guia, Senha: senha, Proof: base32.StdEncoding.EncodeToString(proof), At: tx.Now(),
		Until: calendar.DateOf(tx.Now()).AddDays(ValidDays), State: ReleaseOpen, ChangedAt: tx.Now(), Items: grants,
	}
	return l, nil
}
