package backend

import (
	"sync"
	"time"
)

// Whom a clinic may call by name is read out of whole requests, which is too much for
// every text with a word that may be a name: it is remembered for a moment, in this
// process alone. Who is found is looked up again before anything comes of it.

const (
	rememberedFor     = time.Minute
	rememberedClinics = 200
)

type remembered struct {
	mu sync.Mutex
	of map[int64]rememberedPeople
}

type rememberedPeople struct {
	at     time.Time
	people []Acquaintance
}

func (r *remembered) get(provider int64, now time.Time) ([]Acquaintance, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	m, ok := r.of[provider]
	return m.people, ok && now.Sub(m.at).Abs() < rememberedFor
}

func (r *remembered) put(provider int64, now time.Time, people []Acquaintance) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.of == nil || len(r.of) >= rememberedClinics {
		r.of = map[int64]rememberedPeople{}
	}
	r.of[provider] = rememberedPeople{now, people}
}

// forget is for who sent another request: it may be of somebody new.
func (r *remembered) forget(provider int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.of, provider)
}
