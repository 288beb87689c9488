package telegram

import (
	"context"
	"math/rand/v2"
	"time"
)

// backoff grows from 0.2 s to 10 s; half of each step is chance, so that
// replicas that failed together do not come back together.
func backoff(tries int) time.Duration {
	step := min(200*time.Millisecond<<min(tries, 10), 10*time.Second)
	return step/2 + rand.N(step/2)
}

// repoll grows from 50 ms to 1 s: how long polling waits when Telegram answers
// at once with nothing new.
func repoll(times int) time.Duration {
	return min(50*time.Millisecond<<min(times, 10), time.Second)
}

// sleep ends early with ctx.
func sleep(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}
