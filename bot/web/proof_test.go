package web_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"guiche/backend"
	"guiche/backend/calendar"
)

// archive is where the authorisations of the pages lie.
type archive struct {
	release backend.Release
	down    bool
	asked   int
}

func (a *archive) Proof(_ context.Context, proof string) (backend.Release, error) {
	a.asked++
	switch {
	case a.down:
		return backend.Release{}, errors.New("storage is away")
	case proof != a.release.Proof:
		return backend.Release{}, backend.ErrNotFound
	}
	return a.release, nil
}

func papers(t *testing.T) (*browser, *archive) {
	t.Helper()
	a := &archive{release: backend.Release{
		ID: 7, Guia: 41, Senha: "K7QX4M9PTRCA", Proof: strings.Repeat("ABCDEFGH", 4), At: now, Until: calendar.DateOf(now).AddDays(backend.ValidDays),
		State: backend.ReleaseOpen, ChangedAt: now, Items: make([]backend.Grant, 3),
	}}
	b := setup(t, backend.ForEntry, "")
	b.proofs, b.path = a, "/verificar/"
	return b, a
}

func TestProof(t *testing.T) {
	t.Parallel()
	t.Run("tells guia, validity and number of procedures, and nothing else", func(t *testing.T) {
		t.Parallel()
		b, a := papers(t)
		b.opens(a.release.Proof).sees(http.StatusOK, "Autorização verdadeira", "Válida até 17/02/2027", "0000000041", "3 procedimentos", "0800 000 0000")
		if strings.Contains(b.body, string(a.release.Senha)) || strings.Contains(b.body, a.release.Senha.Format()) || strings.Contains(b.body, a.release.Proof) {
			t.Error("the page tells a secret")
		}
		if got := b.head.Get("Cache-Control"); got != "no-store" || b.head.Get("Set-Cookie") != "" || !strings.Contains(b.head.Get("X-Robots-Tag"), "noindex") {
			t.Errorf("headers: %v", b.head)
		}
	})
	t.Run("tells when it is over", func(t *testing.T) {
		t.Parallel()
		for state, want := range map[backend.ReleaseState]string{
			backend.ReleasePresented: "Cobrança apresentada em 20/11/2026", backend.ReleaseCancelled: "Não vale mais: não use esta guia. Cancelada em 20/11/2026", backend.ReleaseExpired: "Valia até 17/02/2027",
		} {
			b, a := papers(t)
			a.release.State, a.release.ChangedAt = state, now.Add(24*time.Hour)
			b.opens(a.release.Proof).sees(http.StatusOK, want, "0000000041")
			if strings.Contains(b.body, "verdadeira") {
				t.Errorf("%s is told as good", state)
			}
		}
		b, a := papers(t)
		a.release.Until = calendar.DateOf(now).AddDays(-1) // nobody noted its end yet
		b.opens(a.release.Proof).sees(http.StatusOK, "Autorização vencida", "não use esta guia. Valia até 18/11/2026")
	})
	t.Run("a proof that never was and one that cannot be look alike", func(t *testing.T) {
		t.Parallel()
		b, a := papers(t)
		b.opens(strings.Repeat("HGFEDCBA", 4)).sees(http.StatusNotFound, "Não reconhecemos este documento", "0800 000 0000")
		unknown := b.body
		for _, bad := range []string{"xyz", "%00", strings.ToLower(a.release.Proof), a.release.Proof + "A", "41", strings.Repeat("A", 5000), "<script>"} {
			if b.opens(bad); b.status != http.StatusNotFound || b.body != unknown {
				t.Errorf("%.20q looks otherwise: %d", bad, b.status)
			}
		}
		if a.asked != 1 {
			t.Errorf("storage was asked %d times", a.asked)
		}
	})
	t.Run("says so when storage does not answer, and takes no form", func(t *testing.T) {
		t.Parallel()
		b, a := papers(t)
		a.down = true
		b.opens(a.release.Proof).sees(http.StatusServiceUnavailable, "Tente de novo em instantes")
		if strings.Contains(b.log.String(), a.release.Proof) {
			t.Error("the log has the proof")
		}
		resp, err := http.Post(b.server.URL+b.path+a.release.Proof, "text/plain", strings.NewReader("x"))
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		if resp.StatusCode != http.StatusMethodNotAllowed {
			t.Errorf("POST answers %d", resp.StatusCode)
		}
	})
}
