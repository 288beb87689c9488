package bot

import (
	"context"
	"errors"

	"guiche/backend"
)

// job is a lane whose next event asked for a transaction in which it can lock.
type job struct {
	lane   *lane
	events []event
}

// maxGroup bounds the turns that share such a transaction: the counters are
// locked from the first to the last of them.
const maxGroup = 32

// gather leaves a lane to the grouper: sends that came while others were being
// committed are committed together, one after another in one transaction.
func (e *Engine) gather(ctx context.Context, j job) {
	e.mu.Lock()
	e.jobs = append(e.jobs, j)
	start := !e.grouping
	e.grouping = true
	e.mu.Unlock()
	if start {
		e.wg.Go(func() { e.group(ctx) })
	}
}

// group works until nobody waits.
func (e *Engine) group(ctx context.Context) {
	for {
		e.mu.Lock()
		jobs := e.jobs[:min(len(e.jobs), maxGroup)]
		e.jobs = e.jobs[len(jobs):]
		e.grouping = len(jobs) > 0
		e.mu.Unlock()
		if len(jobs) == 0 {
			return
		}
		e.together(ctx, jobs)
	}
}

// together takes the first turn of each job. A turn that has to be by itself, and
// every turn when one fails, goes to a worker of its lane.
func (e *Engine) together(life context.Context, jobs []job) {
	ctx, cancel := context.WithTimeout(life, alonePatience)
	defer cancel()
	steps := make([]stepped, len(jobs))
	taken := make([]bool, len(jobs))
	err := e.load(ctx, works(jobs), false)
	if err == nil {
		defer e.flights.begin()()
		err = e.store.Together(ctx, e.now(), rowsOf(jobs), func(i int, u backend.Unit) (bool, error) {
			s, err := e.step(ctx, u, jobs[i].lane.held, jobs[i].events[0])
			if errors.Is(err, backend.ErrAlone) {
				return false, nil
			}
			steps[i], taken[i] = s, err == nil
			return taken[i], err
		})
	}
	if err == nil {
		e.committed()
	}
	for i, j := range jobs {
		switch {
		case err != nil:
			j.lane.held = nil
			e.solo(life, j.lane, j.events)
		case !taken[i]:
			e.solo(life, j.lane, j.events)
		default:
			e.landed(ctx, j.lane, steps[i])
			e.rest(life, j)
		}
	}
}

// rest goes on with what waits behind the event that was committed.
func (e *Engine) rest(ctx context.Context, j job) {
	e.settle(j.lane, 1, len(j.events) == 1)
	if len(j.events) > 1 {
		e.solo(ctx, j.lane, j.events[1:])
	}
}

func works(jobs []job) []*work {
	out := make([]*work, len(jobs))
	for i, j := range jobs {
		out[i] = &work{lane: j.lane}
	}
	return out
}

// rowsOf are the rows that the turns will lock: chats and the drafts they point
// at.
func rowsOf(jobs []job) []backend.Locks {
	out := make([]backend.Locks, len(jobs))
	for i, j := range jobs {
		out[i].Chat = j.lane.key
		if j.lane.held != nil && j.lane.held.session.Draft != nil {
			out[i].DraftID = j.lane.held.session.Draft.ID
		}
	}
	return out
}
