package telegram

import (
	"encoding/json"
	"fmt"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
)

// inbox is getUpdates of a server that serves whatever a test puts in, also what
// Telegram never would.
type inbox struct {
	mu    sync.Mutex
	rows  []row
	asked []updatesArgs
	wake  chan struct{}
	// eager answers an empty page at once instead of waiting.
	eager bool
	// during runs once, between the reading of a page and its answer.
	during func()
	// cut takes this many bytes off the end of the next page.
	cut int
}

type row struct {
	id  int64 // what the server knows it by
	raw string
}

func newInbox(rows ...row) *inbox { return &inbox{rows: rows, wake: make(chan struct{}, 1)} }

func text(id int64) row {
	return row{id, fmt.Sprintf(`{"update_id":%d,"message":{"message_id":1,"from":{"id":501},"chat":{"id":501,"type":"private"},"text":"oi"}}`, id)}
}

func (b *inbox) put(rows ...row) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.rows = append(b.rows, rows...)
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

func (b *inbox) drop(id int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.rows = slices.DeleteFunc(b.rows, func(r row) bool { return r.id == id })
}

func (b *inbox) waiting() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.rows)
}

func (b *inbox) calls() []updatesArgs {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]updatesArgs(nil), b.asked...)
}

// page forgets what lies before the offset. An offset past everything is no
// longer of this numbering and means nothing.
func (b *inbox) page(args updatesArgs) []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.asked = append(b.asked, args)
	if n := len(b.rows); n > 0 && args.Offset <= b.rows[n-1].id+1 {
		for len(b.rows) > 0 && b.rows[0].id < args.Offset {
			b.rows = b.rows[1:]
		}
	}
	var out []string
	for _, r := range b.rows[:min(len(b.rows), args.Limit)] {
		out = append(out, r.raw)
	}
	return out
}

func (b *inbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if path.Base(r.URL.Path) != "getUpdates" {
		_, _ = w.Write([]byte(`{"ok":true,"result":{"url":""}}`))
		return
	}
	var args updatesArgs
	_ = json.NewDecoder(r.Body).Decode(&args)
	page := b.page(args)
	if len(page) == 0 && !b.eager && args.Timeout > 0 {
		timer := time.NewTimer(time.Duration(args.Timeout) * time.Second)
		defer timer.Stop()
		select {
		case <-b.wake:
			page = b.page(args)
		case <-timer.C:
		case <-r.Context().Done():
			return
		}
	}
	body := `{"ok":true,"result":[` + strings.Join(page, ",") + `]}`
	b.mu.Lock()
	during := b.during
	b.during = nil
	b.mu.Unlock()
	if during != nil {
		during()
	}
	b.mu.Lock()
	body, b.cut = body[:len(body)-b.cut], 0
	b.mu.Unlock()
	_, _ = w.Write([]byte(body))
}
