package bot

import (
	"context"
	"sync"

	"guiche/backend"
	"guiche/dialogs"
)

// alarms are the timers whose turns are under way, so that a sweep does not
// bring them twice; a replica that does is told apart at the commit.
type alarms struct {
	mu      sync.Mutex
	running map[backend.Timer]struct{}
}

func (a *alarms) begin(t backend.Timer) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if _, ok := a.running[t]; ok {
		return false
	}
	if a.running == nil {
		a.running = make(map[backend.Timer]struct{})
	}
	a.running[t] = struct{}{}
	return true
}

func (a *alarms) end(t backend.Timer) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.running, t)
}

// sweepTimers brings the timers that are due as turns of their chats.
func (e *Engine) sweepTimers(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, alonePatience)
	defer cancel()
	due, err := e.store.Timers(ctx, e.now(), sweepLimit)
	if err != nil {
		return // the outbox, swept before, has told
	}
	for _, t := range due {
		if e.alarms.begin(t) {
			e.put(t.Chat, event{
				origin: fromTimer, input: dialogs.Alarm{Name: t.Name}, timer: t, done: func(error) { e.alarms.end(t) },
			})
		}
	}
}
