package telegram

import (
	"sync"
	"time"
)

// flights is what polling knows of the updates that Telegram still holds: given
// on and not yet committed, committed but behind one that is not, or failed and
// to be given on again.
//
//	(new) ──give──▶ running ──done(nil)──▶ committed ──offset moves past──▶ (forgotten)
//	                   ▲  └──done(err)──▶ failed ─┐
//	                   └───── again, after a wait ┘──missing──▶ (forgotten)
type flights struct {
	mu      sync.Mutex
	known   map[int64]*flight
	next    int64 // one past the last update seen
	running int
	changed chan struct{} // one slot: some flight ended
}

type flight struct {
	phase phase
	chat  int64
	tries int
	again time.Time // of a failed one
}

type phase uint8

const (
	running phase = iota + 1
	committed
	failed
)

func newFlights() *flights {
	return &flights{known: map[int64]*flight{}, changed: make(chan struct{}, 1)}
}

// offset is the lowest update that is not committed.
func (f *flights) offset() int64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	low := f.next
	for id, known := range f.known {
		if known.phase != committed && (low == 0 || id < low) {
			low = id
		}
	}
	return low
}

// confirmed forgets what Telegram accepted an offset past. Not earlier: a call
// under way may still bring what was committed meanwhile.
func (f *flights) confirmed(offset int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for id, known := range f.known {
		if known.phase == committed && id < offset {
			delete(f.known, id)
		}
	}
}

// verdict is what is to be done with an update that came.
type verdict uint8

const (
	fresh  verdict = iota + 1 // decode it and ask begin
	skip                      // it is on its way or done
	waits                     // it failed and its time has not come
	repeat                    // it failed and is to be given on again
)

// seen looks an update up, and its chat if it failed.
func (f *flights) seen(id int64, now time.Time) (verdict, int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch known := f.known[id]; {
	case known == nil:
		return fresh, 0
	case known.phase != failed:
		return skip, known.chat
	case now.Before(known.again):
		return waits, known.chat
	default:
		return repeat, known.chat
	}
}

// begin puts an update into flight and returns what ends it. ended is called
// after that, once.
func (f *flights) begin(id, chat int64, wait func(tries int) time.Duration, ended func()) func(error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	known := f.known[id]
	if known == nil {
		known = &flight{chat: chat}
		f.known[id] = known
	}
	known.phase = running
	f.running++
	var once sync.Once
	return func(err error) {
		once.Do(func() {
			f.end(known, err, wait)
			ended()
		})
	}
}

func (f *flights) end(known *flight, err error, wait func(int) time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.running--
	known.phase = committed
	if err != nil {
		known.phase = failed
		known.again = time.Now().Add(wait(known.tries))
		known.tries++
	}
	select {
	case f.changed <- struct{}{}:
	default:
	}
}

// passed notes that a page ended before next. Numbers may begin anew lower down
// when a bot was idle for a week, so the last page decides, not the highest.
func (f *flights) passed(next int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.next = next
}

// missing forgets failed updates that a whole page does not show: Telegram gave
// them up after a day, or another replica committed them. They would hold the
// offset for ever. A page that is full shows them, too: they were in an earlier
// one, and its beginning only moves on.
func (f *flights) missing(shown map[int64]bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for id, known := range f.known {
		if known.phase == failed && !shown[id] {
			delete(f.known, id)
		}
	}
}

// failures says whether some update waits to be given on again.
func (f *flights) failures() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, known := range f.known {
		if known.phase == failed {
			return true
		}
	}
	return false
}

// inFlight says how many were given on and have not ended.
func (f *flights) inFlight() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.running
}

// dueIn says how long until the first failed one may be given on again, most at
// most.
func (f *flights) dueIn(now time.Time, most time.Duration) time.Duration {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, known := range f.known {
		if known.phase == failed {
			most = min(most, max(known.again.Sub(now), time.Millisecond))
		}
	}
	return most
}
