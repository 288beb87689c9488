package bot

import (
	"context"
	"sync/atomic"
)

// outage tells the log once that storage went away and once that it is back,
// however many meet it meanwhile.
type outage struct{ down atomic.Bool }

func (e *Engine) away(ctx context.Context, err error) {
	if e.outage.down.CompareAndSwap(false, true) {
		e.log.WarnContext(ctx, "storage is not available; what was taken waits for it", "error", err)
	}
}

func (e *Engine) committed() {
	e.stats.commits.Add(1)
	if e.outage.down.CompareAndSwap(true, false) {
		e.log.Info("storage is back")
	}
}
