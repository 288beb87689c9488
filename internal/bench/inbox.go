package main

import (
	"context"
	"strconv"
	"sync"
	"time"
)

// firstUpdate leaves room below for updates of the past.
const firstUpdate = 700_000_000

// inbox holds updates until getUpdates confirms them by its offset.
type inbox struct {
	mu    sync.Mutex
	first int64 // number of queue[0]
	queue [][]byte
	came  chan struct{} // closed and replaced when an update comes
}

func newInbox() *inbox { return &inbox{first: firstUpdate, came: make(chan struct{})} }

// put adds an update: its JSON without the opening brace and the number.
func (b *inbox) put(body []byte) {
	b.mu.Lock()
	b.queue = append(b.queue, body)
	if len(b.queue) == 1 {
		close(b.came)
		b.came = make(chan struct{})
	}
	b.mu.Unlock()
}

// take confirms what is below offset and adds a page to out, waiting for the
// first update as long as asked.
func (b *inbox) take(ctx context.Context, page []byte, offset int64, limit int, wait time.Duration) []byte {
	b.mu.Lock()
	if n := offset - b.first; n > 0 {
		n = min(n, int64(len(b.queue)))
		b.first, b.queue = b.first+n, b.queue[n:]
	}
	if len(b.queue) == 0 {
		came := b.came
		b.mu.Unlock()
		timer := time.NewTimer(wait)
		defer timer.Stop()
		select {
		case <-came:
		case <-timer.C:
		case <-ctx.Done():
		}
		b.mu.Lock()
	}
	defer b.mu.Unlock()
	page = append(page, `{"ok":true,"result":[`...)
	for i, body := range b.queue[:min(len(b.queue), max(limit, 1))] {
		if i > 0 {
			page = append(page, ',')
		}
		page = appendUpdate(page, b.first+int64(i), body)
	}
	return append(page, "]}"...)
}

func appendUpdate(to []byte, id int64, body []byte) []byte {
	to = append(to, `{"update_id":`...)
	to = strconv.AppendInt(to, id, 10)
	to = append(to, ',')
	return append(to, body...)
}
